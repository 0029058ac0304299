import { row, rows } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let priya: Browser;
/** What stood in the tables before each test. */
let before: { conference: number; event: number };
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
beforeEach(async () => {
  const newest = `select (select coalesce(max(id), 0) from conference)::int as conference,
    (select coalesce(max(id), 0) from audit_event)::int as event`;
  before = (await row<typeof before>(test.db.reader, newest))!;
});
afterAll(() => test.stop());

const FORM = '/invitations/new';
const ORDINARY = { hub: 'reading', kind: 'icpc', startsOn: '30/11/26', startsAt: '9:30', channel: 'telephone' };
const submit = (over: Readonly<Record<string, string>> = {}) => priya.post(FORM, { ...ORDINARY, ...over }, FORM);

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const summary = ({ $ }: Answer) =>
  $('.govuk-error-summary a')
    .map((_, link) => [[$(link).attr('href'), words($(link).text())]])
    .get();
const field = ({ $ }: Answer, label: string) => {
  const found = $('label').filter((_, one) => words($(one).text()) === label);
  return $(`[id="${found.attr('for')}"]`);
};
/** Recorded by this test. */
const conferences = () =>
  rows<{ reference: string }>(test.db.reader, 'select reference from conference where id > $1', [before.conference]);
const doubts = ({ $ }: Answer) =>
  $('.cct-notice li')
    .map((_, line) => words($(line).text()))
    .get();

it('opens with sensible defaults', async () => {
  const page = await priya.get(FORM);
  expect(page.status).toBe(200);
  expect(page.$('h1').text()).toContain('Record an invitation');
  const hubs = field(page, 'Convening local authority').find('option');
  expect(hubs.map((_, one) => page.$(one).text()).get()).toEqual(['Choose', 'Reading', 'Slough']);
  expect(field(page, 'How it is held').val()).toBe('video');
  expect(field(page, 'Received by TVP on').val()).toBe('20/11/2026');
  expect(field(page, 'Received at').val()).toBe('09:00');
});

it('chooses the hub for somebody who has only one', async () => {
  const sam = await test.signIn('Sam Reed', ['coordinator'], ['slough']);
  expect(field(await sam.get(FORM), 'Convening local authority').val()).toBe('slough');
});

it('records an invitation and says what comes next', async () => {
  const answer = await submit({
    laMeetingId: 'RBC-CP-1',
    strategyOn: '11/11/26',
    receivedOn: '19/11/26',
    receivedTime: '16:00',
    'child1-laChildId': '4471093',
    'child1-initials': 'j.s.',
    'child1-born': '2019',
  });
  const [{ reference } = { reference: '' }] = await conferences();
  expect(answer).toMatchObject({ status: 303, location: `/conferences/${reference}` });
  expect(
    await row(
      test.db.reader,
      `select c.hub_code, c.kind, c.la_meeting_id, s.starts_at, s.ends_at, s.mode, k.la_child_id, k.initials, k.born_year,
         i.channel, i.notice_days, i.received_at, i.recorded_by
       from conference c join sitting s on s.conference_id = c.id join child k on k.conference_id = c.id
         join invitation i on i.conference_id = c.id where c.reference = $1`,
      [reference],
    ),
  ).toEqual({
    hubCode: 'reading',
    kind: 'icpc',
    laMeetingId: 'RBC-CP-1',
    startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
    endsAt: Temporal.Instant.from('2026-11-30T11:00:00Z'),
    mode: 'video',
    laChildId: '4471093',
    initials: 'JS',
    bornYear: 2019,
    channel: 'telephone',
    noticeDays: 7,
    receivedAt: Temporal.Instant.from('2026-11-19T16:00:00Z'),
    recordedBy: 'Priya Shah',
  });
  expect(
    await rows(test.db.reader, 'select actor, action from audit_event where id > $1 order by id', [before.event]),
  ).toEqual([
    { actor: 'Priya Shah', action: 'conference.created' },
    { actor: 'Priya Shah', action: 'invitation.recorded' },
  ]);
  const next = await priya.get(FORM);
  const banner = next.$('[role=status] p').map((_, line) => words(next.$(line).text()));
  expect(banner.get()).toEqual([
    `${reference} is recorded`,
    'ICPC in Reading, Mon 30 Nov 2026, 09:30 to 11:00.',
    `Assign somebody to ${reference}`,
  ]);
  expect(next.$('[role=status] a').attr('href')).toBe(`/conferences/${reference}/assign`);
});

it('says late notice and hours outside the hub in the banner, without asking', async () => {
  expect(await submit({ startsOn: '24/11/26', startsAt: '17:00' })).toMatchObject({ status: 303 });
  const banner = words((await priya.get(FORM)).$('[role=status]').first().text());
  expect(banner).toContain('Late notice: 2 working days.');
  expect(banner).toContain('Reading hub: starts at 17:00');
});

