/** A row of a list as short text, and back: what is the same in many rows stands in it as a number. */
import type { ListedPast } from './listed-past.js';
import type { CellNote, ListedChild, ListedRow, ListedTime, Warning } from './listed.js';
import { detached, remembered } from './remembered.js';

/** A text, or the number under which it is kept once for all rows. */
type Word = string | number | null;
type Note = readonly [column: Word, cell: string, message: Word, mustConfirm: 0 | 1];
type Child = readonly [id: string | null, initials: string | null, born: number | null, expected: string | null];

type Past = readonly [
  state: ListedPast['state'],
  stateReason: Word,
  outcome: ListedPast['outcome'],
  presentAtDecision: boolean,
  people: readonly Word[],
  reason: string | null,
  reasonNote: Word,
  report: ListedPast['report'],
  reportOn: string | null,
  relevance: ListedPast['relevance'],
];

type Packed = readonly [
  own: readonly [row: number, kind: ListedRow['kind'], meetingId: string | null, mode: ListedRow['mode'], hash: string],
  flags: number,
  time: string | null,
  children: readonly Child[],
  words: readonly [venue: Word, joinLink: Word, chair: Word, transferFrom: Word, skip: Word],
  days: readonly (string | null)[],
  errors: readonly Note[],
  warnings: readonly Note[],
  past: Past | null,
];

const FLAGS = ['hidden', 'modeAssumed', 'policeRequested', 'onlyChild'] as const;
const IS_TRANSFER = 2 ** FLAGS.length;
const SPLIT = '|';

/** Packs the rows of one list and unpacks them again. */
export class RowPacking {
  private readonly words = new Words();

  pack(row: ListedRow): string {
    const { words } = this;
    const note = ({ column, cell, message }: CellNote, mustConfirm: boolean): Note => [
      words.of(column),
      cell,
      words.of(message),
      mustConfirm ? 1 : 0,
    ];
    const packed: Packed = [
      [row.row, row.kind, row.meetingId, row.mode, row.hash],
      FLAGS.reduce((sum, flag, bit) => sum + (row[flag] ? 2 ** bit : 0), row.transfer === null ? 0 : IS_TRANSFER),
      row.time === null ? null : packedTime(row.time),
      row.children.map(({ laChildId, initials, bornYear, expected }) => [laChildId, initials, bornYear, expected]),
      [row.venue, row.joinLink, row.chair, row.transfer?.from ?? null, row.skip].map((word) =>
        words.of(word),
      ) as unknown as Packed[4],
      packedDays(row),
      row.errors.map((each) => note(each, false)),
      row.warnings.map((each) => note(each, each.mustConfirm)),
      row.past === null ? null : words.packedPast(row.past),
    ];
    return JSON.stringify(packed);
  }

  unpack(text: string): ListedRow {
    const { words } = this;
    const [own, flags, time, children, kept, days, errors, warnings, past] = JSON.parse(text) as Packed;
    const [row, kind, meetingId, mode, hash] = own;
    const [venue, joinLink, chair, from, skip] = kept.map((word) => words.text(word)) as [Text, Text, Text, Text, Text];
    const isSet = (flag: (typeof FLAGS)[number]): boolean => (flags & (2 ** FLAGS.indexOf(flag))) !== 0;
    return {
      row,
      hidden: isSet('hidden'),
      kind,
      meetingId,
      children: children.map(childIn),
      time: time === null ? null : timeIn(time),
      mode,
      modeAssumed: isSet('modeAssumed'),
      venue,
      joinLink,
      chair: chair ?? '',
      previousOn: dayIn(days[0]),
      strategyOn: dayIn(days[1]),
      transfer: (flags & IS_TRANSFER) === 0 ? null : { from, notifiedOn: dayIn(days[2]) },
      policeRequested: isSet('policeRequested'),
      past: past === null ? null : words.past(past),
      errors: errors.map((note) => words.note(note)),
      warnings: warnings.map((note): Warning => ({ ...words.note(note), mustConfirm: note[3] === 1 })),
      skip,
      onlyChild: isSet('onlyChild'),
      hash,
    };
  }
}

type Text = string | null;

const MOST_WORDS = 10_000;

/** The texts that many rows share, each kept once. */
class Words {
  private readonly numbers = new Map<string, number>();
  private readonly texts: string[] = [];

  of(text: string | null): Word {
    if (text === null) return null;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    if (this.texts.length >= MOST_WORDS) return text;
    const kept = detached(text);
    this.numbers.set(kept, this.texts.length);
    return this.texts.push(kept) - 1;
  }

  text(word: Word): string | null {
    return typeof word === 'number' ? (this.texts[word] ?? null) : word;
  }

  note([column, cell, message]: Note): CellNote {
    return { column: this.text(column) ?? '', cell, message: this.text(message) ?? '' };
  }

  packedPast(past: ListedPast): Past {
    const { state, outcome, presentAtDecision, reason, report, reportOn, relevance } = past;
    const [stateReason, reasonNote] = [this.of(past.stateReason), this.of(past.reasonNote)];
    const people = past.people.map((name) => this.of(name));
    return [state, stateReason, outcome, presentAtDecision, people, reason, reasonNote, report, reportOn, relevance];
  }

  past(packed: Past): ListedPast {
    const [state, stateReason, outcome, presentAtDecision, people, reason, reasonNote, report, reportOn, relevance] =
      packed;
    return {
      state,
      stateReason: this.text(stateReason),
      outcome,
      presentAtDecision,
      people: people.map((name) => this.text(name) ?? ''),
      reason,
      reasonNote: this.text(reasonNote),
      report,
      reportOn,
      relevance,
    };
  }
}

const childIn = ([laChildId, initials, bornYear, expected]: Child): ListedChild => ({
  laChildId,
  initials,
  bornYear,
  expected,
});

const NO_DAYS: readonly never[] = [];

function packedDays({ previousOn, strategyOn, transfer }: ListedRow): Packed[5] {
  const notifiedOn = transfer?.notifiedOn ?? null;
  if (previousOn === null && strategyOn === null && notifiedOn === null) return NO_DAYS;
  return [previousOn, strategyOn, notifiedOn].map((day) => day?.toString() ?? null);
}

const day = remembered((text) => Temporal.PlainDate.from(text));
const dayIn = (text: string | null | undefined): Temporal.PlainDate | null => (text == null ? null : day(text));

const packedTime = ({ start, end, endAssumed }: ListedTime): string =>
  `${start}${SPLIT}${end ?? ''}${SPLIT}${endAssumed ? '1' : ''}`;

/** A start begins with the day in London. */
const timeIn = remembered((text): ListedTime => {
  const [start = '', end = '', assumed = ''] = text.split(SPLIT);
  const date = Temporal.PlainDate.from(start.slice(0, 10));
  if (end === '') return { date, startsAt: null, endsAt: null, start, end: null, endAssumed: false };
  const [startsAt, endsAt] = [Temporal.Instant.from(start), Temporal.Instant.from(end)];
  return { date, startsAt, endsAt, start, end, endAssumed: assumed === '1' };
});
