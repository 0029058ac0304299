import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { rows } from '../../src/database/sql.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const IF = { 'if-match': '"1"' };
const path = ({ reference }: Conference, what: string): string => `/api/v1/conferences/${reference}/${what}`;
const put = (conference: Conference, what: string, body: object, headers: Record<string, string> = IF) =>
  priya.send('PUT', path(conference, what), { body, headers });
const post = (conference: Conference, what: string, body: object, headers: Record<string, string> = IF) =>
  priya.post(path(conference, what), body, headers);
/** One that began an hour ago. */
const begun = (over: object = {}) =>
  test.given.conference({
    startsAt: at('2026-11-20T08:00:00Z'),
    endsAt: at('2026-11-20T09:30:00Z'),
    confirmed: true,
    ...over,
  });
const trail = async ({ id }: Conference): Promise<string[]> =>
  (
    await rows<{ action: string }>(
      test.db.reader,
      `select action from audit_event where conference_id = $1 and action not in ('conference.viewed') order by id`,
      [id],
    )
  ).map((one) => one.action);
afterEach(async () => expect((await verifyMeasures(test.db, test.surroundings.counting)).drift).toEqual([]));

describe('a transfer in', () => {
  it('keeps where from, and the event from which 15 working days count', async () => {
    const conference = await test.given.conference({ kind: 'transfer-in' });
    const body = {
      triggerKind: 'referral-accepted',
      triggeredOn: '2026-11-16',
      fromAuthority: 'Swindon Borough Council',
    };
    const answer = await put(conference, 'transfer-in', body);
    expect(answer).toMatchObject({ status: 200, body: { version: 2, circumstances: { transferIn: body } } });
    expect(await trail(conference)).toContain('conference.transfer-in-told');
    expect(await put(conference, 'transfer-in', body, { 'if-match': '"2"' })).toMatchObject({
      status: 422,
      body: { type: '/api/problems/nothing-changed' },
    });
  });

  it.each([
    ['another kind', { kind: 'icpc' }, {}, IF, 'not-a-transfer-in'],
    ['a day without its event', { kind: 'transfer-in' }, { triggeredOn: '2026-11-16' }, IF, 'trigger-missing'],
    [
      'a day to come',
      { kind: 'transfer-in' },
      { triggeredOn: '2026-11-21', triggerKind: 'manager-accepts' },
      IF,
      'trigger-too-late',
    ],
    ['an old version', { kind: 'transfer-in' }, {}, { 'if-match': '"7"' }, 'changed-meanwhile'],
  ])('refuses %s', async (_, over, body, headers, problem) => {
    const answer = await put(await test.given.conference(over as object), 'transfer-in', body, headers);
    expect(answer.body).toMatchObject({ type: `/api/problems/${problem}` });
  });

  it('comes with its invitation', async () => {
    const transferIn = { triggerKind: 'written-notification', triggeredOn: '2026-11-17', fromAuthority: 'Wiltshire' };
    const invitation = {
      hub: 'reading',
      kind: 'transfer-in',
      startsAt: '2026-12-03T09:30:00Z',
      endsAt: '2026-12-03T11:00:00Z',
      mode: 'video',
      receivedAt: '2026-11-19T10:00:00Z',
      channel: 'mail',
      transferIn,
    };
    const answer = await priya.post('/api/v1/invitations', invitation, { 'idempotency-key': 'transfer' });
    expect(answer.status).toBe(201);
    const location = String(answer.headers['location']);
    expect((await priya.get(location)).body).toMatchObject({ circumstances: { transferIn } });
    const wrong = { ...invitation, kind: 'icpc' };
    expect(await priya.post('/api/v1/invitations', wrong, { 'idempotency-key': 'wrong' })).toMatchObject({
      status: 422,
      body: { type: '/api/problems/not-a-transfer-in' },
    });
  });
});

