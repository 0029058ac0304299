import type { ConferenceState } from '../conferences/conference.js';
import { isInitial } from '../conferences/kinds.js';
import type { ImportedFacts, MeasureFacts } from './facts.js';

export type { ImportedFacts, MeasureFacts } from './facts.js';

/** The two percentages that the force promises, one for each family of conferences. */
export const HEADLINES = ['A1', 'B1'] as const;
export type HeadlineId = (typeof HEADLINES)[number];

/** What other authorities convene is reported apart, and in no headline. */
export const OTHERS = 'O1';
export type CountedId = HeadlineId | typeof OTHERS;

/** Whether the tracker recorded a conference, or a list told of it afterwards: the two are never counted together. */
export const COUNT_SOURCES = ['recorded', 'imported'] as const;
export type CountSource = (typeof COUNT_SOURCES)[number];

export interface Counted {
  readonly measure: CountedId;
  readonly inDenominator: boolean;
  readonly inNumerator: boolean;
  /** False while nobody has said what happened: counts as not attended, and is printed as its own number. */
  readonly recorded: boolean;
  readonly why: string;
  readonly source: CountSource;
}

const OUTSIDE: Partial<Record<ConferenceState, string>> = {
  expected: 'not yet convened',
  stood_down: 'stood down',
  postponed: 'postponed',
  cancelled: 'cancelled',
  transferred_out: 'transferred out',
  voided: 'entered in error',
};

/** Sat, or was to sit and nobody has said that it did not: time passes without an administrator. */
export const isHeld = (facts: Pick<MeasureFacts, 'state'>): boolean => OUTSIDE[facts.state] === undefined;

/** Was ever convened, whatever became of it; not what was entered in error. */
export const isConvened = (facts: Pick<MeasureFacts, 'state'>): boolean =>
  facts.state !== 'voided' && facts.state !== 'expected';

/** TVP received an invitation before the start, by any channel, to any of its mailboxes or people. */
export const isKnown = ({
  firstReceivedAt,
  startsAt,
  imported,
}: Pick<MeasureFacts, 'firstReceivedAt' | 'startsAt' | 'imported'>): boolean =>
  imported ? !imported.uninvited : firstReceivedAt !== null && Temporal.Instant.compare(firstReceivedAt, startsAt) < 0;

/** A condition for counting at all, as a sentence, and what keeps a conference out by it. */
interface Rule {
  readonly says: string;
  readonly keepsOut: (facts: MeasureFacts) => string | null;
}

// In the order in which they are asked; the first that keeps a conference out is its reason.
const RULES: readonly Rule[] = [
  {
    says: 'It was convened, and not stood down, postponed, cancelled, transferred out or entered in error',
    keepsOut: (facts) => OUTSIDE[facts.state] ?? null,
  },
  {
    says: 'TVP was invited, by any channel',
    // A list of what police attended does not say when they were invited: they knew of what is in it.
    keepsOut: ({ imported, firstReceivedAt }) =>
      imported
        ? imported.uninvited
          ? 'TVP was never invited'
          : null
        : firstReceivedAt === null
          ? 'TVP was never invited'
          : null,
  },
  {
    says: 'The first invitation came before the start',
    keepsOut: (facts) => (isKnown(facts) ? null : 'the invitation came after the start'),
  },
  {
    says: 'It was an initial conference, or a review that nobody had decided was not relevant before the start',
    keepsOut: (facts) =>
      isInitial(facts.kind)
        ? null
        : facts.imported
          ? irrelevant(facts.imported)
          : facts.relevanceAtStart === 'not-relevant'
            ? 'decided not relevant before the start'
            : null,
  },
];

/** Undecided counts as relevant where somebody could have decided; of an imported review nobody knows. */
const irrelevant = ({ relevance }: ImportedFacts): string | null =>
  relevance === 'relevant'
    ? null
    : relevance === null
      ? 'the imported list does not say whether it was relevant'
      : 'not relevant, as the imported list says';

/** `met` is null for a rule that was not asked, because one before it had kept the conference out. */
export interface Ruling {
  readonly says: string;
  readonly met: boolean | null;
}

/** Each condition for counting, in the order in which they are asked, and how it went: to explain a count. */
export function rulings(facts: MeasureFacts): readonly Ruling[] {
  const first = RULES.findIndex((rule) => rule.keepsOut(facts) !== null);
  return RULES.map(({ says }, i) => ({ says, met: first === -1 || i < first ? true : i === first ? false : null }));
}

/** The words after "Does not count: ", or null when it counts. */
function keptOut(facts: MeasureFacts): string | null {
  for (const rule of RULES) {
    const because = rule.keepsOut(facts);
    if (because !== null) return because;
  }
  return null;
}

/** Whether it is in the denominator of the headline measure of its family. */
export const isHeadlineCount = (facts: MeasureFacts): boolean => keptOut(facts) === null;

function standingWords(facts: MeasureFacts): string {
  if (isInitial(facts.kind)) return 'an initial conference TVP knew of';
  return facts.imported || facts.relevanceAtStart === 'relevant'
    ? 'a relevant review'
    : 'a review nobody had decided on, so relevant';
}

function measureOf({ kind, convenedBy }: MeasureFacts): CountedId {
  if (convenedBy !== null) return OTHERS;
  return isInitial(kind) ? 'A1' : 'B1';
}

/**
 * How a conference counts in the headline measure of its family: A1 for initial conferences (transfer-in and pre-birth
 * included), B1 for reviews that stood relevant or undecided at the start. Only presence at the decision is attendance.
 * A conference of another authority counts by the same rules, apart (O1).
 * Definition set 1.0, section "KPI definitions" of docs/domain.md.
 */
export function countIn(facts: MeasureFacts): Counted {
  const measure = measureOf(facts);
  const recorded = facts.participation !== null;
  const source: CountSource = facts.imported ? 'imported' : 'recorded';
  const out = keptOut(facts);
  if (out !== null) {
    return { measure, inDenominator: false, inNumerator: false, recorded, why: `Does not count: ${out}.`, source };
  }
  const attended = facts.participation?.presentAtDecision ?? false;
  const outcome = attended
    ? 'TVP was present at the decision'
    : facts.participation === null
      ? 'nobody has recorded an outcome'
      : facts.participation.outcome === 'part'
        ? 'TVP left before the decision or came after it'
        : 'TVP did not attend';
  return {
    measure,
    inDenominator: true,
    inNumerator: attended,
    recorded,
    why: `Counts ${facts.imported ? 'in the imported baseline ' : ''}as ${standingWords(facts)}; ${outcome}.`,
    source,
  };
}
