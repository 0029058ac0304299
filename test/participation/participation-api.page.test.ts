import type { Conference } from '../../src/conferences/conference.js';
import { testApi, type ApiAnswer, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
let adaId: number;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
  adaId = (await test.given.attendee('Ada Okafor')).id;
});
afterAll(() => test.stop());
afterEach(() => test.clock.set('2026-11-20T09:00:00Z'));

async function heldConference(): Promise<Conference> {
  const conference = await test.given.conference();
  test.clock.set('2026-11-30T12:00:00Z');
  return conference;
}
const url = (conference: Conference): string => `/api/v1/conferences/${conference.reference}/participation`;
const put = (conference: Conference, body: object, headers: Record<string, string> = {}): Promise<ApiAnswer> =>
  priya.send('PUT', url(conference), { body, headers });
const attended = (): object => ({ outcome: 'attended', mode: 'video', attendedById: adaId });

it('records the outcome and tells how the conference counts now', async () => {
  const conference = await heldConference();
  const answer = await put(conference, attended());
  expect(answer.status).toBe(201);
  expect(answer.headers['etag']).toBe('"1"');
  expect(answer.body).toMatchObject({
    presentAtDecision: true,
    counted: { measure: 'A1', inDenominator: true, inNumerator: true },
  });
  const { counted, ...kept } = answer.body;
  expect(counted.why).toMatch(/present at the decision/);
  expect((await priya.get(url(conference))).body).toEqual(kept);
  expect((await priya.get(`/api/v1/conferences/${conference.reference}`)).body.state).toBe('held');
});

it('corrects an outcome only with a reason, and shows what stood', async () => {
  const conference = await heldConference();
  await put(conference, attended());
  const miss = { outcome: 'not', reason: 'court' };
  const refused = await put(conference, miss);
  expect(refused).toMatchObject({
    status: 409,
    body: { type: '/api/problems/correction-reason-missing', recorded: { outcome: 'attended', version: 1 } },
  });
  const corrected = await put(conference, { ...miss, correction: 'She was at court' }, { 'if-match': '"1"' });
  expect(corrected).toMatchObject({
    status: 200,
    body: { outcome: 'not', version: 2, attribution: 'tvp', counted: { inDenominator: true, inNumerator: false } },
  });
});

it('refuses a correction of what somebody corrected meanwhile', async () => {
  const conference = await heldConference();
  await put(conference, attended());
  await put(conference, { outcome: 'not', reason: 'court', correction: 'one' });
  const late = await put(conference, { ...attended(), correction: 'other' }, { 'if-match': '"1"' });
  expect(late).toMatchObject({ status: 412, body: { type: '/api/problems/changed-meanwhile', etag: '"2"' } });
});

it.each([
  ['who-missing', 422, { outcome: 'attended', mode: 'video' }],
  ['mode-missing', 422, { outcome: 'attended', attendedById: 1 }],
  ['unknown-person', 422, { outcome: 'attended', mode: 'video', attendedById: 2_000_000 }],
  ['nobody-was-there', 422, { outcome: 'not', reason: 'court', attendedById: 1 }],
  ['nobody-was-there', 422, { outcome: 'not', reason: 'court', mode: 'video' }],
  ['nobody-was-there', 422, { outcome: 'not', reason: 'court', presentAtDecision: true }],
  ['reason-missing', 422, { outcome: 'not' }],
  ['reason-missing', 422, { outcome: 'not', reason: 'astrology' }],
  ['invalid-body', 422, { outcome: 'perhaps' }],
] as const)('refuses with %s', async (kind, status, body) => {
  const conference = await heldConference();
  expect(await put(conference, body)).toMatchObject({ status, body: { type: `/api/problems/${kind}` } });
  expect((await priya.get(url(conference))).status).toBe(404);
});

it('refuses an outcome before the start and of a conference that was stood down', async () => {
  const early = await test.given.conference();
  expect(await put(early, attended())).toMatchObject({ status: 409, body: { type: '/api/problems/not-started' } });
  await priya.post(
    `/api/v1/conferences/${early.reference}/state-changes`,
    { change: 'stand-down', reason: 'x' },
    { 'if-match': '"1"' },
  );
  test.clock.set('2026-11-30T12:00:00Z');
  expect(await put(early, attended())).toMatchObject({
    status: 409,
    body: { type: '/api/problems/not-held', detail: 'This conference is stood down, so it has no outcome.' },
  });
});

it('is recorded by whoever was assigned, and never by a robot', async () => {
  const conference = await test.given.conference();
  await priya.post(`/api/v1/conferences/${conference.reference}/assignments`, { attendeeId: adaId, lead: true });
  test.clock.set('2026-11-30T12:00:00Z');
  const robot = await (await test.as('mash-robot')).send('PUT', url(conference), { body: attended() });
  expect(robot).toMatchObject({ status: 403, body: { type: '/api/problems/forbidden' } });
  const ada = await (await test.as('ada')).send('PUT', url(conference), { body: attended() });
  expect(ada).toMatchObject({ status: 201, body: { recordedBy: 'Ada Okafor' } });
});

