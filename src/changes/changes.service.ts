import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { timeTaken } from '../assignments/assignment.js';
import { clashOf, lockActive, reinvite, withdrawAssignment } from '../assignments/assignment.queries.js';
import { assignedPerson, tell } from '../assignments/telling.js';
import { record } from '../audit/record.js';
import type { CalendarChange } from '../calendar/change.js';
import { canMove, changeState, stateLabel } from '../conferences/conference.js';
import type { Conference, ConferenceState, StateChange, StateRefusal } from '../conferences/conference.js';
import { currentSitting, lockConference, saveMove, saveState } from '../conferences/conference.queries.js';
import type { NewSitting, Sitting } from '../conferences/conference.queries.js';
import { cautionsAbout, impossibleTime, type Caution, type TimeRefusal } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import { recount } from '../measures/measure.queries.js';

export interface GivenMove {
  readonly to: NewSitting;
  readonly reason: string;
  readonly confirmed: boolean;
  /** The version the person was looking at. */
  readonly version: number;
}

export type ChangedMeanwhile = { readonly kind: 'changed-meanwhile'; readonly now: Conference };
export type MoveRefusal =
  | TimeRefusal
  | ChangedMeanwhile
  | { readonly kind: 'cannot-move'; readonly state: string }
  | { readonly kind: 'nothing-changed' }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'confirm'; readonly cautions: readonly Caution[] };

export interface Moved {
  readonly conference: Conference;
  /** People whose calendar got the new time and who must answer again. */
  readonly reinvited: readonly string[];
  /** People who are elsewhere at the new time: withdrawn, so that somebody else can be found. */
  readonly released: readonly { readonly name: string; readonly clashWith: string }[];
}

/** What a state does to the people on the conference: the message that calls them off, or nothing. */
const CALLS_OFF: Partial<Record<ConferenceState, CalendarChange>> = {
  stood_down: 'stood-down',
  postponed: 'postponed',
  cancelled: 'cancelled',
  transferred_out: 'cancelled',
  voided: 'cancelled',
};

const sameTime = (a: NewSitting, b: NewSitting): boolean => a.startsAt.equals(b.startsAt) && a.endsAt.equals(b.endsAt);
const samePlace = (a: NewSitting, b: NewSitting): boolean =>
  a.mode === b.mode && a.venue === b.venue && a.joinLink === b.joinLink;

