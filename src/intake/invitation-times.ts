import { londonInstant } from '../kernel/london.js';
import { readDate, readTime, readTimeRange } from '../kernel/written-dates.js';
import type { Found, InvitationText } from './invitation-text.js';
import { distinct, labelled } from './invitation-text.js';

export interface WrittenTimes {
  readonly date: Found<Temporal.PlainDate> | null;
  readonly start: Found<Temporal.Instant> | null;
  readonly end: Found<Temporal.Instant> | null;
  /** In sentences: days that do not exist, or two different ones. */
  readonly doubts: readonly string[];
}

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?';
const DATE = new RegExp(
  `\\b${WEEKDAY}(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?:,? \\d{4}| \\d{2}(?! ?(?:[:.h\\d]|am|pm|noon|hrs)))?|${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2,4}|\\d{4}-\\d{2}-\\d{2})\\b`,
  'gi',
);
const CLOCK =
  '(?:\\d{1,2}(?:[:.]\\d{2})? ?(?:am|pm|a\\.m\\.|p\\.m\\.)|\\d{1,2}[:.h]\\d{2}|\\d{4} ?(?:hrs|hours)|(?:12 )?(?:noon|midday))';
const RANGE = new RegExp(`(?:\\d{1,2}|${CLOCK}) ?(?:-|–|—|to|until|till) ?${CLOCK}`, 'i');
const ONE_TIME = new RegExp(`\\b${CLOCK}`, 'i');

const DATE_LABEL =
  /^((conference|meeting|review) )?(date|day|when)( (and|&) time|\s?\/\s?time)?( of (the )?(conference|meeting|review))?$/i;
const TIME_LABEL =
  /^((conference|meeting|start) )?(time|times|starts?|start time)( of (the )?(conference|meeting|review))?$/i;
const END_LABEL = /^(end|ends|end time|finish|finish time|finishes)$/i;
/** "… will be held on Tuesday 8 December at 10.30am": a sentence about when it is, not about anything else. */
const WHEN_IT_IS = /\b(held|takes? place|taking place|arranged|scheduled|convened|invited|will be on)\b/i;
const ANOTHER_DAY =
  /\b(last|previous|report|born|birth|dob|edd|strategy|was held|were held|received|return|deadline)\b/i;

/** The dates in a line, each as written; null where the words name no day that exists. */
export const datesIn = (line: string, today: Temporal.PlainDate): readonly Found<Temporal.PlainDate | null>[] =>
  [...line.matchAll(DATE)].map(([written]) => ({
    value: readDate(written.replace(/ of /i, ' ').replace(/,? the /i, ' '), today),
    source: written,
  }));

/**
 * When the conference is, as its text says it. A time counts only with a day, and one day only: two different days, or a
 * weekday that does not fit its date, are doubts for a person and give no time.
 */
export function writtenTimes(text: InvitationText, today: Temporal.PlainDate): WrittenTimes {
  const lines = dateLines(text);
  const all = lines.flatMap((source) =>
    datesIn(source, today).map(({ value, source: written }) => ({ value, source, written })),
  );
  const doubts = all.filter(({ value }) => value === null).map(({ written }) => `"${written}" is no day that exists.`);
  const dates = distinct(all.flatMap(({ value, source }) => (value === null ? [] : [{ value, source }])));
  const [date, another] = dates;
  if (date === undefined || doubts.length > 0) return { date: null, start: null, end: null, doubts };
  if (another !== undefined) {
    const days = dates.map(({ value }) => value.toString()).join(' and ');
    return { date: null, start: null, end: null, doubts: [`The text names several days: ${days}.`] };
  }
  return { date, ...timesOn(date, text, lines), doubts };
}

function dateLines(text: InvitationText): readonly string[] {
  const named = labelled(text, DATE_LABEL).map(({ source }) => source);
  if (named.length > 0) return named;
  return text.sentences.filter((sentence) => WHEN_IT_IS.test(sentence) && !ANOTHER_DAY.test(sentence));
}

type Times = Pick<WrittenTimes, 'start' | 'end'>;

function timesOn(date: Found<Temporal.PlainDate>, text: InvitationText, dateLines: readonly string[]): Times {
  const named = labelled(text, TIME_LABEL);
  const places = named.length > 0 ? named : dateLines.map((source) => ({ value: source.replace(DATE, ' '), source }));
  for (const { value, source } of places) {
    const words = [...new Set([date.source, source])].join(' · ');
    const at = (time: Temporal.PlainTime): Found<Temporal.Instant> => ({
      value: londonInstant(date.value, time),
      source: words,
    });
    const range = readTimeRange(RANGE.exec(value)?.[0] ?? value);
    if (range) return { start: at(range.start), end: at(range.end) };
    const start = readTime(ONE_TIME.exec(value)?.[0] ?? (named.length > 0 ? value : ''));
    const end = readTime(labelled(text, END_LABEL)[0]?.value ?? '');
    if (start) return { start: at(start), end: end && Temporal.PlainTime.compare(start, end) < 0 ? at(end) : null };
  }
  return { start: null, end: null };
}
