import type { MailFrame, ReadEvent, ReadMail } from '../calendar/reader/mail.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { formatSpan, formatWhen, londonDate } from '../kernel/london.js';
import { readConvener, readInquorate, readTransferring } from './invitation-change.js';
import { readChildCount, readChildIds, readCode, readStrategyDate } from './invitation-children.js';
import type { KnownHubs } from './invitation-hub.js';
import { readHub } from './invitation-hub.js';
import { readConferenceKind } from './invitation-kind.js';
import { readConferenceMode, readJoinLink, readVenue } from './invitation-place.js';
import type { Found, InvitationText } from './invitation-text.js';
import { invitationText, labelled, statement } from './invitation-text.js';
import type { WrittenTimes } from './invitation-times.js';
import { writtenTimes } from './invitation-times.js';

/** A letter, or the text of a mail without the mail around it. */
export interface PlainLetter {
  readonly sort: 'letter';
  readonly mail: Pick<MailFrame, 'text' | 'subject' | 'from'>;
}

/** A field and the words it was read from; null when the mail does not say. */
export type InvitationField<T> = Found<T> | null;

export interface InvitationFields {
  /** Code of the hub of the convening authority. */
  readonly hub: InvitationField<string>;
  readonly kind: InvitationField<ConferenceKind>;
  readonly laMeetingId: InvitationField<string>;
  readonly laReference: InvitationField<string>;
  readonly childIds: InvitationField<readonly string[]>;
  readonly childCount: InvitationField<number>;
  readonly strategyDiscussionOn: InvitationField<Temporal.PlainDate>;
  /** The day, also when no time could be read. Europe/London. */
  readonly date: InvitationField<Temporal.PlainDate>;
  readonly startsAt: InvitationField<Temporal.Instant>;
  readonly endsAt: InvitationField<Temporal.Instant>;
  readonly mode: InvitationField<ConferenceMode>;
  readonly venue: InvitationField<string>;
  readonly joinLink: InvitationField<string>;
  /** When the authority wants the police report, in its own words. */
  readonly reportDue: InvitationField<string>;
  /** True when the text proposes to end the plan or step it down: criterion "plan may end". */
  readonly planMayEnd: InvitationField<true>;
  readonly chairRequestsPolice: InvitationField<true>;
  /** An authority that convenes it and is none of ours. */
  readonly convenedBy: InvitationField<string>;
  /** The authority to which the case is transferring. */
  readonly transferring: InvitationField<string>;
  /** True when the text says that a conference was inquorate, or was adjourned. */
  readonly inquorate: InvitationField<true>;
}

export interface ReadInvitation {
  readonly fields: InvitationFields;
  /** In sentences: where the mail contradicts itself. The calendar's time stands against the text's. */
  readonly conflicts: readonly string[];
  /** Names of the fields that were not found. */
  readonly unread: readonly (keyof InvitationFields)[];
}

/**
 * What an LA's meeting request or plain letter says about a conference. Every field carries its source; what is not
 * written, or written in two ways, is left out. `today` decides dates written without a year. A child's name is never
 * read, and the sources of child fields hold the label and the numbers only.
 */
export function readInvitation(
  read: ReadMail | PlainLetter,
  reference: KnownHubs,
  today: Temporal.PlainDate,
): ReadInvitation {
  const event = read.sort === 'request' || read.sort === 'cancel' ? read.event : null;
  const text = invitationText(read.mail.text, event?.description ?? '');
  const headings = [event?.summary ?? '', read.mail.subject].filter((heading) => heading !== '');
  const senders = [read.mail.from?.address, event?.organizer?.address].filter((address) => address != null);
  const conflicts: string[] = [];
  const written = writtenTimes(text, today);
  const childIds = readChildIds(text);
  const convenedBy = readConvener(text, reference);
  const fields: InvitationFields = {
    // What another authority convenes may mention ours: its hub is chosen by hand.
    hub: convenedBy === null ? readHub(senders, text, reference, conflicts) : null,
    kind: readConferenceKind(text, headings, conflicts),
    laMeetingId: readCode(text, /^((la|cp) )?(meeting|conference) (id|ref(erence)?|no\.?|number)$/i),
    laReference: readCode(text, /^((la|our|case|lcs|mosaic) )?(ref(erence)?|our ref)( no\.?| number)?$/i),
    childIds,
    childCount: readChildCount(text, childIds, conflicts),
    strategyDiscussionOn: readStrategyDate(text, today),
    ...chooseTimes(event, written, conflicts),
    mode: readConferenceMode(event, text),
    venue: readVenue(event, text),
    joinLink: readJoinLink(event, text),
    reportDue: readReportDue(text),
    planMayEnd: statement(text, PLAN_MAY_END),
    chairRequestsPolice: statement(text, CHAIR_ASKS),
    convenedBy,
    transferring: readTransferring(text, reference),
    inquorate: readInquorate(text),
  };
  const names = Object.keys(fields) as (keyof InvitationFields)[];
  return { fields, conflicts, unread: names.filter((name) => fields[name] === null) };
}

