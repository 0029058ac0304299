import { ICalCalendarMethod } from 'ical-generator';
import { addEntry, finish, startCalendar, type EntryFacts } from './document.js';
import { oneLine } from './writing.js';

/** How often a calendar that follows a feed is asked to look again. */
const LOOK_AGAIN_SECONDS = 60 * 60;

/**
 * A calendar to subscribe to (METHOD:PUBLISH, RFC 5546 3.2.1): entries without attendees and without reminders, because
 * the mailed invitation, which has the same UID, asks for the answer and rings. The same entries give the same bytes.
 */
export function composeFeed(name: string, entries: readonly EntryFacts[]): string {
  const calendar = startCalendar({ method: ICalCalendarMethod.PUBLISH, name: oneLine(name), ttl: LOOK_AGAIN_SECONDS });
  for (const entry of entries) addEntry(calendar, entry);
  return finish(calendar);
}
