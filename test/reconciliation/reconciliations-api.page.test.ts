import { rows } from '../../src/database/sql.js';
import { ReconciliationWork } from '../../src/reconciliation/reconciliation-work.service.js';
import { testApi, type ApiAnswer, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
let robot: Program;
beforeEach(async () => {
  test = await testApi('2026-12-02T09:00:00Z');
  priya = await test.as('priya');
  robot = await test.as('mash-robot');
});
afterEach(() => test.stop());

const WHERE = '/api/v1/reconciliations?hub=reading&from=2026-11-01&to=2026-11-30&fileName=held.csv';
const LIST = 'Meeting ID,Type,Date,Child ID,Police attended\nR4,ICPC,09/11/2026,94,N\nR4,ICPC,09/11/2026,95,N\n';
const send = (who: Program, url = WHERE): Promise<ApiAnswer> =>
  who.post(url, LIST, { 'content-type': 'text/csv', 'idempotency-key': 'one' });

async function compared(): Promise<string> {
  const sent = await send(robot);
  expect(sent).toMatchObject({ status: 202, body: { state: 'reading', hub: 'reading', from: '2026-11-01' } });
  await test.app.get(ReconciliationWork).turn();
  return sent.headers['location']!;
}

it('lets a robot send a list and read what came of it, and decide nothing', async () => {
  const at = await compared();
  const { body } = await robot.get(`${at}?show=theirs-only`);
  expect(body).toMatchObject({
    state: 'ready',
    items: [
      { class: 'theirs-only', conference: null, theirs: { meetingId: 'R4', police: false, childIds: ['94', '95'] } },
    ],
  });
  const refused = await robot.post(`${at}/rows/${body.items[0].id}/decisions`, {
    version: 1,
    decision: 'never-invited',
  });
  expect(refused.status).toBe(403);
  expect((await send(robot)).headers['idempotent-replayed']).toBe('true');
});

it('takes a decision once, with the version that was read', async () => {
  const at = await compared();
  const [row] = (await priya.get(at)).body.items;
  const decisions = `${at}/rows/${row.id}/decisions`;
  const made = await priya.post(decisions, { version: row.version, decision: 'never-invited' });
  expect(made).toMatchObject({ status: 200, body: { class: 'matched', conference: 'TV-26-000001' } });
  expect(await priya.post(decisions, { version: row.version, decision: 'undo' })).toMatchObject({
    status: 409,
    body: { type: '/api/problems/row-changed' },
  });
  const agreed = { version: made.body.version, decision: 'agree', position: 'ours', agreedWith: 'conference-chair' };
  expect(await priya.post(decisions, agreed)).toMatchObject({
    status: 422,
    body: { type: '/api/problems/row-refused' },
  });
  expect(await priya.post(decisions, { ...agreed, agreedWith: 'Jo Smith' })).toMatchObject({
    status: 422,
    body: { type: '/api/problems/row-refused' },
  });
  expect(await rows(test.db.reader, 'select from conference')).toHaveLength(1);
});

it.each([
  ['from=2026-11-30&to=2026-11-01', 422, 'wrong-period'],
  ['from=2027-01-01&to=2027-01-31', 422, 'wrong-period'],
  ['from=then&to=2027-01-31', 422, 'invalid-query'],
])('refuses %s', async (period, status, type) => {
  const url = `/api/v1/reconciliations?hub=reading&${period}&fileName=held.csv`;
  expect(await send(robot, url)).toMatchObject({ status, body: { type: `/api/problems/${type}` } });
});

it('shows another hub nothing', async () => {
  const at = await compared();
  const tom = await test.as('tom');
  expect((await tom.get(at)).status).toBe(404);
});

it('lists what was sent, the latest first, with what is open, to the hubs it is of', async () => {
  await compared();
  const slough = WHERE.replace('hub=reading', 'hub=slough');
  await robot.post(slough, LIST, { 'content-type': 'text/csv', 'idempotency-key': 'two' });
  const first = (await priya.get('/api/v1/reconciliations?limit=1')).body;
  expect(first.items).toMatchObject([{ hub: 'slough', state: 'reading', rows: 0, open: 0 }]);
  const second = (await priya.get(`/api/v1/reconciliations?limit=1&after=${first.next}`)).body;
  expect(second).toMatchObject({ items: [{ hub: 'reading', state: 'ready', rows: 1, open: 1 }], next: null });
  const tom = await test.as('tom');
  expect((await tom.get('/api/v1/reconciliations')).body).toEqual({ items: [], next: null });
  expect((await priya.get('/api/v1/reconciliations?after=junk')).status).toBe(422);
});

it('shows a robot the lists that it sent, and no other', async () => {
  const sent = await send(priya);
  expect((await robot.get(sent.headers['location']!)).status).toBe(404);
  expect((await robot.get('/api/v1/reconciliations')).body).toEqual({ items: [], next: null });
  await send(robot);
  expect((await robot.get('/api/v1/reconciliations')).body.items).toMatchObject([{ id: sent.body.id + 1 }]);
});
