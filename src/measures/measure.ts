import type { ConferenceState } from '../conferences/conference.js';
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import { londonDate } from '../kernel/london.js';
import type { RelevanceValue } from '../relevance/relevance.js';

export const MEASURE_IDS = ['A1', 'B1'] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

/** All that decides whether a conference counts, and how. */
export interface MeasureFacts {
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  /** The first invitation to reach TVP by any channel; null when none ever did. */
  readonly firstReceivedAt: Temporal.Instant | null;
  /** As it stood at the start; later decisions are corrections and do not move the figure. */
  readonly relevanceAtStart: RelevanceValue;
  readonly participation: { readonly outcome: 'attended' | 'part' | 'not'; readonly presentAtDecision: boolean } | null;
  /** What a list said that was imported when it was over; left out and null of all that the tracker recorded itself. */
  readonly imported?: ImportedFacts | null;
}

export interface ImportedFacts {
  /** Null where the list does not say whether a review was relevant. */
  readonly relevance: 'relevant' | 'not-relevant' | null;
  /** The list gives as reason that TVP was never invited. */
  readonly uninvited: boolean;
}

/** Whether the tracker recorded a conference, or a list told of it afterwards: the two are never counted together. */
export const COUNT_SOURCES = ['recorded', 'imported'] as const;
export type CountSource = (typeof COUNT_SOURCES)[number];

export interface Counted {
  readonly measure: MeasureId;
  readonly inDenominator: boolean;
  readonly inNumerator: boolean;
  /** False while nobody has said what happened: counts as not attended, and is printed as its own number. */
  readonly recorded: boolean;
  readonly why: string;
  readonly source: CountSource;
}

/** A count as the table keeps it. */
export interface StoredCount extends Counted {
  readonly definitionVersion: string;
  readonly hubCode: string;
  /** The first day of the London month of the sitting. */
  readonly month: Temporal.PlainDate;
  /** The end of the sitting: before it nothing is counted. */
  readonly countsFrom: Temporal.Instant;
}

const OUTSIDE: Partial<Record<ConferenceState, string>> = {
  expected: 'not yet convened',
  stood_down: 'stood down',
  postponed: 'postponed',
  cancelled: 'cancelled',
  transferred_out: 'transferred out',
  voided: 'entered in error',
};

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
    keepsOut: ({ firstReceivedAt, startsAt }) =>
      firstReceivedAt !== null && Temporal.Instant.compare(firstReceivedAt, startsAt) >= 0
        ? 'the invitation came after the start'
        : null,
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

function standingWords(facts: MeasureFacts): string {
  if (isInitial(facts.kind)) return 'an initial conference TVP knew of';
  return facts.imported || facts.relevanceAtStart === 'relevant'
    ? 'a relevant review'
    : 'a review nobody had decided on, so relevant';
}

/**
 * How a conference counts in the headline measure of its family: A1 for initial conferences (transfer-in and pre-birth
 * included), B1 for reviews that stood relevant or undecided at the start. Only presence at the decision is attendance.
 * Definition set 1.0, section "KPI definitions" of docs/domain.md.
 */
export function countIn(facts: MeasureFacts): Counted {
  const measure: MeasureId = isInitial(facts.kind) ? 'A1' : 'B1';
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

/** All that is stored about how a conference counts: the count, and where and when it counts. */
export const storedCount = (
  facts: MeasureFacts & { readonly hubCode: string; readonly endsAt: Temporal.Instant },
  definitionVersion: string,
): StoredCount => ({
  ...countIn(facts),
  definitionVersion,
  hubCode: facts.hubCode,
  month: londonDate(facts.startsAt).with({ day: 1 }),
  countsFrom: facts.endsAt,
});
