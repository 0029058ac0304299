import { FreezingWork } from '../../src/reporting/freezing.service.js';
import { invitationBody, testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
  const ada = await test.given.attendee('Ada Okafor');
  const made = [];
  for (let i = 0; i < 3; i += 1) made.push(await test.given.conference());
  await test.given.conference({ kind: 'rcpc', hubCode: 'slough' });
  test.clock.set('2026-11-30T12:00:00Z');
  const outcomes = [
    { outcome: 'attended', mode: 'video', attendedById: ada.id },
    { outcome: 'not', reason: 'court' },
  ];
  for (const [i, body] of outcomes.entries()) {
    await priya.send('PUT', `/api/v1/conferences/${made[i]?.reference}/participation`, { body });
  }
});
afterAll(() => test.stop());

const URL = '/api/v1/reports/participation';

it('gives n of N, the percentage and what nobody recorded', async () => {
  const answer = await priya.get(`${URL}?month=2026-11`);
  expect(answer.body).toEqual({
    month: '2026-11',
    hub: null,
    definitionVersion: '1.0',
    frozenAt: null,
    published: [],
    restated: [],
    measures: [
      // 1 of 3: Wilson 6.1 to 79.2 (Newcombe 1998, method 3).
      {
        id: 'A1',
        name: 'ICPC participation',
        n: 1,
        N: 3,
        percent: 33.3,
        interval: { low: 6.1, high: 79.2 },
        notRecorded: 1,
        target: 100,
      },
      expect.objectContaining({ id: 'B1', n: 0, N: 1, percent: 0, notRecorded: 1 }),
    ],
  });
});

it('gives every measure when asked for all', async () => {
  const { measures } = (await priya.get(`${URL}?month=2026-11&measures=all`)).body;
  expect(measures.map(({ id }: { id: string }) => id)).toEqual(
    'A1 A2 B1 B2 B3 C1 C2 D1 E1 E2 E3 E4 F1 F2 G1 O1'.split(' '),
  );
  expect(measures[0]).toMatchObject({ n: 1, N: 3, percent: 33.3, notRecorded: 1, target: 100 });
  expect(measures.at(-1)).toMatchObject({ n: 0, N: 0, percent: null, interval: null });
  expect((await priya.get(`${URL}?measures=some`)).status).toBe(422);
});

it('says null and not nought per cent when none was held', async () => {
  const { measures } = (await priya.get(`${URL}?month=2026-11&hub=slough`)).body;
  expect(measures[0]).toMatchObject({ id: 'A1', n: 0, N: 0, percent: null, interval: null });
});

it('counts the hubs of the token, and all of them for leadership', async () => {
  expect((await (await test.as('tom')).get(URL)).body.measures[0]).toMatchObject({ n: 0, N: 0 });
  expect((await (await test.as('margaret')).get(URL)).body.measures[0]).toMatchObject({ n: 1, N: 3 });
  expect((await (await test.as('tom')).get(`${URL}?hub=reading`)).status).toBe(404);
  expect((await priya.get(`${URL}?hub=atlantis`)).status).toBe(404);
});

it('refuses a month that is none', async () => {
  expect((await priya.get(`${URL}?month=2026-13`)).body.errors).toEqual([
    { parameter: 'month', code: 'invalid-value', detail: 'Give a month such as 2026-11.' },
  ]);
});

it('tells what automation saved, and by which assumption', async () => {
  test.clock.set('2026-11-30T12:00:00Z');
  const robot = await test.as('mash-robot');
  const body = invitationBody({ startsAt: '2026-12-21T09:30:00Z', endsAt: '2026-12-21T11:00:00Z' });
  await robot.post('/api/v1/invitations', body, { 'idempotency-key': 'a' });
  const { body: report } = await priya.get('/api/v1/reports/automation?month=2026-11');
  expect(report.together).toEqual({ n: 1, N: 5, toConfirm: 0, keystrokesSaved: 240, secondsSaved: 300 });
  expect(report.hubs).toMatchObject([
    { hub: 'reading', n: 1, N: 4 },
    { hub: 'slough', n: 0, N: 1, keystrokesSaved: 0 },
  ]);
  expect(report.assumption).toMatchObject({ version: '1.0', perInvitation: { length: 3 } });
  expect((await priya.get('/api/v1/reports/automation?hub=oxfordshire')).status).toBe(404);
  expect((await robot.get('/api/v1/reports/automation')).status).toBe(403);
});

it('gives what was published of a frozen month, and why a conference counts otherwise since', async () => {
  test.clock.set('2026-12-15T09:00:00Z');
  await test.app.get(FreezingWork).turn();
  const margaret = await test.as('margaret');
  const calm = (await margaret.get(`${URL}?month=2026-11`)).body;
  expect(calm).toMatchObject({ restated: [], published: [{ id: 'A1', n: 1, N: 3 }, { id: 'B1', n: 0, N: 1 }] }); // prettier-ignore
  test.clock.set('2026-11-20T09:00:00Z');
  const late = await test.given.conference({
    startsAt: Temporal.Instant.from('2026-11-24T09:00:00Z'),
    endsAt: Temporal.Instant.from('2026-11-24T10:00:00Z'),
  });
  test.clock.set('2026-12-15T09:00:00Z');
  const { published, restated, measures } = (await margaret.get(`${URL}?month=2026-11`)).body;
  expect(restated).toEqual([{ reference: late.reference, because: 'entered-late' }]); // prettier-ignore
  expect(published).toEqual(calm.published);
  expect(measures).toHaveLength(2);
  expect((await (await test.as('tom')).get(`${URL}?month=2026-11`)).body.restated).toEqual([]);
});
