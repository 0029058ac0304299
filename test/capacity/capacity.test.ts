import { loadReferenceData } from '../../config/reference-data.js';
import {
  busiest,
  demandAhead,
  hoursEach,
  needOf,
  outsideHours,
  weeksOf,
  type DemandSitting,
} from '../../src/capacity/capacity.js';

const { calendar, planning, hub } = loadReferenceData();
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const now = at('2026-11-25T12:00:00Z');
const today = Temporal.PlainDate.from('2026-11-25');
const sitting = (starts: string, over: Partial<DemandSitting> = {}): DemandSitting => ({
  hubCode: 'reading',
  startsAt: at(starts),
  endsAt: at(starts).add({ minutes: 90 }),
  knownAt: at(starts).subtract({ hours: 24 * 10 }),
  inPerson: false,
  ...over,
});
/** On the Tuesday of each week before this one, so many known ten days before. */
const history = (weeks: number, each: number): DemandSitting[] =>
  Array.from({ length: weeks }, (_, i) =>
    Array.from({ length: each }, () => sitting(`${today.subtract({ days: 1, weeks: i + 1 }).toString()}T10:00:00Z`)),
  ).flat();

it('takes weeks that are over from the first conference on, and those to come from this one', () => {
  const { past, ahead } = weeksOf(history(3, 2), today, planning.capacity);
  expect(past.map(String)).toEqual(['2026-11-02', '2026-11-09', '2026-11-16']);
  expect(ahead[0]?.toString()).toBe('2026-11-23');
  expect(weeksOf([], today, planning.capacity).past).toEqual([]);
});

it('expects besides the diary only what came later in weeks gone by, counted from as long before', () => {
  const diary = Array.from({ length: 5 }, () => sitting('2026-12-01T10:00:00Z'));
  const all = [...history(10, 5), ...diary];
  const weeks = weeksOf(all, today, planning.capacity);
  const asking = { now, percent: 90, calendar };
  const [, next, third] = demandAhead(all, weeks, asking);
  // Six days ahead, all five were known of every week: nothing more is to come.
  expect(next).toMatchObject({ known: 5, by: 'diary', forecast: { expected: 5, least: 5 } });
  // Two weeks ahead nothing was known of any, so the empty diary says nothing against five.
  expect(third).toMatchObject({ known: 0, by: 'diary', forecast: { expected: 5 } });
});

it('goes by history where the diary is emptier than it ever was, by working days', () => {
  const all = history(10, 10);
  const asking = { now: at('2026-12-21T09:00:00Z'), percent: 90, calendar };
  const weeks = { past: weeksOf(all, today, planning.capacity).past, ahead: [Temporal.PlainDate.from('2026-12-21')] };
  const [christmas] = demandAhead(all, weeks, asking);
  // Four working days of the usual five.
  expect(christmas).toMatchObject({ known: 0, by: 'history', forecast: { expected: 8 } });
});

it('counts the busiest moment, travel included, and lets somebody go from one that ends to one that begins', () => {
  const three = ['2026-11-24T09:00:00Z', '2026-11-24T10:30:00Z', '2026-11-24T10:00:00Z'].map((one) => sitting(one));
  expect(busiest(three, 30)).toBe(2);
  expect(
    busiest(
      three.map((one) => ({ ...one, inPerson: true })),
      30,
    ),
  ).toBe(3);
  expect(busiest([], 30)).toBe(0);
});

it('needs people for the hours and for the busiest moment, more where some are always off', () => {
  const demand = { most: 20, each: 3, busiest: 2 };
  expect(needOf(demand, { people: 4, usualHours: 148, hours: [148, 148] }, 37)).toEqual({
    byHours: 2,
    byOverlap: 2,
    people: 2,
  });
  expect(needOf(demand, { people: 4, usualHours: 148, hours: [74, 74] }, 37)).toMatchObject({
    byOverlap: 4,
    people: 4,
  });
  expect(needOf(demand, { people: 0, usualHours: 0, hours: [0] }, 37)).toMatchObject({ people: 2 });
  expect(hoursEach([sitting('2026-11-24T09:00:00Z')], 90)).toBe(3);
  expect(hoursEach([], 90)).toBe(0);
});

it('says what lies outside hub hours, and what an hour more would bring inside', () => {
  const reading = hub('reading')!;
  const close = Number(reading.hours.tuesday!.closes.slice(0, 2));
  const late = sitting(`2026-11-24T${String(close - 1).padStart(2, '0')}:00:00Z`);
  const inside = sitting('2026-11-24T10:00:00Z');
  const sunday = sitting('2026-11-22T10:00:00Z');
  expect(outsideHours([late, inside, sunday], 2, reading, calendar)).toEqual({
    outside: 2,
    of: 3,
    hoursAWeek: 1.5,
    better: { end: 'closes', fewer: 1 },
  });
  expect(outsideHours([], 0, reading, calendar)).toEqual({ outside: 0, of: 0, hoursAWeek: 0, better: null });
});
