import type { Hub } from '../../config/reference-data.js';
import { kindLabel, KIND_WORDS, type KindFamily } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { nextSittingDueBy } from '../conferences/quorum.js';
import type { ClockTerms } from '../conferences/statutory-clocks.js';
import { isLate } from '../conferences/timing.js';
import { TO_CONFIRM } from '../conferences/to-confirm.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import { workingDaysBetween } from '../kernel/working-time.js';
import { reportOwed, type ReportTerms } from '../participation/report.js';
import type { Cell, Group, Link, Notice, Row, Table, Tag } from '../web/page-parts.js';
import { chasedSoFar, type Chased } from './chased.js';
import { SUPERVISOR } from './concern.js';
import { boardHref, type BoardFilter } from './board.filter.js';
import { AWAITING_SHOWN, type BoardSitting } from './board.queries.js';
import { OWNERS, readinessOf, type Owner, type Readiness, type ReadinessState, type Today } from './readiness.js';

type Key = 'time' | 'conference' | 'hub' | 'mode' | 'children' | 'why' | 'action' | 'owner' | 'by';

export interface BoardPage {
  readonly title: string;
  readonly actions: readonly (Link & { readonly main?: boolean; readonly plain?: boolean })[];
  /** What concerns every conference on it. */
  readonly alarm: Notice | null;
  readonly filter: object;
  readonly counted: object;
  /** To the conferences that nobody has invited us to in time. */
  readonly expected: Link | null;
  readonly status: { readonly text: string };
  readonly board: Table<Key>;
}

export interface BoardFacts extends Today {
  readonly sittings: readonly BoardSitting[];
  readonly filter: BoardFilter;
  /** The first London day no longer shown as coming. */
  readonly until: Temporal.PlainDate;
  readonly hubs: readonly (Pick<Hub, 'code' | 'name'> & ReportTerms['hub'])[];
  /** Whether the next action is the reader's to take. */
  readonly mayAct: boolean;
  /** Invitations that should have come by now, in the hubs shown. */
  readonly expected: number;
  /** When the chasing cannot be relied on. */
  readonly alarm?: Notice | null;
  termsOf(sitting: Pick<BoardSitting, 'hubCode'>): Pick<ClockTerms, 'inquorateWorkingDays'>;
}

interface Line {
  readonly sitting: BoardSitting;
  readonly readiness: Readiness;
  readonly chased: Chased | null;
}

const SHOW_WORDS: Record<ReadinessState, string> = {
  'needs-action': 'Needs action',
  waiting: 'Waiting for an answer or outcome',
  covered: 'Covered',
  off: 'Off or not needed',
};

/** The board: what is missing in the next ten working days, the pressing first within each day. */
export function boardPage(facts: BoardFacts): BoardPage {
  const lines = facts.sittings
    .filter((sitting) => facts.filter.family === null || KIND_WORDS[sitting.kind].family === facts.filter.family)
    .map((sitting) => lineOf(sitting, facts))
    .filter(({ readiness }) => facts.filter.owner === null || readiness.owner?.role === facts.filter.owner);
  const { show } = facts.filter;
  const shown = show === 'all' ? lines : lines.filter((line) => line.readiness.state === show);
  return {
    title: 'Next ten working days',
    actions: [
      { text: 'Print day sheet', href: '/board/day-sheet', plain: true },
      ...(facts.mayAct ? [{ text: 'Plan these days', href: '/plan', plain: true }] : []),
      ...(facts.mayAct
        ? [
            { text: 'Possible duplicates', href: '/duplicates', plain: true },
            { text: 'Record an invitation', href: '/invitations/new', main: true },
          ]
        : []),
    ],
    alarm: facts.alarm ?? null,
    filter: filterBar(facts),
    counted: { label: 'Show', items: countItems(lines, facts.filter) },
    expected: expectedLink(facts),
    status: { text: statusWords(facts) },
    board: {
      caption: show === 'all' ? 'All conferences' : SHOW_WORDS[show],
      captionHidden: true,
      flow: true,
      columns: columnsFor(facts),
      groups: groupsOf(shown, facts),
      empty: emptyWords(facts.filter, lines.length),
    },
  };
}

function expectedLink({ expected, filter }: BoardFacts): Link | null {
  const text = `${expected} ${expected === 1 ? 'invitation' : 'invitations'} should have come by now`;
  return expected === 0 ? null : { text, href: filter.hub === null ? '/expected' : `/expected?hub=${filter.hub}` };
}

