import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action, type Scope } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { lockOutboxLine, outboxWithin, oweAgain, type OutboxLine } from '../calendar/outbox-list.queries.js';
import { Database } from '../database/database.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import {
  inboundOne,
  inboundWithin,
  lockInbound,
  settleByPerson,
  unreadMail,
  type InboundLine,
} from './mail-list.queries.js';

/** More than a person reads; a list this long means that something else is wrong. */
const LONGEST_LIST = 200;

export interface MailOverview {
  readonly owed: readonly OutboxLine[];
  readonly failed: readonly OutboxLine[];
  readonly sentToday: readonly OutboxLine[];
  readonly droppedToday: readonly OutboxLine[];
  readonly forAPerson: readonly InboundLine[];
  readonly arrived: readonly InboundLine[];
  readonly unread: { readonly count: number; readonly oldest: Temporal.Instant | null };
}

export type RetryRefusal = { readonly kind: 'not-waiting'; readonly state: OutboxLine['state'] };
export type SettleRefusal =
  { readonly kind: 'note-missing' } | { readonly kind: 'already-settled'; readonly by: string };

/**
 * Mail that nobody could place is within everybody's reach, so whether the person has any business here comes first.
 * @throws ForbiddenException when they have none
 */
export function scopeForMail(actor: Actor, action: Action): Scope {
  if (!mayAtAll(actor, action)) throw new ForbiddenException();
  return scopeOf(actor, action);
}

/** Mail in both directions, for the people who look after it. */
@Injectable()
export class MailService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Everything within the actor's hubs; the conferences it names are recorded as listed. */
  async overview(actor: Actor): Promise<MailOverview> {
    const scope = scopeForMail(actor, 'mail.read');
    const now = this.surroundings.now();
    return this.db.transaction(async (tx) => {
      const outbox = await outboxWithin(tx, scope, startOfLondonDay(londonDate(now)), LONGEST_LIST);
      const inbound = await inboundWithin(tx, scope, LONGEST_LIST);
      const lines = [...outbox.waiting, ...outbox.sent, ...outbox.dropped, ...inbound.open, ...inbound.rest];
      const references = [...new Set(lines.flatMap((line) => line.reference ?? []))];
      if (references.length > 0) {
        await record(tx, { actor, at: now }, 'conference.listed', { page: 'mail', references });
      }
      return {
        owed: outbox.waiting.filter((line) => line.state === 'owed'),
        failed: outbox.waiting.filter((line) => line.state === 'failed'),
        sentToday: outbox.sent,
        droppedToday: outbox.dropped,
        forAPerson: inbound.open,
        arrived: inbound.rest,
        unread: await unreadMail(tx),
      };
    });
  }

  /** One message as it arrived; that it was looked at is recorded. @throws NotFoundException, ForbiddenException */
  look(actor: Actor, id: number): Promise<InboundLine & { readonly raw: Buffer }> {
    return this.db.transaction(async (tx) => {
      const found = await inboundOne(tx, scopeForMail(actor, 'mail.read'), id);
      if (found === null) throw new NotFoundException();
      const { conferenceId } = found;
      await record(tx, { actor, at: this.surroundings.now(), conferenceId }, 'mail.viewed', { mailId: id });
      return found;
    });
  }

  /** Tries a message again now that failed for good, or waits for its next attempt. @throws NotFoundException, ForbiddenException */
  retry(actor: Actor, id: number): Promise<Decided<OutboxLine, RetryRefusal>> {
    return this.db.transaction(async (tx) => {
      const line = await lockOutboxLine(tx, scopeForMail(actor, 'assignment.change'), id);
      if (line === null) throw new NotFoundException();
      if (line.state !== 'failed' && line.state !== 'owed') return refused({ kind: 'not-waiting', state: line.state });
      const now = this.surroundings.now();
      await oweAgain(tx, id, now);
      const { method, recipient, sequence, conferenceId } = line;
      await record(tx, { actor, at: now, conferenceId }, 'mail.retried', { method, recipient, sequence });
      return accepted(line);
    });
  }

  /** A person says that they have dealt with a message, and how. @throws NotFoundException, ForbiddenException */
  settle(actor: Actor, id: number, note: string): Promise<Decided<null, SettleRefusal>> {
    return this.db.transaction(async (tx) => {
      const mail = await lockInbound(tx, scopeForMail(actor, 'candidate.decide'), id);
      if (mail === null) throw new NotFoundException();
      if (mail.outcome !== 'for-a-person')
        return refused({ kind: 'already-settled', by: mail.settledBy ?? 'somebody' });
      const reason = note.trim();
      if (reason === '') return refused({ kind: 'note-missing' });
      const at = this.surroundings.now();
      await settleByPerson(tx, id, reason, { name: actor.name, at });
      const { conferenceId } = mail;
      await record(tx, { actor, at, conferenceId }, 'mail.settled', { mailId: id, outcome: 'ignored', reason });
      return accepted(null);
    });
  }
}
