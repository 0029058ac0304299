import { hash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, scopeOf } from '../access/access.js';
import { actorById } from '../access/account.queries.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Decided } from '../kernel/decided.js';
import type { GivenColumns } from '../imports/columns.js';
import { headerWords } from '../imports/fields.js';
import { refusalSentence, type ListRefusal } from '../imports/list.js';
import type { PlannedRows } from '../imports/plan.js';
import { readPlan, type ReadPlan } from '../imports/read-plan.js';
import { londonDate } from '../kernel/london.js';
import { eraseFile } from './erasing.js';
import type { Import, ImportSummary } from './import.js';
import { pieceOf, rememberedColumns, type Settlement } from './import.queries.js';
import { forgetRows, keepRows } from './import-row.queries.js';
import { keptRow, type KeptRow } from './kept-row.js';
import { knownInHub } from './known.queries.js';
import { keepPeople } from './people.queries.js';
import { emptySummary, summaryOf } from './summary.js';

/** Told how far it is, in per cent. */
export type OnProgress = (percent: number) => void;

const ROWS_TOGETHER = 1000;
const READ_PERCENT = 50;

interface Read {
  readonly decided: Decided<ReadPlan, ListRefusal>;
  readonly headerKey: string | null;
  readonly remembered: boolean;
}

/** Reads a list that was received and keeps its plan; no conference changes. */
@Injectable()
export class PreviewingService {
  constructor(private readonly surroundings: Surroundings) {}

  async preview(tx: Tx, list: Import, onProgress: OnProgress): Promise<Settlement> {
    const folder = await mkdtemp(join(tmpdir(), 'list-'));
    try {
      const file = join(folder, 'list');
      await this.writeFile(tx, list.id, file);
      await forgetRows(tx, list.id);
      return await this.keep(tx, list, await this.read(tx, list, file, onProgress), onProgress);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async keep(tx: Tx, list: Import, read: Read, onProgress: OnProgress): Promise<Settlement> {
    const { decided, headerKey, remembered } = read;
    if (!decided.ok) {
      const { refusal } = decided;
      const summary = refusal.kind === 'no-header' ? emptySummary(refusal.seen) : null;
      // Only a list whose columns can be set right is read once more.
      if (summary === null) await eraseFile(tx, list.id, 'refused', this.surroundings.now());
      return { state: 'refused', settled: { refusal: refusalSentence(refusal), summary, headerKey } };
    }
    await this.keepPlan(tx, list.id, decided.value.plan.rows, onProgress);
    await keepPeople(tx, list);
    const summary: ImportSummary = summaryOf(decided.value, remembered);
    return { state: 'ready', settled: { summary, headerKey } };
  }

  /** Each row is worked out, written and forgotten before the next ones are. */
  private async keepPlan(tx: Tx, importId: number, rows: PlannedRows, onProgress: OnProgress): Promise<void> {
    let together: KeptRow[] = [];
    let kept = 0;
    for (const row of rows) {
      together.push(keptRow(row));
      if (together.length < ROWS_TOGETHER) continue;
      await keepRows(tx, importId, together);
      kept += together.length;
      together = [];
      onProgress(READ_PERCENT + Math.floor((kept / rows.length) * (100 - READ_PERCENT)));
    }
    if (together.length > 0) await keepRows(tx, importId, together);
  }

  /** Columns set right for this list come first, then those that somebody set right for an earlier one of the same headings. */
  private async read(tx: Tx, list: Import, file: string, onProgress: OnProgress): Promise<Read> {
    const hub = this.surroundings.hubOf(list);
    const options = {
      hub,
      hubs: this.surroundings.reference.hubs,
      calendar: this.surroundings.reference.calendar,
      known: await knownInHub(tx, list.hubCode),
      today: londonDate(this.surroundings.now()),
      mayTellOutcomes: await mayTellOutcomes(tx, list),
      onRead: (share: number) => onProgress(Math.floor(share * READ_PERCENT)),
    };
    if (Object.keys(list.columns).length > 0) {
      const decided = await readPlan(file, { ...options, columns: list.columns as GivenColumns });
      return { decided, headerKey: list.headerKey, remembered: false };
    }
    const decided = await readPlan(file, options);
    const headerKey = headerKeyOf(decided);
    const columns = headerKey === null ? null : await rememberedColumns(tx, list.hubCode, headerKey);
    if (columns === null) return { decided, headerKey, remembered: false };
    const again = await readPlan(file, { ...options, columns: columns as GivenColumns });
    return { decided: again, headerKey, remembered: again.ok };
  }

  private async writeFile(reader: Reader, importId: number, path: string): Promise<void> {
    const file = await open(path, 'w', 0o600);
    try {
      for (let number = 0; ; number += 1) {
        const piece = await pieceOf(reader, importId, number);
        if (piece === null) return;
        await file.write(piece);
      }
    } finally {
      await file.close();
    }
  }
}

/** Whether whoever sent the list may record who attended: a program never may. */
async function mayTellOutcomes(reader: Reader, { accountId, hubCode }: Import): Promise<boolean> {
  const sender = await actorById(reader, accountId);
  return sender !== null && isWithin(scopeOf(sender, 'participation.record'), { hubCode, attendeeIds: [] });
}

/** One name for all lists with the same headings, as they are found without any help. */
function headerKeyOf(decided: Decided<ReadPlan, ListRefusal>): string | null {
  if (decided.ok) return keyOf(decided.value.headers);
  return decided.refusal.kind === 'no-header' ? keyOf(decided.refusal.seen) : null;
}

const keyOf = (headers: readonly string[]): string =>
  hash('sha256', headers.map(headerWords).join('\u001f'), 'base64url').slice(0, 22);
