import type { Hub } from '../../config/reference-data.js';
import { formatDay, formatDayAndYear } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { Cell, Row, Table, Tag } from '../web/page-parts.js';
import {
  EXPECTED_KINDS,
  EXPECTED_WORDS,
  standingOf,
  STANDINGS,
  type ExpectedKind,
  type Origin,
  type Standing,
} from './expectation.js';
import type { KeptExpectation, PlaceInList } from './expectation.queries.js';

export const A_PAGE = 50;

/** What a person chooses to see; each is one or several standings. */
export const SHOWS = {
  action: ['ask', 'overdue'],
  asked: ['asked'],
  awaited: ['awaited'],
  met: ['met'],
  'not-invited': ['not-invited'],
  closed: ['closed'],
  all: STANDINGS,
} as const satisfies Readonly<Record<string, readonly Standing[]>>;
export type Show = keyof typeof SHOWS;

const SHOW_WORDS: Readonly<Record<Show, string>> = {
  action: 'Needs action',
  asked: 'Asked for',
  awaited: 'Not due yet',
  met: 'Invited',
  'not-invited': 'Held without us',
  closed: 'Closed',
  all: 'All',
};

export const STANDING_TAGS: Readonly<Record<Standing, Tag>> = {
  overdue: { text: 'Past its day', tone: 'bad' },
  ask: { text: 'Ask for the invitation', tone: 'warn' },
  asked: { text: 'Asked for', tone: 'info' },
  awaited: { text: 'Not due yet', tone: 'neutral' },
  met: { text: 'Invited', tone: 'good' },
  'not-invited': { text: 'Held without us', tone: 'bad' },
  closed: { text: 'Closed', tone: 'neutral' },
};

export const BEGAN_WORDS: Readonly<Record<Origin, string>> = {
  outcome: 'conference',
  'strategy-discussion': 'strategy discussion',
  'transfer-in': 'transfer began',
};

export interface ExpectedFilter {
  readonly show: Show;
  readonly hub: string;
  readonly kind: ExpectedKind | null;
  readonly after: PlaceInList | null;
}

/** What the address asks for; anything it cannot mean falls back to the ordinary list. */
export function readExpectedFilter(query: unknown): ExpectedFilter {
  const show = typedText(query, 'show');
  const kind = typedText(query, 'kind');
  return {
    show: Object.hasOwn(SHOWS, show) ? (show as Show) : 'action',
    hub: typedText(query, 'hub').slice(0, 60),
    kind: EXPECTED_KINDS.find((one) => one === kind) ?? null,
    after: readPlace(typedText(query, 'after')),
  };
}

