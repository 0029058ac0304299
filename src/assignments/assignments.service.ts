import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { attendeeById, lockPeople, type Attendee } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { conferenceWithin, currentSitting, lockConference, type Sitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { newUid } from '../kernel/ids.js';
import { recount } from '../measures/measure.queries.js';
import { timeTaken, type Assignment } from './assignment.js';
import { createAssignment, lockActive, lockAssignment, withdrawAssignment } from './assignment.queries.js';
import {
  elsewhere,
  refusePerson,
  refusePlace,
  refuseSitting,
  type AssignRefusal,
  type GivenAssignment,
} from './refusing.js';
import { soughtFor } from './sought.js';
import { suggestions, type Suggested } from './suggestion.js';
import { peopleFor } from './suggestion.queries.js';
import { assignedPerson, tell, type Told } from './telling.js';

export interface GivenReassignment {
  readonly attendeeId: number;
  readonly reason: string;
  readonly overlapReason: string | null;
}

export type ReassignRefusal =
  AssignRefusal | { readonly kind: 'not-active'; readonly name: string } | { readonly kind: 'reason-missing' };

export type WithdrawRefusal = { readonly kind: 'not-active' } | { readonly kind: 'reason-missing' };

/** What an assignment became: the new one, and whose place it takes. */
export interface Reassigned extends Told {
  readonly instead: Attendee;
}

interface On {
  readonly conference: Conference;
  readonly sitting: Sitting;
}

/** Puts people on sittings and takes them off. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Assigns and invites in one transaction: the calendar invitation is owed the moment the assignment exists. */
  async assign(actor: Actor, reference: string, given: GivenAssignment): Promise<Decided<Told, AssignRefusal>> {
    const decided = await this.winOrLose(given, () =>
      this.db.transaction((tx) => this.assignIn(tx, actor, reference, given)),
    );
    if (!decided.ok) await this.recordRefusal(actor, reference, given.attendeeId, decided.refusal.kind);
    return decided;
  }

  /** As `assign`, as part of a larger change (a split); a refusal has changed nothing. */
  async assignIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenAssignment,
  ): Promise<Decided<Told, AssignRefusal>> {
    return this.put(tx, actor, await this.lock(tx, actor, reference), given, []);
  }

  /**
   * Gives somebody's place to somebody else, in one transaction: the one is called off first, then the other is invited.
   * If the other cannot come, nothing changes for the one.
   */
  async reassign(
    actor: Actor,
    reference: string,
    assignmentId: number,
    given: GivenReassignment,
  ): Promise<Decided<Reassigned, ReassignRefusal>> {
    const decided = await this.winOrLose(given, () =>
      this.db.transaction((tx) => this.reassignIn(tx, actor, reference, assignmentId, given)),
    );
    if (!decided.ok) await this.recordRefusal(actor, reference, given.attendeeId, decided.refusal.kind);
    return decided;
  }

  /** As `reassign`, as part of a larger change; what the database refuses then is a throw. */
  async reassignIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    assignmentId: number,
    given: GivenReassignment,
  ): Promise<Decided<Reassigned, ReassignRefusal>> {
    const on = await this.lock(tx, actor, reference);
    const left = await lockAssignment(tx, assignmentId, on.sitting.id);
    if (left === null) throw new NotFoundException();
    const instead = await assignedPerson(tx, left.attendeeId);
    if (left.state === 'withdrawn') return refused({ kind: 'not-active', name: instead.name });
    if (given.reason.trim() === '') return refused({ kind: 'reason-missing' });
    if (given.attendeeId === instead.id) return refused({ kind: 'already-on-it', name: instead.name });
    const { lead } = left;
    const takeOff = () => this.takeOff(tx, actor, { ...on, left, attendee: instead }, given.reason, 'reassigned');
    const put = await this.put(tx, actor, on, { ...given, lead }, [left.id], takeOff);
    return put.ok ? accepted({ ...put.value, instead }) : put;
  }

  /** Everybody who could go to a sitting, the most suitable first, each with the reasons. */
  async suggest(
    sitting: Pick<Sitting, 'id' | 'conferenceId' | 'startsAt' | 'endsAt' | 'mode'>,
    hubCode: string,
  ): Promise<readonly Suggested[]> {
    const sought = soughtFor({ ...sitting, hubCode }, this.surroundings.now(), this.surroundings.reference);
    return suggestions(await peopleFor(this.db.reader, sitting, sought), sought);
  }

  /** Takes a person off a sitting and owes them the CANCEL. */
  withdraw(
    actor: Actor,
    reference: string,
    assignmentId: number,
    reason: string,
  ): Promise<Decided<Told, WithdrawRefusal>> {
    return this.db.transaction((tx) =>
      this.withdrawIn(tx, actor, reference, assignmentId, { reason, as: 'withdrawn' }),
    );
  }

  /** As `withdraw`, as part of a larger change (a plan); `as` says whether somebody else goes instead. */
  async withdrawIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    assignmentId: number,
    { reason, as }: { readonly reason: string; readonly as: 'withdrawn' | 'reassigned' },
  ): Promise<Decided<Told, WithdrawRefusal>> {
    const { conference, sitting } = await this.lock(tx, actor, reference);
    const found = await lockAssignment(tx, assignmentId, sitting.id);
    if (found === null) throw new NotFoundException();
    if (found.state === 'withdrawn') return refused({ kind: 'not-active' });
    if (reason.trim() === '') return refused({ kind: 'reason-missing' });
    const attendee = await assignedPerson(tx, found.attendeeId);
    const assignment = await this.takeOff(tx, actor, { conference, sitting, left: found, attendee }, reason, as);
    await recount(tx, conference.id, this.surroundings.counting);
    return accepted({ conference, assignment, attendee });
  }

  private async takeOff(
    tx: Tx,
    actor: Actor,
    { conference, sitting, left, attendee }: On & { readonly left: Assignment; readonly attendee: Attendee },
    reason: string,
    change: 'withdrawn' | 'reassigned',
  ): Promise<Assignment> {
    const assignment = await withdrawAssignment(tx, left, this.surroundings.now(), reason.trim());
    await tell(tx, this.surroundings, { conference, sitting, assignment, attendee }, change);
    const occasion = { actor, at: this.surroundings.now(), conferenceId: conference.id };
    await record(tx, occasion, 'assignment.withdrawn', { attendee: attendee.name, reason: reason.trim() });
    return assignment;
  }

  /** @param leaving assignments whose place is free, because `first` ends them once the new person was found fit */
  private async put(
    tx: Tx,
    actor: Actor,
    { conference, sitting }: On,
    given: GivenAssignment,
    leaving: readonly number[],
    first: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Decided<Told, AssignRefusal>> {
    const { surroundings } = this;
    const now = surroundings.now();
    const others = (await lockActive(tx, sitting.id)).filter((one) => !leaving.includes(one.id));
    // Locked, so that nobody can make them inactive or put them elsewhere before this is decided.
    const [attendee = null] = await lockPeople(tx, [given.attendeeId]);
    const during = timeTaken(sitting, surroundings.reference.people.bufferMinutes);
    const refusal =
      refuseSitting(conference, sitting, now) ??
      refusePerson(attendee, surroundings.settings.desk.address) ??
      (await refusePlace(tx, sitting, attendee!, given, { others, during }));
    if (refusal !== null || attendee === null) return refused(refusal ?? { kind: 'unknown-person' });

    await first();
    // A reason that nothing called for would only lift the rule that nobody is put in two places later.
    const needed = given.overlapReason !== null && (await elsewhere(tx, sitting, attendee, during)) !== null;
    const assignment = await createAssignment(tx, {
      sittingId: sitting.id,
      attendeeId: attendee.id,
      lead: given.lead,
      uid: newUid(surroundings.settings.desk.address.split('@')[1]!),
      during,
      overlapReason: needed ? given.overlapReason : null,
      invitedBy: actor.name,
      invitedAt: now,
    });
    await tell(tx, surroundings, { conference, sitting, assignment, attendee }, 'new');
    const { lead, overlapReason } = given;
    const made = { attendee: attendee.name, lead, overlapReason };
    await record(tx, { actor, at: now, conferenceId: conference.id }, 'assignment.made', made);
    await recount(tx, conference.id, surroundings.counting);
    return accepted({ conference, assignment, attendee });
  }

  /** The database has the last word on who leads and who is where: what it refuses was a race that somebody else won. */
  private async winOrLose<T, R>(
    given: { readonly attendeeId: number },
    work: () => Promise<Decided<T, R>>,
  ): Promise<Decided<T, R | AssignRefusal>> {
    try {
      return await work();
    } catch (error) {
      const constraint = violatedConstraint(error);
      if (constraint === 'assignment_lead_key') return refused({ kind: 'lead-taken', name: null });
      if (constraint !== 'assignment_overlap_excl' && constraint !== 'assignment_person_key') throw error;
      const { name } = await assignedPerson(this.db.reader, given.attendeeId);
      if (constraint === 'assignment_person_key') return refused({ kind: 'already-on-it', name });
      return refused({ kind: 'overlap', name, clash: null });
    }
  }

  /** A refusal rolls everything back, so it goes on record afterwards. */
  recordRefusal(actor: Actor, reference: string, attendeeId: number, kind: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const attendee = await attendeeById(tx, attendeeId);
      const conference = await conferenceWithin(tx, scopeOf(actor, 'assignment.change'), reference);
      const detail = { attendee: attendee?.name ?? String(attendeeId), kind };
      const occasion = { actor, at: this.surroundings.now(), conferenceId: conference?.id ?? null };
      await record(tx, occasion, 'assignment.refused', detail);
    });
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<On> {
    const conference = await lockConference(tx, scopeOf(actor, 'assignment.change'), reference);
    if (conference === null) throw new NotFoundException();
    return { conference, sitting: await currentSitting(tx, conference.id) };
  }
}
