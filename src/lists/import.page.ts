import { formatDayAndYear, formatTime, formatWhen, londonDate } from '../kernel/london.js';
import { PLANNED_ACTIONS, type PlannedAction } from '../imports/plan.js';
import type { Hub } from '../../config/reference-data.js';
import type { FieldError, Notice } from '../web/page-parts.js';
import {
  canUndo,
  didWords,
  isWorking,
  UNDO_MINUTES,
  willDo,
  type Asked,
  type Import,
  type ResultCounts,
} from './import.js';
import { baselinePart, historiesIn, peoplePart } from './history.page.js';
import { ACTION_TAGS, HISTORY_TAG, questionPart, RESULT_TAGS, rowTable, type ReasonWords } from './import-rows.page.js';
import type { PersonOnRecord } from './matching-people.js';
import type { ListedPerson } from './people.queries.js';
import type { RowFilter, StoredRow } from './import-row.queries.js';
import { STATE_TAGS } from './imports.page.js';
import { ROW_RESULTS, type RowResult } from './row-step.js';

export interface ImportFacts {
  readonly list: Import;
  readonly hub: Hub;
  readonly now: Temporal.Instant;
  readonly asked: Asked & { readonly toConfirm: number };
  readonly results: ResultCounts;
  readonly show: string;
  readonly rows: readonly StoredRow[];
  /** The number of the row after which the next page begins. */
  readonly next: number | null;
  readonly sameFile: Pick<Import, 'id' | 'carriedOutAt'> | null;
  readonly hasFile: boolean;
  readonly mayUndo: boolean;
  readonly people: readonly ListedPerson[];
  readonly onRecord: readonly PersonOnRecord[];
  readonly reasonOf: ReasonWords;
  readonly errors?: readonly FieldError[];
}

export const SHOW_ALL = 'all';
export const SHOW_ASKING = 'asking';
export const SHOW_HISTORY = 'history';

/** Which rows a page opens with: those that ask, else those that do something. */
export const firstShown = ({ open }: Asked): string => (open > 0 ? SHOW_ASKING : SHOW_ALL);

const WORKING: Partial<Record<Import['state'], string>> = {
  reading: 'The list is being read. Nothing is recorded yet.',
  'carrying-out': 'The plan is being carried out.',
  undoing: 'What the list did is being taken back.',
};

/** One list: being worked on, refused, to be checked, or done. */
export function importPage(facts: ImportFacts) {
  const { list, hub } = facts;
  const working = WORKING[list.state];
  return {
    title: list.fileName,
    caption: `${hub.localAuthority} · received ${formatDayAndYear(londonDate(list.receivedAt))} · uploaded by ${list.sentBy}, ${formatWhen(list.createdAt)}`,
    back: { text: 'Imports', href: '/imports' },
    errors: facts.errors ?? [],
    tag: STATE_TAGS[list.state],
    refresh: isWorking(list.state) ? 2 : null,
    progress: working === undefined ? null : { text: working, percent: list.progress },
    notices: noticesOn(facts),
    columns: columnsLink(facts),
    decide: list.state === 'ready' ? decidePart(facts) : null,
    baseline: baselinePart(list),
    people: peoplePart(list, facts.people, facts.onRecord, hub),
    done: list.carriedOutAt !== null && !isWorking(list.state) ? donePart(facts) : null,
    filter: isWorking(list.state) || list.summary === null ? null : filterPart(facts),
    ...rowsPart(facts),
  };
}

function noticesOn({ list, sameFile }: ImportFacts): readonly Notice[] {
  const notices: Notice[] = [];
  if (list.trouble !== null) notices.push({ tone: 'bad', text: list.trouble });
  if (list.refusal !== null) notices.push({ tone: 'bad', title: 'This list was not read', text: list.refusal });
  const counts = list.summary?.counts;
  if (list.state === 'ready' && counts !== undefined) {
    if (sameFile?.carriedOutAt != null) {
      notices.push({
        title: 'This very file was carried out before',
        text: `On ${formatWhen(sameFile.carriedOutAt)}.`,
        href: `/imports/${sameFile.id}`,
        linkText: 'See what it did',
      });
    }
    if (counts.create + counts.update + counts.conflict + counts.error === 0 && counts.unchanged > 0) {
      notices.push({ tone: 'good', title: 'Nothing to do', text: 'Everything in this list is recorded just so.' });
    }
    const notes = list.summary?.notes ?? [];
    if (notes.length > 0) notices.push({ tone: 'warn', title: 'About the list as a whole', lines: notes });
  }
  return notices;
}

function columnsLink({ list, hasFile }: ImportFacts) {
  if (list.summary === null) return null;
  const { columns, unread, kindFrom, remembered, headers } = list.summary;
  const unsure = columns.filter(({ confidence }) => confidence < 0.6).map(({ header }) => header);
  const canSet = hasFile && (list.state === 'ready' || (list.state === 'refused' && headers.length > 0));
  const read =
    columns.length === 0
      ? 'No column was recognised.'
      : `${columns.length} columns are read${unread.length === 0 ? '' : `, ${unread.length} are not`}.`;
  const doubt = unsure.length === 0 ? '' : ` Less certain: ${unsure.join(', ')}.`;
  const known = remembered ? ' They are read as somebody of this hub set them right before.' : '';
  return {
    text: `${read}${kindFrom === null ? '' : ` What kind of conference it is comes from the ${kindFrom}.`}${doubt}${known}`,
    href: `/imports/${list.id}/columns`,
    linkText: canSet ? 'See or set right the columns' : 'See the columns',
  };
}

