import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { lockPeople } from '../attendees/attendee.queries.js';
import { askedFor, spanOf } from '../attendees/availability.js';
import { rosterBetween } from '../attendees/roster.queries.js';
import { record } from '../audit/record.js';
import { lockConferences } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { takenBy } from './assignment.js';
import { AssignmentsService } from './assignments.service.js';
import { conflictsAmong, type SentTo } from './conflict.queries.js';
import { seenOf } from './cover.js';
import type { AssignRefusal } from './refusing.js';
import { canSwap, fitOf, type Fit, type Swapper } from './swap.js';
import { bookingsOf, placesNear, placesOf, type PlaceOn } from './swap.queries.js';

export interface Offered {
  readonly theirs: PlaceOn;
  /** How the one who asks fits their place. */
  readonly there: Fit;
  /** How they fit the place of the one who asks. */
  readonly here: Fit;
}

export interface SwapFacts {
  readonly mine: PlaceOn;
  readonly offers: readonly Offered[];
}

export interface GivenSwap {
  /** Of their place: what the page showed of it names it. */
  readonly withAssignment: number;
  readonly seen: { readonly mine: string; readonly theirs: string };
  readonly reason: string;
}

export type SwapRefusal =
  | { readonly kind: 'changed-meanwhile' }
  | { readonly kind: 'same-conference' }
  | { readonly kind: 'reason-missing' }
  | {
      readonly kind: 'one-refused';
      readonly reference: string;
      readonly attendeeId: number;
      readonly refusal: AssignRefusal;
    };

export interface Swapped {
  readonly mine: PlaceOn;
  readonly theirs: PlaceOn;
}

