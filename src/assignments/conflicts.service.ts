import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { attendeeById, type Attendee } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { lockActive } from './assignment.queries.js';
import { addConflict, removeConflict } from './conflict.queries.js';

export type ConflictRefusal =
  | { readonly kind: 'unknown-person' }
  | { readonly kind: 'unknown-reason' }
  /** They are on it: their place has to be given away first. */
  | { readonly kind: 'is-on-it'; readonly name: string; readonly assignmentId: number };

/** Who must not go to a conference: a reason code, and nothing of the story. */
@Injectable()
export class ConflictsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  record(
    actor: Actor,
    reference: string,
    given: { readonly attendeeId: number; readonly reason: string },
  ): Promise<Decided<Attendee, ConflictRefusal>> {
    return this.db.transaction(async (tx): Promise<Decided<Attendee, ConflictRefusal>> => {
      const conference = await this.lock(tx, actor, reference);
      const attendee = await attendeeById(tx, given.attendeeId);
      if (attendee === null) return refused({ kind: 'unknown-person' });
      const { conflicts } = this.surroundings.reference.people;
      if (!conflicts.some(({ code }) => code === given.reason)) return refused({ kind: 'unknown-reason' });
      const on = await lockActive(tx, (await currentSitting(tx, conference.id)).id);
      const theirs = on.find((one) => one.attendeeId === attendee.id);
      if (theirs) return refused({ kind: 'is-on-it', name: attendee.name, assignmentId: theirs.id });
      const at = this.surroundings.now();
      await addConflict(tx, conference.id, { ...given, recordedAt: at, recordedBy: actor.name });
      const told = { attendee: attendee.name, reason: given.reason };
      await record(tx, { actor, at, conferenceId: conference.id }, 'conflict.recorded', told);
      return accepted(attendee);
    });
  }

  /** @throws NotFoundException when there is none */
  remove(actor: Actor, reference: string, attendeeId: number): Promise<Attendee> {
    return this.db.transaction(async (tx) => {
      const conference = await this.lock(tx, actor, reference);
      const attendee = await attendeeById(tx, attendeeId);
      if (attendee === null || (await removeConflict(tx, conference.id, attendeeId)) === 0)
        throw new NotFoundException();
      const occasion = { actor, at: this.surroundings.now(), conferenceId: conference.id };
      await record(tx, occasion, 'conflict.removed', { attendee: attendee.name });
      return attendee;
    });
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<Conference> {
    const conference = await lockConference(tx, scopeOf(actor, 'assignment.change'), reference);
    if (conference === null) throw new NotFoundException();
    return conference;
  }
}
