/** What a row of a plan does when the plan is carried out, in the world as it is by then. */
import type { NewChild, NewSitting } from '../conferences/conference.queries.js';
import { changesWhenSame, compare } from '../imports/compare.js';
import { compareHistory } from '../imports/compare-history.js';
import type { KnownConference, KnownConferences } from '../imports/known.js';
import type { ListedPast } from '../imports/listed-past.js';
import type { ListedChild } from '../imports/listed.js';
import type { PlannedChange, PlannedConference } from '../imports/plan.js';
import type { GivenInvitation } from '../invitations/invitation.js';
import { conferenceIn, type KeptKnown, type KeptRow, type RowAnswer } from './kept-row.js';

export const ROW_RESULTS = ['created', 'updated', 'joined', 'left', 'overtaken', 'refused', 'undone', 'kept'] as const;
export type RowResult = (typeof ROW_RESULTS)[number];

export interface AnsweredRow extends KeptRow {
  readonly answer: RowAnswer | null;
}

export type Step =
  /** Keeps what is over as imported history. */
  | { readonly does: 'remember'; readonly conference: PlannedConference; readonly past: ListedPast }
  | { readonly does: 'record'; readonly conference: PlannedConference }
  | {
      readonly does: 'change';
      readonly reference: string;
      readonly version: number;
      readonly conference: PlannedConference;
      readonly changes: readonly PlannedChange[];
    }
  | { readonly does: 'join'; readonly row: number; readonly children: readonly ListedChild[] }
  | { readonly does: 'not'; readonly result: 'left' | 'overtaken' | 'refused'; readonly why: string }
  | { readonly does: 'nothing' };

/** The recorded conferences of the hub at the moment of carrying out. */
export interface World extends KnownConferences {
  withReference(reference: string): KnownConference | undefined;
  idOf(reference: string): number | undefined;
}

const left = (why: string): Step => ({ does: 'not', result: 'left', why });
const overtaken = (why: string): Step => ({ does: 'not', result: 'overtaken', why });

/** The one decision about a row: exactly what was previewed, or why not. */
export function stepOf(kept: AnsweredRow, world: World): Step {
  const { action, asks, answer, plan } = kept;
  if (answer === 'leave') return left('Left out, as you said.');
  if (asks !== null && answer === null)
    return left(asks === 'confirm' ? 'It was not confirmed.' : 'It was not answered.');
  if (action === 'conflict' && asks === null) return left('What is recorded stays.');
  const conference = plan.conference === null ? null : conferenceIn(plan.conference);
  if (action === 'conflict') return answered(kept, conference, world);
  if (action !== 'create' && action !== 'update') return { does: 'nothing' };
  if (conference === null) return { does: 'nothing' };
  if (action === 'create') return create(conference, world);
  return plan.known === null ? { does: 'nothing' } : change(plan.known, conference, plan.changes, world);
}

function answered({ answer, plan }: AnsweredRow, conference: PlannedConference | null, world: World): Step {
  const { known, belongsTo, children } = plan;
  const moved = known === null ? null : movedOn(known, world);
  if (moved !== null) return moved;
  if (answer === 'separate' && conference !== null) {
    return known === null ? create(conference, world) : recordable(conference);
  }
  if (known !== null && conference !== null && conference.past === null) {
    const now = world.withReference(known.reference);
    return now === undefined ? left('') : change(known, conference, changesWhenSame(conference, now), world);
  }
  if (belongsTo !== null) return { does: 'join', row: belongsTo, children: conference?.children ?? children };
  return left('It could not be read as a conference.');
}

function create(conference: PlannedConference, world: World): Step {
  const compared = conference.past === null ? compare(conference, world) : compareHistory(conference, world);
  if (compared.kind === 'new') return recordable(conference);
  return overtaken(`${compared.known.reference} was recorded or changed since the preview and may be the same.`);
}

const recordable = (conference: PlannedConference): Step =>
  conference.past !== null
    ? { does: 'remember', conference, past: conference.past }
    : conference.time.startsAt === null || conference.time.endsAt === null
      ? {
          does: 'not',
          result: 'refused',
          why: 'The list gives the day only and does not say who attended. Record it by hand with its time, or add the time to the list.',
        }
      : { does: 'record', conference };

function change(
  known: KeptKnown,
  conference: PlannedConference,
  changes: readonly PlannedChange[],
  world: World,
): Step {
  const moved = movedOn(known, world);
  if (moved !== null) return moved;
  return changes.length === 0 ? { does: 'nothing' } : { does: 'change', ...known, conference, changes };
}

function movedOn({ reference, version }: KeptKnown, world: World): Step | null {
  const now = world.withReference(reference);
  if (now === undefined) return overtaken(`${reference} was voided since the preview.`);
  return now.version === version ? null : overtaken(`${reference} was changed since the preview.`);
}

/** The invitation that a row of a list is. Everything unusual about it was shown, and confirmed where it had to be. */
export function invitationIn(
  { kind, meetingId, strategyOn, time, mode, venue, joinLink, children }: PlannedConference,
  list: { readonly hubCode: string; readonly receivedAt: Temporal.Instant },
): GivenInvitation {
  if (time.startsAt === null || time.endsAt === null) throw new Error('Only a conference with its times is recorded.');
  return {
    hubCode: list.hubCode,
    kind,
    laMeetingId: meetingId,
    strategyDiscussionOn: strategyOn,
    startsAt: time.startsAt,
    endsAt: time.endsAt,
    mode,
    venue,
    joinLink,
    children: children.map(newChild),
    receivedAt: list.receivedAt,
    channel: 'spreadsheet',
    confirmed: true,
    // The plan has compared it with what is recorded, and asked where it could not tell.
    anotherThan: 'any',
  };
}

/** An expected month is kept as its first day. */
export const newChild = ({ laChildId, initials, bornYear, expected }: ListedChild): NewChild => ({
  laChildId,
  policeReference: null,
  initials,
  bornYear,
  expectedOn: expected === null ? null : Temporal.PlainDate.from(expected.length === 7 ? `${expected}-01` : expected),
});

/** The sitting after the changes, and only those. */
export function sittingAfter(
  before: NewSitting,
  conference: PlannedConference,
  changes: readonly PlannedChange[],
): NewSitting {
  const changed = new Set(changes.map(({ what }) => what));
  const { time, mode, venue } = conference;
  return {
    startsAt: changed.has('start') && time.startsAt !== null ? time.startsAt : before.startsAt,
    endsAt: changed.has('end') && time.endsAt !== null ? time.endsAt : before.endsAt,
    mode: changed.has('mode') ? mode : before.mode,
    venue: changed.has('venue') ? venue : before.venue,
    joinLink: before.joinLink,
  };
}
