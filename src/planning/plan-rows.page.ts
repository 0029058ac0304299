/** The tables of a plan: who goes where beside today, what stays as it is, and how good it is. */
import type { Hub } from '../../config/reference-data.js';
import { assignmentStateLabel } from '../assignments/assignment.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import type { Cell, Row, Table, Tag } from '../web/page-parts.js';
import type { KnownOnIt, KnownSitting, LeftSitting } from './known.js';
import { asNumber, type Value } from './levels.js';
import type { DiffRow, PlanChange } from './plan-diff.js';
import { counted, hubNames } from './plan-text.js';
import type { LevelResult } from './plan.js';

const TAGS: Record<PlanChange, Tag> = {
  uncovered: { text: 'Still uncovered', tone: 'bad' },
  freed: { text: 'Freed', tone: 'warn' },
  changed: { text: 'Changed', tone: 'info' },
  new: { text: 'New', tone: 'good' },
  kept: { text: 'Kept', tone: 'neutral' },
};
export const changeTag = (change: PlanChange): Tag => TAGS[change];

type RowKey = 'when' | 'conference' | 'today' | 'plan' | 'change' | 'keep' | 'not';

/** @param act whether locks may still be added */
export function rowsTable(
  rows: readonly DiffRow[],
  planId: number,
  hubs: readonly Hub[],
  csrf: string,
  act: boolean,
): Table<RowKey> {
  const days = Map.groupBy(rows, ({ sitting }) => dayOf(sitting).toString());
  return {
    caption: 'Who goes where, beside today',
    csrf,
    columns: [
      { key: 'when', text: 'Time', nowrap: true },
      { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
      { key: 'today', text: 'Today' },
      { key: 'plan', text: 'Plan', nowrap: true },
      { key: 'change', text: 'Change' },
      ...(act
        ? ([
            { key: 'keep', text: 'Keep here', hidden: true, nowrap: true },
            { key: 'not', text: 'Not here', hidden: true, nowrap: true },
          ] as const)
        : []),
    ],
    groups: [...days].map(([day, all]) => ({
      title: formatDay(Temporal.PlainDate.from(day)),
      rows: all.map((row) => ({ ...sittingRow(row, planId, hubs, act), id: row.sitting.name })),
    })),
    empty: {
      title: 'There is nothing to plan',
      text: 'No open sitting of these days and hubs is wanted. Choose other days, or decide which reviews are relevant.',
      href: '/plan',
      linkText: 'Choose other days',
    },
  };
}

const dayOf = ({ startsAt }: KnownSitting): Temporal.PlainDate => londonDate(Temporal.Instant.from(startsAt));

export const timesOf = ({ startsAt, endsAt }: KnownSitting): string =>
  `${formatTime(Temporal.Instant.from(startsAt))} to ${formatTime(Temporal.Instant.from(endsAt))}`;

function sittingRow(row: DiffRow, planId: number, hubs: readonly Hub[], act: boolean): Row<RowKey> {
  const { sitting, change } = row;
  const lead = row.goes.find((one) => one.lead) ?? row.goes[0];
  const lock = (kind: string, text: string): Cell =>
    lead === undefined || !act || sitting.isSupposed
      ? null
      : {
          post: {
            action: `/plan/${planId}/locks`,
            text,
            label: `: ${lead.name} on ${sitting.name}`,
            fields: { kind, attendeeId: String(lead.attendeeId), conference: sitting.name, day: '' },
          },
        };
  return {
    ...(change === 'uncovered' || change === 'freed' ? { tone: 'bad' as const } : {}),
    ...(change === 'kept' ? { tone: 'quiet' as const } : {}),
    cells: {
      when: timesOf(sitting),
      conference: conferenceCell(sitting, hubs),
      today: peopleCell(sitting.on.map((one) => ({ ...one, note: todayNote(one, row.off) }))),
      plan: planCell(row),
      change: { tag: changeTag(change) },
      keep: lock('keep', 'Keep here'),
      not: lock('not', 'Not here'),
    },
  };
}

export function conferenceCell(sitting: KnownSitting, hubs: readonly Hub[]): Cell {
  const note = `${kindLabel(sitting.kind)} ${hubNames([sitting.hub], hubs)}`;
  if (sitting.isSupposed) return { text: sitting.name, note: `${note}, only supposed` };
  return { text: sitting.name, href: `/conferences/${sitting.name}`, note };
}

/** How they stand, and for whoever is taken off the rule that does not let them stay. */
function todayNote({ assignmentId, state, whyNot }: KnownOnIt, off: DiffRow['off']): string {
  const isOff = off.some((one) => one.assignmentId === assignmentId);
  return isOff && whyNot ? `${assignmentStateLabel(state)}. ${whyNot}` : assignmentStateLabel(state);
}

function peopleCell(people: readonly { name: string; lead: boolean; note: string }[]): Cell {
  if (people.length === 0) return { text: 'nobody', quiet: true };
  return { list: people.map(({ name, lead, note }) => ({ text: `${name}${lead ? '' : ', second'}`, note })) };
}

function planCell({ goes, lacksLead, lacksSeconds }: DiffRow): Cell {
  const lacking = [
    ...(lacksLead ? ['nobody leads'] : []),
    ...(lacksSeconds > 0 ? [`${counted(lacksSeconds, 'second person', 'second persons')} missing`] : []),
  ];
  return {
    list: [
      ...goes.map(({ name, lead }) => ({ text: `${name}${lead ? '' : ', second'}` })),
      ...lacking.map((text) => ({ text, strong: true })),
    ],
  };
}

export function leftTable(left: readonly LeftSitting[], planId: number, hubs: readonly Hub[], csrf: string): Table {
  return {
    caption: 'Left as they are',
    csrf,
    columns: [
      { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
      { key: 'when', text: 'When' },
      { key: 'people', text: 'Who goes' },
      { key: 'why', text: 'Why no plan would have it so' },
      { key: 'anew', text: 'Plan it anew', hidden: true },
    ],
    rows: left.map((sitting) => {
      const first = sitting.on[0];
      return {
        cells: {
          conference: conferenceCell(sitting, hubs),
          when: `${formatDay(dayOf(sitting))}, ${timesOf(sitting)}`,
          people: peopleCell(
            sitting.on.map(({ name, lead, state }) => ({ name, lead, note: assignmentStateLabel(state) })),
          ),
          why: { list: sitting.why.map((text) => ({ text })) },
          anew: first && {
            post: {
              action: `/plan/${planId}/locks`,
              text: 'Plan it without them',
              label: `: ${first.name} on ${sitting.name}`,
              fields: { kind: 'not', attendeeId: String(first.attendeeId), conference: sitting.name, day: '' },
            },
          },
        },
      };
    }),
  };
}

/** "97.4 %" of available time, "45 minutes", "12". */
function valueCell(name: LevelResult['name'], value: Value): string {
  if (name === 'fairness') return `${(asNumber(value) * 100).toFixed(1)} %`;
  return name === 'travel' ? counted(value.over, 'minute') : String(value.over);
}

/** Levels that say nothing of this plan are left out. */
export function levelsTable(levels: readonly LevelResult[]): Table {
  return {
    caption: 'How good it is, the first line before all others',
    columns: [
      { key: 'level', text: 'What counts', rowHeader: true, bare: true },
      { key: 'value', text: 'This plan', numeric: true },
      { key: 'bound', text: 'At best', numeric: true },
      { key: 'proof', text: 'Proven' },
    ],
    rows: levels
      .filter(({ value, bound }) => value.over !== 0 || bound.over !== 0)
      .map(({ name, words, value, bound, isProven }) => ({
        cells: {
          level: words.charAt(0).toUpperCase() + words.slice(1),
          value: valueCell(name, value),
          bound: valueCell(name, bound),
          proof: isProven ? 'no plan is better' : { text: 'not proven', strong: true },
        },
      })),
  };
}
