/** Rows of a list as a page shows them: what each would do or did, and what is to be said about it. */
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel, type ConferenceMode } from '../conferences/modes.js';
import { formatDayAndYear, formatSpan, formatWhen } from '../kernel/london.js';
import { rowName } from '../imports/list.js';
import type { PlannedAction, PlannedChange } from '../imports/plan.js';
import type { Cell, Row, Table, Tag } from '../web/page-parts.js';
import { pastNotes } from './history.page.js';
import type { StoredRow } from './import-row.queries.js';
import { answersTo, conferenceIn, type RowAnswer } from './kept-row.js';
import type { RowResult } from './row-step.js';

export const ACTION_TAGS: Readonly<Record<PlannedAction, Tag>> = {
  create: { text: 'New', tone: 'good' },
  update: { text: 'Changed', tone: 'info' },
  merge: { text: 'Same conference' },
  unchanged: { text: 'Unchanged' },
  conflict: { text: 'Question', tone: 'warn' },
  error: { text: 'Error', tone: 'bad' },
  skip: { text: 'Not recorded' },
};

/** New, and over: apart from what is to come. */
export const HISTORY_TAG: Tag = { text: 'History', tone: 'info' };

/** The label of a code of config/reasons.json. */
export type ReasonWords = (code: string) => string;

export const RESULT_TAGS: Readonly<Record<RowResult, Tag>> = {
  created: { text: 'Recorded', tone: 'good' },
  updated: { text: 'Changed', tone: 'good' },
  joined: { text: 'Joined', tone: 'good' },
  left: { text: 'Left out' },
  overtaken: { text: 'Changed since', tone: 'warn' },
  refused: { text: 'Refused', tone: 'bad' },
  undone: { text: 'Undone' },
  kept: { text: 'Kept', tone: 'warn' },
};

type Column = 'row' | 'does' | 'conference' | 'when' | 'notes';

export function rowTable(rows: readonly StoredRow[], caption: string, reasonOf: ReasonWords): Table<Column> {
  return {
    caption,
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'row', text: 'Row', rowHeader: true, nowrap: true },
      { key: 'does', text: 'Does', bare: true },
      { key: 'conference', text: 'Conference', bare: true },
      { key: 'when', text: 'When', bare: true },
      { key: 'notes', text: 'What to know', bare: true },
    ],
    rows: rows.map((row) => line(row, reasonOf)),
    empty: { title: 'No row of this kind', text: 'Choose another count above.' },
  };
}

function line(row: StoredRow, reasonOf: ReasonWords): Row<Column> {
  const isNewPast = row.action === 'create' && row.plan.conference?.past != null;
  const planned = isNewPast ? HISTORY_TAG : ACTION_TAGS[row.action];
  const tag = row.result === null ? planned : RESULT_TAGS[row.result];
  return {
    id: `row-${row.row}`,
    ...(row.action === 'error' ? { tone: 'bad' as const } : {}),
    cells: {
      row: rowName(row.row),
      does: { tag },
      conference: conferenceCell(row),
      when: whenWords(row),
      notes: { notes: [...pastNotes(row.plan.conference?.past ?? null, reasonOf), ...notesOn(row)] },
    },
  };
}

function conferenceCell({ plan, reference }: StoredRow): Cell {
  const { conference, known, children } = plan;
  const about = childrenWords(conference?.children ?? children);
  const name =
    conference === null
      ? ''
      : [kindLabel(conference.kind), conference.meetingId ?? ''].filter((word) => word !== '').join(', ');
  const target = reference ?? known?.reference ?? null;
  return {
    text: name,
    notes: about === '' ? [] : [about],
    ...(target === null ? {} : { link: { text: target, href: `/conferences/${target}` } }),
  };
}

type Children = StoredRow['plan']['children'];

const childrenWords = (children: Children): string =>
  children
    .map((child) =>
      [child.laChildId ?? 'no id', child.bornYear === null ? '' : `born ${child.bornYear}`].join(' ').trim(),
    )
    .join(', ')
    .replace(/^(?=.)/, 'About ');

export function whenWords({ plan }: Pick<StoredRow, 'plan'>): string {
  if (plan.conference === null) return '';
  const { startsAt, endsAt, date } = conferenceIn(plan.conference).time;
  return startsAt === null || endsAt === null ? formatDayAndYear(date) : formatSpan(startsAt, endsAt);
}

const WHAT: Readonly<Record<PlannedChange['what'], string>> = {
  start: 'Start',
  end: 'End',
  mode: 'Held',
  venue: 'Venue',
  children: 'Children',
  meetingId: 'Meeting id',
};

/** Before and after of each change, then errors with their cell, warnings and the reason. */
export function notesOn({ plan, why, action }: StoredRow): readonly string[] {
  const beside = action === 'merge' || action === 'unchanged' ? plan.belongsTo : null;
  return [
    ...(why === null ? [] : [why]),
    ...plan.changes.map(
      (change) => `${WHAT[change.what]}: ${valueWords(change, change.from)} → ${valueWords(change, change.to)}`,
    ),
    ...plan.errors.map((note) => `${note.cell} ${note.column}: ${note.message}`),
    ...plan.warnings.map((note) => `${note.column === '' ? '' : `${note.cell} ${note.column}: `}${note.message}`),
    ...(plan.reason === null ? [] : [plan.reason]),
    ...(beside === null ? [] : [`With row ${rowName(beside)}.`]),
  ];
}

function valueWords({ what }: PlannedChange, value: string): string {
  if (value === '') return 'none';
  if (what === 'mode') return modeLabel(value as ConferenceMode);
  if (what !== 'start' && what !== 'end') return value;
  return value.includes('T')
    ? formatWhen(Temporal.Instant.from(value))
    : formatDayAndYear(Temporal.PlainDate.from(value));
}

const ANSWER_WORDS: Readonly<Record<NonNullable<StoredRow['asks']>, Partial<Record<RowAnswer, string>>>> = {
  confirm: { yes: 'Yes, it is meant', leave: 'Leave it out' },
  sibling: { same: 'Same conference', separate: 'A conference of its own', leave: 'Leave it out' },
  recorded: { same: 'Same conference', separate: 'Another conference', leave: 'Leave it out' },
  which: { separate: 'This row is right', leave: 'Leave it out' },
};

/** A row that asks, with the answers it can have. */
export interface QuestionPart {
  readonly name: string;
  readonly row: number;
  readonly title: string;
  readonly tag: Tag;
  readonly when: string;
  readonly about: string;
  readonly notes: readonly string[];
  readonly items: readonly { readonly value: string; readonly text: string; readonly checked: boolean }[];
}

export function questionPart(row: StoredRow, reasonOf: ReasonWords): QuestionPart {
  const { conference, known, children } = row.plan;
  const name = conference === null ? 'A child' : kindLabel(conference.kind);
  return {
    name: `answer-${row.row}`,
    row: row.row,
    title: [`Row ${rowName(row.row)}: ${name}`, conference?.meetingId ?? '', known?.reference ?? '']
      .filter((word) => word !== '')
      .join(', '),
    tag: row.answer === null ? { text: 'To answer', tone: 'warn' } : { text: 'Answered', tone: 'good' },
    when: whenWords(row),
    about: childrenWords(conference?.children ?? children),
    notes: [...pastNotes(row.plan.conference?.past ?? null, reasonOf), ...notesOn(row)],
    items: answersTo(row).map((value) => ({
      value,
      text: (row.asks === null ? undefined : ANSWER_WORDS[row.asks][value]) ?? value,
      checked: row.answer === value,
    })),
  };
}
