import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { LARGEST_FILE } from '../imports/list.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { digestOf } from '../lists/imports.service.js';
import { checkPeriod, periodWords, type PeriodRefusal, type Reconciliation } from './reconciliation.js';
import { addPiece, addReconciliation, hasFile, lockReconciliation, readAgain } from './reconciliation.queries.js';
import { forgetUndecided, hasDecided } from './row.queries.js';
import type { Period } from './their-meeting.js';

export interface ReceivedTheirList {
  readonly hubCode: string;
  readonly period: Period;
  readonly fileName: string;
  /** Where the file lies until this is done. */
  readonly path: string;
}

export type SendRefusal =
  | PeriodRefusal
  | { readonly kind: 'unknown-hub'; readonly hubCode: string }
  | { readonly kind: 'not-your-hub'; readonly hubName: string }
  | { readonly kind: 'list-too-large' }
  | { readonly kind: 'list-empty' };

export type AgainRefusal =
  | { readonly kind: 'still-reading' }
  | { readonly kind: 'nothing-read' }
  | { readonly kind: 'file-gone' }
  | { readonly kind: 'rows-decided' };

const PIECE = 1024 * 1024;
const LONGEST_NAME = 120;

/** Takes in lists of what was held; the reading is done by `ReconciliationWork`. */
@Injectable()
export class ReconciliationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  receive(actor: Actor, given: ReceivedTheirList): Promise<Decided<Reconciliation, SendRefusal>> {
    return this.db.transaction((tx) => this.receiveIn(tx, actor, given));
  }

  /** Keeps the file to be read by the next turn of work. */
  async receiveIn(tx: Tx, actor: Actor, given: ReceivedTheirList): Promise<Decided<Reconciliation, SendRefusal>> {
    const { size: bytes } = await stat(given.path);
    const refusal = this.refuse(actor, given, bytes);
    if (refusal !== null) return refused(refusal);
    const { hubCode, period } = given;
    const createdAt = this.surroundings.now();
    const sha256 = await digestOf(given.path);
    const made = await addReconciliation(tx, {
      hubCode,
      firstOn: period.from,
      lastOn: period.to,
      fileName: safeName(given.fileName),
      sha256,
      bytes,
      accountId: actor.id!,
      sentBy: actor.name,
      createdAt,
    });
    let number = 0;
    for await (const piece of createReadStream(given.path, { highWaterMark: PIECE })) {
      await addPiece(tx, made.id, number, piece as Buffer);
      number += 1;
    }
    const facts = { reconciliationId: made.id, hub: hubCode, period: periodWords(period), sha256 };
    await record(tx, { actor, at: createdAt }, 'reconciliation.received', facts);
    return accepted(made);
  }

  /** Reads the file again with the columns as a person says they are. What was decided of its rows would be lost, so not then. */
  setColumns(
    actor: Actor,
    id: number,
    columns: Readonly<Record<string, string | null>>,
  ): Promise<Decided<Reconciliation, AgainRefusal>> {
    return this.db.transaction(async (tx) => {
      const list = await this.locked(tx, actor, id);
      if (list.state === 'reading') return refused({ kind: 'still-reading' });
      if (!(await hasFile(tx, id))) return refused({ kind: 'file-gone' });
      if (await hasDecided(tx, id)) return refused({ kind: 'rows-decided' });
      await forgetUndecided(tx, id);
      await readAgain(tx, id, columns);
      const facts = { reconciliationId: id, fields: Object.keys(columns) };
      await record(tx, { actor, at: this.surroundings.now() }, 'reconciliation.columns-given', facts);
      return accepted({ ...list, state: 'reading' });
    });
  }

  /** Compares the rows that nobody has decided about with what is on record by now. */
  again(actor: Actor, id: number): Promise<Decided<Reconciliation, AgainRefusal>> {
    return this.db.transaction(async (tx) => {
      const list = await this.locked(tx, actor, id);
      if (list.state === 'reading') return refused({ kind: 'still-reading' });
      if (list.state === 'refused') return refused({ kind: 'nothing-read' });
      await readAgain(tx, id, list.givenColumns);
      return accepted({ ...list, state: 'reading' });
    });
  }

  private refuse(actor: Actor, { hubCode, period }: ReceivedTheirList, bytes: number): SendRefusal | null {
    const hub = this.surroundings.reference.hub(hubCode);
    if (hub === undefined) return { kind: 'unknown-hub', hubCode };
    const scope = scopeOf(actor, 'reconciliation.send');
    if (!scope.all && !scope.hubs.includes(hubCode)) return { kind: 'not-your-hub', hubName: hub.name };
    const wrong = checkPeriod(period, londonDate(this.surroundings.now()));
    if (wrong !== null) return wrong;
    if (bytes > LARGEST_FILE) return { kind: 'list-too-large' };
    return bytes === 0 ? { kind: 'list-empty' } : null;
  }

  private async locked(tx: Tx, actor: Actor, id: number): Promise<Reconciliation> {
    const list = await lockReconciliation(tx, scopeOf(actor, 'reconciliation.decide'), id);
    if (list === null) throw new NotFoundException();
    return list;
  }
}

const safeName = (fileName: string): string =>
  fileName
    .replace(/[\p{Cc}/\\]+/gu, ' ')
    .trim()
    .slice(-LONGEST_NAME) || 'list';