describe('the report', () => {
  const report = (over: object = {}): object => ({
    kind: 'report',
    sentOn: '2026-11-26',
    sentBy: 'Ada Okafor',
    ...over,
  });
  const at = ({ reference }: Conference): string => `/api/v1/conferences/${reference}/report`;
  const send = (conference: Conference, body: object, headers = {}): Promise<ApiAnswer> =>
    priya.send('PUT', at(conference), { body, headers });

  it('is due, then recorded, then corrected', async () => {
    const conference = await heldConference();
    expect((await priya.get(at(conference))).body).toMatchObject({ kind: null, dueOn: '2026-11-26', state: 'overdue' });
    const first = await send(conference, report());
    expect(first).toMatchObject({ status: 201, body: { state: 'in-time', version: 1, sentTime: null } });
    expect((await priya.get(at(conference))).body).toEqual(first.body);
    expect(await send(conference, report())).toMatchObject({ status: 409, body: { recorded: { version: 1 } } });
    const late = report({ sentOn: '2026-11-30', sentTime: '08:10', correction: 'It went on Monday' });
    expect(await send(conference, late, { 'if-match': '"1"' })).toMatchObject({
      status: 200,
      body: { state: 'late', version: 2, sentTime: '08:10' },
    });
    expect((await send(conference, late, { 'if-match': '"1"' })).status).toBe(412);
  });

  it.each([
    ['sent-in-future', report({ sentOn: '2026-12-01' })],
    ['sent-time-missing', report({ sentOn: '2026-11-30' })],
    ['sent-too-early', report({ sentOn: '2024-11-30' })],
    ['nothing-to-add-not-enough', report({ kind: 'nothing-to-add' })],
    ['invalid-body', report({ sentTime: '25:00' })],
    ['invalid-body', report({ sentOn: 'yesterday' })],
  ])('refuses with %s', async (kind, body) => {
    const conference = await heldConference();
    expect(await send(conference, body)).toMatchObject({ status: 422, body: { type: `/api/problems/${kind}` } });
    expect((await priya.get(at(conference))).body.version).toBe(0);
  });

  it('is never recorded by a robot', async () => {
    const conference = await heldConference();
    expect((await (await test.as('mash-robot')).send('PUT', at(conference), { body: report() })).status).toBe(403);
  });
});

describe('what is said besides', () => {
  const kid = { laChildId: null, policeReference: null, initials: null, expectedOn: null };
  const withChildren = async (): Promise<Conference> => {
    const children = [
      { ...kid, bornYear: 2018 },
      { ...kid, bornYear: 2020 },
    ];
    const conference = await test.given.conference({ children });
    test.clock.set('2026-11-30T12:00:00Z');
    return conference;
  };
  const besides = {
    voiceHeard: 'yes',
    voiceWays: ['own-words'],
    dissent: true,
    nextReviewOn: '2027-02-22',
    plans: [
      { place: 1, result: 'made' },
      { place: 2, result: 'none' },
    ],
  };

  it('is kept, stays when a later body does not know of it, and is added without a reason', async () => {
    const conference = await withChildren();
    await put(conference, { ...attended(), voiceHeard: 'not-known' });
    expect(await put(conference, { ...attended(), ...besides })).toMatchObject({
      status: 200,
      body: { ...besides, version: 2 },
    });
    const old = { outcome: 'not', reason: 'court', correction: 'She was at court' };
    expect((await put(conference, old)).body).toMatchObject({ ...besides, outcome: 'not', version: 3 });
    const again = await put(conference, { ...old, dissent: null, voiceHeard: 'no', correction: 'Two slips' });
    expect(again.body).toMatchObject({ dissent: null, voiceHeard: 'no', voiceWays: [], plans: besides.plans });
  });

  it('keeps the times of whoever attended part, and says whether a report on record was read out', async () => {
    const conference = await heldConference();
    const part = { ...attended(), outcome: 'part', presentAtDecision: true };
    const times = { cameAt: '2026-11-30T09:40:00Z', leftAt: '2026-11-30T10:55:00Z' };
    expect((await put(conference, { ...part, ...times })).body).toMatchObject(times);
    const report = { kind: 'report', sentOn: '2026-11-26', sentBy: 'Ada Okafor' };
    await priya.send('PUT', `/api/v1/conferences/${conference.reference}/report`, { body: report });
    const miss = { outcome: 'not', reason: 'technical-failure', reportReadOut: true, correction: 'The link failed' };
    expect((await put(conference, miss)).body).toMatchObject({ cameAt: null, leftAt: null, reportReadOut: true });
    expect((await priya.get(`/api/v1/conferences/${conference.reference}/report`)).body).toMatchObject({
      readOut: true,
      version: 2,
    });
  });

  it.each([
    ['outside-the-sitting', { outcome: 'part', presentAtDecision: true, cameAt: '2026-11-30T09:00:00Z' }],
    ['times-of-part-only', { cameAt: '2026-11-30T09:45:00Z' }],
    ['unknown-voice-way', { voiceHeard: 'yes', voiceWays: ['by-owl'] }],
    ['voice-not-heard', { voiceWays: ['advocate'] }],
    ['unknown-child', { plans: [{ place: 3, result: 'made' }] }],
    ['review-before-conference', { nextReviewOn: '2026-11-30' }],
    ['nothing-to-read-out', { reportReadOut: true }],
    ['invalid-body', { voiceHeard: 'perhaps' }],
    ['invalid-body', { nextReviewOn: '2027-02-30' }],
  ])('refuses with %s', async (kind, over) => {
    const conference = await withChildren();
    expect(await put(conference, { ...attended(), ...over })).toMatchObject({
      status: 422,
      body: { type: `/api/problems/${kind}` },
    });
    expect((await priya.get(url(conference))).status).toBe(404);
  });
});
