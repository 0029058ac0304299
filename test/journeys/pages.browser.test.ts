import { AxeBuilder } from '@axe-core/playwright';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser as Chrome, ConsoleMessage, Page } from 'playwright-core';
import { loadReferenceData } from '../../config/reference-data.js';
import type { Role } from '../../src/access/actor.js';
import { fillDemoForce } from '../../src/demo/force/load.js';
import { row, run } from '../../src/database/sql.js';
import { ImportWork } from '../../src/lists/import-work.service.js';
import { ImportsService } from '../../src/lists/imports.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import { Log } from '../../src/kernel/log.js';
import { PlanWork } from '../../src/planning/plan-work.service.js';
import { PlansService } from '../../src/planning/plans.service.js';
import { SolverThread } from '../../src/planning/solver-thread.js';
import { Solving } from '../../src/planning/solving.service.js';
import { PostService } from '../../src/intake/post.service.js';
import { MergingService } from '../../src/merging/merging.service.js';
import { ReconciliationWork } from '../../src/reconciliation/reconciliation-work.service.js';
import { listOf } from '../imports/plans.js';
import { startBrowser } from '../support/browser.js';
import { exchangeReply, outlookCancel, outlookRequest } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

/** The thread of the built program: its source is no module that a thread can run. */
class SolvingBy extends Solving {
  constructor(private readonly by: SolverThread) {
    super();
  }
  protected override begun = (): SolverThread => this.by;
}

const NOW = '2026-11-23T09:12:00Z';
let test: TestApp;
let chrome: Chrome;
let base: string;
/** Addresses of records that a page needs, found in the made-up force. */
let known: Record<
  | 'ahead'
  | 'review'
  | 'past'
  | 'candidate'
  | 'moving'
  | 'callingOff'
  | 'person'
  | 'assignment'
  | 'mail'
  | 'list'
  | 'first'
  | 'second'
  | 'merged'
  | 'siblings'
  | 'held'
  | 'onlyTheirs'
  | 'unsure'
  | 'recommendation'
  | 'expected'
  | 'challenge'
  | 'plan',
  string
>;

beforeAll(async () => {
  test = await testApp(NOW);
  await fillDemoForce(test.db, {
    seed: 7,
    now: test.clock.now(),
    reference: loadReferenceData(),
    deskAddress: test.surroundings.settings.desk.address,
    publicUrl: test.surroundings.settings.http.publicUrl,
  });
  const box = new TestMailbox('mash.berkshire@thamesvalley-police.example');
  box.deliver(outlookRequest(), NOW);
  box.deliver(exchangeReply({ uid: 'unknown@x.example', from: 'somebody@mail.example' }), NOW);
  const { meeting } = (await row<{ meeting: string }>(
    test.db.reader,
    `select c.la_meeting_id as meeting from conference c join sitting s on s.conference_id = c.id
     where c.hub_code = 'slough' and c.state = 'scheduled' and s.starts_at > $1 and c.la_meeting_id is not null
     order by s.starts_at limit 1`,
    [test.clock.now()],
  ))!;
  const move = outlookRequest({ uid: 'moved', messageId: '<moved@slough.example>' });
  box.deliver(move.replaceAll('SBC-CP-771', meeting), NOW);
  box.deliver(outlookCancel({ uid: 'off', text: `Meeting ID: ${meeting}` }), NOW);
  await test.app.get(PostService).readWaiting(box);
  await test.db.transaction((tx) =>
    run(
      tx,
      `update attendee set mail_bounced_at = $1, mail_bounce_reason = '550 5.1.1 no such mailbox' where mail is not null`,
      [NOW],
    ),
  );
  const list = await receivedList();
  const twice = await recordedTwice();
  await test.app.get(ReconciliationWork).turn();
  known = (await row(
    test.db.reader,
    `with ahead as (
       select c.reference, c.kind, s.starts_at, s.id as sitting_id from conference c join sitting s on s.conference_id = c.id
       where c.hub_code = 'reading' and c.state = 'scheduled' and s.starts_at > $1)
     select (select reference from ahead where kind = 'icpc' order by starts_at limit 1) as ahead,
       (select reference from ahead where kind = 'rcpc' order by starts_at limit 1) as review,
       (select c.reference from conference c join sitting s on s.conference_id = c.id where c.hub_code = 'reading'
          and c.state = 'held' order by s.starts_at desc limit 1) as past,
       (select a.id::text || ' ' || ahead.reference from assignment a join ahead using (sitting_id)
          where a.state = 'invited' limit 1) as assignment,
       (select id::text from candidate order by id limit 1) as candidate,
       (select id::text from candidate where la_calendar_uid = 'moved') as moving,
       (select id::text from candidate where la_calendar_uid = 'off') as calling_off, (select id::text from attendee limit 1) as person,
       (select id::text from inbound_mail limit 1) as mail, $2::text as list,
       (select id::text from reconciliation limit 1) as held,
       (select id::text from recommendation limit 1) as recommendation,
       (select id::text from expectation where state = 'open' order by due_on limit 1) as expected,
       (select id::text from challenge where state = 'open' limit 1) as challenge,
       (select id::text from reconciliation_row where class = 'theirs-only' limit 1) as only_theirs,
       (select id::text from reconciliation_row where class = 'unsure' limit 1) as unsure`,
    [test.clock.now(), list],
  ))!;
  known = { ...known, ...twice, plan: await planned() };
  const server = test.app.getHttpServer();
  await test.app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  chrome = await startBrowser();
}, 120_000);
afterAll(async () => {
  await chrome.close();
  await test.stop();
});

