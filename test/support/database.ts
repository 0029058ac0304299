import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { loadReferenceData } from '../../config/reference-data.js';
import { makeDataSource } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { syncHubs } from '../../src/database/hubs.js';
import { EMPTY, END_OTHERS, SCHEMA } from './emptied.js';

export interface TestDatabase {
  readonly db: Database;
  readonly url: string;
  stop(): Promise<void>;
}

/** A copy of the template that no test uses now, and the test file whose it is. */
interface Copy {
  readonly name: string;
  readonly file: string | undefined;
}

const copies: Copy[] = [];
/** The template's, and so of each copy whose tables nobody changed. */
let schema: string | undefined;

function urlOf(name: string): string {
  const url = new URL(process.env['TEST_TEMPLATE_URL'] ?? '');
  url.pathname = `/${name}`;
  return url.href;
}

/** What the last of the statements found. */
async function ask(database: string, ...statements: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: urlOf(database) });
  await client.connect();
  try {
    let found: pg.QueryResult<Record<string, string>> | null = null;
    for (const sql of statements) found = await client.query(sql);
    return found?.rows[0] ?? {};
  } finally {
    await client.end();
  }
}

async function copied(file: string | undefined): Promise<Copy> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const template = new URL(process.env['TEST_TEMPLATE_URL'] ?? '').pathname.slice(1);
  await ask('postgres', `create database ${name} template ${template}`);
  schema ??= (await ask(name, SCHEMA))['schema'];
  return { name, file };
}

/** Making a copy takes ten times as long as emptying the one that the test before had. */
async function emptiedOrCopied(): Promise<Copy> {
  const file = expect.getState().testPath;
  for (let copy = copies.pop(); copy !== undefined; copy = copies.pop()) {
    const usable = copy.file === file && (await ask(copy.name, END_OTHERS, EMPTY, SCHEMA))['schema'] === schema;
    if (usable) return copy;
    await ask('postgres', `drop database ${copy.name} with (force)`);
  }
  return copied(file);
}

/** A database of this test file's own: a copy of the migrated template, on a real PostgreSQL, with nothing in it. */
export async function testDatabase(): Promise<TestDatabase> {
  const copy = await emptiedOrCopied();
  const url = urlOf(copy.name);
  const db = new Database(await makeDataSource({ url, poolSize: 6 }).initialize());
  await db.transaction((tx) => syncHubs(tx, loadReferenceData().hubs));
  return {
    db,
    url,
    stop: async () => {
      await db.close();
      copies.push(copy);
    },
  };
}
