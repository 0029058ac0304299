import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { absenceById } from '../attendees/absence.queries.js';
import { attendeeById, lockPeople, type Attendee } from '../attendees/attendee.queries.js';
import type { Absence } from '../attendees/availability.js';
import { record } from '../audit/record.js';
import { lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { AssignmentsService, type ReassignRefusal } from './assignments.service.js';
import { seenOf } from './cover.js';
import { outOfReach, toCover, type CoverSpan, type ToCover } from './cover.queries.js';
import type { Suggested } from './suggestion.js';

export interface CoverFacts {
  readonly person: Attendee;
  readonly absence: Absence | null;
  readonly wanted: readonly (ToCover & { readonly people: readonly Suggested[] })[];
  /** Conferences of theirs that somebody else has to cover. */
  readonly beyond: number;
}

export interface GivenCover {
  readonly absenceId: number | null;
  readonly reason: string;
  readonly seen: string;
  /** Who takes which assignment; those left out stay. */
  readonly choices: ReadonlyMap<number, number>;
}

export type CoverRefusal =
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'nothing-chosen' }
  | { readonly kind: 'one-refused'; readonly reference: string; readonly refusal: ReassignRefusal };

/** Gives the conferences of somebody who is off to others, all or none. */
@Injectable()
export class CoverService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
  ) {}

  /** What has to be covered, each with everybody who could: all to come, or those during an absence. */
  async look(actor: Actor, attendeeId: number, absenceId: number | null): Promise<CoverFacts> {
    if (!mayAtAll(actor, 'assignment.change')) throw new ForbiddenException();
    const scope = scopeOf(actor, 'assignment.change');
    const person = await attendeeById(this.db.reader, attendeeId);
    if (person === null) throw new NotFoundException();
    const { absence, span } = await this.spanOf(attendeeId, absenceId);
    const sittings = await this.db.transaction(async (tx) => {
      const found = await toCover(tx, attendeeId, span, scope);
      const references = found.map(({ reference }) => reference);
      const page = `/attendees/${attendeeId}/cover`;
      const at = this.surroundings.now();
      if (references.length > 0) await record(tx, { actor, at }, 'conference.listed', { page, references });
      return found;
    });
    const wanted = [];
    for (const one of sittings) wanted.push({ ...one, people: await this.assignments.suggest(one, one.hubCode) });
    return { person, absence, wanted, beyond: await outOfReach(this.db.reader, attendeeId, span, scope) };
  }

  /** Every choice in one transaction. Whatever changed since the page was made is refused, and then nothing happened. */
  async cover(actor: Actor, attendeeId: number, given: GivenCover): Promise<Decided<number, CoverRefusal>> {
    if (!mayAtAll(actor, 'assignment.change')) throw new ForbiddenException();
    const { span } = await this.spanOf(attendeeId, given.absenceId);
    try {
      return await this.db.transaction((tx) => this.coverIn(tx, actor, attendeeId, given, span));
    } catch (error) {
      // Somebody was put elsewhere between our look and our write.
      if (violatedConstraint(error)?.startsWith('assignment_')) return refused({ kind: 'changed-meanwhile' });
      throw error;
    }
  }

  private async coverIn(
    tx: Tx,
    actor: Actor,
    attendeeId: number,
    given: GivenCover,
    span: CoverSpan,
  ): Promise<Decided<number, CoverRefusal>> {
    const scope = scopeOf(actor, 'assignment.change');
    const before = await toCover(tx, attendeeId, span, scope);
    // Conferences first and people after them, each in one order: as every other change locks them.
    for (const { reference } of before.toSorted((a, b) => (a.reference < b.reference ? -1 : 1))) {
      await lockConference(tx, scope, reference);
    }
    await lockPeople(tx, [attendeeId, ...given.choices.values()]);
    const now = await toCover(tx, attendeeId, span, scope);
    if (seenOf(now) !== given.seen) return refused({ kind: 'changed-meanwhile' });
    if (given.choices.size === 0) return refused({ kind: 'nothing-chosen' });
    for (const { assignmentId, reference } of now) {
      const instead = given.choices.get(assignmentId);
      if (instead === undefined) continue;
      const chosen = { attendeeId: instead, reason: given.reason, overlapReason: null };
      const decided = await this.assignments.reassignIn(tx, actor, reference, assignmentId, chosen);
      if (!decided.ok) return refused({ kind: 'one-refused', reference, refusal: decided.refusal });
    }
    return accepted(given.choices.size);
  }

  private async spanOf(
    attendeeId: number,
    absenceId: number | null,
  ): Promise<{ readonly absence: Absence | null; readonly span: CoverSpan }> {
    const absence = absenceId === null ? null : await absenceById(this.db.reader, attendeeId, absenceId);
    if (absenceId !== null && absence === null) throw new NotFoundException();
    const now = this.surroundings.now();
    if (absence === null) return { absence, span: { from: now, until: null } };
    const from = Temporal.Instant.compare(absence.startsAt, now) > 0 ? absence.startsAt : now;
    return { absence, span: { from, until: absence.endsAt } };
  }
}
