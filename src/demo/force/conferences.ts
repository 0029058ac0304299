import type { Hub } from '../../../config/reference-data.js';
import { isInitial } from '../../conferences/kinds.js';
import type { ConferenceMode } from '../../conferences/modes.js';
import { authorityOf } from './authorities.js';
import { minutesAfter } from './diary.js';
import type { Known, Meeting, Setting } from './force.js';
import { imagineInvitations, receivedDay } from './notices.js';
import type { Random } from './random.js';
import { imagineDecisions } from './relevance.js';

/** Minutes after midnight in London at which conferences begin; most are over before the hubs close. */
const STARTS: readonly (readonly [number, number])[] = [
  [9 * 60, 3],
  [9 * 60 + 30, 18],
  [10 * 60, 19],
  [10 * 60 + 30, 7],
  [11 * 60, 13],
  [11 * 60 + 30, 4],
  [12 * 60 + 30, 3],
  [13 * 60, 8],
  [13 * 60 + 30, 13],
  [14 * 60, 12],
  [14 * 60 + 30, 3],
  [15 * 60, 1],
];
/** Nobody is invited on the day before the working day has begun. */
const EARLIEST_ON_THE_DAY = 11 * 60;
const INITIAL_MINUTES: readonly (readonly [number, number])[] = [
  [75, 1],
  [90, 6],
  [105, 1],
  [120, 4],
];
const REVIEW_MINUTES: readonly (readonly [number, number])[] = [
  [60, 5],
  [75, 2],
  [90, 4],
];
/** Held, and TVP learnt of it from the minutes. */
const UNHEARD = 0.006;

/** What TVP came to know of the meetings; those nobody has told it of are left out. */
export function imagineKnown(meetings: readonly Meeting[], setting: Setting): readonly Omit<Known, 'laMeetingId'>[] {
  const random = setting.random.stream('conferences');
  return meetings.flatMap((meeting) => knownOf(meeting, setting, random) ?? []);
}

function knownOf(meeting: Meeting, setting: Setting, random: Random): Omit<Known, 'laMeetingId'> | null {
  const received = receivedDay(meeting, random);
  if (received === null) return null;
  const unheard = meeting.fate === 'held' && meeting.day < -16 && isInitial(meeting.kind) && random.chance(UNHEARD);
  return knownFrom(meeting, unheard ? meeting.day + random.whole(5, 14) : received, setting, random);
}

/** A meeting of which TVP heard on a day. Without `begins`, minutes after midnight, it is at one of the usual times. */
export function knownFrom(
  meeting: Meeting,
  received: number,
  setting: Setting,
  random: Random,
  begins?: number,
): Omit<Known, 'laMeetingId'> {
  const { coordinator } = authorityOf(meeting.hubCode);
  const starts = received === meeting.day ? STARTS.filter(([at]) => at >= EARLIEST_ON_THE_DAY) : STARTS;
  const startsAt = setting.diary.at(meeting.day, begins ?? random.weighted(starts));
  const minutes = random.weighted(isInitial(meeting.kind) ? INITIAL_MINUTES : REVIEW_MINUTES);
  const invitations = imagineInvitations({ meeting, day: received, startsAt }, setting, random);
  const first = invitations[0];
  if (first === undefined) throw new Error('a conference is known without an invitation');
  const known = {
    meeting,
    strategyDiscussionOn: meeting.strategyDay === null ? null : setting.diary.date(meeting.strategyDay),
    startsAt,
    endsAt: minutesAfter(startsAt, minutes),
    ...placeOf(meeting, setting, random),
    invitations,
    recordedDay: received,
    createdAt: first.recordedAt,
    coordinator,
  };
  return { ...known, decisions: imagineDecisions(known, setting, random) };
}

function placeOf(meeting: Meeting, setting: Setting, random: Random): Pick<Known, 'mode' | 'venue' | 'joinLink'> {
  const mode = modeAt(setting.reference.hub(meeting.hubCode), random);
  const room = mode === 'in-person' || mode === 'hybrid';
  const link = mode === 'video' || mode === 'hybrid';
  return {
    mode,
    venue: room ? authorityOf(meeting.hubCode).building : null,
    joinLink: link ? `https://teams.example/l/meetup-join/${random.uuid()}` : null,
  };
}

const modeAt = (hub: Hub | undefined, random: Random): ConferenceMode =>
  random.weighted<ConferenceMode>([
    [hub?.defaultMode ?? 'video', 74],
    ['in-person', 14],
    ['hybrid', 8],
    ['video', 3],
    ['phone', 1],
  ]);

/** Authorities number their meetings as they book them; the last one has the last number. */
export function numbered(known: readonly Omit<Known, 'laMeetingId'>[]): readonly Known[] {
  const next = new Map<string, number>();
  for (const { meeting } of known) next.set(meeting.hubCode, (next.get(meeting.hubCode) ?? 0) + 1);
  const ordered = [...known].sort((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt));
  return ordered.map((one) => {
    const { hubCode } = one.meeting;
    const left = next.get(hubCode) ?? 0;
    next.set(hubCode, left - 1);
    const { meetingId, lastMeeting } = authorityOf(hubCode);
    return { ...one, laMeetingId: meetingId(lastMeeting - left + 1) };
  });
}
