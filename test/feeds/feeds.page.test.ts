import ICAL from 'ical.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import type { Conference, StateChange } from '../../src/conferences/conference.js';
import { row, rows, run } from '../../src/database/sql.js';
import { hashOf } from '../../src/feeds/feed-secret.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let ada: Attendee;
let adas: Browser;
let priyas: Browser;

beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  ada = await given(test).attendee('Ada Okafor');
  adas = await test.signIn('Ada Okafor', ['attendee']);
  priyas = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterEach(() => test.stop());

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const at = (text: string) => Temporal.Instant.from(text);
const coordinator = () => given(test).coordinator();
const on = (day: string): Partial<GivenInvitation> => ({
  startsAt: at(`${day}T09:30:00Z`),
  endsAt: at(`${day}T11:00:00Z`),
});
async function assigned(over: Partial<GivenInvitation> = {}, attendee = ada) {
  const conference = await given(test).conference(over);
  const done = await test.app
    .get(AssignmentsService)
    .assign(await coordinator(), conference.reference, { attendeeId: attendee.id, lead: true, overlapReason: null });
  if (!done.ok) throw new Error(done.refusal.kind);
  return { conference, assignment: done.value.assignment };
}
const answer = async (conference: Conference, assignmentId: number, said: 'accepted' | 'tentative' | 'declined') =>
  test.app
    .get(AnswersService)
    .answer(await coordinator(), conference.reference, assignmentId, { answer: said, comment: null });
const change = async (conference: Conference, to: StateChange) =>
  test.app
    .get(ChangesService)
    .changeState(await coordinator(), conference.reference, { change: to, reason: 'chair ill', version: 1 });

const addressOn = (page: Answer): string => page.$('[data-feed-address]').text();
const pathOf = (address: string): string => new URL(address).pathname;
const createMine = async (): Promise<string> => pathOf(addressOn(await adas.post('/feeds', { of: 'mine' })));
const createHubs = async (hub = 'reading'): Promise<string> =>
  pathOf(addressOn(await priyas.post('/feeds', { of: hub })));
const fetch = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  test.app.inject({ method, url, headers });
const eventsIn = (ics: string) =>
  new ICAL.Component(ICAL.parse(ics) as unknown as string).getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    status: String(event.getFirstPropertyValue('status')),
    summary: String(event.getFirstPropertyValue('summary')),
  }));
const events = async (url: string) => eventsIn((await fetch(url)).body);
const trail = (action: string) =>
  rows<{ actor: string; detail: Record<string, unknown> }>(
    test.db.reader,
    'select actor, detail from audit_event where action = $1 order by id',
    [action],
  );

