import type { LaRole } from '../../config/matching.js';
import type { Hub } from '../../config/reference-data.js';
import { stateLabel } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDate, formatWhen } from '../kernel/london.js';
import { figureOf } from '../reporting/rate.js';
import type { Cell, Notice, Row, Table } from '../web/page-parts.js';
import { attendedWords, childrenWords, dayWords } from './differences.js';
import type { Shown, ShownRow } from './looking.service.js';
import { isSettled, periodOf, periodWords, ROW_CLASSES, type Reconciliation, type RowClass } from './reconciliation.js';
import type { RowFilter } from './row.queries.js';
import { CLASS_TAGS, DIFFERENCE_LABELS, POSITION_WORDS, roleWords, STATE_TAGS } from './words.js';

export interface ReconciliationFacts extends Shown {
  readonly hub: Hub;
  readonly show: string;
  readonly next: number | null;
  readonly mayDecide: boolean;
  /** On whose behalf something can be agreed. */
  readonly roles: readonly LaRole[];
}

export const SHOW_OPEN = 'open';
export const SHOW_ALL = 'all';

/** What the address asks to see; null for what no page shows. */
export function shownRows(show: string): RowFilter | null {
  if (show === SHOW_ALL) return {};
  if (show === SHOW_OPEN) return { open: true };
  const found = ROW_CLASSES.find((each) => each === show);
  return found === undefined ? null : { class: found };
}

/** One list beside ours: being read, refused, or row by row. */
export function reconciliationPage(facts: ReconciliationFacts) {
  const { list, hub, mayDecide } = facts;
  const address = `/reconciliation/${list.id}`;
  const isReady = list.state === 'ready';
  return {
    title: `${hub.name}, ${periodWords(periodOf(list))}`,
    caption: `${list.fileName}${ONLY[list.family ?? 'both']} · uploaded by ${list.sentBy}, ${formatWhen(list.createdAt)}`,
    back: { text: 'Reconciliation', href: '/reconciliation' },
    tag: openRows(facts) === 0 && isReady ? { text: 'Agreed', tone: 'good' } : STATE_TAGS[list.state],
    refresh: list.state === 'reading' ? 2 : null,
    progress:
      list.state === 'reading' ? { text: 'The list is being read and compared.', percent: list.progress } : null,
    notices: noticesOn(facts),
    figures: isReady ? figureTable(facts) : null,
    filter: isReady ? filterPart(facts, address) : null,
    table: isReady ? rowTable(facts, address) : null,
    more: facts.next === null ? null : { text: 'Next rows', href: `${address}?show=${facts.show}&after=${facts.next}` },
    letter:
      isReady && openRows(facts) > 0
        ? { text: 'Draft a letter about these rows', href: `${address}/letter?show=${facts.show}` }
        : null,
    again: isReady && mayDecide ? `${address}/again` : null,
    columns:
      mayDecide && list.headings.length > 0 && list.state !== 'reading'
        ? { text: 'See or set right the columns', href: `${address}/columns` }
        : null,
  };
}

const ONLY = { both: '', initial: ' · initial conferences only', review: ' · reviews only' } as const;

const openRows = ({ counts }: Pick<Shown, 'counts'>): number =>
  counts.reduce((sum, { many, settled }) => sum + many - settled, 0);

function noticesOn({ list, sameFile }: ReconciliationFacts): readonly Notice[] {
  const notices: Notice[] = [];
  if (list.refusal !== null) notices.push({ tone: 'bad', title: 'This list was not compared', text: list.refusal });
  if (sameFile !== null) {
    notices.push({
      title: 'This very file was compared before',
      text: `On ${formatWhen(sameFile.createdAt)}. What was agreed there stands there only.`,
      href: `/reconciliation/${sameFile.id}`,
      linkText: 'See that one',
    });
  }
  if (list.notes.length > 0) notices.push({ title: 'How the list was read', lines: list.notes });
  if (list.state === 'ready' && list.leftAside > 0) notices.push(leftAsideNotice(list));
  return notices;
}

function leftAsideNotice({ problems, leftAside }: Reconciliation): Notice {
  const more = leftAside - Math.min(problems.length, MOST_PROBLEMS);
  return {
    tone: 'warn',
    title: `${leftAside.toLocaleString('en-GB')} ${leftAside === 1 ? 'row was' : 'rows were'} left aside`,
    lines: [...problems.slice(0, MOST_PROBLEMS), ...(more > 0 ? [`and ${more.toLocaleString('en-GB')} more`] : [])],
  };
}

const MOST_PROBLEMS = 10;

const MEASURES = [
  ['A1', 'ICPC participation', 'initial'],
  ['B1', 'Relevant RCPC participation', 'review'],
  ['A2', 'ICPC coverage, never invited included', 'initial'],
] as const;

/** Both percentages until every row has its agreed position; then the agreed one beside them. */
function figureTable(
  facts: ReconciliationFacts,
): Table<'measure' | 'ours' | 'theirs' | 'agreed'> & { readonly note: string } {
  const { figures } = facts;
  const open = openRows(facts);
  return {
    caption: 'Police participation by either record',
    columns: [
      { key: 'measure', text: 'Measure', rowHeader: true, bare: true },
      { key: 'ours', text: 'By our record' },
      { key: 'theirs', text: 'By the local authority’s list' },
      { key: 'agreed', text: 'Agreed' },
    ],
    rows: MEASURES.filter(([, , family]) => facts.list.family === null || family === facts.list.family).map(
      ([id, words]) => ({
        cells: {
          measure: { text: `${id}`, strong: true, note: words },
          ours: { figure: figureOf(figures[id].ours) },
          theirs: { figure: figureOf(figures[id].theirs) },
          agreed:
            open === 0
              ? { figure: figureOf(figures[id].agreed) }
              : { text: `after ${open} open ${open === 1 ? 'row' : 'rows'}`, quiet: true },
        },
      }),
    ),
    note: 'By the list: what it says was held, attended as it says; where it does not say, as we recorded. In brackets the 95 % interval.',
  };
}

