import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { attendeeById, lockPeople, type Attendee } from './attendee.queries.js';
import type { WorkingPattern } from './availability.js';
import {
  decidePattern,
  giveWay,
  isTooFarAhead,
  weeklyMinutes,
  type KeptPattern,
  type PatternRefusal,
} from './working-pattern.js';
import { addPattern, endPattern, markChanged, patternsOf, removePattern } from './working-pattern.queries.js';

type Refusal = PatternRefusal | { readonly kind: 'changed-meanwhile' };

/** The hours people work, as administrators keep them. */
@Injectable()
export class PatternsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** A person with the hours on record, for whoever may change them. */
  async toChange(
    actor: Actor,
    attendeeId: number,
  ): Promise<{ readonly person: Attendee; readonly patterns: readonly KeptPattern[] }> {
    if (!mayAtAll(actor, 'attendee.change')) throw new ForbiddenException();
    const person = await attendeeById(this.db.reader, attendeeId);
    if (person === null) throw new NotFoundException();
    return { person, patterns: await patternsOf(this.db.reader, attendeeId) };
  }

  /** Adds hours; those that stood without an end, or no further, end the day before. */
  add(
    actor: Actor,
    attendeeId: number,
    given: WorkingPattern,
    version: number | null,
  ): Promise<Decided<KeptPattern, Refusal>> {
    return this.db.transaction(async (tx): Promise<Decided<KeptPattern, Refusal>> => {
      if ((await this.lock(tx, actor, attendeeId)).version !== version) return refused({ kind: 'changed-meanwhile' });
      if (isTooFarAhead(given, londonDate(this.surroundings.now()))) return refused({ kind: 'too-far-ahead' });
      const { ends, others } = giveWay(given, await patternsOf(tx, attendeeId));
      const decided = decidePattern(given, others);
      if (!decided.ok) return decided;
      for (const pattern of ends) await endPattern(tx, pattern.id, given.fromOn.subtract({ days: 1 }));
      const kept = await addPattern(tx, attendeeId, given);
      await markChanged(tx, attendeeId);
      await record(tx, { actor, at: this.surroundings.now() }, 'pattern.saved', {
        attendeeId,
        from: given.fromOn.toString(),
        until: given.untilOn?.toString() ?? null,
        weeklyHours: Math.round(weeklyMinutes(given) / 6) / 10,
      });
      return accepted(kept);
    });
  }

  remove(
    actor: Actor,
    attendeeId: number,
    id: number,
    version: number | null,
  ): Promise<Decided<KeptPattern, { readonly kind: 'changed-meanwhile' }>> {
    return this.db.transaction(async (tx) => {
      const person = await this.lock(tx, actor, attendeeId);
      if (person.version !== version) return refused({ kind: 'changed-meanwhile' as const });
      const pattern = (await patternsOf(tx, attendeeId)).find((one) => one.id === id);
      if (pattern === undefined) throw new NotFoundException();
      await removePattern(tx, id);
      await markChanged(tx, attendeeId);
      const detail = { attendeeId, from: pattern.fromOn.toString() };
      await record(tx, { actor, at: this.surroundings.now() }, 'pattern.removed', detail);
      return accepted(pattern);
    });
  }

  private async lock(tx: Tx, actor: Actor, attendeeId: number): Promise<Attendee> {
    if (!mayAtAll(actor, 'attendee.change')) throw new ForbiddenException();
    const [person] = await lockPeople(tx, [attendeeId]);
    if (person === undefined) throw new NotFoundException();
    return person;
  }
}