describe('the address', () => {
  it('is shown once, on the page after it was created, and only its hash is kept', async () => {
    const created = await adas.post('/feeds', { of: 'mine' });
    expect(created.status).toBe(201);
    expect(created.text).toContain('Copy it now: it is shown only once.');
    const address = addressOn(created);
    expect(address).toMatch(/^http:\/\/tracker\.example\/feeds\/[\w-]{43}\.ics$/);
    expect(created.$('a[href^="webcal:"]').attr('href')).toBe(address.replace('http:', 'webcal:'));

    const secret = /feeds\/(.*)\.ics/.exec(address)?.[1] ?? '';
    const stored = await rows<object>(test.db.reader, 'select * from feed');
    expect(stored).toMatchObject([{ attendeeId: ada.id, hubCode: null, secretHash: hashOf(secret), revokedAt: null }]);
    expect(JSON.stringify([stored, await rows(test.db.reader, 'select * from audit_event')])).not.toContain(secret);
    for (const page of [await adas.get('/feeds'), await adas.get('/my')]) expect(page.text).not.toContain(secret);
  });

  it('is on the trail when it is created and when it is revoked', async () => {
    await createMine();
    await adas.post('/feeds/1/revoke', {}, '/feeds');
    await createHubs();
    expect(await trail('feed.created')).toEqual([
      { actor: 'Ada Okafor', detail: { feedId: 1, of: 'Ada Okafor' } },
      { actor: 'Priya Shah', detail: { feedId: 2, of: 'all of Reading' } },
    ]);
    expect(await trail('feed.revoked')).toEqual([{ actor: 'Ada Okafor', detail: { feedId: 1, of: 'Ada Okafor' } }]);
  });

  it('works until it is revoked; then it looks as if it had never been', async () => {
    const path = await createMine();
    expect((await fetch(path)).statusCode).toBe(200);
    const done = await adas.post('/feeds/1/revoke', {}, '/feeds');
    expect(done).toMatchObject({ status: 303, location: '/feeds' });
    expect((await adas.get('/feeds')).text).toContain('The address no longer works.');
    const [revoked, never] = [await fetch(path), await fetch(`/feeds/${'x'.repeat(43)}.ics`)];
    expect([revoked.statusCode, never.statusCode]).toEqual([404, 404]);
    expect(revoked.body).toBe(never.body);
    expect(Object.keys(revoked.headers).sort()).toEqual(Object.keys(never.headers).sort());
  });

  it('can be revoked twice, which is once', async () => {
    await createMine();
    const page = await adas.get('/feeds');
    const token = page.$('input[name=_csrf]').first().attr('value') ?? '';
    for (let i = 0; i < 2; i += 1) {
      expect((await adas.forged('/feeds/1/revoke', { _csrf: token })).status).toBe(303);
    }
    expect(await trail('feed.revoked')).toHaveLength(1);
  });

  it.each(['/feeds/.ics', '/feeds/x', '/feeds/%00.ics', `/feeds/${'y'.repeat(190)}.ics`])('%s is none', async (url) => {
    expect((await fetch(url)).statusCode).toBe(404);
  });

  it('does not work without its ending', async () => {
    expect((await fetch((await createMine()).replace('.ics', ''))).statusCode).toBe(404);
  });

  it('stops working for somebody who has left', async () => {
    const path = await createMine();
    await test.db.transaction((tx) => run(tx, 'update attendee set active = false where id = $1', [ada.id]));
    expect((await fetch(path)).statusCode).toBe(404);
  });

  it('five of them work at most; the sixth is refused until one is revoked', async () => {
    for (let i = 0; i < 5; i += 1) await createMine();
    const refused = await adas.post('/feeds', { of: 'mine' });
    expect(refused.status).toBe(422);
    expect(refused.$('.govuk-error-summary').text()).toContain('5 addresses work already.');
    await adas.post('/feeds/3/revoke', {}, '/feeds');
    expect((await adas.post('/feeds', { of: 'mine' })).status).toBe(201);
  });
});

describe("an attendee's feed", () => {
  it('has the UID and SEQUENCE of the mailed invitation, and follows the answer', async () => {
    const path = await createMine();
    const { conference, assignment } = await assigned();
    const mailed = await row<{ uid: string; sequence: number }>(
      test.db.reader,
      'select uid, sequence from calendar_message',
    );
    expect(await events(path)).toEqual([
      {
        ...mailed,
        status: 'TENTATIVE',
        summary: `OFFICIAL-SENSITIVE | ICPC | ${conference.reference} | Reading`,
      },
    ]);
    await answer(conference, assignment.id, 'accepted');
    expect(await events(path)).toMatchObject([{ ...mailed, status: 'CONFIRMED' }]);
    await answer(conference, assignment.id, 'declined');
    expect(await events(path)).toEqual([]);
  });

  it('shows a conference that was stood down as cancelled, with the SEQUENCE of the CANCEL', async () => {
    const path = await createMine();
    const { conference } = await assigned();
    await change(conference, 'stand-down');
    const cancel = await row<{ uid: string; sequence: number }>(
      test.db.reader,
      `select uid, sequence from calendar_message where method = 'CANCEL'`,
    );
    expect(await events(path)).toMatchObject([{ ...cancel, status: 'CANCELLED' }]);
  });

  it('leaves out what the person was taken off, and what is of others', async () => {
    const path = await createMine();
    const { conference, assignment } = await assigned();
    await assigned(on('2026-12-01'), await given(test).attendee('Ben Carter'));
    await test.app
      .get(AssignmentsService)
      .withdraw(await coordinator(), conference.reference, assignment.id, 'off sick');
    expect(await events(path)).toEqual([]);
  });

  it('reaches thirty days back', async () => {
    const path = await createMine();
    await assigned();
    test.clock.set('2026-12-30T23:59:00Z');
    expect(await events(path)).toHaveLength(1);
    test.clock.set('2026-12-31T00:00:00Z');
    expect(await events(path)).toEqual([]);
  });

  it('says nothing of children, venue, ways in, or anybody but the desk', async () => {
    const path = await createMine();
    const child = { laChildId: '90311', policeReference: '43260001', initials: 'QZ', bornYear: 2019, expectedOn: null };
    await assigned({
      laMeetingId: 'RBC-77',
      venue: 'Civic Offices',
      joinLink: 'https://meet.example/abc',
      children: [child],
    });
    const body = (await fetch(path)).body.replaceAll('\r\n ', '');
    for (const hidden of [
      '90311',
      '43260001',
      'QZ',
      '2019',
      'RBC-77',
      'Civic',
      'meet.example',
      'Ada',
      'Okafor',
      'Priya',
    ]) {
      expect(body).not.toContain(hidden);
    }
    expect(body.match(/mailto:[^\r]+/gi)).toEqual(['mailto:conference.desk@thamesvalley-police.example']);
  });
});

