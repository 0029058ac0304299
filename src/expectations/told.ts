/** A strategy discussion or a transfer as somebody tells of it: read, checked, and with its last day. Pure. */
import { formatDate } from '../kernel/london.js';
import { readDate } from '../kernel/written-dates.js';
import { icpcDueBy, type WorkingCalendar } from '../kernel/working-time.js';
import { transferInDueBy } from '../conferences/transfer.js';
import { inviteByFor, type Expectation, type Origin } from './expectation.js';

/** As it was written, in a form, a list or a body. */
export interface WrittenExpectation {
  readonly hub: string;
  /** `strategy-discussion` when left empty. */
  readonly origin: string;
  readonly beganOn: string;
  readonly laReference: string;
  /** Separated by spaces, commas or semicolons. */
  readonly childIds: string;
  /** The day that was set for it already; otherwise the clock. */
  readonly expectedOn: string;
}

export interface ToldExpectation extends Pick<
  Expectation,
  'hubCode' | 'kind' | 'beganOn' | 'dueOn' | 'dueBy' | 'inviteBy' | 'laReference' | 'childIds'
> {
  readonly origin: Exclude<Origin, 'outcome'>;
  /** What it is about, as two tellings of it are compared. */
  readonly subject: string;
}

export interface TellingGround {
  readonly today: Temporal.PlainDate;
  readonly calendar: WorkingCalendar;
  readonly isHub: (code: string) => boolean;
  readonly leadOf: (code: string) => { readonly initial: number; readonly review: number };
  /** The person has seen that its last day has passed, and means it. */
  readonly confirmed: boolean;
}

/** Which field is wrong; `confirm` where it may be meant and somebody has to say so. */
export interface TellingProblem {
  readonly field: keyof WrittenExpectation;
  readonly code: 'wrong' | 'confirm';
  readonly sentence: string;
}

export type ReadTelling =
  { readonly ok: true; readonly value: ToldExpectation } | { readonly ok: false; readonly problem: TellingProblem };

const LONGEST_REFERENCE = 60;
const MOST_CHILDREN = 20;
/** A discussion of before then led to a conference long ago. */
const OLDEST_DAYS = 400;
const FURTHEST_DAYS = 400;
/** Letters alone are somebody's name. */
const CHILD_ID = /^(?=.*\d)[\p{L}\p{N}/_-]{1,40}$/u;

const ORIGIN_WORDS: ReadonlyMap<string, ToldExpectation['origin']> = new Map([
  ['', 'strategy-discussion'],
  ['strategydiscussion', 'strategy-discussion'],
  ['strategymeeting', 'strategy-discussion'],
  ['strategy', 'strategy-discussion'],
  ['icpc', 'strategy-discussion'],
  ['transferin', 'transfer-in'],
  ['transfer', 'transfer-in'],
]);

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

/** What was told, or the first thing to put right, in a sentence. */
export function readTelling(written: WrittenExpectation, ground: TellingGround): ReadTelling {
  const { today, calendar } = ground;
  const hubCode = written.hub.trim().toLowerCase();
  if (!ground.isHub(hubCode)) return wrong('hub', 'There is no such hub. Choose one of the nine.');
  const origin = ORIGIN_WORDS.get(written.origin.toLowerCase().replace(/[^a-z]/g, ''));
  if (origin === undefined) return wrong('origin', 'Say whether it was a strategy discussion or a transfer-in.');
  const began = readBegan(written.beganOn, today);
  if (typeof began === 'string') return wrong('beganOn', began);
  const laReference = tidyLine(written.laReference) || null;
  if ((laReference?.length ?? 0) > LONGEST_REFERENCE)
    return wrong('laReference', `The reference is longer than ${LONGEST_REFERENCE} characters. Shorten it.`);
  if (laReference !== null && !/\d/.test(laReference))
    return wrong('laReference', 'A reference has a digit in it: give it as the local authority does, without names.');
  const children = readChildren(written.childIds);
  if (typeof children === 'string') return wrong('childIds', children);
  if (laReference === null && children.length === 0) {
    const sentence =
      'Give the local authority’s reference or its ids of the children: otherwise no invitation can be matched.';
    return wrong('laReference', sentence);
  }
  const clock = origin === 'transfer-in' ? transferInDueBy(began, calendar) : icpcDueBy(began, calendar);
  const set = readExpected(written.expectedOn, { began, today });
  if (typeof set === 'string') return wrong('expectedOn', set);
  const dueOn = set ?? clock;
  if (isAfter(today, dueOn) && !ground.confirmed) return past(dueOn, set !== null);
  const kind = origin === 'transfer-in' ? 'transfer-in' : 'icpc';
  const inviteBy = inviteByFor(kind, { beganOn: began, dueOn }, ground.leadOf(hubCode), calendar);
  const subject = children.length > 0 ? `children ${children.join(' ')}` : `reference ${laReference?.toLowerCase()}`;
  const dueBy = set === null ? 'clock' : 'set';
  return {
    ok: true,
    value: { hubCode, kind, origin, beganOn: began, dueOn, dueBy, inviteBy, laReference, childIds: children, subject },
  };
}

const wrong = (field: keyof WrittenExpectation, sentence: string): ReadTelling => ({
  ok: false,
  problem: { field, code: 'wrong', sentence },
});

const past = (dueOn: Temporal.PlainDate, isSet: boolean): ReadTelling => ({
  ok: false,
  problem: {
    field: isSet ? 'expectedOn' : 'beganOn',
    code: 'confirm',
    sentence: `The last day for the conference, ${formatDate(dueOn)}, has passed. Check the date, or confirm that it is meant.`,
  },
});

function readBegan(text: string, today: Temporal.PlainDate): Temporal.PlainDate | string {
  const day = readDate(text, today);
  if (day === null) return 'The date is missing or does not exist. Write it as 24/11/2026.';
  if (isAfter(day, today)) return 'The date is in the future. Check it.';
  if (isAfter(today.subtract({ days: OLDEST_DAYS }), day)) return 'The date is more than a year ago. Check the year.';
  return day;
}

function readExpected(
  text: string,
  { began, today }: { readonly began: Temporal.PlainDate; readonly today: Temporal.PlainDate },
): Temporal.PlainDate | null | string {
  if (text.trim() === '') return null;
  const day = readDate(text, today);
  if (day === null) return 'The expected date does not exist. Write it as 24/11/2026, or leave it empty.';
  if (isAfter(began, day)) return 'The conference cannot be expected before what it follows from. Check both dates.';
  if (isAfter(day, today.add({ days: FURTHEST_DAYS })))
    return 'The expected date is more than a year away. Check the year.';
  return day;
}

const tidyLine = (text: string): string =>
  text
    .toWellFormed()
    // Marks that turn the direction of what follows would have a letter say something else than was typed.
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

/** Sorted and each once, so that the order in which they were written makes no difference. */
function readChildren(text: string): readonly string[] | string {
  const ids = [...new Set(text.split(/[\s,;]+/).filter((id) => id !== ''))].toSorted();
  if (ids.length > MOST_CHILDREN) return `Give at most ${MOST_CHILDREN} ids of children.`;
  const odd = ids.find((id) => !CHILD_ID.test(id));
  return odd === undefined
    ? ids
    : 'Give the ids of the children alone, without names: each has a digit in it, with letters, - and / beside it.';
}
