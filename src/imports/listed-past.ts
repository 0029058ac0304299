/** What a list says of a conference that is over. */

export const PAST_STATES = ['held', 'stood_down', 'postponed', 'cancelled'] as const;
export type PastState = (typeof PAST_STATES)[number];

export interface ListedPast {
  readonly state: PastState;
  /** Why it was not held, in a few words; null of one that was. */
  readonly stateReason: string | null;
  /** Null where the list says nothing: nobody knows. */
  readonly outcome: 'attended' | 'part' | 'not' | null;
  readonly presentAtDecision: boolean;
  /** Whoever went for police, as written; whether the tracker knows them is not asked here. */
  readonly people: readonly string[];
  /** A code of `config/reasons.json`; null where the list gives none. */
  readonly reason: string | null;
  readonly reasonNote: string | null;
  readonly report: 'sent' | 'not-sent' | null;
  /** ISO 8601. */
  readonly reportOn: string | null;
  /** Of a review: as the list says, or null where it does not. */
  readonly relevance: 'relevant' | 'not-relevant' | null;
}

type Kept = readonly [keyof ListedPast, unknown];

/** Two rows of one meeting as one, where neither contradicts the other; null where they do. */
export function pastTogether(one: ListedPast, other: ListedPast): ListedPast | null {
  const merged: Kept[] = [];
  for (const key of Object.keys(one) as (keyof ListedPast)[]) {
    const [left, right] = [one[key], other[key]];
    if (key === 'people') merged.push([key, [...new Set([...one.people, ...other.people])]]);
    else if (key === 'presentAtDecision') merged.push([key, one.presentAtDecision || other.presentAtDecision]);
    else if (left !== null && right !== null && left !== right) return null;
    else merged.push([key, left ?? right]);
  }
  return Object.fromEntries(merged) as unknown as ListedPast;
}

const OUTCOME_WORDS = { attended: 'attended', part: 'attended part', not: 'not attended' } as const;
const STATE_WORDS = { held: 'held', stood_down: 'stood down', postponed: 'postponed', cancelled: 'cancelled' } as const;

/** "attended", "cancelled", "no outcome": to be put into a sentence. */
export const pastWords = ({ state, outcome }: Pick<ListedPast, 'outcome'> & { readonly state: string }): string =>
  state !== 'held' && state in STATE_WORDS
    ? STATE_WORDS[state as PastState]
    : outcome === null
      ? 'no outcome'
      : OUTCOME_WORDS[outcome];
