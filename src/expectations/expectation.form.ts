import { londonInstant } from '../kernel/london.js';
import { typedChoices, typedText } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { CLOSED_REASONS } from './expectation.js';
import type { GivenChange } from './expectation-changes.service.js';
import type { ListedExpectation } from './read-expectations.js';
import type { WrittenExpectation } from './told.js';

export const TOLD_FIELDS = ['hub', 'origin', 'beganOn', 'laReference', 'childIds', 'expectedOn'] as const;

export const typedTelling = (body: unknown): WrittenExpectation & { readonly confirmed: boolean } => ({
  hub: typedText(body, 'hub'),
  origin: typedText(body, 'origin'),
  beganOn: typedText(body, 'beganOn'),
  laReference: typedText(body, 'laReference'),
  childIds: typedText(body, 'childIds'),
  expectedOn: typedText(body, 'expectedOn'),
  confirmed: typedText(body, 'confirmed') === 'yes',
});

/** So many rows of the longest cells fit into one field of a form. */
const ROWS_A_FIELD = 10;
const LONGEST_CELL = 150;

/** The rows that were looked at, carried by the form from the look to the deed, where they are judged again. */
export function rowFields(rows: readonly ListedExpectation[]): readonly string[] {
  const lines = rows.map((one) => TOLD_FIELDS.map((field) => cell(one[field])).join('\t'));
  const fields: string[] = [];
  for (let at = 0; at < lines.length; at += ROWS_A_FIELD) fields.push(lines.slice(at, at + ROWS_A_FIELD).join('\n'));
  return fields;
}

const cell = (text: string): string => text.replace(/[\t\r\n]+/g, ' ').slice(0, LONGEST_CELL);

export const typedRows = (body: unknown): readonly WrittenExpectation[] =>
  typedChoices(body, 'rows').flatMap((field) =>
    field.split(/\r?\n/).map((line) => {
      const [hub = '', origin = '', beganOn = '', laReference = '', childIds = '', expectedOn = ''] = line.split('\t');
      return { hub, origin, beganOn, laReference, childIds, expectedOn };
    }),
  );

/** What was typed into the forms of one expectation. */
export interface TypedChange {
  readonly change: string;
  readonly reference: string;
  readonly reason: string;
  readonly note: string;
  readonly heldOn: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly laMeetingId: string;
}

export const typedChange = (body: unknown): TypedChange => ({
  change: typedText(body, 'change'),
  reference: typedText(body, 'reference'),
  reason: typedText(body, 'reason'),
  note: typedText(body, 'note'),
  heldOn: typedText(body, 'heldOn'),
  startsAt: typedText(body, 'startsAt'),
  endsAt: typedText(body, 'endsAt'),
  laMeetingId: typedText(body, 'laMeetingId'),
});

export const NOTHING_TYPED = typedChange({});

type ReadChange =
  { readonly ok: true; readonly value: GivenChange } | { readonly ok: false; readonly errors: readonly FieldError[] };

const LONGEST_NOTE = 500;

export function readChange(typed: TypedChange, today: Temporal.PlainDate): ReadChange {
  const wrong = (field: string, text: string): ReadChange => ({ ok: false, errors: [{ text, href: `#${field}` }] });
  if (typed.note.length > LONGEST_NOTE) return wrong('note', `Shorten this to ${LONGEST_NOTE} characters or fewer`);
  switch (typed.change) {
    case 'match':
      if (typed.reference === '') return wrong('reference', 'Choose the conference, or enter its reference');
      return { ok: true, value: { kind: 'match', reference: typed.reference.toUpperCase() } };
    case 'close': {
      const reason = CLOSED_REASONS.find((one) => one === typed.reason);
      if (reason === undefined) return wrong('reason', 'Choose why no conference will come');
      return { ok: true, value: { kind: 'close', reason, note: typed.note || null } };
    }
    case 'reopen':
      return { ok: true, value: { kind: 'reopen', reason: typed.note } };
    case 'letter-sent':
      return { ok: true, value: { kind: 'letter-sent' } };
    case 'held-without-us':
      return readHeld(typed, today);
    default:
      return wrong('change', 'Choose what to do');
  }
}

const USUAL_MINUTES = 90;

/** Its end may be left open: an hour and a half is what conferences take. */
function readHeld(typed: TypedChange, today: Temporal.PlainDate): ReadChange {
  const [day, start] = [readDate(typed.heldOn, today), readTime(typed.startsAt)];
  const end = typed.endsAt === '' ? start?.add({ minutes: USUAL_MINUTES }) : readTime(typed.endsAt);
  const errors: FieldError[] = [];
  if (day === null) errors.push({ text: 'Enter the day on which it was held, such as 24/11/26', href: '#heldOn' });
  if (start === null) errors.push({ text: 'Enter when it began, such as 9:30', href: '#startsAt' });
  if (!end && start !== null)
    errors.push({ text: 'Enter when it ended, such as 11:00, or leave it empty', href: '#endsAt' });
  if (errors.length > 0 || day === null || start === null || !end) return { ok: false, errors };
  const laMeetingId = typed.laMeetingId || null;
  const value = { startsAt: londonInstant(day, start), endsAt: londonInstant(day, end), laMeetingId };
  return { ok: true, value: { kind: 'held-without-us', ...value } };
}
