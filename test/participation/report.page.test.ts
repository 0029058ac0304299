import { RelevanceService } from '../../src/relevance/relevance.service.js';
import { row, rows } from '../../src/database/sql.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { ReportService } from '../../src/participation/report.service.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
let reference: string;
let hour = 0;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  await given(test).attendee('Ada Okafor');
});
afterAll(() => test.stop());
beforeEach(async () => {
  test.clock.set('2026-11-20T09:00:00Z');
  reference = (await given(test).conference(slot())).reference;
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
});

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
function slot() {
  const startsAt = Temporal.Instant.from('2026-11-30T09:30:00Z').add({ minutes: hour++ });
  return { startsAt, endsAt: startsAt.add({ minutes: 90 }), confirmed: true, anotherThan: 'any' as const };
}
const url = () => `/conferences/${reference}/report`;
const figure = () =>
  row<{ counts: string[]; met: string[] }>(
    test.db.reader,
    'select m.counts, m.met from measure m join conference c on c.id = m.conference_id where c.reference = $1',
    [reference],
  );
const trail = () =>
  rows<{ action: string; detail: Record<string, unknown> }>(
    test.db.reader,
    `select e.action, e.detail from audit_event e join conference c on c.id = e.conference_id
     where e.action like 'report.%' and c.reference = $1 order by e.id`,
    [reference],
  );
const hold = () =>
  test.db.transaction((tx) => tx.query(`update conference set state = 'held' where reference = $1`, [reference]));
const drift = async () => (await verifyMeasures(test.db, test.surroundings.counting)).drift;
const typed = (over: object = {}) => ({ kind: 'report', sentOn: '26/11/26', sentBy: 'Ada Okafor', seen: '0', ...over });

it('is due by the hub, is recorded once, and counts at once', async () => {
  const before = await priya.get(`/conferences/${reference}`);
  expect(words(before.$('#outcome').text())).toContain('Due Thu 26 Nov');
  test.clock.set('2026-11-30T12:00:00Z');
  await hold();
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  expect(await priya.post(url(), typed())).toMatchObject({ status: 303, location: `/conferences/${reference}` });
  const page = await priya.get(`/conferences/${reference}`);
  expect(words(page.$('[role=status]').text())).toContain('Recorded: sent Thu 26 Nov, in time (due Thu 26 Nov).');
  expect(words(page.$('#outcome').text())).toContain('Sent Thu 26 Nov, in time (due Thu 26 Nov)By Ada Okafor');
  expect(words(page.$('#trail').text())).toContain('Report sent Thu 26 Nov 2026 by Ada Okafor. In time');
  expect((await figure())!.met).toEqual(expect.arrayContaining(['C1', 'C2']));
  expect(await drift()).toEqual([]);
});

it('is corrected with a reason, and what stood before stays in the trail', async () => {
  test.clock.set('2026-11-27T12:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  await priya.post(url(), typed());
  const page = await priya.get(url());
  expect(words(page.$('h1').text())).toMatch(/Correct the report$/);
  expect(page.$('input[name=seen]').val()).toBe('1');
  const silent = await priya.post(url(), typed({ seen: '1', sentOn: '27/11/26' }));
  expect(silent.status).toBe(422);
  expect(words(silent.$('.govuk-error-summary').text())).toContain('Say why the report is corrected');
  expect(silent.$('input[name=sentOn]').val()).toBe('27/11/26');
  await priya.post(url(), typed({ seen: '1', sentOn: '27/11/26', correction: 'It went on Friday' }));
  expect((await trail()).at(-1)).toEqual({
    action: 'report.corrected',
    detail: {
      before: 'Report sent Thu 26 Nov 2026 by Ada Okafor',
      after: 'Report sent Fri 27 Nov 2026 by Ada Okafor',
      why: 'It went on Friday',
    },
  });
  expect((await figure())!.met).not.toContain('C2');
  expect(await drift()).toEqual([]);
});

it('lets one of two who correct at once win, and tells the other', async () => {
  test.clock.set('2026-11-27T12:00:00Z');
  const actor = await given(test).coordinator();
  const service = test.app.get(ReportService);
  const report = (sentBy: string, seen: number, correction: string | null) =>
    service.record(actor, reference, {
      kind: 'report',
      sentOn: Temporal.PlainDate.from('2026-11-26'),
      sentTime: null,
      sentBy,
      readOut: null,
      correction,
      seen,
    });
  expect((await Promise.all([report('One', 0, null), report('Two', 0, null)])).map(({ ok }) => ok).toSorted()).toEqual([
    false,
    true,
  ]);
  const second = await Promise.all([report('Three', 1, 'a'), report('Four', 1, 'b')]);
  expect(second.filter(({ ok }) => ok)).toHaveLength(1);
  expect(second.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: 'changed-meanwhile', now: { version: 2 } } });
});

it.each([
  [{ sentOn: '1/12/26' }, '#sentOn', 'A report cannot have been sent later than now. Record it when it has gone'],
  [{ sentOn: 'x' }, '#sentOn', '“x” is not a date. Write it like 24/11/26, 24 Nov or today'],
  [{ sentOn: '26/11/24' }, '#sentOn', 'That is more than a year before the conference. Check the year'],
  [{ sentBy: '' }, '#sentBy', 'Say who sent it'],
  [{ sentOn: '30/11/26' }, '#sentTime', 'It went on the day of the conference: say at what time'],
])('gives back %j with its error at %s', async (over, href, sentence) => {
  test.clock.set('2026-11-30T12:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  const { $, status } = await priya.post(url(), typed(over));
  expect(status).toBe(422);
  expect(words($(`.govuk-error-summary a[href="${href}"]`).text())).toBe(sentence);
  expect($(href)).toHaveLength(1);
  expect(await trail()).toEqual([]);
});

it('takes "nothing to add" of a review that is not relevant, which the board asks for until then', async () => {
  const actor = await given(test).coordinator();
  reference = (await given(test).conference({ ...slot(), kind: 'rcpc' })).reference;
  const typedNothing = typed({ kind: 'nothing-to-add', sentOn: '20/11/26' });
  const refused = await priya.post(url(), typedNothing);
  expect(words(refused.$('.govuk-error-summary').text())).toContain(
    'Nobody has decided whether this review is relevant',
  );
  const given_ = { value: 'not-relevant', criteria: [], reason: 'No police information' } as const;
  await test.app.get(RelevanceService).decide(actor, reference, given_);
  const board = await priya.get('/board?show=waiting');
  expect(words(board.$('main').text())).toContain('the report or “nothing to add” is still owed');
  const page = await priya.get(`/conferences/${reference}`);
  expect(words(page.$('.cct-notice').first().text())).toContain('Record the report by Mon 23 Nov.');
  expect(await priya.post(url(), typedNothing)).toMatchObject({ status: 303 });
  expect(words((await priya.get(`/conferences/${reference}`)).$('.cct-notice').eq(1).text())).toBe(
    'Not relevant, nobody needed.',
  );
  await hold();
  expect(await drift()).toEqual([]);
});

it('is nobody else’s: another hub and a reader get nothing, an attendee who is not on it neither', async () => {
  const tom = await test.signIn('Tom Price', ['coordinator'], ['slough']);
  const ada = await test.signIn('Ada Okafor', ['attendee']);
  const reader = await test.signIn('Aud Itor', ['auditor']);
  for (const browser of [tom, ada, reader]) {
    expect((await browser.get(url())).status).toBe(404);
    expect((await browser.post(url(), typed())).status).toBe(404);
  }
  expect(await trail()).toEqual([]);
});
