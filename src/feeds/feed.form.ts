import { typedText } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import type { FeedOf, FeedReach } from './feed.js';

/** What stands in the form for one's own conferences; a hub stands there as its code. */
export const MINE = 'mine';

/** Which calendar somebody wants to follow: one of those offered, or the question again. */
export function readFeedOf(
  body: unknown,
  reach: FeedReach,
): { readonly ok: true; readonly value: FeedOf } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const wanted = typedText(body, 'of');
  if (wanted === MINE && reach.attendeeId !== null) return { ok: true, value: { attendeeId: reach.attendeeId } };
  if (reach.hubs.includes(wanted)) return { ok: true, value: { hubCode: wanted } };
  return { ok: false, errors: [{ text: 'Choose whose conferences the calendar shows', href: '#of' }] };
}
