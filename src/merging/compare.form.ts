import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { FACTS, type FactName } from './merge.js';
import type { GivenMerge } from './merging.service.js';

/** What was chosen on the page that shows two conferences side by side. */
export interface TypedMerge {
  /** Of each fact that may be chosen, whose value stays. */
  readonly choices: Readonly<Partial<Record<FactName, string>>>;
  readonly version: string;
  readonly otherVersion: string;
  /** The last line of the trail that had been written when the page was opened. */
  readonly seen: string;
}

export const typedMerge = (body: unknown): TypedMerge => ({
  choices: Object.fromEntries(FACTS.map((fact) => [fact, typedText(body, fact)])),
  version: typedText(body, 'version'),
  otherVersion: typedText(body, 'otherVersion'),
  seen: typedText(body, 'seen'),
});

/** A version that is no number is nobody's: the rules then answer that the conference has changed meanwhile. */
export const mergeIn = (typed: TypedMerge, other: string): GivenMerge => ({
  other,
  take: FACTS.filter((fact) => typed.choices[fact] === 'other'),
  version: wholeNumber(typed.version) ?? 0,
  otherVersion: wholeNumber(typed.otherVersion) ?? 0,
});
