import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { feedReach, isWithinReach, MOST_FEEDS, onlyOf, type Feed, type FeedOf, type FeedRefusal } from './feed.js';
import { hashOf, newFeedSecret } from './feed-secret.js';
import { addFeed, feedsWithin, lockFeed, lockOwner, revokeFeed } from './feed.queries.js';

export interface CreatedFeed {
  readonly feed: Feed;
  /** The only time it can be read. */
  readonly address: string;
}

/** Makes and revokes the addresses of calendars to subscribe to. */
@Injectable()
export class FeedsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The addresses that work and are the actor's to look after, oldest first. */
  within(actor: Actor): Promise<Feed[]> {
    return feedsWithin(this.db.reader, feedReach(actor));
  }

  /** A new address for one's own conferences or one's hub's. @throws NotFoundException for anybody else's */
  create(actor: Actor, of: FeedOf): Promise<Decided<CreatedFeed, FeedRefusal>> {
    if (!isWithinReach(feedReach(actor), of)) throw new NotFoundException();
    return this.db.transaction(async (tx) => {
      await lockOwner(tx, of);
      if ((await feedsWithin(tx, onlyOf(of))).length >= MOST_FEEDS) return refused({ kind: 'too-many' });
      const secret = newFeedSecret();
      const now = this.surroundings.now();
      const feed = await addFeed(tx, of, { secretHash: hashOf(secret), createdAt: now, createdBy: actor.name });
      await record(tx, { actor, at: now }, 'feed.created', { feedId: feed.id, of: this.ownerWords(actor, feed) });
      return accepted({ feed, address: `${this.surroundings.settings.http.publicUrl}/feeds/${secret}.ics` });
    });
  }

  /** From now on the address is not known. Revoking twice is revoking once. @throws NotFoundException out of reach */
  revoke(actor: Actor, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const feed = await lockFeed(tx, feedReach(actor), id);
      if (feed === null) throw new NotFoundException();
      if (feed.revokedAt !== null) return;
      const now = this.surroundings.now();
      await revokeFeed(tx, id, now);
      await record(tx, { actor, at: now }, 'feed.revoked', { feedId: id, of: this.ownerWords(actor, feed) });
    });
  }

  private ownerWords(actor: Actor, { hubCode }: Feed): string {
    return hubCode === null ? actor.name : `all of ${this.surroundings.hubOf({ hubCode }).name}`;
  }
}
