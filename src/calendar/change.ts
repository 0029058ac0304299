/** Why a calendar message is sent to an attendee. Drives the method, the SEQUENCE and the sentence they read. */
export type CalendarChange = AskingChange | CallingOffChange;
/** The changes told by a REQUEST. */
export type AskingChange = 'new' | 'moved' | 'place' | 'details' | 'reinstated' | 'reconvened';
/** The changes told by a CANCEL. */
export type CallingOffChange = 'withdrawn' | 'reassigned' | 'stood-down' | 'postponed' | 'cancelled';

export type SentMethod = 'REQUEST' | 'CANCEL';
/** A plain mail about an entry, in order with its calendar messages but none of them; and why it is sent. */
export type NoteMethod = 'NOTE';
export type NoteChange = 'time-suggested';
export type MessageMethod = SentMethod | NoteMethod;

const METHOD_WORDS: Record<MessageMethod, string> = {
  REQUEST: 'Invitation',
  CANCEL: 'Cancellation',
  NOTE: 'Automatic answer',
};
/** What a message is called on pages. */
export const methodWords = (method: MessageMethod): string => METHOD_WORDS[method];

interface Wording {
  readonly method: SentMethod;
  /** What the person reads first. */
  readonly sentence: string;
  /** Put after the subject of a CANCEL, so that a phone's lock screen does not read like an invitation. */
  readonly ending: string | null;
}

const ask = (sentence: string): Wording => ({ method: 'REQUEST', sentence, ending: null });
const callOff = (ending: string, sentence: string): Wording => ({ method: 'CANCEL', sentence, ending });

const WORDING: Record<CalendarChange, Wording> = {
  new: ask('You are asked to represent Thames Valley Police at this conference. Please accept or decline.'),
  moved: ask('The time of this conference has changed. Please answer again, even if you had accepted.'),
  place: ask('Where or how this conference is held has changed; the time has not. Please answer again.'),
  details: ask('Details of this conference have changed; the time has not. If you have answered, you need do nothing.'),
  reinstated: ask('This conference is on again. Please accept or decline.'),
  reconvened: ask('This conference sits again at this time. Please accept or decline.'),
  withdrawn: callOff('Withdrawn', 'You are no longer asked to attend this conference.'),
  reassigned: callOff('Withdrawn', 'Somebody else will attend this conference. You are no longer asked to.'),
  'stood-down': callOff('Stood down', 'This conference has been stood down. Please do not attend.'),
  postponed: callOff('Postponed', 'This conference has been postponed and has no new time yet. Please do not attend.'),
  cancelled: callOff('Cancelled', 'This conference has been cancelled. Please do not attend.'),
};

export const CALENDAR_CHANGES = Object.keys(WORDING) as readonly CalendarChange[];

/** The iTIP method that carries a change. */
export const methodOf = (change: CalendarChange): SentMethod => WORDING[change].method;

/** What the attendee reads first, in plain words. */
export const sentenceOf = (change: CalendarChange): string => WORDING[change].sentence;

/** The word that ends the subject of a CANCEL; null for a REQUEST. */
export const subjectEnding = (change: CalendarChange): string | null => WORDING[change].ending;

/** Whether an earlier answer no longer counts (RFC 5546 2.1.4: time, place and status are significant changes). */
export const asksAgain = (change: CalendarChange): boolean => methodOf(change) === 'REQUEST' && change !== 'details';

/**
 * The SEQUENCE of the next message for a UID. It starts at 0 and rises with every change but a text-only edit, which
 * must not make clients forget the answer they hold.
 */
export const nextSequence = (current: number | null, change: CalendarChange): number => {
  if (current === null) return 0;
  return change === 'details' ? current : current + 1;
};

/** From what changes least to what matters most to somebody who has heard of none of it. */
const WEIGHT: Record<AskingChange, number> = { details: 0, place: 1, moved: 2, reinstated: 3, new: 4, reconvened: 5 };
const isAsking = (change: CalendarChange): change is AskingChange => change in WEIGHT;

/**
 * What a message has to say when earlier ones of its UID never reached the person: the weightiest of all they do not know.
 * To somebody who has heard of nothing a moved conference is a new one.
 */
export const wordingAfter = (change: CalendarChange, unheard: readonly CalendarChange[]): CalendarChange =>
  isAsking(change)
    ? unheard.filter(isAsking).reduce((most, one) => (WEIGHT[one] > WEIGHT[most] ? one : most), change)
    : change;
