import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { row, rows } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let people = 0;
let name: string;
let me: Attendee;
let browser: Browser;

beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());
beforeEach(async () => {
  test.clock.set('2026-11-20T09:00:00Z');
  const place = people++;
  name = `Ada ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place % 26]}${'x'.repeat(Math.floor(place / 26))}`;
  me = await given(test).attendee(name);
  browser = await test.signIn(name, ['attendee']);
});

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const headings = ({ $ }: Answer) =>
  $('h2.govuk-heading-m')
    .not('dialog h2')
    .map((_, heading) => words($(heading).text()))
    .get();
const card = ({ $ }: Answer, reference: string) => $('article').filter((_, one) => $(one).text().includes(reference));
const coordinator = () => given(test).coordinator();

async function assigned(day: string, attendee = me): Promise<{ conference: Conference; assignmentId: number }> {
  const conference = await given(test).conference({
    startsAt: Temporal.Instant.from(`${day}T09:30:00Z`),
    endsAt: Temporal.Instant.from(`${day}T11:00:00Z`),
    joinLink: 'https://meet.example/abc',
  });
  return { conference, assignmentId: await assign(conference, attendee) };
}
async function assign(conference: Conference, attendee = me): Promise<number> {
  const done = await test.app
    .get(AssignmentsService)
    .assign(await coordinator(), conference.reference, { attendeeId: attendee.id, lead: true, overlapReason: null });
  if (!done.ok) throw new Error(done.refusal.kind);
  return done.value.assignment.id;
}
const stateOf = async (assignmentId: number) =>
  row<{ state: string; answerComment: string | null; answerChannel: string | null }>(
    test.db.reader,
    'select state, answer_comment, answer_channel from assignment where id = $1',
    [assignmentId],
  );

it('says that nothing waits, and how something would come', async () => {
  const page = await browser.get('/my');
  expect(page.status).toBe(200);
  expect(page.text).toContain('Nothing waits for you.');
});

it('leads to the own absences and back, and to the own share', async () => {
  const page = await browser.get('/my');
  expect(page.$('main [href="/rota/fairness"]')).not.toHaveLength(0);
  const add = page.$('#time a[href$="/new"]').attr('href')!;
  const done = await browser.post(add, { kind: 'leave', fromOn: '30/11/26', untilOn: '1/12/26' });
  expect([done.status, done.location]).toEqual([303, '/my']);
  expect(words((await browser.get('/my')).$('#time').text())).toContain('Mon 30 Nov to Tue 1 Dec');
});

it('asks first for answers that are owed', async () => {
  const { conference } = await assigned('2026-11-30');
  const page = await browser.get('/my');
  expect(headings(page)).toEqual(['Needs your answer']);
  const one = card(page, conference.reference);
  expect(words(one.find('h3').text())).toBe('Mon 30 Nov 2026, 09:30 to 11:00 No answer yet');
  expect(one.find('a[href="https://meet.example/abc"]')).toHaveLength(1);
  expect(
    one
      .find('button')
      .map((_, button) => words(page.$(button).text()))
      .get(),
  ).toEqual([`Accept ${conference.reference}`, `Not sure ${conference.reference}`, `Decline ${conference.reference}`]);
});

it('puts the list of conferences seen on the record', async () => {
  const { conference } = await assigned('2026-11-30');
  await browser.get('/my');
  const seen = await rows<{ detail: unknown }>(
    test.db.reader,
    `select detail from audit_event where action = 'conference.listed' and actor = $1`,
    [name],
  );
  expect(seen).toEqual([{ detail: { page: '/my', references: [conference.reference] } }]);
});

it.each([
  ['accepted', 'You accepted.', 'Accepted'],
  ['tentative', 'Noted: you are not sure yet.', 'Not sure'],
  ['declined', 'You declined.', 'Declined'],
])('hears %s, with the comment, and shows it among what comes up', async (answer, said, tag) => {
  const { conference, assignmentId } = await assigned('2026-11-30');
  const saved = await browser.post(
    `/my/${assignmentId}/answer`,
    { answer, comment: ' In court till 9 ', sequence: '0' },
    '/my',
  );
  expect(saved).toMatchObject({ status: 303, location: '/my' });
  expect(await stateOf(assignmentId)).toEqual({
    state: answer,
    answerComment: 'In court till 9',
    answerChannel: 'page',
  });
  const page = await browser.get('/my');
  expect(words(page.$('[role=status]').text())).toContain(said);
  expect(headings(page)).toEqual(['Coming up']);
  expect(words(card(page, conference.reference).find('h3').text())).toContain(tag);
});