function filterPart({ counts, show }: ReconciliationFacts, address: string) {
  const item = (key: string, text: string, count: number) => ({
    text,
    count: count.toLocaleString('en-GB'),
    href: `${address}?show=${key}`,
    current: show === key,
  });
  const many = (kind: RowClass): number => counts.find((each) => each.class === kind)?.many ?? 0;
  return {
    label: 'Rows',
    items: [
      item(SHOW_OPEN, 'To agree', openRows({ counts })),
      ...ROW_CLASSES.map((kind) => item(kind, CLASS_TAGS[kind].text, many(kind))),
      item(
        SHOW_ALL,
        'All',
        counts.reduce((sum, each) => sum + each.many, 0),
      ),
    ],
  };
}

type Column = 'theirs' | 'ours' | 'difference' | 'position';

const EMPTY: Readonly<Record<string, string>> = {
  open: 'Every row agrees or has its agreed position.',
  unsure: 'No row is waiting to be told apart.',
  'theirs-only': 'The list has no conference that we do not have.',
  'ours-only': 'We have no conference that the list does not have.',
  differs: 'No conference differs.',
  matched: 'No conference agrees as yet.',
};

function rowTable({ rows, show, ...how }: ReconciliationFacts, address: string): Table<Column> {
  return {
    caption: 'Conferences, theirs beside ours',
    captionHidden: true,
    columns: [
      { key: 'theirs', text: 'Their list', rowHeader: true },
      { key: 'ours', text: 'Our record' },
      { key: 'difference', text: 'What it is' },
      { key: 'position', text: 'Agreed' },
    ],
    rows: rows.map((row) => rowOf(row, address, how)),
    empty: { title: 'Nothing here', text: EMPTY[show] ?? 'The list has no rows.' },
  };
}

const rowOf = (
  row: ShownRow,
  address: string,
  { mayDecide, roles }: Pick<ReconciliationFacts, 'mayDecide' | 'roles'>,
): Row<Column> => ({
  id: `row-${row.id}`,
  ...(isSettled(row) ? { tone: 'quiet' as const } : {}),
  cells: {
    theirs: theirsCell(row),
    ours: oursCell(row),
    difference: { tag: CLASS_TAGS[row.class], notes: differenceWords(row) },
    position: {
      text: row.position === null ? '' : POSITION_WORDS[row.position],
      notes: agreedNotes(row, roles),
      link: {
        text: mayDecide && !isSettled(row) ? 'Decide' : 'See',
        href: `${address}/rows/${row.id}`,
        label: row.theirs?.meetingId ?? row.ours?.reference ?? `row ${row.id}`,
      },
    },
  },
});

function theirsCell({ theirs }: ShownRow): Cell {
  if (theirs === null) return { text: 'not in the list', quiet: true };
  return {
    text: `${kindLabel(theirs.kind)}, ${dayWords(theirs.date)}`,
    notes: [theirs.meetingId ?? 'no meeting id', childrenWords(theirs), ...(theirs.held ? [] : ['not held'])],
  };
}

function oursCell({ ours, candidates }: ShownRow): Cell {
  if (ours === null) {
    const text = candidates.length === 0 ? 'not on record' : `${candidates.length} it may be`;
    return { text, quiet: true, notes: candidates.map(({ reference, reason }) => `${reference}: ${reason}`) };
  }
  return {
    text: ours.reference,
    href: `/conferences/${ours.reference}`,
    notes: [
      `${kindLabel(ours.kind)}, ${dayWords(ours.date)}`,
      ours.meetingId ?? 'no meeting id',
      `${stateLabel(ours.state)}, ${attendedWords(ours.attended)}`,
      childrenWords(ours),
    ],
  };
}

/** Each difference in words: "Day: theirs Tue 10 Nov 2026, ours Mon 9 Nov 2026". */
export function differenceWords({ differences, recordedAs, candidates, conferenceId }: ShownRow): readonly string[] {
  const matchedBy = conferenceId !== null && candidates[0] !== undefined && candidates[0].score < 100;
  return [
    ...differences.map(({ what, ours, theirs }) => `${DIFFERENCE_LABELS[what]}: theirs ${theirs}; ours ${ours}`),
    ...(recordedAs === null
      ? []
      : [recordedAs === 'misrouted' ? 'recorded: invitation misrouted' : 'recorded: never invited']),
    ...(matchedBy ? [`matched by ${candidates[0]!.reason}, ${candidates[0]!.score} of 100`] : []),
  ];
}

export const agreedNotes = (
  { agreedWith, agreedBy, agreedAt, askedOn }: ShownRow,
  roles: readonly LaRole[],
): readonly string[] => [
  ...(agreedAt === null ? [] : [`by ${agreedBy}, with ${roleWords(agreedWith, roles)}, ${formatWhen(agreedAt)}`]),
  ...(askedOn === null ? [] : [`asked on ${formatDate(askedOn)}`]),
];
