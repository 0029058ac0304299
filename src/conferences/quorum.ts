import { londonDate } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';
import { stateLabel, type Conference } from './conference.js';

/** What a sitting without its quorum did (domain, situations 31 to 33). */
export const INQUORATE_OUTCOMES = ['adjourned', 'proceeded'] as const;
export type InquorateOutcome = (typeof INQUORATE_OUTCOMES)[number];

export interface Inquorate {
  readonly outcome: InquorateOutcome;
  /** Police were absent, and that is why there was no quorum: measure F2. */
  readonly forWantOfPolice: boolean;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** The last day for the next sitting after one without its quorum: so many working days, as the hub sets it. */
export const nextSittingDueBy = (
  startsAt: Temporal.Instant,
  { inquorateWorkingDays }: { readonly inquorateWorkingDays: number },
  calendar: WorkingCalendar,
): Temporal.PlainDate => addWorkingDays(londonDate(startsAt), inquorateWorkingDays, calendar);

export type QuorumRefusal =
  | { readonly kind: 'not-sat'; readonly state: string }
  /** Before it starts nobody knows who will come. */
  | { readonly kind: 'not-started' };

/** Whether a sitting can have been without its quorum: it has begun, and was not called off. */
export function refuseQuorum(
  { state }: Pick<Conference, 'state'>,
  sitting: { readonly startsAt: Temporal.Instant },
  now: Temporal.Instant,
): QuorumRefusal | null {
  if (state !== 'scheduled' && state !== 'held') return { kind: 'not-sat', state: stateLabel(state) };
  return Temporal.Instant.compare(sitting.startsAt, now) > 0 ? { kind: 'not-started' } : null;
}

/** In one sentence, for a fact and for the trail. */
export function inquorateWords({ outcome, forWantOfPolice }: Pick<Inquorate, 'outcome' | 'forWantOfPolice'>): string {
  const what = outcome === 'adjourned' ? 'Inquorate, adjourned' : 'Inquorate, the chair proceeded';
  return forWantOfPolice ? `${what}; because police were absent` : what;
}
