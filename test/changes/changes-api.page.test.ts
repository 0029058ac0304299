import { rows } from '../../src/database/sql.js';
import type { Conference } from '../../src/conferences/conference.js';
import { testApi, type ApiAnswer, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const move = (
  conference: Conference,
  body: object,
  headers: Record<string, string> = { 'if-match': '"1"' },
): Promise<ApiAnswer> =>
  priya.send('PATCH', `/api/v1/conferences/${conference.reference}/sittings/current`, { body, headers });
const change = (
  conference: Conference,
  body: object,
  headers: Record<string, string> = { 'if-match': '"1"' },
): Promise<ApiAnswer> => priya.post(`/api/v1/conferences/${conference.reference}/state-changes`, body, headers);

const LATER = { startsAt: '2026-12-02T13:30:00Z', endsAt: '2026-12-02T15:00:00Z', reason: 'The LA moved it' };

describe('moving', () => {
  it('gives the new time, a new ETag and the names of those who are asked again', async () => {
    const conference = await test.given.conference({ venue: 'Civic Offices' });
    const ada = await test.given.attendee('Ada Okafor');
    await priya.post(`/api/v1/conferences/${conference.reference}/assignments`, { attendeeId: ada.id, lead: true });
    const answer = await move(conference, LATER);
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body).toMatchObject({
      version: 2,
      sitting: { startsAt: '2026-12-02T13:30:00Z', mode: 'video', venue: 'Civic Offices' },
      reinvited: ['Ada Okafor'],
      released: [],
    });
  });

  it('leaves what is left out, and takes away what is null', async () => {
    const conference = await test.given.conference({ venue: 'Civic Offices' });
    const answer = await move(conference, { venue: null, mode: 'phone', reason: 'By telephone now' });
    expect(answer.body.sitting).toMatchObject({ startsAt: '2026-11-30T09:30:00Z', mode: 'phone', venue: null });
  });

  it('needs If-Match, and refuses one of an earlier reading', async () => {
    const conference = await test.given.conference();
    expect(await move(conference, LATER, {})).toMatchObject({
      status: 428,
      body: { type: '/api/problems/if-match-missing' },
    });
    await move(conference, { mode: 'phone', reason: 'First' });
    for (const ifMatch of ['"1"', 'W/"2"', '2', '*', '"99999999999"']) {
      const answer = await move(conference, LATER, { 'if-match': ifMatch });
      expect(answer).toMatchObject({ status: 412, body: { type: '/api/problems/changed-meanwhile', etag: '"2"' } });
    }
    expect((await move(conference, LATER, { 'if-match': '"2"' })).status).toBe(200);
  });

  const REFUSED: readonly [string, number, object][] = [
    ['end-before-start', 422, { startsAt: '2026-12-02T13:30:00Z', reason: 'x' }],
    ['too-far', 422, { startsAt: '2036-12-02T13:30:00Z', endsAt: '2036-12-02T14:30:00Z', reason: 'x' }],
    ['nothing-changed', 422, { mode: 'video', reason: 'x' }],
    ['confirm', 422, { startsAt: '2026-12-25T09:30:00Z', endsAt: '2026-12-25T10:30:00Z', reason: 'x' }],
    ['invalid-body', 422, { startsAt: null, reason: 'x' }],
    ['invalid-body', 422, { mode: 'phone' }],
  ];
  it.each(REFUSED)('refuses with %s', async (kind, status, body) => {
    const conference = await test.given.conference();
    expect(await move(conference, body)).toMatchObject({ status, body: { type: `/api/problems/${kind}` } });
  });

  it('is not for the hub of somebody else', async () => {
    const conference = await test.given.conference();
    const tom = await test.as('tom');
    const url = `/api/v1/conferences/${conference.reference}/sittings/current`;
    const answer = await tom.send('PATCH', url, { body: LATER, headers: { 'if-match': '"1"' } });
    expect(answer.status).toBe(404);
  });
});

