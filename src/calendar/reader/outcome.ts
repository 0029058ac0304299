import { never } from '../../kernel/decided.js';
import { readHeaderValue, splitOutsideQuotes } from './headers.js';
import type { FailedDelivery, MailFrame, NothingReason, ReadEvent, ReadMail } from './mail.js';
import type { MayAnswerFor } from './people.js';
import { sentByOrganizer, speaksForSelf } from './people.js';

/**
 * apply: it can be acted on once the records agree (UID, address, SEQUENCE). review: a person has to look.
 * reject: it asks for something it may not. ignore: nothing is to be done.
 */
export interface Outcome {
  readonly outcome: 'apply' | 'review' | 'reject' | 'ignore';
  /** In plain words, for the log and the page of mail. */
  readonly reason: string;
}

export type SenderCheck = 'pass' | 'fail' | 'unknown';

/** What is known of ourselves. Both may be left empty: the reader then believes no sender check and knows no desk. */
export interface Ours {
  readonly addresses?: readonly string[];
  /** The name our own mail gateway signs its Authentication-Results with; those of others can be forged. */
  readonly authservId?: string;
  /** Whether the records hold `writer` as an alias or delegate of `person`; both are lower case. */
  readonly mayAnswerFor?: MayAnswerFor;
}

const nobody: MayAnswerFor = () => false;

const apply = (reason: string): Outcome => ({ outcome: 'apply', reason });
const review = (reason: string): Outcome => ({ outcome: 'review', reason });
const reject = (reason: string): Outcome => ({ outcome: 'reject', reason });
const ignore = (reason: string): Outcome => ({ outcome: 'ignore', reason });

/**
 * What can be said of a mail without the records. A counter-proposal is applied: it means "cannot make it, suggests
 * another time", and the desk answers it, for the time is the local authority's. A bounce waits for a person, because
 * an address has to be put right.
 */
export function decideOutcome(read: ReadMail, ours: Ours = {}): Outcome {
  switch (read.sort) {
    case 'reply':
    case 'counter':
      return decideAnswer(read.event, read.mail, ours, read.sort);
    case 'request':
      return decideRequest(read.event, ours);
    case 'cancel':
      return decideCancel(read.event, read.mail, ours);
    case 'bounce':
      return decideBounce(read.failed);
    case 'out-of-office':
      return ignore('an automatic answer is no answer to an invitation');
    case 'letter':
      return review('a letter without a calendar part');
    case 'nothing':
      return decideNothing(read.reason, read.event?.method ?? null, read.mail);
    default:
      return never(read);
  }
}

/** A server that still tries needs nobody: it writes again when it gives up. */
function decideBounce(failed: readonly FailedDelivery[]): Outcome {
  if (failed.length === 0) return ignore('a report that mail was delivered');
  return failed.some(({ permanent }) => permanent)
    ? review('mail of ours was not delivered')
    : ignore('delivery is late, and the mail server is still trying');
}

function decideAnswer(event: ReadEvent, mail: MailFrame, ours: Ours, sort: 'reply' | 'counter'): Outcome {
  if (event.uid === null) return reject('an answer that does not say to which invitation');
  if (event.attendees.length === 0) return reject('an answer that names nobody');
  if (event.methodFrom === 'part') return review('the calendar itself does not say that it is an answer');
  const several = severalOf(event);
  if (several) return review(several);
  if (event.respondent === null) return review('several people, and no telling who answers');
  if (event.respondent.address === null) return review('the person who answers has no address');
  if (senderCheck(mail, ours) === 'fail') return review('the sender could not be verified');
  if (sort === 'counter') return decideCounter(event, mail, ours);
  const answer = event.respondent.partstat;
  if (answer === null || answer === 'NEEDS-ACTION') return reject('an answer that does not answer');
  if (answer === 'DELEGATED') return review('handed on to somebody else');
  const meaning = ANSWERS[answer];
  if (meaning === undefined) return review(`an answer nobody knows: ${answer}`);
  if (event.respondent.delegatedFrom !== null) return review(`${meaning}, in the place of somebody else`);
  return speaksForSelf(event.respondent, mail, ours.mayAnswerFor ?? nobody)
    ? apply(meaning)
    : review(`${meaning}, sent from another address`);
}

const ANSWERS: Readonly<Record<string, string>> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  TENTATIVE: 'tentative',
};

function decideCounter(event: ReadEvent, mail: MailFrame, ours: Ours): Outcome {
  if (event.unresolvedZone !== null) return review(zoneProblem(event.unresolvedZone));
  if (event.proposedStart === null) return review('proposes another time but does not say which');
  if (event.respondent === null || !speaksForSelf(event.respondent, mail, ours.mayAnswerFor ?? nobody)) {
    return review('proposes another time, sent from another address');
  }
  return apply('cannot make it, suggests another time');
}

function decideRequest(event: ReadEvent, ours: Ours): Outcome {
  if (event.uid === null) return review('an invitation without a UID: later changes cannot be matched');
  if (isOurs(event, ours)) return ignore('an invitation of our own came back');
  if (event.methodFrom === 'part') return review('the calendar itself does not say that it is an invitation');
  if (event.unresolvedZone !== null) return review(zoneProblem(event.unresolvedZone));
  const several = severalOf(event);
  if (several) return review(several);
  if (event.startsAt === null) return review('an invitation without a start');
  if (event.allDay) return review('an invitation for a whole day: it has no time');
  if (event.endsAt === null) return review('an invitation without an end');
  if (Temporal.Instant.compare(event.endsAt, event.startsAt) <= 0) return review('the end is not after the start');
  return apply('an invitation, or a change of one');
}

