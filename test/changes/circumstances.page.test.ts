import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { RelevanceService } from '../../src/relevance/relevance.service.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

let test: TestApp;
let priya: Browser;
let mira: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  mira = await test.signIn('Mira Khan', ['coordinator'], ['milton-keynes']);
});
afterAll(() => test.stop());

const at_ = ({ reference }: Conference, page = ''): string => `/conferences/${reference}${page}`;
const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text();
const main = async (path: string): Promise<string> => (await priya.get(path)).$('main').text().replace(/\s+/g, ' ');
const begun = (over: object = {}) =>
  given(test).conference({
    startsAt: at('2026-11-20T08:00:00Z'),
    endsAt: at('2026-11-20T09:30:00Z'),
    confirmed: true,
    ...over,
  });

it('keeps a transfer in and shows until when the conference is due', async () => {
  const conference = await given(test).conference({ kind: 'transfer-in' });
  const form = await priya.get(at_(conference, '/transfer-in'));
  expect(form.$('#trigger option:selected').val()).toBe('written-notification');
  const body = { from: 'Swindon Borough Council', trigger: 'referral-accepted', on: '16/11/26', version: '1' };
  expect(await priya.post(at_(conference, '/transfer-in'), body)).toMatchObject({ status: 303 });
  const page = await main(at_(conference));
  expect(page).toContain('From Swindon Borough Council');
  expect(page).toContain('Due by Mon 7 Dec 2026');
  expect(page).toContain('Ask the force there for information');
});

it.each([
  ['a day nobody can read', { on: 'soon' }, 422, 'is not a date'],
  ['a day without its event', { on: '16/11/26', trigger: '' }, 422, 'Say what the day is of'],
  ['a day after the conference', { on: '1/12/26', trigger: 'manager-accepts' }, 422, 'before its conference'],
  ['an old version', { on: '', trigger: 'manager-accepts', version: '7' }, 409, 'A colleague changed'],
])('says of a transfer in with %s', async (_, over, status, words) => {
  const conference = await given(test).conference({ kind: 'transfer-in' });
  const answer = await priya.post(at_(conference, '/transfer-in'), { from: 'Kent', version: '1', ...over });
  expect([answer.status, summary(answer)]).toEqual([status, expect.stringContaining(words)]);
  expect(answer.$('#from').val()).toBe('Kent');
});

it('transfers out, stays on the board until the receiving conference is known, and is undone', async () => {
  // Beyond the days that the board shows.
  const times = { startsAt: at('2027-01-12T09:30:00Z'), endsAt: at('2027-01-12T11:00:00Z') };
  const conference = await given(test).conference(times);
  const asked = await priya.post(at_(conference, '/state'), { change: 'transfer-out', reason: 'moved', version: '1' });
  expect(asked.location).toBe(at_(conference, '/transfer-out?reason=moved'));
  expect((await priya.get(asked.location!)).$('#reason').val()).toBe('moved');
  const out = { to: 'Hampshire County Council', receiving: 'awaited', reason: 'moved', version: '1' };
  expect(await priya.post(at_(conference, '/transfer-out'), out)).toMatchObject({ status: 303 });
  const board = async (): Promise<string> => (await priya.get('/board')).$(`#${conference.reference}`).text();
  expect(await board()).toContain('the receiving conference is not known yet');
  const none = { to: 'Hampshire County Council', receiving: 'none', version: '2' };
  expect(await priya.post(at_(conference, '/transfer-out'), none)).toMatchObject({ status: 303 });
  expect(await board()).toBe('');
  const back = { change: 'reinstate', reason: 'they stay', version: '3' };
  expect(await priya.post(at_(conference, '/state'), back)).toMatchObject({ status: 303 });
  expect(await main(at_(conference))).not.toContain('Transferred to');
});

it.each([
  ['no authority', { to: '' }, 422, 'Say which authority'],
  ['no answer', { receiving: '' }, 422, 'Say whether the receiving conference is known'],
  ['a known one without its day', { receiving: 'known' }, 422, 'Give the day of the receiving conference'],
  ['no reason', { reason: '' }, 422, 'Say why'],
  ['an old version', { version: '7' }, 409, 'A colleague changed'],
])('says of a transfer out with %s', async (_, over, status, words) => {
  const conference = await given(test).conference();
  const body = { to: 'Kent', receiving: 'awaited', reason: 'moved', version: '1', ...over };
  const answer = await priya.post(at_(conference, '/transfer-out'), body);
  expect([answer.status, summary(answer)]).toEqual([status, expect.stringContaining(words)]);
});

it('records an inquorate sitting that waits for its next date', async () => {
  const conference = await begun();
  const body = { outcome: 'adjourned', police: 'yes', version: '1' };
  expect(await priya.post(at_(conference, '/inquorate'), body)).toMatchObject({ status: 303 });
  const page = await main(at_(conference));
  expect(page).toContain('Inquorate, adjourned; because police were absent');
  expect(page).toContain('Give the next date');
  expect(page).toContain('It is to sit again by Fri 4 Dec 2026');
  expect((await priya.get('/board')).$(`#${conference.reference}`).text()).toContain(
    'no date for the next sitting yet',
  );
});

