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
    covers: [],
    travelBase: null,
    maxPerDay: null,
    maxPerWeek: null,
  });
});

describe('changing somebody', () => {
  const ben = { name: 'Ben Carter', role: 'DS', mail: 'ben.carter@tvp.example', hub: 'oxfordshire', active: true };
  const url = async (name: string): Promise<string> => {
    const { body } = await priya.get('/api/v1/attendees');
    return `/api/v1/attendees/${body.items.find((one: { name: string }) => one.name === name).id}`;
  };

  it('replaces the whole of them, for an administrator who has seen them as they are', async () => {
    const admin = await test.as('sunita');
    const at = await url('Ben Carter');
    const etag = (await admin.get(at)).headers['etag'] as string;
    const body = { ...ben, covers: ['reading'], maxPerDay: 2, skills: [{ skill: 'scaidp', expiresOn: '2027-01-31' }] };
    const changed = await admin.send('PUT', at, { body: body, headers: { 'if-match': etag } });
    expect([changed.status, changed.body]).toEqual([200, expect.objectContaining({ ...body, travelBase: null })]);
    expect((await admin.send('PUT', at, { body: body, headers: { 'if-match': etag } })).status).toBe(412);
    expect((await admin.send('PUT', at, { body: body, headers: {} })).status).toBe(428);
    expect((await priya.send('PUT', at, { body: body, headers: { 'if-match': '"2"' } })).status).toBe(403);
    expect((await admin.get(at)).headers['etag']).toBe('"2"');
  });

  it.each<[string, object, number, string]>([
    ['an unknown hub', { hub: 'mars' }, 422, 'Choose the hub'],
    ['an unknown skill', { skills: [{ skill: 'juggling' }] }, 422, 'no skill “juggling”'],
    ['what is no address', { mail: 'ben' }, 422, 'mail address'],
    ['aliases that are no texts', { aliases: [{}] }, 422, 'addresses as texts'],
    ['an address of somebody else', { mail: 'ada@alias.example' }, 409, 'belongs to Ada Okafor'],
  ])('refuses %s and changes nothing', async (_, wrong, status, sentence) => {
    const admin = await test.as('sunita');
    const at = await url('Ben Carter');
    const { headers, body } = await admin.get(at);
    const refused = await admin.send('PUT', at, {
      body: { ...ben, ...wrong },
      headers: { 'if-match': headers['etag'] as string },
    });
    expect([refused.status, refused.body.detail]).toEqual([status, expect.stringContaining(sentence)]);
    expect((await admin.get(at)).body).toEqual(body);
  });
});

it.each(['0', '999999', '2147483648', 'ada', '1%00'])('finds nobody with the id %s', async (id) => {
  expect((await priya.get(`/api/v1/attendees/${id}`)).status).toBe(404);
});
