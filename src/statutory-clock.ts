import { loadReferenceData } from '../config/reference-data.js';
import { transferInDueBy } from './conferences/transfer.js';
import { FIRST_YEAR, LAST_YEAR } from './kernel/bank-holidays.js';
import { firstReviewDueBy, icpcDueBy, reviewDueBy, type WorkingCalendar } from './kernel/working-time.js';

type Clock = (from: Temporal.PlainDate, calendar: WorkingCalendar) => Temporal.PlainDate;

/** From: the strategy discussion, what began the transfer, the initial conference, the review before. */
const CLOCKS = {
  icpc: icpcDueBy,
  'transfer-in': transferInDueBy,
  'first-review': firstReviewDueBy,
  review: reviewDueBy,
} as const satisfies Readonly<Record<string, Clock>>;
const KINDS = Object.keys(CLOCKS).join(', ');

interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** Prints the latest date of a statutory clock, without a database. Returns the exit code: 0, or 2 with one sentence. */
export function clockCommand(words: readonly string[], { print, complain }: Terminal): number {
  const refuse = (sentence: string): number => {
    complain(sentence);
    return 2;
  };
  const [kind = '', day = '', ...more] = words;
  if (kind === '' || day === '' || more.length > 0) {
    return refuse(`Usage: npm run clock -- KIND DATE, with KIND one of ${KINDS} and DATE such as 2026-11-23.`);
  }
  if (!Object.hasOwn(CLOCKS, kind)) return refuse(`There is no clock "${shown(kind)}": KIND is one of ${KINDS}.`);
  if (!WRITTEN.test(day))
    return refuse(`"${shown(day)}" is not written as 2026-11-23, with nothing before or after it.`);
  const from = existingDay(day);
  if (from === null) return refuse(`${day} is no day that exists: look at the day and the month.`);
  if (from.year < FIRST_YEAR || from.year > LAST_YEAR - 1) {
    return refuse(
      `The year ${day.slice(0, 4)} is out of reach: bank holidays are known for DATE from ${FIRST_YEAR} to ${LAST_YEAR - 1}.`,
    );
  }
  const clock: Clock = CLOCKS[kind as keyof typeof CLOCKS];
  print(clock(from, loadReferenceData().calendar).toString());
  return 0;
}

/** What was typed, on one line and short, so that it cannot pretend to be anything else. */
const shown = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 40);

/** Of the many ways to write a date this command takes one: what a program prints should come from what it was told. */
const WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

function existingDay(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return null;
  }
}

if (import.meta.main) {
  const terminal = { print: (text: string) => console.log(text), complain: (text: string) => console.error(text) };
  process.exitCode = clockCommand(process.argv.slice(2), terminal);
}