const decidePart = ({ list, asked }: ImportFacts) => ({
  text: willDo(asked),
  open: asked.open > 0 ? 'Rows without an answer are left out. You can import the list again for them.' : null,
  action: `/imports/${list.id}/commit`,
  does: asked.creates + asked.updates + asked.joins > 0,
  confirmAll:
    asked.toConfirm > 1
      ? {
          action: `/imports/${list.id}/confirm`,
          text: `Confirm all ${asked.toConfirm.toLocaleString('en-GB')} unusual rows`,
        }
      : null,
});

function donePart({ list, results, now, hasFile, mayUndo }: ImportFacts) {
  const counts = list.summary?.counts;
  const notDone = (results.left ?? 0) + (results.overtaken ?? 0) + (results.refused ?? 0);
  const overtaken = results.overtaken ?? 0;
  const since = overtaken === 0 ? null : `${overtaken} ${overtaken === 1 ? 'row' : 'rows'} changed since the preview.`;
  const until = list.carriedOutAt?.add({ minutes: UNDO_MINUTES });
  return {
    text: list.state === 'undone' ? undoneWords(results) : counts === undefined ? '' : didWords(results, counts),
    when: list.carriedOutAt === null ? '' : `Carried out ${formatWhen(list.carriedOutAt)}.`,
    notDone:
      notDone === 0
        ? null
        : `${since === null ? '' : `${since} `}${notDone} ${notDone === 1 ? 'row was' : 'rows were'} not carried out: see why below.`,
    again: notDone > 0 && hasFile ? { action: `/imports/${list.id}/again`, text: 'Look at these rows again' } : null,
    undo:
      mayUndo && canUndo(list, now) && until !== undefined
        ? {
            action: `/imports/${list.id}/undo`,
            text: 'Undo this import',
            hint: `Possible until ${formatTime(until)}. New conferences are voided, changed ones go back to what they were; whatever somebody has worked on since stays.`,
          }
        : null,
  };
}

function undoneWords({ undone = 0, kept = 0 }: ResultCounts): string {
  const rows = `${undone} ${undone === 1 ? 'row was' : 'rows were'} taken back`;
  return kept === 0 ? `${rows}.` : `${rows}, ${kept} kept because somebody has worked on since.`;
}

function filterPart({ list, asked, results, show }: ImportFacts) {
  const at = (key: string): string => `/imports/${list.id}?show=${key}`;
  const counts = list.summary?.counts;
  const total = counts === undefined ? 0 : PLANNED_ACTIONS.reduce((sum, action) => sum + counts[action], 0);
  const all = { text: 'All rows', count: total, href: at(SHOW_ALL), current: show === SHOW_ALL };
  const item = (key: string, text: string, count: number) => ({ text, count, href: at(key), current: show === key });
  if (list.carriedOutAt !== null) {
    const shown = ROW_RESULTS.flatMap((result) => {
      const count = results[result] ?? 0;
      return count === 0 ? [] : [item(result, RESULT_TAGS[result].text, count)];
    });
    return { label: 'Results', items: [all, ...shown] };
  }
  const asking = asked.open === 0 && show !== SHOW_ASKING ? [] : [item(SHOW_ASKING, 'To answer', asked.open)];
  const shown = PLANNED_ACTIONS.flatMap((action) => {
    const count = counts?.[action] ?? 0;
    const isAllHistory = action === 'create' && count === historiesIn(list);
    return count === 0 || isAllHistory ? [] : [item(action, ACTION_TAGS[action].text, count)];
  });
  const histories = historiesIn(list);
  const past = histories === 0 ? [] : [item(SHOW_HISTORY, HISTORY_TAG.text, histories)];
  return { label: 'Rows', items: [...asking, all, ...past, ...shown] };
}

function rowsPart({ list, rows, show, next, reasonOf }: ImportFacts) {
  const more = next === null ? null : { text: 'Next rows', href: `/imports/${list.id}?show=${show}&after=${next}` };
  if (isWorking(list.state) || list.summary === null || list.state === 'refused')
    return { questions: null, table: null, more: null };
  const asks = list.state === 'ready' && show === SHOW_ASKING;
  return {
    questions: asks
      ? { action: `/imports/${list.id}/answers`, rows: rows.map((row) => questionPart(row, reasonOf)) }
      : null,
    table: asks ? null : rowTable(rows, 'Rows of the list', reasonOf),
    more,
  };
}

/** What the address asks to see, in the terms of the query; null for what no page shows. */
export function shownRows(show: string): RowFilter | null {
  if (show === SHOW_ALL) return {};
  if (show === SHOW_HISTORY) return { history: true, actions: ['create'] };
  if (show === SHOW_ASKING) return { asking: true };
  if (PLANNED_ACTIONS.includes(show as PlannedAction)) return { actions: [show] };
  return ROW_RESULTS.includes(show as RowResult) ? { results: [show] } : null;
}
