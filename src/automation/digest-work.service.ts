import { Injectable } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { toPlainMail } from '../calendar/mime.js';
import { nextAttempt } from '../calendar/retry.js';
import { Mailer } from '../calendar/sender.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { countsIn } from './activity.queries.js';
import { dayBefore, digestUntil, isNothing, wordDigest } from './digest.js';
import {
  addDigest,
  claimDigest,
  countWaiting,
  hubsWithDigest,
  markDigestFailed,
  markDigestSent,
  toldUntil,
  type OwedDigest,
} from './digest.queries.js';

/** Longer than any mail server takes to answer; after it another instance may try. */
const CLAIM = { minutes: 5 };

/** Owes each hub one digest a working day and sends it. Driven by what is on record, so an outage only bundles days. */
@Injectable()
export class DigestWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly mailer: Mailer,
  ) {}

  /** Writes what is owed by now and sends it; how many mails were tried. */
  async turn(): Promise<number> {
    await this.owe();
    for (let tried = 0; ; tried += 1) {
      const now = this.surroundings.now();
      const digest = await this.db.transaction((tx) => claimDigest(tx, now, now.add(CLAIM)));
      if (digest === null) return tried;
      await this.send(digest);
    }
  }

  private async owe(): Promise<void> {
    const { reference } = this.surroundings;
    const until = digestUntil(this.surroundings.now(), reference.automation.digestAt, reference.calendar);
    if (until === null) return;
    const done = await hubsWithDigest(this.db.reader, londonDate(until));
    for (const hub of reference.hubs) {
      if (done.some(({ hubCode }) => hubCode === hub.code)) continue;
      await this.db.transaction((tx) => this.oweTo(tx, hub, until));
    }
  }

  private async oweTo(tx: Tx, hub: Hub, until: Temporal.Instant): Promise<void> {
    const { reference, settings } = this.surroundings;
    const day = londonDate(until);
    const told = await toldUntil(tx, hub.code, day);
    const since = told ?? dayBefore(until, reference.automation.digestAt, reference.calendar);
    const counts = await countsIn(tx, { since, until, hubs: [hub.code] });
    const facts = { hub, since, until, counts, waiting: await countWaiting(tx, [hub.code]) };
    const words = wordDigest(facts, { publicUrl: settings.http.publicUrl, deskName: settings.desk.name });
    const domain = settings.desk.address.slice(settings.desk.address.lastIndexOf('@') + 1);
    await addDigest(
      tx,
      {
        hubCode: hub.code,
        day,
        since,
        until,
        state: isNothing(facts) ? 'nothing' : 'owed',
        recipient: hub.mailbox,
        messageId: `<automation.${hub.code}.${day.toString()}@${domain}>`,
        subject: words.subject,
        bodyText: words.text,
      },
      this.surroundings.now(),
    );
  }

  private async send(digest: OwedDigest): Promise<void> {
    const { messageId, createdAt, recipient, subject, bodyText, hubCode, day } = digest;
    const mail = toPlainMail(
      { subject, text: bodyText },
      {
        messageId,
        date: createdAt,
        desk: this.surroundings.settings.desk,
        attendee: { name: `${this.surroundings.hubOf(digest).name} hub`, address: recipient },
      },
    );
    // It answers nobody (RFC 3834).
    const headers = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };
    try {
      await this.mailer.send({ ...mail, headers });
    } catch (cause) {
      return this.keepFailure(digest, cause);
    }
    const at = this.surroundings.now();
    await this.db.transaction(async (tx) => {
      await markDigestSent(tx, digest, at);
      const detail = { hub: hubCode, day: day.toString(), recipient };
      await record(tx, { actor: theTracker, at }, 'automation.digest-sent', detail);
    });
  }

  private async keepFailure(digest: OwedDigest, cause: unknown): Promise<void> {
    const error = cause instanceof Error ? cause.message : String(cause);
    const code = (cause as { readonly responseCode?: number }).responseCode ?? null;
    const nextAttemptAt = nextAttempt(digest.attempts, code, this.surroundings.now());
    await this.db.transaction((tx) => markDigestFailed(tx, digest, { error: error.slice(0, 200), nextAttemptAt }));
  }
}
