import type { Hub } from '../../config/reference-data.js';
import { formatDay, formatDayAndYear } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { Row, Table, Tag } from '../web/page-parts.js';
import {
  CHALLENGED,
  CHALLENGED_WORDS,
  currentStage,
  isOverdue,
  type Challenged,
  type ChallengeState,
  type Stage,
} from './challenge.js';
import type { KeptChallenge } from './challenge.queries.js';

export const A_PAGE = 50;
type Hubs = readonly Pick<Hub, 'code' | 'name'>[];

const SHOWS = {
  open: ['open'],
  resolved: ['resolved'],
  unresolved: ['unresolved'],
  withdrawn: ['withdrawn'],
  all: null,
} as const satisfies Readonly<Record<string, readonly ChallengeState[] | null>>;
type Show = keyof typeof SHOWS;
const SHOW_WORDS: Readonly<Record<Show, string>> = {
  open: 'Open',
  resolved: 'Agreed',
  unresolved: 'Not agreed',
  withdrawn: 'Withdrawn',
  all: 'All',
};

export const TAGS: Readonly<Record<ChallengeState, Tag>> = {
  open: { text: 'Open', tone: 'info' },
  resolved: { text: 'Agreed', tone: 'good' },
  unresolved: { text: 'Not agreed', tone: 'bad' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};

export interface ChallengesFilter {
  readonly show: Show;
  readonly hub: string;
  readonly about: Challenged | null;
  readonly after: number | null;
}

export const statesOf = ({ show }: ChallengesFilter): readonly ChallengeState[] | null => SHOWS[show];

/** What the address asks for; anything it cannot mean falls back to those open. */
export function readChallengesFilter(query: unknown): ChallengesFilter {
  const show = typedText(query, 'show');
  const about = typedText(query, 'about');
  const after = wholeNumber(typedText(query, 'after'));
  return {
    show: Object.hasOwn(SHOWS, show) ? (show as Show) : 'open',
    hub: typedText(query, 'hub').slice(0, 60),
    about: CHALLENGED.find((one) => one === about) ?? null,
    after: after !== null && after > 0 && after < 2_147_483_648 ? after : null,
  };
}

function hrefOf({ show, hub, about, after }: ChallengesFilter): string {
  const query = new URLSearchParams({
    ...(show === 'open' ? {} : { show }),
    ...(hub === '' ? {} : { hub }),
    ...(about === null ? {} : { about }),
    ...(after === null ? {} : { after: String(after) }),
  }).toString();
  return query === '' ? '/challenges' : `/challenges?${query}`;
}

export interface ChallengesFacts {
  readonly filter: ChallengesFilter;
  readonly found: readonly KeptChallenge[];
  readonly hubs: Hubs;
  readonly today: Temporal.PlainDate;
}

/** Professional challenges, the latest first. */
export function challengesPage({ filter, found, hubs, today }: ChallengesFacts) {
  const shown = found.slice(0, A_PAGE);
  const last = shown.at(-1);
  const hasMore = found.length > A_PAGE && last !== undefined;
  return {
    title: 'Professional challenges',
    counts: (Object.keys(SHOWS) as Show[]).map((show) => ({
      text: SHOW_WORDS[show],
      href: hrefOf({ ...filter, show, after: null }),
      current: show === filter.show,
    })),
    filter: {
      action: '/challenges',
      label: 'Filter challenges',
      fields: [
        {
          name: 'hub',
          label: 'Hub',
          value: filter.hub,
          items: [{ value: '', text: 'All hubs' }, ...hubs.map(({ code, name }) => ({ value: code, text: name }))],
        },
        {
          name: 'about',
          label: 'About',
          value: filter.about ?? '',
          items: [
            { value: '', text: 'Anything' },
            ...CHALLENGED.map((about) => ({ value: about, text: CHALLENGED_WORDS[about] })),
          ],
        },
      ],
      hidden: filter.show === 'open' ? {} : { show: filter.show },
      ...(filter.hub !== '' || filter.about !== null
        ? { clearHref: hrefOf({ ...filter, hub: '', about: null, after: null }) }
        : {}),
    },
    hint: shown.length > 0 ? 'A challenge is raised on the page of its conference.' : null,
    table: challengesTable(shown, hubs, today),
    pages: {
      text: `${shown.length} ${shown.length === 1 ? 'challenge' : 'challenges'}${hasMore ? ', and more' : ''}`,
      previousHref: filter.after === null ? null : hrefOf({ ...filter, after: null }),
      nextHref: hasMore ? hrefOf({ ...filter, after: last.id }) : null,
    },
  };
}

type ColumnKey = 'what' | 'stage' | 'due' | 'stands';

const challengesTable = (shown: readonly KeptChallenge[], hubs: Hubs, today: Temporal.PlainDate): Table<ColumnKey> => ({
  caption: 'Professional challenges, the latest first',
  captionHidden: true,
  flow: true,
  columns: [
    { key: 'what', text: 'Challenge', rowHeader: true },
    { key: 'stage', text: 'Stage' },
    { key: 'due', text: 'Answer due' },
    { key: 'stands', text: 'How it stands' },
  ],
  rows: shown.map((one): Row<ColumnKey> => {
    const stage = currentStage(one);
    const late = isOverdue(one, today);
    return {
      id: `challenge-${one.id}`,
      ...(late ? { tone: 'bad' as const } : {}),
      cells: {
        what: {
          text: `CH-${one.id}: ${CHALLENGED_WORDS[one.about]}`,
          href: `/challenges/${one.id}`,
          note: `${hubs.find(({ code }) => code === one.hubCode)?.name ?? one.hubCode}, ${subjectWords(one)}`,
        },
        stage: { text: `${stage.number}: ${stage.name}`, note: stage.sentTo },
        due: one.state === 'open' ? formatDayAndYear(stage.dueOn) : null,
        stands: { tag: late ? { text: 'Answer overdue', tone: 'bad' } : TAGS[one.state], note: letterNote(one, stage) },
      },
    };
  }),
  empty: {
    title: 'No challenge here',
    text: 'A challenge is raised from the page of a conference or of an expected conference: an invitation that did not come or came late, a refused place, or a dissent.',
    href: '/expected',
    linkText: 'Expected conferences',
  },
});

const subjectWords = ({ conference, expectationId }: KeptChallenge): string => conference ?? `EX-${expectationId}`;

const letterNote = ({ state, closedBy }: KeptChallenge, { letterSentOn }: Stage): string => {
  if (state !== 'open') return `by ${closedBy}`;
  return letterSentOn === null ? 'the letter is still to be sent' : `letter sent ${formatDay(letterSentOn)}`;
};
