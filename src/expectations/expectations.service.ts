import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Reader, Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import type { Standing } from './expectation.js';
import {
  addTold,
  alreadyTold,
  countStandings,
  expectationWithin,
  listExpectations,
  type ExpectationFilter,
  type ExpectationSource,
  type KeptExpectation,
  type PlaceInList,
} from './expectation.queries.js';
import { candidatesFor, type Pair } from './settling.queries.js';
import { settleOne } from './settling.js';
import { readTelling, type TellingProblem, type WrittenExpectation } from './told.js';

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

/** Keeps what should be coming: told by people and programs, and looked up. */
@Injectable()
export class ExpectationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
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
