/** What people do in the made-up force in an hour: mostly what they should, some of it late, some of it not at all. */
import { CONFERENCE_KINDS } from '../../conferences/kinds.js';
import { isReview } from '../../conferences/kinds.js';
import { londonDate, londonInstant } from '../../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../../kernel/working-time.js';
import type { Standing } from '../matter.js';
import type { Chance } from './chance.js';
import type { People } from './people.js';
import type { World } from './world.js';

export interface Surround {
  readonly world: World;
  readonly chance: Chance;
  readonly people: People;
  readonly hubs: readonly [string, ...string[]];
  readonly calendar: WorkingCalendar;
}

/** Shares of an hour in which each happens; together they leave a good deal to be chased. */
const PER_HOUR = { invitation: 0.3, expectation: 0.03, absence: 0.04 };
const MINUTES_AFTER = 20;

export function liveAnHour(around: Surround): void {
  const { world, chance, people, hubs, calendar } = around;
  if (chance.happens(PER_HOUR.invitation)) {
    const kind = chance.one(CONFERENCE_KINDS);
    world.record({ hubCode: chance.one(hubs), kind, startsAt: someTime(around, chance.whole(0, 15)) });
  }
  if (chance.happens(PER_HOUR.expectation))
    world.expect(chance.one(hubs), addWorkingDays(londonDate(world.now), chance.whole(0, 5), calendar));
  if (chance.happens(PER_HOUR.absence) && people.all.length > 0) {
    const who = people.all[chance.whole(0, people.all.length - 1)]!;
    world.away(who, world.now.add({ hours: chance.whole(4, 120) }));
  }
  for (const { subject } of world.awaited) if (chance.happens(0.01)) world.met(subject);
  for (const [at, standing] of world.standing.entries()) liveWith(at, standing, around);
}

/** In the working day, a number of working days on; never in the past. */
function someTime({ world, chance, calendar }: Surround, days: number): Temporal.Instant {
  const day = addWorkingDays(londonDate(world.now), days, calendar);
  const at = londonInstant(day, new Temporal.PlainTime(chance.whole(8, 15), chance.one([0, 30])));
  return Temporal.Instant.compare(at, world.now) > 0 ? at : world.now.add({ hours: 2 });
}

function liveWith(at: number, standing: Standing, around: Surround): void {
  if (standing.state !== 'scheduled') return finish(at, standing, around);
  const { world, chance } = around;
  const isOver = Temporal.Instant.compare(standing.endsAt, world.now) <= 0;
  if (!standing.reportRecorded && chance.happens(0.012)) world.report(at);
  if (isOver) return afterwards(at, around);
  if (Temporal.Instant.compare(standing.startsAt, world.now) <= 0) return;
  beforehand(at, standing, around);
}

function beforehand(at: number, standing: Standing, around: Surround): void {
  const { world, chance, people } = around;
  const { lead } = standing;
  if (chance.happens(0.002)) return world.cancel(at);
  if (chance.happens(0.004)) return world.move(at, someTime(around, chance.whole(0, 12)));
  if (isReview(standing.kind) && chance.happens(standing.relevance === 'undecided' ? 0.02 : 0.001))
    world.decide(at, chance.one(['relevant', 'not-relevant', 'undecided']));
  if (lead === null || lead.state === 'withdrawn' || lead.state === 'declined') {
    if (chance.happens(0.02)) world.assign(at, chance.one(people.goingAt(standing.hubCode)));
  } else if (lead.state === 'invited' || lead.state === 'tentative') {
    if (chance.happens(0.02))
      world.answer(at, chance.one(['accepted', 'accepted', 'accepted', 'tentative', 'declined']));
  } else if (chance.happens(0.002)) world.answer(at, 'declined');
  else if (chance.happens(0.001)) world.withdraw(at);
}

function afterwards(at: number, { world, chance, calendar }: Surround): void {
  if (!chance.happens(0.04)) return;
  const isAskedFor = chance.happens(0.3);
  world.outcome(at, isAskedFor ? addWorkingDays(londonDate(world.now), MINUTES_AFTER, calendar) : null);
}

function finish(at: number, standing: Standing, { world, chance }: Surround): void {
  if (standing.state !== 'held') return;
  if (!standing.reportRecorded && chance.happens(0.01)) world.report(at);
  if (standing.minutesDue !== null && chance.happens(0.004)) world.minutesCame(at);
}
