import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './data-folder-errors.js';

export interface Secrets {
  readonly session: string;
  readonly client: string;
  readonly robot: string;
}

/** Made on the first start and kept, so that nobody is signed out by a restart. */
export async function keptSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const fresh = (): string => randomBytes(32).toString('base64url');
  const secrets = { session: fresh(), client: fresh(), robot: fresh() };
  await writeFile(`${file}.new`, JSON.stringify(secrets), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}
