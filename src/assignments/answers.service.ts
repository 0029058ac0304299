import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { lockPeople } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import { isOff } from '../conferences/conference.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { decideAnswer, isActive, type AnswerChannel, type AnswerRefusal, type GivenAnswer } from './assignment.js';
import { lockAssignment, saveAnswer, takenSince } from './assignment.queries.js';
import { assignedPerson, type Told } from './telling.js';

export interface HeardAnswer extends GivenAnswer {
  readonly channel: AnswerChannel;
  readonly comment: string | null;
  /** The address of whoever may answer for them and did; absent when they answered themselves. */
  readonly delegate?: string | null;
}

/** Hears what people answer to their invitations, by whatever channel. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * An answer given on a page by the person, or told to a coordinator who passes it on. `sequence` is that of the
   * invitation the page showed: a page opened before a move does not accept the new time.
   */
  async answer(
    actor: Actor,
    reference: string,
    assignmentId: number,
    given: Pick<HeardAnswer, 'answer' | 'comment'> & { readonly sequence?: number | null },
  ): Promise<Decided<Told, AnswerRefusal>> {
    try {
      return await this.hear(actor, reference, assignmentId, given);
    } catch (error) {
      // Put on another conference between our look and our write.
      if (violatedConstraint(error) === 'assignment_overlap_excl') return refused({ kind: 'elsewhere-by-now' });
      throw error;
    }
  }

  private hear(
    actor: Actor,
    reference: string,
    assignmentId: number,
    given: Pick<HeardAnswer, 'answer' | 'comment'> & { readonly sequence?: number | null },
  ): Promise<Decided<Told, AnswerRefusal>> {
    return this.db.transaction(async (tx) => {
      const scope = scopeOf(actor, 'assignment.answer');
      const conference = await lockConference(tx, scope, reference);
      if (conference === null) throw new NotFoundException();
      const sitting = await currentSitting(tx, conference.id);
      const assignment = await lockAssignment(tx, assignmentId, sitting.id);
      const subject = assignment && { hubCode: conference.hubCode, attendeeIds: [assignment.attendeeId] };
      if (assignment === null || subject === null || !isWithin(scope, subject)) throw new NotFoundException();
      const channel = assignment.attendeeId === actor.attendeeId ? 'page' : 'told';
      const attendee = await assignedPerson(tx, assignment.attendeeId);
      return this.apply(
        tx,
        actor,
        { conference, assignment, attendee },
        {
          ...given,
          channel,
          sequence: given.sequence ?? null,
          at: this.surroundings.now(),
        },
      );
    });
  }

  /** Decides and saves an answer to an assignment that the caller has locked: mail, link and page all end here. */
  async apply(
    tx: Tx,
    actor: Actor,
    { conference, assignment, attendee }: Told,
    heard: HeardAnswer,
  ): Promise<Decided<Told, AnswerRefusal>> {
    if (isOff(conference.state)) return refused({ kind: 'not-waiting', state: assignment.state });
    const decided = decideAnswer(assignment, heard);
    if (!decided.ok) return decided;
    if (!isActive(assignment.state) && isActive(decided.value)) {
      await lockPeople(tx, [assignment.attendeeId]);
      const taken = await takenSince(tx, assignment.id);
      if (taken.leadsNow !== null) return refused({ kind: 'place-taken', name: taken.leadsNow });
      if (taken.elsewhere) return refused({ kind: 'elsewhere-by-now' });
    }
    await saveAnswer(tx, assignment.id, heard);
    // Somebody who declines is no longer on it, which tells whether it was assigned in time.
    if (isActive(assignment.state) !== isActive(decided.value))
      await recount(tx, conference.id, this.surroundings.counting);
    await record(tx, { actor, at: this.surroundings.now(), conferenceId: conference.id }, 'assignment.answered', {
      attendee: attendee.name,
      answer: heard.answer,
      channel: heard.channel,
      comment: heard.comment,
      ...(heard.delegate ? { delegate: heard.delegate } : {}),
    });
    return accepted({ conference, assignment: { ...assignment, state: decided.value }, attendee });
  }
}
