import ical, {
  foldLines,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalCalendar,
  type ICalCalendarData,
  type ICalEvent,
} from 'ical-generator';
import { LONDON } from '../kernel/london.js';
import { vtimezone } from './vtimezone.js';
import { oneLine } from './writing.js';

/** A mailbox with the name of whose it is. */
export interface Party {
  readonly name: string;
  readonly address: string;
}

/** One entry as every calendar of ours has it, whether it is mailed or fetched. */
export interface EntryFacts {
  /** Minted once for an assignment and never changed. */
  readonly uid: string;
  readonly sequence: number;
  readonly stampedAt: Temporal.Instant;
  readonly createdAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly title: string;
  readonly text: string;
  /** One line, or null where the tracker alone says where. */
  readonly venue: string | null;
  readonly desk: Party;
  readonly standing: 'confirmed' | 'tentative' | 'cancelled';
  /** Whether it takes the time of whoever has it in their calendar. */
  readonly takesTime: boolean;
}

const STATUS: Record<EntryFacts['standing'], { readonly status: ICalEventStatus; readonly busy: ICalEventBusyStatus }> =
  {
    confirmed: { status: ICalEventStatus.CONFIRMED, busy: ICalEventBusyStatus.BUSY },
    tentative: { status: ICalEventStatus.TENTATIVE, busy: ICalEventBusyStatus.TENTATIVE },
    cancelled: { status: ICalEventStatus.CANCELLED, busy: ICalEventBusyStatus.FREE },
  };

/** An empty calendar of ours; what differs between mail and feed is given. */
export const startCalendar = (given: Pick<ICalCalendarData, 'method'> & Partial<ICalCalendarData>): ICalCalendar =>
  // The calendar itself gets no zone: with one, ical-generator writes DTSTAMP as local time.
  ical({
    prodId: { company: 'Case Conference Tracker', product: 'Desk', language: 'EN' },
    scale: 'GREGORIAN',
    ...given,
  });

/** Adds an entry with its times in Europe/London. Text from outside must be one line already, as `lines.ts` makes it. */
export function addEntry(calendar: ICalCalendar, facts: EntryFacts): ICalEvent {
  const { status, busy } = STATUS[facts.standing];
  return calendar.createEvent({
    id: facts.uid,
    sequence: facts.sequence,
    stamp: facts.stampedAt,
    created: facts.createdAt,
    lastModified: facts.stampedAt,
    start: facts.startsAt,
    end: facts.endsAt,
    timezone: LONDON,
    summary: facts.title,
    description: facts.text,
    location: oneLine(facts.venue ?? '') || 'See the tracker',
    organizer: { name: oneLine(facts.desk.name), email: facts.desk.address },
    status,
    transparency: facts.takesTime ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    busystatus: facts.takesTime ? busy : ICalEventBusyStatus.FREE,
    class: ICalEventClass.PRIVATE,
  });
}

/**
 * The document as bytes go out: CRLF line ends, folded at 75 octets, final CRLF. What ical-generator leaves to mend: it
 * writes `MAILTO:`, which some servers take for another address than `mailto:`; it puts properties of a VEVENT after its
 * alarms and of the calendar after the VTIMEZONE, which RFC 5545 3.4 and 3.6.1 do not allow; it ends without a CRLF.
 */
export function finish(calendar: ICalCalendar): string {
  const lines = calendar.toString().replaceAll('\r\n ', '');
  const alarms = lines.match(/BEGIN:VALARM\r\n[^]*END:VALARM\r\n/)?.[0] ?? '';
  const ordered = lines.replace(alarms, '').replace('END:VEVENT\r\n', () => `${alarms}END:VEVENT\r\n`);
  // A calendar without entries keeps its VTIMEZONE: one without any component is not valid.
  const zoned = ordered.replace(/^(BEGIN:VEVENT|END:VCALENDAR)/m, (next) => `${vtimezone(LONDON) ?? ''}\r\n${next}`);
  return `${foldLines(zoned.replace(/^(ATTENDEE;.*):MAILTO:(?=[^:"]*$)/gm, '$1:mailto:'))}\r\n`;
}

/** Characters that a text value escapes (RFC 5545 3.3.11). */
const escaped = (text: string): string => text.replace(/[\\;,]/g, '\\$&');

/** A document of ours with one passage of its texts replaced, folded afresh. The passage must be on one line. */
export const replaceText = (ics: string, from: string, to: string): string =>
  foldLines(ics.replaceAll('\r\n ', '').replaceAll(escaped(from), () => escaped(to)));
