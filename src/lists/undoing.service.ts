import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { ChangesService } from '../changes/changes.service.js';
import { conferenceById, type NewSitting } from '../conferences/conference.queries.js';
import type { ConferenceMode } from '../conferences/modes.js';
import type { Tx } from '../database/transaction.js';
import { nextVersion, removeChildren, takeMeetingId } from './completing.queries.js';
import type { Import } from './import.js';
import type { Settlement } from './import.queries.js';
import { doneRows, saveUndone, touchedSince, type Before, type StoredRow } from './import-row.queries.js';
import type { OnProgress } from './previewing.service.js';
import { refusedWords } from './refused-words.js';

const ROWS_TOGETHER = 500;
const REASON = 'Import undone';
const TOUCHED = 'Somebody has worked on it since, so it was kept.';

/** Takes back what a list did, except where somebody has worked on since. */
@Injectable()
export class UndoingService {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
  ) {}

  async undo(tx: Tx, actor: Actor, list: Import, onProgress: OnProgress): Promise<Settlement> {
    const touched = await touchedSince(tx, list.id, list.auditMark ?? 0);
    let [undone, kept] = [0, 0];
    // Backwards, so that a sibling leaves before the conference it joined is voided.
    for await (const rows of doneRows(tx, list.id, ROWS_TOGETHER)) {
      const outcomes: { row: number; result: 'undone' | 'kept'; why: string | null }[] = [];
      for (const row of rows) {
        const why = touched.has(row.conferenceId!) ? TOUCHED : await this.takeBack(tx, actor, list, row);
        outcomes.push({ row: row.row, result: why === null ? 'undone' : 'kept', why });
      }
      await saveUndone(tx, list.id, outcomes);
      undone += outcomes.filter(({ result }) => result === 'undone').length;
      kept = kept + outcomes.length - outcomes.filter(({ result }) => result === 'undone').length;
      onProgress(50);
    }
    const now = this.surroundings.now();
    await record(tx, { actor, at: now }, 'import.undone', { importId: list.id, undone, kept });
    return { state: 'undone', settled: { undoneAt: now } };
  }

  /** Null when the row is undone; else why not. */
  private async takeBack(tx: Tx, actor: Actor, list: Import, row: StoredRow): Promise<string | null> {
    const { result, reference, before, conferenceId } = row;
    if (reference === null || conferenceId === null) return null;
    const now = await conferenceById(tx, conferenceId);
    if (result === 'created') {
      const voided = { change: 'void', reason: REASON, version: now.version } as const;
      const decided = await this.changes.changeStateIn(tx, actor, reference, voided);
      return decided.ok ? null : 'It could not be voided.';
    }
    if (before?.sitting !== undefined) {
      const back = { to: sittingIn(before.sitting), reason: REASON, confirmed: true, version: now.version };
      const decided = await this.changes.moveIn(tx, actor, reference, back);
      if (!decided.ok) return refusedWords(decided.refusal);
    }
    await this.takeOff(tx, actor, list, conferenceId, before ?? {});
    return null;
  }

  private async takeOff(
    tx: Tx,
    actor: Actor,
    list: Import,
    conferenceId: number,
    { childIds = [], meetingIdGiven = false }: Before,
  ): Promise<void> {
    if (childIds.length === 0 && !meetingIdGiven) return;
    await removeChildren(tx, childIds);
    if (meetingIdGiven) await takeMeetingId(tx, conferenceId);
    await nextVersion(tx, conferenceId);
    const detail = { importId: list.id, meetingId: null, children: childIds.length, undone: true };
    await record(tx, { actor, at: this.surroundings.now(), conferenceId }, 'conference.completed', detail);
  }
}

const sittingIn = ({ startsAt, endsAt, mode, venue, joinLink }: NonNullable<Before['sitting']>): NewSitting => ({
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt),
  mode: mode as ConferenceMode,
  venue,
  joinLink,
});
