import { rows, run } from '../../src/database/sql.js';
import { recount } from '../../src/measures/measure.queries.js';
import { FreezingWork } from '../../src/reporting/freezing.service.js';
import { verifyMonths } from '../../src/reporting/verify-months.js';
import { namedIn, november, words, type November } from './november.js';

let test: November['test'];
let chief: November['chief'];
let coordinator: November['coordinator'];
let missed: November['missed'];
let open: November['open'];

const AFTER_NOVEMBER = '2026-12-15T00:00:00Z';
const november2026 = '/performance/months/2026-11';

beforeAll(async () => {
  ({ test, chief, coordinator, missed, open } = await november());
  await test.app.get(FreezingWork).turn();
});
afterAll(() => test.stop());

const statusOf = ($: Awaited<ReturnType<typeof chief.get>>['$'], month: string): string =>
  words($(`a[href="/performance/months/${month}"]`).closest('tr').text());

it('freezes what is over long enough, once over all instances, and tells the trail', async () => {
  const { $ } = await chief.get('/performance/months');
  expect(statusOf($, '2026-10')).toContain('on Fri 20 Nov 2026, 09:00');
  expect(statusOf($, '2026-10')).toContain('4 of 4 · 100.0 %');
  expect(statusOf($, '2026-11')).toContain('to be frozen on 14 December 2026');
  test.clock.set(AFTER_NOVEMBER);
  const work = test.app.get(FreezingWork);
  const frozen = await Promise.all([work.turn(), work.turn()]);
  expect(frozen[0] + frozen[1]).toBe(1);
  const told = await rows<{ detail: { month: string } }>(test.db.reader, `select detail from audit_event where action = 'month.frozen' order by id`); // prettier-ignore
  // A night has passed: everybody signs in again.
  chief = await test.signIn('Grace Hall', ['leadership']);
  coordinator = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  expect(told.map(({ detail }) => detail.month)).toEqual(['2026-08', '2026-09', '2026-10', '2026-11']);
});

it('always gives the same bytes, whatever is corrected afterwards, and says by whom it was restated', async () => {
  const json = await chief.get(`${november2026}.json`);
  const csv = await chief.get(`${november2026}.csv`);
  expect(csv.text.split('\r\n')[0]).toBe('\uFEFFmonth,definition_version,reference,hub,kind,headline_measure,outcome_recorded,counts,met,notice_working_days,reason,attribution,why'); // prettier-ignore
  const calm = await chief.get(november2026);
  expect(words(calm.$('main').text())).toContain('Every conference counts today as it was published.');
  const outcome = {
    outcome: 'not', 'not-reason': 'court', seen: '0', correction: 'The minutes came only now' }; // prettier-ignore
  const refused = await coordinator.post(`/conferences/${open}/outcome`, { ...outcome, correction: '' });
  expect(refused.status).toBe(422);
  expect(words(refused.$('.govuk-error-summary').text())).toContain('Say why the outcome comes only now');
  expect((await coordinator.post(`/conferences/${open}/outcome`, outcome)).status).toBe(303);

  const explained = await chief.get(`/performance/explain/${open}`);
  const decided = words(explained.$('caption:contains("Who decided")').closest('table').text());
  expect(decided).toMatch(/Outcome recorded.*Priya Shah/);
  const { $ } = await chief.get(november2026);
  const cells = $(`a[href="/conferences/${open}"]`).closest('tr').find('td').map((_i, td) => words($(td).text())).get(); // prettier-ignore
  expect(words($('main').text())).toContain('1 conference counts otherwise now than was published.');
  expect(cells[0]).toBe('Outcome recorded late');
  expect(cells[1]).toContain('no outcome recorded');
  expect(cells[2]).toContain('missed: At court');
  expect(cells[3]).toContain('Priya Shah: Outcome recorded (not; court; in a frozen month because: The minutes came only now)'); // prettier-ignore
  expect(statusOf((await chief.get('/performance/months')).$, '2026-11')).toContain('Restated');
  expect((await chief.get(`${november2026}.json`)).text).toBe(json.text);
  expect((await chief.get(`${november2026}.csv`)).text).toBe(csv.text);
});

it('shows both figures when a correction moves a headline', async () => {
  await test.db.transaction(async (tx) => {
    const [one] = await rows<{ id: number }>(tx, 'select id from conference where reference = $1', [missed]);
    await run(tx, `update participation set outcome = 'attended', present_at_decision = true, reason = null, reason_note = null, attribution = null where sitting_id in (select id from sitting where conference_id = $1)`, [one!.id]); // prettier-ignore
    await recount(tx, one!.id, test.surroundings.counting);
  });
  const row = statusOf((await chief.get('/performance/months')).$, '2026-11');
  expect(row).toContain('1 of 4 · 25.0 %');
  expect(row).toContain('2 of 4 · 50.0 %');
  expect(row).toContain('2 conferences count otherwise now');
});

