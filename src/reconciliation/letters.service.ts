import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { LookingService, type ShownRow } from './looking.service.js';
import { queryLetter } from './query-letter.js';
import { periodOf, type Reconciliation } from './reconciliation.js';
import { lockReconciliation } from './reconciliation.queries.js';
import { lockRow, markAsked, type RowFilter } from './row.queries.js';

export const MOST_IN_LETTER = 100;

export interface Letter {
  readonly list: Reconciliation;
  readonly rows: readonly ShownRow[];
  readonly text: string;
}

/** Drafts the letter of questions; it is sent by a person, who says so. */
@Injectable()
export class LettersService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly looking: LookingService,
  ) {}

  async draft(
    actor: Actor,
    id: number,
    which: { readonly filter: RowFilter } | { readonly rowId: number },
  ): Promise<Letter> {
    const { list, rows } =
      'rowId' in which
        ? await this.looking.row(actor, id, which.rowId).then(({ list: found, row }) => ({ list: found, rows: [row] }))
        : await this.looking.show(actor, id, { filter: which.filter, after: 0, most: MOST_IN_LETTER });
    const hub = this.surroundings.hubOf(list);
    const text = queryLetter(rows, {
      localAuthority: hub.localAuthority,
      hubName: hub.name,
      period: periodOf(list),
      on: londonDate(this.surroundings.now()),
    });
    return { list, rows, text };
  }

  /** How many of these rows are marked; those of another list are left alone. */
  asked(actor: Actor, id: number, rowIds: readonly number[]): Promise<number> {
    return this.db.transaction(async (tx) => {
      const list = await lockReconciliation(tx, scopeOf(actor, 'reconciliation.decide'), id);
      if (list === null) throw new NotFoundException();
      const rows: number[] = [];
      for (const rowId of rowIds.slice(0, MOST_IN_LETTER)) {
        if ((await lockRow(tx, id, rowId)) !== null) rows.push(rowId);
      }
      const now = this.surroundings.now();
      await markAsked(tx, rows, londonDate(now));
      await record(tx, { actor, at: now }, 'reconciliation.asked', { reconciliationId: id, rows });
      return rows.length;
    });
  }
}
