/** What the demo force consists of before it is written to the database. Everything in it is invented. */
import type { Attribution, ReferenceData } from '../../../config/reference-data.js';
import type { AnswerChannel, AssignmentState } from '../../assignments/assignment.js';
import type { ConferenceState } from '../../conferences/conference.js';
import type { ConferenceKind } from '../../conferences/kinds.js';
import type { ConferenceMode } from '../../conferences/modes.js';
import type { Channel } from '../../invitations/invitation.js';
import type { Outcome } from '../../participation/participation.js';
import type { RelevanceDecision } from '../../relevance/relevance.js';
import type { Diary } from './diary.js';
import type { Random } from './random.js';

/** What everything is imagined from. Days are numbers of the diary. */
export interface Setting {
  readonly random: Random;
  readonly diary: Diary;
  readonly reference: ReferenceData;
  /** The first day of the history. */
  readonly firstDay: number;
  /** The last day of which anything is known. The diary goes on, so that reviews due later can be brought forward. */
  readonly lastDay: number;
}

export interface ForcePerson {
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  readonly hubCode: string;
  readonly active: boolean;
  readonly createdAt: Temporal.Instant;
  readonly aliases: readonly string[];
  readonly skills: readonly { readonly skill: string; readonly expiresOn: Temporal.PlainDate | null }[];
  /** First and last day on which they can be put on a conference. */
  readonly from: number;
  readonly until: number;
  /** How much of the work they take beside others of their hub. */
  readonly share: number;
}

export interface ForceChild {
  readonly laChildId: string;
  readonly policeReference: string | null;
  readonly initials: string | null;
  readonly bornYear: number | null;
  readonly expectedOn: Temporal.PlainDate | null;
}

export type Fate = 'held' | 'stood_down' | 'cancelled' | 'postponed' | 'transferred_out';

/** One conference as its local authority planned it. */
export interface Meeting {
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly day: number;
  readonly fate: Fate;
  readonly children: readonly ForceChild[];
  /** The last one held about the same children. */
  readonly previous: Meeting | null;
  /** 0 for the initial conference. */
  readonly reviewNumber: number;
  readonly monthsOnPlan: number;
  /** The earliest day on which the authority could book it. */
  readonly bookedFrom: number;
  /** The day of the strategy discussion; null for reviews and transfers. */
  readonly strategyDay: number | null;
}

export interface ForceInvitation {
  readonly receivedAt: Temporal.Instant;
  readonly channel: Channel;
  readonly noticeDays: number;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** A meeting that TVP was told of, before anything was done about it. */
export interface Known {
  readonly meeting: Meeting;
  readonly laMeetingId: string;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  readonly venue: string | null;
  readonly joinLink: string | null;
  /** In the order in which they arrived. */
  readonly invitations: readonly ForceInvitation[];
  readonly recordedDay: number;
  readonly createdAt: Temporal.Instant;
  readonly coordinator: string;
  readonly decisions: readonly RelevanceDecision[];
}

export interface ForceAssignment {
  readonly person: ForcePerson;
  readonly lead: boolean;
  readonly state: AssignmentState;
  readonly uid: string;
  readonly sequence: number;
  readonly during: string;
  readonly invitedBy: string;
  readonly invitedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
  readonly answerChannel: AnswerChannel | null;
  readonly answerComment: string | null;
  readonly withdrawnReason: string | null;
  readonly withdrawnAt: Temporal.Instant | null;
}

export interface ForceOutcome {
  readonly outcome: Outcome;
  readonly mode: ConferenceMode | null;
  readonly attendedBy: ForcePerson | null;
  readonly presentAtDecision: boolean;
  readonly reason: string | null;
  readonly reasonNote: string | null;
  readonly attribution: Attribution | null;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** What TVP did about a meeting, and what came of it. */
export interface Happened {
  readonly state: ConferenceState;
  readonly stateReason: string | null;
  /** When it was called off. */
  readonly changedAt: Temporal.Instant | null;
  readonly assignments: readonly ForceAssignment[];
  readonly outcome: ForceOutcome | null;
}

export interface ForceConference extends Known, Happened {
  readonly reference: string;
}

export interface Force {
  readonly people: readonly ForcePerson[];
  /** In order of creation, which is the order of the references. */
  readonly conferences: readonly ForceConference[];
}