describe("a hub's feed", () => {
  it('lists the conferences of four weeks with reference, kind and whether they are covered, and no names', async () => {
    const path = await createHubs();
    const { conference, assignment } = await assigned();
    const second = await given(test).conference({ ...on('2026-12-17'), kind: 'rcpc' });
    await given(test).conference(on('2026-12-18'));
    await given(test).conference({ ...on('2026-12-01'), hubCode: 'slough' });
    await answer(conference, assignment.id, 'tentative');
    expect((await events(path)).map((one) => one.summary)).toEqual([
      `OFFICIAL-SENSITIVE | ICPC | ${conference.reference} | Not covered`,
      `OFFICIAL-SENSITIVE | RCPC | ${second.reference} | Not covered`,
    ]);
    await answer(conference, assignment.id, 'accepted');
    const { body } = await fetch(path);
    expect(eventsIn(body)[0]).toMatchObject({
      summary: `OFFICIAL-SENSITIVE | ICPC | ${conference.reference} | Covered`,
      status: 'CONFIRMED',
    });
    for (const name of ['Ada', 'Okafor', 'Priya', assignment.uid]) expect(body).not.toContain(name);
  });

  it('shows a conference that is called off as cancelled, with a higher SEQUENCE under the same UID', async () => {
    const path = await createHubs();
    const conference = await given(test).conference();
    const [before] = await events(path);
    await change(conference, 'cancel');
    const [after] = await events(path);
    expect(after).toMatchObject({ uid: before?.uid, status: 'CANCELLED', sequence: (before?.sequence ?? 0) + 1 });
  });
});

describe('fetching', () => {
  it('is a calendar that only its reader may keep, and that is asked for again', async () => {
    const { headers, body } = await fetch(await createMine());
    expect(headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
      'x-robots-tag': 'noindex',
    });
    expect(headers['etag']).toMatch(/^"[\w-]{43}"$/);
    expect(body).toContain('\r\nX-WR-CALNAME:My conferences\r\n');
    expect(body).toContain('\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
  });

  it('says 304 while nothing has changed, whatever the time, and sends the new calendar once something has', async () => {
    const path = await createMine();
    const { conference, assignment } = await assigned();
    const etag = String((await fetch(path)).headers['etag']);
    test.clock.forward({ hours: 1 });
    const same = await fetch(path, { 'if-none-match': etag });
    expect([same.statusCode, same.body, same.headers['etag']]).toEqual([304, '', etag]);
    await answer(conference, assignment.id, 'accepted');
    const changed = await fetch(path, { 'if-none-match': etag });
    expect(changed.statusCode).toBe(200);
    expect(changed.headers['etag']).not.toBe(etag);
  });

  it('answers HEAD like GET, without the calendar', async () => {
    const path = await createMine();
    const [get, head] = [await fetch(path), await fetch(path, {}, 'HEAD')];
    expect([head.statusCode, head.body]).toEqual([200, '']);
    for (const name of ['etag', 'content-type', 'content-length']) expect(head.headers[name]).toBe(get.headers[name]);
  });

  it('puts on the record who was shown what, once for each calendar handed out', async () => {
    const path = await createMine();
    const { conference } = await assigned();
    const first = await fetch(path);
    await fetch(path, { 'if-none-match': String(first.headers['etag']) });
    await fetch(path, {}, 'HEAD');
    expect(await trail('conference.listed')).toEqual([
      {
        actor: 'Calendar feed 1 of Ada Okafor',
        detail: { page: 'calendar feed', references: [conference.reference] },
      },
    ]);
  });
});

