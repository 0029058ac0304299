import type { ReferenceData } from '../../../config/reference-data.js';
import type { Database } from '../../database/database.js';
import { row, rows, run } from '../../database/sql.js';
import type { Reader, Tx } from '../../database/transaction.js';
import { londonDate } from '../../kernel/london.js';
import { countingBy } from '../../measures/counting.js';
import { recountOwed } from '../../measures/recounting.js';
import { raiseChallenges, sayPlans, tellStrategyDiscussions } from './expected.js';
import type { Force } from './force.js';
import { imagineForce } from './imagine.js';
import { sendAhead } from './mail.js';
import { auditRows } from './quality.js';
import { addRecommendations } from './recommendations.js';
import { absenceRows, coverRows, patternRows } from './rota.js';
import * as table from './rows.js';
import { sendTheirList } from './their-list.js';
import { trailRows } from './trail.js';

export interface DemoForceOptions {
  /** The same seed on the same London date gives the same force. */
  readonly seed: number;
  readonly now: Temporal.Instant;
  readonly reference: ReferenceData;
  readonly deskAddress: string;
  readonly publicUrl: string;
}

export interface DemoForceSize {
  readonly attendees: number;
  readonly conferences: number;
  readonly children: number;
}

/** Rows sent in one statement: enough to be fast, and a few megabytes of text at most. */
const BATCH = 5000;

/**
 * Fills an empty tracker with two years of made-up history and a fortnight ahead, in one transaction. Does nothing when
 * there is anybody or any conference already. The hubs of the reference data must be in the database.
 */
export async function fillDemoForce(db: Database, options: DemoForceOptions): Promise<DemoForceSize> {
  const filled = await db.transaction(async (tx) => {
    // Two programs starting on one database: the second waits, then finds the force there.
    await run(tx, 'lock table attendee in share row exclusive mode');
    const before = await sizeOf(tx);
    if (before.attendees + before.conferences > 0) return false;
    const today = londonDate(options.now);
    const force = imagineForce({ seed: options.seed, today, reference: options.reference });
    await load(tx, force, options);
    return true;
  });
  // Without statistics the planner takes the tables for small ones until autovacuum comes by.
  if (filled) await db.reader.query('analyze');
  // Also what an older version of the demo counted otherwise.
  await recountOwed(db, countingBy(options.reference));
  return sizeOf(db.reader);
}

async function sizeOf(reader: Reader): Promise<DemoForceSize> {
  const size = await row<DemoForceSize>(
    reader,
    `select (select count(*) from attendee) as attendees, (select count(*) from conference) as conferences,
       (select count(*) from child) as children`,
  );
  if (size === null) throw new Error('counting returned no row');
  return size;
}

async function load(tx: Tx, force: Force, options: DemoForceOptions): Promise<void> {
  const { people, conferences } = force;
  const { reference } = options;
  const ids: table.Ids = {
    people: await numbersFor(tx, 'attendee', people),
    conferences: await numbersFor(tx, 'conference', conferences),
    sittings: await numbersFor(tx, 'sitting', conferences),
    assignments: await numbersFor(
      tx,
      'assignment',
      conferences.flatMap(({ assignments }) => assignments),
    ),
  };
  await insertAll(tx, 'attendee', table.personRows(people, ids));
  await insertAll(tx, 'attendee_address', table.addressRows(people, ids));
  await insertAll(tx, 'attendee_skill', table.skillRows(people, ids));
  await insertAll(tx, 'attendee_hub', coverRows(people, ids, reference));
  await insertAll(tx, 'working_pattern', patternRows(people, ids));
  await insertAll(tx, 'absence', absenceRows(people, ids, options.now));
  await insertAll(tx, 'reference_counter', table.counterRows(conferences));
  await insertAll(tx, 'conference', table.conferenceRows(conferences, ids, options.now));
  await insertAll(tx, 'sitting', table.sittingRows(conferences, ids));
  await insertAll(tx, 'child', table.childRows(conferences, ids));
  await insertAll(tx, 'invitation', table.invitationRows(conferences, ids, options.now));
  await insertAll(tx, 'relevance_decision', table.decisionRows(conferences, ids));
  await insertAll(tx, 'assignment', table.assignmentRows(conferences, ids));
  await insertAll(tx, 'participation', table.outcomeRows(conferences, ids));
  await insertAll(tx, 'report', table.reportRows(conferences, ids));
  await insertAll(tx, 'quality_audit', auditRows(conferences, ids, reference));
  await insertAll(tx, 'audit_event', trailRows(conferences, ids, reference));
  await sendAhead(tx, conferences, options, ids);
  await sendTheirList(tx, conferences, options.now);
  await addRecommendations(tx, options.now);
  await sayPlans(tx, options.now);
  await tellStrategyDiscussions(tx, reference, options.now);
  await raiseChallenges(tx, reference, options.now);
}

/** Takes as many ids as there are things, in their order, from the table's own sequence. */
async function numbersFor<T>(tx: Tx, name: string, things: readonly T[]): Promise<ReadonlyMap<T, number>> {
  const taken = await rows<{ id: number }>(
    tx,
    `select nextval(pg_get_serial_sequence($1, 'id')) as id from generate_series(1, $2::integer)`,
    [name, things.length],
  );
  return new Map(things.map((thing, i) => [thing, taken[i]?.id ?? Number.NaN]));
}

const columnOf = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Rows of one table with the same keys. Temporal values write themselves as ISO text. */
async function insertAll(tx: Tx, name: string, all: readonly table.Row[]): Promise<void> {
  const keys = Object.keys(all[0] ?? {}).map((property) => [property, columnOf(property)] as const);
  const columns = keys.map(([, column]) => column).join(', ');
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all
      .slice(from, from + BATCH)
      .map((one) => Object.fromEntries(keys.map(([property, column]) => [column, one[property]])));
    await run(
      tx,
      `insert into ${name} (${columns}) overriding system value
       select ${columns} from json_populate_recordset(null::${name}, $1::json)`,
      [JSON.stringify(batch)],
    );
  }
}
