import type { Hub } from '../../config/reference-data.js';
import { formatDayAndYear, formatWhen, londonDate } from '../kernel/london.js';
import { never } from '../kernel/decided.js';
import type { FieldError, Link, Table } from '../web/page-parts.js';
import { MOST_FEEDS, type Feed, type FeedReach, type FeedRefusal } from './feed.js';
import { MINE } from './feed.form.js';

type HubOf = (row: { readonly hubCode: string }) => Pick<Hub, 'name'>;

/** Said wherever an attendee meets a feed. */
export const MAIL_COMES_TOO =
  'Invitations still come by mail, and you answer those. A calendar that follows the feed shows the same conferences; most calendars then show one entry, some show two.';

/** The part of an attendee's own page: following their conferences without opening it. */
export interface MyFeeds {
  readonly text: string;
  readonly hint: string;
  readonly of: string;
  readonly all: Link;
}

export function myFeeds(feeds: readonly Feed[]): MyFeeds {
  const [first] = feeds;
  const since = first === undefined ? '' : formatDayAndYear(londonDate(first.createdAt));
  return {
    text:
      feeds.length === 0
        ? 'Your calendar can follow your conferences by itself, from a secret address that you create here.'
        : feeds.length === 1
          ? `One address works, created on ${since}.`
          : `${feeds.length} addresses work, the oldest created on ${since}.`,
    hint: MAIL_COMES_TOO,
    of: MINE,
    all: { text: feeds.length === 0 ? 'About calendar feeds' : 'See and revoke your addresses', href: '/feeds' },
  };
}

const ownerWords = (feed: Feed, hubOf: HubOf): string =>
  feed.hubCode === null ? 'My conferences' : `All conferences in ${hubOf({ hubCode: feed.hubCode }).name}`;

type Column = 'of' | 'created' | 'by' | 'action';

/** The addresses that work, and the form for another. */
export function feedsPage(facts: {
  readonly feeds: readonly Feed[];
  readonly reach: FeedReach;
  readonly hubOf: HubOf;
  readonly wanted?: string;
  readonly errors?: readonly FieldError[];
}) {
  const { feeds, reach, hubOf } = facts;
  const choices = [
    ...(reach.attendeeId === null ? [] : [{ value: MINE, text: 'My conferences' }]),
    ...reach.hubs.map((hubCode) => ({ value: hubCode, text: `All conferences in ${hubOf({ hubCode }).name}` })),
  ];
  const [only] = choices;
  return {
    title: 'Calendar feeds',
    errors: facts.errors ?? [],
    intro:
      choices.length === 0
        ? 'Calendar feeds are for people who attend conferences and for those who arrange them. There is none for your role.'
        : 'A calendar feed is a secret address. Your calendar looks there about once an hour and shows what it finds.',
    hints: [
      ...(reach.attendeeId === null ? [] : [MAIL_COMES_TOO]),
      ...(reach.hubs.length === 0
        ? []
        : [
            'The feed of a hub shows reference, kind and whether somebody has accepted, four weeks ahead. It names nobody.',
          ]),
    ],
    table: feeds.length === 0 ? null : feedsTable(feeds, hubOf),
    form:
      only === undefined
        ? null
        : { choices, only: choices.length === 1 ? only : null, wanted: facts.wanted ?? only.value, name: 'of' },
  };
}

const feedsTable = (feeds: readonly Feed[], hubOf: HubOf): Table<Column> => ({
  caption: 'Addresses that work',
  columns: [
    { key: 'of', text: 'Shows', rowHeader: true, bare: true },
    { key: 'created', text: 'Created', nowrap: true },
    { key: 'by', text: 'By' },
    { key: 'action', text: 'Revoke', hidden: true, bare: true },
  ],
  rows: feeds.map((feed) => {
    const created = formatWhen(feed.createdAt);
    return {
      cells: {
        of: ownerWords(feed, hubOf),
        created,
        by: feed.createdBy,
        action: {
          post: {
            action: `/feeds/${feed.id}/revoke`,
            text: 'Revoke',
            label: `the address for ${ownerWords(feed, hubOf).toLowerCase()} created on ${created}`,
          },
        },
      },
    };
  }),
});

/** The one time that an address is shown. */
export const createdPage = (feed: Feed, address: string, hubOf: HubOf) => ({
  title: 'Your calendar address',
  caption: ownerWords(feed, hubOf),
  back: { text: 'Calendar feeds', href: '/feeds' },
  warning: {
    tone: 'warn' as const,
    title: 'Copy it now: it is shown only once.',
    text: 'Whoever has this address can read the feed, so treat it like a password. If it gets out, revoke it and create another.',
  },
  address,
  open: { text: 'Open it in the calendar of this device', href: address.replace(/^https?:/, 'webcal:') },
  steps: [
    'Outlook: Calendar, Add calendar, Subscribe from web, paste the address.',
    'iPhone: Settings, Apps, Calendar, Calendar Accounts, Add Account, Other, Add Subscribed Calendar, paste the address.',
    'Google Calendar on a computer: Other calendars, plus, From URL, paste the address.',
  ],
  hint: feed.hubCode === null ? MAIL_COMES_TOO : null,
});

/** Why no address was created. */
export function feedRefusal(refusal: FeedRefusal): FieldError {
  switch (refusal.kind) {
    case 'too-many':
      return {
        text: `${MOST_FEEDS} addresses work already. Revoke one that is not used, then create another`,
        href: '#of',
      };
    default:
      return never(refusal.kind);
  }
}
