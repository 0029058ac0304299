import type { Actor } from '../access/actor.js';
import { timeTaken, type Assignment } from '../assignments/assignment.js';
import { clashOf, lockActive, reinvite, withdrawAssignment } from '../assignments/assignment.queries.js';
import { tell } from '../assignments/telling.js';
import { record } from '../audit/record.js';
import { withPeople, type Change, type Concerned } from '../changes/following.js';
import { toldChange } from '../changes/told-change.js';
import type { Conference } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { run } from '../database/sql.js';

/** Two sittings of which people go from the first to the second. */
export interface Passage {
  readonly tx: Change['tx'];
  readonly surroundings: Change['surroundings'];
  readonly actor: Actor;
  readonly from: { readonly conference: Conference; readonly sitting: Sitting };
  readonly to: { readonly conference: Conference; readonly sitting: Sitting };
  /** Why somebody who cannot be brought over is called off, and whether they are asked again when theirs comes back. */
  readonly otherwise: { readonly reason: string; readonly mayComeBack: boolean };
}

export interface BroughtOver {
  /** Ids of the assignments that are on the other sitting now. */
  readonly ids: readonly number[];
  readonly names: readonly string[];
  /** Whoever could not be, and has been called off. */
  readonly calledOff: readonly string[];
}

/**
 * Everybody on the one sitting, or those of `only`, goes over to the other with their calendar entry, and answers again if
 * its time or place is another. Whoever finds the place taken, or is elsewhere then, is called off.
 */
export async function bringOver(passage: Passage, only: readonly number[] | null): Promise<BroughtOver> {
  const { tx, from, to } = passage;
  const here = await lockActive(tx, from.sitting.id);
  const concerned = await withPeople(
    tx,
    here.filter(({ id }) => only === null || only.includes(id)),
  );
  const there = [...(await lockActive(tx, to.sitting.id))];
  const brought: Concerned[] = [];
  const calledOff: string[] = [];
  for (const one of concerned) {
    if (await fits(passage, one, there)) {
      there.push(await bring(passage, one));
      brought.push(one);
    } else {
      await callOffFrom(passage, one);
      calledOff.push(one.attendee.name);
    }
  }
  return {
    ids: brought.map(({ assignment }) => assignment.id),
    names: brought.map(({ attendee }) => attendee.name),
    calledOff,
  };
}

const isOver = ({ surroundings }: Passage, { endsAt }: Sitting): boolean =>
  Temporal.Instant.compare(endsAt, surroundings.now()) <= 0;

const takenIn = (surroundings: Passage['surroundings'], sitting: Sitting): string =>
  timeTaken(sitting, surroundings.reference.people.bufferMinutes);

async function fits(
  passage: Passage,
  { assignment, attendee }: Concerned,
  there: readonly Assignment[],
): Promise<boolean> {
  const { tx, from, to, surroundings } = passage;
  if (to.conference.state !== 'scheduled') return false;
  if (there.some((one) => one.attendeeId === attendee.id || (one.lead && assignment.lead))) return false;
  if (!attendee.active || attendee.mail === null) return isOver(passage, to.sitting);
  if (assignment.overlapReason !== null) return true;
  // The entry that they bring with them is no clash.
  return (await clashOf(tx, attendee.id, takenIn(surroundings, to.sitting), to.sitting.id, from.sitting.id)) === null;
}

async function bring(passage: Passage, { assignment: before, attendee }: Concerned): Promise<Assignment> {
  const { tx, surroundings, actor, from, to } = passage;
  await run(tx, 'update assignment set sitting_id = $2 where id = $1', [before.id, to.sitting.id]);
  const change = toldChange(from.sitting, to.sitting, surroundings.hubOf(to.conference)) ?? 'details';
  const over = isOver(passage, to.sitting);
  const moved = { ...before, sittingId: to.sitting.id };
  const asksAgain = change !== 'details' && !over;
  const assignment = asksAgain
    ? await reinvite(tx, moved, takenIn(surroundings, to.sitting), surroundings.now())
    : moved;
  // Of a conference that is over nobody is told anything: who was on it only helps to record who went.
  if (!over) await tell(tx, surroundings, { ...to, assignment, attendee }, change);
  const occasion = { actor, at: surroundings.now(), conferenceId: to.conference.id };
  const brought = { attendee: attendee.name, from: from.conference.reference, asked: asksAgain };
  await record(tx, occasion, 'assignment.brought-over', brought);
  return assignment;
}

async function callOffFrom(passage: Passage, { assignment: before, attendee }: Concerned): Promise<void> {
  const { tx, surroundings, actor, from } = passage;
  const { reason, mayComeBack } = passage.otherwise;
  const assignment = await withdrawAssignment(tx, before, surroundings.now(), reason, mayComeBack);
  if (!isOver(passage, from.sitting)) await tell(tx, surroundings, { ...from, assignment, attendee }, 'withdrawn');
  const occasion = { actor, at: surroundings.now(), conferenceId: from.conference.id };
  await record(tx, occasion, 'assignment.withdrawn', { attendee: attendee.name, reason });
}
