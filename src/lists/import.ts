/** A list that was sent in: its states, what may be done with it, and in words what it will do and did. */
import { isService, type Actor } from '../access/actor.js';
import type { BaselineMonth } from '../imports/baseline.js';
import type { PlannedAction } from '../imports/plan.js';
import { PLANNED_ACTIONS } from '../imports/plan.js';
import type { RowResult } from './row-step.js';

export const IMPORT_STATES = ['reading', 'refused', 'ready', 'carrying-out', 'done', 'undoing', 'undone'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const UNDO_MINUTES = 60;
/** How long the file itself is kept at most, while its columns may be set right or rows of it looked at again. */
export const FILE_KEPT_HOURS = 24;

export type Counts = Readonly<Record<PlannedAction, number>>;

/** A column as it was understood, and those that are not read. */
export interface ColumnSummary {
  readonly field: string;
  readonly column: string;
  readonly header: string;
  readonly confidence: number;
  readonly why: string;
}

/** What is known of the list as a whole once it is read. */
export interface ImportSummary {
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly kind: string | null;
  readonly kindFrom: string | null;
  readonly columns: readonly ColumnSummary[];
  readonly unread: readonly { readonly column: string; readonly header: string; readonly why: string }[];
  readonly notes: readonly string[];
  readonly counts: Counts;
  /** What its history would add to the baseline; left out of lists that were read before history was. */
  readonly baseline?: readonly BaselineMonth[];
  /** Whether columns were read as somebody of the hub said for an earlier list with these headings. */
  readonly remembered: boolean;
}

export interface Import {
  readonly id: number;
  readonly hubCode: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly receivedAt: Temporal.Instant;
  readonly accountId: number;
  readonly sentBy: string;
  readonly createdAt: Temporal.Instant;
  readonly state: ImportState;
  /** Per cent of the work in hand. */
  readonly progress: number;
  readonly refusal: string | null;
  /** Why the work last asked for was not done, through no fault of the list. */
  readonly trouble: string | null;
  readonly summary: ImportSummary | null;
  readonly columns: Readonly<Record<string, string | null>>;
  readonly headerKey: string | null;
  readonly decidedById: number | null;
  readonly carriedOutAt: Temporal.Instant | null;
  readonly auditMark: number | null;
  readonly undoneAt: Temporal.Instant | null;
}

/** People work on the lists of their hub together; a program sees those that it sent. */
export const isOfSender = (actor: Actor, list: Pick<Import, 'accountId'>): boolean =>
  !isService(actor) || actor.id === list.accountId;

/** Whose lists alone are listed for somebody, by the same rule; null for those of everybody. */
export const onlyOf = (actor: Actor): number | null => (isService(actor) ? actor.id : null);

export const isWorking = (state: ImportState): boolean =>
  state === 'reading' || state === 'carrying-out' || state === 'undoing';

/** Only what was carried out within the hour, by then on nobody's calendar for long, is taken back as a whole. */
export const canUndo = (
  { state, carriedOutAt }: Pick<Import, 'state' | 'carriedOutAt'>,
  now: Temporal.Instant,
): boolean =>
  state === 'done' &&
  carriedOutAt !== null &&
  Temporal.Instant.compare(now, carriedOutAt.add({ minutes: UNDO_MINUTES })) < 0;

/** What people decided so far of the rows that ask. */
export interface Asked {
  /** Rows that ask and have no answer. */
  readonly open: number;
  /** Rows without a question, and rows answered other than with "leave out", by what they do. */
  readonly creates: number;
  readonly updates: number;
  readonly joins: number;
  /** Of the new ones, those of the past. */
  readonly histories?: number;
}

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`;

/** "14 new conferences, 2 changed; 3 rows need an answer": what carrying out would do as it stands. */
export function willDo({ open, creates, updates, joins, histories = 0 }: Asked): string {
  const ahead = creates - histories;
  const does = [
    ahead > 0 ? count(ahead, 'new conference', 'new conferences') : '',
    histories > 0 ? `${count(histories, 'past conference', 'past conferences')} kept as imported history` : '',
    updates > 0 ? `${count(updates, 'conference', 'conferences')} changed` : '',
    joins > 0 ? `${count(joins, 'child', 'children')} added to a sibling’s conference` : '',
  ].filter((words) => words !== '');
  const first = does.length === 0 ? 'Nothing would change' : does.join(', ');
  return open === 0 ? `${first}.` : `${first}; ${count(open, 'row needs', 'rows need')} an answer.`;
}

/** `histories`: of those created, the ones of the past. */
export type ResultCounts = Readonly<Partial<Record<RowResult | 'histories', number>>>;

/** What was done, in one sentence; a second run of the same list says that it changed nothing. */
export function didWords(results: ResultCounts, counts: Counts): string {
  const { created = 0, updated = 0, joined = 0, histories = 0 } = results;
  const ahead = created - histories;
  if (created + updated + joined === 0) {
    const same = counts.unchanged + counts.merge;
    return same > 0 && same + counts.skip === PLANNED_ACTIONS.reduce((sum, action) => sum + counts[action], 0)
      ? 'Nothing changed: all of it was recorded already.'
      : 'Nothing changed.';
  }
  return `${[
    ahead > 0 ? `${count(ahead, 'conference', 'conferences')} recorded` : '',
    histories > 0 ? `${count(histories, 'past conference', 'past conferences')} kept as imported history` : '',
    updated > 0 ? `${count(updated, 'conference', 'conferences')} changed` : '',
    joined > 0 ? `${count(joined, 'row', 'rows')} joined to a sibling’s conference` : '',
  ]
    .filter((words) => words !== '')
    .join(', ')}.`;
}