function standingOf(sitting: BoardSitting, facts: BoardFacts): Readiness {
  const hub = facts.hubs.find((one) => one.code === sitting.hubCode);
  const { calendar } = facts;
  const owed = hub === undefined ? null : reportOwed(sitting, sitting.reportRecorded, { hub, calendar });
  const sitAgainBy = sitting.isAdjourned ? nextSittingDueBy(sitting.startsAt, facts.termsOf(sitting), calendar) : null;
  return readinessOf({ ...sitting, reportOwed: owed, sitAgainBy }, facts);
}

/** Once the ladder has told whoever supervises the hub, the next move is theirs. */
function lineOf(sitting: BoardSitting, facts: BoardFacts): Line {
  const readiness = standingOf(sitting, facts);
  const isOpen = readiness.state === 'needs-action' || readiness.state === 'waiting';
  const chased = isOpen ? chasedSoFar(sitting.chases, sitting, facts.now) : null;
  return { sitting, readiness: chased?.escalated ? { ...readiness, owner: SUPERVISOR } : readiness, chased };
}

const columnsFor = ({ mayAct }: BoardFacts): Table<Key>['columns'] => [
  { key: 'time', text: 'Time', nowrap: true, bare: true },
  { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
  { key: 'hub', text: 'Hub', nowrap: true, bare: true },
  { key: 'mode', text: 'Mode', nowrap: true, bare: true },
  { key: 'children', text: 'Children', nowrap: true, bare: true },
  { key: 'why', text: 'How it stands', bare: true },
  ...(mayAct ? [{ key: 'action' as const, text: 'Next action' }] : []),
  { key: 'owner', text: 'Owner', bare: true },
  { key: 'by', text: 'By', nowrap: true },
];

const OWNER_WORDS: Readonly<Record<Owner['role'], string>> = {
  coordinator: 'Coordinator',
  supervisor: 'Supervisor',
  officer: 'Officer',
};

function statusWords({ now, sittings }: BoardFacts): string {
  const awaiting = sittings.filter((one) => londonDate(one.startsAt).toString() < londonDate(now).toString()).length;
  const cut = awaiting >= AWAITING_SHOWN ? ` · the newest ${AWAITING_SHOWN} that await their outcome` : '';
  return `Updated ${formatTime(now)}${cut}`;
}

function countItems(lines: readonly Line[], filter: BoardFilter): readonly object[] {
  const item = (show: BoardFilter['show'], text: string): object => ({
    text,
    count: show === 'all' ? lines.length : lines.filter((line) => line.readiness.state === show).length,
    href: boardHref({ ...filter, show }),
    current: filter.show === show,
  });
  return [
    item('needs-action', SHOW_WORDS['needs-action']),
    item('waiting', 'Waiting'),
    item('covered', SHOW_WORDS.covered),
    item('off', SHOW_WORDS.off),
    item('all', 'All'),
  ];
}

function filterBar({ filter, hubs }: BoardFacts): object {
  const families: readonly { readonly value: KindFamily | ''; readonly text: string }[] = [
    { value: '', text: 'All kinds' },
    { value: 'initial', text: 'Initial (ICPC)' },
    { value: 'review', text: 'Review (RCPC)' },
  ];
  const owners = [{ value: '', text: 'Anyone' }, ...OWNERS.map((value) => ({ value, text: `${OWNER_WORDS[value]}s` }))];
  const all = hubs.length === 1 ? [] : [{ value: '', text: 'All my hubs' }];
  return {
    action: '/board',
    label: 'Filter the board',
    fields: [
      {
        name: 'hub',
        label: 'Hub',
        value: filter.hub ?? '',
        items: [...all, ...hubs.map((hub) => ({ value: hub.code, text: hub.name }))],
      },
      { name: 'kind', label: 'Kind', value: filter.family ?? '', items: families },
      { name: 'owner', label: 'Owner', value: filter.owner ?? '', items: owners },
    ],
    hidden: filter.show === 'needs-action' ? {} : { show: filter.show },
    clearHref:
      filter.hub === null && filter.family === null && filter.owner === null
        ? undefined
        : boardHref({ ...filter, hub: null, family: null, owner: null }),
  };
}

function emptyWords(filter: BoardFilter, inAll: number): NonNullable<Table<Key>['empty']> {
  if (inAll === 0) {
    return {
      title: 'No conferences in the next ten working days',
      text: 'They appear here as soon as an invitation is recorded or confirmed in the inbox.',
      href: '/invitations/new',
      linkText: 'Record an invitation',
    };
  }
  const all = { href: boardHref({ ...filter, show: 'all' }), linkText: `See all ${inAll}` };
  if (filter.show === 'needs-action') {
    return { title: 'Nothing needs action', text: 'Everything is covered, or waits for somebody else.', ...all };
  }
  return { title: 'None at the moment', ...all };
}

/** Past days are one group at the top, days beyond the span one at the end: a day each in between. */
function groupsOf(lines: readonly Line[], facts: BoardFacts): readonly Group<Key>[] {
  const today = londonDate(facts.now);
  const groups = Map.groupBy(lines, ({ sitting }) => groupKey(londonDate(sitting.startsAt), today, facts.until));
  return [...groups].map(([key, members]) => ({
    id: `day-${key}`,
    ...heading(key, today, facts),
    rows: members
      .toSorted((a, b) => a.readiness.rank - b.readiness.rank || inTime(a.sitting, b.sitting))
      .map((line) => rowOf(line, key, facts)),
  }));
}

const inTime = (a: BoardSitting, b: BoardSitting): number => Temporal.Instant.compare(a.startsAt, b.startsAt);

function groupKey(day: Temporal.PlainDate, today: Temporal.PlainDate, until: Temporal.PlainDate): string {
  if (Temporal.PlainDate.compare(day, today) < 0) return 'past';
  return Temporal.PlainDate.compare(day, until) < 0 ? day.toString() : 'later';
}

function heading(key: string, today: Temporal.PlainDate, facts: BoardFacts): { title: string; note?: string } {
  if (key === 'past') return { title: 'Before today', note: 'an outcome or a date is missing' };
  if (key === 'later') return { title: 'Later', note: 'something is owed' };
  const day = Temporal.PlainDate.from(key);
  const days = workingDaysBetween(today, day, facts.calendar);
  const note = day.equals(today) ? 'today' : days === 1 ? 'next working day' : `in ${days} working days`;
  return { title: formatDay(day), note };
}

function rowOf({ sitting, readiness, chased }: Line, group: string, facts: BoardFacts): Row<Key> {
  const { reference } = sitting;
  const hub = facts.hubs.find((one) => one.code === sitting.hubCode)?.name ?? sitting.hubCode;
  const day = group === 'past' || group === 'later' ? `${formatDay(londonDate(sitting.startsAt))} ` : '';
  const action: Cell = readiness.nextAction && { ...readiness.nextAction, label: reference };
  const tone = readiness.state === 'off' ? 'quiet' : readiness.tone;
  return {
    id: reference,
    ...(tone === null ? {} : { tone }),
    cells: {
      time: `${day}${formatTime(sitting.startsAt)}`,
      conference: { text: kindLabel(sitting.kind), href: `/conferences/${reference}`, label: reference },
      hub,
      mode: modeLabel(sitting.mode),
      children: sitting.children === 0 ? '' : `${sitting.children} ${sitting.children === 1 ? 'child' : 'children'}`,
      why: {
        text: readiness.words,
        tags: tagsOf(sitting, readiness),
        ...(chased === null ? {} : { note: chased.words }),
      },
      action,
      owner: readiness.owner === null ? null : (readiness.owner.name ?? OWNER_WORDS[readiness.owner.role]),
      by: readiness.by,
    },
  };
}

function tagsOf(sitting: BoardSitting, readiness: Readiness): readonly Tag[] {
  const days = sitting.noticeDays;
  const open = readiness.state !== 'off';
  const late = open && days !== null && isLate(days);
  return [
    ...(sitting.toConfirm ? [{ text: TO_CONFIRM, tone: 'info' as const }] : []),
    ...(late ? [{ text: `Late notice, ${days} working ${days === 1 ? 'day' : 'days'}`, tone: 'warn' as const }] : []),
    ...(sitting.convenedBy === null ? [] : [{ text: `Convened by ${sitting.convenedBy}`, tone: 'info' as const }]),
    ...(open && sitting.movedToday ? [{ text: 'Moved today', tone: 'info' as const }] : []),
  ];
}
