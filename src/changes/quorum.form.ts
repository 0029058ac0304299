import type { Sitting } from '../conferences/conference.queries.js';
import { formatTime, londonInstant } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { dateError, timeError } from './move.form.js';
import type { GivenQuorum } from './quorum.service.js';

/** What became of the sitting: it was adjourned to a day, adjourned without one, or the chair proceeded. */
export const QUORUM_ANSWERS = ['adjourned-to', 'adjourned', 'proceeded'] as const;

export interface TypedQuorum {
  readonly outcome: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly police: string;
  readonly version: string;
  readonly sure: string;
  /** Number in the inbox of the message that says so; empty when there is none. */
  readonly message: string;
}

export const typedQuorum = (body: unknown): TypedQuorum => ({
  outcome: typedText(body, 'outcome'),
  date: typedText(body, 'date'),
  start: typedText(body, 'start'),
  end: typedText(body, 'end'),
  police: typedText(body, 'police'),
  version: typedText(body, 'version'),
  sure: typedText(body, 'sure'),
  message: typedText(body, 'message'),
});

/** The form as it is first opened, at the usual time of day; what the address names is chosen. */
export const quorumAsOpened = (sitting: Sitting, version: number, query: unknown): TypedQuorum => {
  const said = typedQuorum(query);
  return {
    ...said,
    start: said.start || formatTime(sitting.startsAt),
    end: said.end || formatTime(sitting.endsAt),
    version: String(version),
    sure: '',
  };
};

export type ReadQuorum =
  { readonly ok: true; readonly value: GivenQuorum } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What happened, and the next sitting if its date is known; the mode and the place stay those of this one. */
export function readQuorum(typed: TypedQuorum, sitting: Sitting, today: Temporal.PlainDate): ReadQuorum {
  const answer = QUORUM_ANSWERS.find((one) => one === typed.outcome);
  const errors: FieldError[] = [];
  if (answer === undefined) errors.push({ text: 'Say what became of the sitting.', href: '#outcome' });
  if (typed.police !== 'yes' && typed.police !== 'no') {
    errors.push({ text: 'Say whether it was because police were absent.', href: '#police' });
  }
  const next = answer === 'adjourned-to' ? readNext(typed, sitting, today, errors) : null;
  if (answer === undefined || errors.length > 0) return { ok: false, errors };
  const outcome = answer === 'proceeded' ? 'proceeded' : 'adjourned';
  const said = { outcome, forWantOfPolice: typed.police === 'yes', next, confirmed: typed.sure === 'yes' } as const;
  return { ok: true, value: { ...said, version: wholeNumber(typed.version) ?? 0 } };
}

function readNext(
  typed: TypedQuorum,
  { mode, venue, joinLink }: Sitting,
  today: Temporal.PlainDate,
  errors: FieldError[],
): GivenQuorum['next'] {
  const [date, start, end] = [readDate(typed.date, today), readTime(typed.start), readTime(typed.end)];
  if (date === null) errors.push(dateError(typed.date));
  if (start === null) errors.push(timeError('start', typed.start));
  if (end === null) errors.push(timeError('end', typed.end));
  if (date === null || start === null || end === null) return null;
  return { startsAt: londonInstant(date, start), endsAt: londonInstant(date, end), mode, venue, joinLink };
}
