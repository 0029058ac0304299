import { loadReferenceData } from '../../config/reference-data.js';
import { conferenceReference } from '../../src/kernel/ids.js';
import { rowOf, rowOfOurs, shouldStandIn, type Compared } from '../../src/reconciliation/comparing.js';
import type { OurConference } from '../../src/reconciliation/differences.js';
import { Matching, type Match } from '../../src/reconciliation/matching.js';
import type { KindFamily } from '../../src/conferences/kinds.js';
import type { Period, TheirMeeting } from '../../src/reconciliation/their-meeting.js';

/** An ICPC about one child that the local authority held on Monday 9 November 2026. */
export const aMeeting = (given: Partial<TheirMeeting> = {}): TheirMeeting => ({
  rows: [2],
  meetingId: 'RBC-CP-1',
  kind: 'icpc',
  date: '2026-11-09',
  startsAt: null,
  held: true,
  police: null,
  quorate: null,
  childIds: ['7'],
  unnamed: 0,
  ...given,
});

/** The same on record with us, invited a fortnight before, attended. */
export function ourConference(given: Partial<OurConference> = {}): OurConference {
  const kind = given.kind ?? 'icpc';
  const attended = given.attended === undefined ? true : given.attended;
  const state = given.state ?? 'held';
  return {
    id: 1,
    reference: conferenceReference(2026, given.id ?? 1),
    kind,
    state,
    meetingId: null,
    date: '2026-11-09',
    startsAt: '2026-11-09T10:00:00Z',
    isOver: true,
    isHeld: true,
    attended,
    childIds: ['7'],
    unnamed: 0,
    ...given,
    facts: {
      kind,
      state,
      convenedBy: null,
      startsAt: Temporal.Instant.from('2026-11-09T10:00:00Z'),
      firstReceivedAt: Temporal.Instant.from('2026-10-26T10:00:00Z'),
      relevanceAtStart: 'undecided',
      participation: attended === null ? null : { outcome: attended ? 'attended' : 'not', presentAtDecision: attended },
      ...given.facts,
    },
  };
}

export type Matched = Match | { readonly kind: 'ours-only'; readonly ours: OurConference };

/** What becomes of two lists that are short enough to be held. */
export function match(
  theirs: readonly TheirMeeting[],
  ours: readonly OurConference[],
  isExpected: (ours: OurConference) => boolean,
  rules = loadReferenceData().matching.rules,
): readonly Matched[] {
  const matching = new Matching(ours, rules);
  for (const meeting of theirs) matching.add(meeting);
  matching.decide();
  const found = theirs.flatMap((meeting) => matching.next(meeting) ?? []);
  return [...found, ...matching.missing(isExpected).map((one) => ({ kind: 'ours-only', ours: one }) as const)];
}

/** The same as the rows of a reconciliation. */
export const compareLists = (
  theirs: readonly TheirMeeting[],
  ours: readonly OurConference[],
  period: Period,
  family: KindFamily | null,
): readonly Compared[] =>
  match(theirs, ours, shouldStandIn(period, family)).map((found) =>
    found.kind === 'ours-only' ? rowOfOurs(found.ours, period) : rowOf(found, period),
  );
