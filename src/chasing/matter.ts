/** What stands open about a conference now, or about one that is expected, and is chased until a fact settles it. */
import { isActive, type AssignmentState } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import { isReview, type ConferenceKind } from '../conferences/kinds.js';
import { londonDate } from '../kernel/london.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import { CHASED_FOR_DAYS, type ChaseKind } from './ladder.js';

/** One thing that is open. The same thing has the same `subject`, `edition` and kind for as long as it stands. */
export interface Matter {
  readonly kind: ChaseKind;
  /** What it is about, as people name it: TV-2026-000123. */
  readonly subject: string;
  readonly hubCode: string;
  /** The time it is about and what made it stand; another one begins the ladder anew. */
  readonly edition: string;
  /** The day from which the ladder counts. */
  readonly day: Temporal.PlainDate;
  /** When the conference begins; null where that ends nothing. */
  readonly startsAt: Temporal.Instant | null;
  /** Who goes, as far as there is somebody. */
  readonly lead: number | null;
}

export interface LeadOn {
  readonly id: number;
  readonly attendeeId: number;
  readonly state: AssignmentState;
  /** When they declined; null while they have not. */
  readonly declinedAt: Temporal.Instant | null;
}

/** How one conference stands now: its last sitting and whoever was last asked to lead. */
export interface Standing {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** The last who was asked to lead this sitting. */
  readonly lead: LeadOn | null;
  readonly relevance: RelevanceValue;
  /** Of the decision that stands; 0 while there is none. */
  readonly decision: number;
  /** The last day on which its report is in time. */
  readonly reportDue: Temporal.PlainDate;
  readonly reportRecorded: boolean;
  readonly outcomeRecorded: boolean;
  /** Until when minutes are to have come, where somebody asked for them and they have not. */
  readonly minutesDue: Temporal.PlainDate | null;
}

/** A conference that should have been announced by a day, and has not been. */
export interface Expected {
  readonly subject: string;
  readonly hubCode: string;
  readonly dueBy: Temporal.PlainDate;
}

/** Everything that is open about a conference now; the ladder says what of it is to be said. */
export function mattersOf(standing: Standing, now: Temporal.Instant): readonly Matter[] {
  if (standing.state !== 'scheduled' && standing.state !== 'held') return [];
  return [
    ...(isHistory(standing, now) ? [] : aboutItself(standing, now)),
    ...(standing.minutesDue ? [matter(standing, 'minutes-missing', standing.minutesDue, '')] : []),
  ];
}

/** Old lists flood nobody; minutes are owed for as long as they are, for somebody asked for them. */
const isHistory = ({ startsAt }: Standing, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(startsAt.add({ hours: CHASED_FOR_DAYS * 24 }), now) < 0;

const aboutItself = (standing: Standing, now: Temporal.Instant): readonly Matter[] => [
  ...(standing.outcomeRecorded || standing.state === 'held' ? [] : aboutGoing(standing, now)),
  ...aboutReport(standing),
];

export const matterOfExpected = ({ subject, hubCode, dueBy }: Expected): Matter => ({
  kind: 'expectation-overdue',
  subject,
  hubCode,
  edition: dueBy.toString(),
  day: dueBy,
  startsAt: null,
  lead: null,
});

/** Whoever is not needed is not missed; what they owe is the report alone. */
const isNeeded = ({ kind, relevance }: Pick<Standing, 'kind' | 'relevance'>): boolean =>
  !(isReview(kind) && relevance === 'not-relevant');

function aboutGoing(standing: Standing, now: Temporal.Instant): readonly Matter[] {
  if (!isNeeded(standing)) return [];
  const { lead, startsAt, endsAt } = standing;
  const day = londonDate(startsAt);
  const open: Matter[] = [];
  if (lead === null || !isActive(lead.state)) open.push(matter(standing, 'unassigned', day, `${lead?.id ?? 0}`));
  else if (lead.state !== 'accepted') open.push(matter(standing, 'no-answer', day, `${lead.id}`));
  if (lead?.state === 'declined' && lead.declinedAt !== null)
    open.push(matter(standing, 'declined', londonDate(lead.declinedAt), `${lead.id}`));
  if (isReview(standing.kind) && standing.relevance === 'undecided')
    open.push(matter(standing, 'relevance-undecided', day, `${standing.decision}`));
  if (Temporal.Instant.compare(endsAt, now) <= 0)
    open.push(matter(standing, 'outcome-missing', londonDate(endsAt), ''));
  return open;
}

const aboutReport = (standing: Standing): readonly Matter[] =>
  standing.reportRecorded ? [] : [matter(standing, 'report-owed', standing.reportDue, standing.reportDue.toString())];

function matter(standing: Standing, kind: ChaseKind, day: Temporal.PlainDate, made: string): Matter {
  const { reference, hubCode, startsAt, lead } = standing;
  return {
    kind,
    subject: reference,
    hubCode,
    edition: editionOf(startsAt, made),
    day,
    startsAt,
    lead: lead !== null && isActive(lead.state) ? lead.attendeeId : null,
  };
}

export const editionOf = (startsAt: Temporal.Instant, made: string): string =>
  made === '' ? startsAt.toString() : `${startsAt.toString()}#${made}`;
