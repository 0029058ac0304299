import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { NOTHING_KNOWN } from '../conferences/children.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { NeverInvitedService, type UninvitedRefusal } from '../invitations/never-invited.service.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import {
  decideChange,
  type ChangeRefusal,
  type ClosedReason,
  type ExpectationChange,
  type Standing,
} from './expectation.js';
import {
  addTold,
  alreadyTold,
  chainBefore,
  conferenceSeen,
  countStandings,
  expectationWithin,
  linkToPrevious,
  listExpectations,
  lockExpectation,
  saveSettled,
  unlinkFromPrevious,
  type ExpectationFilter,
  type ExpectationSource,
  type KeptExpectation,
  type PlaceInList,
} from './expectation.queries.js';
import { candidatesFor, type Pair } from './settling.queries.js';
import { settleOne } from './settling.js';
import { readTelling, type TellingProblem, type WrittenExpectation } from './told.js';

/** What somebody asks to be done with one that stands. */
export type GivenChange =
  | { readonly kind: 'match'; readonly reference: string }
  | { readonly kind: 'close'; readonly reason: ClosedReason; readonly note: string | null }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'letter-sent' }
  | {
      readonly kind: 'held-without-us';
      readonly startsAt: Temporal.Instant;
      readonly endsAt: Temporal.Instant;
      readonly laMeetingId: string | null;
    };

export type GivenRefusal =
  ChangeRefusal | UninvitedRefusal | { readonly kind: 'changed-meanwhile'; readonly version: number };

export type TellingRefusal =
  { readonly kind: 'problem'; readonly problem: TellingProblem } | { readonly kind: 'not-your-hub' };

export type TellingState = 'added' | 'known' | 'running' | 'refused';

/** What becomes of one telling: new, on record already, one about the same still open, or refused. */
export interface TellingResult {
  readonly state: TellingState;
  readonly problem: TellingProblem | null;
  /** The one on record; null when refused, and in a preview of what is new. */
  readonly id: number | null;
}