const anyOf = (...patterns: readonly RegExp[]): RegExp =>
  new RegExp(patterns.map(({ source }) => source).join('|'), 'i');

const PLAN_MAY_END = anyOf(
  /\bplans? (?:may|might|could|should|to|can|will|is (?:likely|proposed|recommended|expected) to) (?:now )?(?:be )?(?:end|ended|cease|stop|closed?|discharged|removed|step(?:ped)? down)\b/,
  /\b(?:end|ending|cease|ceasing|closing|discharge|stepping down|step down from|removal of) (?:of )?(?:the |a )?(?:child protection |cp )?plans?\b/,
  /\bstep(?:ping|ped)? down to (?:a )?(?:child in need|cin)\b/,
  /\bwhether (?:the |a )?(?:child protection |cp )?plan is still (?:needed|required|necessary)\b/,
);
const CHAIR_ASKS = anyOf(
  /\bpolice\b.{0,80}\b(?:requested|required|asked for|invited specifically) by (?:the )?(?:chair|social worker)\b/,
  /\b(?:chair|social worker|lead practitioner)\b.{0,60}\b(?:requests?|requested|asks?|asked|requires?|would like)\b.{0,60}\bpolice\b/,
  /\bpolice (?:attendance|presence) (?:is |at this (?:review|conference) is )?(?:specifically |particularly )?(?:requested|required|essential|needed)\b/,
  /\b(?:attendance|presence) (?:of|by|from) (?:the )?police (?:is |at this (?:review|conference) is )?(?:specifically |particularly )?(?:requested|required|essential|needed)\b/,
);

type Times = Pick<InvitationFields, 'date' | 'startsAt' | 'endsAt'>;

function chooseTimes(event: ReadEvent | null, written: WrittenTimes, conflicts: string[]): Times {
  conflicts.push(...written.doubts);
  if (!event?.startsAt || event.allDay) return { date: written.date, startsAt: written.start, endsAt: written.end };
  const { startsAt, endsAt } = event;
  const source = `calendar: ${endsAt ? formatSpan(startsAt, endsAt) : formatWhen(startsAt)}`;
  const date = londonDate(startsAt);
  const differs =
    (written.start !== null && !written.start.value.equals(startsAt)) ||
    (written.date !== null && !written.date.value.equals(date));
  if (differs) conflicts.push(`The text says "${(written.start ?? written.date)?.source ?? ''}", the ${source}.`);
  return {
    date: { value: date, source },
    startsAt: { value: startsAt, source },
    endsAt: endsAt ? { value: endsAt, source } : null,
  };
}

/** The authority's own words: "2 working days before", or the sentence that asks for the report. */
function readReportDue(text: InvitationText): Found<string> | null {
  const label = /^(police |your )?reports? ?(is |are )?(due|deadline|due by|required by|to be sent by|by)( date)?$/i;
  const said = labelled(text, label)[0];
  if (said) return said;
  const asks =
    /\breports?\b.*\b(working days?|days? before|hours? before|by ((mon|tue|wed|thu|fri)\w*|\d+)|no later than)\b/i;
  const sentence = text.sentences.find((each) => asks.test(each));
  return sentence === undefined ? null : { value: sentence, source: sentence };
}
