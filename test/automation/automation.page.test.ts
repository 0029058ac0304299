import { row, rows } from '../../src/database/sql.js';
import { DigestWork } from '../../src/automation/digest-work.service.js';
import { buildRaw } from '../../src/calendar/mime.js';
import { ImportWork } from '../../src/lists/import-work.service.js';
import { PostService } from '../../src/intake/post.service.js';
import { listOf } from '../imports/plans.js';
import type { Browser } from '../support/app.js';
import { invitationBody, testApi, type Program, type TestApi } from '../support/api.js';
import { smtpError } from '../support/mailer.js';
import { TestMailbox } from '../support/mailbox.js';

let test: TestApi;
let robot: Program;
let priya: Browser;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());
beforeEach(async () => {
  // An empty tracker again: far quicker than another one. Nothing else may empty the trail.
  await test.db.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query('truncate conference, import, audit_event, notice, idempotency_key, inbound_mail cascade');
  });
  test.clock.set('2026-11-20T09:00:00Z');
  test.mailer.failure = null;
  test.mailer.sent.length = 0;
  robot = await test.as('mash-robot');
  priya = await signIn();
});

const signIn = (): Promise<Browser> => test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
let keys = 0;
/** Received today for Mon 23 Nov: late, so that the policy asks for a person. */
const late = (over: Record<string, unknown> = {}): Record<string, unknown> =>
  invitationBody({
    startsAt: '2026-11-23T09:30:00Z',
    endsAt: '2026-11-23T11:00:00Z',
    receivedAt: '2026-11-20T08:00:00Z',
    ...over,
  });
const send = (body: object): ReturnType<Program['post']> =>
  robot.post('/api/v1/invitations', body, { 'idempotency-key': `k${(keys += 1)}` });
async function recorded(body: object = late()): Promise<string> {
  const answer = await send(body);
  expect(answer.status).toBe(201);
  return answer.body.reference;
}
const stands = (reference: string): Promise<{ toConfirm: string[] | null; version: number } | null> =>
  row(test.db.reader, 'select to_confirm, version from conference where reference = $1', [reference]);
const trail = (action: string): Promise<{ actor: string; detail: Record<string, unknown> }[]> =>
  rows(test.db.reader, 'select actor, detail from audit_event where action = $1 order by id', [action]);

