import { rows } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { testApp, type TestApp } from '../support/app.js';

let test: TestApp;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());

const listed = () =>
  rows<{ references: string[] }>(
    test.db.reader,
    `select detail -> 'references' as references from audit_event where action = 'conference.listed' order by id`,
  );

it('puts on the record which conferences a search showed, and to nobody those of another hub', async () => {
  const { reference } = await given(test).conference();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(`/search?q=${reference}`)).text).toContain('Nothing within your hubs');
  expect(await listed()).toEqual([]);

  const priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  const found = await priya.get(`/search?q=${reference}`);
  expect(found).toMatchObject({ status: 303, location: `/conferences/${reference}` });
  expect(await listed()).toEqual([{ references: [reference] }]);
});
