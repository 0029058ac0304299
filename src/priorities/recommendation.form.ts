import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { RECOMMENDATION_STATUSES, wordsOf, type GivenRecommendation, type Recommendation } from './recommendation.js';

/** Everything that stood in the form, to be printed again when something is wrong. */
export interface TypedRecommendation {
  readonly source: string;
  readonly wording: string;
  readonly owner: string;
  readonly dueOn: string;
  readonly status: string;
  readonly evidence: string;
  readonly evidenceLink: string;
  readonly version: number | null;
}

const LONGEST = { source: 100, wording: 1_000, owner: 100, evidence: 1_000, evidenceLink: 500 } as const;

export const typedRecommendation = (body: unknown): TypedRecommendation => ({
  source: typedText(body, 'source'),
  wording: typedText(body, 'wording'),
  owner: typedText(body, 'owner'),
  dueOn: typedText(body, 'dueOn'),
  status: typedText(body, 'status'),
  evidence: typedText(body, 'evidence'),
  evidenceLink: typedText(body, 'evidenceLink'),
  version: wholeNumber(typedText(body, 'version')),
});

export const startingRecommendation = (known: Recommendation | null): TypedRecommendation =>
  known === null
    ? { source: '', wording: '', owner: '', dueOn: '', status: 'open', evidence: '', evidenceLink: '', version: null }
    : { ...wordsOf(known), status: known.status, version: known.version };

export function readRecommendation(
  typed: TypedRecommendation,
  today: Temporal.PlainDate,
):
  | { readonly ok: true; readonly value: GivenRecommendation }
  | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const refuse = (field: string, text: string): void => void errors.push({ text, href: `#${field}` });
  if (typed.source === '') refuse('source', 'Enter who recommended it and when, such as HMICFRS Nov 2023');
  if (typed.wording === '') refuse('wording', 'Enter what was recommended');
  if (typed.owner === '') refuse('owner', 'Enter the role that owns it, such as Head of MASH');
  for (const [field, most] of Object.entries(LONGEST)) {
    const written = typed[field as keyof typeof LONGEST];
    if (written.length > most) refuse(field, `Shorten this to ${most} characters or fewer`);
  }
  const dueOn = typed.dueOn === '' ? null : readDate(typed.dueOn, today);
  if (typed.dueOn !== '' && dueOn === null) refuse('dueOn', 'Enter a date such as 31/3/27, or leave it empty');
  const status = RECOMMENDATION_STATUSES.find((one) => one === typed.status);
  if (status === undefined) refuse('status', 'Choose how far it has come');
  if (typed.evidenceLink !== '' && !isWebAddress(typed.evidenceLink)) {
    refuse('evidenceLink', 'Enter an address that begins with https://, or leave it empty');
  }
  if (errors.length > 0 || status === undefined) return { ok: false, errors };
  const { source, wording, owner, evidence, evidenceLink } = typed;
  return {
    ok: true,
    value: { source, wording, owner, dueOn, status, evidence: evidence || null, evidenceLink: evidenceLink || null },
  };
}

const isWebAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
