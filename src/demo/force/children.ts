import type { ConferenceKind } from '../../conferences/kinds.js';
import type { Authority } from './authorities.js';
import type { ForceChild, Setting } from './force.js';
import type { Random } from './random.js';

/** A child of a family over the years, without a name. */
export interface FamilyChild {
  readonly laChildId: string;
  readonly policeReference: string | null;
  readonly initials: string;
  /** Or is expected to be. */
  readonly bornOn: Temporal.PlainDate;
}

/** Two children to a meeting on average (Bracknell Forest 2014/15: 2.05). */
const HOW_MANY: readonly (readonly [number, number])[] = [
  [1, 43],
  [2, 29],
  [3, 16],
  [4, 8],
  [5, 4],
];
/** Plans end at 18. */
const LAST_YEAR_OF_CHILDHOOD = 17;
const OLDEST_AT_FIRST = 15;

const FIRST_LETTERS = 'AAABCCDEEFGHIJJKLLMMNOPRRSSTVWYZ';
const LAST_LETTERS = 'AABBCCDEFGHHJKLMMNOPPRRSSSTTVWWY';

export function imagineChildren(
  family: { readonly kind: ConferenceKind; readonly day: number; readonly firstNumber: number },
  authority: Authority,
  setting: Setting,
  random: Random,
): readonly FamilyChild[] {
  const on = setting.diary.date(family.day);
  const incident = random.chance(0.88) ? occurrenceNumber(on, random) : null;
  const surname = random.pick([...LAST_LETTERS]);
  const unborn = family.kind === 'pre-birth-icpc';
  const count = unborn && random.chance(0.7) ? 1 : random.weighted(HOW_MANY);
  return Array.from({ length: count }, (_, i) => ({
    laChildId: authority.childId(family.firstNumber + i, on.year),
    // Siblings stand in one occurrence, but not every one of them in every one.
    policeReference: incident !== null && random.chance(0.92) ? incident : null,
    initials: `${random.pick([...FIRST_LETTERS])}${random.chance(0.93) ? surname : random.pick([...LAST_LETTERS])}`,
    bornOn:
      unborn && i === 0
        ? on.add({ days: random.whole(35, 110) })
        : on.subtract({
            years: Math.min(random.whole(0, OLDEST_AT_FIRST), random.whole(0, 18)),
            days: random.whole(40, 300),
          }),
  }));
}

/** What a meeting on that day writes about the child; null once it is grown up. */
export function childAt(child: FamilyChild, on: Temporal.PlainDate): ForceChild | null {
  const { laChildId, policeReference, initials, bornOn } = child;
  if (on.year - bornOn.year > LAST_YEAR_OF_CHILDHOOD) return null;
  const born = Temporal.PlainDate.compare(bornOn, on) <= 0;
  return {
    laChildId,
    policeReference,
    initials: born ? initials : null,
    bornYear: born ? bornOn.year : null,
    expectedOn: born ? null : bornOn,
  };
}

/** In the shape of a Thames Valley occurrence number: force, year, running number. */
const occurrenceNumber = (on: Temporal.PlainDate, random: Random): string =>
  `43${String(on.year % 100).padStart(2, '0')}0${String(random.whole(1, 632_000)).padStart(6, '0')}`;
