import { Injectable } from '@nestjs/common';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { NoticePost, type NoticeDesk } from '../calendar/notice-post.js';
import type { OwedNotice } from '../calendar/notice.queries.js';
import { row } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { referenceOf } from './reopening.js';

/** Sends what hubs are owed about reviews that were opened again. */
@Injectable()
export class NoticeWork implements NoticeDesk {
  constructor(private readonly post: NoticePost) {}

  /** How many mails were tried. */
  turn(): Promise<number> {
    return this.post.turn('relevance', this);
  }

  async told(tx: Tx, { about, recipient }: OwedNotice, at: Temporal.Instant): Promise<void> {
    const conference = await row<{ id: number }>(tx, 'select id from conference where reference = $1', [
      referenceOf(about),
    ]);
    const occasion = { actor: theTracker, at, conferenceId: conference?.id ?? null };
    await record(tx, occasion, 'relevance.hub-told', { recipient });
  }
}