describe('the page', () => {
  it("lists what is one's own: an attendee their addresses, a coordinator those of their hubs", async () => {
    await createMine();
    await createHubs('slough');
    const mine = await adas.get('/feeds');
    expect(
      mine
        .$('tbody tr')
        .map((_, one) => words(mine.$(one).find('th').text()))
        .get(),
    ).toEqual(['My conferences']);
    expect(mine.$('select')).toHaveLength(0);
    const hers = await priyas.get('/feeds');
    expect(hers.$('tbody th').text()).toBe('All conferences in Slough');
    expect(
      hers
        .$('option')
        .map((_, one) => hers.$(one).text())
        .get(),
    ).toEqual(['All conferences in Reading', 'All conferences in Slough']);
  });

  it('says plainly that the mail comes too', async () => {
    for (const page of [await adas.get('/feeds'), await adas.get('/my'), await adas.post('/feeds', { of: 'mine' })]) {
      expect(page.text).toContain('Invitations still come by mail, and you answer those.');
      expect(page.text).toContain('most calendars then show one entry, some show two.');
    }
  });

  it('on an attendee’s own page creates an address in one press', async () => {
    const page = await adas.get('/my');
    expect(page.$('#calendar h2').text()).toBe('Calendar feed');
    const created = await adas.post('/feeds', { of: String(page.$('#calendar input[name=of]').attr('value')) }, '/my');
    expect(created.status).toBe(201);
    expect(words((await adas.get('/my')).$('#calendar').text())).toContain(
      'One address works, created on Fri 20 Nov 2026.',
    );
  });

  it('is reached from the foot of every page', async () => {
    expect((await priyas.get('/board')).$('footer a[href="/feeds"]').text()).toBe('Calendar feeds');
    expect((await test.stranger().get('/accessibility')).$('footer a[href="/feeds"]')).toHaveLength(0);
  });

  it('tells those for whom there is no feed so', async () => {
    const page = await (await test.signIn('Lee Chief', ['leadership'])).get('/feeds');
    expect(page.status).toBe(200);
    expect(page.text).toContain('There is none for your role.');
    expect(page.$('main form')).toHaveLength(0);
  });

  it('asks again when nothing that is offered was chosen', async () => {
    for (const wanted of ['', 'oxfordshire', 'mine']) {
      const again = await priyas.post('/feeds', { of: wanted });
      expect(again.status).toBe(422);
      expect(again.$('.govuk-error-summary').text()).toContain('Choose whose conferences the calendar shows');
    }
    expect(await rows(test.db.reader, 'select id from feed')).toEqual([]);
  });

  it("does not know the address of somebody else or of another's hub", async () => {
    await createMine();
    await createHubs();
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    for (const id of ['1', '2', '99', 'x']) {
      expect((await tom.post(`/feeds/${id}/revoke`, {}, '/feeds')).status).toBe(404);
    }
    expect(await rows(test.db.reader, 'select id from feed where revoked_at is not null')).toEqual([]);
  });

  it('lets a colleague of the same hub revoke, and shows who created it', async () => {
    await createHubs();
    const colleague = await test.signIn('Col League', ['supervisor'], ['reading']);
    expect(words((await colleague.get('/feeds')).$('tbody tr').text())).toContain('Priya Shah');
    expect((await colleague.post('/feeds/1/revoke', {}, '/feeds')).status).toBe(303);
  });

  it('takes no post that another site forged', async () => {
    await createMine();
    expect((await adas.forged('/feeds', { of: 'mine' })).status).toBe(403);
    expect((await adas.forged('/feeds/1/revoke', {})).status).toBe(403);
    expect(await rows(test.db.reader, 'select id from feed where revoked_at is null')).toHaveLength(1);
  });

  it('wants a sign-in', async () => {
    expect(await test.stranger().get('/feeds')).toMatchObject({ status: 303, location: '/sign-in?returnTo=%2Ffeeds' });
  });
});
