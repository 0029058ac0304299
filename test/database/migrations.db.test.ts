import { driftOf } from '../support/drift.js';
import { makeDataSource } from '../../src/database/data-source.js';
import { rows } from '../../src/database/sql.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeEach(async () => {
  test = await testDatabase();
});
afterEach(() => test.stop());

const tables = async (url: string): Promise<string[]> => {
  const source = await makeDataSource({ url, poolSize: 1 }).initialize();
  try {
    const found = await rows<{ name: string }>(
      source.manager,
      `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    );
    return found.map((one) => one.name);
  } finally {
    await source.destroy();
  }
};

it('goes all the way down and up again', async () => {
  const before = await tables(test.url);
  const source = await makeDataSource({ url: test.url, poolSize: 1 }).initialize();
  for (const _ of source.migrations) await source.undoLastMigration();
  expect(await tables(test.url)).toEqual(['migration']);
  await source.runMigrations();
  await source.destroy();
  expect(await tables(test.url)).toEqual(before);
});

it('makes exactly the tables, columns, keys and indexes that the entities declare', async () => {
  expect(await driftOf(test.url)).toEqual([]);
});

it.each([
  ['a column nobody declared', 'alter table sitting add column room text'],
  ['another type', 'alter table sitting alter column starts_at type timestamp'],
  ['a lost foreign key', 'alter table sitting drop constraint sitting_conference_fkey'],
  ['a lost index', 'drop index sitting_starts_at_idx'],
  ['a lost overlap rule', 'alter table assignment drop constraint assignment_overlap_excl'],
])('notices %s', async (_, sql) => {
  const source = await makeDataSource({ url: test.url, poolSize: 1 }).initialize();
  await source.query(sql);
  await source.destroy();
  expect(await driftOf(test.url)).not.toEqual([]);
});