describe('a transfer out', () => {
  const to = { toAuthority: 'Hampshire County Council', receiving: 'awaited', reason: 'moved' };

  it('calls it off, is told more later, and is undone', async () => {
    const conference = await test.given.conference();
    expect(await put(conference, 'transfer-out', to)).toMatchObject({
      status: 200,
      body: { state: 'transferred_out', circumstances: { transferOut: { receiving: 'awaited', receivingOn: null } } },
    });
    const known = { toAuthority: 'Hampshire County Council', receiving: 'known', receivingOn: '2026-12-10' };
    expect(await put(conference, 'transfer-out', known, { 'if-match': '"2"' })).toMatchObject({
      body: { version: 3, circumstances: { transferOut: known } },
    });
    const back = { change: 'reinstate', reason: 'the family stays' };
    expect(await post(conference, 'state-changes', back, { 'if-match': '"3"' })).toMatchObject({
      body: { state: 'scheduled', circumstances: { transferOut: null } },
    });
  });

  it('leaves the receiving conference owed when only the state is changed', async () => {
    const conference = await test.given.conference();
    const answer = await post(conference, 'state-changes', { change: 'transfer-out', reason: 'moved' });
    expect(answer.body).toMatchObject({ circumstances: { transferOut: { toAuthority: null, receiving: 'awaited' } } });
  });

  it.each([
    ['no day where it is known', { ...to, receiving: 'known' }, IF, 'receiving-day-missing'],
    ['a day years away', { ...to, receiving: 'known', receivingOn: '2031-01-01' }, IF, 'receiving-too-far'],
    ['no reason', { ...to, reason: undefined }, IF, 'reason-missing'],
    ['an old version', to, { 'if-match': '"7"' }, 'changed-meanwhile'],
  ])('refuses %s', async (_, body, headers, problem) => {
    const conference = await test.given.conference();
    const answer = await put(conference, 'transfer-out', body, headers);
    expect(answer.body).toMatchObject({ type: `/api/problems/${problem}` });
    expect((await priya.get(`/api/v1/conferences/${conference.reference}`)).body).toMatchObject({ state: 'scheduled' });
  });
});

describe('a sitting without its quorum', () => {
  it('sits again at the time given, and the figures count the sitting that decides', async () => {
    const conference = await begun();
    const body = { outcome: 'adjourned', forWantOfPolice: true, nextStartsAt: '2026-12-01T09:30:00Z' };
    const answer = await post(conference, 'inquorate-sittings', body);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        state: 'scheduled',
        sitting: { number: 2, startsAt: '2026-12-01T09:30:00Z', endsAt: '2026-12-01T11:00:00Z' },
        circumstances: {
          inquorate: [{ startsAt: '2026-11-20T08:00:00Z', outcome: 'adjourned', forWantOfPolice: true }],
        },
      },
    });
    expect(await trail(conference)).toEqual(expect.arrayContaining(['conference.inquorate', 'conference.reconvened']));
  });

  it('waits for its next date as another sitting: it is not moved', async () => {
    const conference = await begun();
    const answer = await post(conference, 'inquorate-sittings', { outcome: 'adjourned', forWantOfPolice: false });
    expect(answer.body).toMatchObject({ state: 'postponed', stateReason: 'Inquorate, adjourned' });
    const time = { startsAt: '2026-12-01T09:30:00Z', endsAt: '2026-12-01T11:00:00Z', reason: 'new date' };
    const headers = { 'if-match': '"2"' };
    const moved = await priya.send('PATCH', path(conference, 'sittings/current'), { body: time, headers });
    expect(moved).toMatchObject({ status: 409, body: { type: '/api/problems/sits-again' } });
    expect(await post(conference, 'sittings', time, headers)).toMatchObject({
      status: 201,
      body: { state: 'scheduled', sitting: { number: 2 } },
    });
  });

  it('was held when the chair proceeded', async () => {
    const answer = await post(await begun(), 'inquorate-sittings', { outcome: 'proceeded', forWantOfPolice: false });
    expect(answer.body).toMatchObject({ state: 'scheduled', circumstances: { inquorate: [{ outcome: 'proceeded' }] } });
  });

  it.each([
    ['one that has not begun', () => test.given.conference(), {}, IF, 'not-started'],
    [
      'a next sitting before this one ended',
      begun,
      { nextStartsAt: '2026-11-20T09:00:00Z', confirmed: true },
      IF,
      'before-last-sitting',
    ],
    ['an old version', begun, {}, { 'if-match': '"7"' }, 'changed-meanwhile'],
  ])('refuses %s', async (_, make, over, headers, problem) => {
    const body = { outcome: 'adjourned', forWantOfPolice: false, ...over };
    const answer = await post(await make(), 'inquorate-sittings', body, headers);
    expect(answer.body).toMatchObject({ type: `/api/problems/${problem}` });
  });

  it('is no sitting of what was called off', async () => {
    const conference = await begun();
    await post(conference, 'state-changes', { change: 'stand-down', reason: 'chair ill' });
    const body = { outcome: 'proceeded', forWantOfPolice: false };
    const answer = await post(conference, 'inquorate-sittings', body, { 'if-match': '"2"' });
    expect(answer.body).toMatchObject({ type: '/api/problems/not-sat' });
  });
});

