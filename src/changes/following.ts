import type { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { absencesIn } from '../attendees/absence.queries.js';
import { isActive, timeTaken, type Assignment } from '../assignments/assignment.js';
import {
  clashOf,
  createAssignment,
  leaveOff,
  lockActive,
  lockConcerned,
  reinvite,
  withdrawAssignment,
} from '../assignments/assignment.queries.js';
import { tell } from '../assignments/telling.js';
import { lockPeople, type Attendee } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import type { CallingOffChange } from '../calendar/change.js';
import type { Conference } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import type { Tx } from '../database/transaction.js';
import { newUid } from '../kernel/ids.js';

/** A change to a conference under way, in its transaction: what happens to the people on it follows at once. */
export interface Change {
  readonly tx: Tx;
  readonly surroundings: Surroundings;
  readonly actor: Actor;
  readonly conference: Conference;
  /** The sitting as it is after the change. */
  readonly sitting: Sitting;
  /** As people's calendars still have it. */
  readonly before: Sitting;
}

/** Somebody who was on the conference and is not asked for its new time. */
export interface Released {
  readonly name: string;
  /** What they are on then; null when something else is in the way. */
  readonly clashWith: string | null;
  /** As the end of a sentence that begins with the name: "is on TV-26-000002 then". */
  readonly why: string;
}

export interface Followed {
  /** People whose calendar got the change and who must answer again. */
  readonly reinvited: readonly string[];
  readonly released: readonly Released[];
}

export const occasionOf = ({ actor, surroundings, conference }: Change) => ({
  actor,
  at: surroundings.now(),
  conferenceId: conference.id,
});

export interface Concerned {
  readonly assignment: Assignment;
  readonly attendee: Attendee;
}

/** The people of these assignments, locked: nobody else puts them anywhere meanwhile. */
export async function withPeople(tx: Tx, assignments: readonly Assignment[]): Promise<Concerned[]> {
  const people = await lockPeople(
    tx,
    assignments.map((one) => one.attendeeId),
  );
  return assignments.map((assignment) => {
    const attendee = people.find((one) => one.id === assignment.attendeeId);
    if (attendee === undefined) throw new Error(`attendee ${assignment.attendeeId} is assigned but does not exist`);
    return { assignment, attendee };
  });
}

/** Everybody on the sitting, and everybody called off with it, is asked for its time or place as it is now. */
export async function askAgain(change: Change, told: 'moved' | 'place' | 'reinstated'): Promise<Followed> {
  const { tx, surroundings, conference, sitting } = change;
  const concerned = await withPeople(tx, await lockConcerned(tx, sitting.id));
  const on = concerned.map((one) => one.assignment).filter((one) => isActive(one.state));
  const reinvited: string[] = [];
  const released: Released[] = [];
  for (const { assignment: before, attendee } of concerned) {
    const obstacle = await obstacleFor(change, { assignment: before, attendee }, on);
    if (obstacle !== null) {
      await release(change, { assignment: before, attendee }, obstacle);
      released.push({ name: attendee.name, ...obstacle });
      continue;
    }
    const assignment = await reinvite(tx, before, takenIn(change), surroundings.now());
    const isBack = !isActive(before.state);
    await tell(tx, surroundings, { conference, sitting, assignment, attendee }, isBack ? 'reinstated' : told);
    if (isBack) {
      on.push(assignment);
      await record(tx, occasionOf(change), 'assignment.asked-again', { attendee: attendee.name });
    }
    reinvited.push(attendee.name);
  }
  return { reinvited, released };
}

type Obstacle = Omit<Released, 'name'>;
const because = (why: string): Obstacle => ({ clashWith: null, why });

async function obstacleFor(
  change: Change,
  { assignment, attendee }: Concerned,
  on: readonly Assignment[],
): Promise<Obstacle | null> {
  const others = on.filter((one) => one.id !== assignment.id);
  if (!isActive(assignment.state)) {
    if (!attendee.active) return because('has left');
    if (attendee.mail === null) return because('has no mail address');
    if (others.some((one) => one.attendeeId === attendee.id)) return because('is on it again already');
    if (assignment.lead && others.some((one) => one.lead)) return because('has been replaced as lead');
  }
  return assignment.overlapReason === null ? takenThen(change, attendee.id) : null;
}

/** The time and place as they are now, with the way there. */
const takenIn = ({ sitting, surroundings }: Change): string =>
  timeTaken(sitting, surroundings.reference.people.bufferMinutes);

async function takenThen(change: Change, attendeeId: number): Promise<Obstacle | null> {
  const { tx, sitting } = change;
  const clash = await clashOf(tx, attendeeId, takenIn(change), sitting.id);
  if (clash !== null) return { clashWith: clash.reference, why: `is on ${clash.reference} then` };
  return (await absencesIn(tx, attendeeId, sitting)).length > 0 ? because('is away then') : null;
}

async function release(change: Change, { assignment: before, attendee }: Concerned, { why }: Obstacle): Promise<void> {
  const { tx, surroundings, conference } = change;
  if (isActive(before.state)) {
    const assignment = await withdrawAssignment(tx, before, surroundings.now(), why);
    // They were never told of the new time: only the one in their calendar means anything to them.
    await tell(tx, surroundings, { conference, sitting: change.before, assignment, attendee }, 'withdrawn');
  } else {
    await leaveOff(tx, before, why);
  }
  await record(tx, occasionOf(change), 'assignment.withdrawn', { attendee: attendee.name, reason: why });
}

/** Everybody on the sitting learns of a change that wants no new answer; whom that was. */
export async function tellDetails({ tx, surroundings, conference, sitting }: Change): Promise<readonly string[]> {
  const concerned = await withPeople(tx, await lockActive(tx, sitting.id));
  for (const one of concerned) await tell(tx, surroundings, { conference, sitting, ...one }, 'details');
  return concerned.map(({ attendee }) => attendee.name);
}

/**
 * Everybody on the sitting is told not to come.
 * @param mayComeBack whether they are asked again when the conference is on again
 */
export async function callOff(change: Change, told: CallingOffChange, mayComeBack: boolean): Promise<void> {
  const { tx, surroundings, conference, sitting } = change;
  for (const { assignment: before, attendee } of await withPeople(tx, await lockActive(tx, sitting.id))) {
    const assignment = await withdrawAssignment(tx, before, surroundings.now(), told, mayComeBack);
    await tell(tx, surroundings, { conference, sitting, assignment, attendee }, told);
    await record(tx, occasionOf(change), 'assignment.withdrawn', { attendee: attendee.name, reason: told });
  }
}

/**
 * Asks the people who were on the sitting before for the new one, in the same places. Each gets an entry of its own: the
 * sitting before took place, and stays in their calendars.
 */
export async function reconvene(change: Change, before: Sitting): Promise<Followed> {
  const { tx, surroundings, actor, conference, sitting } = change;
  const reinvited: string[] = [];
  const released: Released[] = [];
  for (const { assignment: last, attendee } of await withPeople(tx, await lockActive(tx, before.id))) {
    const obstacle = await obstacleForNew(change, attendee);
    if (obstacle !== null) {
      released.push({ name: attendee.name, ...obstacle });
      continue;
    }
    const assignment = await createAssignment(tx, {
      sittingId: sitting.id,
      attendeeId: attendee.id,
      lead: last.lead,
      uid: newUid(surroundings.settings.desk.address.split('@')[1]!),
      during: takenIn(change),
      overlapReason: null,
      invitedBy: actor.name,
      invitedAt: surroundings.now(),
    });
    await tell(tx, surroundings, { conference, sitting, assignment, attendee }, 'reconvened');
    const made = { attendee: attendee.name, lead: last.lead, overlapReason: null };
    await record(tx, occasionOf(change), 'assignment.made', made);
    reinvited.push(attendee.name);
  }
  return { reinvited, released };
}

async function obstacleForNew(change: Change, attendee: Attendee): Promise<Obstacle | null> {
  if (!attendee.active) return because('has left');
  if (attendee.mail === null) return because('has no mail address');
  return takenThen(change, attendee.id);
}
