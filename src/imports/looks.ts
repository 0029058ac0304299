/** What the cells of a column look like: so a heading is believed only when its column bears it out. */
import { readMode } from '../conferences/modes.js';
import {
  readClock,
  readClockRange,
  readMoment,
  isBlank,
  onlyOrder,
  readMinutes,
  readWeekday,
  type DateRules,
} from './written-cells.js';
import { readWrittenKind } from './written-kinds.js';

/** Shares of the filled cells, 0 to 1. */
export interface Looks {
  readonly filled: number;
  readonly dates: number;
  readonly dateTimes: number;
  readonly times: number;
  readonly durations: number;
  readonly kinds: number;
  readonly meetings: number;
  readonly modes: number;
  readonly years: number;
  readonly codes: number;
  readonly numbers: number;
  readonly flags: number;
  readonly names: number;
  readonly links: number;
  readonly weekdays: number;
  /** Dates later than today. */
  readonly ahead: number;
}

/** As child and meeting ids of local authorities look: at least one digit, no spaces but a few. */
const CODE = /^=?"?(?=[^"]*\d)[A-Za-z0-9][A-Za-z0-9/_.-]{1,39}"?$/;
const WORD = String.raw`(?:Mc|Mac|O['’]|D['’]|[Dd]e |[Vv]an )?[A-Z][a-zà-ÿ]{1,}(?:-[A-Z][a-zà-ÿ]+)?`;
const NAME = new RegExp(
  `^(?:(?:Mr|Mrs|Ms|Miss|Dr)\\.? )?(?:${WORD}|[A-Z]\\.?)(?:,? (?:${WORD}|[A-Z]\\.?)){0,2} ${WORD}$|^${WORD}, ${WORD}$|^[A-Z][A-Z'’-]+, ${WORD}$`,
);
const SINGLE_NAME = /^[A-Z][a-zà-ÿ]{2,}(-[A-Z][a-zà-ÿ]+)?$|^[A-Z]{2,}, ?[A-Z][a-zà-ÿ]+$/;
/** Words that begin with a capital in lists and are nobody's name. */
const NO_NAME =
  /\b(teams|zoom|virtual|video|hybrid|phone|telephone|person|room|house|centre|center|office|offices|square|street|road|hall|council|civic|building|suite|floor|hospital|school|conference|conf|review|initial|transfer|strategy|group|meeting|police|birth|pre|cp|child|protection|core|legal|care|cla|yes|no|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|team|hub|duty|north|south|east|west|cancelled|confirmed|booked|tbc|none|online|microsoft|ms|face|unborn|neglect|emotional|physical|sexual|abuse|court|library|family)\b/i;

/** Whether it reads as a person's name: two or three words with capitals, or "Surname, Forename". */
export const looksLikeName = (text: string): boolean => NAME.test(text.trim()) && !NO_NAME.test(text);

const isAhead = (date: Temporal.PlainDate | null, today: Temporal.PlainDate): boolean =>
  date !== null && Temporal.PlainDate.compare(date, today) > 0;

/** Looks at the cells of one column; blanks do not count. */
export function looksOf(cells: readonly string[], rules: DateRules): Looks {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => !isBlank(cell));
  const share = (test: (cell: string) => boolean): number =>
    filled.length === 0 ? 0 : filled.filter((cell) => test(cell)).length / filled.length;
  const moment = (cell: string): ReturnType<typeof readMoment> =>
    readMoment(cell, { ...rules, order: onlyOrder(cell) ?? rules.order });
  const singles = share((cell) => SINGLE_NAME.test(cell) && !NO_NAME.test(cell));
  return {
    filled: filled.length,
    dates: share(
      (cell) => moment(cell) !== null || onlyOrder(cell) !== null || /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$/.test(cell),
    ),
    dateTimes: share((cell) => (moment(cell)?.time ?? null) !== null),
    times: share(
      (cell) => readClock(cell) !== null || readClockRange(cell) !== null || /^\d{1,2}[:.]\d{2}$/.test(cell),
    ),
    durations: share((cell) => readMinutes(cell, true) !== null),
    kinds: share((cell) => readWrittenKind(cell, true).kind === 'conference'),
    meetings: share((cell) => readWrittenKind(cell, true).kind !== 'unknown'),
    modes: share((cell) => readMode(cell) !== null),
    years: share((cell) => /^(19|20)\d{2}(\.0)?$/.test(cell)),
    codes: share((cell) => CODE.test(cell)),
    numbers: share((cell) => /^\d+(\.\d+)?$/.test(cell)),
    flags: share((cell) => /^(y|n|yes|no|true|false|t|f|0|1)$/i.test(cell)),
    // Single words can be places, so they make names only where the column is full of different ones.
    names: Math.max(
      share(looksLikeName),
      new Set(filled).size > filled.length * 0.6 && filled.length > 2 ? singles : 0,
    ),
    links: share((cell) => /https?:\/\//i.test(cell)),
    weekdays: share((cell) => readWeekday(cell) !== null),
    ahead: share((cell) => isAhead(moment(cell)?.date ?? null, rules.today)),
  };
}