function readPlace(text: string): PlaceInList | null {
  const [, day, number] = /^(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(text) ?? [];
  const id = wholeNumber(number ?? '');
  if (day === undefined || id === null) return null;
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const isDay = month >= 1 && month <= 12 && date >= 1 && date <= 31 && year >= 1900;
  return isDay ? { dueOn: Temporal.PlainDate.from({ year, month, day: date }), id } : null;
}

export interface ExpectedFacts {
  readonly filter: ExpectedFilter;
  /** One more than a page when there is a next one. */
  readonly found: readonly KeptExpectation[];
  readonly counts: ReadonlyMap<Standing, number>;
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
  readonly today: Temporal.PlainDate;
  readonly mayRecord: boolean;
}

type ColumnKey = 'what' | 'due' | 'stands' | 'next';

const MINUTES = { text: 'Minutes not received', href: '/minutes', plain: true };

/** Conferences that should be coming, the soonest due first. */
export function expectedPage(facts: ExpectedFacts) {
  const { filter, counts, mayRecord } = facts;
  const shown = facts.found.slice(0, A_PAGE);
  const last = shown.at(-1);
  const hasMore = facts.found.length > A_PAGE && last !== undefined;
  return {
    title: 'Expected conferences',
    actions: mayRecord
      ? [
          { text: 'Record a strategy discussion', href: '/expected/new', main: true },
          { text: 'Upload a list', href: '/expected/list' },
          MINUTES,
        ]
      : [MINUTES],
    counts: (Object.keys(SHOWS) as Show[]).map((show) => ({
      text: SHOW_WORDS[show],
      count: SHOWS[show].reduce((sum, standing) => sum + (counts.get(standing) ?? 0), 0),
      href: hrefOf({ ...filter, show, after: null }),
      current: show === filter.show,
    })),
    filter: filterBar(facts),
    table: expectedTable(facts, shown),
    pages: {
      text: `${shown.length} ${shown.length === 1 ? 'conference' : 'conferences'}${hasMore ? ', and more' : ''}`,
      previousHref: filter.after === null ? null : hrefOf({ ...filter, after: null }),
      nextHref: hasMore ? hrefOf({ ...filter, after: last }) : null,
    },
  };
}

function hrefOf({ show, hub, kind, after }: ExpectedFilter): string {
  const query = new URLSearchParams({
    ...(show === 'action' ? {} : { show }),
    ...(hub === '' ? {} : { hub }),
    ...(kind === null ? {} : { kind }),
    ...(after === null ? {} : { after: `${after.dueOn.toString()}.${after.id}` }),
  }).toString();
  return query === '' ? '/expected' : `/expected?${query}`;
}

const filterBar = ({ filter, hubs }: ExpectedFacts) => ({
  action: '/expected',
  label: 'Filter expected conferences',
  fields: [
    {
      name: 'hub',
      label: 'Hub',
      value: filter.hub,
      items: [{ value: '', text: 'All hubs' }, ...hubs.map(({ code, name }) => ({ value: code, text: name }))],
    },
    {
      name: 'kind',
      label: 'Kind',
      value: filter.kind ?? '',
      items: [
        { value: '', text: 'All kinds' },
        ...EXPECTED_KINDS.map((kind) => ({ value: kind, text: EXPECTED_WORDS[kind] })),
      ],
    },
  ],
  hidden: filter.show === 'action' ? {} : { show: filter.show },
  ...(filter.hub !== '' || filter.kind !== null
    ? { clearHref: hrefOf({ ...filter, hub: '', kind: null, after: null }) }
    : {}),
});

const EMPTY: Partial<Record<Show, string>> = {
  action: 'Every invitation that should have come by now has come, or was asked for.',
  asked: 'Nobody has to be waited for: no letter is without its invitation.',
};

function expectedTable({ filter, hubs, today }: ExpectedFacts, shown: readonly KeptExpectation[]): Table<ColumnKey> {
  return {
    caption: 'Expected conferences, the soonest due first',
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'what', text: 'Conference', rowHeader: true },
      { key: 'due', text: 'Due' },
      { key: 'stands', text: 'How it stands' },
      { key: 'next', text: 'Next', hidden: true },
    ],
    rows: shown.map((one) => expectedRow(one, hubs, today)),
    empty: {
      title: filter.show === 'action' ? 'Nothing to ask for' : 'Nothing here',
      text:
        EMPTY[filter.show] ??
        'After an outcome with a plan the next review is expected by itself. Record strategy discussions, so that their conferences are expected too.',
    },
  };
}

function expectedRow(one: KeptExpectation, hubs: ExpectedFacts['hubs'], today: Temporal.PlainDate): Row<ColumnKey> {
  const standing = standingOf(one, today);
  const hub = hubs.find(({ code }) => code === one.hubCode)?.name ?? one.hubCode;
  return {
    id: `expectation-${one.id}`,
    ...(standing === 'overdue' || standing === 'not-invited' ? { tone: 'bad' as const } : {}),
    ...(standing === 'ask' ? { tone: 'warn' as const } : {}),
    cells: {
      what: {
        text: `${EXPECTED_WORDS[one.kind]} ${hub}`,
        href: `/expected/${one.id}`,
        label: `EX-${one.id}`,
        notes: [
          `EX-${one.id}, ${BEGAN_WORDS[one.origin]} ${formatDayAndYear(one.beganOn)}`,
          ...(one.laReference === null ? [] : [`Their reference ${one.laReference}`]),
        ],
      },
      due: {
        text: formatDayAndYear(one.dueOn),
        note: one.dueBy === 'set' ? 'the day that was set' : 'by the statutory clock',
      },
      stands: { tag: STANDING_TAGS[standing], ...standsNote(one, standing) },
      next: nextCell(one, standing),
    },
  };
}

function standsNote(one: KeptExpectation, standing: Standing): { readonly note?: string } {
  if (standing === 'asked') return { note: `letter sent ${formatDay(one.letterSentOn!)} by ${one.letterSentBy}` };
  if (standing === 'awaited' || standing === 'ask') {
    return {
      note: `invitation ${standing === 'ask' ? 'should have come' : 'should come'} by ${formatDay(one.inviteBy)}`,
    };
  }
  if (standing === 'overdue') {
    return { note: one.letterSentOn === null ? 'no letter sent' : `letter sent ${formatDay(one.letterSentOn)}` };
  }
  return {};
}

function nextCell(one: KeptExpectation, standing: Standing): Cell {
  if (one.conference !== null) return { link: { text: one.conference, href: `/conferences/${one.conference}` } };
  if (standing === 'ask')
    return { link: { text: 'Letter', href: `/expected/${one.id}/letter`, label: `for EX-${one.id}` } };
  if (standing === 'overdue')
    return { link: { text: 'Find out', href: `/expected/${one.id}`, label: `about EX-${one.id}` } };
  return null;
}
