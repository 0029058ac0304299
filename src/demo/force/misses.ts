import type { ReferenceData } from '../../../config/reference-data.js';
import { isInitial } from '../../conferences/kinds.js';
import type { ForceOutcome, ForcePerson, Known, Setting } from './force.js';
import type { Random } from './random.js';

type Weights = readonly (readonly [code: string, weight: number])[];

/** Reasons when somebody had been found. */
const FELL_THROUGH: Weights = [
  ['sickness', 24],
  ['operational-demand', 26],
  ['court', 11],
  ['leave-no-cover', 10],
  ['technical-failure', 10],
  ['admin-error', 9],
  ['moved-without-notice', 7],
  ['excluded-by-chair', 2],
  ['other', 1],
];
/** Reasons when nobody was found. */
const NOBODY: Weights = [
  ['conference-clash', 50],
  ['leave-no-cover', 13],
  ['invite-misrouted', 12],
  ['admin-error', 8],
  ['outside-hub-hours', 8],
  ['operational-demand', 6],
  ['conflict-of-interest', 3],
];
const SHORT_NOTICE: Weights = [
  ['late-notice', 75],
  ['conference-clash', 25],
];
const REPORT_ONLY: Weights = [
  ['assessed-report-only', 90],
  ['conference-clash', 6],
  ['leave-no-cover', 4],
];
const LATE = 2;
const NOTES: Readonly<Record<string, string>> = {
  'excluded-by-chair': 'The chair heard the family without police; no decision in our presence.',
  other: 'Vehicle off the road.',
};

/** The share of conferences somebody went to, by kind; at the start of the history and now. */
const RATES = { initial: [0.963, 1.003], review: [0.91, 0.984] } as const;
/** Hubs that do worse, by how much at the start of the history; they close half the gap. */
const BEHIND: Readonly<Record<string, number>> = { slough: 0.05, 'milton-keynes': 0.03 };
/** Invited on the day or the day before, somebody is found less often. */
const AT_SHORT_NOTICE = 0.85;

/** How likely police were to be there, for a conference that should have had somebody. */
export function likelihood(known: Known, setting: Setting): number {
  const { meeting, invitations } = known;
  const progress = Math.min(1, Math.max(0, 1 - meeting.day / setting.firstDay));
  const [then, now] = isInitial(meeting.kind) ? RATES.initial : RATES.review;
  const behind = (BEHIND[meeting.hubCode] ?? 0) * (1 - progress / 2);
  const notice = invitations[0]?.noticeDays ?? 0;
  return (then + (now - then) * progress - behind) * (notice < LATE ? AT_SHORT_NOTICE : 1);
}

export type Missed = 'fell-through' | 'nobody' | 'report-only' | 'unheard';

/** Why police were not there when it was decided, as it stands in the reference lists. */
export function reasonFor(
  missed: Missed,
  known: Known,
  reference: ReferenceData,
  random: Random,
): Pick<ForceOutcome, 'reason' | 'reasonNote' | 'attribution'> {
  const code = random.weighted(weightsFor(missed, known));
  const reason = reference.reasons.find((one) => one.code === code) ?? reference.reasons[0];
  if (reason === undefined) throw new Error('there are no reasons to give');
  const reasonNote = NOTES[reason.code] ?? (reason.needsText ? 'See the log of the hub.' : null);
  return { reason: reason.code, reasonNote, attribution: reason.attribution };
}

function weightsFor(missed: Missed, known: Known): Weights {
  if (missed === 'unheard') return [['invite-not-received', 1]];
  if (missed === 'report-only') return REPORT_ONLY;
  if (missed === 'fell-through') return FELL_THROUGH;
  return (known.invitations[0]?.noticeDays ?? 0) < LATE ? SHORT_NOTICE : NOBODY;
}

/** When and by whom it was written down: mostly the same day by whoever went, else by the coordinator. */
export function recordedOutcome(
  known: Known,
  went: ForcePerson | null,
  setting: Setting,
  random: Random,
): Pick<ForceOutcome, 'recordedBy' | 'recordedAt'> {
  const { endsAt, recordedDay, createdAt, meeting, coordinator } = known;
  const recordedBy = went !== null && random.chance(0.6) ? went.name : coordinator;
  const minutes = random.whole(5, 100);
  const nextDay = meeting.day + 1;
  if (recordedDay > meeting.day) return { recordedBy: coordinator, recordedAt: createdAt.add({ minutes }) };
  const recordedAt =
    nextDay < 0 && random.chance(0.15) ? setting.diary.workMoment(random, nextDay) : endsAt.add({ minutes });
  return { recordedBy, recordedAt };
}
