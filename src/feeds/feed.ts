import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';

/** Whose conferences a feed shows: one attendee's own, or all of a hub. */
export type FeedOf = { readonly attendeeId: number } | { readonly hubCode: string };

export interface Feed {
  readonly id: number;
  readonly attendeeId: number | null;
  readonly hubCode: string | null;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
}

/** Telephone, tablet, office and home, and one to spare; more are forgotten ones. */
export const MOST_FEEDS = 5;

export type FeedRefusal = { readonly kind: 'too-many' };

/** The feeds somebody may create, see and revoke. */
export interface FeedReach {
  readonly attendeeId: number | null;
  readonly hubs: readonly string[];
}

/** One's own conferences, as on their page, and those of the hubs whose board one runs. */
export const feedReach = (actor: Actor): FeedReach => ({
  attendeeId: actor.attendeeId,
  hubs: scopeOf(actor, 'assignment.change').hubs,
});

export const isWithinReach = (reach: FeedReach, of: FeedOf): boolean =>
  'hubCode' in of ? reach.hubs.includes(of.hubCode) : of.attendeeId === reach.attendeeId;

export const onlyOf = (of: FeedOf): FeedReach =>
  'hubCode' in of ? { attendeeId: null, hubs: [of.hubCode] } : { attendeeId: of.attendeeId, hubs: [] };

/** Whose a stored feed is; the table says that it is one or the other. */
export function ofWhom(feed: Pick<Feed, 'attendeeId' | 'hubCode'>): FeedOf {
  if (feed.attendeeId !== null) return { attendeeId: feed.attendeeId };
  if (feed.hubCode !== null) return { hubCode: feed.hubCode };
  throw new Error('a feed belongs to nobody');
}
