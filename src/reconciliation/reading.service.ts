import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Reader, Tx } from '../database/transaction.js';
import { meetingKey } from '../imports/known.js';
import { londonDate } from '../kernel/london.js';
import { rowOf, rowOfOurs, shouldStandIn, type Compared } from './comparing.js';
import type { OurConference } from './differences.js';
import { Matching } from './matching.js';
import { hubsKnowing, oursFor } from './ours.queries.js';
import { readTheirList, type ListColumns, type TheirList } from './read-their-list.js';
import { periodOf, type Reconciliation } from './reconciliation.js';
import { pieceOf, type Settled } from './reconciliation.queries.js';
import { addRows, decidedConferences, forgetUndecided, hasRows, undecidedIds, undecidedOf } from './row.queries.js';
import type { TheirMeeting } from './their-meeting.js';

export type OnProgress = (percent: number) => void;

const ROWS_TOGETHER = 1_000;
const READ_PERCENT = 50;

/** Goes through the meetings of a list from the first to the last, as often as it is asked to. */
type Pages = () => AsyncIterable<readonly TheirMeeting[]>;

/** Reads a list of what was held, or its rows once more, and puts it beside ours. No conference changes. */
@Injectable()
export class ReadingService {
  constructor(private readonly surroundings: Surroundings) {}

  async read(tx: Tx, list: Reconciliation, onProgress: OnProgress): Promise<Settled> {
    if (await hasRows(tx, list.id)) return this.compareAgain(tx, list, onProgress);
    const { headers, columns, family, notes, read } = await this.readFile(tx, list, onProgress);
    const found = { headings: headers, columns, problems: [], leftAside: 0, notes, family };
    if (!read.ok) return { state: 'refused', refusal: read.refusal.sentence, ...found };
    const { meetings, ids, problems, leftAside } = read.value;
    const ours = await this.oursFor(tx, list, ids);
    const refusal = await this.ofAnotherHub(tx, list, ids, ours);
    if (refusal !== null) return { state: 'refused', refusal, ...found };
    await this.compare(tx, { ...list, family }, ours, () => pagesOfMeetings(meetings), onProgress);
    return { state: 'ready', refusal: null, ...found, problems, leftAside };
  }

  /** What nobody has decided about, as it stands now; the rest stays. */
  private async compareAgain(tx: Tx, list: Reconciliation, onProgress: OnProgress): Promise<Settled> {
    const { headings, columns, problems, leftAside, notes, family } = list;
    const decided = await decidedConferences(tx, list.id);
    const all = await this.oursFor(tx, list, await undecidedIds(tx, list.id));
    const ours = all.filter(({ id }) => !decided.has(id));
    await this.compare(tx, list, ours, () => keptPages(tx, list.id), onProgress);
    return { state: 'ready', refusal: null, headings, columns, problems, leftAside, notes, family };
  }

  /** Goes through a list twice: what is matched with what can be known only from all of it, and the rows are long. */
  private async compare(
    tx: Tx,
    list: Reconciliation,
    ours: readonly OurConference[],
    pages: Pages,
    onProgress: OnProgress,
  ): Promise<void> {
    const period = periodOf(list);
    const matching = new Matching(ours, this.surroundings.reference.matching.rules);
    for await (const page of pages()) for (const meeting of page) matching.add(meeting);
    matching.decide();
    let kept = 0;
    for await (const page of pages()) {
      // The pages are as they were when the first was asked for, so its rows can go.
      if (kept === 0) await forgetUndecided(tx, list.id);
      const found = page.flatMap((meeting) => matching.next(meeting) ?? []);
      await addRows(
        tx,
        list.id,
        found.map((match) => rowOf(match, period)),
      );
      kept += page.length;
      onProgress(READ_PERCENT + Math.floor((kept / matching.many) * (100 - READ_PERCENT)));
    }
    if (kept === 0) await forgetUndecided(tx, list.id);
    await this.addOurs(tx, list, matching.missing(shouldStandIn(period, list.family)));
  }

  private async addOurs(tx: Tx, list: Reconciliation, missing: readonly OurConference[]): Promise<void> {
    const period = periodOf(list);
    for (let at = 0; at < missing.length; at += ROWS_TOGETHER) {
      const rows: readonly Compared[] = missing.slice(at, at + ROWS_TOGETHER).map((ours) => rowOfOurs(ours, period));
      await addRows(tx, list.id, rows);
    }
  }

  private oursFor(tx: Tx, list: Reconciliation, ids: readonly string[]): Promise<readonly OurConference[]> {
    const { nearDays } = this.surroundings.reference.matching.rules;
    return oursFor(tx, list.hubCode, { period: periodOf(list), nearDays, ids }, this.surroundings.now());
  }

  /** A sentence when nothing of it is known here and most of it in another hub: it was sent to the wrong one. */
  private async ofAnotherHub(
    tx: Tx,
    list: Reconciliation,
    ids: readonly string[],
    ours: readonly OurConference[],
  ): Promise<string | null> {
    const [other] = ids.length === 0 ? [] : await hubsKnowing(tx, list.hubCode, ids);
    if (other === undefined || other.many * 2 < ids.length) return null;
    const here = new Set(ours.flatMap(({ meetingId }) => (meetingId === null ? [] : [meetingKey(meetingId)])));
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

async function* pagesOfMeetings(meetings: AsyncIterable<TheirMeeting>): AsyncGenerator<readonly TheirMeeting[]> {
  let page: TheirMeeting[] = [];
  for await (const meeting of meetings) {
    if (page.push(meeting) < ROWS_TOGETHER) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

async function* keptPages(tx: Tx, id: number): AsyncGenerator<readonly TheirMeeting[]> {
  for await (const page of undecidedOf(tx, id, ROWS_TOGETHER)) yield page.map(({ theirs }) => theirs);
}

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
