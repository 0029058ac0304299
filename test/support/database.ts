import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { makeDataSource } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';

export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  stop(): Promise<void>;
}

async function asAdmin(sql: string): Promise<void> {
  const url = new URL(process.env['TEST_TEMPLATE_URL'] ?? '');
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database of this test file's own: a copy of the migrated template, on a real PostgreSQL. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = new URL(process.env['TEST_TEMPLATE_URL'] ?? '');
  const template = url.pathname.slice(1);
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${name} template ${template}`);
  url.pathname = `/${name}`;
  const db = new Database(await makeDataSource({ url: url.href, poolSize: 6 }).initialize());
  return {
    db,
    url: url.href,
    stop: async () => {
      await db.close();
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}