/** With somebody on some conferences, others open, and an answer. */
async function planned(): Promise<string> {
  const thread = new SolverThread(new URL('../../dist/src/planning/solve-worker.js', import.meta.url));
  const work = new PlanWork(test.db, test.surroundings, new SolvingBy(thread), test.app.get(Log));
  const priya = await test.actor('Priya Shah', ['coordinator'], ['reading', 'slough']);
  const days = { from: Temporal.PlainDate.from('2026-11-24'), to: Temporal.PlainDate.from('2026-11-26') };
  const asked = { locks: [], away: [], more: [], everybody: false, mayMove: false, seconds: 30 };
  const plans = test.app.get(PlansService);
  const made = await plans.ask(priya, { hubs: ['reading', 'slough'], ...days, asked, fromPlanId: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  await work.turn();
  const { plan } = await plans.look(priya, made.value);
  const [sitting, person] = [plan.known?.sittings[0]?.name ?? '', plan.known?.people[0]?.id ?? null];
  await plans.question(priya, made.value, { kind: 'why', sitting, attendeeId: person });
  await work.turn();
  await work.stop();
  return String(made.value);
}

/** A list with a new conference, a question and an error. */
async function receivedList(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'test-list-')), 'list.csv');
  const rows = [{ ref: 'R1' }, { ref: 'R2', date: '12/12/2026' }, { ref: 'R3', start: '2.30', end: '' }];
  await writeFile(path, listOf(...rows));
  const priya = await test.actor('Priya Shah', ['coordinator'], ['reading', 'slough']);
  const given = { hubCode: 'reading', fileName: 'list.csv', receivedAt: test.clock.now(), path };
  const received = await test.app.get(ImportsService).receive(priya, given);
  if (!received.ok) throw new Error(received.refusal.kind);
  await test.app.get(ImportWork).turn();
  await rm(dirname(path), { recursive: true });
  return String(received.value.id);
}

/** Three records of one conference about siblings, one of them merged away. */
async function recordedTwice(): Promise<Pick<typeof known, 'first' | 'second' | 'merged' | 'siblings'>> {
  const children = ['900001', '900002'].map((laChildId) => ({ ...NOTHING_KNOWN, laChildId }));
  const record = (venue: string | null) => given(test).conference({ children, venue, anotherThan: 'any' });
  const [first, second, merged] = [await record(null), await record('Civic Offices'), await record(null)];
  const priya = await given(test).coordinator();
  const asked = { other: merged.reference, take: [], version: 1, otherVersion: 1 };
  const done = await test.app.get(MergingService).merge(priya, first.reference, asked);
  if (!done.ok) throw new Error(done.refusal.kind);
  const siblings = second.reference;
  return { first: first.reference, second: siblings, merged: merged.reference, siblings };
}

async function open(
  name: string,
  roles: readonly Role[],
  options: { width: number; javaScriptEnabled?: boolean },
): Promise<Page> {
  const hubs = ['reading', 'slough'];
  const person = await test.signIn(name, roles, hubs);
  const { width, ...rest } = options;
  const context = await chrome.newContext({ viewport: { width, height: 900 }, ...rest });
  await context.addCookies([{ name: 'tracker', value: person.sessionCookie, url: base }]);
  return context.newPage();
}