describe('an authority outside Thames Valley', () => {
  const counts = ({ id }: Conference) =>
    rows(test.db.reader, 'select measure, in_denominator from measure where conference_id = $1', [id]);

  it('is reported apart from the headline, until it turns out to be the hub after all', async () => {
    const conference = await begun();
    const other = { convenedBy: 'Hampshire County Council', reason: 'it comes from there' };
    expect((await put(conference, 'convener', other)).body).toMatchObject({ convenedBy: 'Hampshire County Council' });
    expect(await counts(conference)).toEqual([{ measure: 'O1', inDenominator: true }]);
    const own = await put(conference, 'convener', { convenedBy: null, reason: 'misread' }, { 'if-match': '"2"' });
    expect(own.body).toMatchObject({ convenedBy: null, version: 3 });
    expect(await counts(conference)).toEqual([{ measure: 'A1', inDenominator: true }]);
  });

  it('refuses no reason, no change and an old version', async () => {
    const conference = await begun();
    expect((await put(conference, 'convener', { convenedBy: 'Kent', reason: ' ' })).status).toBe(422);
    expect((await put(conference, 'convener', { convenedBy: null, reason: 'x' })).status).toBe(422);
    const late = await put(conference, 'convener', { convenedBy: 'Kent', reason: 'x' }, { 'if-match': '"7"' });
    expect(late.status).toBe(412);
  });
});

describe('a relevance to look at again', () => {
  const decided = async (value = 'not-relevant'): Promise<Conference> => {
    const conference = await test.given.conference({ kind: 'rcpc' });
    const criteria = value === 'relevant' ? ['new-incident'] : [];
    const decision = { value, criteria, reason: 'nothing new' };
    expect((await priya.post(path(conference, 'relevance-decisions'), decision)).status).toBe(201);
    return conference;
  };
  const lookAgain = async ({ reference }: Conference): Promise<unknown> =>
    ((await priya.get(`/api/v1/conferences/${reference}`)).body as { circumstances: { lookAgain: unknown } })
      .circumstances.lookAgain;
  const addChild = (conference: Conference) =>
    put(conference, 'children', { children: [{ laChildId: 'S1' }], reason: 'a sibling' });

  it('is owed once a child is added, until somebody says that it stands', async () => {
    const conference = await decided('relevant');
    await addChild(conference);
    expect(await lookAgain(conference)).toBe('child-added');
    expect((await priya.post(path(conference, 'relevance-decisions/unchanged'), {})).status).toBe(200);
    expect(await lookAgain(conference)).toBe(null);
    expect(await priya.post(path(conference, 'relevance-decisions/unchanged'), {})).toMatchObject({
      status: 409,
      body: { type: '/api/problems/nothing-to-look-at' },
    });
    expect(await trail(conference)).toEqual(expect.arrayContaining(['relevance.look-again', 'relevance.kept']));
  });

  it('is open again at once where a child joins a review that was not relevant', async () => {
    const conference = await decided();
    await addChild(conference);
    expect(await lookAgain(conference)).toBe(null);
    const { items } = (await priya.get(path(conference, 'relevance-decisions'))).body as { items: readonly object[] };
    expect(items.at(-1)).toMatchObject({
      value: 'undecided',
      reason: 'Reopened: a child was added',
      decidedBy: 'The tracker',
      criteriaVersion: '1.0',
      afterStart: false,
    });
  });

  it('is open again at once when one that was not relevant is brought forward', async () => {
    const conference = await decided();
    const time = { startsAt: '2026-11-27T09:30:00Z', endsAt: '2026-11-27T11:00:00Z', reason: 'new incident' };
    await priya.send('PATCH', path(conference, 'sittings/current'), { body: time, headers: IF });
    expect(await lookAgain(conference)).toBe(null);
    const { items } = (await priya.get(path(conference, 'relevance-decisions'))).body as { items: readonly object[] };
    expect(items.at(-1)).toMatchObject({ value: 'undecided', reason: 'Reopened: it was brought forward' });
  });

  it('is owed once it is brought forward, until somebody decides again', async () => {
    const conference = await decided('relevant');
    const time = { startsAt: '2026-11-27T09:30:00Z', endsAt: '2026-11-27T11:00:00Z', reason: 'new incident' };
    await priya.send('PATCH', path(conference, 'sittings/current'), { body: time, headers: IF });
    expect(await lookAgain(conference)).toBe('brought-forward');
    await priya.post(path(conference, 'relevance-decisions'), { value: 'undecided', criteria: [], reason: 'ask' });
    expect(await lookAgain(conference)).toBe(null);
  });

  it('is not owed where nobody had decided, nor of an initial conference, nor after a move to later', async () => {
    for (const make of [() => decided('undecided'), () => test.given.conference({ children: [NOTHING_KNOWN] })]) {
      const conference = await make();
      await addChild(conference);
      expect(await lookAgain(conference)).toBe(null);
    }
    const later = await decided();
    const time = { startsAt: '2026-12-07T09:30:00Z', endsAt: '2026-12-07T11:00:00Z', reason: 'chair ill' };
    await priya.send('PATCH', path(later, 'sittings/current'), { body: time, headers: IF });
    expect(await lookAgain(later)).toBe(null);
  });
});

