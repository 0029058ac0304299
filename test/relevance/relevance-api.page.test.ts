import { MarkersService } from '../../src/markers/markers.service.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const decisions = (conference: { reference: string }): string =>
  `/api/v1/conferences/${conference.reference}/relevance-decisions`;
const RELEVANT = { value: 'relevant', criteria: [] as string[], reason: 'Three incidents since' };

const CHILD = {
  laChildId: '9',
  policeReference: '43260777009',
  initials: null,
  bornYear: null,
  expectedOn: null,
};

it('adds decisions and keeps them all', async () => {
  const review = await test.given.conference({ kind: 'rcpc' });
  const [criterion] = test.surroundings.reference.criteria;
  const first = await priya.post(decisions(review), { value: 'undecided', reason: 'Waiting for the researcher' });
  const second = await priya.post(decisions(review), { ...RELEVANT, criteria: [criterion?.code] });
  expect(first).toMatchObject({ status: 201, body: { value: 'undecided', criteria: [], afterStart: false } });
  expect(second).toMatchObject({ status: 201, body: { decidedBy: 'Priya Shah', criteria: [criterion?.code] } });
  expect((await priya.get(decisions(review))).body.items).toEqual([first.body, second.body]);
});

it('says of a decision after the start that it is a correction', async () => {
  const review = await test.given.conference({ kind: 'rcpc' });
  test.clock.set('2026-11-30T12:00:00Z');
  const answer = await priya.post(decisions(review), { value: 'not-relevant', reason: 'Nothing found' });
  expect(answer.body).toMatchObject({ value: 'not-relevant', afterStart: true });
  test.clock.set('2026-11-20T09:00:00Z');
});

it('takes the example of its own document', async () => {
  const { body } = await priya.get('/api/openapi.json');
  const { properties } = (body as { components: { schemas: Record<string, { properties: Record<string, { example: unknown }> }> } })
    .components.schemas['DecisionToMake']!; // prettier-ignore
  const example = Object.fromEntries(Object.entries(properties).map(([key, { example: value }]) => [key, value]));
  expect(await priya.post(decisions(await test.given.conference({ kind: 'rcpc' })), example)).toMatchObject({
    status: 201,
  });
});

it.each([
  ['not-a-review', 409, 'icpc', { value: 'relevant', criteria: ['x'], reason: 'y' }],
  ['criteria-missing', 422, 'rcpc', RELEVANT],
  ['unknown-criterion', 422, 'rcpc', { ...RELEVANT, criteria: ['astrology'] }],
  ['invalid-body', 422, 'rcpc', { value: 'relevant', criteria: 'all' }],
] as const)('refuses with %s', async (kind, status, conferenceKind, body) => {
  const conference = await test.given.conference({ kind: conferenceKind });
  const answer = await priya.post(decisions(conference), body);
  // The criterion "x" does not exist either, but that it is no review is the first thing to know.
  expect(answer).toMatchObject({ status, body: { type: `/api/problems/${kind}` } });
});

it('is never decided by a robot', async () => {
  const review = await test.given.conference({ kind: 'rcpc' });
  const answer = await (await test.as('mash-robot')).post(decisions(review), { value: 'not-relevant', reason: 'x' });
  expect(answer).toMatchObject({ status: 403, body: { type: '/api/problems/forbidden' } });
  expect((await priya.get(decisions(review))).body.items).toEqual([]);
});

it('refuses a decision past a marker or a decision that came since the list was read', async () => {
  const review = await test.given.conference({ kind: 'rcpc', children: [CHILD] });
  const seen = async () => ({ 'if-match': (await priya.get(decisions(review))).headers['etag'] ?? '' });
  const decision = { value: 'not-relevant', reason: 'Nothing since' };
  const before = await seen();
  const marker = { policeReference: '43260777009', kind: 'incident', occurredOn: '2026-11-19' };
  await test.app.get(MarkersService).record(await test.given.coordinator(), [marker], 'page');
  const refused = await priya.post(decisions(review), decision, before);
  expect(refused).toMatchObject({
    status: 412,
    body: {
      type: '/api/problems/changed-meanwhile',
      detail:
        'A police marker about one of the children arrived since you read it. Read it again, then decide whether your decision holds.',
    },
  });
  const now = await seen();
  expect(refused.body.etag).toBe(now['if-match']);
  const twice = await Promise.all([1, 2].map(() => priya.post(decisions(review), decision, now)));
  expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  expect(twice.find(({ status }) => status === 412)!.body.detail).toContain('Priya Shah decided since you read it.');
  for (const what of ['', '*', '"1"', 'W/"1:"', '"9:9,9"']) {
    expect(await priya.post(decisions(review), decision, { 'if-match': what })).toMatchObject({ status: 412 });
  }
  expect((await priya.get(decisions(review))).body.items).toHaveLength(1);
});
