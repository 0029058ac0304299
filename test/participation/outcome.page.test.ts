import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { row, rows } from '../../src/database/sql.js';
import { voiceHeardByHub } from '../../src/participation/voice.queries.js';
import { given } from '../support/given.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let ada: Attendee;
let priya: Browser;
let conference: Conference;
let outcome: string;

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const assign = async (reference: string, attendee: Attendee) => {
  const assigned = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId: attendee.id, lead: true, overlapReason: null });
  expect(assigned.ok).toBe(true);
};
const audited = (action: string) =>
  rows<{ actor: string; detail: Record<string, unknown> }>(
    test.db.reader,
    `select e.actor, e.detail from audit_event e join conference c on c.id = e.conference_id
     where e.action = $1 and c.reference = $2 order by e.id`,
    [action, conference.reference],
  );
const figure = () =>
  row<{ inNumerator: boolean; recorded: boolean }>(
    test.db.reader,
    `select m.in_numerator, m.recorded from measure m join conference c on c.id = m.conference_id where c.reference = $1`,
    [conference.reference],
  );

beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  ada = await given(test).attendee('Ada Okafor');
  await given(test).attendee('Tom Price', { role: 'PC' });
  await given(test).attendee('Uma Slough', { hubCode: 'slough' });
});
afterAll(() => test.stop());

