import { rows, run } from '../../src/database/sql.js';
import { recountOwed } from '../../src/measures/recounting.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { anything, dice, invent } from '../reporting/invented.js';
import { testApp, type TestApp } from '../support/app.js';

let test: TestApp;
const references: string[] = [];

beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  const pick = dice(7);
  for (let i = 0; i < 60; i += 1) {
    references.push(await invent(test, anything(pick, Temporal.Instant.from('2026-01-01T00:00:00Z'), ['reading'])));
  }
});
afterAll(() => test.stop());

const change = (sql: string, reference: string): Promise<unknown> =>
  test.db.transaction((tx) =>
    run(tx, `${sql} where conference_id = (select id from conference where reference = $1)`, [reference]),
  );

it('finds no drift where every change was counted', async () => {
  expect(await verifyMeasures(test.db, test.surroundings.counting)).toEqual({ checked: 60, drift: [] });
});

it('finds every kind of drift, names the conference and what differs, and mends nothing', async () => {
  const [gone, wrongHub, wrongWhy, older, doubled] = references as [string, string, string, string, string];
  await change('delete from measure', gone);
  await change(`update measure set hub_code = 'slough', month = month + interval '1 month'`, wrongHub);
  await change(`update measure set why = 'Because.'`, wrongWhy);
  await change(`update measure set definition_version = '0.9'`, older);
  await change(
    `insert into measure select conference_id, 'Z9', definition_version, hub_code, month, counts_from, in_denominator,
       in_numerator, recorded, why, source, counts, met from measure`,
    doubled,
  );
  const drift = [
    { reference: gone, differs: ['missing'] },
    { reference: wrongHub, differs: ['hub_code', 'month'] },
    { reference: wrongWhy, differs: ['why'] },
    { reference: older, differs: ['definition_version'] },
    { reference: doubled, differs: ['twice'] },
  ];
  expect(await verifyMeasures(test.db, test.surroundings.counting)).toEqual({ checked: 60, drift });
  expect(await verifyMeasures(test.db, test.surroundings.counting)).toEqual({ checked: 60, drift });
});

it('finds a fact that changed without a count', async () => {
  const reference = await invent(test, {});
  await test.db.transaction((tx) =>
    run(tx, `update conference set state = 'voided' where reference = $1`, [reference]),
  );
  const { drift } = await verifyMeasures(test.db, test.surroundings.counting);
  expect(drift.at(-1)).toEqual({ reference, differs: ['in_denominator', 'in_numerator', 'why', 'counts', 'met'] });
});

it('counts afresh what has no count by the definitions in force, and only that', async () => {
  const before = (await verifyMeasures(test.db, test.surroundings.counting)).drift.map(({ reference }) => reference);
  const owed = [references[0], references[3]];
  expect(before).toEqual(expect.arrayContaining(owed));
  expect(await recountOwed(test.db, test.surroundings.counting)).toBe(owed.length);
  const { drift } = await verifyMeasures(test.db, test.surroundings.counting);
  expect(drift.map(({ reference }) => reference)).toEqual(before.filter((one) => !owed.includes(one)));
});

it('counts every measure of a conference, with the notice that was given', async () => {
  const reference = await invent(test, { outcome: 'attended' });
  const [kept] = await rows<{ counts: string[]; met: string[]; noticeDays: number }>(
    test.db.reader,
    `select counts, met, notice_days from measure m join conference c on c.id = m.conference_id where c.reference = $1`,
    [reference],
  );
  expect(kept?.counts).toEqual(expect.arrayContaining(['A1', 'A2', 'C1', 'C2', 'D1', 'E1', 'E2', 'E3', 'E4']));
  expect(kept?.met).toEqual(expect.arrayContaining(['A1', 'A2', 'C1']));
  expect(kept?.noticeDays).toBeGreaterThanOrEqual(0);
});
