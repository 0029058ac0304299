import { Injectable, NotFoundException } from '@nestjs/common';
import type { Capacity } from '../../config/planning.js';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { availableMinutes, londonDays, type LondonDays } from '../attendees/availability.js';
import { rosterBetween, type RosterPerson } from '../attendees/roster.queries.js';
import { Database } from '../database/database.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import {
  busiest,
  demandAhead,
  hoursEach,
  mondayOf,
  needOf,
  outsideHours,
  weeksOf,
  type DemandSitting,
  type Need,
  type OutsideHours,
  type Staff,
  type WeekDemand,
} from './capacity.js';
import { demandSittings } from './capacity.queries.js';

export interface HubCapacity {
  readonly hub: Hub;
  readonly weeks: readonly WeekDemand[];
  readonly staff: Staff;
  readonly each: number;
  /** Null while there is too little history. */
  readonly need: Need | null;
  readonly outside: OutsideHours;
}

export interface CapacityFacts {
  readonly hubs: readonly HubCapacity[];
  readonly everywhere: boolean;
  /** Of all these hubs together. */
  readonly together: Pick<HubCapacity, 'weeks' | 'staff' | 'each'>;
  readonly historyWeeks: number;
  readonly withoutPattern: number;
  readonly policy: Capacity;
}

/** Demand to come against the hours of those who could go, within the hubs of whoever asks. No conference is named. */
@Injectable()
export class CapacityService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  async look(actor: Actor): Promise<CapacityFacts> {
    if (!mayAtAll(actor, 'priorities.read')) throw new NotFoundException();
    const { reference } = this.surroundings;
    const scope = scopeOf(actor, 'priorities.read');
    const hubs = reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
    const policy = reference.planning.capacity;
    const now = this.surroundings.now();
    const monday = mondayOf(londonDate(now));
    const from = startOfLondonDay(monday.subtract({ weeks: policy.historyWeeks }));
    const until = startOfLondonDay(monday.add({ weeks: policy.weeksAhead }));
    const codes = hubs.map(({ code }) => code);
    const sittings = await demandSittings(this.db.reader, codes, from, until);
    const roster = await rosterBetween(this.db.reader, now, until, codes);
    const people = roster.filter((person) => person.mail !== null && this.isTrained(person, londonDate(now)));
    const weeks = weeksOf(sittings, londonDate(now), policy);
    const days = weeks.ahead.map((week) => this.days(week));
    const of = (codes: readonly string[]): Pick<HubCapacity, 'weeks' | 'staff' | 'each'> => {
      const mine = sittings.filter(({ hubCode }) => codes.includes(hubCode));
      return {
        weeks: demandAhead(mine, weeks, { now, percent: policy.percent, calendar: reference.calendar }),
        staff: this.staff(
          people.filter(({ hubCode }) => codes.includes(hubCode)),
          days,
        ),
        each: hoursEach(mine, policy.minutesAround) * (1 + reference.planning.secondPersons.initial),
      };
    };
    return {
      hubs: hubs.map((hub) => this.hub(hub, of([hub.code]), pastOf(sittings, hub, now), weeks.past.length)),
      everywhere: hubs.length === reference.hubs.length,
      together: of(codes),
      historyWeeks: weeks.past.length,
      withoutPattern: people.filter(({ patterns }) => patterns.length === 0).length,
      policy,
    };
  }

  private hub(
    hub: Hub,
    found: Pick<HubCapacity, 'weeks' | 'staff' | 'each'>,
    past: readonly DemandSitting[],
    historyWeeks: number,
  ): HubCapacity {
    const { people, calendar } = this.surroundings.reference;
    const forecasts = found.weeks.map(({ forecast }) => forecast);
    const most = Math.max(0, ...forecasts.map((forecast) => forecast?.most ?? 0));
    const demand = { most, each: found.each, busiest: busiest(past, people.bufferMinutes) };
    return {
      hub,
      ...found,
      need: forecasts.includes(null) ? null : needOf(demand, found.staff, people.fullWeekMinutes / 60),
      outside: outsideHours(past, historyWeeks, hub, calendar),
    };
  }

  private staff(people: readonly RosterPerson[], weeks: readonly LondonDays[]): Staff {
    const { fullWeekMinutes } = this.surroundings.reference.people;
    const hours = (week: LondonDays, away: boolean): number =>
      people.reduce(
        (sum, { patterns, absences }) =>
          sum + (availableMinutes(patterns, away ? absences : [], week) ?? fullWeekMinutes) / 60,
        0,
      );
    const usual = weeks.map((week) => hours(week, false));
    return {
      people: people.length,
      usualHours: usual.reduce((sum, one) => sum + one, 0) / Math.max(1, usual.length),
      hours: weeks.map((week) => hours(week, true)),
    };
  }

  private isTrained({ skills }: RosterPerson, today: Temporal.PlainDate): boolean {
    return this.surroundings.reference.planning.leadSkills.every((code) =>
      skills.some(
        ({ skill, expiresOn }) =>
          skill === code && (expiresOn === null || Temporal.PlainDate.compare(expiresOn, today) >= 0),
      ),
    );
  }

  private days(monday: Temporal.PlainDate): LondonDays {
    const { calendar } = this.surroundings.reference;
    return londonDays(startOfLondonDay(monday), startOfLondonDay(monday.add({ weeks: 1 })), calendar);
  }
}

const pastOf = (sittings: readonly DemandSitting[], hub: Hub, now: Temporal.Instant): readonly DemandSitting[] => {
  const monday = startOfLondonDay(mondayOf(londonDate(now)));
  return sittings.filter(
    ({ hubCode, startsAt }) => hubCode === hub.code && Temporal.Instant.compare(startsAt, monday) < 0,
  );
};
