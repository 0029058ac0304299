import { stringify } from 'csv-stringify/sync';
import type { MonthDocument } from './frozen-month.js';
import type { MonthLine } from './month-figures.js';

type Write = (line: MonthLine) => string | number;

/** Codes and not words: a label that is worded otherwise one day would change the bytes. */
const COLUMNS: Readonly<Record<string, Write>> = {
  reference: (line) => line.reference,
  hub: (line) => line.hub,
  kind: (line) => line.kind,
  headline_measure: (line) => line.measure,
  outcome_recorded: (line) => (line.recorded ? 'yes' : 'no'),
  counts: (line) => line.counts.join(' '),
  met: (line) => line.met.join(' '),
  notice_working_days: (line) => line.noticeDays ?? '',
  reason: (line) => line.reason ?? '',
  attribution: (line) => line.attribution ?? '',
  why: (line) => line.why,
};

/** A frozen month, a row a conference; written as `countedCsv` writes, safe from formulas. */
export const monthCsv = ({ conferences, month, definitionVersion }: MonthDocument): string =>
  stringify(
    conferences.map((line) => [month, definitionVersion, ...Object.values(COLUMNS).map((write) => write(line))]),
    {
      header: true,
      columns: ['month', 'definition_version', ...Object.keys(COLUMNS)],
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    },
  );