it.each([
  [{}, 'Press Accept, Not sure or Decline'],
  [{ answer: 'perhaps' }, 'Press Accept, Not sure or Decline'],
  [{ answer: ['accepted', 'declined'] }, 'Press Accept, Not sure or Decline'],
  [{ answer: 'accepted', comment: 'x'.repeat(301) }, 'Shorten the comment to 300 characters or fewer'],
])('gives %j back with a sentence at the card', async (fields, sentence) => {
  const { assignmentId } = await assigned('2026-11-30');
  const page = await browser.post(`/my/${assignmentId}/answer`, fields, '/my');
  expect(page.status).toBe(422);
  expect(words(page.$(`.govuk-error-summary a[href="#comment-${assignmentId}"]`).text())).toBe(sentence);
  expect((await stateOf(assignmentId))?.state).toBe('invited');
});

it('does not let a page opened before a move accept the new time', async () => {
  const { conference, assignmentId } = await assigned('2026-11-30');
  const moved = await test.app.get(ChangesService).move(await coordinator(), conference.reference, {
    to: {
      startsAt: Temporal.Instant.from('2026-12-01T09:30:00Z'),
      endsAt: Temporal.Instant.from('2026-12-01T11:00:00Z'),
      mode: 'video',
      venue: null,
      joinLink: null,
    },
    reason: 'Chair asked',
    confirmed: true,
    version: conference.version,
  });
  expect(moved.ok).toBe(true);
  const late = await browser.post(
    `/my/${assignmentId}/answer`,
    { answer: 'accepted', sequence: '0', comment: 'Fine' },
    '/my',
  );
  expect(late.status).toBe(409);
  expect(late.text).toContain('The conference was moved since you opened this page.');
  expect(late.$('input[name=comment]').val()).toBe('Fine');
  expect(late.$('input[name=sequence]').val()).toBe('1');
  expect((await stateOf(assignmentId))?.state).toBe('invited');
});

it('tells somebody who comes back after declining that the place is taken', async () => {
  const { conference, assignmentId } = await assigned('2026-11-30');
  await browser.post(`/my/${assignmentId}/answer`, { answer: 'declined' }, '/my');
  await assign(conference, await given(test).attendee(`Tom ${people}`));
  const back = await browser.post(`/my/${assignmentId}/answer`, { answer: 'accepted' }, '/my');
  expect(back.status).toBe(409);
  expect(back.text).toContain(`Tom ${people} has been asked instead.`);
  expect((await stateOf(assignmentId))?.state).toBe('declined');
});

it('tells somebody who comes back after declining that they are elsewhere by now', async () => {
  const first = await assigned('2026-11-30');
  await browser.post(`/my/${first.assignmentId}/answer`, { answer: 'declined' }, '/my');
  await assigned('2026-11-30');
  const back = await browser.post(`/my/${first.assignmentId}/answer`, { answer: 'accepted' }, '/my');
  expect(back.status).toBe(409);
  expect(back.text).toContain('You have been put on another conference at that time');
});

it('asks for the outcome once it is over, and shows it with the last ones afterwards', async () => {
  const { conference } = await assigned('2026-11-30');
  test.clock.set('2026-11-30T11:00:00Z');
  browser = await test.signIn(name, ['attendee']);
  const over = await browser.get('/my');
  expect(headings(over)).toEqual(['Outcome to record']);
  expect(over.$(`a[href="/conferences/${conference.reference}/outcome"]`)).toHaveLength(1);
  expect(over.$('button[name=answer]')).toHaveLength(0);
  expect(words(over.$('#time').text())).toContain('there for the decision at 0 of 1 initial conferences');

  const fields = { outcome: 'attended', 'attended-who': String(me.id), 'attended-mode': 'video', seen: '0' };
  await browser.post(`/conferences/${conference.reference}/outcome`, fields);
  const after = await browser.get('/my');
  expect(words(after.$('[role=status]').text())).toContain('Recorded. This counts in A1 as attended.');
  expect(words(after.$('table tbody').text())).toContain(`Attended for the decision, ${name}`);
  expect(words(after.$('#time').text())).toContain('there for the decision at 1 of 1 initial conferences');
  expect(headings(after)).toEqual([]);
});

