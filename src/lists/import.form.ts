import { FIELDS, FIELD_WORDS } from '../imports/fields.js';
import { startOfLondonDay, londonDate } from '../kernel/london.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { GivenHeadings } from './import.queries.js';
import { NOBODY_HERE } from './history.page.js';
import type { GivenPerson } from './people.queries.js';
import { ROW_ANSWERS, type RowAnswer } from './kept-row.js';

export interface TypedList {
  readonly hub: string;
  readonly receivedOn: string;
}

export const typedList = (body: unknown): TypedList => ({
  hub: typedText(body, 'hub').trim(),
  receivedOn: typedText(body, 'receivedOn').trim(),
});

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Whose list it is and when it came: nothing typed means just now, and so does today. Of an earlier day only the day is
 * known, and its beginning counts.
 */
export function readList(
  typed: TypedList,
  hubs: readonly string[],
  now: Temporal.Instant,
): Read<{ readonly hubCode: string; readonly receivedAt: Temporal.Instant }> {
  const errors: FieldError[] = [];
  if (!hubs.includes(typed.hub)) errors.push({ text: 'Choose whose list it is', href: '#hub' });
  const today = londonDate(now);
  const day = typed.receivedOn === '' ? today : readDate(typed.receivedOn, today);
  if (day === null)
    errors.push({ text: 'Enter the day on which the list came, such as 24/11/26', href: '#receivedOn' });
  else if (Temporal.PlainDate.compare(day, today) > 0)
    errors.push({ text: 'The list cannot have come later than today', href: '#receivedOn' });
  if (errors.length > 0 || day === null) return { ok: false, errors };
  return { ok: true, value: { hubCode: typed.hub, receivedAt: day.equals(today) ? now : startOfLondonDay(day) } };
}

/** The rows whose answers a page asked for, each with what was answered, if anything. */
export function readAnswers(body: unknown): readonly { readonly row: number; readonly answer: RowAnswer | null }[] {
  return typedChoices(body, 'rows').flatMap((text) => {
    const row = wholeNumber(text);
    const answer = typedText(body, `answer-${text}`);
    return row === null ? [] : [{ row, answer: ROW_ANSWERS.find((each) => each === answer) ?? null }];
  });
}

/** Who is meant by the names a page asked about; those left open are left out. */
export function readPeopleGiven(body: unknown): readonly GivenPerson[] {
  return typedChoices(body, 'people').flatMap((text) => {
    const number = wholeNumber(text);
    const said = typedText(body, `person-${text}`);
    const attendeeId = wholeNumber(said);
    return number === null || (attendeeId === null && said !== NOBODY_HERE) ? [] : [{ number, attendeeId }];
  });
}

export const NOT_IN_LIST = '-';

/** Where each field stands, as a person says; a heading can be only one field. */
export function readColumns(body: unknown): Read<GivenHeadings> {
  const columns: Record<string, string | null> = {};
  const errors: FieldError[] = [];
  for (const field of FIELDS) {
    const heading = typedText(body, `column-${field}`).trim();
    if (heading === '') continue;
    const twice = Object.entries(columns).find(([, other]) => other === heading);
    if (heading !== NOT_IN_LIST && twice !== undefined) {
      const text = `“${heading}” is given twice: choose it once, and another column for ${FIELD_WORDS[field]}`;
      errors.push({ text, href: `#column-${field}` });
    }
    columns[field] = heading === NOT_IN_LIST ? null : heading;
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: columns };
}
