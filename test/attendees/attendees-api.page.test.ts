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

it('adds somebody, once by address, for an administrator', async () => {
  const admin = await test.as('sunita');
  const dee = { name: 'Dee New', role: 'DC', mail: 'dee.new@tvp.example', hub: 'slough', active: true };
  expect((await priya.post('/api/v1/attendees', dee)).status).toBe(403);
  const added = await admin.post('/api/v1/attendees', dee);
  const { id } = added.body;
  expect(added).toMatchObject({ status: 201, body: { ...dee, addresses: [dee.mail], skills: [] } });
  expect([added.headers['location'], added.headers['etag']]).toEqual([`/api/v1/attendees/${id}`, '"1"']);
  expect((await admin.get(`/api/v1/attendees/${id}`)).body).toEqual(added.body);
  const again = await admin.post('/api/v1/attendees', { ...dee, name: 'Dee Again' });
  expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('belongs to Dee New') } });
  expect((await admin.post('/api/v1/attendees', { ...dee, id: 1 })).status).toBe(422);
});

it.each(['0', '999999', '2147483648', 'ada', '1%00'])('finds nobody with the id %s', async (id) => {
  expect((await priya.get(`/api/v1/attendees/${id}`)).status).toBe(404);
});

describe('working patterns', () => {
  const week = { fromOn: '2026-12-07', untilOn: null, cycleWeeks: 1, worksHolidays: false };
  const monday = { week: 1, day: 1, starts: '08:00', ends: '16:00' };
  let people = 0;
  async function somebody(): Promise<{ url: string; admin: Program; etag: () => Promise<string> }> {
    people += 1;
    const { id } = await test.given.attendee(`Pattern ${people}`);
    const url = `/api/v1/attendees/${id}/working-patterns`;
    const admin = await test.as('sunita');
    return { url, admin, etag: async () => (await admin.get(url)).body.etag };
  }

  it('keeps hours, ends those that ran on, and removes them again', async () => {
    const { url, admin, etag } = await somebody();
    const add = async (body: object) => admin.send('POST', url, { body, headers: { 'if-match': await etag() } });
    const first = await add({ ...week, shifts: [monday, { ...monday, day: 2, starts: '22:00', ends: '06:00' }] });
    expect(first.status).toBe(201);
    expect(first.headers['location']).toBe(`${url}/${first.body.id}`);
    expect(first.body).toMatchObject({ ...week, weeklyHours: 16 });
    const later = await add({ ...week, fromOn: '2027-01-04', cycleWeeks: 2, shifts: [{ ...monday, week: 2 }] });
    expect(later.headers['etag']).toBe(await etag());
    const { items } = (await priya.get(url)).body;
    expect(items).toEqual([{ ...first.body, untilOn: '2027-01-03' }, later.body]);
    expect((await priya.get(`${url}/${later.body.id}`)).body).toEqual(later.body);
    const headers = { 'if-match': await etag() };
    const removed = await admin.send('DELETE', `${url}/${later.body.id}`, { headers });
    expect([removed.status, removed.body]).toEqual([200, later.body]);
    expect((await admin.send('DELETE', `${url}/${first.body.id}`, { headers })).status).toBe(412);
    expect((await admin.get(`${url}/${later.body.id}`)).status).toBe(404);
  });

  it.each<[string, object, string, string]>([
    ['no hours', { shifts: [] }, 'unusable-pattern', 'at least one day'],
    ['an end before the start', { untilOn: '2026-12-06' }, 'unusable-pattern', 'The last day is before the first'],
    ['hours of no length', { shifts: [{ ...monday, ends: '08:00' }] }, 'unusable-pattern', 'has no length'],
    ['a week the cycle lacks', { shifts: [{ ...monday, week: 2 }] }, 'unusable-pattern', 'no week 2'],
    ['the same day twice', { shifts: [monday, monday] }, 'unusable-pattern', 'runs into'],
    [
      'a night into the next shift',
      {
        shifts: [
          { ...monday, ends: '07:00' },
          { ...monday, day: 2, starts: '06:00' },
        ],
      },
      'unusable-pattern',
      'runs into',
    ],
    ['a zone', { shifts: [{ ...monday, starts: '08:00Z' }] }, 'invalid-body', 'put right'],
    ['24:00', { shifts: [{ ...monday, ends: '24:00' }] }, 'invalid-body', 'put right'],
    ['a line break after the time', { shifts: [{ ...monday, ends: '16:00\n' }] }, 'invalid-body', 'put right'],
    ['an eighth day', { shifts: [{ ...monday, day: 8 }] }, 'invalid-body', 'put right'],
    ['a cycle without an end', { cycleWeeks: 13 }, 'invalid-body', 'put right'],
    ['a day that does not exist', { fromOn: '2027-02-29' }, 'invalid-body', 'put right'],
    ['shifts that are no objects', { shifts: [null, 'x'] }, 'invalid-body', 'put right'],
    ['more shifts than days have', { shifts: Array.from({ length: 253 }, () => monday) }, 'invalid-body', 'put right'],
    ['a slip in a name', { shifts: [{ ...monday, stars: '08:00' }] }, 'invalid-body', 'put right'],
  ])('refuses %s and keeps nothing', async (_, wrong, kind, sentence) => {
    const { url, admin, etag } = await somebody();
    const body = { ...week, shifts: [monday], ...wrong };
    const refused = await admin.send('POST', url, { body, headers: { 'if-match': await etag() } });
    expect([refused.status, refused.body.type]).toEqual([422, `/api/problems/${kind}`]);
    expect(refused.body.detail).toContain(sentence);
    expect((await admin.get(url)).body).toEqual({ items: [], etag: '"1"' });
  });

  it('refuses hours that begin while later ones are on record, an old version, none, and who may not', async () => {
    const { url, admin, etag } = await somebody();
    const body = { ...week, shifts: [monday] };
    const headers = { 'if-match': await etag() };
    const both = await Promise.all([
      admin.send('POST', url, { body, headers }),
      admin.send('POST', url, { body, headers }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    const earlier = await admin.send('POST', url, {
      body: { ...body, fromOn: '2026-12-01' },
      headers: { 'if-match': await etag() },
    });
    expect(earlier).toMatchObject({
      status: 409,
      body: { type: '/api/problems/pattern-overlaps', fromOn: '2026-12-07' },
    });
    expect((await admin.send('POST', url, { body })).status).toBe(428);
    expect((await priya.send('POST', url, { body, headers: { 'if-match': await etag() } })).status).toBe(403);
    expect((await admin.get('/api/v1/attendees/999999/working-patterns')).status).toBe(404);
    expect((await admin.send('DELETE', `${url}/999999`, { headers: { 'if-match': await etag() } })).status).toBe(404);
  });
});