it('prints a report of the month: headlines, misses by name, whether it is frozen and both figures where they differ', async () => {
  const { status, $ } = await chief.get('/performance/report?month=2026-11');
  expect(status).toBe(200);
  expect($('h1').text()).toContain('Participation in November 2026');
  expect(words($('main').text())).toContain('Frozen, and restated since');
  expect($('caption:contains("As published and as it stands now")')).toHaveLength(1);
  expect(namedIn($)).toContain(open);
  const before = await chief.get('/performance/report?month=2026-12');
  expect(words(before.$('main').text())).toContain('Not frozen yet');
});

it('hides small numbers in what is published, names no conference, and is made of all hubs only', async () => {
  const { status, $ } = await chief.get('/performance/report?month=2026-11&for=publication&hub=slough');
  // The marking and the reader's name stay off the paper; inside the force the marking is printed.
  expect($('.cct-strip, .cct-header__person').not('.cct-screen')).toHaveLength(0);
  expect((await chief.get('/performance/report?month=2026-11')).$('.cct-strip').hasClass('cct-screen')).toBe(false);
  expect(status).toBe(200);
  expect(namedIn($)).toEqual([]);
  const table = $('caption:contains("by hub")').closest('table');
  expect(table.find('tbody tr')).toHaveLength(10);
  expect(table.find('tr:contains("Slough") td').first().text()).toMatch(/^\s*c/);
  expect((await coordinator.get('/performance/report?for=publication')).status).toBe(422);
  const refused = await chief.get('/performance/report?for=anybody');
  expect([refused.status, namedIn(refused.$)]).toEqual([422, []]);
  expect((await coordinator.get('/performance/report?hub=oxfordshire')).status).toBe(404);
});

it('gives a coordinator the part of their hubs and nothing of others, and records who was named', async () => {
  const { text } = await coordinator.get(`${november2026}.json`);
  const hubs = (JSON.parse(text) as { conferences: { hub: string }[] }).conferences.map(({ hub }) => hub);
  expect(new Set(hubs)).toEqual(new Set(['reading', 'slough']));
  expect((await coordinator.get(`${november2026}.json?hub=oxfordshire`)).status).toBe(404);
  expect((await coordinator.get(`${november2026}?hub=nowhere`)).status).toBe(404);
  const other = await test.signIn('Omar Bell', ['coordinator'], ['wokingham']);
  expect(namedIn((await other.get(november2026)).$)).toEqual([]);
  const attendee = await test.signIn('Ada Okafor', ['attendee']);
  for (const path of ['/performance/months', november2026, `${november2026}.json`]) {
    expect([path, (await attendee.get(path)).status]).toEqual([path, 403]);
  }
  const [last] = await rows<{ detail: { page: string } }>(test.db.reader, `select detail from audit_event where action = 'conference.listed' and actor = 'Priya Shah' order by id desc limit 1`); // prettier-ignore
  expect(last?.detail.page).toBe('/performance/months/2026-11.json');
});

it.each(['2027-01', '2026-13', 'next', '2026-12.json', '2026-11.xml'])('knows no month %s', async (month) => {
  expect((await chief.get(`/performance/months/${month}`)).status).toBe(404);
});

it('proves the kept bytes by their digest, which the database does not let anybody change', async () => {
  const { measures } = test.surroundings.reference;
  const verified = await verifyMonths(test.db, measures, test.surroundings.measureVersion);
  expect(verified).toEqual({ checked: 4, broken: [] });
  const forge = (sql: string) => test.db.transaction((tx) => run(tx, sql));
  await expect(forge(`update frozen_month set document = replace(document, '"n":1', '"n":2')`)).rejects.toThrow();
  await expect(forge('delete from frozen_month')).rejects.toThrow();
  await forge('alter table frozen_month disable trigger user');
  await expect(forge(`update frozen_month set document = replace(document, '"n":1', '"n":2')`)).rejects.toThrow(/frozen_month_sha256_check/); // prettier-ignore
  // Even who writes a digest of their own is found: the figures are no longer those of the conferences.
  await forge(`update frozen_month set document = replace(document, '"n":4', '"n":3'), sha256 = encode(sha256(convert_to(replace(document, '"n":4', '"n":3'), 'UTF8')), 'hex') where month = '2026-10-01'`); // prettier-ignore
  expect(await verifyMonths(test.db, measures, test.surroundings.measureVersion)).toEqual({
    checked: 4,
    broken: [{ month: '2026-10', differs: ['figures'] }],
  });
});
