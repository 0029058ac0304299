/** What the reader makes of one mail. Types only: every other file of this folder fills them in. */

export interface MailAddress {
  readonly name: string;
  /** Lower case. */
  readonly address: string;
}

export interface MailFrame {
  /** A calendar file that came without a mail around it, so that nobody is known to have sent it. */
  readonly bare: boolean;
  /** With angle brackets, or null when the mail has none. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  readonly from: MailAddress | null;
  readonly sender: MailAddress | null;
  readonly replyTo: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  /** The Date header; null when absent or impossible, never the time of reading. */
  readonly date: Temporal.Instant | null;
  /** Whole header values, topmost first. Only those of the configured authserv-id may be believed. */
  readonly authenticationResults: readonly string[];
  /** A machine wrote it by itself (RFC 3834), or to many at once: it is never answered. */
  readonly automatic: boolean;
  /** The readable body: the plain part, else the HTML part without its markup. */
  readonly text: string;
  /** Names of files that came with it, calendar copies left out. */
  readonly attachments: readonly string[];
}

export interface CalendarPerson {
  readonly name: string | null;
  /** Lower case; null for `invalid:nomail` and the like. */
  readonly address: string | null;
  /** Who wrote on this person's behalf: an assistant or a delegate. */
  readonly sentBy: string | null;
}

export interface CalendarAttendee extends CalendarPerson {
  /** Upper case as in the calendar: ACCEPTED, DECLINED, TENTATIVE, NEEDS-ACTION, DELEGATED, …; null when not given. */
  readonly partstat: string | null;
  /** Who handed the meeting on to this person. */
  readonly delegatedFrom: string | null;
}

export interface ReadEvent {
  /** Upper case. The METHOD of the calendar decides; that of the part counts only when the calendar has none. */
  readonly method: string | null;
  readonly methodFrom: 'calendar' | 'part' | null;
  readonly component: 'VEVENT' | 'VTODO' | 'VJOURNAL' | 'VFREEBUSY' | null;
  readonly uid: string | null;
  readonly sequence: number | null;
  readonly stampedAt: Temporal.Instant | null;
  /** When the person answered: X-MICROSOFT-CDO-REPLYTIME, else the date of the mail. SEQUENCE and DTSTAMP may tie. */
  readonly repliedAt: Temporal.Instant | null;
  /** When allDay is true and the value is a bare date: midnight UTC of that date, and only the date is meant. */
  readonly startsAt: Temporal.Instant | null;
  /** Exclusive, from DTEND or DURATION; null when neither is given. */
  readonly endsAt: Temporal.Instant | null;
  readonly allDay: boolean;
  readonly organizer: CalendarPerson | null;
  readonly attendees: readonly CalendarAttendee[];
  /** Who answers, in a REPLY or COUNTER; null when that cannot be told. */
  readonly respondent: CalendarAttendee | null;
  readonly proposedStart: Temporal.Instant | null;
  readonly proposedEnd: Temporal.Instant | null;
  readonly comment: string | null;
  readonly summary: string | null;
  readonly location: string | null;
  readonly description: string | null;
  readonly joinLink: string | null;
  readonly status: string | null;
  readonly recurs: boolean;
  readonly recurrenceId: string | null;
  /** How many events the document has; a single meeting has one. */
  readonly events: number;
  /** How many different calendar documents the mail carries; copies of one count once. */
  readonly documents: number;
  /** A zone name that could not be turned into rules, or '' for a floating time: somebody has to look. */
  readonly unresolvedZone: string | null;
}

export interface FailedDelivery {
  readonly address: string | null;
  /** False when the server is still trying. */
  readonly permanent: boolean;
  /** "5.1.1", or null. */
  readonly status: string | null;
  readonly diagnostic: string | null;
}

export type NothingReason =
  | 'publish'
  | 'no-method'
  | 'other-method'
  | 'vtodo'
  | 'no-event'
  | 'tnef'
  | 'sealed'
  | 'forwarded'
  | 'read-receipt'
  | 'delivery-receipt'
  | 'empty'
  | 'not-mail'
  | 'too-large'
  | 'unreadable';

export type ReadMail =
  | { readonly sort: 'reply' | 'counter' | 'request' | 'cancel'; readonly mail: MailFrame; readonly event: ReadEvent }
  | {
      readonly sort: 'bounce';
      readonly mail: MailFrame;
      /** Empty when the report tells of deliveries only. */
      readonly failed: readonly FailedDelivery[];
      /** The Message-ID of the mail that came back. */
      readonly originalMessageId: string | null;
      /** The UID of the calendar in it, where it was returned whole: some servers give our mail another Message-ID. */
      readonly originalUid: string | null;
    }
  | {
      readonly sort: 'out-of-office';
      readonly mail: MailFrame;
      /** The date the text names after "until", "back on" and the like. */
      readonly until: Temporal.PlainDate | null;
    }
  | { readonly sort: 'letter'; readonly mail: MailFrame }
  | {
      readonly sort: 'nothing';
      readonly reason: NothingReason;
      readonly mail: MailFrame;
      readonly event: ReadEvent | null;
      /** What went wrong, when the reason is 'unreadable': for the log. */
      readonly problem?: string;
    };
