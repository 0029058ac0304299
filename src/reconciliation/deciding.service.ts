import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { ChangesService, type ChangedMeanwhile } from '../changes/changes.service.js';
import type { StateChange, StateRefusal } from '../conferences/conference.js';
import { lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { compareSides, rowOfOurs, shouldStandIn } from './comparing.js';
import type { OurConference } from './differences.js';
import { oursAmong } from './ours.queries.js';
import {
  agree,
  periodOf,
  sayIsNotSame,
  sayIsSame,
  type Agreement,
  type Reconciliation,
  type ReconciliationRow,
  type RowRefusal,
} from './reconciliation.js';
import { lockReconciliation } from './reconciliation.queries.js';
import { addRows, lockRow, lockRowOf, saveRow, deleteRow } from './row.queries.js';

/** Which row somebody decides about, and the version of it that they were looking at. */
export interface AtRow {
  readonly reconciliationId: number;
  readonly rowId: number;
  readonly version: number;
}

export interface GivenNotHeld {
  readonly change: StateChange;
  readonly reason: string;
}

export type DecideRefusal = RowRefusal | StateRefusal | ChangedMeanwhile;

interface Locked {
  readonly list: Reconciliation;
  readonly row: ReconciliationRow;
}

const NOBODY_AGREED = { position: null, agreedWith: null, agreedNote: null, agreedBy: null, agreedAt: null } as const;

/** What people decide about the rows: which conference it is, and what stands. */
@Injectable()
export class DecidingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
  ) {}

  /** Of the conferences that it may be, this one is it. */
  same(actor: Actor, at: AtRow, reference: string): Promise<Decided<ReconciliationRow, DecideRefusal>> {
    return this.onRow(actor, at, async (tx, { list, row }) => {
      const decided = sayIsSame(row, reference);
      if (!decided.ok) return decided;
      const { conferenceId } = decided.value;
      const other = await lockRowOf(tx, list.id, conferenceId);
      if (other !== null && other.theirs !== null) return refused({ kind: 'has-another-row', reference });
      if (other !== null) await deleteRow(tx, other.id);
      await this.save(tx, list, { ...row, conferenceId, candidates: [decided.value], saidSame: true });
      await this.told(tx, actor, at, true);
      return accepted(row);
    });
  }

  /** It is none of those that it may be, or not the one that it was matched with; ours stands alone then. */
  notSame(actor: Actor, at: AtRow): Promise<Decided<ReconciliationRow, DecideRefusal>> {
    return this.onRow(actor, at, async (tx, { list, row }) => {
      const decided = sayIsNotSame(row);
      if (!decided.ok) return decided;
      const left = row.conferenceId === null ? row.candidates.map((one) => one.conferenceId) : [row.conferenceId];
      await this.save(tx, list, { ...row, ...NOBODY_AGREED, conferenceId: null, candidates: [], saidSame: false });
      await this.standAlone(tx, list, left);
      await this.told(tx, actor, at, false);
      return accepted(row);
    });
  }

  /** What stands, on whose word; null takes an agreement back. */
  agree(actor: Actor, at: AtRow, given: Agreement | null): Promise<Decided<ReconciliationRow, DecideRefusal>> {
    return this.onRow(actor, at, async (tx, { list, row }) => {
      const decided = given === null ? accepted(null) : agree(row, given, this.surroundings.reference.matching.roles);
      if (!decided.ok) return decided;
      const agreed = decided.value;
      const now = this.surroundings.now();
      const kept =
        agreed === null
          ? NOBODY_AGREED
          : {
              position: agreed.position,
              agreedWith: agreed.agreedWith,
              agreedNote: agreed.note,
              agreedBy: actor.name,
              agreedAt: now,
            };
      await this.save(tx, list, { ...row, ...kept });
      const { reconciliationId, rowId } = at;
      const said = { position: kept.position, with: kept.agreedWith, note: kept.agreedNote };
      const occasion = { actor, at: now, conferenceId: row.conferenceId };
      await record(tx, occasion, 'reconciliation.agreed', { reconciliationId, rowId, before: row.position, ...said });
      return accepted(row);
    });
  }

  /** Ours was not held after all: its state is changed as on its own page. */
  notHeld(actor: Actor, at: AtRow, given: GivenNotHeld): Promise<Decided<ReconciliationRow, DecideRefusal>> {
    return this.onRow(actor, at, async (tx, { list, row }): Promise<Decided<ReconciliationRow, DecideRefusal>> => {
      const ours = await this.oursOf(tx, row);
      if (ours === null || !ours.isHeld) return refused({ kind: 'not-for-this-row' });
      const version = await this.versionOf(tx, actor, ours.reference);
      const changed = await this.changes.changeStateIn(tx, actor, ours.reference, { ...given, version });
      if (!changed.ok) return changed;
      await this.save(tx, list, row);
      return accepted(row);
    });
  }

  /** Works on one row that nobody else changed meanwhile; rows of a list that is being read are not there yet. */
  async onRow<T, R>(
    actor: Actor,
    { reconciliationId, rowId, version }: AtRow,
    work: (tx: Tx, locked: Locked) => Promise<Decided<T, R>>,
  ): Promise<Decided<T, R | RowRefusal>> {
    return this.db.transaction(async (tx) => {
      const list = await lockReconciliation(tx, scopeOf(actor, 'reconciliation.decide'), reconciliationId);
      const row = list?.state === 'ready' ? await lockRow(tx, list.id, rowId) : null;
      if (list === null || row === null) throw new NotFoundException();
      if (row.version !== version) return refused({ kind: 'row-changed' });
      return work(tx, { list, row });
    });
  }

  /** Saves a row with its class and counts as its two sides give them now. */
  async save(tx: Tx, list: Reconciliation, row: ReconciliationRow): Promise<void> {
    const ours = await this.oursOf(tx, row);
    const mayBe = row.conferenceId === null ? row.candidates.length : 0;
    await saveRow(tx, row.id, {
      ...row,
      ...compareSides({ theirs: row.theirs, ours, position: row.position, period: periodOf(list) }, mayBe),
    });
  }

  private async oursOf(tx: Tx, row: ReconciliationRow): Promise<OurConference | null> {
    if (row.conferenceId === null) return null;
    const [ours] = await oursAmong(tx, [row.conferenceId], this.surroundings.now());
    return ours ?? null;
  }

  /** Those of ours that no other row speaks of and that their list should have. */
  private async standAlone(tx: Tx, list: Reconciliation, ids: readonly number[]): Promise<void> {
    const period = periodOf(list);
    const expected = shouldStandIn(period, list.family);
    for (const ours of await oursAmong(tx, ids, this.surroundings.now())) {
      if (!expected(ours) || (await lockRowOf(tx, list.id, ours.id)) !== null) continue;
      await addRows(tx, list.id, [rowOfOurs(ours, period)]);
    }
  }

  private async told(tx: Tx, actor: Actor, { reconciliationId, rowId }: AtRow, same: boolean): Promise<void> {
    const occasion = { actor, at: this.surroundings.now() };
    await record(tx, occasion, 'reconciliation.said-same', { reconciliationId, rowId, same });
  }

  private async versionOf(tx: Tx, actor: Actor, reference: string): Promise<number> {
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (conference === null) throw new NotFoundException();
    return conference.version;
  }
}