describe('a conference that automation recorded', () => {
  it('is to be confirmed where the policy says so, and says that wherever it is shown', async () => {
    const answer = await send(late());
    expect(answer.body.toConfirm).toBe(true);
    const { reference } = answer.body;
    expect(await trail('conference.to-confirm')).toEqual([
      { actor: 'MASH robot', detail: { because: ['late-notice'], policyVersion: '1.0' } },
    ]);
    const board = await priya.get('/board');
    const line = board.$(`#${reference}`);
    expect(line.text()).toContain('To confirm');
    expect(line.text()).toContain('Recorded by automation (late notice); nobody assigned');
    expect(line.find('a:contains("Confirm what automation recorded")').attr('href')).toBe(
      `/conferences/${reference}#confirm`,
    );
    const page = await priya.get(`/conferences/${reference}`);
    expect(page.$('#confirm').text()).toContain('MASH robot recorded this');
    expect(page.$('nav a[href="/automation"] .cct-count').text()).toBe('1');
    expect((await priya.get('/automation')).$(`#waiting #${reference}`).text()).toContain('Late notice');
    const listed = await (await test.as('priya')).get('/api/v1/conferences');
    expect(listed.body.items).toMatchObject([{ reference, toConfirm: true }]);
  });

  it('is on the board however far away it is', async () => {
    const far = { startsAt: '2027-02-07T09:30:00Z', endsAt: '2027-02-07T11:00:00Z', confirmed: true };
    const reference = await recorded(late(far));
    expect((await priya.get('/board')).$(`#day-later ~ #${reference}`).text()).toContain('unusual time');
  });

  it('needs nobody when the policy does not ask, and never when a person records it', async () => {
    expect((await send(invitationBody())).body.toConfirm).toBe(false);
    const byPerson = await test.as('priya');
    const answer = await byPerson.post('/api/v1/invitations', late(), { 'idempotency-key': 'p' });
    expect(answer.body.toConfirm).toBe(false);
    const ways = await rows(test.db.reader, 'select by_automation from invitation order by id');
    expect(ways).toEqual([{ byAutomation: 'unattended' }, { byAutomation: null }]);
  });

  it('is to be confirmed when the robot says that it is another one', async () => {
    const children = { children: [{ laChildId: 'RBC-1' }] };
    await recorded(invitationBody(children));
    const again = await send(invitationBody({ ...children, another: true }));
    expect((await stands(again.body.reference))?.toConfirm).toEqual(['possible-duplicate']);
  });

  it('counts in the measures and can be assigned meanwhile', async () => {
    const reference = await recorded();
    const counted = await rows(
      test.db.reader,
      'select m.measure from measure m join conference c on c.id = m.conference_id where c.reference = $1',
      [reference],
    );
    expect(counted).toEqual([{ measure: 'A1' }]);
    expect((await priya.get(`/conferences/${reference}/assign`)).status).toBe(200);
  });

  it('from a list is to be confirmed like any other', async () => {
    const address = '/api/v1/imports?hub=reading&fileName=l.csv&receivedAt=2026-11-20T08:00:00Z';
    const list = listOf({ ref: 'R1', date: '23/11/2026' }, { ref: 'R2', date: '14/12/2026', child: '2' });
    const sent = await robot.post(address, list, { 'content-type': 'text/csv', 'idempotency-key': 'l' });
    await test.app.get(ImportWork).turn();
    const commit = { confirmAll: true };
    await robot.post(`${sent.headers['location']!}/commit`, commit, { 'idempotency-key': 'c' });
    await test.app.get(ImportWork).turn();
    const made = await rows(test.db.reader, 'select la_meeting_id, to_confirm from conference order by id');
    expect(made).toEqual([
      { laMeetingId: 'R1', toConfirm: ['late-notice'] },
      { laMeetingId: 'R2', toConfirm: null },
    ]);
  });
});

