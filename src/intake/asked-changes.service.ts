import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { ChangesService } from '../changes/changes.service.js';
import type { ChangedMeanwhile, Moved, MoveRefusal, StateChanged } from '../changes/changes.service.js';
import { samePlace } from '../changes/told-change.js';
import type { StateRefusal } from '../conferences/conference.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { CALLED_OFF, CALL_OFF_WAITING, OUT_OF_DATE, type AskedChange, type CallOff } from './asked-change.js';
import { askedOf, calledOffWith, type Asked, type KnownConference } from './candidate-about.queries.js';
import { confirmCandidate, lockCandidate, rejectCandidate, type Candidate } from './candidate.queries.js';
import { scopeFor } from './candidates.service.js';

/** A person's agreement to what a message asks for, as the page showed it. */
export interface Agreed {
  readonly asked: string;
  readonly reference: string;
  readonly version: number;
  /** How it is called off; null where the message asks for something else. */
  readonly change: CallOff | null;
  readonly reason: string;
  /** What is unusual about the time is meant. */
  readonly confirmed: boolean;
}

export type AgreeRefusal =
  | { readonly kind: 'already-decided'; readonly by: string }
  /** What is recorded has changed, so that the message now asks for something else than the page showed. */
  | { readonly kind: 'asks-otherwise' }
  | { readonly kind: 'choice-missing' }
  | MoveRefusal
  | StateRefusal
  | ChangedMeanwhile;

export type Done =
  | { readonly kind: 'moved'; readonly moved: Moved; readonly to: NewSitting }
  | { readonly kind: 'state'; readonly changed: StateChanged; readonly change: CallOff | 'reinstate' }
  | { readonly kind: 'settled'; readonly reference: string }
  | { readonly kind: 'rejected'; readonly why: string };

/** Does to a conference what a message of its local authority asks, once a person agrees; both in one transaction. */
@Injectable()
export class AskedChangesService {
  constructor(
    private readonly db: Database,
    private readonly changes: ChangesService,
    private readonly surroundings: Surroundings,
  ) {}

  /** @throws NotFoundException when the message is absent or another hub's; ForbiddenException when they never decide */
  agree(actor: Actor, id: number, given: Agreed): Promise<Decided<Done, AgreeRefusal>> {
    return this.db.transaction(async (tx) => {
      const scope = scopeFor(actor);
      const candidate = await lockCandidate(tx, scope, id);
      if (candidate === null) throw new NotFoundException();
      if (candidate.state !== 'waiting')
        return refused({ kind: 'already-decided', by: candidate.decidedBy ?? 'somebody' });
      const about = await askedOf(tx, scope, candidate);
      if (about.asked.kind !== given.asked) return refused({ kind: 'asks-otherwise' });
      if (about.asked.kind === 'call-off-waiting') return this.rejectWaiting(tx, actor, candidate, about);
      if (about.asked.kind === 'out-of-date') return this.reject(tx, actor, candidate, OUT_OF_DATE);
      const { known } = about;
      if (known === null || known.reference !== given.reference) return refused({ kind: 'asks-otherwise' });
      const done = await this.carryOut(tx, actor, known, about.asked, given);
      if (!done.ok) return done;
      const at = this.surroundings.now();
      await confirmCandidate(tx, id, known.id, actor.name, at);
      const occasion = { actor, at, conferenceId: known.id };
      await record(tx, occasion, 'candidate.applied', { candidateId: id, asked: given.change ?? given.asked });
      return done;
    });
  }

  private async carryOut(
    tx: Tx,
    actor: Actor,
    known: KnownConference,
    asked: AskedChange,
    given: Agreed,
  ): Promise<Decided<Done, AgreeRefusal>> {
    const { reference } = known;
    const { reason, version, confirmed, change } = given;
    switch (asked.kind) {
      case 'already-so':
        return accepted({ kind: 'settled', reference });
      case 'move':
        return this.move(tx, actor, reference, { to: asked.to, reason, version, confirmed });
      case 'reinstate': {
        const back = await this.changeState(tx, actor, reference, { change: 'reinstate', reason, version });
        if (!back.ok || samePlace(known, asked.to)) return back;
        return this.move(tx, actor, reference, { to: asked.to, reason, version: version + 1, confirmed: true });
      }
      case 'call-off':
        if (change === null || !asked.choices.includes(change)) return refused({ kind: 'choice-missing' });
        return this.changeState(tx, actor, reference, { change, reason, version });
      default:
        return refused({ kind: 'asks-otherwise' });
    }
  }

  private async move(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: Parameters<ChangesService['moveIn']>[3],
  ): Promise<Decided<Done, AgreeRefusal>> {
    const moved = await this.changes.moveIn(tx, actor, reference, given);
    return moved.ok ? accepted({ kind: 'moved', moved: moved.value, to: given.to }) : moved;
  }

  private async changeState(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: { readonly change: CallOff | 'reinstate'; readonly reason: string; readonly version: number },
  ): Promise<Decided<Done, AgreeRefusal>> {
    const changed = await this.changes.changeStateIn(tx, actor, reference, given);
    return changed.ok ? accepted({ kind: 'state', changed: changed.value, change: given.change }) : changed;
  }

  private async rejectWaiting(
    tx: Tx,
    actor: Actor,
    candidate: Candidate,
    { alsoWaiting }: Asked,
  ): Promise<Decided<Done, AgreeRefusal>> {
    for (const { id } of calledOffWith(candidate, alsoWaiting)) {
      const invitation = await lockCandidate(tx, scopeFor(actor), id);
      if (invitation?.state !== 'waiting') return refused({ kind: 'asks-otherwise' });
      await this.reject(tx, actor, invitation, CALLED_OFF);
    }
    return this.reject(tx, actor, candidate, CALL_OFF_WAITING);
  }

  private async reject(tx: Tx, actor: Actor, { id }: Candidate, why: string): Promise<Decided<Done, AgreeRefusal>> {
    const at = this.surroundings.now();
    await rejectCandidate(tx, id, why, actor.name, at);
    await record(tx, { actor, at }, 'candidate.rejected', { candidateId: id, reason: why });
    return accepted({ kind: 'rejected', why });
  }
}
