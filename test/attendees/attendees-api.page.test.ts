import { run } from '../../src/database/sql.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
  const ada = await test.given.attendee('Ada Okafor');
  await test.given.attendee('Ben Carter', { hubCode: 'oxfordshire' });
  await test.given.attendee('Chris Gone', { active: false, mail: null });
  await test.db.transaction(async (tx) => {
    await run(tx, `insert into attendee_address (address, attendee_id) values ('ada@alias.example', $1)`, [ada.id]);
    await run(tx, `insert into attendee_delegate (address, attendee_id) values ('pa@tvp.example', $1)`, [ada.id]);
    await run(tx, `insert into attendee_skill (attendee_id, skill, expires_on) values ($1, 'scaidp', '2027-03-31')`, [
      ada.id,
    ]);
  });
});
afterAll(() => test.stop());

const names = (body: { items: { name: string }[] }): string[] => body.items.map((one) => one.name);

it('lists people by name, page by page, filtered by hub and by whether they are here', async () => {
  const first = await priya.get('/api/v1/attendees?limit=2');
  expect(names(first.body)).toEqual(['Ada Okafor', 'Ben Carter']);
  const second = await priya.get(`/api/v1/attendees?limit=2&after=${first.body.next}`);
  expect([names(second.body), second.body.next]).toEqual([['Chris Gone'], null]);
  expect(names((await priya.get('/api/v1/attendees?hub=oxfordshire')).body)).toEqual(['Ben Carter']);
  expect(names((await priya.get('/api/v1/attendees?active=false')).body)).toEqual(['Chris Gone']);
});

it('tells of one person every address and every skill', async () => {
  const [ada] = (await priya.get('/api/v1/attendees')).body.items;
  expect((await priya.get(`/api/v1/attendees/${ada.id}`)).body).toEqual({
    ...ada,
    addresses: ['ada.okafor@thamesvalley-police.example', 'ada@alias.example'],
    delegates: ['pa@tvp.example'],
    skills: [{ skill: 'scaidp', expiresOn: '2027-03-31' }],
  });
});

it.each(['0', '999999', '2147483648', 'ada', '1%00'])('finds nobody with the id %s', async (id) => {
  expect((await priya.get(`/api/v1/attendees/${id}`)).status).toBe(404);
});
