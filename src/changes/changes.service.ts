import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { CallingOffChange } from '../calendar/change.js';
import { dropTransferOut, isAdjournedInquorate, saveTransferOut } from '../conferences/circumstances.queries.js';
import { settleConfirmation } from '../conferences/confirming.js';
import { canMove, changeState, mayComeBack, stateLabel } from '../conferences/conference.js';
import type { Conference, ConferenceState, StateChange, StateRefusal } from '../conferences/conference.js';
import {
  currentSitting,
  lockConference,
  saveMove,
  saveState,
  type Sitting,
} from '../conferences/conference.queries.js';
import type { TransferOut } from '../conferences/transfer.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import { recount } from '../measures/measure.queries.js';
import { askToLookAgain } from '../relevance/look-again.js';
import { askAgain, callOff, occasionOf, tellDetails, type Change, type Followed } from './following.js';
import { refuseTime, type GivenTime, type NewTimeRefusal } from './new-time.js';
import { samePlace, sameTime, toldChange, type ToldChange } from './told-change.js';

export type GivenMove = GivenTime;

export interface GivenState {
  readonly change: StateChange;
  readonly reason: string;
  /** The version the person was looking at. */
  readonly version: number;
}

export type ChangedMeanwhile = { readonly kind: 'changed-meanwhile'; readonly now: Conference };
export type MoveRefusal =
  | NewTimeRefusal
  | ChangedMeanwhile
  | { readonly kind: 'cannot-move'; readonly state: string }
  | { readonly kind: 'nothing-changed' }
  /** It was inquorate and adjourned: the next date is another sitting. */
  | { readonly kind: 'sits-again' }
  /** It is off, and comes back with a new time; to put it back on as it stood is a change of state. */
  | { readonly kind: 'needs-new-time' }
  | { readonly kind: 'reason-missing' };

export interface Moved extends Followed {
  readonly conference: Conference;
  /** What the people on it are told; null when no invitation shows what has changed. */
  readonly change: ToldChange | null;
  /** People who learn of the change and need not answer again. */
  readonly told: readonly string[];
}

/** The conference as it is now, and what became of the people on it. */
export interface StateChanged extends Conference, Followed {
  /** It was put back on, but its time has passed: nobody is asked before it has a new one. */
  readonly needsNewTime: boolean;
}

const NOBODY: Followed = { reinvited: [], released: [] };

/** Until somebody says where the family went, that stays owed. */
const NOT_KNOWN_YET: TransferOut = { toAuthority: null, forceContact: null, receiving: 'awaited', receivingOn: null };

/** What a state does to the people on the conference: the message that calls them off, or nothing. */
const CALLS_OFF: Partial<Record<ConferenceState, CallingOffChange>> = {
  stood_down: 'stood-down',
  postponed: 'postponed',
  cancelled: 'cancelled',
  transferred_out: 'cancelled',
  voided: 'cancelled',
};

