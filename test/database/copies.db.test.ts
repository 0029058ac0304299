import { rows, run } from '../../src/database/sql.js';
import type { Reader } from '../../src/database/transaction.js';
import { testApp } from '../support/app.js';
import { testDatabase } from '../support/database.js';
import { given } from '../support/given.js';

/** Every row of every table, and where the sequences stand. */
async function everything(reader: Reader): Promise<Record<string, unknown>> {
  const tables = await rows<{ name: string }>(
    reader,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const held: Record<string, unknown> = {};
  for (const { name } of tables) held[name] = await rows(reader, `select * from ${name}`);
  held['sequences'] = await rows(reader, 'select sequencename, last_value from pg_sequences order by 1');
  return held;
}

it('gives a test the database of the one before, with nothing of that left', async () => {
  const before = await testApp('2026-11-20T09:00:00Z');
  const unused = await everything(before.db.reader);
  await given(before).conference({ confirmed: true });
  await before.db.transaction(async (tx) => {
    await run(tx, `update hub set name = 'Elsewhere'`);
    await run(tx, `insert into hub select 'another', name, local_authority, valid_from from hub limit 1`);
  });
  const used = await everything(before.db.reader);
  for (const kept of ['audit_event', 'conference', 'hub', 'sequences']) expect(used[kept]).not.toEqual(unused[kept]);
  await before.stop();

  const after = await testDatabase();
  expect(after.url).toBe(before.url);
  expect(await everything(after.db.reader)).toEqual(unused);
  await after.stop();
});

it.each([
  'alter table hub add column colour text',
  'drop index sitting_starts_at_idx',
  'alter table audit_event disable trigger audit_event_append_only',
  'create or replace function refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
])('gives a test a new copy after %s', async (change) => {
  const before = await testDatabase();
  await before.db.transaction((tx) => run(tx, change));
  await before.stop();
  const after = await testDatabase();
  expect(after.url).not.toBe(before.url);
  await after.stop();
});
