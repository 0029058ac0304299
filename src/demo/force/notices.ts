import { isInitial } from '../../conferences/kinds.js';
import { noticeDays } from '../../conferences/timing.js';
import type { Channel } from '../../invitations/invitation.js';
import { ROBOT } from '../personas.js';
import { authorityOf } from './authorities.js';
import { minutesAfter } from './diary.js';
import type { ForceInvitation, Meeting, Setting } from './force.js';
import type { Random } from './random.js';

/** Working days of notice (docs/domain.md, section on notice): rarely the same day for an initial conference. */
const INITIAL_NOTICE: readonly (readonly [readonly [number, number], number])[] = [
  [[8, 10], 40],
  [[5, 7], 47],
  [[3, 4], 7],
  [[1, 2], 4],
  [[0, 0], 2],
];
const REVIEW_NOTICE: readonly [number, number] = [15, 40];
const EARLY_REVIEW_NOTICE: readonly [number, number] = [5, 14];
/** Fewer days than these are late; what is still to come has one late notice only, made on its own. */
const IN_TIME = 5;

const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['mail', 78],
  ['portal', 9],
  ['letter', 5],
  ['spreadsheet', 4],
  ['telephone', 2],
  ['robot', 2],
];
const SHORT_CHANNELS: typeof CHANNELS = [
  ['mail', 55],
  ['telephone', 40],
  ['portal', 5],
];
/** The robot began to work a year ago. */
const ROBOT_FROM = -250;
/** Invited twice: by letter and by mail, or by two people of the authority. */
const INVITED_TWICE = 0.03;

/** The day an invitation reaches TVP, or null when none can have come before today. */
export function receivedDay(meeting: Meeting, random: Random): number | null {
  const most = meeting.day - meeting.bookedFrom;
  const [from, to] = usualNotice(meeting, random);
  const least = meeting.day < 0 ? 0 : Math.max(IN_TIME, meeting.day + 1);
  if (most < least) return null;
  return meeting.day - Math.min(most, Math.max(least, random.whole(from, to)));
}

function usualNotice(meeting: Meeting, random: Random): readonly [number, number] {
  if (isInitial(meeting.kind)) return random.weighted(INITIAL_NOTICE);
  return meeting.kind === 'early-review' ? EARLY_REVIEW_NOTICE : REVIEW_NOTICE;
}

interface Notice {
  readonly meeting: Meeting;
  readonly day: number;
  readonly startsAt: Temporal.Instant;
}

/** The invitations to a meeting, the first one received on that day. */
export function imagineInvitations(notice: Notice, setting: Setting, random: Random): readonly ForceInvitation[] {
  const first = invitationOn(notice, setting, random);
  const again = notice.day + random.whole(1, 3);
  if (again >= Math.min(notice.meeting.day, 0) || !random.chance(INVITED_TWICE)) return [first];
  return [first, invitationOn({ ...notice, day: again }, setting, random)];
}

/** One invitation received on a day; on the day of the conference itself some hours before the start. */
export function invitationOn(notice: Notice, setting: Setting, random: Random): ForceInvitation {
  const { meeting, day, startsAt } = notice;
  const sameDay = day === meeting.day;
  const receivedAt = sameDay ? minutesAfter(startsAt, -random.whole(100, 170)) : setting.diary.workMoment(random, day);
  const channel = channelOf(notice, random);
  return {
    receivedAt,
    channel,
    noticeDays: noticeDays(receivedAt, startsAt, setting.reference.calendar),
    recordedBy: channel === 'robot' ? ROBOT.name : authorityOf(meeting.hubCode).coordinator,
    recordedAt: minutesAfter(receivedAt, channel === 'robot' ? 2 : random.whole(5, sameDay ? 15 : 55)),
  };
}

function channelOf({ meeting, day }: Notice, random: Random): Channel {
  // Learnt from the minutes, which come by post.
  if (day > meeting.day) return 'letter';
  const channel = random.weighted(meeting.day - day <= 2 ? SHORT_CHANNELS : CHANNELS);
  return channel === 'robot' && day < ROBOT_FROM ? 'mail' : channel;
}
