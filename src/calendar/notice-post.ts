import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { toPlainMail } from './mime.js';
import {
  claimNotice,
  dropNotice,
  markNoticeFailed,
  markNoticeSent,
  putOffNotice,
  rewordNotice,
  type NoticeTopic,
  type OwedNotice,
} from './notice.queries.js';
import { nextAttempt } from './retry.js';
import { Mailer } from './sender.js';

/** Longer than any mail server takes to answer; after it another instance may try. */
const CLAIM = { minutes: 5 };

/** What becomes of a notice just before it would go. */
export type LastLook =
  | { readonly what: 'send'; readonly subject: string; readonly bodyText: string }
  | { readonly what: 'drop' }
  | { readonly what: 'wait'; readonly until: Temporal.Instant };

/** Whoever owes the notices of a topic. */
export interface NoticeDesk {
  /** Looks once more, in the transaction that takes the notice; without it each goes as it was written. */
  lookAgain?(tx: Tx, notice: OwedNotice): Promise<LastLook>;
  /** Keeps on the trail that it went, in the transaction that marks it. */
  told(tx: Tx, notice: OwedNotice, at: Temporal.Instant): Promise<void>;
}

/** Sends plain mail that is owed, one at a time; several instances share it through row locks. */
@Injectable()
export class NoticePost {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly mailer: Mailer,
  ) {}

  /** Deals with what is due of a topic; how many notices it took. */
  async turn(topic: NoticeTopic, desk: NoticeDesk): Promise<number> {
    for (let taken = 0; ; taken += 1) {
      const next = await this.db.transaction((tx) => this.take(tx, topic, desk));
      if (next === null) return taken;
      if (next !== 'settled') await this.send(next, desk);
    }
  }

  private async take(tx: Tx, topic: NoticeTopic, desk: NoticeDesk): Promise<OwedNotice | 'settled' | null> {
    const now = this.surroundings.now();
    const notice = await claimNotice(tx, topic, now, now.add(CLAIM));
    if (notice === null || desk.lookAgain === undefined) return notice;
    const look = await desk.lookAgain(tx, notice);
    if (look.what === 'send') {
      const { subject, bodyText } = look;
      await rewordNotice(tx, notice.id, { subject, bodyText });
      return { ...notice, subject, bodyText };
    }
    await (look.what === 'drop' ? dropNotice(tx, notice.id) : putOffNotice(tx, notice.id, look.until));
    return 'settled';
  }

  private async send(notice: OwedNotice, desk: NoticeDesk): Promise<void> {
    const { messageId, createdAt, name, recipient, subject, bodyText } = notice;
    const mail = toPlainMail(
      { subject, text: bodyText },
      {
        messageId,
        date: createdAt,
        desk: this.surroundings.settings.desk,
        attendee: { name, address: recipient },
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
      await markNoticeSent(tx, notice.id, at);
      await desk.told(tx, notice, at);
    });
  }

  private async keepFailure(notice: OwedNotice, cause: unknown): Promise<void> {
    const error = cause instanceof Error ? cause.message : String(cause);
    const code = (cause as { readonly responseCode?: number }).responseCode ?? null;
    const nextAttemptAt = nextAttempt(notice.attempts, code, this.surroundings.now());
    await this.db.transaction((tx) => markNoticeFailed(tx, notice.id, { error: error.slice(0, 200), nextAttemptAt }));
  }
}
