/** The few facts that are taken out of a cell of notes. The text itself is never kept: it may say anything of anybody. */
import { readMoment, type DateRules } from './written-cells.js';
import { CALLED_OFF } from './written-kinds.js';

export interface WrittenNotes {
  readonly policeRequested: boolean;
  readonly strategyOn: Temporal.PlainDate | null;
  readonly transferFrom: string | null;
  readonly notifiedOn: Temporal.PlainDate | null;
  readonly preBirth: boolean;
  readonly calledOff: boolean;
}

export const NO_NOTES: WrittenNotes = {
  policeRequested: false,
  strategyOn: null,
  transferFrom: null,
  notifiedOn: null,
  preBirth: false,
  calledOff: false,
};

const LONGEST_READ = 2000;
const DATE = String.raw`((?:(?:mon|tue|wed|thu|fri)[a-z]*\.? )?\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{2,4}|(?:st|nd|rd|th)? [a-z]{3,9}\.? \d{2,4})|\d{4}-\d{2}-\d{2})`;
const STRATEGY = new RegExp(
  String.raw`\bstrat(?:egy)?\.?(?: (?:disc(?:ussion)?|meeting|mtg|date|held|on|was))*:? ${DATE}`,
  'i',
);
const NOTIFIED = new RegExp(
  String.raw`\b(?:notified|notification|referral accepted)(?: (?:on|received|date|of))*:? ${DATE}`,
  'i',
);
const WANTED =
  /\bpolice\b[^.;]{0,40}\b(request|requested|required|needed|essential|must attend|to attend|please attend)\b|\b(request|requests|requested|require|requires|wants?|asks? for|asked for)\b[^.;]{0,25}\bpolice\b/i;
const NOT_WANTED = /\b(not|no|n't) (be )?(required|needed|requested|necessary)\b|\bno police\b/i;
/** A council or a force, not a person: one to four words with capitals after "from". */
const FROM = /\b[Ff]rom ([A-Z][a-z]+(?:(?: (?:and|upon|on|of) | |-)[A-Z][a-z]+){0,3})(?=$|[\s,.;(])/;

/** Reads the facts; `isTransfer` allows the place a child comes from. */
export function readNotes(text: string, rules: DateRules, isTransfer: boolean): WrittenNotes {
  if (text === '') return NO_NOTES;
  const notes = text.slice(0, LONGEST_READ).replace(/\s+/g, ' ');
  const date = (shape: RegExp): Temporal.PlainDate | null => {
    const found = shape.exec(notes)?.[1];
    return found === undefined ? null : (readMoment(found, rules)?.date ?? null);
  };
  return {
    policeRequested: WANTED.test(notes) && !NOT_WANTED.test(notes),
    strategyOn: date(STRATEGY),
    transferFrom: isTransfer ? (FROM.exec(notes)?.[1] ?? null) : null,
    notifiedOn: date(NOTIFIED),
    preBirth: /\b(pre-? ?birth|unborn)\b/i.test(notes),
    calledOff: CALLED_OFF.test(notes),
  };
}
