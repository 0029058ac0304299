import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { LARGEST_FILE } from '../imports/list.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { canUndo, type Import } from './import.js';
import {
  addImport,
  addPiece,
  hasFile,
  lockImport,
  pieceOf,
  rememberColumns,
  settle,
  type GivenHeadings,
} from './import.queries.js';
import { confirmAll, rowsAfter, saveAnswers } from './import-row.queries.js';
import { answersTo, type RowAnswer } from './kept-row.js';
import { savePeople, type GivenPerson } from './people.queries.js';

export interface ReceivedList {
  readonly hubCode: string;
  readonly fileName: string;
  /** When TVP received it, which is when it was invited to all that is in it. */
  readonly receivedAt: Temporal.Instant;
  /** Where the file lies until this is done. */
  readonly path: string;
}

export type ReceiveRefusal =
  | { readonly kind: 'unknown-hub'; readonly hubCode: string }
  | { readonly kind: 'not-your-hub'; readonly hubName: string }
  | { readonly kind: 'received-in-future' }
  | { readonly kind: 'list-too-large' }
  | { readonly kind: 'list-empty' };

export type StepRefusal =
  | { readonly kind: 'list-not-ready'; readonly state: Import['state'] }
  | { readonly kind: 'no-such-row'; readonly row: number }
  | { readonly kind: 'no-such-answer'; readonly row: number; readonly answers: readonly RowAnswer[] }
  | { readonly kind: 'too-late-to-undo' }
  | { readonly kind: 'file-gone' };

export interface GivenAnswer {
  readonly row: number;
  readonly answer: RowAnswer | null;
}

const PIECE = 1024 * 1024;
const LONGEST_NAME = 120;

