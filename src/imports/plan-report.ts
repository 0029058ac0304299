/** A plan as it is printed: one object a row for programs, one line a row for people. */
import { KIND_WORDS } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { formatSpan, formatDayAndYear } from '../kernel/london.js';
import { FIELD_WORDS } from './fields.js';
import { columnLetters, placeOf, rowName } from './list.js';
import { pastWords } from './listed-past.js';
import type { CellNote, ListedChild, ListedRow } from './listed.js';
import type { PlannedConference, PlannedRow } from './plan.js';
import type { ReadPlan } from './read-plan.js';

interface Facts {
  readonly kind: PlannedConference['kind'] | null;
  readonly meetingId: string | null;
  readonly children: readonly ListedChild[];
  readonly time: ListedRow['time'];
  readonly mode: PlannedConference['mode'];
}

/** The whole conference on its first row, what the row itself says on any other. */
const factsOf = (row: PlannedRow): Facts => row.conference ?? row.listed;

/** A child that stands alone has no conference, kind or time of its own to be missing. */
const errorsOf = (row: PlannedRow): readonly CellNote[] => (row.action === 'error' ? row.listed.errors : []);

/** One row of the plan with the agreed keys first; with its sheet where several were read. */
export function reportRow(row: PlannedRow, sheets: readonly string[]): Readonly<Record<string, unknown>> {
  const { kind, meetingId, children, time, mode } = factsOf(row);
  const { listed } = row;
  const from = row.conference ?? listed;
  const place = placeOf(listed.row);
  const beside = row.belongsTo === null ? null : placeOf(row.belongsTo);
  const sheetOf = ({ sheet }: { readonly sheet: number }): string | null =>
    sheets.length > 1 ? (sheets[sheet] ?? null) : null;
  return {
    row: place.row,
    ...present({ sheet: sheetOf(place) }),
    action: row.action,
    kind,
    meetingId,
    children: row.action === 'skip' ? [] : children,
    start: time?.start ?? null,
    end: time?.end ?? null,
    mode: row.action === 'skip' ? null : mode,
    errors: errorsOf(row),
    warnings: row.warnings,
    belongsTo: beside?.row ?? null,
    ...present({ belongsToSheet: beside && beside.sheet !== place.sheet ? sheetOf(beside) : null }),
    reason: row.reason,
    ...(row.known === null ? {} : { reference: row.known.reference, changes: row.changes }),
    ...present({
      venue: from.venue,
      joinLink: from.joinLink,
      strategyOn: from.strategyOn?.toString(),
      previousOn: from.previousOn?.toString(),
      transfer: from.transfer && { from: from.transfer.from, notifiedOn: from.transfer.notifiedOn?.toString() ?? null },
      policeRequested: from.policeRequested || null,
      history: from.past,
    }),
    hash: listed.hash,
  };
}

const present = (facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== undefined));

/** All that concerns the list as a whole. */
export function reportList(read: ReadPlan): Readonly<Record<string, unknown>> {
  const { plan } = read;
  const { mapped, unread } = plan.mapping.columns;
  return {
    hub: plan.hubCode,
    sheet: read.sheet,
    ...(read.sheets.length > 1 ? { sheets: read.sheets } : {}),
    headerRow: read.headerRow,
    kind: plan.mapping.kind,
    columns: mapped.map(({ field, column, header, confidence, why }) => ({
      field,
      column: columnLetters(column),
      header,
      confidence,
      why,
    })),
    unread: unread.map(({ column, header, why }) => ({ column: columnLetters(column), header, why })),
    dates: plan.orders.map(({ header, order, fit, unfit }) => ({ header, order, fit, unfit })),
    counts: plan.counts,
    ...(plan.baseline.length === 0 ? {} : { baseline: plan.baseline }),
    notes: plan.notes,
  };
}

/** The plan as JSON in pieces, so that 100,000 rows are never one text. */
export function* planAsJson(read: ReadPlan): Iterable<string> {
  yield '{"rows":[';
  let before = '';
  for (const row of read.plan.rows) {
    yield before + JSON.stringify(reportRow(row, read.sheets));
    before = ',';
  }
  yield `],${JSON.stringify(reportList(read)).slice(1)}`;
}

/** The plan in words, in pieces. */
export function* planInWords(read: ReadPlan): Iterable<string> {
  const { plan } = read;
  const { mapped, unread } = plan.mapping.columns;
  const sheet = read.sheet === null ? '' : `, sheet “${read.sheet}”`;
  yield `Heading in row ${read.headerRow}${sheet}`;
  for (const column of mapped) {
    yield `  ${columnLetters(column.column).padEnd(3)} ${FIELD_WORDS[column.field].padEnd(32)} ${column.why}`;
  }
  for (const { column, header, why } of unread) yield `  ${columnLetters(column).padEnd(3)} ${header}: ${why}`;
  if (plan.mapping.kind !== null && read.kindFrom !== null) {
    const which = read.sheets.length > 1 ? 'Rows of the first sheet' : 'All rows';
    yield `${which} are ${KIND_WORDS[plan.mapping.kind].label}: ${read.kindFrom}`;
  }
  for (const note of plan.notes) yield `Note: ${note}`;
  for (const row of plan.rows) yield* rowInWords(row);
  const counts = Object.entries(plan.counts).filter(([, count]) => count > 0);
  yield `${plan.rows.length} rows: ${counts.map(([action, count]) => `${count} ${action}`).join(', ') || 'none'}`;
}

function* rowInWords(row: PlannedRow): Iterable<string> {
  const { kind, meetingId, children, time, mode } = factsOf(row);
  const head = `Row ${rowName(row.listed.row)}: ${row.action}`;
  if (row.action === 'skip') {
    yield `${head}, ${row.reason ?? ''}`;
    return;
  }
  const when =
    time === null
      ? 'no time'
      : time.startsAt === null || time.endsAt === null
        ? formatDayAndYear(time.date)
        : formatSpan(time.startsAt, time.endsAt);
  const facts = [
    kind === null ? 'no kind' : KIND_WORDS[kind].label,
    meetingId ?? 'no meeting id',
    when,
    modeLabel(mode),
  ];
  yield `${head}, ${facts.join(', ')}, children: ${children.map(childInWords).join(', ') || 'none'}`;
  if (row.belongsTo !== null) yield `    with row ${rowName(row.belongsTo)}`;
  if (row.reason !== null) yield `    ${row.reason}`;
  const past = (row.conference ?? row.listed).past;
  if (past !== null)
    yield `    history: ${pastWords(past)}${past.people.length === 0 ? '' : ` by ${past.people.join(', ')}`}`;
  for (const change of row.changes) yield `    ${change.what}: ${change.from || 'nothing'} becomes ${change.to}`;
  for (const note of errorsOf(row)) yield `    ${note.cell} ${note.column}: ${note.message}`;
  for (const note of row.warnings) yield `    ${note.cell}${note.column && ` ${note.column}`}: ${note.message}`;
}

const childInWords = (child: ListedChild): string =>
  [child.laChildId ?? 'no id', child.bornYear ?? (child.expected === null ? '' : `expected ${child.expected}`)]
    .filter((word) => word !== '')
    .join(' ');
