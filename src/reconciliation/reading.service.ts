import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Reader, Tx } from '../database/transaction.js';
import { meetingKey } from '../imports/known.js';
import { londonDate } from '../kernel/london.js';
import { compareLists } from './comparing.js';
import { hubsKnowing, oursFor } from './ours.queries.js';
import { readTheirList, type ListColumns, type TheirList } from './read-their-list.js';
import { periodOf, type Reconciliation } from './reconciliation.js';
import { pieceOf, type Settled } from './reconciliation.queries.js';
import { addRows, forgetUndecided, rowsOf } from './row.queries.js';
import type { TheirMeeting } from './their-meeting.js';

export type OnProgress = (percent: number) => void;

const ROWS_TOGETHER = 1_000;
const READ_PERCENT = 50;

/** Reads a list of what was held, or its rows once more, and puts it beside ours. No conference changes. */
@Injectable()
export class ReadingService {
  constructor(private readonly surroundings: Surroundings) {}

  async read(tx: Tx, list: Reconciliation, onProgress: OnProgress): Promise<Settled> {
    const kept = await rowsOf(tx, list.id);
    const { headings, columns: known, problems: aside, family: of } = list;
    const seen = { headings, columns: known, problems: aside, family: of };
    if (kept.length > 0) {
      const theirs = kept.flatMap((row) => (row.theirs !== null && isUndecided(row) ? [row.theirs] : []));
      const decided = new Set(kept.flatMap((row) => (isUndecided(row) ? [] : [row.conferenceId])));
      await forgetUndecided(tx, list.id);
      await this.compare(tx, list, theirs, decided, onProgress);
      return { state: 'ready', refusal: null, ...seen };
    }
    const { headers, columns, family, read } = await this.readFile(tx, list, onProgress);
    const refusal = read.ok ? await this.ofAnotherHub(tx, list, read.value.meetings) : read.refusal.sentence;
    const problems = read.ok ? read.value.problems : [];
    const found = { headings: headers, columns, problems, family };
    if (!read.ok || refusal !== null) return { state: 'refused', refusal, ...found };
    await this.compare(tx, { ...list, family }, read.value.meetings, new Set(), onProgress);
    return { state: 'ready', refusal: null, ...found };
  }

  private async compare(
    tx: Tx,
    list: Reconciliation,
    theirs: readonly TheirMeeting[],
    decided: ReadonlySet<number | null>,
    onProgress: OnProgress,
  ): Promise<void> {
    const period = periodOf(list);
    const ours = await oursFor(tx, list.hubCode, period, idsOf(theirs), this.surroundings.now());
    const compared = compareLists(
      theirs,
      ours.filter(({ id }) => !decided.has(id)),
      period,
      list.family,
    );
    for (let at = 0; at < compared.length; at += ROWS_TOGETHER) {
      await addRows(tx, list.id, compared.slice(at, at + ROWS_TOGETHER));
      onProgress(READ_PERCENT + Math.floor((at / compared.length) * (100 - READ_PERCENT)));
    }
  }

  /** A sentence when nothing of it is known here and most of it in another hub: it was sent to the wrong one. */
  private async ofAnotherHub(tx: Tx, list: Reconciliation, theirs: readonly TheirMeeting[]): Promise<string | null> {
    const ids = idsOf(theirs);
    const [other] = ids.length === 0 ? [] : await hubsKnowing(tx, list.hubCode, ids);
    if (other === undefined || other.many * 2 < ids.length) return null;
    const period = periodOf(list);
    const here = new Set(
      (await oursFor(tx, list.hubCode, period, ids, this.surroundings.now())).flatMap(({ meetingId }) =>
        meetingId === null ? [] : [meetingKey(meetingId)],
      ),
    );
    if (ids.some((id) => here.has(id))) return null;
    const [mine, theirHub] = [this.surroundings.hubOf(list), this.surroundings.hubOf(other)];
    return (
      `${other.many} of the ${ids.length} meeting ids in this list are on record for ${theirHub.name} and none for ` +
      `${mine.name}. Check whose list it is and send it again.`
    );
  }

  private async readFile(tx: Tx, list: Reconciliation, onProgress: OnProgress): Promise<TheirList> {
    const folder = await mkdtemp(join(tmpdir(), 'list-held-'));
    try {
      const file = join(folder, 'list');
      await writeFile(tx, list.id, file);
      return await readTheirList(file, {
        hub: this.surroundings.hubOf(list),
        hubs: this.surroundings.reference.hubs,
        calendar: this.surroundings.reference.calendar,
        today: londonDate(this.surroundings.now()),
        period: periodOf(list),
        columns: list.givenColumns as ListColumns,
        onRead: (share) => onProgress(Math.floor(share * READ_PERCENT)),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

const isUndecided = (row: Awaited<ReturnType<typeof rowsOf>>[number]): boolean =>
  row.saidSame === null && row.recordedAs === null && row.position === null && row.askedOn === null;

const idsOf = (theirs: readonly TheirMeeting[]): readonly string[] => [
  ...new Set(theirs.flatMap(({ meetingId }) => (meetingId === null ? [] : [meetingKey(meetingId)]))),
];

async function writeFile(reader: Reader, id: number, path: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    for (let number = 0; ; number += 1) {
      const piece = await pieceOf(reader, id, number);
      if (piece === null) return;
      await file.write(piece);
    }
  } finally {
    await file.close();
  }
}
