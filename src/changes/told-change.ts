import type { CalendarChange } from '../calendar/change.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import type { ConferenceMode } from '../conferences/modes.js';

/** What the invitations of a hub show; each partner decides for itself. */
export interface ShownInInvitation {
  readonly venueInInvitation: boolean;
  readonly joinLinkInInvitation: boolean;
}

/** The changes of a sitting that its people are told of. */
export type ToldChange = Extract<CalendarChange, 'moved' | 'place' | 'details'>;

export const sameTime = (a: NewSitting, b: NewSitting): boolean =>
  a.startsAt.equals(b.startsAt) && a.endsAt.equals(b.endsAt);
export const samePlace = (a: NewSitting, b: NewSitting): boolean =>
  a.mode === b.mode && a.venue === b.venue && a.joinLink === b.joinLink;

const isTravelledTo = (mode: ConferenceMode): boolean => mode === 'in-person' || mode === 'hybrid';

/**
 * What the people on a sitting are told of its change; null when their invitation shows nothing of it, and so says nothing
 * new. Another time, another way of meeting, or another building to travel to may alter an answer, so they are asked again
 * (RFC 5546 2.1.4). A first venue, a room or a link to join do not.
 */
export function toldChange(from: NewSitting, to: NewSitting, shown: ShownInInvitation): ToldChange | null {
  if (!sameTime(from, to)) return 'moved';
  if (from.mode !== to.mode) return 'place';
  const venueShown = shown.venueInInvitation && from.venue !== to.venue;
  if (venueShown && from.venue !== null && to.venue !== null && isTravelledTo(to.mode)) return 'place';
  return venueShown || (shown.joinLinkInInvitation && from.joinLink !== to.joinLink) ? 'details' : null;
}
