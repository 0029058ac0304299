/** The history in a list, as its page shows it: the baseline it would give, what each row says, and who is named. */
import type { Hub } from '../../config/reference-data.js';
import type { BaselineMonth, PastGroup } from '../imports/baseline.js';
import { formatDayAndYear, formatMonth } from '../kernel/london.js';
import type { Figure, Table } from '../web/page-parts.js';
import type { Import } from './import.js';
import type { KeptConference } from './kept-row.js';
import { matchPerson, type PersonOnRecord } from './matching-people.js';
import type { ListedPerson } from './people.queries.js';

type Column = 'month' | 'ICPC' | 'RCPC' | PastGroup | 'unknown';

const GROUPS: readonly (readonly [PastGroup, string])[] = [
  ['attended', 'Attended'],
  ['part', 'Part'],
  ['not', 'Not'],
  ['not-recorded', 'No outcome'],
  ['called-off', 'Not held'],
];

/** Null where the list holds nothing of the past. */
export function baselinePart(list: Pick<Import, 'summary' | 'state'>) {
  const baseline = list.summary?.baseline ?? [];
  if (baseline.length === 0 || list.state !== 'ready') return null;
  const of = (family: BaselineMonth['family'], month?: string): readonly BaselineMonth[] =>
    baseline.filter((one) => one.family === family && (month === undefined || one.month === month));
  const months = [...new Set(baseline.map(({ month }) => month))];
  const line = (month: string | undefined, text: string) => {
    const here = baseline.filter((one) => month === undefined || one.month === month);
    const unknown = sum(here.map(({ relevanceUnknown }) => relevanceUnknown));
    return {
      cells: {
        month: text,
        ICPC: rateCell(of('ICPC', month)),
        RCPC: rateCell(of('RCPC', month)),
        ...Object.fromEntries(GROUPS.map(([group]) => [group, sum(here.map(({ counts }) => counts[group]))])),
        unknown,
      },
    };
  };
  const table: Table<Column> = {
    caption: 'The baseline this list would give',
    flow: true,
    columns: [
      { key: 'month', text: 'Month', rowHeader: true, nowrap: true, bare: true },
      { key: 'ICPC', text: 'ICPCs attended' },
      { key: 'RCPC', text: 'Relevant RCPCs attended' },
      ...GROUPS.map(([key, text]) => ({ key, text, numeric: true })),
      { key: 'unknown', text: 'RCPCs, relevance not known', numeric: true },
    ],
    rows: [line(undefined, months.length === 1 ? formatMonth(Temporal.PlainYearMonth.from(months[0]!)) : 'All months')],
  };
  return {
    table,
    months:
      months.length < 2
        ? null
        : {
            summary: `${months.length} months one by one`,
            table: {
              ...table,
              captionHidden: true,
              rows: months.map((month) => line(month, formatMonth(Temporal.PlainYearMonth.from(month)))),
            },
          },
    note: 'Imported from a list, not recorded by the tracker: shown beside its figures and never added to them. Reviews of which the list does not say whether they were relevant are in no rate.',
  };
}

/** How many new conferences of a list are over. */
export const historiesIn = ({ summary }: Pick<Import, 'summary'>): number =>
  sum((summary?.baseline ?? []).flatMap(({ counts }) => Object.values(counts)));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function rateCell(months: readonly BaselineMonth[]): { readonly text: string; readonly quiet?: boolean } {
  const figure: Pick<Figure, 'n' | 'of'> = { n: sum(months.map(({ n }) => n)), of: sum(months.map(({ of }) => of)) };
  return figure.of === 0 ? { text: 'none counts', quiet: true } : { text: `${figure.n} of ${figure.of}` };
}

const OUTCOMES = { attended: 'Attended', part: 'Attended part', not: 'Not attended' } as const;
const STATES = { held: '', stood_down: 'Stood down', postponed: 'Postponed', cancelled: 'Cancelled' } as const;

/** What the list says of a conference that is over, in a line or two. */
export function pastNotes(past: KeptConference['past'], reasonOf: (code: string) => string): readonly string[] {
  if (past === null || past === undefined) return [];
  const went = past.people.length === 0 ? '' : ` by ${past.people.join(', ')}`;
  const decision =
    past.outcome === 'part' ? (past.presentAtDecision ? ', for the decision' : ', not for the decision') : '';
  const why =
    past.reason === null ? '' : `: ${reasonOf(past.reason)}${past.reasonNote === null ? '' : ` (${past.reasonNote})`}`;
  const outcome =
    past.outcome === null ? 'No outcome in the list' : `${OUTCOMES[past.outcome]}${decision}${went}${why}`;
  const sent = past.reportOn === null ? '' : ` on ${formatDayAndYear(Temporal.PlainDate.from(past.reportOn))}`;
  return [
    past.state === 'held' ? `${outcome}.` : `${STATES[past.state]}.`,
    ...(past.report === null ? [] : [past.report === 'sent' ? `Report sent${sent}.` : 'No report sent.']),
    ...(past.relevance === null ? [] : [past.relevance === 'relevant' ? 'Relevant.' : 'Not relevant.']),
  ];
}

export const NOBODY_HERE = 'nobody';
const MOST_ASKED = 50;

/** Who is named and not found, each with who may be meant; null when nobody is to be asked about. */
export function peoplePart(
  list: Pick<Import, 'id' | 'state'>,
  people: readonly ListedPerson[],
  onRecord: readonly PersonOnRecord[],
  hub: Hub,
) {
  const asked = people.filter(({ standing }) => standing !== 'found');
  if (asked.length === 0 || list.state !== 'ready') return null;
  const open = asked.filter(({ standing }) => standing === 'asked').length;
  const found = people.length - asked.length;
  return {
    action: `/imports/${list.id}/people`,
    text: `${found === 0 ? '' : `${found} of the people named as having attended ${found === 1 ? 'is' : 'are'} on the tracker. `}${
      open === 0 ? 'You have said who the others are.' : `${open} ${open === 1 ? 'is' : 'are'} not known.`
    } Whoever you leave open is kept by name as “not on the tracker”.`,
    fields: asked.slice(0, MOST_ASKED).map((person) => ({
      name: `person-${person.number}`,
      number: person.number,
      label: `Who is “${person.name}”?`,
      value: person.standing === 'asked' ? '' : person.attendeeId === null ? NOBODY_HERE : String(person.attendeeId),
      items: [
        { value: '', text: 'Not said yet' },
        { value: NOBODY_HERE, text: 'Somebody who is not on the tracker' },
        ...likeliestFirst(person.name, onRecord, hub).map(({ id, name, role }) => ({
          value: String(id),
          text: `${name}, ${role}`,
        })),
      ],
    })),
    more: asked.length > MOST_ASKED ? `${asked.length - MOST_ASKED} more names follow once these are answered.` : null,
  };
}

function likeliestFirst(written: string, people: readonly PersonOnRecord[], hub: Hub): readonly PersonOnRecord[] {
  const matched = matchPerson(written, people);
  const likely = matched.found ? [matched.attendeeId] : matched.likely;
  const rank = (person: PersonOnRecord): number =>
    likely.includes(person.id) ? 0 : person.hubCode === hub.code ? 1 : 2;
  return people.toSorted((a, b) => rank(a) - rank(b));
}
