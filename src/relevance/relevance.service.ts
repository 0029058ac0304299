import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { settleLookAgain } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { insert, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { markersOn } from './evidence.queries.js';
import { arrivedSince, type Seen } from './seen.js';
import {
  decideRelevance,
  type KeptDecision,
  type KnownMeanwhile,
  type RelevanceDecision,
  type RelevanceRefusal,
} from './relevance.js';

/** Every decision on a conference, oldest first; none is ever changed. */
export function decisionsOn(reader: Reader, conferenceId: number): Promise<KeptDecision[]> {
  return rows(
    reader,
    `select value, criteria, reason, criteria_version, decided_by, decided_at from relevance_decision
     where conference_id = $1 order by id`,
    [conferenceId],
  );
}

/** What became known of a conference that is locked since somebody opened the form; null when they saw it all. */
async function knownMeanwhile(tx: Tx, conferenceId: number, seen: Seen): Promise<KnownMeanwhile | null> {
  const arrived = arrivedSince(seen, await markersOn(tx, conferenceId));
  if (arrived[0] !== undefined)
    return { kind: 'marker-meanwhile', at: arrived[0].recordedAt, more: arrived.length - 1 };
  const decisions = await decisionsOn(tx, conferenceId);
  const last = decisions.at(-1);
  if (last === undefined || decisions.length <= seen.decisions) return null;
  return { kind: 'decided-meanwhile', by: last.decidedBy, at: last.decidedAt };
}

/** Records who decided that a review is relevant or not, on which criteria and why. */
@Injectable()
export class RelevanceService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Adds a decision, unless more is known than whoever decides has seen. After the start it is kept as a correction: the figure keeps
   * what stood at the start.
   */
  decide(
    actor: Actor,
    reference: string,
    given: Pick<RelevanceDecision, 'value' | 'criteria' | 'reason'>,
    seen: Seen | null = null,
  ): Promise<Decided<{ conference: Conference; afterStart: boolean }, RelevanceRefusal | KnownMeanwhile>> {
    return this.db.transaction(async (tx) => {
      const conference = await lockConference(tx, scopeOf(actor, 'relevance.decide'), reference);
      if (conference === null) throw new NotFoundException();
      const known = this.surroundings.reference.criteria.map((criterion) => criterion.code);
      const decided = decideRelevance(conference.kind, given, known);
      if (!decided.ok) return decided;
      const meanwhile = seen === null ? null : await knownMeanwhile(tx, conference.id, seen);
      if (meanwhile !== null) return refused(meanwhile);
      const now = this.surroundings.now();
      const sitting = await currentSitting(tx, conference.id);
      const afterStart = Temporal.Instant.compare(now, sitting.startsAt) > 0;
      await insert(tx, 'relevance_decision', {
        conferenceId: conference.id,
        ...decided.value,
        criteriaVersion: this.surroundings.reference.editions['relevance-criteria'].version,
        decidedBy: actor.name,
        decidedAt: now,
      });
      await record(tx, { actor, at: now, conferenceId: conference.id }, 'relevance.decided', {
        ...decided.value,
        afterStart,
      });
      await settleLookAgain(tx, conference.id);
      await recount(tx, conference.id, this.surroundings.counting);
      return accepted({ conference, afterStart });
    });
  }

  /** Somebody has looked again and what was decided still holds. Nothing is decided by it. */
  keep(actor: Actor, reference: string): Promise<Decided<Conference, { readonly kind: 'nothing-to-look-at' }>> {
    return this.db.transaction(async (tx) => {
      const conference = await lockConference(tx, scopeOf(actor, 'relevance.decide'), reference);
      if (conference === null) throw new NotFoundException();
      const because = await settleLookAgain(tx, conference.id);
      if (because === null) return refused({ kind: 'nothing-to-look-at' });
      const occasion = { actor, at: this.surroundings.now(), conferenceId: conference.id };
      await record(tx, occasion, 'relevance.kept', { because });
      return accepted(conference);
    });
  }
}
