import { shownError } from '../../src/logging.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.stop());

const failure = (sql: string, parameters: readonly unknown[]): Promise<unknown> =>
  test.db.transaction((tx) => tx.query(sql, [...parameters])).catch((error: unknown) => error);

it.each([
  ['a broken constraint', `insert into child (conference_id, initials) values (1, $1)`, ['Jo Smith']],
  ['a value of the wrong kind', `select $1::int`, ['Jo Smith']],
  [
    'a duplicate',
    `insert into hub (code, name, local_authority, valid_from) values ('reading', $1, 'x', now())`,
    ['Jo Smith'],
  ],
])('keeps the values of a row out of the log at %s', async (_, sql, parameters) => {
  const shown = shownError(await failure(sql, parameters));
  expect(shown).toMatchObject({ code: expect.stringMatching(/^2/) as string, query: sql });
  expect(JSON.stringify(shown)).not.toContain('Jo Smith');
});

it('keeps them out when the failure is the cause of another', async () => {
  const cause = await failure('select $1::int', ['Jo Smith']);
  const shown = JSON.stringify(shownError(new Error('the import failed', { cause })));
  expect(shown).toContain('the import failed');
  expect(shown).not.toContain('Jo Smith');
});

it('says what an ordinary error said, and where', () => {
  expect(shownError(new RangeError('out of range'))).toMatchObject({
    type: 'RangeError',
    message: 'out of range',
    stack: expect.stringContaining('logging.db.test') as string,
  });
});