/** What people and programs do with lists; the long work is done by `ImportWork`. */
@Injectable()
export class ImportsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  receive(actor: Actor, given: ReceivedList): Promise<Decided<Import, ReceiveRefusal>> {
    return this.db.transaction((tx) => this.receiveIn(tx, actor, given));
  }

  /** Keeps the file to be read by the next turn of work. No conference changes. */
  async receiveIn(tx: Tx, actor: Actor, given: ReceivedList): Promise<Decided<Import, ReceiveRefusal>> {
    const { size: bytes } = await stat(given.path);
    const refusal = this.refuseList(actor, given, bytes);
    if (refusal !== null) return refused(refusal);
    const now = this.surroundings.now();
    const sha256 = await digestOf(given.path);
    const { hubCode, receivedAt } = given;
    const fileName =
      given.fileName
        .replace(/[\p{Cc}/\\]+/gu, ' ')
        .trim()
        .slice(-LONGEST_NAME) || 'list';
    const sender = { accountId: actor.id!, sentBy: actor.name, createdAt: now };
    const list = await addImport(tx, { hubCode, fileName, sha256, bytes, receivedAt, ...sender });
    let number = 0;
    for await (const piece of createReadStream(given.path, { highWaterMark: PIECE })) {
      await addPiece(tx, list.id, number, piece as Buffer);
      number += 1;
    }
    await record(tx, { actor, at: now }, 'import.received', { importId: list.id, hub: hubCode, sha256 });
    return accepted(list);
  }

  /** Keeps what somebody said of rows that ask. */
  answer(actor: Actor, id: number, answers: readonly GivenAnswer[]): Promise<Decided<Import, StepRefusal>> {
    return this.db.transaction((tx) => this.answerIn(tx, actor, id, answers));
  }

  answerIn(tx: Tx, actor: Actor, id: number, answers: readonly GivenAnswer[]): Promise<Decided<Import, StepRefusal>> {
    return this.inStateIn(tx, actor, id, 'ready', async (_, list) => {
      const refusal = await this.refuseAnswers(tx, id, answers);
      if (refusal !== null) return refused(refusal);
      await saveAnswers(tx, id, answers);
      return accepted(list);
    });
  }

  /** Keeps whom a list of the past means by a name; whoever is not on the tracker stays a name. */
  sayWho(actor: Actor, id: number, given: readonly GivenPerson[]): Promise<Decided<Import, StepRefusal>> {
    return this.inState(actor, id, 'ready', async (tx, list) => {
      await savePeople(tx, id, given);
      return accepted(list);
    });
  }

  /** Confirms all rows that are only unusual, which the person has been shown. */
  confirmAll(actor: Actor, id: number): Promise<Decided<Import, StepRefusal>> {
    return this.db.transaction((tx) => this.confirmAllIn(tx, actor, id));
  }

  confirmAllIn(tx: Tx, actor: Actor, id: number): Promise<Decided<Import, StepRefusal>> {
    return this.inStateIn(tx, actor, id, 'ready', async (_, list) => {
      await confirmAll(tx, id);
      return accepted(list);
    });
  }

  /** Has the plan carried out by the next turn of work, with the answers given so far. */
  commit(actor: Actor, id: number): Promise<Decided<Import, StepRefusal>> {
    return this.db.transaction((tx) => this.commitIn(tx, actor, id));
  }

  commitIn(tx: Tx, actor: Actor, id: number): Promise<Decided<Import, StepRefusal>> {
    return this.inStateIn(tx, actor, id, 'ready', async (_, list) => {
      await settle(tx, id, 'carrying-out', { decidedById: actor.id });
      return accepted({ ...list, state: 'carrying-out' });
    });
  }

  undo(actor: Actor, id: number): Promise<Decided<Import, StepRefusal>> {
    return this.inState(actor, id, 'done', async (tx, list) => {
      const now = this.surroundings.now();
      if (!mayAtAll(actor, 'conference.change') || !canUndo(list, now)) return refused({ kind: 'too-late-to-undo' });
      await settle(tx, id, 'undoing', { decidedById: actor.id });
      return accepted({ ...list, state: 'undoing' });
    });
  }

  /** Reads the list again with the columns as a person says they are, and remembers them for the next one of the hub. */
  setColumns(actor: Actor, id: number, columns: GivenHeadings): Promise<Decided<Import, StepRefusal>> {
    return this.db.transaction(async (tx) => {
      const list = await this.locked(tx, actor, id);
      if (list.state !== 'ready' && list.state !== 'refused')
        return refused({ kind: 'list-not-ready', state: list.state });
      if (!(await hasFile(tx, id))) return refused({ kind: 'file-gone' });
      const now = this.surroundings.now();
      if (list.headerKey !== null) {
        await rememberColumns(tx, { hubCode: list.hubCode, headerKey: list.headerKey, columns, by: actor.name }, now);
      }
      await settle(tx, id, 'reading', { columns });
      await record(tx, { actor, at: now }, 'import.columns-given', { importId: id, fields: Object.keys(columns) });
      return accepted({ ...list, state: 'reading' });
    });
  }

  /** A new plan from the same file, for what the first left open: all it did is `unchanged` now. */
  again(actor: Actor, id: number): Promise<Decided<Import, StepRefusal>> {
    return this.db.transaction(async (tx) => {
      const list = await this.locked(tx, actor, id);
      if (list.state !== 'done' && list.state !== 'undone')
        return refused({ kind: 'list-not-ready', state: list.state });
      if (!(await hasFile(tx, id))) return refused({ kind: 'file-gone' });
      const now = this.surroundings.now();
      const { hubCode, fileName, sha256, bytes, receivedAt } = list;
      const sender = { accountId: actor.id!, sentBy: actor.name, createdAt: now };
      const next = await addImport(tx, { hubCode, fileName, sha256, bytes, receivedAt, ...sender });
      for (let number = 0; ; number += 1) {
        const piece = await pieceOf(tx, id, number);
        if (piece === null) break;
        await addPiece(tx, next.id, number, piece);
      }
      await settle(tx, next.id, 'reading', { columns: list.columns, headerKey: list.headerKey });
      await record(tx, { actor, at: now }, 'import.received', { importId: next.id, hub: hubCode, sha256 });
      return accepted(next);
    });
  }

  private refuseList(actor: Actor, { hubCode, receivedAt }: ReceivedList, bytes: number): ReceiveRefusal | null {
    const hub = this.surroundings.reference.hub(hubCode);
    if (hub === undefined) return { kind: 'unknown-hub', hubCode };
    const scope = scopeOf(actor, 'import.change');
    if (!scope.all && !scope.hubs.includes(hubCode)) return { kind: 'not-your-hub', hubName: hub.name };
    if (Temporal.Instant.compare(receivedAt, this.surroundings.now()) > 0) return { kind: 'received-in-future' };
    if (bytes > LARGEST_FILE) return { kind: 'list-too-large' };
    return bytes === 0 ? { kind: 'list-empty' } : null;
  }

  private async refuseAnswers(tx: Tx, id: number, answers: readonly GivenAnswer[]): Promise<StepRefusal | null> {
    for (const { row, answer } of answers) {
      const [kept] = await rowsAfter(tx, id, row - 1, 1, { asking: true });
      if (kept?.row !== row) return { kind: 'no-such-row', row };
      const possible = answersTo(kept);
      if (answer !== null && !possible.includes(answer)) return { kind: 'no-such-answer', row, answers: possible };
    }
    return null;
  }

  private inState(
    actor: Actor,
    id: number,
    state: Import['state'],
    work: (tx: Tx, list: Import) => Promise<Decided<Import, StepRefusal>>,
  ): Promise<Decided<Import, StepRefusal>> {
    return this.db.transaction((tx) => this.inStateIn(tx, actor, id, state, work));
  }

  private async inStateIn(
    tx: Tx,
    actor: Actor,
    id: number,
    state: Import['state'],
    work: (tx: Tx, list: Import) => Promise<Decided<Import, StepRefusal>>,
  ): Promise<Decided<Import, StepRefusal>> {
    const list = await this.locked(tx, actor, id);
    return list.state === state ? work(tx, list) : refused({ kind: 'list-not-ready', state: list.state });
  }

  private async locked(tx: Tx, actor: Actor, id: number): Promise<Import> {
    const list = await lockImport(tx, scopeOf(actor, 'import.change'), id);
    if (list === null) throw new NotFoundException();
    return list;
  }
}

/** SHA-256 of a file, in hexadecimal digits. */
export async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) digest.update(piece as Buffer);
  return digest.digest('hex');
}
