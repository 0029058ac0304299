/** One row of a list, read by its columns: what it says of a conference, and what is wrong with it at which cell. */
import { readMode, type ConferenceMode } from '../conferences/modes.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { SheetRow } from './list.js';
import { formatDate } from '../kernel/london.js';
import { DaysAbove, type DayAbove } from './above.js';
import { NOTHING_READ, type ListedChild, type ListedRow } from './listed.js';
import { remembered } from './remembered.js';
import { RowCells } from './row-cells.js';
import { RowChildren } from './row-children.js';
import { RowPast } from './row-past.js';
import { RowStanding, safely } from './row-standing.js';
import { RowTimes, TIME_FIELDS } from './row-times.js';
import { dateRulesFor, type ListRules } from './rules.js';
import { isBlank, readClock, readClockRange, readMoment } from './written-cells.js';
import { CUT_DOWN } from './written-children.js';
import { readWrittenKind } from './written-kinds.js';
import { readNotes, type WrittenNotes } from './written-notes.js';
import { HISTORY_FIELDS, type Field } from './fields.js';

/** Makes a short text of a long one, always the same: a cryptographic digest. */
export type Fingerprint = (text: string) => string;

const SEPARATOR = '\u001f';
/** Dates of birth and the chair never; what came of a conference only where it is read. */
const NOT_HASHED: readonly Field[] = ['birth', 'expected', 'chair', ...HISTORY_FIELDS];
const LONGEST_VENUE = 200;
const LONGEST_MEETING_ID = 60;
const LONGEST_CHAIR = 200;

/** Reads the rows of one list. Never throws, whatever the cells hold. */
export class RowReader {
  private readonly cells: RowCells;
  private readonly hashed: readonly Field[];
  private readonly kindOf: (text: string) => ReturnType<typeof readWrittenKind>;
  private readonly modeOf: (text: string) => { readonly mode: ConferenceMode | null };
  private readonly standing: RowStanding;
  private readonly times: RowTimes;
  private readonly children: RowChildren;
  private readonly days: DaysAbove;
  private readonly past: RowPast;
  private readonly dayOf: (key: string) => { readonly date: Temporal.PlainDate | null };

  constructor(
    private readonly rules: ListRules,
    private readonly fingerprint: Fingerprint,
  ) {
    this.cells = new RowCells(rules.mapping);
    this.hashed = rules.mapping.columns.mapped
      .map((column) => column.field)
      .filter((field) => !NOT_HASHED.includes(field))
      .sort();
    const { cells } = this;
    this.kindOf = remembered((text) => readWrittenKind(text, rules.mapping.ofConferences));
    this.modeOf = remembered((text) => ({ mode: readMode(text) }));
    this.standing = new RowStanding(cells, rules, this.kindOf);
    this.times = new RowTimes(cells, rules);
    this.children = new RowChildren(cells, rules);
    this.days = new DaysAbove(rules.mapping.day, rules.mapping.daysOnce, dateRulesFor(rules, 'date'));
    this.past = new RowPast(cells, rules);
    this.dayOf = remembered((key) => this.readDay(key));
  }

  read(row: SheetRow): ListedRow {
    const { cells } = this;
    const isDay = row.alone !== undefined && this.days.take(row.alone, row.row);
    cells.turnTo(row);
    const lent = this.lendDay(row);
    const skip = isDay ? 'a day for the rows below' : this.standing.whyNot(row.alone !== undefined);
    if (skip === null && lent !== null) {
      const day = readMoment(lent.day, dateRulesFor(this.rules, 'date'))?.date;
      cells.warn('date', `No date: ${day == null ? lent.day : formatDate(day)} was taken from ${lent.from}.`, true);
    }
    return skip === null ? this.readConference(row) : this.readNothing(row, skip);
  }

  /** A time without a day belongs to the day above it. */
  private lendDay(row: SheetRow): DayAbove | null {
    const { cells, days } = this;
    const day = cells.text('date');
    if (!isBlank(day)) days.remember(day, row.row);
    else if (!cells.holdsFormula('date') && TIMES.some((field) => hasClock(cells.text(field))) && days.lent !== null) {
      cells.turnTo(row, days.lent.day);
      return days.lent;
    }
    return null;
  }

  private readConference(row: SheetRow): ListedRow {
    const { cells } = this;
    const kind = this.readKind();
    const notes = readNotes(cells.text('notes'), dateRulesFor(this.rules, 'date'), kind === 'transfer-in');
    const children = this.children.read(notes.preBirth);
    const time = this.times.read();
    this.standing.checkWeekday(time);
    const past = time === null ? null : this.past.read(time.date, kind);
    const mode = this.readMode();
    const joinLink = LINK.exec(`${cells.text('link')} ${cells.text('venue')}`)?.[0] ?? null;
    const meetingId = this.readMeetingId();
    this.standing.warnOfStatus(past);
    if (notes.calledOff) cells.warn('notes', 'The notes speak of a cancellation or postponement.', true);
    if (row.hidden) cells.warn('kind', 'The row is hidden in the sheet; it was read all the same.');
    // One object, made at once: a list has a hundred thousand of them.
    return {
      row: row.row,
      hidden: row.hidden,
      kind: refined(kind, children, notes.preBirth || UNBORN.test(`${cells.text('childId')} ${cells.text('birth')}`)),
      meetingId,
      children,
      time,
      mode: mode ?? this.rules.hub.defaultMode,
      modeAssumed: mode === null,
      venue: roomIn(cells.text('venue'), joinLink),
      joinLink,
      chair: cells.text('chair').slice(0, LONGEST_CHAIR).toLowerCase(),
      previousOn: this.day('previousOn'),
      strategyOn: this.day('strategyOn') ?? notes.strategyOn,
      transfer: this.readTransfer(kind, notes),
      policeRequested: notes.policeRequested,
      past,
      errors: cells.errorsNoted(),
      warnings: cells.warningsNoted(),
      skip: null,
      onlyChild: this.isOnlyChild(children),
      hash: this.hash(children, past),
    };
  }

