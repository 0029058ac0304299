import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { record } from '../../src/audit/record.js';
import { lastSeal } from '../../src/audit/seal.queries.js';
import { SealingWork } from '../../src/audit/sealing.service.js';
import { theTracker } from '../../src/access/actor.js';
import { rows } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let auditor: Browser;
let reference: string;

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const lines = ({ $ }: Answer) =>
  $('tbody tr')
    .map((_, line) =>
      $(line)
        .find('th, td')
        .map((_, cell) => words($(cell).text()))
        .get()
        .join(' | '),
    )
    .get();

beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:12Z');
  const ada = await given(test).attendee('Ada Okafor');
  reference = (await given(test).conference()).reference;
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), reference, {
    attendeeId: ada.id,
    lead: true,
    overlapReason: null,
  });
  test.clock.set('2026-11-23T10:00:00Z');
  await (await test.signIn('Ada Okafor', ['attendee'])).get('/my');
  auditor = await test.signIn('Ina Spector', ['auditor']);
});
afterAll(() => test.stop());

it('tells the newest first: when to the second, who, what, and about which conference', async () => {
  const page = await auditor.get('/audit');
  expect(page.status).toBe(200);
  expect(lines(page)).toEqual([
    `Mon 23 Nov 2026, 10:00:00 | Ada Okafor | Listed |  | 1 on /my: ${reference}`,
    `Fri 20 Nov 2026, 09:00:12 | Priya Shah | Person assigned | ${reference} | Ada Okafor; lead`,
    expect.stringContaining(
      `Priya Shah | Invitation recorded | ${reference} | by telephone; received Mon 16 Nov 2026, 10:15`,
    ),
    expect.stringContaining(`Priya Shah | Conference created | ${reference} | icpc; reading; Mon 30 Nov 2026, 09:30`),
  ]);
});

it('does not record that it was looked at', async () => {
  await auditor.get('/audit');
  expect(await rows(test.db.reader, `select id from audit_event where actor = 'Ina Spector'`)).toEqual([]);
});

it.each([
  ['reference', () => `reference=${reference.toLowerCase()}`, 4],
  ['a reference nobody touched', () => 'reference=TV-26-999999', 0],
  ['who did it', () => 'person=priya', 3],
  ['whom it was done to', () => 'person=OKAFOR', 2],
  ['what happened', () => 'action=assignment.made', 1],
  ['the first day', () => 'from=23/11/26', 1],
  ['the last day, which is included', () => 'to=20/11/26', 3],
  ['several at once', () => 'person=priya&action=assignment.made&to=19/11/26', 0],
])('filters by %s', async (_words, query, count) => {
  const page = await auditor.get(`/audit?${query()}`);
  expect(page.status).toBe(200);
  expect(lines(page)).toHaveLength(count);
});

it('counts the lists that showed a conference as looks at it', async () => {
  const page = await auditor.get(`/audit?reference=${reference}&action=conference.listed`);
  expect(lines(page)).toHaveLength(1);
});

it('folds a long list of references away, and keeps a short one in the line', async () => {
  const references = Array.from({ length: 13 }, (_, i) => `TV-26-9${String(i).padStart(5, '0')}`);
  await test.db.transaction(async (tx) => {
    const occasion = { actor: { ...theTracker, name: 'Long Lister' }, at: test.clock.now() };
    await record(tx, occasion, 'conference.listed', { page: '/my', references: references.slice(0, 12) });
    await record(tx, occasion, 'conference.listed', { page: '/board', references });
  });
  const page = await auditor.get('/audit?person=Long Lister');
  expect(lines(page)).toHaveLength(2);
  expect(words(page.$('tbody details').text())).toBe(`Which conferences${references.join(', ')}`);
  expect(words(page.$('tbody tr').first().find('td').last().text())).toContain('13 on /board');
});

it('shows nothing, and says why, when the filter cannot be read', async () => {
  const page = await auditor.get('/audit?reference=TV-1&from=never');
  expect(page.status).toBe(422);
  expect(lines(page)).toEqual([]);
  expect(words(page.$('.govuk-error-summary a[href="#filter-reference"]').text())).toBe(
    'Enter a whole reference, such as TV-26-004211',
  );
  expect(page.$('input[name=from]').val()).toBe('never');
});

it.each(['coordinator', 'supervisor', 'attendee', 'leadership', 'administrator', 'robot'] as const)(
  'is not for %s',
  async (role) => {
    expect((await (await test.signIn(`No ${role}`, [role], ['reading'])).get('/audit')).status).toBe(403);
  },
);

it('pages both ways by where one is, so that new lines do not shift it', async () => {
  await test.db.transaction(async (tx) => {
    for (let i = 1; i <= 120; i += 1) {
      await record(tx, { actor: theTracker, at: test.clock.now() }, 'mail.settled', {
        mailId: i,
        outcome: 'ignored',
        reason: 'Test',
      });
    }
  });
  const numbers = (page: Answer) => lines(page).map((line) => Number(/message (\d+);/.exec(line)?.[1]));
  const next = (page: Answer) => page.$('.govuk-pagination__next a').attr('href');
  const previous = (page: Answer) => page.$('.govuk-pagination__prev a').attr('href');
  const first = await auditor.get('/audit?action=mail.settled');
  expect(numbers(first)).toEqual(Array.from({ length: 50 }, (_, i) => 120 - i));
  expect(previous(first)).toBeUndefined();
  const second = await auditor.get(next(first)!);
  expect(numbers(second)).toEqual(Array.from({ length: 50 }, (_, i) => 70 - i));
  const third = await auditor.get(next(second)!);
  expect(numbers(third)).toEqual(Array.from({ length: 20 }, (_, i) => 20 - i));
  expect(next(third)).toBeUndefined();
  expect(numbers(await auditor.get(previous(third)!))).toEqual(numbers(second));
  expect(numbers(await auditor.get(previous(second)!))).toEqual(numbers(first));
});

it('says up to when the trail is sealed, and the seal to write down', async () => {
  expect((await auditor.get('/audit')).text).not.toContain('Sealed up to');
  await test.app.get(SealingWork).turn();
  const { number, digest } = (await lastSeal(test.db.reader))!;
  const page = await auditor.get('/audit');
  expect(words(page.$('main details summary').text())).toMatch(/^Sealed up to .* \d\d:\d\d:\d\d$/);
  expect(page.$('details code').text()).toBe(`${number}:${digest}`);
});
