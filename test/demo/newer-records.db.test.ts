import { refuseNewerRecords } from '../../src/demo/newer-records.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.stop());

const refusal = (): Promise<string> =>
  refuseNewerRecords(test.db, '/srv/tracker').then(
    () => 'none',
    (error: unknown) => (error as Error).message,
  );

it('goes on with records of its own version', async () => {
  expect(await refusal()).toBe('none');
});

it('stops at a migration that it does not bring', async () => {
  await test.db.reader.query(`insert into migration (timestamp, name) values (2790000000000, 'AddWhatIsToCome')`);

  expect(await refusal()).toBe(
    'The records in /srv/tracker were made by a newer version of the tracker. Start that version, or set DATA_DIR to another folder.',
  );
});

it('goes on with an empty database', async () => {
  await test.db.reader.query('drop table migration');

  expect(await refusal()).toBe('none');
});
