import { row } from '../../src/database/sql.js';
import { ImportWork } from '../../src/lists/import-work.service.js';
import { listOf } from '../imports/plans.js';
import { testApi, type ApiAnswer, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeEach(async () => {
  test = await testApi('2026-11-22T09:00:00Z');
  priya = await test.as('priya');
});
afterEach(() => test.stop());

const WHERE = '/api/v1/imports?hub=reading&fileName=november.csv&receivedAt=2026-11-20T10:00:00Z';
const send = (list: string, key = 'one', url = WHERE, type = 'text/csv'): Promise<ApiAnswer> =>
  priya.post(url, list, { 'content-type': type, 'idempotency-key': key });
const work = (): Promise<boolean> => test.app.get(ImportWork).turn();
const count = async (table: string): Promise<number> =>
  (await row<{ n: number }>(test.db.reader, `select count(*) as n from ${table}`))!.n;

async function ready(list: string): Promise<string> {
  const sent = await send(list);
  expect(sent.status).toBe(202);
  await work();
  return sent.headers['location']!;
}

const LIST = listOf(
  { ref: 'R1', child: '1' },
  { ref: 'R2', start: '2.30', end: '' },
  { ref: '', child: '5', start: '15:00', end: '16:00' },
  { ref: '', child: '6', start: '15:00', end: '16:00' },
);

it('reads a list in the background, and names what is wrong at which cell', async () => {
  const sent = await send(LIST);
  expect(sent).toMatchObject({ status: 202, body: { state: 'reading', counts: null, hub: 'reading' } });
  await work();
  const { body } = await priya.get(sent.headers['location']!);
  expect(body).toMatchObject({ state: 'ready', counts: { create: 2, error: 1, conflict: 1 } });
  expect(body.items[1]).toMatchObject({ row: 3, action: 'error', errors: [{ column: 'Start', cell: 'F3' }] });
  expect(body.items[3]).toMatchObject({
    row: 5,
    asks: 'sibling',
    answers: ['same', 'separate', 'leave'],
    belongsTo: 4,
  });
  expect((await priya.get(`${sent.headers['location']!}?show=error&limit=1`)).body.items).toHaveLength(1);
});

it('takes the same list once for one key, and no other list', async () => {
  const first = await send(LIST);
  const again = await send(LIST);
  expect([again.status, again.headers['idempotent-replayed'], again.body.id]).toEqual([202, 'true', first.body.id]);
  expect(await send(`${LIST}\n`)).toMatchObject({
    status: 422,
    body: { type: '/api/problems/idempotency-key-reused' },
  });
  expect(await count('import')).toBe(1);
});

it('takes a list once when it comes twice at the same moment', async () => {
  const both = await Promise.all([send(LIST), send(LIST)]);
  expect(both.map(({ status, body }) => [status, body.id])).toEqual([1, 2].map(() => [202, both[0]!.body.id]));
  expect(await count('import')).toBe(1);
});

it('shows a robot the lists that it sent, and no others', async () => {
  const address = await ready(LIST);
  const robot = await test.as('mash-robot');
  expect((await robot.get(address)).status).toBe(404);
  expect((await robot.post(`${address}/commit`, {}, { 'idempotency-key': 'x' })).status).toBe(404);
  const sent = await robot.post(WHERE, LIST, { 'content-type': 'text/csv', 'idempotency-key': 'x' });
  await work();
  expect((await robot.get(sent.headers['location']!)).status).toBe(200);
});

it('tries the commit, carries it out, and tells what came of each row', async () => {
  const address = await ready(LIST);
  const answers = { answers: [{ row: 5, answer: 'same' }], confirmAll: true };
  const tried = await priya.post(`${address}/commit?dryRun=true`, answers);
  expect(tried).toMatchObject({ status: 200, body: { creates: 2, joins: 1, open: 0, updates: 0 } });
  expect((await priya.get(address)).body).toMatchObject({ state: 'ready', items: expect.any(Array) });
  const committed = await priya.post(`${address}/commit`, answers, { 'idempotency-key': 'two' });
  expect(committed).toMatchObject({ status: 202, body: { state: 'carrying-out' } });
  await work();
  const { body } = await priya.get(address);
  expect(body.items.map(({ result }: { result: string | null }) => result)).toEqual([
    'created',
    null,
    'created',
    'joined',
  ]);
  expect(body.items[3].conference).toBe('TV-26-000002');
  expect(await count('conference')).toBe(2);
});

it.each([
  ['a row that asks nothing', [{ row: 2, answer: 'yes' }], 'no-such-row'],
  ['an answer that the row does not take', [{ row: 5, answer: 'yes' }], 'no-such-answer'],
])('refuses %s', async (_, answers, kind) => {
  const address = await ready(LIST);
  const refused = await priya.post(`${address}/commit`, { answers }, { 'idempotency-key': 'two' });
  expect(refused.body.type).toBe(`/api/problems/${kind}`);
  expect((await priya.get(address)).body.state).toBe('ready');
});

it('carries out nothing before it is read', async () => {
  const { headers } = await send(LIST);
  const early = await priya.post(`${headers['location']!}/commit`, {}, { 'idempotency-key': 'two' });
  expect(early).toMatchObject({ status: 409, body: { type: '/api/problems/list-not-ready', state: 'reading' } });
});

it.each([
  ['no file', '', WHERE, 'text/csv', 'list-empty'],
  ['another hub', LIST, WHERE.replace('reading', 'oxfordshire'), 'text/csv', 'not-your-hub'],
  ['a hub that is none', LIST, WHERE.replace('reading', 'atlantis'), 'text/csv', 'unknown-hub'],
  ['no name', LIST, '/api/v1/imports?hub=reading', 'text/csv', 'invalid-query'],
  ['a day to come', LIST, WHERE.replace('11-20', '11-28'), 'text/csv', 'received-in-future'],
  ['JSON', '{}', WHERE, 'application/json', 'unsupported-media-type'],
])('refuses %s', async (_, list, url, type, kind) => {
  expect((await send(list, 'one', url, type)).body.type).toBe(`/api/problems/${kind}`);
  expect(await count('import')).toBe(0);
});

it('takes a file nowhere else', async () => {
  const elsewhere = await priya.post('/api/v1/invitations', LIST, {
    'content-type': 'text/csv',
    'idempotency-key': 'x',
  });
  expect(elsewhere.status).toBe(415);
});

it('lists what was sent, the latest first, to the hubs it is of', async () => {
  const read = await ready(LIST);
  await send('x', 'two', WHERE.replace('hub=reading', 'hub=slough'));
  const first = (await priya.get('/api/v1/imports?limit=1')).body;
  expect(first.items).toMatchObject([{ hub: 'slough', state: 'reading' }]);
  const second = (await priya.get(`/api/v1/imports?limit=1&after=${first.next}`)).body;
  expect(second).toMatchObject({ items: [{ hub: 'reading', state: 'ready', counts: { create: 2 } }], next: null });
  expect(read).toBe(`/api/v1/imports/${second.items[0].id}`);
  const tom = await test.as('tom');
  expect((await tom.get('/api/v1/imports')).body).toEqual({ items: [], next: null });
  const robot = await test.as('mash-robot');
  expect((await robot.get('/api/v1/imports')).body.items).toEqual([]);
  const margaret = await test.as('margaret');
  expect((await margaret.get('/api/v1/imports')).status).toBe(403);
});
