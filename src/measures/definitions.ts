import { isInitial, isReview } from '../conferences/kinds.js';
import { londonDate } from '../kernel/london.js';
import { addWorkingDays, icpcDueBy, isWithinHubHours } from '../kernel/working-time.js';
import type { AllFacts, Terms } from './facts.js';
import { isConvened, isHeadlineCount, isHeld, isKnown } from './measure.js';

/** Every measure that is counted conference by conference; D2 is the misses of A1 and B1 by their reasons. */
export const MEASURE_IDS = [
  'A1',
  'A2',
  'B1',
  'B2',
  'B3',
  'C1',
  'C2',
  'D1',
  'E1',
  'E2',
  'E3',
  'E4',
  'F1',
  'F2',
  'G1',
  'O1',
] as const;
export type MeasureId = (typeof MEASURE_IDS)[number];

interface Definition {
  /** Whether the conference is in the denominator. */
  readonly counts: (facts: AllFacts, terms: Terms) => boolean;
  /** Whether it is in the numerator; asked only of those in the denominator. */
  readonly met: (facts: AllFacts, terms: Terms) => boolean;
}

const isKnownAndHeld = (facts: AllFacts): boolean => isHeld(facts) && isKnown(facts);
const attended = ({ participation }: AllFacts): boolean => participation?.presentAtDecision === true;
const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;
const isNoLater = (at: Temporal.Instant, day: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(londonDate(at), day) <= 0;

/** A return of "nothing to add" is all that a review owes which was decided not relevant; elsewhere it is no report. */
const contributes = ({ report, kind, relevanceAtStart }: AllFacts): boolean =>
  report !== null && (!report.nothingToAdd || (isReview(kind) && relevanceAtStart === 'not-relevant'));

/**
 * The definition set of docs/domain.md, "Measures": each measure once. Everything else that counts, explains or verifies
 * asks here.
 */
export const DEFINITIONS: Readonly<Record<MeasureId, Definition>> = {
  A1: { counts: (facts) => isInitial(facts.kind) && isHeadlineCount(facts), met: attended },
  A2: { counts: (facts) => isInitial(facts.kind) && isHeld(facts), met: attended },
  B1: { counts: (facts) => isReview(facts.kind) && isHeadlineCount(facts), met: attended },
  B2: {
    counts: (facts) => isReview(facts.kind) && isKnownAndHeld(facts),
    met: (facts) => facts.relevanceAtStart !== 'not-relevant',
  },
  B3: {
    counts: (facts) => isReview(facts.kind) && isKnownAndHeld(facts),
    met: (facts) => facts.relevanceNow !== facts.relevanceAtStart,
  },
  C1: {
    counts: isKnownAndHeld,
    met: (facts) => attended(facts) || (contributes(facts) && isBefore(facts.report!.sentAt, facts.startsAt)),
  },
  C2: {
    counts: isKnownAndHeld,
    met: (facts, terms) => contributes(facts) && isNoLater(facts.report!.sentAt, reportDueOn(facts, terms)),
  },
  D1: {
    counts: (facts) => isConvened(facts) && isKnown(facts) && facts.noticeDays !== null,
    met: ({ noticeDays, kind }, { limits }) =>
      (noticeDays ?? 0) >= (isInitial(kind) ? limits.noticeInitial : limits.noticeReview),
  },
  E1: {
    counts: isKnownAndHeld,
    met: ({ leads, startsAt }, { limits, calendar }) => {
      if (leads.length === 0) return false;
      const day = addWorkingDays(londonDate(startsAt), -limits.leadBefore, calendar);
      return leads.some(({ from, to }) => isNoLater(from, day) && (to === null || !isNoLater(to, day)));
    },
  },
  E2: {
    counts: isHeld,
    met: ({ recordedAt, endsAt }, { limits, calendar }) =>
      recordedAt !== null && isNoLater(recordedAt, addWorkingDays(londonDate(endsAt), limits.outcomeAfter, calendar)),
  },
  E3: {
    counts: (facts) => isConvened(facts) && isKnown(facts),
    met: ({ state, stoodDownAt, startsAt }) =>
      state === 'stood_down' && stoodDownAt !== null && londonDate(stoodDownAt).equals(londonDate(startsAt)),
  },
  E4: {
    counts: (facts) => isConvened(facts) && isKnown(facts),
    met: ({ startsAt, endsAt }, { hub, calendar }) => !isWithinHubHours(startsAt, endsAt, hub.hours, calendar),
  },
  F1: { counts: (facts) => isHeld(facts) && facts.goodQuality !== null, met: (facts) => facts.goodQuality === true },
  F2: { counts: (facts) => facts.state !== 'voided' && facts.inquorateBecauseOfPolice, met: () => true },
  G1: {
    counts: (facts) => isInitial(facts.kind) && isHeld(facts) && daysWithinEnquiry(facts) !== null,
    met: (facts, { calendar }) =>
      facts.strategyDiscussionOn !== null && isNoLater(facts.startsAt, icpcDueBy(facts.strategyDiscussionOn, calendar)),
  },
  O1: { counts: isHeadlineCount, met: attended },
};

/** What other authorities convene is in O1 and in nothing else, and O1 in nothing else. */
const belongs = (id: MeasureId, { convenedBy }: AllFacts): boolean => (id === 'O1') === (convenedBy !== null);

/** The last day on which the police report is in time: working days before the conference, by hub. */
export const reportDueOn = (
  { kind, startsAt }: Pick<AllFacts, 'kind' | 'startsAt'>,
  { hub, calendar }: Pick<Terms, 'hub' | 'calendar'>,
): Temporal.PlainDate =>
  addWorkingDays(
    londonDate(startsAt),
    -(isInitial(kind) ? hub.reportWorkingDays.initial : hub.reportWorkingDays.review),
    calendar,
  );

/** Null when the date of the strategy discussion is not known, or cannot be right: it is after the conference. */
function daysWithinEnquiry({ strategyDiscussionOn, startsAt }: AllFacts): number | null {
  if (strategyDiscussionOn === null) return null;
  const days = strategyDiscussionOn.until(londonDate(startsAt)).days;
  return days < 0 ? null : days;
}

export interface Standing {
  readonly measure: MeasureId;
  readonly met: boolean;
}

/** Each measure in whose denominator the conference is, and whether it is in the numerator too. */
export const standings = (facts: AllFacts, terms: Terms): readonly Standing[] =>
  MEASURE_IDS.filter((id) => belongs(id, facts) && DEFINITIONS[id].counts(facts, terms)).map((measure) => ({
    measure,
    met: DEFINITIONS[measure].met(facts, terms),
  }));
