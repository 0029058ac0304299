/** Plans for tests: the hub is Reading, the day is 22 November 2026. */
import { readFileSync } from 'node:fs';
import { loadReferenceData } from '../../config/reference-data.js';
import type { GivenColumns } from '../../src/imports/columns.js';
import { NOTHING_KNOWN, knownAmong, type KnownConference, type KnownConferences } from '../../src/imports/known.js';
import { refusalSentence } from '../../src/imports/list.js';
import type { PlannedRow } from '../../src/imports/plan.js';
import { reportRow } from '../../src/imports/plan-report.js';
import { readPlan, type ReadPlan } from '../../src/imports/read-plan.js';

const reference = loadReferenceData();
const hub = reference.hub('reading');
if (hub === undefined) throw new Error('There is no Reading hub.');

export const today = Temporal.PlainDate.from('2026-11-22');

export const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../fixtures/lists/${name}`, import.meta.url)));

interface Given {
  readonly known?: KnownConferences;
  readonly columns?: GivenColumns;
}

/** A plan whose rows are all worked out. */
type WholePlan = Omit<ReadPlan, 'plan'> & {
  readonly plan: Omit<ReadPlan['plan'], 'rows'> & { readonly rows: readonly PlannedRow[] };
};

export const whole = (read: ReadPlan): WholePlan => ({
  ...read,
  plan: { ...read.plan, rows: [...read.plan.rows] },
});

/** The plan or the sentence with which the list is refused. */
export async function planOrRefusal(list: string | Uint8Array, given: Given = {}): Promise<WholePlan | string> {
  const bytes = typeof list === 'string' ? new TextEncoder().encode(list) : list;
  const { known = NOTHING_KNOWN, columns = {} } = given;
  const read = await readPlan(bytes, {
    hub: hub as NonNullable<typeof hub>,
    hubs: reference.hubs,
    calendar: reference.calendar,
    known,
    today,
    columns,
  });
  if (!read.ok) return refusalSentence(read.refusal);
  return whole(read.value);
}

export async function planFor(list: string | Uint8Array, given: Given = {}): Promise<WholePlan> {
  const read = await planOrRefusal(list, given);
  if (typeof read === 'string') throw new Error(read);
  return read;
}

/** The rows as they are printed. */
export async function rowsFor(list: string | Uint8Array, given: Given = {}) {
  const { plan, sheets } = await planFor(list, given);
  return plan.rows.map((row) => reportRow(row, sheets) as Record<string, any>);
}

/** "2 create", "3 merge of 2" … in the order of the rows. */
export const actionsFor = async (list: string | Uint8Array, given: Given = {}): Promise<string[]> =>
  (await rowsFor(list, given)).map(
    ({ row, action, belongsTo }) => `${row} ${action}${belongsTo === null ? '' : ` of ${belongsTo}`}`,
  );

/** What would be recorded once the plan is carried out. */
export const carriedOut = (rows: readonly PlannedRow[]): KnownConferences =>
  knownAmong(
    rows.flatMap((row): KnownConference[] => {
      if (row.conference === null || row.action !== 'create') return [];
      const { kind, meetingId, time, mode, venue, children } = row.conference;
      const childIds = children.flatMap((child) => (child.laChildId === null ? [] : [child.laChildId]));
      const { date, startsAt, endsAt } = time;
      const reference = `TV-26-${String(row.listed.row).padStart(6, '0')}`;
      return [{ reference, version: 1, kind, isOpen: true, meetingId, date, startsAt, endsAt, mode, venue, childIds }];
    }),
  );

const HEADER = 'Conference Type,Meeting ref,Child ID,DOB,Date,Start,End,Format,Venue,Notes';
const PLACES = HEADER.split(',');

type Column = 'kind' | 'ref' | 'child' | 'born' | 'date' | 'start' | 'end' | 'mode' | 'venue' | 'notes';
const COLUMNS: readonly Column[] = ['kind', 'ref', 'child', 'born', 'date', 'start', 'end', 'mode', 'venue', 'notes'];
const ORDINARY: Readonly<Record<Column, string>> = {
  kind: 'RCPC',
  ref: 'RBC/1',
  child: '70001',
  born: '2015',
  date: '07/12/2026',
  start: '10:00',
  end: '11:30',
  mode: 'Virtual',
  venue: 'Teams',
  notes: '',
};

/** A list in .csv with an ordinary row for each of the given differences; the first is row 2. */
export const listOf = (...rows: readonly Partial<Record<Column, string>>[]): string =>
  [PLACES, ...rows.map((row) => COLUMNS.map((column) => ({ ...ORDINARY, ...row })[column]))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))
    .join('\r\n');
