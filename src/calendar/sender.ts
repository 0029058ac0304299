import { Injectable } from '@nestjs/common';
import type { SendMailOptions } from 'nodemailer';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { toMime } from './mime.js';
import { claimNext, markFailed, markSent, type OwedMessage } from './outbox.js';
import { nextAttempt } from './retry.js';

/** The mail server that takes our mail. Not ours: tests use a real one of their own. */
export abstract class Mailer {
  /** @throws an error whose `responseCode` is the SMTP reply, when there was one */
  abstract send(mail: SendMailOptions): Promise<void>;
}

/** Longer than any mail server takes to answer; after it another instance may try. */
const CLAIM = { minutes: 5 };

/** Sends what is owed, one message at a time, in order for each UID. */
@Injectable()
export class Sender {
  constructor(
    private readonly db: Database,
    private readonly mailer: Mailer,
    private readonly surroundings: Surroundings,
  ) {}

  /** Sends all that is due now, at most `limit`; how many were tried. */
  async sendDue(limit = 100): Promise<number> {
    for (let tried = 0; tried < limit; tried += 1) {
      const now = this.surroundings.now();
      const message = await this.db.transaction((tx) => claimNext(tx, now, now.add(CLAIM)));
      if (message === null) return tried;
      await this.send(message);
    }
    return limit;
  }

  private async send(message: OwedMessage): Promise<void> {
    try {
      await this.mailer.send(this.toMail(message));
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

  private toMail(message: OwedMessage): SendMailOptions {
    const composed = { subject: message.subject, text: message.bodyText, html: message.bodyHtml, ics: message.ics };
    return toMime(composed, {
      messageId: message.messageId,
      date: message.createdAt,
      desk: this.surroundings.settings.desk,
      attendee: { name: message.attendeeName, address: message.recipient },
      method: message.method,
    });
  }

  private async keepFailure(message: OwedMessage, cause: unknown): Promise<void> {
    const now = this.surroundings.now();
    const error = cause instanceof Error ? cause.message : String(cause);
    const nextAttemptAt = nextAttempt(message.attempts, (cause as { responseCode?: number }).responseCode ?? null, now);
    await this.db.transaction(async (tx) => {
      await markFailed(tx, message.id, { error, nextAttemptAt });
      const { method, recipient, conferenceId } = message;
      const occasion = { actor: theTracker, at: now, conferenceId };
      if (nextAttemptAt === null)
        await record(tx, occasion, 'mail.failed', { method, recipient, error: error.slice(0, 200) });
    });
  }
}
