import { formatDay } from '../kernel/london.js';
import { capital, counted, hubWords } from '../reporting/words.js';
import type { Table } from '../web/page-parts.js';
import { narrowWeeksChart, weeksChart, type WeeksChart } from './capacity-chart.js';
import type { OutsideHours, WeekDemand } from './capacity.js';
import type { CapacityFacts, HubCapacity } from './capacity.service.js';

const tenths = (value: number): string => value.toFixed(1);
const hours = (value: number): string => `${Math.round(value)}`;

/** What is to come, who is there for it, and what the hours of the hubs leave outside. */
export function capacityPage(facts: CapacityFacts) {
  const { hubs, everywhere, policy } = facts;
  const isEnough = facts.together.weeks.every(({ forecast }) => forecast !== null);
  return {
    title: 'Demand and capacity',
    caption: capital(
      hubWords(
        null,
        hubs.map(({ hub }) => hub),
        everywhere,
      ),
    ),
    sentence: isEnough ? sentenceOf(facts) : null,
    empty: isEnough
      ? null
      : {
          title: 'There is too little history yet',
          text: 'A forecast needs two full weeks with conferences on record. Until then the weeks show what is in the diary.',
        },
    chart: isEnough ? chartOf(facts) : null,
    weeks: weeksTable(facts),
    hubs: hubsTable(facts),
    outside: facts.historyWeeks === 0 ? null : outsideTable(facts),
    method: methodOf(facts, policy.percent, isEnough),
  };
}

const isShort = ({ need, staff }: HubCapacity): boolean => need !== null && need.people > staff.people;

/** Of hubs whose need is known. */
export const shortHubs = ({ hubs }: CapacityFacts): { readonly n: number; readonly of: number } => ({
  n: hubs.filter(isShort).length,
  of: hubs.filter(({ need }) => need !== null).length,
});

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

function sentenceOf({ together, hubs }: CapacityFacts): string {
  const [, next = together.weeks[0]] = together.weeks;
  const forecast = next?.forecast;
  const short = hubs.filter(isShort).map(({ hub }) => hub.name);
  const expected =
    forecast == null || next === undefined
      ? ''
      : `${Math.round(forecast.expected)} conferences are expected in the week of ${formatDay(next.monday)}, between ${forecast.least} and ${forecast.most}. `;
  const need =
    short.length === 0
      ? 'Every hub has as many trained people as it needs for all of them.'
      : `${listed(short)} ${short.length === 1 ? 'has' : 'have'} fewer trained people than all of them need.`;
  return `${expected}${need}`;
}

function chartOf({ together }: CapacityFacts) {
  const weeks = together.weeks.flatMap(({ monday, known, forecast }) =>
    forecast === null ? [] : [{ label: `${monday.day} ${formatDay(monday).split(' ')[2] ?? ''}`, known, ...forecast }],
  );
  const most = weeks.reduce((a, b) => (b.expected > a.expected ? b : a), weeks[0]!);
  const sentence = `Expected conferences a week: most in the week of ${most.label}, ${Math.round(most.expected)}. Dark is in the diary already, pale is expected besides, and the line is the interval.`;
  const chart: WeeksChart = { title: 'Expected conferences by week', description: sentence, weeks };
  return { sentence, svg: weeksChart(chart), narrowSvg: narrowWeeksChart(chart) };
}

const expectedWords = ({ forecast }: WeekDemand): string =>
  forecast === null ? 'not known yet' : tenths(forecast.expected);
const expectedCell = (week: WeekDemand) =>
  week.by === 'history' ? { text: expectedWords(week), note: 'by history' } : expectedWords(week);
const intervalWords = ({ forecast }: WeekDemand): string =>
  forecast === null ? '' : `${forecast.least} to ${forecast.most}`;

function weeksTable({ together, policy }: CapacityFacts): Table {
  return {
    caption: 'By week',
    columns: [
      { key: 'week', text: 'Week of', rowHeader: true, bare: true },
      { key: 'known', text: 'In the diary', numeric: true },
      { key: 'expected', text: 'Expected', numeric: true },
      { key: 'interval', text: `In ${policy.percent} weeks of 100`, numeric: true },
      { key: 'needed', text: 'Hours needed, at most', numeric: true },
      { key: 'there', text: 'Hours there', numeric: true },
    ],
    rows: together.weeks.map((week, at) => {
      const needed = (week.forecast?.most ?? week.known) * together.each;
      const there = together.staff.hours[at] ?? 0;
      return {
        ...(needed > there ? { tone: 'bad' as const } : {}),
        cells: {
          week: `${formatDay(week.monday)}${at === 0 ? ' (this week)' : ''}`,
          known: week.known,
          expected: expectedCell(week),
          interval: intervalWords(week),
          needed: hours(needed),
          there: needed > there ? { text: hours(there), tag: { text: 'too few', tone: 'bad' as const } } : hours(there),
        },
      };
    }),
  };
}