describe('confirming', () => {
  const confirm = (reference: string, version = '1', who = priya): ReturnType<Browser['post']> =>
    who.post(`/conferences/${reference}/confirmation`, { version }, `/conferences/${reference}`);

  it('takes one button, and is on the trail', async () => {
    const reference = await recorded();
    const answer = await confirm(reference);
    expect([answer.status, answer.location]).toEqual([303, `/conferences/${reference}`]);
    expect(await stands(reference)).toEqual({ toConfirm: null, version: 2 });
    expect(await trail('conference.confirmed')).toEqual([
      { actor: 'Priya Shah', detail: { because: ['late-notice'], how: 'as it stood' } },
    ]);
    const page = await priya.get(`/conferences/${reference}`);
    expect(page.$('[role=status]').text()).toContain(`${reference} is confirmed`);
    expect(page.$('#confirm')).toHaveLength(0);
  });

  it('is refused when somebody changed the conference meanwhile', async () => {
    const reference = await recorded();
    await test.db.transaction((tx) => tx.query('update conference set version = 2'));
    expect((await confirm(reference)).location).toBe(`/conferences/${reference}`);
    expect((await stands(reference))?.toConfirm).toEqual(['late-notice']);
    expect((await priya.get('/board')).text).toContain('A colleague changed the conference meanwhile');
  });

  it('happens once when two press at the same moment', async () => {
    const reference = await recorded();
    const helen = await test.signIn('Helen Lowe', ['supervisor'], ['reading']);
    await Promise.all([confirm(reference), confirm(reference, '1', helen)]);
    expect(await trail('conference.confirmed')).toHaveLength(1);
    expect((await stands(reference))?.version).toBe(2);
  });

  it.each([
    ['another hub’s coordinator', 'Tom Price', ['coordinator'], ['oxfordshire']],
    ['leadership', 'Margaret Ellis', ['leadership'], []],
    ['an administrator', 'Sunita Rao', ['administrator'], []],
  ] as const)('is not for %s', async (_, name, roles, hubs) => {
    const reference = await recorded();
    const who = await test.signIn(name, [...roles], [...hubs]);
    expect((await who.post(`/conferences/${reference}/confirmation`, { version: '1' }, '/accessibility')).status).toBe(
      404,
    );
    expect((await stands(reference))?.toConfirm).not.toBeNull();
  });

  it('is done by program too, with the version as read, and never by a robot', async () => {
    const reference = await recorded();
    const url = `/api/v1/conferences/${reference}/confirmation`;
    const program = await test.as('priya');
    const with1 = { headers: { 'if-match': '"1"' } };
    expect(await robot.send('POST', url, with1)).toMatchObject({
      status: 403,
      body: { type: '/api/problems/forbidden' },
    });
    expect((await program.send('POST', url)).status).toBe(428);
    expect((await program.send('POST', url, { headers: { 'if-match': '"7"' } })).status).toBe(412);
    const done = await program.send('POST', url, with1);
    expect(done).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { toConfirm: false, version: 2 } });
    const again = await program.send('POST', url, { headers: { 'if-match': '"2"' } });
    expect(again).toMatchObject({ status: 409, body: { type: '/api/problems/nothing-to-confirm' } });
    expect((await (await test.as('tom')).send('POST', url, with1)).status).toBe(404);
  });

  it('follows from correcting it, and voiding it rejects it', async () => {
    const [moved, voided] = [await recorded(), await recorded(late({ laMeetingId: 'M2' }))];
    const program = await test.as('priya');
    const ifMatch = { 'if-match': '"1"' };
    const to = { startsAt: '2026-11-24T09:30:00Z', endsAt: '2026-11-24T11:00:00Z', mode: 'video', reason: 'Misread' };
    const url = (reference: string): string => `/api/v1/conferences/${reference}`;
    expect((await program.send('PATCH', `${url(moved)}/sittings/current`, { body: to, headers: ifMatch })).status).toBe(
      200,
    );
    const off = { change: 'void', reason: 'Not a conference' };
    expect((await program.post(`${url(voided)}/state-changes`, off, ifMatch)).status).toBe(200);
    expect((await stands(moved))?.toConfirm).toBeNull();
    expect((await stands(voided))?.toConfirm).toBeNull();
    expect((await trail('conference.confirmed')).map(({ detail }) => detail['how'])).toEqual(['by correcting it']);
    expect((await priya.get('/automation')).$('#waiting').text()).toContain('Nothing waits to be confirmed');
  });
});

describe('the page of automation', () => {
  it('teaches when there is nothing', async () => {
    const page = await priya.get('/automation');
    expect(page.$('#waiting').text()).toContain('Nothing waits to be confirmed');
    expect(page.$('#days').text()).toContain('Automation did nothing in the last 14 days');
    expect(page.$('#policy').text()).toContain('late notice, unusual time, perhaps recorded twice');
  });

  it('shows each thing done and its result, by day', async () => {
    const reference = await recorded();
    await robot.post(
      `/api/v1/conferences/${reference}/invitations`,
      { receivedAt: '2026-11-20T08:30:00Z', channel: 'mail' },
      { 'idempotency-key': 'f' },
    );
    await send(late({ endsAt: '2026-11-23T09:00:00Z', receivedAt: '2026-11-21T08:00:00Z' }));
    await send({ hub: 'slough', 'Jamie Bell': 1 });
    const page = await priya.get('/automation');
    const cells = page
      .$('#days tbody tr')
      .first()
      .children()
      .toArray()
      .map((one) => page.$(one).text().trim());
    expect(cells.slice(1)).toEqual(['1', '1', '0', '2']);
    const done = page.$('#done').text();
    expect(done).toContain('Refused: end before start');
    expect(done).toContain('/receivedAt received-in-future');
    expect(done).toContain(`Further invitation to ${reference}`);
    expect(done).not.toContain('Jamie');
    expect((await priya.get('/automation?day=2026-11-19')).$('#done').text()).toContain('Nothing was done on this day');
    expect((await priya.get('/automation?day=nonsense&hub=oxfordshire')).status).toBe(200);
  });

  it('shows nobody another hub’s, and is for those whom it concerns', async () => {
    const reference = await recorded();
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.get('/automation?hub=reading')).text).not.toContain(reference);
    const sunita = await test.signIn('Sunita Rao', ['administrator']);
    const seen = await sunita.get('/automation');
    expect(seen.$('#waiting').text()).toContain(reference);
    expect(seen.$('#waiting a, #waiting button')).toHaveLength(0);
    const ada = await test.signIn('Ada Okafor', ['attendee'], ['reading']);
    expect((await ada.get('/automation')).status).toBe(403);
  });
});

