import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { CannotStart } from '../cannot-start.js';
import { codeOf } from '../data-folder-errors.js';

/** What the identity provider signs with. Kept, so that tokens and cookies handed out hold over a restart. */
export interface Keys {
  readonly signing: JWK;
  readonly cookies: readonly string[];
}

/** RS256, because that is what Entra ID signs with and so what the tracker meets in production. */
export const ALGORITHM = 'RS256';

/**
 * The keys kept in `dir` (made if need be), for the owner's eyes only; made on the first start.
 *
 * @throws CannotStart when the file is there but cannot be understood
 */
export async function keysIn(dir: string): Promise<Keys> {
  const file = join(dir, 'identity-keys.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return parse(text, file);
  const keys = await makeKeys();
  await mkdir(dir, { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}

async function makeKeys(): Promise<Keys> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const signing = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: ALGORITHM, use: 'sig' };
  return { signing, cookies: [randomBytes(32).toString('base64url')] };
}

function parse(text: string, file: string): Keys {
  const unreadable = (cause?: unknown): CannotStart =>
    new CannotStart(`The keys in ${file} cannot be understood. Delete the file; everybody then signs in again.`, {
      cause,
    });
  let found: Partial<Keys>;
  try {
    found = JSON.parse(text) as Partial<Keys>;
  } catch (error) {
    throw unreadable(error);
  }
  const { signing, cookies } = found ?? {};
  if (signing?.d === undefined || signing.kid === undefined || cookies?.[0] === undefined) throw unreadable();
  return { signing, cookies };
}
