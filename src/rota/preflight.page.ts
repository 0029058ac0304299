import type { Hub, Skill } from '../../config/reference-data.js';
import type { RosterPerson } from '../attendees/roster.queries.js';
import { never } from '../kernel/decided.js';
import { formatDate } from '../kernel/london.js';
import type { Table, Tag } from '../web/page-parts.js';
import { gapsOf, type Gap, type PreflightRules } from './preflight.js';

interface Names {
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
  readonly skills: readonly Skill[];
}

function gapTag(gap: Gap, { skills }: Names): Tag {
  const label = 'skill' in gap ? (skills.find(({ code }) => code === gap.skill)?.label ?? gap.skill) : '';
  switch (gap.kind) {
    case 'no-mailbox':
      return { text: 'No mailbox', tone: 'bad' };
    case 'unknown-hub':
      return { text: 'No hub', tone: 'bad' };
    case 'no-pattern':
      return { text: 'No working hours', tone: 'warn' };
    case 'pattern-ends':
      return { text: `Working hours end on ${formatDate(gap.on)}`, tone: 'warn' };
    case 'skill-expired':
      return { text: `${label}: ran out on ${formatDate(gap.on)}`, tone: 'bad' };
    case 'skill-expiring':
      return { text: `${label}: runs out on ${formatDate(gap.on)}`, tone: 'warn' };
    case 'unknown-skill':
      return { text: `${label}: no skill of the list`, tone: 'warn' };
    default:
      return never(gap);
  }
}

/** What has to be put right of whom, before a plan is made with them. */
export function preflightPage(
  people: readonly RosterPerson[],
  rules: PreflightRules,
  names: Names,
  mayChange: boolean,
) {
  const found = people.map((person) => ({ person, gaps: gapsOf(person, rules) })).filter(({ gaps }) => gaps.length > 0);
  const ready = people.length - found.length;
  return {
    title: 'People to put right',
    back: { text: 'All attendees', href: '/attendees' },
    sentence:
      people.length === 0
        ? 'Nobody is on record yet.'
        : `${ready} of ${people.length} people have a mailbox, a hub, working hours, and training that lasts ${rules.expiryDays} days more.`,
    people: people.length === 0 ? null : table(found, names, mayChange),
  };
}

function table(
  found: readonly { readonly person: RosterPerson; readonly gaps: readonly Gap[] }[],
  names: Names,
  mayChange: boolean,
): Table<'name' | 'hub' | 'gaps'> {
  return {
    caption: 'What is missing',
    columns: [
      { key: 'name', text: 'Person', rowHeader: true, bare: true },
      { key: 'hub', text: 'Hub' },
      { key: 'gaps', text: 'What is missing', bare: true },
    ],
    rows: found.map(({ person, gaps }) => ({
      cells: {
        name: { text: person.name, note: person.role, href: `/attendees/${person.id}${mayChange ? '/edit' : ''}` },
        hub: names.hubs.find(({ code }) => code === person.hubCode)?.name ?? person.hubCode,
        gaps: { list: gaps.map((gap) => ({ tag: gapTag(gap, names) })) },
      },
    })),
    empty: { title: 'Nothing is missing.', text: 'Everybody can be planned with.' },
  };
}