function hubsTable({ hubs }: CapacityFacts): Table {
  return {
    caption: 'What each hub needs for every conference',
    columns: [
      { key: 'hub', text: 'Hub', rowHeader: true, bare: true },
      { key: 'expected', text: 'Expected a week', numeric: true },
      { key: 'interval', text: 'Interval, next week', numeric: true },
      { key: 'there', text: 'Hours there a week', numeric: true },
      { key: 'now', text: 'Trained people now', numeric: true },
      { key: 'needed', text: 'People needed', numeric: true },
      { key: 'why', text: 'Because of' },
    ],
    rows: hubs.map((one) => {
      const { need, staff, weeks } = one;
      const all = weeks.reduce((sum, { forecast }) => sum + (forecast?.expected ?? 0), 0);
      const there = staff.hours.reduce((sum, value) => sum + value, 0) / Math.max(1, staff.hours.length);
      const next = weeks[1] ?? weeks[0];
      return {
        ...(isShort(one) ? { tone: 'bad' as const } : {}),
        cells: {
          hub: one.hub.name,
          expected: need === null ? 'not known yet' : tenths(all / Math.max(1, weeks.length)),
          interval: next === undefined ? '' : intervalWords(next),
          there: hours(there),
          now: staff.people,
          needed: neededCell(one),
          why: need === null ? '' : need.byOverlap >= need.byHours ? 'conferences at one time' : 'hours',
        },
      };
    }),
  };
}

function neededCell(one: HubCapacity) {
  if (one.need === null) return { text: 'not known yet', quiet: true };
  const missing = one.need.people - one.staff.people;
  if (missing <= 0) return String(one.need.people);
  return { text: String(one.need.people), tag: { text: `${missing} more`, tone: 'bad' as const } };
}

function outsideTable({ hubs, historyWeeks }: CapacityFacts): Table {
  return {
    caption: `What hub hours cost, in ${counted(historyWeeks, 'week')} that ${historyWeeks === 1 ? 'is' : 'are'} over`,
    columns: [
      { key: 'hub', text: 'Hub', rowHeader: true, bare: true },
      { key: 'outside', text: 'Conferences outside hub hours' },
      { key: 'hours', text: 'Hours of them a week', numeric: true },
      { key: 'better', text: 'With five hours a week more' },
    ],
    rows: hubs.map(({ hub, outside }) => ({
      cells: {
        hub: hub.name,
        outside: outside.of === 0 ? { text: 'none on record', quiet: true } : `${outside.outside} of ${outside.of}`,
        hours: tenths(outside.hoursAWeek),
        better: betterWords(outside),
      },
    })),
  };
}

function betterWords({ better, outside }: OutsideHours) {
  if (outside === 0) return { text: 'nothing to gain', quiet: true };
  if (better === null) return { text: 'an hour a day more brings none of them inside', quiet: true };
  const when = better.end === 'opens' ? 'Opening an hour earlier' : 'Closing an hour later';
  return `${when} brings ${better.fewer} of them inside`;
}

function methodOf(
  { policy, historyWeeks, together, withoutPattern }: CapacityFacts,
  percent: number,
  isEnough: boolean,
): string {
  const assumed =
    withoutPattern === 0
      ? ''
      : ` For ${counted(withoutPattern, 'person', 'people')} without a working pattern a full week is assumed.`;
  const expected =
    `Expected is what is in the diary and what came later, on average, in ${counted(historyWeeks, 'week')} that are over, counted from as long before; where the diary is emptier than nearly all of them had it by then, whole weeks count alone, by their working days. ` +
    `The interval is a negative binomial prediction interval that ${percent} weeks of 100 should lie in; it widens where weeks vary more than chance alone, and supposes that nothing in the diary falls through. `;
  return (
    (isEnough ? expected : '') +
    `A conference takes ${tenths(together.each)} hours of a person: what it lasts on average and ${policy.minutesAround} minutes for preparation, the way and the report. ` +
    `Hours there are those of trained people with a mail address at their own hub, by working pattern, less absences on record; they have other work as well. ` +
    `People needed are enough for the upper end of the interval by hours, and for the busiest moment of these weeks while as many are off as now.${assumed}`
  );
}
