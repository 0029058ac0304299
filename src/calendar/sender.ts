import { Injectable } from '@nestjs/common';
import type { SendMailOptions } from 'nodemailer';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import type { CalendarChange } from './change.js';
import { reword, type ComposedMessage } from './message.js';
import { toMime, toPlainMail } from './mime.js';
import {
  claimNext,
  markDropped,
  markFailed,
  markSent,
  saveWording,
  type OwedCalendarMessage,
  type OwedMessage,
} from './outbox-sending.queries.js';
import { mayHaveArrived, nextAttempt } from './retry.js';
import { decideSend, isOutdated, type DropReason } from './send-check.js';

/** The mail server that takes our mail. Not ours: tests use a real one of their own. */
export abstract class Mailer {
  /** @throws an error whose `responseCode` is the SMTP reply, when there was one */
  abstract send(mail: SendMailOptions): Promise<void>;
}

/** Longer than any mail server takes to answer; after it another instance may try. */
const CLAIM = { minutes: 5 };

interface Taken {
  readonly message: OwedMessage;
  /** What goes out; null when the message is no longer true and was dropped. */
  readonly composed: ComposedMessage | null;
}

const wordingOf = ({ subject, bodyText, bodyHtml, ics }: OwedMessage): ComposedMessage => ({
  subject,
  text: bodyText,
  html: bodyHtml,
  ics,
});

/** Sends what is owed and still true, one message at a time, in order for each UID. */
@Injectable()
export class Sender {
  constructor(
    private readonly db: Database,
    private readonly mailer: Mailer,
    private readonly surroundings: Surroundings,
  ) {}

  /** Deals with all that is due now, at most `limit` messages; how many were sent, tried or dropped. */
  async sendDue(limit = 100): Promise<number> {
    for (let dealtWith = 0; dealtWith < limit; dealtWith += 1) {
      const taken = await this.db.transaction((tx) => this.take(tx));
      if (taken === null) return dealtWith;
      if (taken.composed !== null) await this.send(taken.message, taken.composed);
    }
    return limit;
  }

  private async take(tx: Tx): Promise<Taken | null> {
    const now = this.surroundings.now();
    const message = await claimNext(tx, now, now.add(CLAIM));
    if (message === null) return null;
    if (message.method === 'NOTE') {
      return isOutdated(message, message.standing)
        ? this.drop(tx, message, 'superseded')
        : { message, composed: wordingOf(message) };
    }
    const decided = decideSend(message, message.standing);
    if (!decided.send) return this.drop(tx, message, decided.because);
    return { message, composed: await this.word(tx, message, decided.change) };
  }

  private async drop(tx: Tx, message: OwedMessage, because: DropReason): Promise<Taken> {
    const now = this.surroundings.now();
    await markDropped(tx, message.id, because, now);
    const { method, recipient, sequence, conferenceId } = message;
    const occasion = { actor: theTracker, at: now, conferenceId };
    await record(tx, occasion, 'mail.dropped', { method, recipient, sequence, because });
    return { message, composed: null };
  }

  private async word(tx: Tx, message: OwedCalendarMessage, change: CalendarChange): Promise<ComposedMessage> {
    const composed = wordingOf(message);
    if (change === message.change) return composed;
    const reworded = reword(composed, message.change, change);
    await saveWording(tx, message.id, reworded);
    return reworded;
  }

  private async send(message: OwedMessage, composed: ComposedMessage): Promise<void> {
    try {
      await this.mailer.send(this.toMail(message, composed));
    } catch (error) {
      return this.keepFailure(message, error);
    }
    const now = this.surroundings.now();
    await this.db.transaction(async (tx) => {
      await markSent(tx, message.id, now);
      const { method, recipient, sequence, conferenceId } = message;
      await record(tx, { actor: theTracker, at: now, conferenceId }, 'mail.sent', { method, recipient, sequence });
    });
  }

  private toMail(message: OwedMessage, composed: ComposedMessage): SendMailOptions {
    const envelope = {
      messageId: message.messageId,
      date: message.createdAt,
      desk: this.surroundings.settings.desk,
      attendee: { name: message.attendeeName, address: message.recipient },
    };
    return message.method === 'NOTE'
      ? toPlainMail(composed, { ...envelope, inReplyTo: message.inReplyTo })
      : toMime(composed, { ...envelope, method: message.method });
  }

  private async keepFailure(message: OwedMessage, cause: unknown): Promise<void> {
    const now = this.surroundings.now();
    const error = cause instanceof Error ? cause.message : String(cause);
    const nextAttemptAt = nextAttempt(message.attempts, (cause as { responseCode?: number }).responseCode ?? null, now);
    await this.db.transaction(async (tx) => {
      await markFailed(tx, message.id, { error, nextAttemptAt, maybeSent: mayHaveArrived(cause) });
      const { method, recipient, conferenceId } = message;
      const occasion = { actor: theTracker, at: now, conferenceId };
      if (nextAttemptAt === null)
        await record(tx, occasion, 'mail.failed', { method, recipient, error: error.slice(0, 200) });
    });
  }
}
