import type { DataSource } from 'typeorm';
import { rows, run } from './sql.js';
import type { Reader, Tx } from './transaction.js';

const isRefusal = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'ok' in result && result.ok === false && 'refusal' in result;

/** Any number that nothing else locks. */
const MIGRATION_LOCK = 26_004_211;

class RolledBack extends Error {
  constructor(readonly result: unknown) {
    super('rolled back because the rules refused');
  }
}

/** The only maker of transactions. */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside a transaction. */
  get reader(): Reader {
    return this.dataSource.manager;
  }

  /**
   * Commits what `work` did, or nothing: a throw and a refusal (`{ ok: false }`) both roll back, so a rule that says no
   * half-way leaves no trace. No network call belongs inside.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const result = await work(manager as Tx);
        if (isRefusal(result)) throw new RolledBack(result);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.result as T;
      throw error;
    }
  }

  /**
   * The rows of one statement as they stood at one moment, at most `most` at a time: what is read next is fetched when it
   * is asked for. Holds a connection until the last piece, or until whoever reads stops.
   */
  async *pieces<T>(sql: string, parameters: readonly unknown[], most: number): AsyncGenerator<readonly T[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      const tx = runner.manager as Tx;
      await run(tx, 'set transaction read only');
      await run(tx, `declare piece no scroll cursor for ${sql}`, parameters);
      for (;;) {
        const piece = await rows<T>(tx, `fetch ${Math.trunc(most)} from piece`);
        if (piece.length === 0) return;
        yield piece;
      }
    } finally {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      await runner.release();
    }
  }

  /** Runs every migration that has not run; returns their names. */
  async migrate(): Promise<readonly string[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      // Two releases at once take turns: the second finds nothing left to do.
      await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const ran = await this.dataSource.runMigrations();
      return ran.map((migration) => migration.name);
    } finally {
      await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await runner.release();
    }
  }

  /** Names of migrations that this program brings and the database lacks. */
  async pendingMigrations(): Promise<boolean> {
    return this.dataSource.showMigrations();
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }
}
