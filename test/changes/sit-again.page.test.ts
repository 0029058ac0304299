import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { rows } from '../../src/database/sql.js';
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
const pathOf = ({ reference }: Conference): string => `/conferences/${reference}/sit-again`;
const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text();
const begun = () =>
  given(test).conference({ startsAt: at('2026-11-20T08:30:00Z'), endsAt: at('2026-11-20T09:30:00Z'), confirmed: true });
const add = (conference: Conference, over: Record<string, string> = {}): Promise<Answer> =>
  priya.post(pathOf(conference), {
    date: '2/12/26',
    start: '10:00',
    end: '11:30',
    mode: 'video',
    venue: '',
    joinLink: '',
    reason: 'too few agencies',
    version: '1',
    ...over,
  });
const sittings = ({ id }: Conference) =>
  rows(test.db.reader, 'select number from sitting where conference_id = $1 order by number', [id]);

it('asks for the new time only, and adds the sitting', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const conference = await begun();
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), conference.reference, {
    attendeeId: ada.id,
    lead: true,
    overlapReason: null,
  });
  const form = await priya.get(pathOf(conference));
  expect(form.$('h1').text()).toContain('Adjourn to another sitting');
  expect(form.$('main').text()).toContain('The last sitting was Fri 20 Nov 2026, 08:30 to 09:30.');
  expect(form.$('#date').val() ?? '').toBe('');

  const answer = await add(conference);

  expect(answer.status).toBe(303);
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('It sits again on Wed 2 Dec 2026, 10:00 to 11:30.');
  expect($('[role=status]').text()).toContain('Ada Okafor is asked again.');
  expect(await sittings(conference)).toEqual([{ number: 1 }, { number: 2 }]);
});

it.each<[string, Record<string, string>, string]>([
  ['no date', { date: '' }, 'Enter the date of the conference'],
  ['no reason', { reason: '' }, 'Say in a few words why it moves.'],
  [
    'a time before the last ended',
    { date: 'today', start: '9:00', end: '9:45', sure: 'yes' },
    'It must be after the last sitting, which ended Fri 20 Nov 2026, 09:30.',
  ],
  ['an end before the start', { end: '9:00' }, 'The end must be after the start.'],
  ['a bank holiday', { date: '25/12/26' }, 'Confirm the unusual time, or change it.'],
])('refuses %s and keeps what was typed', async (_, over, sentence) => {
  const conference = await begun();
  const answer = await add(conference, over);
  expect(answer.status).toBe(422);
  expect(summary(answer)).toContain(sentence);
  for (const [name, value] of Object.entries(over)) {
    if (name !== 'sure') expect(answer.$(`#${name}`).val() ?? '').toBe(value);
  }
  expect(await sittings(conference)).toEqual([{ number: 1 }]);
});

it('is no way to move what has not begun, and loses to whoever was quicker', async () => {
  const ahead = await add(await given(test).conference());
  expect(summary(ahead)).toContain('This conference has not started yet. Move it instead.');
  const late = await add(await begun(), { version: '0' });
  expect(late.status).toBe(409);
});

it('does not exist for another hub, and refuses a forged form', async () => {
  const conference = await begun();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(pathOf(conference))).status).toBe(404);
  expect((await priya.forged(pathOf(conference), {})).status).toBe(403);
});
