import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Database } from '../database/database.js';
import { Log } from '../kernel/log.js';
import { FILE_KEPT_HOURS } from '../lists/import.js';
import { ReadingService } from './reading.service.js';
import {
  claimReconciliation,
  dropFiles,
  reconciliationsToRead,
  saveProgress,
  settle,
} from './reconciliation.queries.js';

const FAULT =
  'A fault of the tracker stopped the reading, and nothing was changed. Send the list again; the fault is in its log.';

/** Reads the lists that wait. State-driven, so a crash only delays. */
@Injectable()
export class ReconciliationWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly reading: ReadingService,
    private readonly log: Log,
  ) {}

  /** Reads every list that waits; true when there was one. */
  async turn(): Promise<boolean> {
    let worked = false;
    for (const id of await reconciliationsToRead(this.db.reader)) worked = (await this.workOn(id)) || worked;
    return worked;
  }

  /** Files are kept no longer than they may be needed. */
  sweep(): Promise<number> {
    const before = this.surroundings.now().subtract({ hours: FILE_KEPT_HOURS });
    return this.db.transaction((tx) => dropFiles(tx, before));
  }

  private async workOn(id: number): Promise<boolean> {
    const progress = new Progress(this.db, id);
    try {
      return await this.db.transaction(async (tx) => {
        const list = await claimReconciliation(tx, id);
        if (list?.state !== 'reading') return false;
        const settled = await this.reading.read(tx, list, progress.told);
        // Before the row is locked: what is being saved of the progress would wait for us, and we for it.
        await progress.end();
        await settle(tx, id, settled);
        return true;
      });
    } catch (error) {
      await progress.end();
      this.log.error({ err: error, reconciliation: id }, 'the reading of a list held failed');
      const nothing = { headings: [], columns: [], problems: [], leftAside: 0, notes: [], family: null };
      await this.db.transaction((tx) => settle(tx, id, { state: 'refused', refusal: FAULT, ...nothing }));
      return true;
    }
  }
}

/** Says how far the reading is outside its transaction, never more often than the last was saved. */
class Progress {
  private last = 0;
  private saving: Promise<void> | null = null;
  private ended = false;

  constructor(
    private readonly db: Database,
    private readonly id: number,
  ) {}

  readonly told = (percent: number): void => {
    if (this.ended || this.saving !== null || percent <= this.last) return;
    this.last = percent;
    this.saving = this.db.transaction((tx) => saveProgress(tx, this.id, percent)).finally(() => (this.saving = null));
  };

  async end(): Promise<void> {
    this.ended = true;
    await this.saving;
  }
}
