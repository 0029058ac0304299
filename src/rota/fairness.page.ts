import type { Hub } from '../../config/reference-data.js';
import type { Cell, Table } from '../web/page-parts.js';
import { sharesChart } from './share-chart.js';
import type { Share } from './shares.js';

/** How many weeks back the shares are counted. To be ratified. */
export const FAIR_WEEKS = 12;

/** A fifth more or less than their part is said in words: less than that is a conference here or there. */
const NOTABLE = 0.2;

export interface FairnessFacts {
  readonly hub: Pick<Hub, 'code' | 'name'>;
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
  readonly shares: readonly Share[];
  /** Whether names lead to the people. */
  readonly mayOpen: boolean;
}

/** Who carries how much of the conferences of a hub's people, beside how much of the time they have. */
export function fairnessPage(facts: FairnessFacts) {
  const { hub, hubs, shares } = facts;
  const known = shares.filter(({ ofTime }) => ofTime !== null && ofTime > 0);
  const carried = known.some(({ minutes }) => minutes > 0);
  return {
    title: 'Fair shares',
    caption: `People of ${hub.name}, the last ${FAIR_WEEKS} weeks`,
    filter: {
      action: '/rota/fairness',
      label: 'Choose a hub',
      fields: [
        {
          name: 'hub',
          label: 'Hub',
          value: hub.code,
          items: hubs.map(({ code, name }) => ({ value: code, text: name })),
        },
      ],
      hidden: {},
    },
    sentence: sentenceOf(known, carried),
    chart: carried ? chartOf(known) : null,
    shares: sharesTable(facts),
    method: `Load is the time of conferences they were on, led or second, in the last ${FAIR_WEEKS} weeks; time is what their hours on record gave in those weeks, absences taken off. Somebody new, part-time or long away has a smaller part of the time and is owed a smaller part of the load. People whose hours are not on record are left out of both.`,
  };
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const times = (ratio: number): string => (Math.round(ratio * 10) / 10).toFixed(1);
const partWords = ({ ofLoad, ofTime }: Share): string =>
  `${percent(ofLoad)} of the load in ${percent(ofTime ?? 0)} of the time`;

/** What somebody reads of their own share. */
export function ownShareWords({ ofLoad, ofTime, ratio }: Share): string {
  if (ofTime === null) return 'Your hours are not on record, so your share cannot be said.';
  if (ratio === null)
    return `Nobody of your hub was on a conference in the last ${FAIR_WEEKS} weeks, or you had no time in them.`;
  return `In the last ${FAIR_WEEKS} weeks you carried ${percent(ofLoad)} of the conferences of your hub, with ${percent(ofTime)} of its time: ${times(ratio)} times your share.`;
}

function sentenceOf(known: readonly Share[], carried: boolean): string {
  if (!carried) return 'Nobody of this hub was on a conference in these weeks, or no hours are on record.';
  const [most, least] = [known[0]!, known.at(-1)!];
  if ((most.ratio ?? 1) < 1 + NOTABLE && (least.ratio ?? 1) > 1 - NOTABLE) {
    return 'Everybody carries about the part of the load that their time calls for.';
  }
  return `${most.name} carries most for their time, ${partWords(most)}; ${least.name} carries least, ${partWords(least)}.`;
}

function chartOf(known: readonly Share[]) {
  const bars = known.map(({ name, ofLoad, ofTime }) => ({
    label: name,
    ofLoad: ofLoad * 100,
    ofTime: (ofTime ?? 0) * 100,
  }));
  const words = {
    title: 'Shares of load and time',
    description: `For each of ${bars.length} people two bars: their part of the load above their part of the time. The table below has the same figures.`,
  };
  return {
    sentence:
      'The dark bar is each one’s part of the load, the grey one below it their part of the time. Longer dark than grey means more than their share.',
    svg: sharesChart(bars, words, 'wide'),
    narrowSvg: sharesChart(bars, words, 'narrow'),
  };
}

function standing({ ratio, ofTime }: Share): Cell {
  if (ofTime === null) return { text: 'hours not on record', quiet: true };
  if (ratio === null) return { text: ofTime === 0 ? 'no time in these weeks' : 'nobody carried anything', quiet: true };
  const words = `${times(ratio)} times their share`;
  if (ratio >= 1 + NOTABLE) return { tag: { text: 'More than their share', tone: 'warn' }, note: words };
  if (ratio <= 1 - NOTABLE) return { tag: { text: 'Less than their share', tone: 'info' }, note: words };
  return { text: 'About their share', note: words };
}

function sharesTable({ shares, mayOpen }: FairnessFacts): Table<'name' | 'time' | 'conferences' | 'load' | 'standing'> {
  const hours = (minutes: number): string => `${Math.round(minutes / 6) / 10} h`;
  return {
    caption: 'Shares of load and time',
    columns: [
      { key: 'name', text: 'Person', rowHeader: true, bare: true },
      { key: 'conferences', text: 'Conferences', numeric: true },
      { key: 'load', text: 'Part of the load' },
      { key: 'time', text: 'Part of the time' },
      { key: 'standing', text: 'Stands at' },
    ],
    rows: shares.map((one) => ({
      cells: {
        name: { text: one.name, note: one.role, ...(mayOpen ? { href: `/attendees/${one.id}` } : {}) },
        conferences: one.conferences,
        load: { text: one.ofTime === null ? 'left out' : percent(one.ofLoad), note: hours(one.minutes) },
        time:
          one.ofTime === null
            ? { text: 'not known', quiet: true }
            : { text: percent(one.ofTime), note: hours(one.available ?? 0) },
        standing: standing(one),
      },
    })),
    empty: { title: 'Nobody belongs to this hub.' },
  };
}
