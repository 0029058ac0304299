import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../../config/surroundings.js';
import type { Actor } from '../../access/actor.js';
import { Database } from '../../database/database.js';
import { row, rows, run } from '../../database/sql.js';
import type { Tx } from '../../database/transaction.js';
import { accepted, type Decided } from '../../kernel/decided.js';
import { refusal } from './problems.js';

/** An answer that can be given again word for word. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
  readonly location: string | null;
}

/** A request that must take effect once, however often it arrives. */
export interface AskedOnce {
  readonly actor: Actor;
  /** The header as it came. */
  readonly key: string | undefined;
  /** What the request asks for: the same key may not come with another. */
  readonly asks: unknown;
}

export type Given = KeptAnswer & { readonly replayed: boolean };

/** How long a key is remembered. */
const KEPT_DAYS = 7;
/** How long the second of two simultaneous requests waits for the answer of the first. */
const PATIENCE = '2s';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Makes a request take effect once (draft-ietf-httpapi-idempotency-key-header). The key is a row written before the
 * change in the same transaction, so a unique constraint decides between two at once, and a crash leaves neither. A
 * refusal changed nothing and uses up no key.
 */
@Injectable()
export class Idempotency {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /**
   * Does the work and keeps its answer, or gives the answer kept.
   * @throws ProblemError when the key is missing, was used for something else, or is being worked on
   */
  async once<R>(asked: AskedOnce, work: (tx: Tx) => Promise<Decided<KeptAnswer, R>>): Promise<Decided<Given, R>> {
    const key = keyOf(asked.key);
    const client = String(asked.actor.id);
    const hash = hashOf(asked.asks);
    return this.db.transaction(async (tx) => {
      if (!(await this.claim(tx, client, key, hash))) return accepted(await this.keptAnswer(tx, client, key, hash));
      const done = await work(tx);
      if (!done.ok) return done;
      await run(tx, 'update idempotency_key set status = $3, response = $4 where client = $1 and key = $2', [
        client,
        key,
        done.value.status,
        JSON.stringify(done.value),
      ]);
      return accepted({ ...done.value, replayed: false });
    });
  }

  /** False when the key is known. Waits while another transaction holds the same key. */
  private async claim(tx: Tx, client: string, key: string, hash: string): Promise<boolean> {
    const now = this.surroundings.now();
    await run(tx, `select set_config('lock_timeout', $1, true)`, [PATIENCE]);
    try {
      await run(tx, 'delete from idempotency_key where client = $1 and created_at < $2', [
        client,
        now.subtract({ hours: KEPT_DAYS * 24 }),
      ]);
      const claimed = await rows(
        tx,
        `insert into idempotency_key (client, key, request_hash, status, response, created_at)
         values ($1, $2, $3, 0, '{}', $4) on conflict do nothing returning key`,
        [client, key, hash, now],
      );
      await run(tx, `select set_config('lock_timeout', '0', true)`);
      return claimed.length === 1;
    } catch (error) {
      if ((error as { driverError?: { code?: string } }).driverError?.code !== LOCK_NOT_AVAILABLE) throw error;
      throw refusal('in-progress', 'This request is being worked on. Send it again in a few seconds.');
    }
  }

  private async keptAnswer(tx: Tx, client: string, key: string, hash: string): Promise<Given> {
    const kept = await row<{ requestHash: string; response: KeptAnswer }>(
      tx,
      'select request_hash, response from idempotency_key where client = $1 and key = $2',
      [client, key],
    );
    if (kept === null) throw refusal('in-progress', 'This request is being worked on. Send it again in a few seconds.');
    if (kept.requestHash === hash) return { ...kept.response, replayed: true };
    throw refusal('idempotency-key-reused', 'This Idempotency-Key came before with another request. Send a new key.');
  }
}

function keyOf(header: string | undefined): string {
  const key = header?.trim() ?? '';
  if (/^[\u0021-\u007e]{1,255}$/.test(key)) return key;
  throw refusal('idempotency-key-missing', 'Send an Idempotency-Key of 1 to 255 printable characters, such as a UUID.');
}

/** The order of properties says nothing, so it does not make another request. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

const hashOf = (asks: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(asks)))
    .digest('hex');
