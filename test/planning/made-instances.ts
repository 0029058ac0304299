/** Instances as files have them, made from a seed: the same seed, the same instance. */

export interface Shape {
  readonly sittings: number;
  readonly people: number;
  readonly days?: number;
  readonly family?: Family;
}
export const FAMILIES = [
  'week',
  'tight-skills',
  'two-people',
  'equal-costs',
  'long-overlaps',
  'limits',
  'fair-travel',
] as const;
export type Family = (typeof FAMILIES)[number];

type Dice = () => number;

/** mulberry32: small, good enough, and the same everywhere. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const HUBS = [
  'reading',
  'slough',
  'oxford',
  'milton-keynes',
  'bracknell',
  'wokingham',
  'newbury',
  'windsor',
  'aylesbury',
];
const FIRST_DAY = Temporal.PlainDate.from('2026-11-30');

export function madeInstance(seed: number, shape: Shape) {
  const roll = dice(seed);
  const below = (n: number): number => Math.floor(roll() * n);
  const family = shape.family ?? 'week';
  const days = Array.from({ length: shape.days ?? 5 }, (_, n) =>
    FIRST_DAY.add({ days: Math.floor(n / 5) * 7 + (n % 5) }).toString(),
  );
  const around = { below, roll, family, days };
  const people = Array.from({ length: shape.people }, (_, n) => madePerson(`P${n + 1}`, around));
  const sittings = Array.from({ length: shape.sittings }, (_, n) => madeSitting(`S${n + 1}`, around, people));
  const travel = HUBS.flatMap((from, a) => HUBS.slice(a + 1).map((to) => ({ from, to, minutes: 15 + 5 * below(12) })));
  return { people, sittings, travel, locks: [] as object[] };
}

interface Around {
  readonly below: (n: number) => number;
  readonly roll: Dice;
  readonly family: Family;
  readonly days: readonly string[];
}

const pick = <T>(all: readonly T[], below: (n: number) => number): T => all[below(all.length)] as T;

function madePerson(id: string, { below, roll, family, days }: Around) {
  if (family === 'equal-costs')
    return { id, hub: 'reading', base: 'reading', skills: ['conference'], availableMinutes: 2220, maxPerDay: 3 };
  if (family === 'fair-travel')
    return { id, base: pick(HUBS, below), availableMinutes: 60 * (15 + below(23)), carriedMinutes: 30 * below(8) };
  const hub = pick(HUBS, below);
  const trained = roll() < (family === 'tight-skills' ? 0.35 : 0.75);
  const expires = roll() < (family === 'tight-skills' ? 0.5 : 0.1);
  const off = days.filter(() => roll() < 0.2);
  return {
    id,
    hub,
    base: hub,
    covers: HUBS.filter(() => roll() < 0.15),
    skills: [
      ...(trained ? [{ name: 'conference', ...(expires ? { expiresOn: pick(days, below) } : {}) }] : []),
      ...(roll() < 0.3 ? ['exploitation'] : []),
    ],
    available: days.map((day) => ({ start: `${day}T08:00:00Z`, end: `${day}T${roll() < 0.2 ? '13' : '18'}:00:00Z` })),
    unavailable: off.map((day) => ({ day })),
    maxPerDay: family === 'limits' ? 1 + below(2) : 3,
    maxPerWeek: family === 'limits' ? 2 + below(3) : 8,
    availableMinutes: 60 * (15 + below(23)),
    carriedMinutes: 30 * below(8),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

function madeSitting(id: string, { below, roll, family, days }: Around, people: readonly { id: string }[]) {
  const long = family === 'long-overlaps';
  const start = long ? 8 * 60 + 5 * below(36) : 9 * 60 + 15 * below(26);
  const minutes = long ? 150 + 5 * below(45) : pick([60, 75, 90, 90, 120], below);
  const end = start + minutes;
  const day = pick(days, below);
  const hub = family === 'equal-costs' ? 'reading' : pick(HUBS, below);
  const some = (chance: number): string[] => (roll() < chance ? [pick(people, below).id] : []);
  const seconds = family === 'two-people' ? 1 : Number(roll() < 0.15);
  return {
    id,
    start: `${day}T${two(Math.floor(start / 60))}:${two(start % 60)}:00Z`,
    end: `${day}T${two(Math.floor(end / 60))}:${two(end % 60)}:00Z`,
    class: pick(['icpc', 'relevant-review', 'undecided-review', 'not-relevant-review'], below),
    hub: family === 'fair-travel' ? null : hub,
    mode: family === 'fair-travel' || (family !== 'equal-costs' && roll() < 0.4) ? 'in-person' : 'remote',
    venue: hub,
    lead: {
      skills:
        family === 'fair-travel'
          ? []
          : family === 'tight-skills' && roll() < 0.4
            ? ['conference', 'exploitation']
            : ['conference'],
    },
    seconds: { count: seconds, skills: ['two-people', 'fair-travel'].includes(family) ? [] : ['conference'] },
    accepted: ['equal-costs', 'fair-travel'].includes(family) ? [] : some(0.2),
    previous: ['equal-costs', 'fair-travel'].includes(family) ? [] : some(0.4),
  };
}
