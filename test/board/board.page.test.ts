import type { CheerioAPI } from 'cheerio';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { boardSittings } from '../../src/board/board.queries.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { rows, run } from '../../src/database/sql.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { RelevanceService } from '../../src/relevance/relevance.service.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
});
beforeEach(async () => {
  // Each test begins with an empty board: what went before is voided, and nobody's address is taken.
  await test.db.transaction(async (tx) => {
    await run(tx, `update conference set state = 'voided'`);
    await run(tx, 'update attendee set mail = null, active = false');
  });
  // A Friday; the ten working days end on Friday 4 December.
  await onThe('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const conferenceAt = (startsAt: string, over: Partial<GivenInvitation> = {}): Promise<Conference> =>
  given(test).conference({
    startsAt: at(startsAt),
    endsAt: at(startsAt).add({ hours: 1 }),
    receivedAt: at('2026-11-02T10:00:00Z'),
    confirmed: true,
    ...over,
  });

async function covered(conference: Conference, name: string, answer: 'accepted' | null = 'accepted'): Promise<number> {
  const attendee = await given(test).attendee(name);
  const priyaShah = await given(test).coordinator();
  const made = await test.app
    .get(AssignmentsService)
    .assign(priyaShah, conference.reference, { attendeeId: attendee.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  const { id } = made.value.assignment;
  if (answer !== null) {
    await test.app.get(AnswersService).answer(priyaShah, conference.reference, id, { answer, comment: null });
  }
  return id;
}

/** Time passes, and the session with it. */
async function onThe(instant: string): Promise<void> {
  test.clock.set(instant);
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
}

const rowOf = ($: CheerioAPI, reference: string): string => $(`tr#${reference}`).text().replace(/\s+/g, ' ').trim();
const countOf = ($: CheerioAPI, words: string): string =>
  $('.moj-sub-navigation__link')
    .filter((_, one) => $(one).text().trim().startsWith(words))
    .find('.cct-count')
    .text();
const references = ($: CheerioAPI): string[] =>
  $('tbody tr[id^=TV-]')
    .map((_, one) => $(one).attr('id'))
    .get();

it('lists what needs action, a line each, with the reason and the next action as a link', async () => {
  const { reference } = await conferenceAt('2026-11-24T14:00:00Z', { receivedAt: at('2026-11-20T08:00:00Z') });
  const { $, status } = await priya.get('/board');
  expect(status).toBe(200);
  expect(rowOf($, reference)).toContain('14:00');
  expect(rowOf($, reference)).toContain('Nobody assigned Late notice, 2 working days');
  const action = $(`tr#${reference} a`).filter((_, one) => $(one).text().startsWith('Assign'));
  expect(action.attr('href')).toBe(`/conferences/${reference}/assign`);
  expect(action.text()).toContain(reference);
});

it('counts how things stand, and each count filters', async () => {
  await conferenceAt('2026-11-24T14:00:00Z');
  await covered(await conferenceAt('2026-11-25T14:00:00Z'), 'Ada Okafor');
  await covered(await conferenceAt('2026-12-04T14:00:00Z'), 'Ben Silent', null);
  const off = await conferenceAt('2026-11-26T14:00:00Z');
  const priyaShah = await given(test).coordinator();
  await test.app
    .get(ChangesService)
    .changeState(priyaShah, off.reference, { change: 'stand-down', reason: 'chair ill', version: off.version });

  const { $ } = await priya.get('/board');
  expect(['Needs action', 'Waiting', 'Covered', 'Off', 'All'].map((words) => countOf($, words))).toEqual([
    '1',
    '1',
    '1',
    '1',
    '4',
  ]);
  const shown = await Promise.all(
    ['waiting', 'covered', 'off'].map(async (show) => (await priya.get(`/board?show=${show}`)).$('tbody').text()),
  );
  expect(shown[0]).toContain('Ben Silent, asked today, no answer yet');
  expect(shown[1]).toContain('Ada Okafor accepted');
  expect(shown[2]).toContain('Stood down');
});

it('puts the pressing first within a day, and the days in order', async () => {
  const later = await conferenceAt('2026-11-25T15:00:00Z');
  const accepted = await conferenceAt('2026-11-25T09:00:00Z');
  await covered(accepted, 'Ada Okafor');
  const tomorrow = await conferenceAt('2026-11-23T15:00:00Z');
  const { $ } = await priya.get('/board?show=all');
  expect(references($)).toEqual([tomorrow.reference, later.reference, accepted.reference]);
  expect($('.cct-group').first().text()).toContain('Mon 23 Nov');
  expect($('.cct-group').first().text()).toContain('next working day');
});

it.each([
  ['2026-11-20T08:00:00Z', true],
  ['2026-12-04T23:30:00Z', true],
  ['2026-12-05T00:00:00Z', false],
])('ends after the tenth working day in London: %s is shown: %s', async (startsAt, isShown) => {
  const { reference } = await conferenceAt(startsAt);
  const { $ } = await priya.get('/board?show=all');
  expect(references($).includes(reference)).toBe(isShown);
});

it('keeps past sittings until their outcome is known, and drops those that were not relevant', async () => {
  const open = await conferenceAt('2026-11-16T10:00:00Z');
  await covered(await conferenceAt('2026-11-23T10:00:00Z'), 'Ada Okafor');
  const review = await conferenceAt('2026-11-24T10:00:00Z', { kind: 'rcpc' });
  const priyaShah = await given(test).coordinator();
  await test.app
    .get(RelevanceService)
    .decide(priyaShah, review.reference, { value: 'not-relevant', criteria: [], reason: 'nothing since' });
  await onThe('2026-11-26T09:00:00Z');

  const { $ } = await priya.get('/board?show=all');
  expect($('.cct-group').first().text()).toContain('Before today');
  expect(rowOf($, open.reference)).toContain('Mon 16 Nov 10:00');
  expect(rowOf($, open.reference)).toContain('Awaiting outcome');
  expect(references($)).not.toContain(review.reference);
});

it('shows mail that failed for good, also for sittings beyond the ten days', async () => {
  const far = await conferenceAt('2026-12-21T10:00:00Z');
  const id = await covered(far, 'Ada Okafor', null);
  await test.db.transaction((tx) =>
    run(tx, `update calendar_message set state = 'failed', last_error = '550' where assignment_id = $1`, [id]),
  );
  const { $ } = await priya.get('/board');
  expect(rowOf($, far.reference)).toContain('Mail to Ada Okafor failed');
  expect($('.cct-group').last().text()).toContain('Later');

  await test.app
    .get(AnswersService)
    .answer(await given(test).coordinator(), far.reference, id, { answer: 'accepted', comment: 'by telephone' });
  expect(references((await priya.get('/board?show=all')).$)).not.toContain(far.reference);
});

it('says that a conference was moved today', async () => {
  const { reference, version } = await conferenceAt('2026-11-24T10:00:00Z');
  const to = { startsAt: at('2026-11-25T10:00:00Z'), endsAt: at('2026-11-25T11:00:00Z') };
  await test.app.get(ChangesService).move(await given(test).coordinator(), reference, {
    to: { ...to, mode: 'video', venue: null, joinLink: null },
    reason: 'chair ill',
    confirmed: false,
    version,
  });
  expect(rowOf((await priya.get('/board')).$, reference)).toContain('Moved today');
  await onThe('2026-11-21T09:00:00Z');
  const tomorrow = rowOf((await priya.get('/board')).$, reference);
  expect(tomorrow).toContain('Nobody assigned');
  expect(tomorrow).not.toContain('Moved today');
});

it('filters by hub and kind, and keeps both in the links of the counts', async () => {
  const reading = await conferenceAt('2026-11-24T10:00:00Z');
  const slough = await conferenceAt('2026-11-24T11:00:00Z', { hubCode: 'slough', kind: 'rcpc' });
  expect(references((await priya.get('/board?hub=slough')).$)).toEqual([slough.reference]);
  expect(references((await priya.get('/board?kind=initial')).$)).toEqual([reading.reference]);
  const { $ } = await priya.get('/board?hub=slough&kind=review');
  expect($('#filter-hub').val()).toBe('slough');
  expect($('.moj-sub-navigation__link').last().attr('href')).toBe('/board?hub=slough&kind=review&show=all');
});

it('filters by who has the next move', async () => {
  const { reference } = await conferenceAt('2026-11-24T10:00:00Z');
  const { $ } = await priya.get('/board?owner=coordinator');
  expect(references($)).toEqual([reference]);
  expect(rowOf($, reference)).toContain('Coordinator');
  expect(references((await priya.get('/board?owner=officer')).$)).toEqual([]);
});

it.each(['?hub=oxfordshire', '?hub=nonsense', '?kind=x&show=y', '?hub=slough&hub=reading&kind[a]=b'])(
  'falls back to the ordinary view for %s',
  async (query) => {
    await conferenceAt('2026-11-24T10:00:00Z');
    expect((await priya.get(`/board${query}`)).status).toBe(200);
  },
);

it('shows nobody the conferences of another hub', async () => {
  const { reference } = await conferenceAt('2026-11-24T10:00:00Z');
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  for (const address of ['/board?show=all', '/board?hub=reading&show=all', '/board/day-sheet?date=2026-11-24']) {
    expect((await tom.get(address)).text).not.toContain(reference);
  }
});

it('teaches when it is empty', async () => {
  const { $ } = await priya.get('/board');
  expect($('.cct-empty').text()).toContain('No conferences in the next ten working days');
  expect($('.cct-empty a').attr('href')).toBe('/invitations/new');
});

it('says when nothing needs action though there are conferences', async () => {
  await covered(await conferenceAt('2026-11-25T14:00:00Z'), 'Ada Okafor');
  const { $ } = await priya.get('/board');
  expect($('.cct-empty').text()).toContain('Nothing needs action');
});

it('lets leadership look without offering what they may not do, and refuses attendees', async () => {
  await conferenceAt('2026-11-24T10:00:00Z');
  const leader = await test.signIn('Lou Leader', ['leadership']);
  const { $, status } = await leader.get('/board');
  expect(status).toBe(200);
  expect($('main').text()).toContain('Nobody assigned');
  expect($('main a[href$="/assign"]').length).toBe(0);
  await given(test).attendee('Ada Okafor');
  const ada = await test.signIn('Ada Okafor', ['attendee']);
  expect((await ada.get('/board')).status).toBe(403);
  expect((await ada.get('/board/day-sheet')).status).toBe(403);
});

it('records who was shown which conferences', async () => {
  const { reference } = await conferenceAt('2026-11-24T10:00:00Z');
  await priya.get('/board');
  await priya.get('/board/day-sheet?date=2026-11-24');
  const listed = await rows<{ actor: string; detail: object }>(
    test.db.reader,
    `select actor, detail from audit_event where action = 'conference.listed' order by id desc limit 2`,
  );
  expect(listed.toReversed()).toEqual([
    { actor: 'Priya Shah', detail: { page: 'board', references: [reference] } },
    { actor: 'Priya Shah', detail: { page: 'day sheet', references: [reference] } },
  ]);
});

describe('the day sheet', () => {
  it('has reference, time, mode, attendee and hub, and nothing about anybody else', async () => {
    const child = { laChildId: 'LA-1', policeReference: null, initials: 'QZ', bornYear: 2019, expectedOn: null };
    const { reference } = await conferenceAt('2026-11-24T14:00:00Z', { children: [child] });
    await covered({ reference } as Conference, 'Ada Okafor');
    const off = await conferenceAt('2026-11-24T09:00:00Z');
    await test.db.transaction((tx) => run(tx, `update conference set state = 'stood_down' where id = $1`, [off.id]));
    const { $, text } = await priya.get('/board/day-sheet?date=24/11/26');
    const cells = $('tbody tr')
      .map((_, one) => $(one).text().replace(/\s+/g, ' ').trim())
      .get();
    expect(cells).toEqual([
      `09:00 to 10:00 ${off.reference} ICPC Video stood down Reading`,
      `14:00 to 15:00 ${reference} ICPC Video Ada Okafor Reading`,
    ]);
    expect(text).not.toContain('QZ');
  });

  it.each(['', '?date=', '?date=nonsense', '?date[]=x'])('shows today for %j', async (query) => {
    const { $ } = await priya.get(`/board/day-sheet${query}`);
    expect($('h1').text()).toContain('Day sheet, Fri 20 Nov 2026');
    expect($('.cct-empty').text()).toContain('No conferences on this day');
  });
});

it('reads the board in one query', async () => {
  const scope = { all: false, hubs: ['reading'], assignedTo: null };
  const asked: string[] = [];
  const reader = { query: (sql: string, given?: unknown[]) => (asked.push(sql), test.db.reader.query(sql, given)) };
  await conferenceAt('2026-11-24T10:00:00Z');
  const span = { from: at('2026-11-20T00:00:00Z'), until: at('2026-12-05T00:00:00Z') };
  expect(await boardSittings(reader as typeof test.db.reader, scope, span)).toHaveLength(1);
  expect(asked).toHaveLength(1);
});
