import type { Surroundings } from '../../config/surroundings.js';
import { londonDays } from '../attendees/availability.js';
import { rosterBetween } from '../attendees/roster.queries.js';
import type { Reader } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { KeptPlan } from './kept-plan.js';
import type { PeriodFacts } from './period.js';
import { bookedBetween, countOpen, openSittings } from './period.queries.js';

export const tooManySittings = (found: number, most: number): string =>
  `${found} open sittings are too many for one plan: at most ${most}. Plan a shorter period, or fewer hubs.`;

/** Everything that a plan of these days rests on, as it is now. */
export async function factsOf(
  reader: Reader,
  surroundings: Surroundings,
  { hubCodes: hubs, firstOn, lastOn }: Pick<KeptPlan, 'hubCodes' | 'firstOn' | 'lastOn'>,
): Promise<Decided<PeriodFacts, readonly string[]>> {
  const { reference, settings } = surroundings;
  const { planning, people, calendar } = reference;
  const [from, until] = [startOfLondonDay(firstOn), startOfLondonDay(lastOn.add({ days: 1 }))];
  const period = { hubs, from, until };
  const found = await countOpen(reader, period, surroundings.now());
  if (found > planning.limits.sittings) return refused([tooManySittings(found, planning.limits.sittings)]);
  const monday = firstOn.subtract({ days: firstOn.dayOfWeek - 1 });
  const fairFrom = startOfLondonDay(monday.subtract({ weeks: planning.fairnessWeeks }));
  const weekEnd = startOfLondonDay(lastOn.add({ days: 8 - lastOn.dayOfWeek }));
  return accepted({
    hubs,
    sittings: await openSittings(reader, period, surroundings.now()),
    people: await rosterBetween(reader, fairFrom, weekEnd),
    booked: await bookedBetween(reader, fairFrom, weekEnd),
    days: londonDays(from, until, calendar),
    fairDays: londonDays(fairFrom, until, calendar),
    policy: planning,
    peoplePolicy: people,
    deskAddress: settings.desk.address,
  });
}
