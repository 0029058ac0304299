import { stringify } from 'csv-stringify/sync';
import type { ReferenceData } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatTime, isWholeDay, londonDate } from '../kernel/london.js';
import type { CountedLine } from './counted.queries.js';
import type { ListFilter } from './list-filter.js';
import { reasonLabel } from './words.js';

type Write = (line: CountedLine, reference: ReferenceData) => string | number;

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/**
 * The columns in their order. Grain: a row a conference, however many children, in the month and hub of its last sitting.
 * Nothing about a child is among them, and no free text: a note may name one.
 */
const COLUMNS: Readonly<Record<string, Write>> = {
  reference: (line) => line.reference,
  /** London date, ISO 8601. */
  date: (line) => londonDate(line.startsAt).toString(),
  /** London time of day; nothing where only the day is known. */
  starts: (line) => (isWholeDay(line.startsAt, line.endsAt) ? '' : formatTime(line.startsAt)),
  hub: (line, reference) => reference.hub(line.hubCode)?.name ?? line.hubCode,
  kind: (line) => kindLabel(line.kind),
  measure: (line) => line.measure,
  definition_version: (line) => line.definitionVersion,
  in_denominator: (line) => yesNo(line.inDenominator),
  in_numerator: (line) => yesNo(line.inNumerator),
  outcome_recorded: (line) => yesNo(line.recorded),
  why: (line) => line.why,
  reason: (line, reference) => (line.reason === null ? '' : reasonLabel(reference.reasons, line.reason)),
  attribution: (line) => line.attribution ?? '',
  /** Of the first invitation, to the start it named. */
  notice_working_days: (line) => line.noticeDays ?? '',
  source: (line) => (line.source === 'imported' ? 'imported from a list' : 'recorded by the tracker'),
};

/**
 * A list as RFC 4180 text in UTF-8 with a byte order mark, which Excel needs to read it as such. A cell that a
 * spreadsheet would take for a formula (beginning with = + - @, a tab or a carriage return) gets an apostrophe before it.
 */
export const countedCsv = (lines: readonly CountedLine[], reference: ReferenceData): string =>
  stringify(
    lines.map((line) => Object.values(COLUMNS).map((write) => write(line, reference))),
    { header: true, columns: Object.keys(COLUMNS), bom: true, record_delimiter: 'windows', escape_formulas: true },
  );

/** "participation-A1-missed-2026-11.csv": only letters, digits and hyphens before the dot. */
export const csvName = ({ source, measure, counted, month, months, hub }: ListFilter): string =>
  [
    'participation',
    source === 'imported' ? source : null,
    measure,
    counted,
    hub,
    month.toString(),
    months === 1 ? null : `${months}-months`,
  ]
    .filter((part) => part !== null)
    .join('-') + '.csv';
