import { stringify } from 'csv-stringify/sync';
import type { TypedAttendee } from '../attendees/attendee.form.js';
import type { KnownAttendee } from '../attendees/attendee.js';
import { SeparatedRows } from '../imports/csv.js';
import { UnreadableList } from '../imports/list.js';

/** The columns of a list of people, as it is taken out and brought back. Several values have a semicolon between them. */
export const PEOPLE_COLUMNS = [
  'name',
  'role',
  'mail',
  'hub',
  'covers',
  'travels_from',
  'max_per_day',
  'max_per_week',
  'aliases',
  'delegates',
  'skills',
  'here',
] as const;
type Column = (typeof PEOPLE_COLUMNS)[number];
export type PeopleRow = Readonly<Record<Column, string>> & {
  /** As a spreadsheet numbers it: the header and blank rows count. */
  readonly row: number;
};

const cells = (person: KnownAttendee): Record<Column, string | number> => ({
  name: person.name,
  role: person.role,
  mail: person.mail ?? '',
  hub: person.hubCode,
  covers: person.covers.join('; '),
  travels_from: person.travelBase ?? '',
  max_per_day: person.maxPerDay ?? '',
  max_per_week: person.maxPerWeek ?? '',
  aliases: person.aliases.join('; '),
  delegates: person.delegates.join('; '),
  skills: person.skills
    .map(({ skill, expiresOn }) => (expiresOn === null ? skill : `${skill} until ${expiresOn.toString()}`))
    .join('; '),
  here: person.active ? 'yes' : 'no',
});

/** As RFC 4180 text that Excel reads as UTF-8; a cell that it would take for a formula gets an apostrophe before it. */
export const peopleCsv = (people: readonly KnownAttendee[]): string =>
  stringify(people.map(cells), {
    header: true,
    columns: [...PEOPLE_COLUMNS],
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  });

const MOST_PEOPLE = 2000;
/** It travels once more in the form that confirms it. */
export const LONGEST_LIST = 500_000;

/** Rows of a list by column, or a sentence on why it is none. */
export function readPeople(text: string): readonly PeopleRow[] | string {
  if (text.length > LONGEST_LIST) return 'The list is longer than 500,000 characters. Bring it in parts';
  const [header = [], ...rows] = rowsOf(text.replace(/^\uFEFF/, ''));
  const names = header.map((name) => name.trim().toLowerCase());
  const missing = PEOPLE_COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) return `The list lacks the columns ${missing.join(', ')}. Take one out first, then change it`;
  if (rows.length > MOST_PEOPLE) return `The list has more than ${MOST_PEOPLE} rows. Bring it in parts`;
  const at = (row: readonly string[], column: Column): string => unescaped(row[names.indexOf(column)] ?? '').trim();
  return rows.flatMap((row, index) => {
    if (row.every((cell) => cell.trim() === '')) return [];
    const cells = Object.fromEntries(PEOPLE_COLUMNS.map((column) => [column, at(row, column)]));
    return [{ ...(cells as Record<Column, string>), row: index + 2 }];
  });
}

/** Nothing for a list that is broken, such as by a quotation mark that nobody closed: its columns are missing then. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const reader = new SeparatedRows(',');
  try {
    return [...reader.push(text), ...reader.end()];
  } catch (error) {
    if (error instanceof UnreadableList) return [];
    throw error;
  }
}

/** Without the apostrophe that keeps a spreadsheet from calculating. */
const unescaped = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '');

/** A row as the form would have it; a skill that is none is a sentence. */
export function typedFrom(row: PeopleRow, skills: readonly string[]): TypedAttendee | string {
  const listed = (text: string): string[] =>
    text
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== '');
  const held = listed(row.skills).map((one) => one.split(/\s+until\s+/i));
  const unknown = held.find(([code]) => !skills.includes(code ?? ''));
  if (unknown !== undefined) return `“${unknown[0]?.slice(0, 60)}” is no skill of the list`;
  if (!/^(yes|no)$/i.test(row.here)) return 'Write yes or no in the column here';
  return {
    name: row.name,
    role: row.role,
    mail: row.mail,
    hub: row.hub,
    covers: listed(row.covers),
    base: row.travels_from,
    maxPerDay: row.max_per_day,
    maxPerWeek: row.max_per_week,
    keepsUpcoming: false,
    active: /^yes$/i.test(row.here),
    aliases: listed(row.aliases).join('\n'),
    delegates: listed(row.delegates).join('\n'),
    skills: held.map(([code]) => code ?? ''),
    expires: Object.fromEntries(held.map(([code, until]) => [code, until ?? ''])),
    version: null,
  };
}