function decideCancel(event: ReadEvent, mail: MailFrame, ours: Ours): Outcome {
  if (event.uid === null) return reject('a cancellation that does not say of what');
  if (isOurs(event, ours)) return reject('nobody else may cancel our invitation');
  if (cameFromAttendee(event, mail)) return reject('a cancellation from somebody who was only invited');
  if (senderCheck(mail, ours) === 'fail') return review('the sender could not be verified');
  if (!sentByOrganizer(event.organizer, mail)) return review('a cancellation from somebody else than the organiser');
  const several = severalOf(event);
  if (several) return review(several);
  if (event.method !== 'CANCEL') return review('an update that says the meeting is cancelled');
  return event.methodFrom === 'part'
    ? review('the calendar itself does not say that it cancels')
    : apply('a cancellation');
}

const isOurs = (event: ReadEvent, ours: Ours): boolean =>
  event.organizer?.address != null &&
  (ours.addresses ?? []).some((one) => one.toLowerCase() === event.organizer?.address);

/** Assistants and relays write for organisers all the time; a person who was only invited does not. */
function cameFromAttendee(event: ReadEvent, mail: MailFrame): boolean {
  const writer = mail.from?.address;
  if (writer === undefined || event.organizer === null) return false;
  const organizes = writer === event.organizer.address || mail.sender?.address === event.organizer.address;
  return !organizes && event.attendees.some(({ address }) => address === writer);
}

function severalOf(event: ReadEvent): string | null {
  if (event.documents > 1) return 'several different calendars in one mail';
  if (event.recurs) return 'a series of meetings';
  if (event.recurrenceId !== null) return 'one occasion of a series';
  return event.events > 1 ? 'several meetings in one calendar' : null;
}

const zoneProblem = (zone: string): string =>
  zone === '' ? 'a time without a time zone' : `a time zone nobody knows: ${zone.slice(0, 80)}`;

/** What a calendar message asks when it asks anything of us. */
const ASKS = ['REQUEST', 'CANCEL', 'REPLY', 'COUNTER'];

function decideNothing(reason: NothingReason, method: string | null, mail: MailFrame): Outcome {
  switch (reason) {
    case 'no-method':
      return decideNoMethod(mail);
    case 'publish':
      return ignore('a calendar for information: it asks for nothing');
    case 'other-method':
      return decideOtherMethod(method);
    case 'vtodo':
      return ignore('a task or note, not a meeting');
    case 'no-event':
      return method !== null && ASKS.includes(method)
        ? review(`a ${method.toLowerCase()} without a meeting in it: it may have been cut off`)
        : ignore('a calendar without a meeting');
    case 'read-receipt':
      return ignore('a note that a mail was opened');
    case 'delivery-receipt':
      return ignore('a note that a mail was delivered');
    case 'empty':
      return ignore('an empty mail');
    case 'not-mail':
      return reject('an Outlook file (.msg) or another file that is no mail: save the mail as .eml');
    case 'tnef':
      return review('an attachment only Outlook can open (winmail.dat)');
    case 'sealed':
      return review('signed or encrypted so that only a mail program can open it');
    case 'forwarded':
      return review('somebody forwarded an invitation');
    case 'too-large':
      return review('too large to be read');
    case 'unreadable':
      return review('could not be read');
    default:
      return never(reason);
  }
}

/** The link to a meeting often comes so, and the letter around it may be what invites. */
const decideNoMethod = (mail: MailFrame): Outcome =>
  !mail.bare && mail.text !== ''
    ? review('a letter with a calendar for information')
    : ignore('a calendar for information: it asks for nothing');

/** The rest of RFC 5546 1.4, and what programs make up. */
function decideOtherMethod(method: string | null): Outcome {
  if (method === 'ADD') return review('adds an occasion to a series of meetings');
  if (method === 'REFRESH') return review('asks to be sent the invitation again');
  if (method === 'DECLINECOUNTER') return ignore('turns down another time, and we propose none');
  return review('a calendar message of a kind nobody knows');
}

/**
 * What our own gateway found about the sender (RFC 8601): DMARC if it looked, else DKIM or SPF. Headers of any other
 * authserv-id are passed over, for anyone can write them. 'unknown' when ours says nothing.
 */
export function senderCheck(mail: MailFrame, ours: Ours): SenderCheck {
  const wanted = ours.authservId?.toLowerCase();
  const header = mail.authenticationResults.find((value) => readHeaderValue(value).value.split(/\s/)[0] === wanted);
  if (wanted === undefined || header === undefined) return 'unknown';
  const results = new Map<string, string[]>();
  for (const piece of splitOutsideQuotes(header, ';').slice(1)) {
    const found = /^\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)/i.exec(piece);
    const method = found?.[1]?.toLowerCase() ?? '';
    if (found) results.set(method, [...(results.get(method) ?? []), found[2]?.toLowerCase() ?? '']);
  }
  const dmarc = results.get('dmarc')?.[0];
  if (dmarc === 'pass' || dmarc === 'bestguesspass') return 'pass';
  if (dmarc === 'fail') return 'fail';
  const others = [...(results.get('dkim') ?? []), ...(results.get('spf') ?? [])];
  if (others.includes('pass')) return 'pass';
  return others.some((result) => /^(hard)?fail$|^permerror$/.test(result)) ? 'fail' : 'unknown';
}
