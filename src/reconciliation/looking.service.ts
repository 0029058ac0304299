import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { isOfSender } from '../lists/import.js';
import { compareSides } from './comparing.js';
import { figuresOf, sameCounts } from './counts.js';
import { sameDifferences, type OurConference } from './differences.js';
import { oursAmong, oursFor } from './ours.queries.js';
import { periodOf, type Reconciliation, type ReconciliationRow } from './reconciliation.js';
import { hasFile, reconciliationWithin, sameFileBefore } from './reconciliation.queries.js';
import {
  classCounts,
  countedRows,
  lockRow,
  rowById,
  rowsAfter,
  saveRow,
  type ClassCount,
  type RowFilter,
  type StoredRow,
} from './row.queries.js';
import type { Period } from './their-meeting.js';

/** A row with what we have on record now. */
export interface ShownRow extends ReconciliationRow {
  readonly ours: OurConference | null;
}

export interface Shown {
  readonly list: Reconciliation;
  readonly rows: readonly ShownRow[];
  readonly counts: readonly ClassCount[];
  readonly figures: ReturnType<typeof figuresOf>;
  readonly sameFile: Pick<Reconciliation, 'id' | 'createdAt'> | null;
  readonly hasFile: boolean;
}

/** A month of a hub has some sixty conferences; of a longer list what is on show is compared, and the rest on request. */
const MOST_FRESH = 500;

/** Which rows, after which one, and at most how many. */
export interface Part {
  readonly filter: RowFilter;
  readonly after: number;
  readonly most: number;
}

/** Reconciliations as people and programs look at them; every look is in the trail, since they name children by their ids. */
@Injectable()
export class LookingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** With the rows compared once more: what was set right elsewhere shows at once. @throws NotFoundException out of reach */
  show(actor: Actor, id: number, part: Part): Promise<Shown> {
    return this.db.transaction(async (tx) => {
      const list = await this.at(tx, actor, id);
      const isReady = list.state === 'ready';
      if (isReady) await this.fresh(tx, list, await rowsAfter(tx, id, 0, MOST_FRESH, {}));
      const rows = isReady ? await rowsAfter(tx, id, part.after, part.most, part.filter) : [];
      const shown = await this.fresh(tx, list, rows);
      return {
        list,
        rows: shown,
        counts: await classCounts(tx, id),
        figures: await this.figures(tx, list),
        sameFile: await sameFileBefore(tx, list),
        hasFile: await hasFile(tx, id),
      };
    });
  }

  /** One row. @throws NotFoundException when there is none, or out of reach */
  row(actor: Actor, id: number, rowId: number): Promise<{ readonly list: Reconciliation; readonly row: ShownRow }> {
    return this.db.transaction(async (tx) => {
      const list = await this.at(tx, actor, id);
      const found = list.state === 'ready' ? await rowById(tx, id, rowId) : null;
      if (found === null) throw new NotFoundException();
      const [row] = await this.fresh(tx, list, [found]);
      return { list, row: row! };
    });
  }

  private async figures(tx: Tx, list: Reconciliation): Promise<Shown['figures']> {
    const period = periodOf(list);
    const ours =
      list.state === 'ready'
        ? await oursFor(tx, list.hubCode, { period, nearDays: 0, ids: [] }, this.surroundings.now())
        : [];
    return figuresOf(await countedRows(tx, list.id), ours, period);
  }

  private async at(tx: Tx, actor: Actor, id: number): Promise<Reconciliation> {
    const list = await reconciliationWithin(tx, scopeOf(actor, 'reconciliation.read'), id);
    if (list === null || !isOfSender(actor, list)) throw new NotFoundException();
    // A page that waits opens itself every two seconds and shows no row.
    if (list.state !== 'reading') {
      await record(tx, { actor, at: this.surroundings.now() }, 'reconciliation.viewed', { reconciliationId: id });
    }
    return list;
  }

  private async fresh(tx: Tx, list: Reconciliation, rows: readonly StoredRow[]): Promise<readonly ShownRow[]> {
    const ids = rows.flatMap(({ conferenceId }) => (conferenceId === null ? [] : [conferenceId]));
    const ours = new Map((await oursAmong(tx, ids, this.surroundings.now())).map((one) => [one.id, one]));
    const shown: ShownRow[] = [];
    for (const row of rows) {
      const one = row.conferenceId === null ? null : (ours.get(row.conferenceId) ?? null);
      shown.push({ ...(await this.saved(tx, periodOf(list), row, one)), ours: one });
    }
    return shown;
  }

  private async saved(tx: Tx, period: Period, row: StoredRow, ours: OurConference | null): Promise<ReconciliationRow> {
    const sides = { theirs: row.theirs, ours, position: row.position, period };
    const now = compareSides(sides, row.conferenceId === null ? row.candidates.length : 0);
    const { class: before, differences, counts } = row;
    if (now.class === before && sameDifferences(now.differences, differences) && sameCounts(now.counts, counts)) {
      return row;
    }
    const locked = await lockRow(tx, row.reconciliationId, row.id);
    if (locked?.version !== row.version) return row;
    await saveRow(tx, row.id, { ...row, ...now });
    return { ...row, ...now, version: row.version + 1 };
  }
}
