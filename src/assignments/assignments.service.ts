import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { attendeeById, type Attendee } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import { mayInvite } from '../calendar/message.js';
import { stateLabel, type Conference } from '../conferences/conference.js';
import { conferenceWithin, currentSitting, lockConference, type Sitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { newUid } from '../kernel/ids.js';
import { timeTaken } from './assignment.js';
import {
  clashOf,
  createAssignment,
  lockActive,
  lockAssignment,
  withdrawAssignment,
  type Clash,
} from './assignment.queries.js';
import { assignedPerson, tell, type Told } from './telling.js';

export interface GivenAssignment {
  readonly attendeeId: number;
  readonly lead: boolean;
  /** Why one person is knowingly put in two places; null is the ordinary case. */
  readonly overlapReason: string | null;
}

export type AssignRefusal =
  | { readonly kind: 'not-open'; readonly state: string }
  | { readonly kind: 'already-started' }
  | { readonly kind: 'unknown-person' }
  | { readonly kind: 'has-left'; readonly name: string }
  | { readonly kind: 'no-mail-address'; readonly name: string }
  | { readonly kind: 'is-the-desk'; readonly name: string }
  | { readonly kind: 'already-on-it'; readonly name: string }
  | { readonly kind: 'lead-taken'; readonly name: string | null }
  | { readonly kind: 'overlap'; readonly name: string; readonly clash: Clash | null };

/** Puts people on sittings and takes them off. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Assigns and invites in one transaction: the calendar invitation is owed the moment the assignment exists. */
  async assign(actor: Actor, reference: string, given: GivenAssignment): Promise<Decided<Told, AssignRefusal>> {
    const decided = await this.tryAssign(actor, reference, given);
    if (!decided.ok) await this.recordRefusal(actor, reference, given.attendeeId, decided.refusal);
    return decided;
  }

  /** Takes a person off a sitting and owes them the CANCEL. */
  withdraw(
    actor: Actor,
    reference: string,
    assignmentId: number,
    reason: string,
  ): Promise<Decided<Told, { kind: 'not-active' } | { kind: 'reason-missing' }>> {
    return this.db.transaction(async (tx) => {
      const { conference, sitting } = await this.lock(tx, actor, reference);
      const found = await lockAssignment(tx, assignmentId, sitting.id);
      if (found === null) throw new NotFoundException();
      if (found.state === 'withdrawn') return refused({ kind: 'not-active' });
      if (reason.trim() === '') return refused({ kind: 'reason-missing' });
      const attendee = await assignedPerson(tx, found.attendeeId);
      const assignment = await withdrawAssignment(tx, found, reason.trim());
      await tell(tx, this.surroundings, { conference, sitting, assignment, attendee }, 'withdrawn');
      const occasion = { actor, at: this.surroundings.now(), conferenceId: conference.id };
      await record(tx, occasion, 'assignment.withdrawn', { attendee: attendee.name, reason: reason.trim() });
      return accepted({ conference, assignment, attendee });
    });
  }

  private async tryAssign(
    actor: Actor,
    reference: string,
    given: GivenAssignment,
  ): Promise<Decided<Told, AssignRefusal>> {
    const { surroundings } = this;
    try {
      return await this.db.transaction(async (tx) => {
        const now = surroundings.now();
        const { conference, sitting } = await this.lock(tx, actor, reference);
        const attendee = await attendeeById(tx, given.attendeeId);
        const during = timeTaken(sitting);
        const refusal =
          this.refuseSitting(conference, sitting, now) ??
          this.refusePerson(attendee) ??
          (await this.refusePlace(tx, sitting, attendee!, given, during));
        if (refusal !== null) return refused(refusal);

        const assignment = await createAssignment(tx, {
          sittingId: sitting.id,
          attendeeId: attendee!.id,
          lead: given.lead,
          uid: newUid(surroundings.settings.desk.address.split('@')[1]!),
          during,
          overlapReason: given.overlapReason,
          invitedBy: actor.name,
          invitedAt: now,
        });
        await tell(tx, surroundings, { conference, sitting, assignment, attendee: attendee! }, 'new');
        await record(tx, { actor, at: now, conferenceId: conference.id }, 'assignment.made', {
          attendee: attendee!.name,
          lead: given.lead,
          overlapReason: given.overlapReason,
        });
        return accepted({ conference, assignment, attendee: attendee! });
      });
    } catch (error) {
      return this.lostRace(error, given);
    }
  }

  private refuseSitting(conference: Conference, sitting: Sitting, now: Temporal.Instant): AssignRefusal | null {
    if (conference.state !== 'scheduled') return { kind: 'not-open', state: stateLabel(conference.state) };
    return Temporal.Instant.compare(sitting.endsAt, now) <= 0 ? { kind: 'already-started' } : null;
  }

  private refusePerson(attendee: Attendee | null): AssignRefusal | null {
    if (attendee === null) return { kind: 'unknown-person' };
    if (!attendee.active) return { kind: 'has-left', name: attendee.name };
    if (attendee.mail === null) return { kind: 'no-mail-address', name: attendee.name };
    return mayInvite(attendee.mail, this.surroundings.settings.desk.address)
      ? null
      : { kind: 'is-the-desk', name: attendee.name };
  }

  private async refusePlace(
    tx: Tx,
    sitting: Sitting,
    attendee: Attendee,
    given: GivenAssignment,
    during: string,
  ): Promise<AssignRefusal | null> {
    const others = await lockActive(tx, sitting.id);
    if (others.some((other) => other.attendeeId === attendee.id)) return { kind: 'already-on-it', name: attendee.name };
    const lead = given.lead ? others.find((other) => other.lead) : undefined;
    if (lead) return { kind: 'lead-taken', name: (await assignedPerson(tx, lead.attendeeId)).name };
    if (given.overlapReason !== null) return null;
    const clash = await clashOf(tx, attendee.id, during, sitting.id);
    return clash === null ? null : { kind: 'overlap', name: attendee.name, clash };
  }

  private async lostRace(error: unknown, given: GivenAssignment): Promise<Decided<never, AssignRefusal>> {
    const constraint = violatedConstraint(error);
    if (constraint === 'assignment_lead_key') return refused({ kind: 'lead-taken', name: null });
    if (constraint !== 'assignment_overlap_excl' && constraint !== 'assignment_person_key') throw error;
    const name = (await assignedPerson(this.db.reader, given.attendeeId)).name;
    return refused(
      constraint === 'assignment_person_key' ? { kind: 'already-on-it', name } : { kind: 'overlap', name, clash: null },
    );
  }

  private recordRefusal(actor: Actor, reference: string, attendeeId: number, refusal: AssignRefusal): Promise<void> {
    return this.db.transaction(async (tx) => {
      const attendee = await attendeeById(tx, attendeeId);
      const conference = await conferenceWithin(tx, scopeOf(actor, 'assignment.change'), reference);
      const detail = { attendee: attendee?.name ?? String(attendeeId), kind: refusal.kind };
      const occasion = { actor, at: this.surroundings.now(), conferenceId: conference?.id ?? null };
      await record(tx, occasion, 'assignment.refused', detail);
    });
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<{ conference: Conference; sitting: Sitting }> {
    const conference = await lockConference(tx, scopeOf(actor, 'assignment.change'), reference);
    if (conference === null) throw new NotFoundException();
    return { conference, sitting: await currentSitting(tx, conference.id) };
  }
}