/** Keeps what should be coming, and what people say of it. */
@Injectable()
export class ExpectationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly neverInvited: NeverInvitedService,
  ) {}

  get today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }

  /** Each look is on record with the conferences that it shows. */
  list(
    actor: Actor,
    filter: Omit<ExpectationFilter, 'hubs'>,
    after: PlaceInList | null,
    count: number,
  ): Promise<KeptExpectation[]> {
    const hubs = this.hubsOf(actor, 'expectation.read');
    return this.db.transaction(async (tx) => {
      const found = await listExpectations(tx, { ...filter, hubs }, this.today, after, count);
      await this.looked(tx, actor, 'expected', found);
      return found;
    });
  }

  counts(actor: Actor): Promise<ReadonlyMap<Standing, number>> {
    return countStandings(this.db.reader, this.hubsOf(actor, 'expectation.read'), this.today);
  }

  /** @throws NotFoundException when it is absent or out of reach */
  one(actor: Actor, id: number): Promise<KeptExpectation> {
    const hubs = this.hubsOf(actor, 'expectation.read');
    return this.db.transaction(async (tx) => {
      const found = await expectationWithin(tx, hubs, id);
      if (found === null) throw new NotFoundException();
      await this.looked(tx, actor, `expected/${id}`, [found]);
      return found;
    });
  }

  private async looked(tx: Tx, actor: Actor, page: string, found: readonly KeptExpectation[]): Promise<void> {
    const references = [
      ...new Set(found.flatMap(({ previous, conference }) => [previous ?? [], conference ?? []].flat())),
    ];
    await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page, references });
  }

  /** Conferences that an open one may be, for a person to say which. */
  async candidates(actor: Actor, id: number): Promise<readonly Pair[]> {
    if (!mayAtAll(actor, 'expectation.change')) return [];
    return candidatesFor(this.db.reader, { conferences: null, expectations: [id] });
  }

  /** What telling all of it would do, with nothing saved. */
  async preview(
    actor: Actor,
    written: readonly WrittenExpectation[],
    confirmed: boolean,
  ): Promise<readonly TellingResult[]> {
    const results: TellingResult[] = [];
    for (const one of written) results.push(await this.weigh(this.db.reader, actor, one, confirmed));
    return results;
  }

  /** Records each; what is refused is left out, the rest is kept. Told twice changes nothing. */
  async tellAllIn(
    tx: Tx,
    actor: Actor,
    written: readonly WrittenExpectation[],
    how: { readonly source: ExpectationSource; readonly confirmed: boolean },
  ): Promise<readonly TellingResult[]> {
    const results: TellingResult[] = [];
    for (const one of written) results.push(await this.tellIn(tx, actor, one, how));
    return results;
  }

  tellAll(
    actor: Actor,
    written: readonly WrittenExpectation[],
    how: { readonly source: ExpectationSource; readonly confirmed: boolean },
  ): Promise<readonly TellingResult[]> {
    return this.db.transaction((tx) => this.tellAllIn(tx, actor, written, how));
  }

  async tellIn(
    tx: Tx,
    actor: Actor,
    written: WrittenExpectation,
    { source, confirmed }: { readonly source: ExpectationSource; readonly confirmed: boolean },
  ): Promise<TellingResult> {
    const read = this.read(actor, written, confirmed);
    if (!read.ok) return { state: 'refused', problem: read.problem, id: null };
    const at = this.surroundings.now();
    const id = await addTold(tx, read.value, { source, recordedBy: actor.name, recordedAt: at });
    if (id === null) return this.known(tx, read.value);
    const { hubCode, kind, dueOn } = read.value;
    const detail = { expectationId: id, hub: hubCode, kind, dueOn: dueOn.toString(), source };
    await record(tx, { actor, at }, 'expectation.recorded', detail);
    await settleOne(tx, this.surroundings, id);
    return { state: 'added', problem: null, id };
  }

  /** `version` is the one that was looked at. */
  async change(
    actor: Actor,
    id: number,
    version: number,
    given: GivenChange,
  ): Promise<Decided<KeptExpectation, GivenRefusal>> {
    try {
      return await this.db.transaction((tx) => this.changeIn(tx, actor, id, version, given));
    } catch (error) {
      // Another one about the same was told of meanwhile and is open.
      if (violatedConstraint(error) === 'expectation_running_key')
        return refused({ kind: 'not-from-here', state: 'closed' });
      if (violatedConstraint(error) === 'conference_la_meeting_key' && given.kind === 'held-without-us') {
        return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId ?? '', reference: null });
      }
      throw error;
    }
  }

  private async changeIn(
    tx: Tx,
    actor: Actor,
    id: number,
    version: number,
    given: GivenChange,
  ): Promise<Decided<KeptExpectation, GivenRefusal>> {
    const hubs = this.hubsOf(actor, 'expectation.change');
    const expectation = await lockExpectation(tx, hubs, id);
    if (expectation === null) throw new NotFoundException();
    if (expectation.version !== version) return refused({ kind: 'changed-meanwhile', version: expectation.version });
    const change = await this.asChange(tx, actor, expectation, given, hubs);
    if (!change.ok) return change;
    const decided = decideChange(expectation, change.value);
    if (!decided.ok) return decided;
    const at = this.surroundings.now();
    await saveSettled(tx, expectation, decided.value, { name: actor.name, at });
    await this.relink(tx, expectation, decided.value.conferenceId);
    await this.told(tx, actor, expectation, change.value, decided.value.state);
    return accepted((await expectationWithin(tx, hubs, id))!);
  }

  /** Looks up or makes the conference that a change is about. */
  private async asChange(
    tx: Tx,
    actor: Actor,
    expectation: KeptExpectation,
    given: GivenChange,
    hubs: readonly string[] | null,
  ): Promise<Decided<ExpectationChange, GivenRefusal>> {
    if (given.kind === 'letter-sent') return accepted({ ...given, on: this.today, by: actor.name });
    if (given.kind !== 'match' && given.kind !== 'held-without-us') return accepted(given);
    if (expectation.state !== 'open') return refused({ kind: 'not-from-here', state: expectation.state });
    const reference =
      given.kind === 'match' ? accepted(given.reference) : await this.hold(tx, actor, expectation, given);
    if (!reference.ok) return reference;
    const conference = await conferenceSeen(tx, hubs, reference.value);
    if (conference === null) return refused({ kind: 'no-such-conference' });
    const chain = await chainBefore(tx, expectation.previousConferenceId);
    return accepted({ kind: 'match', conference, by: 'a-person', chainBefore: chain });
  }

  /** Held, and nobody invited us: it counts in the coverage (A2) and in no other figure. */
  private async hold(
    tx: Tx,
    actor: Actor,
    { hubCode, kind, origin, beganOn, childIds }: KeptExpectation,
    { startsAt, endsAt, laMeetingId }: Extract<GivenChange, { kind: 'held-without-us' }>,
  ): Promise<Decided<string, UninvitedRefusal>> {
    const made = await this.neverInvited.recordIn(tx, actor, {
      hubCode,
      kind: kind === 'review' ? 'rcpc' : kind,
      laMeetingId,
      strategyDiscussionOn: origin === 'strategy-discussion' ? beganOn : null,
      startsAt,
      endsAt,
      mode: this.surroundings.hubOf({ hubCode }).defaultMode,
      venue: null,
      joinLink: null,
      children: childIds.map((laChildId) => ({ ...NOTHING_KNOWN, laChildId })),
    });
    return made.ok ? accepted(made.value.reference) : made;
  }

  private async relink(tx: Tx, before: KeptExpectation, conferenceId: number | null): Promise<void> {
    if (before.previousConferenceId === null || before.conferenceId === conferenceId) return;
    if (before.conferenceId !== null) await unlinkFromPrevious(tx, before.conferenceId, before.previousConferenceId);
    if (conferenceId !== null) await linkToPrevious(tx, conferenceId, before.previousConferenceId);
  }

  private async told(
    tx: Tx,
    actor: Actor,
    before: KeptExpectation,
    change: ExpectationChange,
    after: KeptExpectation['state'],
  ): Promise<void> {
    const at = this.surroundings.now();
    if (change.kind === 'letter-sent') {
      const occasion = { actor, at, conferenceId: before.previousConferenceId };
      await record(tx, occasion, 'expectation.asked', { expectationId: before.id, on: change.on.toString() });
      return;
    }
    const conferenceId =
      change.kind === 'match' ? change.conference.id : (before.conferenceId ?? before.previousConferenceId);
    const reason = change.kind === 'match' ? null : change.reason;
    const detail = { expectationId: before.id, before: before.state, after, reason };
    await record(tx, { actor, at, conferenceId }, 'expectation.settled', detail);
  }

  private async weigh(
    reader: Reader,
    actor: Actor,
    written: WrittenExpectation,
    confirmed: boolean,
  ): Promise<TellingResult> {
    const read = this.read(actor, written, confirmed);
    if (!read.ok) return { state: 'refused', problem: read.problem, id: null };
    const before = await alreadyTold(reader, read.value);
    return before === null ? { state: 'added', problem: null, id: null } : this.known(reader, read.value);
  }

  private async known(reader: Reader, told: Parameters<typeof alreadyTold>[1]): Promise<TellingResult> {
    const before = await alreadyTold(reader, told);
    const isSame = before?.beganOn.equals(told.beganOn) === true;
    return { state: isSame ? 'known' : 'running', problem: null, id: before?.id ?? null };
  }

  private read(actor: Actor, written: WrittenExpectation, confirmed: boolean): ReturnType<typeof readTelling> {
    const { reference } = this.surroundings;
    const { all, hubs } = scopeOf(actor, 'expectation.record');
    if (!all && hubs.length === 0) throw new NotFoundException();
    const read = readTelling(written, {
      today: this.today,
      calendar: reference.calendar,
      isHub: (code) => reference.hub(code) !== undefined,
      leadOf: (code) => reference.clocksOf(code).invitationLead,
      confirmed,
    });
    if (!read.ok || all || hubs.includes(read.value.hubCode)) return read;
    const sentence = 'That hub is not one of yours. Choose one of your own.';
    return { ok: false, problem: { field: 'hub', code: 'wrong', sentence } };
  }

  /** @throws NotFoundException for whoever may do it nowhere */
  private hubsOf(actor: Actor, action: Action): readonly string[] | null {
    if (!mayAtAll(actor, action)) throw new NotFoundException();
    const { all, hubs } = scopeOf(actor, action);
    return all ? null : hubs;
  }
}