/** Exchanges the places of two people on two conferences, both or none. */
@Injectable()
export class SwapService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
  ) {}

  /** With whom somebody could swap; null when their own place is no longer theirs to give. */
  async look(actor: Actor, reference: string, assignmentId: number): Promise<SwapFacts | null> {
    const { db, surroundings } = this;
    const now = surroundings.now();
    const scope = scopeOf(actor, 'assignment.change');
    const [mine] = await placesOf(db.reader, [assignmentId], scope);
    if (mine?.reference !== reference) throw new NotFoundException();
    if (!canSwap(mine, now)) return null;
    const near = await db.transaction(async (tx) => {
      const found = await placesNear(tx, mine, now, scope);
      const references = [mine, ...found].map((one) => one.reference);
      const page = `/conferences/${reference}/assignments/${assignmentId}/swap`;
      await record(tx, { actor, at: now }, 'conference.listed', { page, references });
      return found;
    });
    return { mine, offers: await this.weigh(mine, near) };
  }

  /** Both places change hands in one transaction: both are called off, then each is offered to the other. */
  async swap(
    actor: Actor,
    reference: string,
    assignmentId: number,
    given: GivenSwap,
  ): Promise<Decided<Swapped, SwapRefusal>> {
    try {
      const decided = await this.db.transaction((tx) => this.swapIn(tx, actor, reference, assignmentId, given));
      if (!decided.ok && decided.refusal.kind === 'one-refused') {
        const { reference: where, attendeeId, refusal } = decided.refusal;
        await this.assignments.recordRefusal(actor, where, attendeeId, refusal.kind);
      }
      return decided;
    } catch (error) {
      // Somebody was put elsewhere between our look and our write.
      if (violatedConstraint(error)?.startsWith('assignment_')) return refused({ kind: 'changed-meanwhile' });
      throw error;
    }
  }

  private async swapIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    assignmentId: number,
    given: GivenSwap,
  ): Promise<Decided<Swapped, SwapRefusal>> {
    const found = await this.lockBoth(tx, actor, reference, assignmentId, given.withAssignment);
    if (found === null) return refused({ kind: 'changed-meanwhile' });
    const { mine, theirs } = found;
    const now = this.surroundings.now();
    const asSeen = seenOf([mine]) === given.seen.mine && seenOf([theirs]) === given.seen.theirs;
    if (!asSeen || !canSwap(mine, now) || !canSwap(theirs, now)) return refused({ kind: 'changed-meanwhile' });
    if (mine.conferenceId === theirs.conferenceId) return refused({ kind: 'same-conference' });
    if (given.reason.trim() === '') return refused({ kind: 'reason-missing' });
    // Both go before either comes, so that the rules and the database judge what will be, not what was.
    for (const place of [mine, theirs]) {
      const gone = { reason: given.reason, as: 'reassigned' } as const;
      const off = await this.assignments.withdrawIn(tx, actor, place.reference, place.assignmentId, gone);
      if (!off.ok) return refused({ kind: 'changed-meanwhile' });
    }
    for (const [place, { attendeeId }] of [
      [mine, theirs],
      [theirs, mine],
    ] as const) {
      const taking = { attendeeId, lead: place.lead, overlapReason: null };
      const on = await this.assignments.assignIn(tx, actor, place.reference, taking);
      if (!on.ok) return refused({ kind: 'one-refused', reference: place.reference, attendeeId, refusal: on.refusal });
    }
    return accepted({ mine, theirs });
  }

  /** Conferences first and people after them, as every other change locks them; then as both stand. */
  private async lockBoth(
    tx: Tx,
    actor: Actor,
    reference: string,
    assignmentId: number,
    withAssignment: number,
  ): Promise<{ readonly mine: PlaceOn; readonly theirs: PlaceOn } | null> {
    const scope = scopeOf(actor, 'assignment.change');
    const read = async () => {
      const places = await placesOf(tx, [assignmentId, withAssignment], scope);
      return [assignmentId, withAssignment].map((id) => places.find((one) => one.assignmentId === id));
    };
    const [before, other] = await read();
    if (before?.reference !== reference) throw new NotFoundException();
    if (other === undefined) return null;
    await lockConferences(tx, scope, [before.reference, other.reference]);
    await lockPeople(tx, [before.attendeeId, other.attendeeId]);
    const [mine, theirs] = await read();
    return mine === undefined || theirs === undefined ? null : { mine, theirs };
  }

  private async weigh(mine: PlaceOn, near: readonly PlaceOn[]): Promise<readonly Offered[]> {
    if (near.length === 0) return [];
    const { reader } = this.db;
    const people = await this.peopleOf(reader, [mine, ...near]);
    const sent = near.flatMap((theirs) => [crossed(mine, theirs), crossed(theirs, mine)]);
    const conflicts = await conflictsAmong(reader, sent);
    const me = people.get(mine.attendeeId);
    const here = this.asked(mine);
    const offers: Offered[] = [];
    for (const theirs of near) {
      const them = people.get(theirs.attendeeId);
      if (me === undefined || them === undefined) continue;
      offers.push({
        theirs,
        there: fitOf(me, mine.assignmentId, this.asked(theirs), isAmong(conflicts, crossed(mine, theirs))),
        here: fitOf(them, theirs.assignmentId, here, isAmong(conflicts, crossed(theirs, mine))),
      });
    }
    return offers;
  }

  private async peopleOf(reader: Reader, places: readonly PlaceOn[]): Promise<ReadonlyMap<number, Swapper>> {
    const times = places.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]).sort(Temporal.Instant.compare);
    // A day more on either side: whatever travel adds lies within.
    const [from, until] = [times[0]!.subtract({ hours: 24 }), times.at(-1)!.add({ hours: 24 })];
    const ids = [...new Set(places.map(({ attendeeId }) => attendeeId))];
    const roster = await rosterBetween(reader, from, until);
    const bookings = await bookingsOf(reader, ids, from, until);
    const held = (id: number) => bookings.filter(({ attendeeId }) => attendeeId === id);
    return new Map(
      roster
        .filter(({ id }) => ids.includes(id))
        .map((person) => [person.id, { ...person, bookings: held(person.id) }]),
    );
  }

  private asked(place: PlaceOn) {
    const { calendar, people } = this.surroundings.reference;
    const taken = takenBy(place, people.bufferMinutes);
    return askedFor({ ...place, taken: spanOf(taken.from, taken.until) }, calendar);
  }
}

/** Whoever gives up a place, sent to the other one. */
const crossed = ({ attendeeId }: PlaceOn, { conferenceId }: PlaceOn): SentTo => ({ attendeeId, conferenceId });

const isAmong = (conflicts: readonly SentTo[], sent: SentTo): boolean =>
  conflicts.some((one) => one.attendeeId === sent.attendeeId && one.conferenceId === sent.conferenceId);
