import { rows } from '../../src/database/sql.js';
import { invitationBody, testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
let robot: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
  robot = await test.as('mash-robot');
});
afterAll(() => test.stop());

const URL = '/api/v1/invitations';
let keys = 0;
const newKey = (): { 'idempotency-key': string } => ({ 'idempotency-key': `key-${(keys += 1)}` });

const conferences = (): Promise<{ reference: string }[]> =>
  rows(test.db.reader, 'select reference from conference order by id');

describe('recording an invitation', () => {
  it('makes the conference and says where it is', async () => {
    const answer = await priya.post(
      URL,
      invitationBody({
        laMeetingId: ' RBC/2026/0117 ',
        strategyDiscussionOn: '2026-11-10',
        joinLink: 'https://meet.example/abc',
        children: [{ laChildId: 'RBC-1', initials: 'jb', bornYear: 2019 }, { expectedOn: '2027-01-15' }],
      }),
      newKey(),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/conferences/${answer.body.reference}`);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({
      hub: 'reading',
      state: 'scheduled',
      version: 1,
      laMeetingId: 'RBC/2026/0117',
      noticeDays: 10,
      cautions: [],
      sitting: { number: 1, startsAt: '2026-11-30T09:30:00Z', joinLink: 'https://meet.example/abc' },
      children: [
        { laChildId: 'RBC-1', initials: 'JB', bornYear: 2019, expectedOn: null },
        { laChildId: null, initials: null, expectedOn: '2027-01-15' },
      ],
    });
    expect((await priya.get(answer.headers['location'] ?? '')).body).toMatchObject({
      reference: answer.body.reference,
    });
  });

  it('keeps the channel that the robot read, and the robot as the one who recorded', async () => {
    const answer = await robot.post(URL, invitationBody({ hub: 'oxfordshire', channel: 'mail' }), newKey());
    expect(answer.status).toBe(201);
    const kept = await rows(
      test.db.reader,
      `select i.channel, i.recorded_by, e.actor from invitation i join conference c on c.id = i.conference_id
       join audit_event e on e.conference_id = c.id and e.action = 'invitation.recorded' where c.reference = $1`,
      [answer.body.reference],
    );
    expect(kept).toEqual([{ channel: 'mail', recordedBy: 'MASH robot', actor: 'MASH robot' }]);
  });

  it('takes times with any offset', async () => {
    const body = invitationBody({ startsAt: '2027-06-01T10:00:00+01:00', endsAt: '2027-06-01T11:30:00+01:00' });
    const answer = await priya.post(URL, body, newKey());
    expect(answer.body.sitting).toMatchObject({ startsAt: '2027-06-01T09:00:00Z', endsAt: '2027-06-01T10:30:00Z' });
  });

  it('says what is unusual without refusing it', async () => {
    const answer = await priya.post(
      URL,
      invitationBody({
        receivedAt: '2026-11-20T08:00:00Z',
        startsAt: '2026-11-24T14:30:00Z',
        endsAt: '2026-11-24T16:30:00Z',
      }),
      newKey(),
    );
    expect(answer.status).toBe(201);
    expect(answer.body.cautions.map((one: { kind: string }) => one.kind)).toEqual(['outside-hub-hours', 'late-notice']);
  });
});

describe('the same request sent again', () => {
  it('gives the same answer word for word and records nothing twice', async () => {
    const key = newKey();
    const first = await priya.post(URL, invitationBody(), key);
    const before = await conferences();
    const reordered = Object.fromEntries(Object.entries(invitationBody()).toReversed());
    const again = await priya.post(URL, reordered, key);
    expect(again.status).toBe(201);
    expect(again.text).toBe(first.text);
    expect(again.headers['location']).toBe(first.headers['location']);
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await conferences()).toEqual(before);
  });

  it('is refused when it asks for something else', async () => {
    const key = newKey();
    await priya.post(URL, invitationBody(), key);
    const before = await conferences();
    const answer = await priya.post(URL, invitationBody({ mode: 'phone' }), key);
    expect(answer).toMatchObject({ status: 422, body: { type: '/api/problems/idempotency-key-reused' } });
    expect(await conferences()).toEqual(before);
  });

  it('is another request when somebody else sends it', async () => {
    const key = newKey();
    const one = await priya.post(URL, invitationBody(), key);
    const other = await robot.post(URL, invitationBody(), key);
    expect(other.status).toBe(201);
    expect(other.body.reference).not.toBe(one.body.reference);
  });

  it('records one conference when ten come at once', async () => {
    const key = newKey();
    const before = (await conferences()).length;
    const answers = await Promise.all(Array.from({ length: 10 }, () => priya.post(URL, invitationBody(), key)));
    expect(new Set(answers.map((one) => one.status))).toEqual(new Set([201]));
    expect(new Set(answers.map((one) => one.text)).size).toBe(1);
    expect(answers.filter((one) => one.headers['idempotent-replayed'] === 'true')).toHaveLength(9);
    expect((await conferences()).length).toBe(before + 1);
  });

  it('is done afresh after a refusal, which used up no key', async () => {
    const key = newKey();
    const refused = await priya.post(URL, invitationBody({ hub: 'atlantis' }), key);
    expect(refused.status).toBe(422);
    expect((await priya.post(URL, invitationBody(), key)).status).toBe(201);
  });

  it('is forgotten after a week', async () => {
    const key = newKey();
    const first = await priya.post(URL, invitationBody(), key);
    test.clock.set('2026-11-27T08:59:00Z');
    expect((await priya.post(URL, invitationBody(), key)).text).toBe(first.text);
    test.clock.set('2026-11-27T09:01:00Z');
    const later = await priya.post(URL, invitationBody(), key);
    expect(later.body.reference).not.toBe(first.body.reference);
    test.clock.set('2026-11-20T09:00:00Z');
  });

  it('needs a key', async () => {
    const without: Readonly<Record<string, string>>[] = [
      {},
      { 'idempotency-key': ' ' },
      { 'idempotency-key': 'x'.repeat(256) },
    ];
    for (const headers of without) {
      const answer = await priya.post(URL, invitationBody(), headers);
      expect(answer).toMatchObject({ status: 400, body: { type: '/api/problems/idempotency-key-missing' } });
    }
  });

  it('is done once when the database goes away in between', async () => {
    const key = newKey();
    const before = (await conferences()).length;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const other = test.db.transaction(async (tx) => {
      await tx.query('select * from reference_counter for update');
      begin();
      await held;
    });
    await begun;
    const interrupted = priya.post(URL, invitationBody(), key).catch((error: unknown) => error);
    // It has claimed its key and waits for a reference; now its connection is cut.
    for (let cut = 0; cut === 0;) {
      const found = await rows<{ cut: boolean }>(
        test.db.reader,
        `select pg_terminate_backend(pid) as cut from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like '%reference_counter%'`,
      );
      cut = found.length;
    }
    await interrupted;
    release();
    await other;
    expect((await conferences()).length).toBe(before);
    const [first, second] = await Promise.all([1, 2].map(() => priya.post(URL, invitationBody(), key)));
    expect([first!.status, second!.status, second!.text]).toEqual([201, 201, first!.text]);
    expect((await conferences()).length).toBe(before + 1);
  });

  it('is told to come back while the first one is still being worked on', async () => {
    const key = newKey();
    const account = await rows<{ id: number }>(
      test.db.reader,
      `select id from account where name = 'Priya Shah' and subject = 'priya'`,
    );
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let begin: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const other = test.db.transaction(async (tx) => {
      await tx.query(`insert into idempotency_key values ($1, $2, 'other', 0, '{}', now())`, [
        String(account[0]?.id),
        key['idempotency-key'],
      ]);
      begin();
      await held;
    });
    await begun;
    const answer = await priya.post(URL, invitationBody(), key);
    release();
    await other;
    expect(answer).toMatchObject({ status: 409, body: { type: '/api/problems/in-progress' } });
  });
});

describe('a dry run', () => {
  it('tells what would be made and all that is unusual, and saves nothing', async () => {
    const before = await rows(
      test.db.reader,
      'select (select count(*) from conference), (select max(used) from reference_counter), (select count(*) from idempotency_key)',
    );
    const sunday = { startsAt: '2026-11-29T09:30:00Z', endsAt: '2026-11-29T11:00:00Z' };
    const answer = await priya.post(`${URL}?dryRun=true`, invitationBody(sunday));
    expect(answer.status).toBe(200);
    expect(answer.body.cautions).toEqual([{ kind: 'weekend', mustConfirm: true, text: 'Sun 29 Nov is at a weekend.' }]);
    expect(answer.body.conference).toMatchObject({ hub: 'reading', sitting: { startsAt: '2026-11-29T09:30:00Z' } });
    expect(
      await rows(
        test.db.reader,
        'select (select count(*) from conference), (select max(used) from reference_counter), (select count(*) from idempotency_key)',
      ),
    ).toEqual(before);
  });

  it('names everything that recording would refuse at once, each at its place', async () => {
    const body = invitationBody({
      hub: 'atlantis',
      endsAt: '2026-11-30T09:00:00Z',
      receivedAt: '2026-11-21T09:00:00Z',
      children: [{ laChildId: 'A 1' }, { laChildId: 'A 1' }],
    });
    for (const url of [`${URL}?dryRun=true`, URL]) {
      const answer = await priya.post(url, body, newKey());
      expect(answer).toMatchObject({ status: 422, body: { type: '/api/problems/unknown-hub' } });
      expect(answer.body.errors).toEqual([
        { pointer: '/hub', code: 'unknown-hub', detail: expect.stringContaining('atlantis') },
        { pointer: '/endsAt', code: 'end-before-start', detail: expect.any(String) },
        { pointer: '/receivedAt', code: 'received-in-future', detail: expect.any(String) },
        { pointer: '/children/1/laChildId', code: 'duplicate-child', detail: expect.any(String) },
      ]);
    }
  });

  it('tells nothing of what another hub has on record', async () => {
    await robot.post(URL, invitationBody({ hub: 'oxfordshire', laMeetingId: 'OX-1' }), newKey());
    const answer = await priya.post(`${URL}?dryRun=true`, invitationBody({ hub: 'oxfordshire', laMeetingId: 'OX-1' }));
    expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual(['not-your-hub']);
  });

  it('says whether a person will have to confirm what the robot records', async () => {
    const late = invitationBody({ receivedAt: '2026-11-27T09:00:00Z', startsAt: '2026-11-30T09:30:00Z' });
    test.clock.set('2026-11-27T10:00:00Z');
    const [byRobot, byPerson] = [robot, priya].map((one) => one.post(`${URL}?dryRun=true`, late));
    expect((await byRobot!).body.toConfirm).toEqual(['late-notice']);
    expect((await byPerson!).body.toConfirm).toEqual([]);
    test.clock.set('2026-11-20T09:00:00Z');
  });

  it('refuses what recording would refuse', async () => {
    const answer = await priya.post(`${URL}?dryRun=true`, invitationBody({ hub: 'atlantis' }));
    expect(answer).toMatchObject({ status: 422, body: { type: '/api/problems/unknown-hub' } });
  });
});

describe('what the rules refuse', () => {
  const CASES: readonly [string, Record<string, unknown>, number][] = [
    ['unknown-hub', { hub: 'atlantis' }, 422],
    ['not-your-hub', { hub: 'oxfordshire' }, 403],
    ['end-before-start', { endsAt: '2026-11-30T09:30:00Z' }, 422],
    ['too-long', { endsAt: '2026-12-01T09:30:00Z' }, 422],
    ['too-far', { startsAt: '2036-11-30T09:30:00Z', endsAt: '2036-11-30T10:30:00Z' }, 422],
    ['received-in-future', { receivedAt: '2026-11-20T09:00:01Z' }, 422],
    ['strategy-after-start', { strategyDiscussionOn: '2026-12-01' }, 422],
    ['duplicate-child', { children: [{ laChildId: 'A 1' }, { laChildId: 'A 1' }] }, 422],
    ['confirm', { startsAt: '2026-12-25T09:30:00Z', endsAt: '2026-12-25T10:30:00Z' }, 422],
    ['confirm', { startsAt: '2026-11-19T09:30:00Z', endsAt: '2026-11-19T10:30:00Z' }, 422],
  ];

  it.each(CASES)('%s for %j', async (kind, over, status) => {
    const before = await conferences();
    const answer = await priya.post(URL, invitationBody(over), newKey());
    expect(answer).toMatchObject({ status, body: { type: `/api/problems/${kind}`, status } });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await conferences()).toEqual(before);
  });

  it('names what must be confirmed, and takes it once it is', async () => {
    const christmas = { startsAt: '2026-12-25T09:30:00Z', endsAt: '2026-12-25T10:30:00Z' };
    const key = newKey();
    const refused = await priya.post(URL, invitationBody(christmas), key);
    expect(refused.body.cautions).toContainEqual({
      kind: 'bank-holiday',
      mustConfirm: true,
      text: 'Fri 25 Dec is a bank holiday (Christmas Day).',
    });
    expect((await priya.post(URL, invitationBody({ ...christmas, confirmed: true }), key)).status).toBe(201);
  });

  it('names the conference that has the meeting id already', async () => {
    const first = await priya.post(URL, invitationBody({ laMeetingId: 'M 1' }), newKey());
    const second = await priya.post(URL, invitationBody({ laMeetingId: 'M 1' }), newKey());
    expect(second).toMatchObject({
      status: 409,
      body: { type: '/api/problems/duplicate-meeting-id', reference: first.body.reference },
    });
  });

  it('lets one of two with the same meeting id through when both come at once', async () => {
    const both = await Promise.all(
      [newKey(), newKey()].map((key) => priya.post(URL, invitationBody({ laMeetingId: 'M 2' }), key)),
    );
    expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
  });
});

describe('a body that is not as documented', () => {
  it('gets one sentence at each wrong place', async () => {
    const body = {
      ...invitationBody({ startsAt: '2026-11-30T09:30:00', mode: 'zoom', colour: 'red' }),
      children: [{ initials: 'Jamie Bell' }, { bornYear: '2019', shoeSize: 3 }],
    };
    const answer = await priya.post(URL, body, newKey());
    expect(answer).toMatchObject({ status: 422, body: { type: '/api/problems/invalid-body' } });
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        {
          pointer: '/startsAt',
          code: 'invalid-value',
          detail:
            'Say the offset from UTC: 2026-11-30T09:30:00Z, or with +01:00 in British Summer Time. Without it the time is a guess.',
        },
        { pointer: '/mode', code: 'invalid-value', detail: 'Give one of in-person, video, phone, hybrid.' },
        { pointer: '/colour', code: 'unknown-property', detail: 'There is no such property here. Check its spelling.' },
        {
          pointer: '/children/0/initials',
          code: 'invalid-value',
          detail: 'Give initials of 1 to 4 letters. The tracker stores no names.',
        },
        { pointer: '/children/1/bornYear', code: 'invalid-value', detail: 'Give a whole number from 2000 to 2199.' },
        {
          pointer: '/children/1/shoeSize',
          code: 'unknown-property',
          detail: 'There is no such property here. Check its spelling.',
        },
      ]),
    );
    expect(answer.body.errors).toHaveLength(6);
  });

  it('is refused when it is no object at all, or nested without end', async () => {
    for (const body of ['[]', '"text"', '7', 'null', `{"hub":${'['.repeat(50_000)}${']'.repeat(50_000)}}`]) {
      const answer = await priya.send('POST', URL, { body, headers: newKey() });
      expect(answer).toMatchObject({ status: 422, body: { type: '/api/problems/invalid-body' } });
    }
  });

  it('may not reach into the program', async () => {
    const before = await conferences();
    for (const body of ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}', '{"hub":']) {
      const answer = await test.app.inject({
        method: 'POST',
        url: URL,
        headers: { authorization: `Bearer ${await test.issuer.tokenFor('priya')}`, 'content-type': 'application/json' },
        payload: body,
      });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({
        type: '/api/problems/bad-request',
        detail: expect.stringContaining('JSON in UTF-8'),
      });
    }
    expect(await conferences()).toEqual(before);
  });
});

describe('the list of invitations', () => {
  it('pages from the last recorded to the first, within the hubs of the token', async () => {
    const all = await priya.get(`${URL}?limit=200`);
    expect(new Set(all.body.items.map((one: { hub: string }) => one.hub))).toEqual(new Set(['reading']));
    const seen: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await priya.get(`${URL}?limit=3${next === '' ? '' : `&after=${next}`}`);
      seen.push(...page.body.items.map((one: { id: number }) => one.id));
      next = page.body.next;
    }
    expect(seen).toEqual(all.body.items.map((one: { id: number }) => one.id));
    expect(seen.length).toBeGreaterThan(6);
  });

  it('is filtered by the London day of receipt', async () => {
    const on = async (day: string): Promise<number> =>
      (await priya.get(`${URL}?from=${day}&to=${day}`)).body.items.length;
    expect(await on('2026-11-16')).toBeGreaterThan(0);
    expect(await on('2026-11-17')).toBe(0);
  });

  it('is not for the robot, which needs to read nothing', async () => {
    expect(await robot.get(URL)).toMatchObject({ status: 403, body: { type: '/api/problems/forbidden' } });
  });
});