describe('invitations found later', () => {
  const invitation = {
    hub: 'reading',
    kind: 'icpc',
    startsAt: '2026-11-19T09:30:00Z',
    endsAt: '2026-11-19T11:00:00Z',
    mode: 'video',
    receivedAt: '2026-11-20T08:00:00Z',
    confirmed: true,
    another: true,
  };
  const recorded = async (body: object, key: string): Promise<Conference> => {
    const answer = await priya.post('/api/v1/invitations', body, { 'idempotency-key': key });
    expect(answer.status).toBe(201);
    const reference = String(answer.headers['location']).split('/').pop()!;
    const [found] = await rows<Conference>(test.db.reader, 'select * from conference where reference = $1', [
      reference,
    ]);
    return found!;
  };
  const counted = async ({ id }: Conference) =>
    (await rows(test.db.reader, 'select in_denominator, why from measure where conference_id = $1', [id]))[0];

  it('records that TVP was never invited, which the headline leaves out', async () => {
    const conference = await recorded({ ...invitation, channel: 'minutes' }, 'never');
    expect(await counted(conference)).toEqual({
      inDenominator: false,
      why: 'Does not count: TVP was never invited.',
    });
    expect((await priya.get(`/api/v1/conferences/${conference.reference}`)).body).toMatchObject({
      circumstances: { neverInvited: { learntFrom: 'minutes', recordedBy: 'Priya Shah' } },
    });
    const found = { receivedAt: '2026-11-10T08:00:00Z', channel: 'mail', cameTo: 'other-mailbox' };
    const key = { 'idempotency-key': 'found' };
    expect((await priya.post(path(conference, 'invitations'), found, key)).status).toBe(201);
    expect(await counted(conference)).toMatchObject({ inDenominator: true });
  });

  it('counts a misrouted invitation as a miss: TVP had it', async () => {
    const misrouted = { ...invitation, receivedAt: '2026-11-12T08:00:00Z', channel: 'mail', cameTo: 'individual' };
    const conference = await recorded(misrouted, 'misrouted');
    expect(await counted(conference)).toMatchObject({ inDenominator: true });
  });

  it('refuses never invited of what is still to come', async () => {
    const ahead = {
      ...invitation,
      startsAt: '2026-12-01T09:30:00Z',
      endsAt: '2026-12-01T11:00:00Z',
      channel: 'told-afterwards',
    };
    expect(await priya.post('/api/v1/invitations', ahead, { 'idempotency-key': 'ahead' })).toMatchObject({
      status: 422,
      body: { type: '/api/problems/not-begun' },
    });
  });
});

