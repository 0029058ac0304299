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

it('carries the digests of automation over to the notices, and back', async () => {
  const source = await makeDataSource({ url: test.url, poolSize: 1 }).initialize();
  const has = async (name: string): Promise<boolean> =>
    (await source.query('select to_regclass($1) as found', [name]))[0].found !== null;
  while (!(await has('automation_digest'))) await source.undoLastMigration();
  await source.query(`insert into automation_digest (hub_code, day, since, until, state, recipient, message_id, subject,
      body_text, attempts, next_attempt_at, last_error, created_at, sent_at)
    select 'reading', until::date, until - interval '1 day', until, state, 'mash@police.example', '<' || state || '>', 'S', 'T',
      1, until, null, until, case when state = 'sent' then until end
    from (values ('2026-11-23 08:00Z'::timestamptz, 'sent'), ('2026-11-24 08:00Z', 'nothing'), ('2026-11-25 08:00Z', 'owed'))
      as given (until, state)`);
  const kept = (): Promise<unknown> => source.query('select * from automation_digest order by day');
  const before = await kept();
  await source.runMigrations();
  expect(await source.query(`select about, state from notice where topic = 'automation' order by id`)).toEqual([
    { about: 'reading/2026-11-23T08:00:00Z', state: 'sent' },
    { about: 'reading/2026-11-24T08:00:00Z', state: 'dropped' },
    { about: 'reading/2026-11-25T08:00:00Z', state: 'owed' },
  ]);
  while (!(await has('automation_digest'))) await source.undoLastMigration();
  expect(await kept()).toEqual(before);
  expect(await source.query(`select id from notice where topic = 'automation'`)).toEqual([]);
  await source.destroy();
});