/** Moves conferences and changes their state; the people on them, their calendars and the figures follow at once. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Same conference, new time or place: everybody assigned is asked again, or released if they are elsewhere then. */
  move(actor: Actor, reference: string, given: GivenMove): Promise<Decided<Moved, MoveRefusal>> {
    return this.db.transaction(async (tx) => {
      const { conference, sitting } = await this.lock(tx, actor, reference);
      const refusal = this.refuseMove(conference, sitting, given);
      if (refusal !== null) return refused(refusal);
      if (!(await saveMove(tx, conference, sitting, given.to))) throw new Error('a locked conference changed');
      const moved: Sitting = { ...sitting, ...given.to };
      const people = await this.follow(tx, actor, conference, { from: sitting, to: moved });
      await record(tx, this.occasion(actor, conference), 'conference.moved', {
        from: formatSpan(sitting.startsAt, sitting.endsAt),
        to: formatSpan(moved.startsAt, moved.endsAt),
        reason: given.reason.trim(),
      });
      await recount(tx, conference.id, this.surroundings.measureVersion);
      return accepted({ conference, ...people });
    });
  }

  /** Stands down, postpones, cancels, transfers out, voids or reinstates; whoever was invited is called off. */
  changeState(
    actor: Actor,
    reference: string,
    given: { readonly change: StateChange; readonly reason: string; readonly version: number },
  ): Promise<Decided<Conference, StateRefusal | ChangedMeanwhile>> {
    return this.db.transaction(async (tx) => {
      const { conference, sitting } = await this.lock(tx, actor, reference);
      if (conference.version !== given.version) return refused({ kind: 'changed-meanwhile', now: conference });
      const decided = changeState(conference, given.change, given.reason);
      if (!decided.ok) return decided;
      const state = decided.value;
      await saveState(tx, conference, state, given.reason.trim());
      const calledOff = CALLS_OFF[state];
      if (calledOff !== undefined) await this.callOff(tx, actor, conference, sitting, calledOff);
      await record(tx, this.occasion(actor, conference), 'conference.changed-state', {
        from: conference.state,
        to: state,
        reason: given.reason.trim(),
      });
      await recount(tx, conference.id, this.surroundings.measureVersion);
      return accepted({ ...conference, state });
    });
  }

  private refuseMove(conference: Conference, sitting: Sitting, given: GivenMove): MoveRefusal | null {
    const { surroundings } = this;
    const now = surroundings.now();
    if (conference.version !== given.version) return { kind: 'changed-meanwhile', now: conference };
    if (!canMove(conference)) return { kind: 'cannot-move', state: stateLabel(conference.state) };
    if (sameTime(sitting, given.to) && samePlace(sitting, given.to)) return { kind: 'nothing-changed' };
    if (given.reason.trim() === '') return { kind: 'reason-missing' };
    const time = { ...given.to, receivedAt: now };
    const impossible = impossibleTime(time, now);
    if (impossible !== null) return impossible;
    const hub = surroundings.hubOf(conference);
    const cautions = cautionsAbout(time, hub, surroundings.reference.calendar, now);
    return !given.confirmed && cautions.some((caution) => caution.mustConfirm) ? { kind: 'confirm', cautions } : null;
  }

  private async follow(
    tx: Tx,
    actor: Actor,
    conference: Conference,
    { from, to: sitting }: { readonly from: Sitting; readonly to: Sitting },
  ): Promise<Pick<Moved, 'reinvited' | 'released'>> {
    const change = sameTime(from, sitting) ? 'place' : 'moved';
    const reinvited: string[] = [];
    const released: { name: string; clashWith: string }[] = [];
    const during = timeTaken(sitting);
    for (const before of await lockActive(tx, sitting.id)) {
      const attendee = await assignedPerson(tx, before.attendeeId);
      const clash = before.overlapReason === null ? await clashOf(tx, attendee.id, during, sitting.id) : null;
      if (clash === null) {
        const assignment = await reinvite(tx, before, during);
        await tell(tx, this.surroundings, { conference, sitting, assignment, attendee }, change);
        reinvited.push(attendee.name);
      } else {
        const reason = `is on ${clash.reference} at the new time`;
        const assignment = await withdrawAssignment(tx, before, reason);
        // They were never told of the new time: only the one in their calendar means anything to them.
        await tell(tx, this.surroundings, { conference, sitting: from, assignment, attendee }, 'withdrawn');
        const occasion = this.occasion(actor, conference);
        await record(tx, occasion, 'assignment.withdrawn', { attendee: attendee.name, reason });
        released.push({ name: attendee.name, clashWith: clash.reference });
      }
    }
    return { reinvited, released };
  }

  private async callOff(
    tx: Tx,
    actor: Actor,
    conference: Conference,
    sitting: Sitting,
    change: CalendarChange,
  ): Promise<void> {
    for (const before of await lockActive(tx, sitting.id)) {
      const attendee = await assignedPerson(tx, before.attendeeId);
      const assignment = await withdrawAssignment(tx, before, change);
      await tell(tx, this.surroundings, { conference, sitting, assignment, attendee }, change);
      const occasion = this.occasion(actor, conference);
      await record(tx, occasion, 'assignment.withdrawn', { attendee: attendee.name, reason: change });
    }
  }

  private occasion(actor: Actor, conference: Conference): { actor: Actor; at: Temporal.Instant; conferenceId: number } {
    return { actor, at: this.surroundings.now(), conferenceId: conference.id };
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<{ conference: Conference; sitting: Sitting }> {
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (conference === null) throw new NotFoundException();
    return { conference, sitting: await currentSitting(tx, conference.id) };
  }
}
