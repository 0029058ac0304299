import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { isAdjournedInquorate } from '../conferences/circumstances.queries.js';
import { canSitAgain, stateLabel, type Conference } from '../conferences/conference.js';
import { addSitting, currentSitting, lockConference, type Sitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import { recount } from '../measures/measure.queries.js';
import type { ChangedMeanwhile } from './changes.service.js';
import { occasionOf, reconvene, type Change, type Followed } from './following.js';
import { refuseTime, type GivenTime, type NewTimeRefusal } from './new-time.js';

export type SitAgainRefusal =
  | NewTimeRefusal
  | ChangedMeanwhile
  | { readonly kind: 'cannot-sit-again'; readonly state: string }
  /** Before it starts it is moved, not adjourned. */
  | { readonly kind: 'not-started' }
  | { readonly kind: 'before-last-sitting'; readonly endsAt: Temporal.Instant }
  | { readonly kind: 'reason-missing' };

export interface SitsAgain extends Followed {
  readonly conference: Conference;
  readonly sitting: Sitting;
}

/** Adjourns conferences: what has begun sits again at another time (domain, situations 31 and 32). */
@Injectable()
export class SittingsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Adds a sitting, which counts from now on: the outcome belongs to the sitting that decides. The people of the last one
   * are asked for it, each with a new entry in their calendar.
   */
  sitAgain(actor: Actor, reference: string, given: GivenTime): Promise<Decided<SitsAgain, SitAgainRefusal>> {
    return this.db.transaction((tx) => this.sitAgainIn(tx, actor, reference, given));
  }

  /** As `sitAgain`, as part of a larger change; a refusal has changed nothing. */
  async sitAgainIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenTime,
  ): Promise<Decided<SitsAgain, SitAgainRefusal>> {
    const before = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (before === null) throw new NotFoundException();
    const last = await currentSitting(tx, before.id);
    const isAdjourned = await isAdjournedInquorate(tx, last.id);
    const refusal = this.refuse(before, { ...last, isAdjourned }, given);
    if (refusal !== null) return refused(refusal);
    const sitting = await addSitting(tx, before, last, given.to);
    if (sitting === null) throw new Error('a locked conference changed');
    const conference: Conference = { ...before, state: 'scheduled', stateReason: null, version: before.version + 1 };
    const change: Change = { tx, surroundings: this.surroundings, actor, conference, before: sitting, sitting };
    const followed = await reconvene(change, last);
    const [from, to] = [last, sitting].map((one) => formatSpan(one.startsAt, one.endsAt));
    const reason = given.reason.trim();
    await record(tx, occasionOf(change), 'conference.reconvened', { from: from!, to: to!, reason });
    await recount(tx, conference.id, this.surroundings.counting);
    return accepted({ conference, sitting, ...followed });
  }

  private refuse(
    conference: Conference,
    last: Sitting & { readonly isAdjourned: boolean },
    given: GivenTime,
  ): SitAgainRefusal | null {
    const now = this.surroundings.now();
    if (conference.version !== given.version) return { kind: 'changed-meanwhile', now: conference };
    if (!canSitAgain(conference, last, now)) {
      const isAhead = conference.state === 'scheduled';
      return isAhead ? { kind: 'not-started' } : { kind: 'cannot-sit-again', state: stateLabel(conference.state) };
    }
    if (given.reason.trim() === '') return { kind: 'reason-missing' };
    const refusal = refuseTime(this.surroundings, conference, given);
    if (refusal !== null) return refusal;
    const isAfter = Temporal.Instant.compare(given.to.startsAt, last.endsAt) >= 0;
    return isAfter ? null : { kind: 'before-last-sitting', endsAt: last.endsAt };
  }
}
