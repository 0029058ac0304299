import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { rows, run } from '../../src/database/sql.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text();
const fields = (over: Record<string, string> = {}): Record<string, string> => ({
  date: '2/12/26',
  start: '10:00',
  end: '11:30',
  mode: 'video',
  venue: '',
  joinLink: '',
  reason: 'chair ill',
  version: '1',
  ...over,
});
const pathOf = ({ reference }: Conference): string => `/conferences/${reference}/move`;
const moveIt = (conference: Conference, over: Record<string, string> = {}): Promise<Answer> =>
  priya.post(pathOf(conference), fields(over));
const put = (conference: Conference, state: string): Promise<number> =>
  test.db.transaction((tx) => run(tx, 'update conference set state = $2 where id = $1', [conference.id, state]));
const startOf = async ({ id }: Conference): Promise<string> =>
  (
    await rows<{ startsAt: Temporal.Instant }>(
      test.db.reader,
      'select starts_at from sitting where conference_id = $1',
      [id],
    )
  )[0]!.startsAt.toString();

async function assign(conference: Conference, attendeeId: number): Promise<void> {
  const decided = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), conference.reference, { attendeeId, lead: true, overlapReason: null });
  if (!decided.ok) throw new Error(decided.refusal.kind);
}

it('opens with what stands now', async () => {
  const conference = await given(test).conference();
  const { $ } = await priya.get(pathOf(conference));
  expect(['date', 'start', 'end', 'reason'].map((name) => $(`#${name}`).val() ?? '')).toEqual([
    '30/11/2026',
    '09:30',
    '11:00',
    '',
  ]);
  expect($('#mode').val()).toBe('video');
});

it('moves, and says who is asked again', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const conference = await given(test).conference();
  await assign(conference, ada.id);
  const answer = await moveIt(conference);
  expect(answer.status).toBe(303);
  expect(await startOf(conference)).toBe('2026-12-02T10:00:00Z');
  const page = await priya.get(answer.location!);
  expect(page.$('[role=status]').text()).toContain('It now stands at Wed 2 Dec 2026, 10:00 to 11:30.');
  expect(page.$('[role=status]').text()).toContain('Ada Okafor is asked again.');
});

it('says who is released because they are elsewhere then', async () => {
  const ben = await given(test).attendee('Ben Both');
  const other = await given(test).conference({
    startsAt: at('2026-12-03T10:00:00Z'),
    endsAt: at('2026-12-03T11:00:00Z'),
  });
  const conference = await given(test).conference({
    startsAt: at('2026-12-04T10:00:00Z'),
    endsAt: at('2026-12-04T11:00:00Z'),
  });
  await assign(other, ben.id);
  await assign(conference, ben.id);
  const answer = await moveIt(conference, { date: '3/12/26' });
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain(`Ben Both is on ${other.reference} then and was released.`);
  expect($('[role=status] a').text()).toBe('Assign somebody');
});

it.each<[string, Record<string, string>, string]>([
  ['no date', { date: '' }, 'Enter the date of the conference'],
  ['an uncertain time', { start: '2' }, '"2" is not a certain time'],
  ['an end before the start', { end: '9:00' }, 'The end must be after the start.'],
  ['thirteen hours', { start: '08:00', end: '21:00' }, 'A conference lasts at most 12 hours.'],
  ['a year that is a slip', { date: '2/12/62' }, 'The date is more than two years away.'],
  ['no reason', { reason: ' ' }, 'Say in a few words why it moves.'],
  ['what stands already', { date: '30/11/26', start: '9:30', end: '11am' }, 'This is what stands already.'],
])('refuses %s and keeps what was typed', async (_, over, sentence) => {
  const conference = await given(test).conference();
  const answer = await moveIt(conference, over);
  expect(answer.status).toBe(422);
  expect(summary(answer)).toContain(sentence);
  for (const [name, value] of Object.entries(over)) expect(answer.$(`#${name}`).val() ?? '').toBe(value.trim());
  expect(await startOf(conference)).toBe('2026-11-30T09:30:00Z');
});

it('wants an unusual day confirmed, and then takes it', async () => {
  const conference = await given(test).conference();
  const asked = await moveIt(conference, { date: '28/12/26' });
  expect(asked.status).toBe(422);
  expect(asked.$('.cct-notice').text()).toContain('Mon 28 Dec is a bank holiday (Boxing Day (substitute day)).');
  expect(summary(asked)).toContain('Confirm the unusual time, or change it.');
  expect((await moveIt(conference, { date: '28/12/26', sure: 'yes' })).status).toBe(303);
});

it('shows both when a colleague was quicker, and takes the second sending', async () => {
  const conference = await given(test).conference();
  expect((await moveIt(conference, { date: '1/12/26' })).status).toBe(303);
  const late = await moveIt(conference);
  expect(late.status).toBe(409);
  expect(summary(late)).toContain('A colleague changed this conference while you were typing.');
  expect(late.$('table').text()).toContain('Tue 1 Dec 2026, 10:00 to 11:30');
  expect(late.$('table').text()).toContain('2/12/26, 10:00 to 11:30');
  const version = String(late.$('input[name=version]').val());
  expect((await moveIt(conference, { version })).status).toBe(303);
  expect(await startOf(conference)).toBe('2026-12-02T10:00:00Z');
});

it('does not move what was cancelled', async () => {
  const conference = await given(test).conference();
  await put(conference, 'cancelled');
  const answer = await moveIt(conference);
  expect(answer.status).toBe(422);
  expect(summary(answer)).toContain('This conference is cancelled, so it cannot be moved.');
});

it('puts a postponed one on at its new date, and asks again whoever was on it', async () => {
  const dan = await given(test).attendee('Dan Date');
  const conference = await given(test).conference();
  await assign(conference, dan.id);
  await test.app.get(ChangesService).changeState(await given(test).coordinator(), conference.reference, {
    change: 'postpone',
    reason: 'no chair',
    version: 1,
  });
  const form = await priya.get(pathOf(conference));
  expect(form.$('h1').text()).toContain('Give the new date');
  expect(form.$('main').text()).toContain('It is postponed, and stood at Mon 30 Nov 2026, 09:30 to 11:00.');
  expect([form.$('#date').val() ?? '', form.$('#start').val()]).toEqual(['', '09:30']);
  const same = await moveIt(conference, { date: '30/11/26', start: '9:30', end: '11:00', version: '2' });
  expect(summary(same)).toContain('Give the new date or time.');
  const answer = await moveIt(conference, { version: '2' });
  expect(answer.status).toBe(303);
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('Dan Date is asked again.');
});

it('says that a link which no invitation shows is mailed to nobody', async () => {
  const conference = await given(test).conference();
  const form = await priya.get(pathOf(conference));
  expect(form.$('main').text()).toContain('A venue or a link is in no invitation, so a new one is mailed to nobody.');
  const answer = await moveIt(conference, {
    date: '30/11/26',
    start: '9:30',
    end: '11:00',
    joinLink: 'https://meet.example/1',
  });
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('No invitation shows it, so nobody is sent a mail.');
});

it('does not exist for another hub, and refuses a forged form', async () => {
  const conference = await given(test).conference();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(pathOf(conference))).status).toBe(404);
  expect((await tom.post(pathOf(conference), fields(), '/board')).status).toBe(404);
  const auditor = await test.signIn('Aud Itor', ['auditor']);
  expect((await auditor.get(pathOf(conference))).status).toBe(404);
  expect((await priya.forged(pathOf(conference), fields())).status).toBe(403);
  expect(await startOf(conference)).toBe('2026-11-30T09:30:00Z');
});
