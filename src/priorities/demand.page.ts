import { figureOf, sumOf, type Count } from '../reporting/rate.js';
import { capital, counted, hubWords } from '../reporting/words.js';
import type { Cell, Row, Table } from '../web/page-parts.js';
import { barsChart, narrowBarsChart } from './demand-chart.js';
import {
  conferencesIn,
  hoursOf,
  lastYear,
  peakOf,
  perDayWords,
  weeksAhead,
  workingDaysIn,
  type DemandCell,
} from './demand.js';
import type { DemandFacts } from './priorities.service.js';
import { BACK_TO_PRIORITIES } from './recommendations.page.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const hourWords = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

type HubKey = 'hub' | 'year' | 'perDay' | 'outside' | 'ahead' | 'aheadPerDay';

/** When conferences are and which hub has how many a working day, and how many lie outside its hours. */
export function demandPage(facts: DemandFacts) {
  const { past, hubs, everywhere } = facts;
  return {
    title: 'Demand and hub hours',
    caption: capital(hubWords(null, hubs, everywhere)),
    back: BACK_TO_PRIORITIES,
    sentence: demandSentence(facts),
    hubs: hubsTable(facts),
    chart: past.length === 0 ? null : hoursChart(past),
    slots: slotsTable(past),
    method:
      'Conferences that took place or are still to, each sitting once, by the time it starts in London. Twelve months up to yesterday, and the next four weeks as far as they are in the diary. Outside hub hours is measure E4, of the twelve months up to the last one that is over: invited conferences, held or not, that begin or end when their hub is closed.',
  };
}

function demandSentence({ past, ahead, today, reference }: DemandFacts): string {
  const peak = peakOf(past);
  if (peak === null && ahead.length === 0) {
    return 'No conference is on record yet. Once invitations are recorded, this says when people are needed.';
  }
  const days = workingDaysIn(lastYear(today), reference.calendar);
  const perDay = `${perDayWords(conferencesIn(past), days)} conferences a working day in twelve months`;
  const busiest = peak === null ? '' : `; most start on ${WEEKDAYS[peak.weekday - 1]}s from ${hourWords(peak.hour)}`;
  return `${perDay}${busiest}. ${counted(conferencesIn(ahead), 'conference')} in the next four weeks so far.`;
}

function hubsTable(facts: DemandFacts): Table<HubKey> {
  const rows = facts.hubs.map(({ code, name }) => hubRow(facts, name, [code]));
  const all = facts.hubs.map(({ code }) => code);
  return {
    caption: 'By hub',
    columns: [
      { key: 'hub', text: 'Hub', rowHeader: true, bare: true },
      { key: 'year', text: 'Twelve months', numeric: true },
      { key: 'perDay', text: 'A working day', numeric: true },
      { key: 'outside', text: 'Outside hub hours' },
      { key: 'ahead', text: 'Next four weeks', numeric: true },
      { key: 'aheadPerDay', text: 'A working day', numeric: true },
    ],
    rows: rows.length === 1 ? rows : [...rows, hubRow(facts, { text: 'Together', strong: true }, all)],
  };
}

function hubRow(facts: DemandFacts, hub: Cell, codes: readonly string[]): Row<HubKey> {
  const { today, reference } = facts;
  const mine = (cells: readonly DemandCell[]): number =>
    conferencesIn(cells.filter(({ hubCode }) => codes.includes(hubCode)));
  const [year, ahead] = [mine(facts.past), mine(facts.ahead)];
  const outside = sumOf(
    facts.hours
      .filter(({ hubCode }) => codes.includes(hubCode))
      .map(({ outside: n, conferences: of }): Count => ({ n, of })),
  );
  return {
    cells: {
      hub,
      year,
      perDay: perDayWords(year, workingDaysIn(lastYear(today), reference.calendar)),
      outside: outside.of === 0 ? { text: 'none', quiet: true } : { figure: figureOf(outside) },
      ahead,
      aheadPerDay: perDayWords(ahead, workingDaysIn(weeksAhead(today), reference.calendar)),
    },
  };
}

function hoursChart(past: readonly DemandCell[]) {
  const bars = hoursOf(past).map((hour) => ({
    label: hourWords(hour),
    conferences: conferencesIn(past.filter((cell) => cell.hour === hour)),
  }));
  const most = bars.reduce((a, b) => (b.conferences > a.conferences ? b : a));
  const sentence = `In twelve months most conferences started in the hour from ${most.label}: ${most.conferences} of ${conferencesIn(past)}.`;
  const chart = { title: 'Conferences by hour of the start', description: sentence, bars };
  return { sentence, svg: barsChart(chart), narrowSvg: narrowBarsChart(chart) };
}

/** Weekdays down, hours across; weekends only where something was held on one. */
function slotsTable(past: readonly DemandCell[]): Table {
  const hours = hoursOf(past);
  const days = WEEKDAYS.map((name, i) => ({ name, weekday: i + 1 })).filter(
    ({ weekday }) => weekday <= 5 || past.some((cell) => cell.weekday === weekday),
  );
  return {
    caption: 'Starts by weekday and hour, twelve months',
    columns: [
      { key: 'day', text: 'Day', rowHeader: true, bare: true },
      ...hours.map((hour) => ({ key: `h${hour}`, text: hourWords(hour), numeric: true })),
    ],
    rows:
      hours.length === 0
        ? []
        : days.map(({ name, weekday }) => ({
            cells: { day: name, ...Object.fromEntries(hours.map((hour) => [`h${hour}`, slotOf(past, weekday, hour)])) },
          })),
    empty: { title: 'Nothing was held in twelve months.' },
  };
}

const slotOf = (past: readonly DemandCell[], weekday: number, hour: number): number =>
  conferencesIn(past.filter((cell) => cell.weekday === weekday && cell.hour === hour));
