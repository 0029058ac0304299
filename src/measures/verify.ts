import type { Database } from '../database/database.js';
import { countedConferencesAfter, type CountedConference } from './facts.queries.js';
import { storedCount, type StoredCount } from './measure.js';

/** A conference whose stored count is not what its facts give. */
export interface Drift {
  readonly reference: string;
  /** What differs, in the names of the columns; 'missing' when nothing is stored, 'twice' when two counts are. */
  readonly differs: readonly string[];
}

export interface Verified {
  readonly checked: number;
  readonly drift: readonly Drift[];
}

/** Enough to be fast, few enough that the memory stays the same however many conferences there are. */
const BATCH = 2_000;

/**
 * Counts every conference again from its facts and compares. Reads only, so it may run beside the work at any time; each
 * batch is one statement and sees one moment.
 * @param definitionVersion the version in force: a count stored under another one is a difference, since nobody has
 *   counted that conference by the rules of today
 */
export async function verifyMeasures(db: Database, definitionVersion: string): Promise<Verified> {
  const drift: Drift[] = [];
  let checked = 0;
  let after = 0;
  for (;;) {
    const batch = await countedConferencesAfter(db.reader, after, BATCH);
    const last = batch.at(-1);
    if (last === undefined) return { checked, drift };
    for (const conference of batch) {
      const differs = differences(conference, definitionVersion);
      if (differs.length > 0) drift.push({ reference: conference.reference, differs });
    }
    checked += batch.length;
    after = last.conferenceId;
  }
}

/** Which parts of the stored count are not what the facts give; empty when all agree. */
export function differences(conference: CountedConference, definitionVersion: string): readonly string[] {
  const [stored, second] = conference.stored;
  if (stored === undefined) return ['missing'];
  if (second !== undefined) return ['twice'];
  const expected = storedCount(conference, definitionVersion);
  return COMPARED.filter((key) => String(stored[key]) !== String(expected[key])).map(columnOf);
}

const COMPARED = [
  'measure',
  'definitionVersion',
  'hubCode',
  'month',
  'countsFrom',
  'inDenominator',
  'inNumerator',
  'recorded',
  'why',
  'source',
] as const satisfies readonly (keyof StoredCount)[];

const columnOf = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