it('offers the outcome while the conference still runs', async () => {
  const { conference } = await assigned('2026-11-30');
  test.clock.set('2026-11-30T10:45:00Z');
  browser = await test.signIn(name, ['attendee']);
  const page = await browser.get('/my');
  expect(card(page, conference.reference).find('a[href$="/outcome"]')).toHaveLength(1);
});

it('shows what was called off or given to somebody else, with nothing to press', async () => {
  const { conference, assignmentId } = await assigned('2026-11-30');
  const stoodDown = await assigned('2026-12-01');
  await test.app.get(AssignmentsService).withdraw(await coordinator(), conference.reference, assignmentId, 'Tom goes');
  const change = { change: 'stand-down' as const, reason: 'Chair ill', version: stoodDown.conference.version };
  await test.app.get(ChangesService).changeState(await coordinator(), stoodDown.conference.reference, change);
  const page = await browser.get('/my');
  expect(headings(page)).toEqual(['Called off, or no longer yours']);
  expect(card(page, conference.reference).text()).toContain('You are no longer needed: Tom goes.');
  expect(words(card(page, stoodDown.conference.reference).find('h3').text())).toContain('Stood down');
  expect(page.$('button[name=answer]')).toHaveLength(0);
});

it('lets a person say when they are away, and says what share they carry', async () => {
  expect((await browser.get('/my')).text).toContain('No absence of yours is on record.');
  const form = `/attendees/${me.id}/absences/new`;
  await browser.post(form, { kind: 'leave', fromOn: '21/12/26', untilOn: '23/12/26' });
  const { $, text } = await browser.get('/my');
  const time = $('#time');
  expect(words(time.text())).toContain('Mon 21 Dec to Wed 23 Dec 2026 · Change');
  expect(words(time.text())).toContain('Your hours are not on record, so your share cannot be said.');
  expect(text).not.toContain('No absence of yours');
  expect((await browser.get(time.find('li a').attr('href') ?? '')).status).toBe(200);
  const other = await given(test).attendee('Somebody Else');
  expect((await browser.get(`/attendees/${other.id}/absences/new`)).status).toBe(404);
});

it('shows somebody who was put back on only the invitation that stands', async () => {
  const { conference, assignmentId } = await assigned('2026-11-30');
  await test.app.get(AssignmentsService).withdraw(await coordinator(), conference.reference, assignmentId, 'Mistake');
  await assign(conference);
  const page = await browser.get('/my');
  expect(card(page, conference.reference)).toHaveLength(1);
  expect(headings(page)).toEqual(['Needs your answer']);
});

it('does not show or answer the assignment of somebody else', async () => {
  const other = await given(test).attendee(`Uma ${people}`);
  const theirs = await assigned('2026-11-30', other);
  const page = await browser.get('/my');
  expect(page.text).not.toContain(theirs.conference.reference);
  const forced = await browser.post(`/my/${theirs.assignmentId}/answer`, { answer: 'accepted' }, '/my');
  expect(forced.status).toBe(404);
  expect((await stateOf(theirs.assignmentId))?.state).toBe('invited');
});

it.each(['0', '999999', 'abc', '1;drop'])('has no assignment %s', async (id) => {
  expect((await browser.post(`/my/${encodeURIComponent(id)}/answer`, { answer: 'accepted' }, '/my')).status).toBe(404);
});

it('refuses a forged answer', async () => {
  const { assignmentId } = await assigned('2026-11-30');
  expect((await browser.forged(`/my/${assignmentId}/answer`, { answer: 'accepted' })).status).toBe(403);
  expect((await stateOf(assignmentId))?.state).toBe('invited');
});

it('tells somebody whom no attendee stands for what to do', async () => {
  const stranger = await test.signIn('Nobody Known', ['attendee']);
  const page = await stranger.get('/my');
  expect(page.status).toBe(200);
  expect(page.text).toContain('The tracker does not know you as an attendee yet.');
  expect((await stranger.post('/my/1/answer', { answer: 'accepted' }, '/my')).status).toBe(404);
});

