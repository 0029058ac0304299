import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let auditor: Program;
let reference: string;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  reference = (await test.given.conference()).reference;
  await test.given.conference();
  auditor = await test.as('colin');
  await (await test.as('priya')).get(`/api/v1/conferences/${reference}`);
});
afterAll(() => test.stop());

const URL = '/api/v1/audit-events';
const actions = (body: { items: { action: string }[] }): string[] => body.items.map((one) => one.action);

it('gives the auditor everything that happened to a conference, the latest first', async () => {
  const answer = await auditor.get(`${URL}?conference=${reference}`);
  expect(actions(answer.body)).toEqual(['conference.viewed', 'invitation.recorded', 'conference.created']);
  expect(answer.body.items[0]).toMatchObject({
    actor: 'Priya Shah',
    conference: reference,
    at: '2026-11-20T09:00:00Z',
  });
});

it('pages through the whole trail', async () => {
  const all = (await auditor.get(`${URL}?limit=200`)).body.items;
  const seen: unknown[] = [];
  let next: string | null = '';
  while (next !== null) {
    const page = await auditor.get(`${URL}?limit=2${next === '' ? '' : `&after=${next}`}`);
    seen.push(...page.body.items);
    next = page.body.next;
  }
  expect(seen).toEqual(all);
});

it('is filtered by action, person and day', async () => {
  expect(actions((await auditor.get(`${URL}?action=conference.viewed&person=shah&from=2026-11-20`)).body)).toEqual([
    'conference.viewed',
  ]);
  expect((await auditor.get(`${URL}?to=2026-11-19`)).body.items).toEqual([]);
});

it('is for nobody else', async () => {
  for (const persona of ['priya', 'margaret', 'sunita', 'mash-robot']) {
    expect((await (await test.as(persona)).get(URL)).status).toBe(403);
  }
});
