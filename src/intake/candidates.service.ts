import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Scope } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { Database } from '../database/database.js';
import { row, violatedConstraint } from '../database/sql.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { GivenInvitation, InvitationRefusal } from '../invitations/invitation.js';
import {
  FurtherInvitationsService,
  type Added,
  type FurtherRefusal,
} from '../invitations/further-invitations.service.js';
import { InvitationsService } from '../invitations/invitations.service.js';
import { isStranger } from './asked-change.js';
import { askedOf, type Asked } from './candidate-about.queries.js';
import { furtherInvitation } from './candidate.form.js';
import {
  candidateWithin,
  confirmCandidate,
  lockCandidate,
  queuedCandidates,
  rejectCandidate,
  waitingCandidates,
  type Candidate,
  type CandidateLine,
  type QueuedCandidate,
} from './candidate.queries.js';

export type DecideRefusal =
  { readonly kind: 'already-decided'; readonly by: string } | { readonly kind: 'reason-missing' };

/** A candidate with all that a person needs in order to decide on it. */
export interface CandidateLook extends CandidateLine, Omit<Asked, 'senders'> {
  readonly raw: Buffer | null;
  /** Whether nobody of the sender's mail domain has written about it before. */
  readonly stranger: boolean;
}

/**
 * A candidate without a hub is within everybody's reach, so whether the person decides on candidates at all comes first.
 * @throws ForbiddenException when they do not
 */
export function scopeFor(actor: Actor): Scope {
  if (!mayAtAll(actor, 'candidate.decide')) throw new ForbiddenException();
  return scopeOf(actor, 'candidate.decide');
}

/** Turns what arrived by mail, list or robot into conferences, once a person has looked at it. */
@Injectable()
export class CandidatesService {
  constructor(
    private readonly db: Database,
    private readonly invitations: InvitationsService,
    private readonly further: FurtherInvitationsService,
    private readonly surroundings: Surroundings,
  ) {}

  /** Those that wait for a person, oldest first; the conferences they seem to change are recorded as listed. */
  waiting(actor: Actor): Promise<CandidateLine[]> {
    return this.db.transaction(async (tx) => {
      const waiting = await waitingCandidates(tx, scopeFor(actor));
      const references = [...new Set(waiting.flatMap((candidate) => candidate.changes ?? []))];
      if (references.length > 0) {
        await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page: 'inbox', references });
      }
      return waiting;
    });
  }

  /** The order of the inbox, without anything about what waits there. */
  queue(actor: Actor): Promise<QueuedCandidate[]> {
    return queuedCandidates(this.db.reader, scopeFor(actor));
  }

  /** How many conferences that automation recorded wait for this person. */
  async toConfirm(actor: Actor): Promise<number> {
    const { all, hubs } = scopeOf(actor, 'automation.confirm');
    const counted = await row<{ n: number }>(
      this.db.reader,
      'select count(*) as n from conference where to_confirm is not null and ($1 or hub_code = any($2))',
      [all, hubs],
    );
    return counted?.n ?? 0;
  }

  /** As `one`, with what it may be about already; that the message was looked at is recorded. @throws NotFoundException */
  async look(actor: Actor, id: number): Promise<CandidateLook> {
    const scope = scopeFor(actor);
    const at = this.surroundings.now();
    return this.db.transaction(async (tx) => {
      const candidate = await candidateWithin(tx, scope, id);
      if (candidate === null) throw new NotFoundException();
      const { senders, ...about } = await askedOf(tx, scope, candidate);
      // Once it is decided, what it asked for is history.
      const known = candidate.state === 'waiting' ? about.known : null;
      if (candidate.inboundMailId !== null) {
        await record(tx, { actor, at }, 'mail.viewed', { mailId: candidate.inboundMailId });
      }
      if (known !== null) {
        await record(tx, { actor, at }, 'conference.listed', { page: 'inbox', references: [known.reference] });
      }
      const stranger = candidate.inboundMailId !== null && isStranger(candidate.sender, senders);
      return { ...candidate, ...about, known, stranger };
    });
  }

  /** One candidate with the message it came in. @throws NotFoundException when absent or another hub's */
  async one(actor: Actor, id: number): Promise<CandidateLine & { raw: Buffer | null }> {
    const found = await candidateWithin(this.db.reader, scopeFor(actor), id);
    if (found === null) throw new NotFoundException();
    return found;
  }

  /** Records the conference as the person corrected it, and closes the candidate, in one transaction. */
  async confirm(actor: Actor, id: number, given: GivenInvitation): Promise<Decided<Conference, InvitationRefusal>> {
    try {
      return await this.db.transaction(async (tx) => {
        const candidate = await this.lock(tx, actor, id);
        if (candidate.state !== 'waiting')
          return refused({ kind: 'already-decided', by: candidate.decidedBy ?? 'somebody' });
        // A cancellation has no form of its own to confirm.
        if (candidate.asks === 'cancellation') throw new NotFoundException();
        const source = { candidateId: candidate.id, laCalendarUid: candidate.laCalendarUid };
        const made = await this.invitations.recordIn(tx, actor, given, source);
        if (!made.ok) return made;
        const now = this.surroundings.now();
        await confirmCandidate(tx, candidate.id, made.value.id, actor.name, now);
        const occasion = { actor, at: now, conferenceId: made.value.id };
        await record(tx, occasion, 'candidate.confirmed', { candidateId: candidate.id });
        return made;
      });
    } catch (error) {
      if (violatedConstraint(error) !== 'conference_la_meeting_key') throw error;
      return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId ?? '', reference: null });
    }
  }

  /** Closes the candidate as a further invitation to a conference on record, which keeps its time. */
  confirmOnto(
    actor: Actor,
    id: number,
    reference: string,
  ): Promise<Decided<Added, FurtherRefusal | Extract<DecideRefusal, { kind: 'already-decided' }>>> {
    return this.db.transaction(async (tx) => {
      const candidate = await this.lock(tx, actor, id);
      if (candidate.state !== 'waiting')
        return refused({ kind: 'already-decided', by: candidate.decidedBy ?? 'somebody' });
      const source = { candidateId: candidate.id, laCalendarUid: candidate.laCalendarUid };
      const added = await this.further.addIn(tx, actor, reference, furtherInvitation(candidate), source);
      if (!added.ok) return added;
      const now = this.surroundings.now();
      await confirmCandidate(tx, id, added.value.conference.id, actor.name, now);
      const occasion = { actor, at: now, conferenceId: added.value.conference.id };
      await record(tx, occasion, 'candidate.confirmed', { candidateId: id });
      return added;
    });
  }

  /** Says why this is no invitation to a conference of ours. The message itself is kept. */
  reject(actor: Actor, id: number, reason: string): Promise<Decided<null, DecideRefusal>> {
    return this.db.transaction(async (tx) => {
      const candidate = await this.lock(tx, actor, id);
      if (candidate.state !== 'waiting')
        return refused({ kind: 'already-decided', by: candidate.decidedBy ?? 'somebody' });
      if (reason.trim() === '') return refused({ kind: 'reason-missing' });
      const now = this.surroundings.now();
      await rejectCandidate(tx, id, reason.trim(), actor.name, now);
      await record(tx, { actor, at: now }, 'candidate.rejected', { candidateId: id, reason: reason.trim() });
      return accepted(null);
    });
  }

  private async lock(tx: Parameters<typeof lockCandidate>[0], actor: Actor, id: number): Promise<Candidate> {
    const candidate = await lockCandidate(tx, scopeFor(actor), id);
    if (candidate === null) throw new NotFoundException();
    return candidate;
  }
}
