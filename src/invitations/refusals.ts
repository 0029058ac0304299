/** Everything that speaks against recording an invitation. */
import { cautionsAbout, impossibleTime, type Caution } from '../conferences/timing.js';
import { londonDate } from '../kernel/london.js';
import type { HubHours, WorkingCalendar } from '../kernel/working-time.js';
import type { PossibleDuplicate } from './duplicate.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { refusedAround } from './told-around.js';

export interface Ground {
  /** The hub that is named, if there is such a one. */
  readonly hub: { readonly name: string; readonly hours: HubHours } | undefined;
  /** Whether whoever records does so for this hub. */
  readonly mayRecord: boolean;
  readonly calendar: WorkingCalendar;
  readonly now: Temporal.Instant;
  /** What has its meeting id already; a null reference is one that is being recorded just now. */
  readonly taken: { readonly reference: string | null } | null;
  /** What it may be to already, without those that it is said not to be. */
  readonly alike: readonly PossibleDuplicate[];
}

export interface Checked {
  /** The gravest first; empty when it may be recorded. */
  readonly refusals: readonly InvitationRefusal[];
  readonly cautions: readonly Caution[];
}

/** All at once, so that a program mends them in one go. Of another hub's records nothing is told. */
export function checkInvitation(given: GivenInvitation, ground: Ground): Checked {
  const { hub, calendar, now } = ground;
  const outside = outsideReach(given, ground);
  const impossible = impossibleTime(given, now);
  const slips = [impossible, ...slipsIn(given, now)].filter((one) => one !== null);
  if (outside !== null || hub === undefined) {
    return { refusals: [...(outside === null ? [] : [outside]), ...slips], cautions: [] };
  }
  const cautions = impossible === null ? cautionsAbout(given, hub, calendar, now) : [];
  const doubtful = !given.confirmed && cautions.some((caution) => caution.mustConfirm);
  const confirm: InvitationRefusal[] = doubtful ? [{ kind: 'confirm', cautions }] : [];
  return { refusals: [...slips, ...onRecord(given, ground), ...confirm], cautions };
}

function outsideReach({ hubCode }: GivenInvitation, { hub, mayRecord }: Ground): InvitationRefusal | null {
  if (hub === undefined) return { kind: 'unknown-hub', hubCode };
  return mayRecord ? null : { kind: 'not-your-hub', hubName: hub.name };
}

function slipsIn(given: GivenInvitation, now: Temporal.Instant): readonly (InvitationRefusal | null)[] {
  const { receivedAt, startsAt, strategyDiscussionOn: strategy, children } = given;
  const ids = children.map((child) => child.laChildId).filter((id) => id !== null);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return [
    Temporal.Instant.compare(receivedAt, now) > 0 ? { kind: 'received-in-future' } : null,
    strategy && Temporal.PlainDate.compare(strategy, londonDate(startsAt)) > 0
      ? { kind: 'strategy-after-start' }
      : null,
    refusedAround(given, now),
    twice === undefined ? null : { kind: 'duplicate-child', laChildId: twice },
  ];
}

function onRecord({ laMeetingId }: GivenInvitation, { taken, alike: found }: Ground): readonly InvitationRefusal[] {
  return [
    ...(laMeetingId === null || taken === null
      ? []
      : [{ kind: 'duplicate-meeting-id', laMeetingId, ...taken } as const]),
    ...(found.length === 0 ? [] : [{ kind: 'possible-duplicate', found } as const]),
  ];
}