describe('the daily digest', () => {
  const turn = (): Promise<number> => test.app.get(DigestWork).turn();
  const kept = (): Promise<{ hubCode: string; state: string }[]> =>
    rows(
      test.db.reader,
      `select split_part(about, '/', 1) as hub_code, state from notice
       where topic = 'automation' and state <> 'dropped' order by id`,
    );

  it('goes once to the hub, however many instances and turns there are', async () => {
    await recorded();
    test.clock.set('2026-11-23T07:59:00Z');
    await turn();
    expect(test.mailer.sent).toHaveLength(0);
    test.clock.set('2026-11-23T08:00:00Z');
    await Promise.all([turn(), turn(), turn()]);
    await turn();
    expect(test.mailer.sent.map(({ to }) => to)).toEqual([
      { name: 'Reading hub', address: 'mash.berkshire@thamesvalley-police.example' },
    ]);
    expect(String(test.mailer.sent[0]!.text)).toContain('- 1 conference recorded');
    expect(String(test.mailer.sent[0]!.text)).not.toMatch(/TV-26|Priya/);
    expect(await kept()).toMatchObject([{ hubCode: 'reading', state: 'sent' }]);
    expect(await trail('automation.digest-sent')).toHaveLength(1);
  });

  it('tells of days that were missed in one mail, and of nothing twice', async () => {
    await recorded();
    test.clock.set('2026-11-23T12:00:00Z');
    await turn();
    test.clock.set('2026-11-24T09:00:00Z');
    await recorded(late({ laMeetingId: 'A', startsAt: '2026-11-27T09:30:00Z', endsAt: '2026-11-27T11:00:00Z' }));
    test.clock.set('2026-11-26T09:00:00Z');
    await recorded(late({ laMeetingId: 'B', startsAt: '2026-11-27T13:30:00Z', endsAt: '2026-11-27T15:00:00Z' }));
    test.clock.set('2026-11-27T09:00:00Z');
    await turn();
    expect(test.mailer.sent.map(({ text }) => /- (\d) conferences? recorded/.exec(String(text))?.[1])).toEqual([
      '1',
      '2',
    ]);
    test.clock.set('2026-11-30T09:00:00Z');
    await turn();
    expect(test.mailer.sent).toHaveLength(2);
  });

  it('waits for a mail server that is away, and shows one that refuses for good', async () => {
    await recorded();
    test.clock.set('2026-11-23T08:00:00Z');
    test.mailer.failure = smtpError(451, 'try later');
    await turn();
    expect(await kept()).toMatchObject([{ state: 'owed' }]);
    test.mailer.failure = smtpError(550, 'no such mailbox');
    test.clock.forward({ hours: 2 });
    await turn();
    expect(await kept()).toMatchObject([{ state: 'failed' }]);
    expect((await (await signIn()).get('/automation')).text).toContain('A daily digest could not be sent');
  });

  it('asks nothing of anybody when the tracker reads the mailbox that it went to', async () => {
    await recorded();
    test.clock.set('2026-11-23T08:00:00Z');
    await turn();
    const box = new TestMailbox('mash.berkshire@thamesvalley-police.example');
    box.deliver((await buildRaw(test.mailer.sent[0]!)).toString('latin1'), '2026-11-23T08:00:05Z');
    await test.app.get(PostService).readWaiting(box);
    const read = await rows(test.db.reader, 'select outcome, reason from inbound_mail');
    expect(read).toMatchObject([{ outcome: 'ignored' }]);
  });
});
