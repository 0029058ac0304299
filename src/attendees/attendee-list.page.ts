import type { Hub } from '../../config/reference-data.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { Cell, Column, Row, Table } from '../web/page-parts.js';
import { trainingOn } from './attendee.js';
import {
  ATTENDEE_SORTS,
  type AttendeeSearch,
  type AttendeeSort,
  type ListedAttendee,
} from './attendee-search.queries.js';
import { bouncedWords, LEFT, MAIL_FAILS, NO_MAIL, trainingWords } from './attendee-words.js';

export const PEOPLE_A_PAGE = 50;

/** What the address asks for; anything it cannot mean falls back to the ordinary list. */
export function readAttendeeFilter(query: unknown): AttendeeSearch & { readonly page: number } {
  const sort = typedText(query, 'sort');
  return {
    hub: typedText(query, 'hub'),
    role: typedText(query, 'role'),
    text: typedText(query, 'text').slice(0, 100),
    show: typedText(query, 'show') === 'all' ? 'all' : 'active',
    sort: ATTENDEE_SORTS.find((known) => known === sort.replace(/^-/, '')) ?? 'name',
    descending: sort.startsWith('-'),
    page: Math.min(Math.max(wholeNumber(typedText(query, 'page')) ?? 1, 1), 1000),
  };
}

export interface AttendeeListFacts {
  readonly filter: AttendeeSearch & { readonly page: number };
  /** One more than a page when there is a next one. */
  readonly people: readonly ListedAttendee[];
  readonly roles: readonly string[];
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
  readonly today: Temporal.PlainDate;
  readonly mayChange: boolean;
}

type ColumnKey = 'name' | 'role' | 'hub' | 'mail' | 'training' | 'upcoming';

export function attendeeListPage(facts: AttendeeListFacts) {
  const shown = facts.people.slice(0, PEOPLE_A_PAGE);
  return {
    title: 'Attendees',
    actions: [
      { text: 'People to put right', href: '/rota/people', plain: true },
      { text: 'Fair shares', href: '/rota/fairness', plain: true },
      ...(facts.mayChange ? [{ text: 'Add an attendee', href: '/attendees/new', main: true }] : []),
    ],
    filter: filterBar(facts),
    people: peopleTable(facts, shown),
    pages: paging(facts, shown.length),
  };
}

const hubItem = (hub: Pick<Hub, 'code' | 'name'>): { value: string; text: string } => ({
  value: hub.code,
  text: hub.name,
});
const plainItem = (text: string): { value: string; text: string } => ({ value: text, text });

function filterBar({ filter, hubs, roles }: AttendeeListFacts) {
  const filtered = filter.hub !== '' || filter.role !== '' || filter.text !== '' || filter.show === 'all';
  const allHubs = [{ value: '', text: 'All hubs' }, ...hubs.map(hubItem)];
  const allRoles = [{ value: '', text: 'All roles' }, ...roles.map(plainItem)];
  const shows = [
    { value: 'active', text: 'Those who are here' },
    { value: 'all', text: 'Also those who left' },
  ];
  const sort = sortOf(filter);
  return {
    action: '/attendees',
    label: 'Filter attendees',
    fields: [
      { name: 'hub', label: 'Hub', value: filter.hub, items: allHubs },
      { name: 'role', label: 'Role', value: filter.role, items: allRoles },
      { name: 'text', label: 'Name or mail address', value: filter.text, width: 20 },
      { name: 'show', label: 'Show', value: filter.show, items: shows },
    ],
    hidden: sort === 'name' ? {} : { sort },
    ...(filtered ? { clearHref: '/attendees' } : {}),
  };
}

function peopleTable(facts: AttendeeListFacts, shown: readonly ListedAttendee[]): Table<ColumnKey> {
  return {
    caption: 'Attendees',
    captionHidden: true,
    flow: true,
    columns: [
      { ...sortable(facts.filter, 'name', 'Name'), rowHeader: true },
      sortable(facts.filter, 'role', 'Role'),
      sortable(facts.filter, 'hub', 'Hub'),
      { key: 'mail', text: 'Mail address', bare: true },
      sortable(facts.filter, 'training', 'Conference training'),
      { key: 'upcoming', text: 'Next 4 weeks', numeric: true },
    ],
    rows: shown.map((one) => personRow(one, facts)),
    empty: {
      title: facts.filter.page > 1 ? 'There is no such page.' : 'Nobody matches.',
      text: 'Change the filter, or clear it to see everybody.',
      href: '/attendees',
      linkText: 'Show everybody who is here',
    },
  };
}

function personRow(one: ListedAttendee, { hubs, today }: AttendeeListFacts): Row<ColumnKey> {
  return {
    ...(one.active ? {} : { tone: 'quiet' as const }),
    cells: {
      name: { text: one.name, href: `/attendees/${one.id}`, ...(one.active ? {} : { tag: LEFT }) },
      role: one.role,
      hub: hubs.find((hub) => hub.code === one.hubCode)?.name ?? one.hubCode,
      mail: mailCell(one),
      training: trainingWords(trainingOn(one.trained ? { expiresOn: one.trainingExpiresOn } : null, today)),
      upcoming: one.upcoming,
    },
  };
}

function mailCell(one: ListedAttendee): Cell {
  if (one.mail === null) return one.active ? { tag: NO_MAIL } : 'None';
  const trouble = bouncedWords(one);
  return trouble === null ? one.mail : { text: one.mail, tag: MAIL_FAILS, note: trouble };
}

/** A column whose heading sorts by it, and the other way round when it already does. */
function sortable(filter: AttendeeSearch, key: ColumnKey & AttendeeSort, text: string): Column<ColumnKey> {
  const current = filter.sort === key;
  const href = hrefOf(filter, { sort: current && !filter.descending ? `-${key}` : key });
  const direction = filter.descending ? 'descending' : 'ascending';
  return { key, text, bare: true, sort: { href, ...(current ? { direction } : {}) } };
}

const sortOf = (filter: AttendeeSearch): string => `${filter.descending ? '-' : ''}${filter.sort}`;

function paging(facts: AttendeeListFacts, count: number) {
  const { page } = facts.filter;
  const first = (page - 1) * PEOPLE_A_PAGE + 1;
  return {
    text: count === 0 ? '' : `${first} to ${first + count - 1}`,
    ...(page > 1 ? { previousHref: hrefOf(facts.filter, { page: page - 1 }) } : {}),
    ...(facts.people.length > PEOPLE_A_PAGE ? { nextHref: hrefOf(facts.filter, { page: page + 1 }) } : {}),
  };
}

/** The address of this list with something changed; a new order begins at the first page again. */
function hrefOf(filter: AttendeeSearch, change: { readonly sort?: string; readonly page?: number }): string {
  const sort = change.sort ?? sortOf(filter);
  const parts: [string, string][] = [
    ['hub', filter.hub],
    ['role', filter.role],
    ['text', filter.text],
    ['show', filter.show === 'all' ? 'all' : ''],
    ['sort', sort === 'name' ? '' : sort],
    ['page', (change.page ?? 1) > 1 ? String(change.page) : ''],
  ];
  const query = new URLSearchParams(parts.filter(([, value]) => value !== '')).toString();
  return query === '' ? '/attendees' : `/attendees?${query}`;
}
