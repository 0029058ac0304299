import { londonInstant } from '../kernel/london.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { PLAN_RESULTS, VOICE_ANSWERS, type ChildPlan, type GivenBesides } from './besides.js';
import type { Outcome } from './participation.js';

/** What stood in the optional part of the form. */
export interface TypedBesides {
  /** Whether the form had these questions: what it did not ask stays as it stands. */
  readonly asked: boolean;
  readonly came: string;
  readonly left: string;
  readonly voice: string;
  readonly voiceWays: readonly string[];
  readonly dissent: string;
  readonly nextReview: string;
  readonly readOut: string;
  /** By the id of the child. */
  readonly plans: Readonly<Record<string, string>>;
}

/** The days from which what was typed is read. */
export interface When {
  readonly sat: Temporal.PlainDate;
  readonly today: Temporal.PlainDate;
}

const PLAN_FIELD = /^plan-([1-9]\d{0,9})$/;
const MOST_CHILDREN = 50;
export const planField = (childId: number | string): string => `plan-${childId}`;

export function typedBesides(body: unknown): TypedBesides {
  const fields = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const children = fields.flatMap((name) => PLAN_FIELD.exec(name)?.[1] ?? []).slice(0, MOST_CHILDREN);
  return {
    asked: typedText(body, 'besides') === 'yes',
    came: typedText(body, 'came'),
    left: typedText(body, 'left'),
    voice: typedText(body, 'voice'),
    voiceWays: typedChoices(body, 'voice-ways'),
    dissent: typedText(body, 'dissent'),
    nextReview: typedText(body, 'next-review'),
    readOut: typedText(body, 'read-out'),
    plans: Object.fromEntries(children.map((id) => [id, typedText(body, planField(id))])),
  };
}

export interface ReadBesides {
  readonly value: GivenBesides;
  readonly errors: readonly FieldError[];
}

/** What does not belong to the chosen answer is a leftover from a change of mind, as elsewhere on the page. */
export function readBesides(typed: TypedBesides, outcome: Outcome, when: When): ReadBesides {
  if (!typed.asked) return { value: {}, errors: [] };
  const isPart = outcome === 'part';
  const came = isPart ? readTime(typed.came) : null;
  const left = isPart ? readTime(typed.left) : null;
  const nextReviewOn = readDate(typed.nextReview, when.today);
  const errors: FieldError[] = [];
  if (isPart && came === null && typed.came !== '') errors.push(timeError('came', typed.came));
  if (isPart && left === null && typed.left !== '') errors.push(timeError('left', typed.left));
  if (nextReviewOn === null && typed.nextReview !== '') {
    const text = `“${typed.nextReview.slice(0, 40)}” is not a date. Write it like 24/2/27 or 24 Feb 2027`;
    errors.push({ text, href: '#next-review' });
  }
  const voiceHeard = VOICE_ANSWERS.find((one) => one === typed.voice) ?? null;
  return {
    value: {
      cameAt: came && londonInstant(when.sat, came),
      leftAt: left && londonInstant(when.sat, left),
      voiceHeard,
      voiceWays: voiceHeard === 'yes' ? [...new Set(typed.voiceWays)] : [],
      dissent: yesNo(typed.dissent),
      nextReviewOn,
      plans: Object.entries(typed.plans).flatMap(([id, result]) => readPlan(id, result)),
      // The question is asked only under "no": elsewhere what the report says stays.
      reportReadOut: outcome === 'not' ? yesNo(typed.readOut) : undefined,
    },
    errors,
  };
}

function readPlan(id: string, typed: string): readonly ChildPlan[] {
  const childId = wholeNumber(id);
  const result = PLAN_RESULTS.find((one) => one === typed);
  return childId === null || result === undefined ? [] : [{ childId, result }];
}

const yesNo = (typed: string): boolean | null => (typed === 'yes' ? true : typed === 'no' ? false : null);

const timeError = (field: 'came' | 'left', typed: string): FieldError => ({
  text: `“${typed.slice(0, 40)}” is not a certain time. Write it like 9:30 or 2pm`,
  href: `#${field}`,
});
