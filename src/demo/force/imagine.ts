import type { ReferenceData } from '../../../config/reference-data.js';
import { conferenceReference } from '../../kernel/ids.js';
import { londonDate } from '../../kernel/london.js';
import { imagineKnown, numbered } from './conferences.js';
import { Diary, minutesAfter } from './diary.js';
import { imagineMeetings } from './families.js';
import type { Force, ForceConference, Happened, Known, Setting } from './force.js';
import { Fortnight, lateNotice, unrecorded } from './fortnight.js';
import { happened } from './history.js';
import { imaginePeople } from './people.js';
import { Random } from './random.js';
import { Roster } from './roster.js';

const HISTORY_MONTHS = 24;
/** The diary reaches further back than the history, for plans that began before it. */
const DIARY_MONTHS = 60;
const LAST_DAY = 11;
const DIARY_AHEAD = 150;
/** Of all past conferences, how many were entered a second time and voided. */
const ENTERED_TWICE = 0.004;

/**
 * The demo force as it stands at the beginning of a day: the same for the same seed, London date and reference data.
 * Everything about conferences before that day has happened; of those from that day on, what can be known.
 */
export function imagineForce(given: {
  readonly seed: number;
  readonly today: Temporal.PlainDate;
  readonly reference: ReferenceData;
}): Force {
  const { reference, today } = given;
  const diary = new Diary(today, reference.calendar, { monthsBack: DIARY_MONTHS, daysAhead: DIARY_AHEAD });
  const firstDay = diary.onOrBefore(today.subtract({ months: HISTORY_MONTHS })) + 1;
  const setting: Setting = { random: new Random(given.seed), diary, reference, firstDay, lastDay: LAST_DAY };
  const people = imaginePeople(setting);
  const late = lateNotice(setting, setting.random.stream('late notice'));
  const known = numbered([...imagineKnown(imagineMeetings(setting), setting), late]);
  const conferences = runThrough(known, new Roster(people, setting), setting);
  return { people, conferences: inOrder([...conferences, ...enteredTwice(conferences, setting)]) };
}

/** Day by day and within it by time, since whoever is busy depends on what was before. */
function runThrough(
  known: readonly Known[],
  roster: Roster,
  setting: Setting,
): readonly Omit<ForceConference, 'reference'>[] {
  const random = setting.random.stream('what happened');
  const fortnight = new Fortnight(roster, setting, setting.random.stream('fortnight'));
  const inTime = [...known].sort((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  const run = inTime.map((one) => ({
    ...one,
    ...(one.meeting.day < 0 ? happened(one, roster, setting, random) : fortnight.planned(one)),
  }));
  const waiting = unrecorded(run, setting.random.stream('unrecorded'));
  return run.map((one) => (waiting.has(one) ? { ...one, state: 'scheduled', outcome: null } : one));
}

/** The second entry of one and the same meeting, a working day later, and its end. */
function enteredTwice(
  conferences: readonly Omit<ForceConference, 'reference'>[],
  setting: Setting,
): readonly Omit<ForceConference, 'reference'>[] {
  const random = setting.random.stream('entered twice');
  const settled = conferences.filter(({ recordedDay }) => recordedDay < -3);
  return settled
    .filter(() => random.chance(ENTERED_TWICE))
    .map((one) => {
      const recordedAt = setting.diary.workMoment(random, one.recordedDay + 1);
      const voided: Happened = {
        state: 'voided',
        stateReason: 'Entered twice: the same meeting, sent again by the authority',
        changedAt: minutesAfter(recordedAt, random.whole(10, 90)),
        assignments: [],
        outcome: null,
      };
      const invitations = one.invitations.slice(0, 1).map((invitation) => ({ ...invitation, recordedAt }));
      return { ...one, ...voided, decisions: [], invitations, createdAt: recordedAt, recordedDay: one.recordedDay + 1 };
    });
}

/** By creation, with the references the tracker would have given. */
function inOrder(conferences: readonly Omit<ForceConference, 'reference'>[]): readonly ForceConference[] {
  const used = new Map<number, number>();
  const ordered = [...conferences].sort((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt));
  return ordered.map((one) => {
    const { year } = londonDate(one.createdAt);
    const counter = (used.get(year) ?? 0) + 1;
    used.set(year, counter);
    return { ...one, reference: conferenceReference(year, counter) };
  });
}