let hour = 0;
beforeEach(async () => {
  test.clock.set('2026-11-20T09:00:00Z');
  // One conference a test, each at its own time, so that one person can be on all of them.
  const startsAt = Temporal.Instant.from('2026-11-24T09:30:00Z').add({ hours: 2 * hour++ });
  conference = await given(test).conference({ startsAt, endsAt: startsAt.add({ minutes: 90 }), confirmed: true });
  await assign(conference.reference, ada);
  outcome = `/conferences/${conference.reference}/outcome`;
  test.clock.set('2026-11-30T12:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});

const went = () => ({ outcome: 'attended', 'attended-who': String(ada.id), 'attended-mode': 'video' });

it('asks one question, with the assigned person and the planned mode already chosen', async () => {
  const { $, status } = await priya.get(outcome);
  expect(status).toBe(200);
  expect(words($('fieldset legend').first().text())).toBe('Did TVP attend for the decision?');
  expect($('input[name=outcome]:checked')).toHaveLength(0);
  expect($('select[name=attended-who] option[selected]').text()).toBe(
    'Ada Okafor, DC (no current conference training)',
  );
  expect($('input[name=attended-mode]:checked').val()).toBe('video');
  const people = $('select[name=attended-who] option')
    .map((_, option) => $(option).text().split(',')[0])
    .get();
  expect(people).toEqual([
    'Choose a person',
    '- Assigned -',
    'Ada Okafor',
    '- Others of Reading -',
    'Tom Price',
    '- Other hubs -',
    'Uma Slough',
  ]);
});

it('puts the look at the conference on the record', async () => {
  await priya.get(outcome);
  expect((await audited('conference.viewed')).map((event) => event.actor)).toEqual(['Priya Shah']);
});

it('records who attended, and the figure follows at once', async () => {
  expect(await figure()).toEqual({ inNumerator: false, recorded: false });
  const saved = await priya.post(outcome, went());
  expect(saved).toMatchObject({ status: 303, location: `/conferences/${conference.reference}` });
  expect(await figure()).toEqual({ inNumerator: true, recorded: true });
  expect(await audited('participation.recorded')).toEqual([
    { actor: 'Priya Shah', detail: { outcome: 'attended', attendedBy: 'Ada Okafor', reason: null } },
  ]);
  const page = await priya.get(outcome);
  expect(words(page.$('.cct-notice').first().text())).toContain('Recorded. This counts in A1 as attended.');
});

it('counts a stand-in from the list, and says when their training is not current', async () => {
  const tom = await row<{ id: number }>(test.db.reader, `select id from attendee where name = 'Tom Price'`);
  await priya.post(outcome, { ...went(), 'attended-who': String(tom!.id) });
  expect(await figure()).toEqual({ inNumerator: true, recorded: true });
  const page = await priya.get(outcome);
  expect(words(page.$('[role=status]').text())).toContain('Tom Price had no current conference training on the day.');
});

it.each([
  [{}, '#outcome', 'Say whether TVP attended for the decision'],
  [{ outcome: 'attended', 'attended-mode': 'video' }, '#attended-who', 'Choose who went'],
  [
    { outcome: 'attended', 'attended-who': '999999', 'attended-mode': 'video' },
    '#attended-who',
    'Choose who went from the list',
  ],
  [{ outcome: 'not' }, '#not-reason', 'Choose why nobody was there for the decision'],
  [{ outcome: 'not', 'not-reason': 'other' }, '#not-note', 'Say in a few words what happened'],
])('gives back %j with its error at the field %s', async (fields, href, sentence) => {
  const { $, status } = await priya.post(outcome, fields);
  expect(status).toBe(422);
  expect(words($(`.govuk-error-summary a[href="${href}"]`).text())).toBe(sentence);
  expect($(href)).toHaveLength(1);
  expect(await audited('participation.recorded')).toEqual([]);
});

it('keeps what was typed when something is missing', async () => {
  const typed = {
    outcome: 'part',
    'part-who': String(ada.id),
    'part-mode': 'phone',
    'part-decision': 'no',
    'part-note': 'Link failed at half past',
    'part-attribution': 'shared',
  };
  const { $ } = await priya.post(outcome, typed);
  expect($('input[name=outcome]:checked').val()).toBe('part');
  expect($('select[name=part-who]').val()).toBe(String(ada.id));
  expect($('input[name=part-mode]:checked').val()).toBe('phone');
  expect($('textarea[name=part-note]').val()).toBe('Link failed at half past');
  expect($('select[name=part-attribution]').val()).toBe('shared');
  expect($('.govuk-error-summary a').attr('href')).toBe('#part-reason');
});

it('asks why a recorded outcome is corrected, and keeps both in the trail', async () => {
  await priya.post(outcome, { outcome: 'not', 'not-reason': 'sickness' });
  const { $ } = await priya.get(outcome);
  expect($('h1').text()).toContain('Correct the outcome');
  expect(words($('.cct-summary').text())).toContain('Recorded byPriya Shah, Mon 30 Nov 2026, 12:00');
  expect($('select[name=not-reason]').val()).toBe('sickness');

  const unexplained = await priya.post(outcome, { ...went(), seen: '1' });
  expect(unexplained.status).toBe(422);
  expect(unexplained.$('.govuk-error-summary a').attr('href')).toBe('#correction');

  const corrected = await priya.post(outcome, { ...went(), seen: '1', correction: 'A stand-in had gone' });
  expect(corrected.status).toBe(303);
  expect(await audited('participation.corrected')).toEqual([
    {
      actor: 'Priya Shah',
      detail: {
        before: 'Did not attend; Sickness, no cover found; down to Thames Valley Police',
        after: 'Attended for the decision; Ada Okafor, video',
        why: 'A stand-in had gone',
      },
    },
  ]);
  expect(await figure()).toEqual({ inNumerator: true, recorded: true });
});

it('shows the second of two people what the first recorded meanwhile', async () => {
  await priya.post(outcome, { outcome: 'not', 'not-reason': 'sickness' });
  const late = await priya.post(outcome, { ...went(), seen: '0' });
  expect(late.status).toBe(409);
  expect(words(late.$('.govuk-error-summary').text())).toContain('Priya Shah recorded “Did not attend”');
  expect(late.$('input[name=outcome]:checked').val()).toBe('attended');
  expect(late.$('input[name=seen]').val()).toBe('1');
});

it('has no form before the start', async () => {
  test.clock.set('2026-11-20T09:00:00Z');
  const { $, text } = await priya.get(outcome);
  expect(text).toContain('This conference has not started yet.');
  expect($('input[name=outcome]')).toHaveLength(0);
  const posted = await priya.post(outcome, went());
  expect(posted.status).toBe(422);
});

it('has no form for a conference that was stood down, but a way to its state', async () => {
  test.clock.set('2026-11-20T09:00:00Z');
  const version = (await row<{ version: number }>(test.db.reader, 'select version from conference where id = $1', [
    conference.id,
  ]))!.version;
  const down = await test.app.get(ChangesService).changeState(await given(test).coordinator(), conference.reference, {
    change: 'stand-down',
    reason: 'Chair ill',
    version,
  });
  expect(down.ok).toBe(true);
  test.clock.set('2026-11-30T12:00:00Z');
  const { $, text } = await priya.get(outcome);
  expect(text).toContain('This conference is stood down, so it has no outcome.');
  expect($(`a[href="/conferences/${conference.reference}/state"]`)).toHaveLength(1);
  expect((await priya.post(outcome, went())).status).toBe(409);
});

it('lets the assigned person record it from their own list', async () => {
  const browser = await test.signIn('Ada Okafor', ['attendee']);
  const page = await browser.get(outcome);
  expect(page.status).toBe(200);
  expect(page.text).toContain('If it did not take place or had no quorum, tell the coordinators of Reading.');
  const saved = await browser.post(outcome, went());
  expect(saved).toMatchObject({ status: 303, location: '/my' });
});

it.each([
  ['a coordinator of another hub', ['coordinator'], ['oxfordshire']],
  ['an attendee who is not on it', ['attendee'], []],
  ['leadership', ['leadership'], []],
  ['an administrator', ['administrator'], []],
] as const)('does not exist for %s', async (_words, roles, hubs) => {
  const browser = await test.signIn('Tom Price', roles, hubs);
  expect((await browser.get(outcome)).status).toBe(404);
  const token = (await browser.get('/accessibility')).$('input[name=_csrf]').first().val();
  expect(token).toBeTruthy();
  expect((await browser.post(outcome, went(), '/accessibility')).status).toBe(404);
  expect(await audited('participation.recorded')).toEqual([]);
});

it('refuses a forged form', async () => {
  expect((await priya.forged(outcome, went())).status).toBe(403);
  expect(await audited('participation.recorded')).toEqual([]);
});

it('is not there for a conference that does not exist', async () => {
  expect((await priya.get('/conferences/TV-26-999999/outcome')).status).toBe(404);
});

describe('what is said besides', () => {
  const more = { besides: 'yes', voice: 'yes', 'voice-ways': 'own-words', dissent: 'no', 'next-review': '15/3/27' };

  it('is folded away until something is said, then stands on the conference and in its trail', async () => {
    const first = await priya.get(outcome);
    expect(first.$('details[open]')).toHaveLength(0);
    await priya.post(outcome, { ...went(), ...more });
    const page = await priya.get(`/conferences/${conference.reference}`);
    expect(words(page.$('[role=status]').text())).toMatch(
      /The next review on Mon 15 Mar 2027 is later than \w{3} \d+ Feb 2027, three months after: tell the local authority\./,
    );
    expect(words(page.$('#outcome').text())).toContain(
      'Voice of the child heard: in their own words, written or drawn',
    );
    expect(words(page.$('#trail').text())).toContain('No dissent of police');
    const { $ } = await priya.get(outcome);
    expect($('details[open]')).toHaveLength(1);
    expect($('input[name=voice]:checked').val()).toBe('yes');
  });

  it('is added without a reason, and the trail tells what was added', async () => {
    await priya.post(outcome, went());
    const same = { ...went(), seen: '1' };
    expect((await priya.post(outcome, same)).status).toBe(422);
    expect(await priya.post(outcome, { ...same, ...more })).toMatchObject({ status: 303 });
    expect((await audited('participation.completed')).map(({ detail }) => detail['added'])).toEqual([
      [
        'voice of the child heard: in their own words, written or drawn',
        'no dissent of police',
        'next review on Mon 15 Mar 2027',
      ],
    ]);
    expect(await audited('participation.corrected')).toEqual([]);
  });

  it.each([
    [{ 'next-review': '1/11/26' }, '#next-review', 'The next review must be after this conference. Check the date'],
    [{ 'next-review': 'soon' }, '#next-review', '“soon” is not a date. Write it like 24/2/27 or 24 Feb 2027'],
    [{ voice: 'yes', 'voice-ways': 'by-owl' }, '#voice-ways', 'Choose from the list how the child was heard'],
  ])('gives back %j with the fold open', async (over, href, sentence) => {
    const { $, status } = await priya.post(outcome, { ...went(), besides: 'yes', ...over });
    expect(status).toBe(422);
    expect(words($(`.govuk-error-summary a[href="${href}"]`).text())).toBe(sentence);
    expect($(`details[open] ${href}`)).toHaveLength(1);
    expect(await figure()).toEqual({ inNumerator: false, recorded: false });
  });

  it('gives back times outside the sitting', async () => {
    const part = { outcome: 'part', 'part-who': String(ada.id), 'part-mode': 'video', 'part-decision': 'yes' };
    const { $, status } = await priya.post(outcome, { ...part, besides: 'yes', came: '01:00' });
    expect(status).toBe(422);
    expect($('.govuk-error-summary').text()).toContain('Give times between the start and the end of the conference');
    expect($('#came').val()).toBe('01:00');
  });
});

it('counts at how many of those attended the child was heard, by hub and within reach', async () => {
  const span = {
    from: Temporal.Instant.from('2026-11-01T00:00:00Z'),
    until: Temporal.Instant.from('2026-12-01T00:00:00Z'),
  };
  const everything = { all: true, hubs: [], assignedTo: null };
  const reading = async () =>
    (await voiceHeardByHub(test.db.reader, everything, span)).find(({ hubCode }) => hubCode === 'reading') ?? {
      hubCode: 'reading',
      attended: 0,
      heard: 0,
      notHeard: 0,
      open: 0,
    };
  const before = await reading();
  await priya.post(outcome, went());
  expect(await reading()).toEqual({ ...before, attended: before.attended + 1, open: before.open + 1 });
  await priya.post(outcome, { ...went(), seen: '1', besides: 'yes', voice: 'yes' });
  const heard = { ...before, attended: before.attended + 1, heard: before.heard + 1 };
  expect(await reading()).toEqual(heard);
  const miss = { outcome: 'not', 'not-reason': 'court', seen: '2', correction: 'She was at court' };
  await priya.post(outcome, miss);
  expect(await reading()).toEqual(before);
  const slough = { all: false, hubs: ['slough'], assignedTo: null };
  expect(await voiceHeardByHub(test.db.reader, slough, span)).toEqual([]);
});

it('lets one of two who correct at once win', async () => {
  await priya.post(outcome, went());
  const correct = (correction: string) => priya.post(outcome, { ...went(), seen: '1', correction });
  const both = await Promise.all([correct('one'), correct('two')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  expect(await audited('participation.corrected')).toHaveLength(1);
});
