import { readSettings, SettingsError } from '../config/settings.js';
import { brokenSeals, digestOfSeal, lastSeal, sealedSums } from './audit/seal.queries.js';
import { makeDataSource } from './database/data-source.js';
import { Database } from './database/database.js';
import { formatWhen } from './kernel/london.js';

const USAGE = 'Usage: npm run audit:verify [-- NUMBER:DIGEST ...], with seals as the log says them.';

interface Kept {
  readonly number: number;
  readonly digest: string;
}

/** Seals that were written down elsewhere; null when one is not written as the log says it. */
function keptSeals(words: readonly string[]): readonly Kept[] | null {
  const read = words.map((word) => /^([1-9]\d{0,8}):([0-9a-f]{64})$/.exec(word));
  return read.includes(null) ? null : read.map((found) => ({ number: Number(found![1]), digest: found![2]! }));
}

/**
 * `npm run audit:verify`: seals the whole trail of DATABASE_URL again and compares. Prints one JSON object; ends with 1 when a
 * seal is broken or is not the one that was kept elsewhere, and names it; with 2 when it could not begin.
 */
async function verify(words: readonly string[]): Promise<number> {
  const kept = keptSeals(words);
  const settings = readSettings();
  if (kept === null || settings.mode === 'demo') {
    console.error(kept === null ? USAGE : 'DATABASE_URL is missing: name the database whose trail to verify.');
    return 2;
  }
  const db = new Database(await makeDataSource({ url: settings.settings.database.url, poolSize: 1 }).initialize());
  try {
    const { reader } = db;
    const broken = await brokenSeals(reader);
    const last = await lastSeal(reader);
    const others: Kept[] = [];
    for (const one of kept) if ((await digestOfSeal(reader, one.number)) !== one.digest) others.push(one);
    const sums = { ...(await sealedSums(reader)), broken: broken.length, notAsKept: others.length };
    console.log(JSON.stringify({ ...sums, last: last && `${last.number}:${last.digest}` }));
    for (const { number, events, found, sealedAt } of broken)
      console.error(`Seal ${number} of ${formatWhen(sealedAt)} is broken: ${found} of its ${events} events are there.`);
    for (const { number } of others) console.error(`Seal ${number} is not the one that was kept elsewhere.`);
    return broken.length + others.length > 0 ? 1 : 0;
  } finally {
    await db.close();
  }
}

try {
  process.exitCode = await verify(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 2;
}