describe('adjourning to another sitting', () => {
  const sitAgain = (conference: Conference, body: object, headers: Record<string, string> = { 'if-match': '"1"' }) =>
    priya.post(`/api/v1/conferences/${conference.reference}/sittings`, body, headers);
  const begun = () =>
    test.given.conference({
      startsAt: Temporal.Instant.from('2026-11-20T08:00:00Z'),
      endsAt: Temporal.Instant.from('2026-11-20T08:30:00Z'),
      confirmed: true,
    });
  const AGAIN = { startsAt: '2026-12-09T09:30:00Z', endsAt: '2026-12-09T11:00:00Z', reason: 'Inquorate' };

  it('adds the sitting that counts from now on', async () => {
    const conference = await begun();
    const answer = await sitAgain(conference, AGAIN);
    expect(answer).toMatchObject({
      status: 201,
      headers: { etag: '"2"', location: `/api/v1/conferences/${conference.reference}` },
      body: {
        state: 'scheduled',
        sitting: { number: 2, startsAt: AGAIN.startsAt, mode: 'video' },
        reinvited: [],
        released: [],
      },
    });
  });

  it.each<[string, number, object]>([
    [
      'before-last-sitting',
      422,
      { ...AGAIN, startsAt: '2026-11-20T08:15:00Z', endsAt: '2026-11-20T09:30:00Z', confirmed: true },
    ],
    ['end-before-start', 422, { ...AGAIN, endsAt: '2026-12-09T09:00:00Z' }],
    ['confirm', 422, { ...AGAIN, startsAt: '2026-12-25T09:30:00Z', endsAt: '2026-12-25T10:30:00Z' }],
    ['invalid-body', 422, { startsAt: AGAIN.startsAt, reason: 'x' }],
  ])('refuses with %s', async (kind, status, body) => {
    expect(await sitAgain(await begun(), body)).toMatchObject({ status, body: { type: `/api/problems/${kind}` } });
  });

  it('is for what has begun, and for what was read last', async () => {
    expect(await sitAgain(await test.given.conference(), AGAIN)).toMatchObject({
      status: 409,
      body: { type: '/api/problems/not-started' },
    });
    const off = await begun();
    await change(off, { change: 'cancel', reason: 'x' });
    expect(await sitAgain(off, AGAIN, { 'if-match': '"2"' })).toMatchObject({
      status: 409,
      body: { type: '/api/problems/cannot-sit-again' },
    });
    expect((await sitAgain(await begun(), AGAIN, {})).status).toBe(428);
    expect((await sitAgain(await begun(), AGAIN, { 'if-match': '"7"' })).status).toBe(412);
  });
});

it('gives a postponed conference its new time, and needs one', async () => {
  const conference = await test.given.conference();
  await change(conference, { change: 'postpone', reason: 'no chair' });
  const headers = { 'if-match': '"2"' };
  expect(await move(conference, { mode: 'phone', reason: 'x' }, headers)).toMatchObject({
    status: 422,
    body: { type: '/api/problems/needs-new-time' },
  });
  expect((await move(conference, LATER, headers)).body).toMatchObject({
    state: 'scheduled',
    stateReason: null,
    told: [],
  });
});

describe('changing the state', () => {
  it('stands a conference down and calls everybody off', async () => {
    const conference = await test.given.conference({
      startsAt: Temporal.Instant.from('2026-12-08T09:30:00Z'),
      endsAt: Temporal.Instant.from('2026-12-08T10:30:00Z'),
    });
    const ben = await test.given.attendee('Ben Carter');
    await priya.post(`/api/v1/conferences/${conference.reference}/assignments`, { attendeeId: ben.id, lead: true });
    const answer = await change(conference, { change: 'stand-down', reason: 'Not substantiated' });
    expect(answer).toMatchObject({
      status: 200,
      body: { state: 'stood_down', stateReason: 'Not substantiated', version: 2 },
    });
    const owed = await rows(
      test.db.reader,
      `select method from calendar_message where recipient like 'ben%' order by id`,
    );
    expect(owed).toEqual([{ method: 'REQUEST' }, { method: 'CANCEL' }]);
  });

  it('refuses a change that the state does not allow, with a sentence', async () => {
    const conference = await test.given.conference();
    const answer = await change(conference, { change: 'reinstate', reason: 'x' });
    expect(answer).toMatchObject({
      status: 409,
      body: {
        type: '/api/problems/not-from-here',
        detail: expect.stringMatching(/^This conference is scheduled, so/),
      },
    });
  });

  it('cannot record that it was held: that follows from the outcome', async () => {
    const conference = await test.given.conference();
    expect((await change(conference, { change: 'hold', reason: 'x' })).body.errors).toEqual([
      {
        pointer: '/change',
        code: 'invalid-value',
        detail: 'Give one of stand-down, postpone, cancel, transfer-out, reinstate, void.',
      },
    ]);
  });

  it('needs If-Match, and lets one of two through when both come at once', async () => {
    const conference = await test.given.conference();
    expect((await change(conference, { change: 'cancel', reason: 'x' }, {})).status).toBe(428);
    const both = await Promise.all([
      change(conference, { change: 'cancel', reason: 'one' }),
      change(conference, { change: 'postpone', reason: 'other' }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 412]);
  });
});