  private readNothing(row: SheetRow, skip: string): ListedRow {
    return {
      row: row.row,
      hidden: row.hidden,
      ...NOTHING_READ,
      mode: this.rules.hub.defaultMode,
      skip,
      hash: this.hash([], null),
    };
  }

  private readKind(): ConferenceKind | null {
    const text = this.cells.text('kind');
    if (isBlank(text)) {
      if (this.rules.mapping.kind === null && !this.cells.holdsFormula('kind')) {
        this.cells.error('kind', 'The kind of conference is missing.');
      }
      return this.asTransfer(this.rules.mapping.kind);
    }
    const kind = this.kindOf(text);
    if (kind.kind === 'conference') return this.asTransfer(kind.is);
    this.cells.error(
      'kind',
      `${safely(text)} is no kind of conference that is known. Write ICPC, RCPC or transfer-in.`,
    );
    return null;
  }

  private asTransfer(kind: ConferenceKind | null): ConferenceKind | null {
    return kind === 'icpc' && /^(y|yes|true|t|1)$/i.test(this.cells.text('transferIn')) ? 'transfer-in' : kind;
  }

  private readMeetingId(): string | null {
    const text = this.cells
      .text('meetingId')
      .replace(/\s+/g, ' ')
      .replace(/^(\d+)\.0$/, '$1');
    if (isBlank(text)) return null;
    if (CUT_DOWN.test(text)) {
      this.cells.error(
        'meetingId',
        'Excel has cut this number down (E+). Format the column as text and send it again.',
      );
      return null;
    }
    if (/\d/.test(text) && text.length <= LONGEST_MEETING_ID) return text;
    this.cells.warn('meetingId', 'A meeting id has a digit in it and at most 60 letters; this was not read.');
    return null;
  }

  /** As the row says, or as its place does; null when neither does. */
  private readMode(): ConferenceMode | null {
    const { cells } = this;
    const text = cells.text('mode');
    const said =
      this.modeOf(text).mode ??
      this.modeOf(`${cells.text('venue')} ${cells.text('link')}`).mode ??
      this.modeOf(cells.text('date')).mode;
    if (said === null && !isBlank(text)) {
      cells.warn('mode', `${safely(text)} does not say how it is held: the hub’s usual way was assumed.`);
    }
    return said;
  }

  private day(field: Field): Temporal.PlainDate | null {
    const text = this.cells.text(field);
    return isBlank(text) ? null : this.dayOf(field + SEPARATOR + text).date;
  }

  private readDay(key: string): { readonly date: Temporal.PlainDate | null } {
    const [field = '', text = ''] = key.split(SEPARATOR);
    return { date: readMoment(text, dateRulesFor(this.rules, field as Field))?.date ?? null };
  }

  private readTransfer(kind: ConferenceKind | null, notes: WrittenNotes): ListedRow['transfer'] {
    const notifiedOn = this.day('notifiedOn') ?? notes.notifiedOn;
    if (kind !== 'transfer-in' || (notifiedOn === null && notes.transferFrom === null)) return null;
    return { from: notes.transferFrom, notifiedOn };
  }

  private isOnlyChild(children: readonly ListedChild[]): boolean {
    const { cells } = this;
    const blank = (['kind', 'meetingId', ...TIME_FIELDS] as const).every((field) => isBlank(cells.text(field)));
    return (
      blank && children.some((child) => child.laChildId !== null || child.bornYear !== null || child.expected !== null)
    );
  }

  /** Of a date of birth only the year goes into it: a hash of a birthday could be turned back by trying all of them. */
  private hash(children: readonly ListedChild[], past: ListedRow['past']): string {
    let text = past === null ? '' : JSON.stringify(past);
    for (const field of this.hashed) text += `${field}=${this.cells.text(field)}${SEPARATOR}`;
    const born = children.map((child) => `${child.bornYear ?? ''}/${child.expected ?? ''}`);
    return this.fingerprint(text + born.join(SEPARATOR));
  }
}

/** An unborn child makes an initial conference a pre-birth one, however the list calls it; so does the word in the notes. */
function refined(
  kind: ConferenceKind | null,
  children: readonly ListedChild[],
  speaksOfUnborn: boolean,
): ConferenceKind | null {
  const unborn = children.length > 0 && children.every((child) => child.expected !== null && child.bornYear === null);
  const preBirth = unborn || (speaksOfUnborn && children.every((child) => child.bornYear === null));
  if (!preBirth) return kind;
  if (kind === 'icpc') return 'pre-birth-icpc';
  return kind === 'rcpc' ? 'pre-birth-review' : kind;
}

const TIMES: readonly Field[] = ['start', 'time'];
const hasClock = (text: string): boolean => readClock(text) !== null || readClockRange(text) !== null;
const UNBORN = /\b(unborn|un-born|ubb)\b/i;

const LINK = /https?:\/\/[^\s<>"]{1,900}/i;

/** What is left of a venue beside the link in it. */
function roomIn(venue: string, link: string | null): string | null {
  const words = venue.replace(/\s+/g, ' ');
  const room = (link === null ? words : words.replace(link, '')).replace(/^[\s/,;-]+|[\s/,;-]+$/g, '');
  return isBlank(room) ? null : room.slice(0, LONGEST_VENUE);
}