/** One window a person and width for all pages that are only looked at: each new one would read every style and script anew. */
const windows = new Map<string, Promise<Page>>();
function windowOf(name: string, roles: readonly Role[], width: number): Promise<Page> {
  const key = `${name} ${roles.join()} ${width}`;
  const opened = windows.get(key) ?? open(name, roles, { width });
  windows.set(key, opened);
  return opened;
}

const fill = (path: string): string => {
  const [assignmentId = '', reference = ''] = known.assignment.split(' ');
  const places: Record<string, string> = { ...known, assignmentId, assigned: reference };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? 'missing');
};

const PAGES: readonly (readonly [string, string, readonly Role[]])[] = [
  ['/board', 'Priya Shah', ['coordinator']],
  ['/relevance', 'Priya Shah', ['coordinator']],
  ['/markers', 'Priya Shah', ['coordinator']],
  ['/performance/parts', 'Helen Lowe', ['supervisor']],
  ['/performance/relevance', 'Margaret Ellis', ['leadership']],
  ['/board/day-sheet', 'Priya Shah', ['coordinator']],
  ['/automation', 'Priya Shah', ['coordinator']],
  ['/chasing', 'Priya Shah', ['coordinator']],
  ['/inbox', 'Priya Shah', ['coordinator']],
  ['/inbox/{candidate}', 'Priya Shah', ['coordinator']],
  ['/inbox/{moving}', 'Priya Shah', ['coordinator']],
  ['/inbox/{callingOff}', 'Priya Shah', ['coordinator']],
  ['/invitations/new', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}', 'Priya Shah', ['coordinator']],
  ['/conferences/{past}', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/assign', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/move', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/children', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/kind', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/state', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/merge', 'Priya Shah', ['coordinator']],
  ['/conferences/{first}/merge/{second}', 'Priya Shah', ['coordinator']],
  ['/conferences/{merged}', 'Priya Shah', ['coordinator']],
  ['/conferences/{merged}/unmerge', 'Priya Shah', ['coordinator']],
  ['/conferences/{siblings}/split', 'Priya Shah', ['coordinator']],
  ['/duplicates', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/transfer-in', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/transfer-out', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/convener', 'Priya Shah', ['coordinator']],
  ['/conferences/{ahead}/further-invitation', 'Priya Shah', ['coordinator']],
  ['/conferences/{past}/inquorate', 'Priya Shah', ['coordinator']],
  ['/conferences/{review}/relevance', 'Priya Shah', ['coordinator']],
  ['/conferences/{past}/outcome', 'Priya Shah', ['coordinator']],
  ['/conferences/{past}/report', 'Priya Shah', ['coordinator']],
  ['/conferences/{review}/report', 'Priya Shah', ['coordinator']],
  ['/conferences/{past}/minutes', 'Priya Shah', ['coordinator']],
  ['/minutes', 'Priya Shah', ['coordinator']],
  ['/conferences/{assigned}/assignments/{assignmentId}/withdraw', 'Priya Shah', ['coordinator']],
  ['/conferences/{assigned}/assignments/{assignmentId}/answer', 'Priya Shah', ['coordinator']],
  ['/conferences/{assigned}/assignments/{assignmentId}/swap', 'Priya Shah', ['coordinator']],
  ['/plan', 'Priya Shah', ['coordinator']],
  ['/plan/{plan}', 'Priya Shah', ['coordinator']],
  ['/capacity', 'Margaret Ellis', ['leadership']],
  ['/imports', 'Priya Shah', ['coordinator']],
  ['/imports/{list}', 'Priya Shah', ['coordinator']],
  ['/imports/{list}?show=all', 'Priya Shah', ['coordinator']],
  ['/imports/{list}/columns', 'Priya Shah', ['coordinator']],
  ['/reconciliation', 'Priya Shah', ['coordinator']],
  ['/reconciliation/{held}?show=all', 'Priya Shah', ['coordinator']],
  ['/reconciliation/{held}/rows/{onlyTheirs}', 'Priya Shah', ['coordinator']],
  ['/reconciliation/{held}/rows/{unsure}', 'Priya Shah', ['coordinator']],
  ['/reconciliation/{held}/letter?show=open', 'Priya Shah', ['coordinator']],
  ['/reconciliation/{held}/columns', 'Priya Shah', ['coordinator']],
  ['/reconciliation/authorities', 'Margaret Ellis', ['leadership']],
  ['/mail', 'Priya Shah', ['coordinator']],
  ['/mail/in/{mail}', 'Priya Shah', ['coordinator']],
  ['/self-test', 'Priya Shah', ['coordinator']],
  ['/feeds', 'Priya Shah', ['coordinator']],
  ['/search?q=nothing', 'Priya Shah', ['coordinator']],
  ['/my', 'Ada Okafor', ['attendee']],
  ['/attendees', 'Sunita Rao', ['administrator']],
  ['/attendees/{person}', 'Sunita Rao', ['administrator']],
  ['/attendees/new', 'Sunita Rao', ['administrator']],
  ['/attendees/{person}/edit', 'Sunita Rao', ['administrator']],
  ['/attendees/{person}/hours', 'Sunita Rao', ['administrator']],
  ['/attendees/{person}/absences/new', 'Sunita Rao', ['administrator']],
  ['/attendees/{person}/cover', 'Priya Shah', ['coordinator']],
  ['/conferences/{assigned}/conflicts', 'Priya Shah', ['coordinator']],
  ['/rota', 'Priya Shah', ['coordinator']],
  ['/rota/fairness', 'Priya Shah', ['coordinator']],
  ['/rota/people', 'Sunita Rao', ['administrator']],
  ['/rota/people-list', 'Sunita Rao', ['administrator']],
  ['/attendees/{person}/absences/calendar', 'Sunita Rao', ['administrator']],
  ['/performance', 'Margaret Ellis', ['leadership']],
  ['/performance/conferences?measure=A1&month=2026-10&counted=missed', 'Margaret Ellis', ['leadership']],
  ['/performance/explain/{past}', 'Margaret Ellis', ['leadership']],
  ['/priorities', 'Margaret Ellis', ['leadership']],
  ['/priorities/demand', 'Margaret Ellis', ['leadership']],
  ['/priorities/training', 'Sunita Rao', ['administrator']],
  ['/priorities/guidance', 'Sunita Rao', ['administrator']],
  ['/priorities/recommendations', 'Margaret Ellis', ['leadership']],
  ['/priorities/recommendations/new', 'Margaret Ellis', ['leadership']],
  ['/priorities/recommendations/{recommendation}/edit', 'Margaret Ellis', ['leadership']],
  ['/quality', 'Margaret Ellis', ['leadership']],
  ['/conferences/{past}/quality', 'Margaret Ellis', ['leadership']],
  ['/expected', 'Priya Shah', ['coordinator']],
  ['/expected/new', 'Priya Shah', ['coordinator']],
  ['/expected/list', 'Priya Shah', ['coordinator']],
  ['/expected/{expected}', 'Priya Shah', ['coordinator']],
  ['/expected/{expected}/letter', 'Priya Shah', ['coordinator']],
  ['/challenges', 'Priya Shah', ['coordinator']],
  ['/challenges/{challenge}', 'Priya Shah', ['coordinator']],
  ['/challenges/{challenge}/letter', 'Priya Shah', ['coordinator']],
  ['/challenges/new?conference={past}', 'Priya Shah', ['coordinator']],
  ['/performance/measures?month=2026-10&months=3', 'Margaret Ellis', ['leadership']],
  ['/performance/report?month=2026-10', 'Margaret Ellis', ['leadership']],
  ['/performance/report?month=2026-10&for=publication', 'Margaret Ellis', ['leadership']],
  ['/performance/export?month=2026-10', 'Margaret Ellis', ['leadership']],
  ['/performance/months', 'Margaret Ellis', ['leadership']],
  ['/performance/months/2026-10', 'Margaret Ellis', ['leadership']],
  ['/audit', 'Colin Reeve', ['auditor']],
  ['/accessibility', 'Priya Shah', ['coordinator']],
  ['/api/docs', 'Priya Shah', ['coordinator']],
];

/** Rows and sections of one macro differ in words only: the first dozen speak for all, and the longest pages take seconds. */
const MORE_OF_THE_SAME = 'tbody tr:nth-child(n + 13), section[aria-labelledby]:nth-of-type(n + 13)';

it.each(PAGES)('%s is accessible, whole at every width, and quiet in the console', async (path, name, roles) => {
  const complaints: string[] = [];
  for (const width of [1280, 375]) {
    const page = await windowOf(name, roles, width);
    const complain = (message: ConsoleMessage): void =>
      void (message.type() === 'error' && complaints.push(message.text()));
    page.on('console', complain);
    const answer = await page.goto(base + fill(path));
    expect(answer?.status()).toBe(200);
    // Contrast is the same at every width, and takes longer to judge than all the rest.
    const rules = width === 1280 ? {} : { rules: { 'color-contrast': { enabled: false } } };
    const found = await new AxeBuilder({ page })
      // All in the page itself: without frames there is nothing to merge, which would be done in a second page.
      .setLegacyMode()
      .exclude(MORE_OF_THE_SAME)
      .options({ resultTypes: ['violations'], ...rules })
      .analyze();
    expect(
      found.violations.map((one) => `${width}: ${one.id} ${one.nodes.map((node) => node.target).join(' ')}`),
    ).toEqual([]);
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await page.setViewportSize({ width, height: 900 });
    page.off('console', complain);
  }
  expect(complaints).toEqual([]);
});

it('records an invitation and assigns somebody with the keyboard alone, without JavaScript', async () => {
  const page = await open('Priya Shah', ['coordinator'], { width: 1280, javaScriptEnabled: false });
  await page.goto(`${base}/invitations/new`);
  const press = async (key: string): Promise<void> => {
    await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  };
  const type = async (label: string, text: string): Promise<void> => {
    await page.getByLabel(label, { exact: true }).focus();
    await page.keyboard.type(text);
  };
  await type('Convening local authority', 'Reading');
  await type('Kind of conference', 'ICPC');
  await type('Date of the conference', '1 Dec 2026');
  await type('Starts at', '12.15pm');
  await type('LA meeting id', 'RBC-CP-KEYS');
  await page.getByLabel('How it reached us').focus();
  await page.keyboard.type('Tele');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Record the invitation' }).focus();
  await press('Enter');
  expect(await page.textContent('main')).toMatch(/TV-26-\d{6}/);

  await page
    .getByRole('link', { name: /^Assign/ })
    .first()
    .focus();
  await press('Enter');
  await page.locator('input[name=attendeeId]').first().focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Assign and invite' }).focus();
  await press('Enter');
  expect(await page.textContent('[role=status]')).toContain('is assigned');
});

describe('the inbox with single keys', () => {
  const focused = (page: Page): Promise<string> =>
    page.evaluate('(document.activeElement.textContent || document.activeElement.name).trim()');

  it('steps through the list, opens a message, and only ever puts the focus on a button', async () => {
    const page = await open('Priya Shah', ['coordinator'], { width: 1280 });
    await page.goto(`${base}/inbox`);
    const listed = await page.locator('[data-steps] tbody th a').evaluateAll((links) => links.map((one) => one.href));
    expect(listed.length).toBeGreaterThan(1);
    for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
    expect(await page.evaluate('document.activeElement.href')).toBe(listed[0]);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('o')]);
    expect(page.url()).toBe(listed[0]);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('j')]);
    expect(page.url()).toBe(listed[1]);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('k')]);
    expect(page.url()).toBe(listed[0]);
    await page.keyboard.press('c');
    expect(await focused(page)).toBe('Confirm as a conference');
    await page.keyboard.press('r');
    expect(await page.evaluate('document.activeElement.name')).toBe('reason');
    // Whoever types is not steered.
    await page.keyboard.type('jocker');
    expect([page.url(), await page.inputValue('[name=reason]')]).toEqual([listed[0], 'jocker']);
    await page.locator('h1').click();
    await page.keyboard.press('e');
    expect(await page.evaluate('document.activeElement.name')).toBe('hub');
    await page.context().close();
  });

  it('lists the keys, and can be turned off for good', async () => {
    const page = await open('Priya Shah', ['coordinator'], { width: 1280 });
    const candidate = base + fill('/inbox/{candidate}');
    await page.goto(candidate);
    await page.keyboard.press('?');
    const keys = await page.locator('#shortcuts dt').allTextContents();
    expect(keys.slice(0, 4)).toEqual(['?', '/', 'j', 'k']);
    expect(keys).toHaveLength(new Set(keys).size);
    const found = await new AxeBuilder({ page }).include('#shortcuts').analyze();
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    await page.getByLabel('Use these shortcuts on this device').uncheck();
    await page.keyboard.press('Escape');
    await page.goto(candidate);
    await page.keyboard.press('c');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY');
    await page.context().close();
  });

  it('goes on to the next message with a banner about the last one', async () => {
    const page = await open('Priya Shah', ['coordinator'], { width: 1280 });
    await page.goto(base + fill('/inbox/{candidate}'));
    const next = await page.locator('[data-shortcut=j]').getAttribute('href');
    await page.keyboard.press('r');
    await page.keyboard.type('Not one of ours');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Reject');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(page.url()).toBe(base + next);
    expect(await page.textContent('[role=status]')).toContain('The invitation is rejected');
    await page.context().close();
  });
});