it('is not for those who neither attend nor assign', async () => {
  expect((await (await test.signIn('Lena Lead', ['leadership'])).get('/my')).status).toBe(403);
});

it('lets the database settle two answers that race for one place', async () => {
  const first = await assigned('2026-11-30');
  const second = await given(test).conference();
  const service = test.app.get(AnswersService);
  const actor = await test.actor(name, ['attendee']);
  await service.answer(actor, first.conference.reference, first.assignmentId, { answer: 'declined', comment: null });
  const [, back] = await Promise.allSettled([
    assign(second),
    service.answer(actor, first.conference.reference, first.assignmentId, { answer: 'accepted', comment: null }),
  ]);
  expect(back.status).toBe('fulfilled');
  const taken = await rows(
    test.db.reader,
    `select id from assignment where attendee_id = $1 and state in ('invited', 'accepted')`,
    [me.id],
  );
  expect(taken).toHaveLength(1);
});

describe('one press after the end', () => {
  const press = (assignmentId: number, by = browser) => by.post(`/my/${assignmentId}/attended`, {}, '/my');
  const kept = (reference: string) =>
    row(
      test.db.reader,
      `select p.outcome, p.mode, p.attended_by_id, p.version from participation p join sitting s on s.id = p.sitting_id
       join conference c on c.id = s.conference_id where c.reference = $1`,
      [reference],
    );

  it('records that the person attended as planned, and offers the rest without demanding it', async () => {
    const { conference, assignmentId } = await assigned('2027-01-11');
    test.clock.set('2027-01-11T12:00:00Z');
    browser = await test.signIn(name, ['attendee']);
    const before = card(await browser.get('/my'), conference.reference);
    expect(words(before.text())).toContain(`I attended for the decision ${conference.reference}`);
    expect(before.find(`a[href="/conferences/${conference.reference}/outcome"]`)).toHaveLength(1);
    expect(await press(assignmentId)).toMatchObject({ status: 303, location: '/my' });
    expect(await kept(conference.reference)).toEqual({
      outcome: 'attended',
      mode: 'video',
      attendedById: me.id,
      version: 1,
    });
    const page = await browser.get('/my');
    expect(words(page.$('[role=status]').text())).toContain('Recorded. This counts in A1 as attended.');
    expect(page.$(`[role=status] a[href="/conferences/${conference.reference}/outcome"]`)).toHaveLength(1);
    // A second press, as of a page left open, changes nothing and says so.
    expect(await press(assignmentId)).toMatchObject({ status: 303, location: '/my' });
    expect(words((await browser.get('/my')).$('[role=status]').text())).toContain('The outcome is on record');
    expect(await kept(conference.reference)).toMatchObject({ version: 1 });
  });

  it('sends a hybrid one to its page with a sentence, and takes none before the end or of somebody else', async () => {
    const startsAt = Temporal.Instant.from('2027-01-12T09:30:00Z');
    const hybrid = await given(test).conference({ startsAt, endsAt: startsAt.add({ hours: 1 }), mode: 'hybrid' });
    const assignmentId = await assign(hybrid);
    const page = `/conferences/${hybrid.reference}/outcome`;
    test.clock.set('2027-01-12T10:00:00Z');
    browser = await test.signIn(name, ['attendee']);
    expect(await press(assignmentId)).toMatchObject({ status: 303, location: page });
    expect(words((await browser.get(page)).$('[role=status]').text())).toContain('has not ended yet');
    test.clock.set('2027-01-12T12:00:00Z');
    browser = await test.signIn(name, ['attendee']);
    expect(card(await browser.get('/my'), hybrid.reference).find('form[action$=attended]')).toHaveLength(0);
    expect(await press(assignmentId)).toMatchObject({ status: 303, location: page });
    expect(words((await browser.get(page)).$('[role=status]').text())).toContain('say how you attended');
    await given(test).attendee(`Eve ${name}`);
    expect((await press(assignmentId, await test.signIn(`Eve ${name}`, ['attendee']))).status).toBe(404);
    expect(await kept(hybrid.reference)).toBeNull();
  });
});
