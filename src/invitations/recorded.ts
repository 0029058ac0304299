/** What recording an invitation makes of it: the rows, the trail and the first count of a conference nobody has seen yet. */
import type { Told } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import type { NewRecord } from '../conferences/conference.queries.js';
import type { ConfirmReason } from '../conferences/to-confirm.js';
import type { Caution } from '../conferences/timing.js';
import { NOTHING_YET, type AllFacts } from '../measures/facts.js';
import { relevanceAtStart } from '../relevance/relevance.js';
import type { GivenInvitation } from './invitation.js';

/** An invitation that may be recorded. */
export interface Passed {
  readonly given: GivenInvitation;
  readonly cautions: readonly Caution[];
  /** Why a person has to confirm it; null when nobody has to. */
  readonly toConfirm: readonly ConfirmReason[] | null;
  /** Ids of the conferences that it may look like and is said not to be. */
  readonly another: readonly number[];
}

/** The conference, sitting and children to be kept. */
export const newRecord = ({ given, toConfirm }: Passed): NewRecord => {
  const {
    hubCode,
    kind,
    laMeetingId,
    strategyDiscussionOn,
    convenedBy = null,
    startsAt,
    endsAt,
    mode,
    venue,
    joinLink,
    children,
  } = given;
  return {
    conference: { hubCode, kind, laMeetingId, strategyDiscussionOn, convenedBy, toConfirm },
    sitting: { startsAt, endsAt, mode, venue, joinLink },
    children,
  };
};

/** It has become a conference; notice in working days. */
export type Noted = Passed & {
  readonly conference: Conference;
  readonly notice: number;
  /** Of the policy that says what is to be confirmed. */
  readonly policyVersion: string;
};

/** What the trail says of it. */
export function eventsOf(noted: Noted): readonly Told[] {
  const { given, cautions, notice, toConfirm: because, policyVersion } = noted;
  const conferenceId = noted.conference.id;
  const { kind, hubCode: hub, startsAt, channel, receivedAt, cameTo, convenedBy, learntFrom } = given;
  const created: Told<'conference.created'> = {
    conferenceId,
    action: 'conference.created',
    detail: { kind, hub, startsAt: startsAt.toString(), ...(convenedBy ? { convenedBy } : {}) },
  };
  if (learntFrom) {
    const detail = { learntFrom, learntAt: receivedAt.toString() };
    return [created, { conferenceId, action: 'conference.never-invited', detail }];
  }
  const invited: Told<'invitation.recorded'> = {
    conferenceId,
    action: 'invitation.recorded',
    detail: {
      channel,
      receivedAt: receivedAt.toString(),
      noticeDays: notice,
      ...(cameTo ? { cameTo } : {}),
      cautions: cautions.map((caution) => caution.kind),
    },
  };
  if (because === null) return [created, invited];
  return [created, invited, { conferenceId, action: 'conference.to-confirm', detail: { because, policyVersion } }];
}

/** How it counts at first: nobody has decided on it and nobody has been to it. */
export const factsOfNew = (
  { kind, state, hubCode, convenedBy }: Conference,
  { startsAt, endsAt, receivedAt, strategyDiscussionOn, learntFrom = null }: GivenInvitation,
  noticeDays: number,
): AllFacts & { readonly hubCode: string } => ({
  ...NOTHING_YET,
  noticeDays: learntFrom === null ? noticeDays : null,
  strategyDiscussionOn,
  kind,
  state,
  hubCode,
  convenedBy,
  startsAt,
  endsAt,
  firstReceivedAt: learntFrom === null ? receivedAt : null,
  relevanceAtStart: relevanceAtStart([], startsAt),
  participation: null,
});
