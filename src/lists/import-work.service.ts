import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { actorById } from '../access/account.queries.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { Log } from '../kernel/log.js';
import { CarryingOutService } from './carrying-out.service.js';
import { eraseFile } from './erasing.js';
import { FILE_KEPT_HOURS, isWorking, type Import, type ImportState } from './import.js';
import {
  claimImport,
  importsToWorkOn,
  listsWithOldFiles,
  saveProgress,
  settle,
  type Settlement,
} from './import.queries.js';
import { PreviewingService, type OnProgress } from './previewing.service.js';
import { UndoingService } from './undoing.service.js';

const FAULT = 'A fault of the tracker stopped this, and nothing was changed. Try again; the fault is in its log.';

/** Where a list goes when the work on it failed. */
const AFTER_A_FAULT: Partial<Record<ImportState, ImportState>> = {
  reading: 'refused',
  'carrying-out': 'ready',
  undoing: 'done',
};

/** Does what lists wait for: reading them, carrying out their plan, taking it back. State-driven, so a crash only delays. */
@Injectable()
export class ImportWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly previewing: PreviewingService,
    private readonly carryingOut: CarryingOutService,
    private readonly undoing: UndoingService,
    private readonly log: Log,
  ) {}

  /** Works on every list that waits; true when there was one. */
  async turn(): Promise<boolean> {
    const waiting = await importsToWorkOn(this.db.reader);
    let worked = false;
    for (const id of waiting) worked = (await this.workOn(id)) || worked;
    return worked;
  }

  /** Files are kept no longer than they may be needed, and never for longer than a day. */
  sweep(): Promise<void> {
    const now = this.surroundings.now();
    return this.db.transaction(async (tx) => {
      const old = await listsWithOldFiles(tx, now.subtract({ hours: FILE_KEPT_HOURS }));
      for (const id of old) await eraseFile(tx, id, 'expired', now);
    });
  }

  private async workOn(id: number): Promise<boolean> {
    let working: ImportState | null = null;
    const progress = new Progress(this.db, id);
    try {
      return await this.db.transaction(async (tx) => {
        const list = await claimImport(tx, id);
        if (list === null || !isWorking(list.state)) return false;
        working = list.state;
        const { state, settled } = await this.work(tx, list, progress.told);
        // Before the row is locked: what is being saved of the progress would wait for us, and we for it.
        await progress.end();
        await settle(tx, id, state, settled);
        return true;
      });
    } catch (error) {
      await progress.end();
      if (working === null) throw error;
      return this.afterFailure(id, working, error);
    }
  }

  private async work(tx: Tx, list: Import, onProgress: OnProgress): Promise<Settlement> {
    if (list.state === 'reading') return this.previewing.preview(tx, list, onProgress);
    const actor = await this.decider(tx, list);
    if (list.state === 'undoing') return this.undoing.undo(tx, actor, list, onProgress);
    return this.carryingOut.carryOut(tx, actor, list, onProgress);
  }

  private async decider(reader: Reader, { id, decidedById }: Import): Promise<Actor> {
    const actor = decidedById === null ? null : await actorById(reader, decidedById);
    if (actor === null) throw new Error(`nobody decided on list ${id}`);
    return actor;
  }

  private async afterFailure(id: number, working: ImportState, error: unknown): Promise<boolean> {
    // A colleague recorded the same meeting at this very moment: the next turn sees it and says so at the row.
    if (violatedConstraint(error) === 'conference_la_meeting_key') return true;
    this.log.error({ err: error, list: id }, 'the work on a list failed');
    const state = AFTER_A_FAULT[working] ?? working;
    const said = state === 'refused' ? { refusal: FAULT } : { trouble: FAULT };
    await this.db.transaction((tx) => settle(tx, id, state, said));
    return true;
  }
}

/** A person sees no more than this of it. */
const PROGRESS_MS = 500;

/** Says how far the work is outside its transaction, where others can see it, and never more often than somebody looks. */
class Progress {
  private last = 0;
  private savedAt = -Infinity;
  private saving: Promise<void> | null = null;
  private ended = false;

  constructor(
    private readonly db: Database,
    private readonly id: number,
  ) {}

  readonly told = (percent: number): void => {
    const now = performance.now();
    if (this.ended || this.saving !== null || percent <= this.last || now - this.savedAt < PROGRESS_MS) return;
    this.last = percent;
    this.savedAt = now;
    this.saving = this.db.transaction((tx) => saveProgress(tx, this.id, percent)).finally(() => (this.saving = null));
  };

  async end(): Promise<void> {
    this.ended = true;
    await this.saving;
  }
}
