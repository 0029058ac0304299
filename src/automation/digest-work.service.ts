import { Injectable } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { NoticePost, type NoticeDesk } from '../calendar/notice-post.js';
import { addNotice, dropNotice, type OwedNotice } from '../calendar/notice.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { countsIn } from './activity.queries.js';
import { dayBefore, digestUntil, isNothing, wordDigest } from './digest.js';
import { countWaiting, digestAbout, readAbout, toldUntil } from './digest.queries.js';

/** Owes each hub one digest a working day and sends it. Driven by what is on record, so an outage only bundles days. */
@Injectable()
export class DigestWork implements NoticeDesk {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly post: NoticePost,
  ) {}

  /** Writes what is owed by now and sends it; how many mails were tried. */
  async turn(): Promise<number> {
    await this.owe();
    return this.post.turn('automation', this);
  }

  async told(tx: Tx, { about, recipient }: OwedNotice, at: Temporal.Instant): Promise<void> {
    const { hubCode: hub, until } = readAbout(about);
    const detail = { hub, day: londonDate(until).toString(), recipient };
    await record(tx, { actor: theTracker, at }, 'automation.digest-sent', detail);
  }

  private async owe(): Promise<void> {
    const { reference } = this.surroundings;
    const until = digestUntil(this.surroundings.now(), reference.automation.digestAt, reference.calendar);
    if (until === null) return;
    const told = await toldUntil(this.db.reader);
    for (const hub of reference.hubs) {
      const since = told.get(hub.code) ?? dayBefore(until, reference.automation.digestAt, reference.calendar);
      // One a day, and none of a day that a clock put back has come to again.
      if (Temporal.PlainDate.compare(londonDate(since), londonDate(until)) >= 0) continue;
      await this.db.transaction((tx) => this.oweTo(tx, hub, { since, until }));
    }
  }

  private async oweTo(
    tx: Tx,
    hub: Hub,
    span: { readonly since: Temporal.Instant; readonly until: Temporal.Instant },
  ): Promise<void> {
    const { settings } = this.surroundings;
    const counts = await countsIn(tx, { ...span, hubs: [hub.code] });
    const facts = { hub, ...span, counts, waiting: await countWaiting(tx, [hub.code]) };
    const words = wordDigest(facts, { publicUrl: settings.http.publicUrl, deskName: settings.desk.name });
    const domain = settings.desk.address.slice(settings.desk.address.lastIndexOf('@') + 1);
    const notice = {
      topic: 'automation' as const,
      about: digestAbout(hub.code, span.until),
      name: `${hub.name} hub`,
      recipient: hub.mailbox,
      messageId: `<automation.${hub.code}.${londonDate(span.until).toString()}@${domain}>`,
      subject: words.subject,
      bodyText: words.text,
    };
    // Null when another instance was quicker.
    const id = await addNotice(tx, notice, this.surroundings.now());
    if (id !== null && isNothing(facts)) await dropNotice(tx, id);
  }
}
