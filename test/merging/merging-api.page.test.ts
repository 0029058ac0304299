import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import type { Program } from '../support/api.js';
import { testApi, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
let day = 0;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const path = ({ reference }: Conference, what: string) => `/api/v1/conferences/${reference}/${what}`;
const one = { 'if-match': '"1"' };
function recorded(over: object = {}): Promise<Conference> {
  const startsAt = Temporal.Instant.from('2027-01-04T09:30:00Z').add({ hours: 24 * day++ });
  const children = ['A', 'B'].map((letter) => ({ ...NOTHING_KNOWN, laChildId: `I${day}${letter}` }));
  const time = { startsAt, endsAt: startsAt.add({ hours: 1 }), confirmed: true };
  return test.given.conference({ ...time, children, anotherThan: 'any', ...over });
}

it('merges one into another and takes it back', async () => {
  const [kept, other] = [await recorded(), await recorded({ venue: 'Civic Offices', laMeetingId: 'API-1' })];
  const body = { other: other.reference, otherIfMatch: '"1"', take: [{ fact: 'laMeetingId' }, { fact: 'venue' }] };
  const merged = await priya.post(path(kept, 'merge'), body, one);
  expect(merged.status).toBe(200);
  expect(merged.body).toMatchObject({
    reference: kept.reference,
    merged: other.reference,
    moved: ['1 invitation', '2 children added'],
    laMeetingId: 'API-1',
    sitting: { venue: 'Civic Offices' },
    relevanceInDoubt: false,
  });
  const gone = await priya.get(`/api/v1/conferences/${other.reference}`);
  expect(gone.body).toMatchObject({ state: 'voided', stateReason: `Merged into ${kept.reference}` });
  const apart = await priya.post(path(other, 'unmerge'), undefined, { 'if-match': gone.headers['etag']! });
  expect(apart.body).toMatchObject({ reference: other.reference, state: 'scheduled', apartFrom: kept.reference });
  expect((await priya.post(path(other, 'unmerge'), undefined, { 'if-match': apart.headers['etag']! })).body.type).toBe(
    '/api/problems/not-merged',
  );
});

it('splits a conference by the places of its children', async () => {
  const old = await recorded();
  const startsAt = '2027-03-01T13:00:00Z';
  const body = { children: [{ place: 2 }], reason: 'different chairs', startsAt, endsAt: '2027-03-01T14:00:00Z' };
  const made = await priya.post(path(old, 'split'), { ...body, inviteLead: true }, one);
  expect(made.status).toBe(201);
  expect(made.headers['location']).toBe(`/api/v1/conferences/${made.body.reference}`);
  expect(made.body).toMatchObject({ splitFrom: old.reference, invited: null, notInvited: null, children: [{}] });
  expect(made.body.children[0].laChildId).toMatch(/B$/);
  expect((await priya.get(`/api/v1/conferences/${old.reference}`)).body.children).toHaveLength(1);
});

it.each<[string, string, object, Record<string, string>, number, string]>([
  ['a merge with itself', 'merge', { other: 'SELF', otherIfMatch: '"1"' }, one, 422, 'same-conference'],
  ['a merge with nothing', 'merge', { other: 'TV-26-999999', otherIfMatch: '"1"' }, one, 404, 'not-found'],
  ['a merge without the other version', 'merge', { other: 'TV-26-000001' }, one, 422, 'invalid-body'],
  [
    'a merge of an old version',
    'merge',
    { other: 'OTHER', otherIfMatch: '"1"' },
    { 'if-match': '"9"' },
    412,
    'changed-meanwhile',
  ],
  ['a merge with an old version', 'merge', { other: 'OTHER', otherIfMatch: '"9"' }, one, 412, 'changed-meanwhile'],
  ['a merge without a version', 'merge', { other: 'OTHER', otherIfMatch: '"1"' }, {}, 428, 'if-match-missing'],
  ['a merge with a review', 'merge', { other: 'REVIEW', otherIfMatch: '"1"' }, one, 409, 'other-family'],
  ['taking back no merge', 'unmerge', {}, one, 409, 'not-merged'],
  ['a split of nobody', 'split', { children: [{ place: 9 }], reason: 'x' }, one, 422, 'nobody-goes'],
  ['a split of all', 'split', { children: [{ place: 1 }, { place: 2 }], reason: 'x' }, one, 422, 'nobody-stays'],
  ['a split without a reason', 'split', { children: [{ place: 1 }] }, one, 422, 'invalid-body'],
  [
    'a split at a weekend',
    'split',
    { children: [{ place: 1 }], reason: 'x', startsAt: '2027-03-06T09:00:00Z', endsAt: '2027-03-06T10:00:00Z' },
    one,
    422,
    'confirm',
  ],
  [
    'a split of an old version',
    'split',
    { children: [{ place: 1 }], reason: 'x', confirmed: true },
    { 'if-match': '"9"' },
    412,
    'changed-meanwhile',
  ],
])('refuses %s', async (_, what, body, headers, status, kind) => {
  const [conference, other, review] = [await recorded(), await recorded(), await recorded({ kind: 'rcpc' })];
  const text = JSON.stringify(body)
    .replace('OTHER', other.reference)
    .replace('SELF', conference.reference)
    .replace('REVIEW', review.reference);
  const answer = await priya.post(path(conference, what), JSON.parse(text), headers);
  expect([answer.status, answer.body.type]).toEqual([status, `/api/problems/${kind}`]);
});

it("does nothing with another hub's conferences, nor for a robot", async () => {
  const [kept, other] = [await recorded(), await recorded()];
  const body = { other: other.reference, otherIfMatch: '"1"' };
  const tom = await test.as('tom');
  expect((await tom.post(path(kept, 'merge'), body, one)).status).toBe(404);
  expect((await tom.post(path(kept, 'unmerge'), undefined, one)).status).toBe(404);
  expect((await tom.post(path(kept, 'split'), { children: [{ place: 1 }], reason: 'x' }, one)).status).toBe(404);
  const robot = await test.as('mash-robot');
  expect((await robot.post(path(kept, 'merge'), body, one)).status).toBe(403);
});
