import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { toPlainMail } from '../calendar/mime.js';
import { nextAttempt } from '../calendar/retry.js';
import { Mailer } from '../calendar/sender.js';
import { Database } from '../database/database.js';
import { claimNotice, markNoticeFailed, markNoticeSent, type OwedNotice } from './notice.queries.js';

/** Longer than any mail server takes to answer; after it another instance may try. */
const CLAIM = { minutes: 5 };

/** Sends what hubs are owed about reviews that were opened again. */
@Injectable()
export class NoticeWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly mailer: Mailer,
  ) {}

  /** How many mails were tried. */
  async turn(): Promise<number> {
    for (let tried = 0; ; tried += 1) {
      const now = this.surroundings.now();
      const notice = await this.db.transaction((tx) => claimNotice(tx, now, now.add(CLAIM)));
      if (notice === null) return tried;
      await this.send(notice);
    }
  }

  private async send(notice: OwedNotice): Promise<void> {
    const { messageId, createdAt, recipient, subject, bodyText, conferenceId } = notice;
    const mail = toPlainMail(
      { subject, text: bodyText },
      {
        messageId,
        date: createdAt,
        desk: this.surroundings.settings.desk,
        attendee: { name: recipient, address: recipient },
      },
    );
    // It answers nobody (RFC 3834).
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
    try {
      await this.mailer.send({ ...mail, headers });
    } catch (cause) {
      return this.keepFailure(notice, cause);
    }
    const at = this.surroundings.now();
    await this.db.transaction(async (tx) => {
      await markNoticeSent(tx, notice, at);
      await record(tx, { actor: theTracker, at, conferenceId }, 'relevance.hub-told', { recipient });
    });
  }

  private async keepFailure(notice: OwedNotice, cause: unknown): Promise<void> {
    const error = cause instanceof Error ? cause.message : String(cause);
    const code = (cause as { readonly responseCode?: number }).responseCode ?? null;
    const nextAttemptAt = nextAttempt(notice.attempts, code, this.surroundings.now());
    await this.db.transaction((tx) => markNoticeFailed(tx, notice, { error: error.slice(0, 200), nextAttemptAt }));
  }
}
