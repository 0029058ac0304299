import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { attendeeById } from '../attendees/attendee.queries.js';
import { availableMinutes, londonDays, spanOf, without, workingSpans } from '../attendees/availability.js';
import { rosterBetween, type RosterPerson } from '../attendees/roster.queries.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import { holidayName } from '../kernel/working-time.js';
import { FAIR_WEEKS, type FairnessFacts } from './fairness.page.js';
import { engagedIn, loadBetween, sittingsWithoutLead, type Engaged } from './rota.queries.js';
import { sharesOf, type Share } from './shares.js';
import type { OnDuty, TodayFacts } from './today.page.js';

/** Who is there, today and on the whole. */
@Injectable()
export class RotaService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
  ) {}

  /** What nobody leads for the rest of today in the actor's hubs, and who is on duty. */
  async today(actor: Actor): Promise<TodayFacts> {
    if (!mayAtAll(actor, 'assignment.change')) throw new ForbiddenException();
    const scope = scopeOf(actor, 'assignment.change');
    const now = this.surroundings.now();
    const until = startOfLondonDay(londonDate(now).add({ days: 1 }));
    const sittings = await this.db.transaction(async (tx) => {
      const found = await sittingsWithoutLead(tx, scope, { from: now, until });
      const references = found.map(({ reference }) => reference);
      if (references.length > 0)
        await record(tx, { actor, at: now }, 'conference.listed', { page: '/rota', references });
      return found;
    });
    const open = [];
    for (const one of sittings) open.push({ ...one, people: await this.assignments.suggest(one, one.hubCode) });
    const people = await rosterBetween(this.db.reader, now, until, scope.all ? null : scope.hubs);
    const engaged = await engagedIn(this.db.reader, now, until);
    const { hubs, calendar } = this.surroundings.reference;
    const holiday = holidayName(londonDate(now), calendar);
    return { now, holiday, open, hubs, onDuty: this.onDuty(people, engaged, now) };
  }

  private onDuty(people: readonly RosterPerson[], engaged: readonly Engaged[], now: Temporal.Instant): OnDuty[] {
    const days = londonDays(now, now.add({ hours: 24 }), this.surroundings.reference.calendar);
    return people.flatMap((person) => {
      const away = person.absences.map(({ startsAt, endsAt }) => spanOf(startsAt, endsAt));
      const [shift] = without(workingSpans(person.patterns, days), away);
      if (shift?.from !== now.epochMilliseconds) return [];
      const theirs = engaged.filter(({ attendeeId }) => attendeeId === person.id);
      const isNow = ({ takenFrom }: Engaged): boolean => Temporal.Instant.compare(takenFrom, now) <= 0;
      const { id, name, role, hubCode } = person;
      const until = Temporal.Instant.fromEpochMilliseconds(shift.until);
      const engagedUntil = theirs.find(isNow)?.takenUntil ?? null;
      const nextAt = theirs.find((one) => !isNow(one))?.takenFrom ?? null;
      return [{ id, name, role, hubCode, until, engagedUntil, nextAt }];
    });
  }

  /** Shares of the people of one hub. Officers see those of their own. @throws NotFoundException for another hub */
  async fairness(actor: Actor, wanted: string): Promise<FairnessFacts> {
    const scope = scopeOf(actor, 'fairness.read');
    if (!mayAtAll(actor, 'fairness.read')) throw new ForbiddenException();
    const own = scope.assignedTo === null ? null : await attendeeById(this.db.reader, scope.assignedTo);
    const mine = [...scope.hubs, ...(own === null ? [] : [own.hubCode])];
    const hubs = this.surroundings.reference.hubs.filter(({ code }) => scope.all || mine.includes(code));
    const hub = hubs.find(({ code }) => wanted === '' || code === wanted);
    if (hub === undefined) throw new NotFoundException();
    return { hub, hubs, shares: await this.sharesIn(hub.code), mayOpen: mayAtAll(actor, 'attendee.read') };
  }

  /** The actor's own share among the people of their hub; null for somebody who is none of them. */
  async ownShare(actor: Actor): Promise<Share | null> {
    const me = actor.attendeeId === null ? null : await attendeeById(this.db.reader, actor.attendeeId);
    if (me === null || !mayAtAll(actor, 'fairness.read')) return null;
    return (await this.sharesIn(me.hubCode)).find(({ id }) => id === me.id) ?? null;
  }

  private async sharesIn(hubCode: string): Promise<readonly Share[]> {
    const now = this.surroundings.now();
    const from = now.subtract({ hours: FAIR_WEEKS * 7 * 24 });
    const people = await rosterBetween(this.db.reader, from, now, [hubCode]);
    const loads = new Map((await loadBetween(this.db.reader, from, now)).map((load) => [load.attendeeId, load]));
    const days = londonDays(from, now, this.surroundings.reference.calendar);
    const shares = people.map(({ id, name, role, patterns, absences }) => {
      const { minutes = 0, conferences = 0 } = loads.get(id) ?? {};
      return { id, name, role, minutes, conferences, available: availableMinutes(patterns, absences, days) };
    });
    return sharesOf(shares);
  }

  /** Everybody who is here, for what is missing of them. */
  async people(actor: Actor): Promise<readonly RosterPerson[]> {
    if (!mayAtAll(actor, 'attendee.read')) throw new ForbiddenException();
    const now = this.surroundings.now();
    return rosterBetween(this.db.reader, now, now);
  }
}