it('keeps everything typed when something is missing', async () => {
  const page = await submit({ startsOn: '31/11/26', kind: '', venue: 'Civic <b>Offices</b>', 'child2-initials': 'AB' });
  expect(page.status).toBe(422);
  expect(summary(page)).toEqual([
    ['#kind', 'Choose the kind of conference'],
    ['#startsOn', '“31/11/26” cannot be read as a date. Write it such as 24/11/26'],
  ]);
  expect(page.$('title').text()).toMatch(/^Error: /);
  expect(field(page, 'Date of the conference').val()).toBe('31/11/26');
  expect(field(page, 'Venue').val()).toBe('Civic <b>Offices</b>');
  expect(page.$('#child2-initials').val()).toBe('AB');
  expect(page.$('details #child2-initials')).toHaveLength(0);
  expect(page.$('details #child3-initials')).toHaveLength(1);
  expect(words(page.$('#startsOn-error').text())).toContain('cannot be read as a date');
  expect(await conferences()).toEqual([]);
});

it.each([
  ['a weekend', { startsOn: '28/11/26' }, ['Sat 28 Nov is at a weekend.']],
  ['a bank holiday', { startsOn: '25/12/26' }, ['Fri 25 Dec is a bank holiday (Christmas Day).']],
  [
    'a day that has passed',
    { startsOn: '19/11/26', receivedOn: '20/11/26', receivedTime: '8:00' },
    ['Thu 19 Nov at this time has already passed.', 'Late notice: 0 working days.'],
  ],
])('asks before it records %s, and records it once that is confirmed', async (_, over, lines) => {
  const asked = await submit(over);
  expect(asked.status).toBe(422);
  expect(summary(asked)).toEqual([['#sure', 'The time is unusual. Confirm it, or change it']]);
  expect(doubts(asked)).toEqual(lines);
  expect(await conferences()).toEqual([]);
  const doubt = asked.$('input[name=doubt]').attr('value') ?? '';
  expect(await submit({ ...over, sure: 'yes', doubt })).toMatchObject({ status: 303 });
  expect(await conferences()).toHaveLength(1);
});

it('asks again when the time was changed after it was confirmed', async () => {
  const asked = await submit({ startsOn: '28/11/26' });
  const doubt = asked.$('input[name=doubt]').attr('value') ?? '';
  const again = await submit({ startsOn: '29/11/26', sure: 'yes', doubt });
  expect(again.status).toBe(422);
  expect(doubts(again)).toEqual(['Sun 29 Nov is at a weekend.']);
  expect(await conferences()).toEqual([]);
});

it.each([
  ['an end before the start', { startsAt: '11:00', endsAt: '10:00' }, '#endsAt'],
  ['a conference of a day', { startsAt: '08:00', endsAt: '21:00' }, '#endsAt'],
  ['a year too far away', { startsOn: '30/11/36' }, '#startsOn'],
  ['receipt in the future', { receivedOn: '21/11/26', receivedTime: '9:00' }, '#receivedOn'],
  ['a strategy discussion after it', { strategyOn: '1/12/26' }, '#strategyOn'],
  ['one child twice', { 'child1-laChildId': '4471093', 'child2-laChildId': '4471093' }, '#child2-laChildId'],
  ["another hub's conference", { hub: 'oxfordshire' }, '#hub'],
])('refuses %s at its field', async (_, over, href) => {
  const page = await submit(over);
  expect(page.status).toBe(422);
  expect(summary(page).map(([at]) => at)).toEqual([href]);
  expect(await conferences()).toEqual([]);
});

it('leads to the conference that already has the LA meeting id', async () => {
  const { reference } = await given(test).conference({ laMeetingId: 'RBC-CP-3021' });
  const page = await submit({ laMeetingId: 'RBC-CP-3021', startsOn: '1/12/26' });
  expect(page.status).toBe(422);
  expect(summary(page)).toEqual([['#laMeetingId', `The LA meeting id RBC-CP-3021 already belongs to ${reference}`]]);
  expect(page.$(`.cct-notice a[href="/conferences/${reference}"]`).first().text()).toBe(`Open ${reference}`);
  expect(await conferences()).toHaveLength(1);
});

it('stores no name where initials belong', async () => {
  const page = await submit({ 'child1-initials': 'John Smith' });
  expect(summary(page)).toEqual([
    ['#child1-initials', 'Enter initials only, at most 4 letters. The tracker stores no names of children.'],
  ]);
});

it('is not for somebody who may not record invitations', async () => {
  const ada = await test.signIn('Ada Okafor', ['attendee', 'auditor']);
  expect((await ada.get(FORM)).status).toBe(403);
  expect((await ada.post(FORM, ORDINARY, '/no-such-page')).status).toBe(403);
  expect(await conferences()).toEqual([]);
});

it('refuses a forged form', async () => {
  expect((await priya.forged(FORM, ORDINARY)).status).toBe(403);
  expect(await conferences()).toEqual([]);
});

it('sends a stranger to sign in', async () => {
  expect(await test.stranger().get(FORM)).toMatchObject({
    status: 303,
    location: '/sign-in?returnTo=%2Finvitations%2Fnew',
  });
});