it('records an inquorate sitting with the next one', async () => {
  const conference = await begun();
  const next = { date: '1/12/26', start: '9:30', end: '11:00' };
  const body = { outcome: 'adjourned-to', police: 'no', version: '1', ...next };
  expect(await priya.post(at_(conference, '/inquorate'), body)).toMatchObject({ status: 303 });
  expect(await main(at_(conference))).toContain('Earlier sittingFri 20 Nov 2026, 08:00 to 09:30. Inquorate, adjourned');
});

it.each([
  ['nothing said', {}, 422, 'Say what became of the sitting'],
  ['no word of police', { outcome: 'proceeded' }, 422, 'because police were absent'],
  ['a next date that is none', { outcome: 'adjourned-to', police: 'no', date: 'soon' }, 422, 'is not a date'],
  ['an old version', { outcome: 'proceeded', police: 'no', version: '7' }, 409, 'A colleague changed'],
])('says of an inquorate sitting with %s', async (_, over, status, words) => {
  const answer = await priya.post(at_(await begun(), '/inquorate'), { version: '1', ...over });
  expect([answer.status, summary(answer)]).toEqual([status, expect.stringContaining(words)]);
});

it('reports apart what another authority convenes', async () => {
  const conference = await begun();
  const body = { convenedBy: 'Hampshire County Council', reason: 'from there', version: '1' };
  expect(await priya.post(at_(conference, '/convener'), body)).toMatchObject({ status: 303 });
  expect(await main(at_(conference))).toContain('Outside Thames Valley');
  test.clock.set('2026-11-20T09:35:00Z');
  expect(await main('/performance')).toContain('reported apart: 0 of 1 attended');
  test.clock.set('2026-11-20T09:00:00Z');
  const empty = await priya.post(at_(conference, '/convener'), { convenedBy: 'Kent', reason: '', version: '2' });
  expect([empty.status, summary(empty)]).toEqual([422, expect.stringContaining('Say why')]);
});

it('shows every invitation with where and when it came, and when it was recorded', async () => {
  const conference = await begun({ receivedAt: at('2026-11-20T05:00:00Z') });
  expect(await main(at_(conference))).toContain('0 working days, 3 hours before');
  const earlier = { channel: 'mail', cameTo: 'individual', receivedOn: '12/11/26', receivedTime: '10:00' };
  expect(await priya.post(at_(conference, '/further-invitation'), earlier)).toMatchObject({ status: 303 });
  const page = await main(at_(conference));
  expect(page).toContain('First, and what counts: Email or Outlook request, to an individual officer');
  expect(page).toContain(
    'recorded Fri 20 Nov 2026, 09:00 by Priya Shah, after the conference had begun, 6 working days',
  );
  const late = await priya.post(at_(conference, '/further-invitation'), { ...earlier, receivedOn: '12/11/27' });
  expect([late.status, summary(late)]).toEqual([422, expect.stringContaining('later than now')]);
});

it('says that somebody whom a move puts elsewhere leaves it unassigned and urgent', async () => {
  const [person, actor] = [await given(test).attendee('Ada Okafor'), await given(test).coordinator()];
  const times = { startsAt: at('2026-11-24T09:30:00Z'), endsAt: at('2026-11-24T11:00:00Z') };
  const [first, second] = [await given(test).conference(times), await given(test).conference()];
  for (const { reference } of [first, second]) {
    const assigned = { attendeeId: person.id, lead: true, overlapReason: null };
    await test.app.get(AssignmentsService).assign(actor, reference, assigned);
  }
  const to = { date: '24/11/26', start: '10:00', end: '11:00', mode: 'video', reason: 'earlier', version: '1' };
  await priya.post(at_(second, '/move'), to);
  const words = `Unassigned, urgent: Ada Okafor is on ${first.reference} then`;
  expect((await priya.get('/board')).$(`#${second.reference}`).text()).toContain(words);
  expect(await main(at_(second))).toContain(words);
});

it('asks to look at a relevance again until somebody says that it stands', async () => {
  const conference = await given(test).conference({ kind: 'rcpc' });
  const decision = { value: 'relevant', criteria: ['new-incident'], reason: 'a call on Sunday' } as const;
  await test.app.get(RelevanceService).decide(await given(test).coordinator(), conference.reference, decision);
  await priya.post(at_(conference, '/children'), { 'child1-laChildId': 'S77', reason: 'a sibling', version: '1' });
  const board = async (): Promise<string> => (await priya.get('/board')).$(`#${conference.reference}`).text();
  expect(await board()).toContain('elevance to look at again: a child was added');
  expect(await main(at_(conference, '/relevance'))).toContain('It stays: relevant');
  expect(await priya.post(at_(conference, '/relevance/unchanged'), {}, at_(conference, '/relevance'))).toMatchObject({
    status: 303,
  });
  expect(await board()).not.toContain('look at again');
});

it.each(['/transfer-in', '/transfer-out', '/inquorate', '/convener', '/further-invitation'])(
  'does not find the conference of another hub at %s',
  async (page) => {
    const conference = await begun();
    expect((await mira.get(at_(conference, page))).status).toBe(404);
    expect((await mira.post(at_(conference, page), { version: '1' })).status).toBe(404);
  },
);