/** Moves conferences and changes their state; the people on them, their calendars and the figures follow at once. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Same conference, new time or place: everybody assigned is asked again, or released if they are elsewhere then. One that
   * was stood down or postponed is on again with its new time, and whoever was called off is asked as well. A change that
   * alters nobody's answer is only told, and one that no invitation shows is not.
   */
  move(actor: Actor, reference: string, given: GivenMove): Promise<Decided<Moved, MoveRefusal>> {
    return this.db.transaction((tx) => this.moveIn(tx, actor, reference, given));
  }

  /** As `move`, as part of a larger change (a list carried out, a message agreed to); a refusal has changed nothing. */
  async moveIn(tx: Tx, actor: Actor, reference: string, given: GivenMove): Promise<Decided<Moved, MoveRefusal>> {
    const { conference, sitting } = await this.lock(tx, actor, reference);
    const refusal = this.refuseMove(conference, sitting, given);
    if (refusal !== null) return refused(refusal);
    if (await isAdjournedInquorate(tx, sitting.id)) return refused({ kind: 'sits-again' });
    if (!(await saveMove(tx, conference, sitting, given.to))) throw new Error('a locked conference changed');
    const moved: Conference = { ...conference, state: 'scheduled', toConfirm: null, version: conference.version + 1 };
    const change = this.change(tx, actor, moved, { before: sitting, sitting: { ...sitting, ...given.to } });
    const followed = await this.follow(change, sitting, conference);
    const reason = given.reason.trim();
    const [from, to] = [sitting, change.sitting].map((one) => formatSpan(one.startsAt, one.endsAt));
    const was = { startsAt: sitting.startsAt.toString(), endsAt: sitting.endsAt.toString() };
    await record(tx, occasionOf(change), 'conference.moved', {
      from: from!,
      to: to!,
      reason,
      was,
      asked: followed.reinvited,
    });
    await this.recordState(change, conference, reason);
    if (conference.state === 'transferred_out') await dropTransferOut(tx, conference.id);
    if (Temporal.Instant.compare(given.to.startsAt, sitting.startsAt) < 0) {
      await askToLookAgain(tx, this.surroundings, occasionOf(change), conference, 'brought-forward');
    }
    await settleConfirmation(tx, occasionOf(change), conference, 'by correcting it');
    await recount(tx, conference.id, this.surroundings.counting);
    return accepted({ conference: moved, ...followed });
  }

  /** Stands down, postpones, cancels, transfers out, voids or reinstates; whoever was invited is called off, or asked again. */
  changeState(
    actor: Actor,
    reference: string,
    given: GivenState,
  ): Promise<Decided<StateChanged, StateRefusal | ChangedMeanwhile>> {
    return this.db.transaction((tx) => this.changeStateIn(tx, actor, reference, given));
  }

  /** As `changeState`, as part of a larger change; a refusal has changed nothing. */
  async changeStateIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenState,
  ): Promise<Decided<StateChanged, StateRefusal | ChangedMeanwhile>> {
    const { conference, sitting } = await this.lock(tx, actor, reference);
    if (conference.version !== given.version) return refused({ kind: 'changed-meanwhile', now: conference });
    const decided = changeState(conference, given.change, given.reason);
    if (!decided.ok) return decided;
    const [state, reason] = [decided.value, given.reason.trim()];
    await saveState(tx, conference, state, reason, this.surroundings.now());
    const settled = { stateReason: reason, toConfirm: null, version: conference.version + 1 };
    const changed: Conference = { ...conference, state, ...settled };
    const change = this.change(tx, actor, changed, { before: sitting, sitting });
    const calledOff = CALLS_OFF[state];
    if (calledOff !== undefined) await callOff(change, calledOff, mayComeBack(state));
    if (state === 'transferred_out') await saveTransferOut(tx, conference.id, NOT_KNOWN_YET, this.surroundings.now());
    if (conference.state === 'transferred_out') await dropTransferOut(tx, conference.id);
    const isBack = given.change === 'reinstate';
    const isOver = Temporal.Instant.compare(sitting.endsAt, this.surroundings.now()) <= 0;
    // Nobody is asked to a time that has passed: they stay marked, and are asked once it is moved.
    const followed = isBack && !isOver ? await askAgain(change, 'reinstated') : NOBODY;
    await this.recordState(change, conference, reason);
    const how = state === 'voided' ? 'by voiding it' : 'by correcting it';
    await settleConfirmation(tx, occasionOf(change), conference, how);
    await recount(tx, conference.id, this.surroundings.counting);
    return accepted({ ...changed, ...followed, needsNewTime: isBack && isOver });
  }

  private async follow(change: Change, before: Sitting, conference: Conference): Promise<Omit<Moved, 'conference'>> {
    const told = toldChange(before, change.sitting, this.surroundings.hubOf(conference));
    if (told === null) return { ...NOBODY, change: told, told: [] };
    if (told === 'details') return { ...NOBODY, change: told, told: await tellDetails(change) };
    return { ...(await askAgain(change, told)), change: told, told: [] };
  }

  private async recordState(change: Change, before: Conference, reason: string): Promise<void> {
    const [from, to] = [before.state, change.conference.state];
    if (from !== to) await record(change.tx, occasionOf(change), 'conference.changed-state', { from, to, reason });
  }

  private refuseMove(conference: Conference, sitting: Sitting, given: GivenMove): MoveRefusal | null {
    if (conference.version !== given.version) return { kind: 'changed-meanwhile', now: conference };
    if (!canMove(conference)) return { kind: 'cannot-move', state: stateLabel(conference.state) };
    if (mayComeBack(conference.state) && sameTime(sitting, given.to)) return { kind: 'needs-new-time' };
    if (sameTime(sitting, given.to) && samePlace(sitting, given.to)) return { kind: 'nothing-changed' };
    if (given.reason.trim() === '') return { kind: 'reason-missing' };
    return refuseTime(this.surroundings, conference, given);
  }

  private change(tx: Tx, actor: Actor, conference: Conference, sittings: Pick<Change, 'before' | 'sitting'>): Change {
    return { tx, surroundings: this.surroundings, actor, conference, ...sittings };
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<{ conference: Conference; sitting: Sitting }> {
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (conference === null) throw new NotFoundException();
    return { conference, sitting: await currentSitting(tx, conference.id) };
  }
}
