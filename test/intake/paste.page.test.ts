import { rows } from '../../src/database/sql.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const FORM = '/invitations/new';
const FILL = '/invitations/new/fill';
const LETTER = `From: Clerk <cp@slough.gov.example>
Sent: 19 November 2026 16:05
Subject: Review Child Protection Conference

Local authority: Slough
Date: 8 December 2026
Time: 10:00 - 11:30`;

const value = ({ $ }: Answer, name: string) => String($(`[name="${name}"]`).val() ?? '');
const words = (text: string) => text.replace(/\s+/g, ' ').trim();

it('fills the form, shows the text again, and records nothing', async () => {
  const opened = value(await priya.get(FORM), 'opened');
  const page = await priya.post(
    FILL,
    { letter: LETTER, venue: 'Room 4', opened, receivedOn: '20/11/2026', receivedTime: '09:00' },
    FORM,
  );
  expect(page.status).toBe(200);
  expect(['hub', 'kind', 'startsOn', 'startsAt', 'endsAt', 'venue'].map((name) => value(page, name))).toEqual([
    'slough',
    'rcpc',
    '08/12/2026',
    '10:00',
    '11:30',
    'Room 4',
  ]);
  expect([value(page, 'receivedOn'), value(page, 'receivedTime')]).toEqual(['19/11/2026', '16:05']);
  expect(value(page, 'letter')).toContain('Time: 10:00 - 11:30');
  expect(page.$('details[open] #letter')).toHaveLength(1);
  expect(words(page.$('#startsOn-hint').text())).toContain('Read from: ');
  expect(words(page.$('main .cct-notice').text())).toContain('fields are filled from the text');
  expect(await rows(test.db.reader, 'select id from conference')).toEqual([]);
});

it('records the form that it filled', async () => {
  const page = await priya.post(FILL, { letter: LETTER, opened: '' }, FORM);
  const names = ['hub', 'kind', 'startsOn', 'startsAt', 'endsAt', 'channel', 'receivedOn', 'receivedTime', 'mode'];
  const answer = await priya.post(FORM, Object.fromEntries(names.map((name) => [name, value(page, name)])));
  expect(answer.status).toBe(303);
});

it('asks for the text when there is none, and loses nothing typed', async () => {
  const page = await priya.post(FILL, { letter: ' ', venue: 'Room <4>' }, FORM);
  expect(page.status).toBe(422);
  expect(page.$('.govuk-error-summary a').attr('href')).toBe('#letter');
  expect(page.$('details[open] #letter')).toHaveLength(1);
  expect(value(page, 'venue')).toBe('Room <4>');
});

it('takes any body', async () => {
  const page = await priya.post(FILL, { letter: ['a', 'b'], hub: ['x', 'y'], 'child1-laChildId': '\0' }, FORM);
  expect(page.status).toBe(422);
});

it('presses the button that records when somebody presses Enter', async () => {
  const first = (await priya.get(FORM)).$('main form button').first();
  expect(first.attr('formaction')).toBeUndefined();
});

it('keeps the pasted text when the form is refused', async () => {
  expect(value(await priya.post(FORM, { letter: LETTER, hub: 'slough' }), 'letter')).toContain('Slough');
});

it('offers only hubs of the person, and is not for those who record nothing', async () => {
  const page = await priya.post(FILL, { letter: LETTER.replaceAll(/slough/gi, 'Oxfordshire') }, FORM);
  expect(
    page
      .$('#hub option')
      .map((_, one) => page.$(one).attr('value'))
      .get(),
  ).toEqual(['', 'reading', 'slough']);
  const ada = await test.signIn('Ada Okafor', ['attendee', 'auditor']);
  expect((await ada.post(FILL, { letter: LETTER }, '/no-such-page')).status).toBe(403);
  expect((await priya.forged(FILL, { letter: LETTER })).status).toBe(403);
});