it.each([
  ['PUT', 'transfer-in', {}],
  ['PUT', 'transfer-out', { toAuthority: 'Kent', receiving: 'none', reason: 'x' }],
  ['PUT', 'convener', { convenedBy: 'Kent', reason: 'x' }],
  ['POST', 'inquorate-sittings', { outcome: 'proceeded', forWantOfPolice: false }],
  ['POST', 'relevance-decisions/unchanged', {}],
] as const)('does not find the conference of another hub: %s %s', async (method, what, body) => {
  const conference = await begun();
  const milton = await test.issuer.signed({
    sub: 'mk',
    name: 'Mira Khan',
    email: 'mira.khan@thamesvalley-police.example',
    roles: ['coordinator', 'hub:milton-keynes'],
  });
  const answer = await test.withToken(milton).send(method, path(conference, what), { body, headers: IF });
  expect(answer.status).toBe(404);
});

describe('the minutes', () => {
  const minutes = (conference: Conference, body: unknown, headers: Record<string, string> = {}) =>
    priya.send('PUT', path(conference, 'minutes'), { body, headers });

  it('are asked for and come, with a version that a program can hold on to', async () => {
    const conference = await begun();
    const nothing = await priya.get(path(conference, 'minutes'));
    expect(nothing).toMatchObject({
      status: 200,
      body: { askedOn: null, awaited: false, dueOn: '2026-12-18', version: 0 },
    });
    expect(nothing.headers['etag']).toBe('"0"');
    const asked = await minutes(conference, { askedOn: '2026-11-20', receivedOn: null }, { 'if-match': '"0"' });
    expect(asked).toMatchObject({ status: 200, body: { awaited: true, version: 1, recordedBy: 'Priya Shah' } });
    const came = await minutes(conference, { askedOn: '2026-11-20', receivedOn: '2026-11-20' });
    expect(came).toMatchObject({ status: 200, body: { awaited: false, version: 2 } });
    const late = await minutes(conference, { askedOn: null, receivedOn: null }, { 'if-match': '"1"' });
    expect(late).toMatchObject({ status: 412, body: { type: '/api/problems/changed-meanwhile' } });
    expect((await priya.get(path(conference, 'minutes'))).body).toEqual(came.body);
    expect((await trail(conference)).filter((action) => action === 'minutes.recorded')).toHaveLength(2);
  });

  it.each([
    [{ askedOn: '2026-11-21', receivedOn: null }, 422, 'minutes-too-late'],
    [{ askedOn: '2026-11-19', receivedOn: null }, 422, 'minutes-too-early'],
    [{ askedOn: null, receivedOn: null }, 422, 'nothing-changed'],
    [{ askedOn: '2026-02-30', receivedOn: null }, 422, 'invalid-body'],
    [{ askedOn: 20261120, receivedOn: null }, 422, 'invalid-body'],
    [{ askedOn: '2026-11-20', receivedOn: null, recordedBy: 'Somebody Else' }, 422, 'invalid-body'],
    [[], 422, 'invalid-body'],
    ['{', 400, 'bad-request'],
  ])('are refused %j with %i, %s, and nothing changes', async (body, status, type) => {
    const conference = await begun();
    expect(await minutes(conference, body)).toMatchObject({ status, body: { type: `/api/problems/${type}` } });
    expect((await priya.get(path(conference, 'minutes'))).body).toMatchObject({ version: 0 });
  });

  it('are those of conferences that have begun, within reach', async () => {
    const ahead = await test.given.conference();
    const refused = await minutes(ahead, { askedOn: '2026-11-20', receivedOn: null });
    expect(refused).toMatchObject({ status: 409, body: { type: '/api/problems/minutes-of-none' } });
    const tom = await test.as('tom');
    const theirs = await begun();
    for (const method of ['GET', 'PUT'] as const) {
      const sent = method === 'PUT' ? { body: { askedOn: '2026-11-20', receivedOn: null } } : {};
      expect(await tom.send(method, path(theirs, 'minutes'), sent)).toMatchObject({ status: 404 });
      expect((await test.withToken(null).send(method, path(theirs, 'minutes'), sent)).status).toBe(401);
    }
  });
});
