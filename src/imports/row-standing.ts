/** Whether a row is a conference that is to be held, as far as its words say. */
import { formatDate, weekdayName } from '../kernel/london.js';
import type { Field } from './fields.js';
import type { ListedTime } from './listed.js';
import type { ListedPast } from './listed-past.js';
import { looksLikeName } from './looks.js';
import { remembered } from './remembered.js';
import type { RowCells } from './row-cells.js';
import { otherHub } from './row-owner.js';
import { dateRulesFor, isHistory, type ListRules } from './rules.js';
import { isBlank, readMoment, readWeekday } from './written-cells.js';
import { CALLED_OFF, type WrittenKind } from './written-kinds.js';
import { readOutcome } from './written-outcomes.js';

const KEY_FIELDS: readonly Field[] = ['kind', 'meetingId', 'childId', 'date', 'start', 'time', 'birth', 'expected'];
const TOTAL = /^(sub-?|grand )?totals?\b/i;
const TICK = /^(y|yes|x|true|t|1|\u2713|\u2714)$/i;
const NO = /^(n|no|false|f|0)$/i;
const PLANNED =
  /\b(confirmed|booked|provisional|scheduled|planned|open|active|arranged|going ahead|live|invited|invites?|sent|agreed|tbc|pending|complete|completed|held|new|current|ok|on|awaiting|due|draft|in progress|allocated|notified|requested|approved|normal|attended|quorate|closed|actual)\b/i;

const DENIED = /\b(not|no longer|never|un(confirmed|booked))\b|n['’]t\b/i;

/** A cell shown again in a sentence: shortened, and not at all when it may be somebody's name. */
export const safely = (text: string): string =>
  looksLikeName(text) ? 'This' : `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`;

/** Looks at the row that its cells are turned to. */
export class RowStanding {
  private readonly ownerIn: (text: string) => { readonly owner: string | null };

  constructor(
    private readonly cells: RowCells,
    private readonly rules: ListRules,
    private readonly kindOf: (text: string) => WrittenKind,
  ) {
    this.ownerIn = remembered((text) => ({ owner: otherHub(text, rules.hub, rules.hubs) }));
  }

  /**
   * Why the row is nothing to record, in a few words, or null.
   * @param isAlone one cell is filled and nothing else: "Week commencing 7 December"
   */
  whyNot(isAlone: boolean): string | null {
    const { cells } = this;
    if (isAlone && this.isNothingBut('date', 'start', 'time')) return 'no conference in this row';
    if (this.isNothingBut()) return 'no conference in this row';
    const { kind } = this.kindOf(cells.text('kind'));
    // A total, a page number, "end of list".
    const isTotal = TOTAL.test(cells.text('kind'));
    if ((kind === 'unknown' || isTotal) && this.isNothingBut('kind')) return 'no conference in this row';
    if (isTotal && this.isNothingBut('kind', 'childId', 'meetingId')) return 'a total';
    const { owner } = this.ownerIn(cells.text('authority'));
    if (owner !== null) return `of another hub: ${owner}`;
    if (kind === 'other-meeting') return `not a child protection conference: ${safely(cells.text('kind'))}`;
    const calledOff = this.calledOff();
    if (calledOff === null || (calledOff === 'status' && this.isToldOtherwise())) return null;
    return `called off in the list (${cells.header(calledOff)})`;
  }

  /**
   * What is neither a conference as planned nor called off: "Moved to 16/12/2026". What came of a conference that is over
   * is told by a column of its own.
   */
  warnOfStatus(past: ListedPast | null): void {
    const status = this.cells.text('status');
    const isTold = past !== null && (past.outcome !== null || past.state !== 'held');
    if (isBlank(status) || (isTold && !(past.state === 'held' && this.calledOff() === 'status'))) return;
    const isPlanned = (PLANNED.test(status) && !DENIED.test(status)) || TICK.test(status);
    const isAsPlanned = this.saysWhatIsOff() ? NO.test(status) : isPlanned;
    if (isAsPlanned) return;
    this.cells.warn('status', `${safely(status)} may mean that it is not held then.`, true);
  }

  /** "Mon" beside a Tuesday: one of the two is a slip, and nobody but the writer knows which. */
  checkWeekday(time: ListedTime | null): void {
    const text = this.cells.text('weekday');
    const said = readWeekday(text);
    if (said === null || time === null || time.date.dayOfWeek === said) return;
    const day = `${formatDate(time.date)} is a ${weekdayName(time.date)}`;
    this.cells.error('weekday', `It says ${safely(text)}, but ${day}. Which is right?`);
  }

  /** A formula may stand for anything, so a row of formulas is not an empty one. */
  private isNothingBut(...kept: readonly Field[]): boolean {
    const { cells } = this;
    return KEY_FIELDS.every(
      (field) => kept.includes(field) || (isBlank(cells.text(field)) && !cells.holdsFormula(field)),
    );
  }

  private calledOff(): Field | null {
    const { cells } = this;
    const said = (['kind', 'status', 'date', 'start', 'time'] as const).find(
      (field) => CALLED_OFF.test(cells.text(field)) && !/\b(not|un)[ -]?cancel/i.test(cells.text(field)),
    );
    if (said !== undefined) return said;
    return TICK.test(cells.text('status')) && this.saysWhatIsOff() ? 'status' : null;
  }

  /**
   * Over, and the columns of what came of it say how it was called off or that somebody went, which the status does not
   * gainsay. A "no" beside "cancelled" is no miss.
   */
  private isToldOtherwise(): boolean {
    const { cells, rules } = this;
    if (rules.history?.mayTellOutcomes !== true) return false;
    const field = cells.has('date') ? 'date' : 'start';
    const day = readMoment(cells.text(field), dateRulesFor(rules, field))?.date ?? null;
    if (day === null || !isHistory(rules, day)) return false;
    const read = readOutcome(cells.text('outcome'), rules.history.crossMeansNo);
    return read.kind === 'off' || (read.kind === 'said' && read.outcome !== null && read.outcome !== 'not');
  }

  /** A column headed "Cancelled", with a tick in it or none. */
  private saysWhatIsOff(): boolean {
    return CALLED_OFF.test(this.cells.header('status'));
  }
}
