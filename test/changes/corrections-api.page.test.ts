import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const IF = { 'if-match': '"1"' };
const put = ({ reference }: Conference, body: object, headers: Record<string, string> = IF) =>
  priya.send('PUT', `/api/v1/conferences/${reference}/children`, { body, headers });
const convert = ({ reference }: Conference, body: object, headers: Record<string, string> = IF) =>
  priya.post(`/api/v1/conferences/${reference}/kind-changes`, body, headers);
let ids = 0;
const made = (over: object = {}) =>
  test.given.conference({ children: [{ ...NOTHING_KNOWN, laChildId: `A${(ids += 1)}` }], ...over });

it('gives the children that there are to be', async () => {
  const answer = await put(await made({ kind: 'rcpc' }), {
    children: [{ laChildId: 'B1' }, { bornYear: 2020 }],
    reason: 'told',
  });
  expect(answer.status).toBe(200);
  expect(answer.headers['etag']).toBe('"2"');
  expect(answer.body).toMatchObject({
    version: 2,
    relevanceInDoubt: true,
    children: [{ laChildId: 'B1' }, { bornYear: 2020 }],
  });
});

it('converts the kind', async () => {
  const answer = await convert(await made(), { kind: 'rcpc', reason: 'a review' });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ kind: 'rcpc', version: 2, told: [] });
});

it.each([
  ['no reason', { children: [], reason: ' ' }, IF, 422],
  ['a child twice', { children: [{ laChildId: 'B2' }, { laChildId: 'B2' }], reason: 'x' }, IF, 422],
  ['an old version', { children: [], reason: 'x' }, { 'if-match': '"7"' }, 412],
  ['no version', { children: [], reason: 'x' }, {}, 428],
  ['no list', { reason: 'x' }, IF, 422],
])('refuses children with %s', async (_, body, headers, status) => {
  expect((await put(await made(), body, headers)).status).toBe(status);
});

it('refuses the kind it has, and a voided conference', async () => {
  const conference = await made();
  expect(await convert(conference, { kind: 'icpc', reason: 'x' })).toMatchObject({
    status: 422,
    body: { type: '/api/problems/nothing-changed' },
  });
  const path = `/api/v1/conferences/${conference.reference}/state-changes`;
  await priya.post(path, { change: 'void', reason: 'twice' }, IF);
  expect(await convert(conference, { kind: 'rcpc', reason: 'x' }, { 'if-match': '"2"' })).toMatchObject({
    status: 409,
    body: { type: '/api/problems/cannot-correct' },
  });
});
