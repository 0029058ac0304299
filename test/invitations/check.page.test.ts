import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import { rows } from '../../src/database/sql.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  await given(test).conference({ children: [{ ...NOTHING_KNOWN, laChildId: '4471093' }] });
});
afterAll(() => test.stop());

const FORM = '/invitations/new';
const CHECK = '/invitations/new/check';
const TYPED = { hub: 'reading', kind: 'icpc', startsOn: '3/12/26', startsAt: '9:30' };
const check = (over: Readonly<Record<string, string>>) => priya.post(CHECK, { ...TYPED, ...over }, FORM);
const listed = () => rows(test.db.reader, `select detail from audit_event where action = 'conference.listed'`);

it('says nothing of an ordinary invitation, or of one not yet filled in', async () => {
  expect((await check({})).text.trim()).toBe('');
  expect((await check({ startsOn: '' })).text.trim()).toBe('');
  expect((await check({ startsOn: '31/11/26' })).text.trim()).toBe('');
  expect(await listed()).toEqual([]);
});

it('says what is unusual about the time', async () => {
  const { $ } = await check({ startsOn: '28/11/26' });
  expect($('.cct-notice').text()).toContain('Sat 28 Nov is at a weekend.');
});

it('shows what may be recorded already, and records that it was shown', async () => {
  const { $ } = await check({ 'child1-laChildId': '4471093', startsOn: '24/11/26' });
  expect($('.cct-notice a').attr('href')).toBe('/conferences/TV-26-000001');
  expect($('.cct-notice').text()).toContain('Late notice: 2 working days.');
  expect(await listed()).toEqual([{ detail: { page: 'invitations/new', references: ['TV-26-000001'] } }]);
});

it("says nothing of another hub's, and is not for those who record nothing", async () => {
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.post(CHECK, { ...TYPED, 'child1-laChildId': '4471093' }, FORM)).text.trim()).toBe('');
  const ada = await test.signIn('Ada Okafor', ['attendee', 'auditor']);
  expect((await ada.post(CHECK, TYPED, '/no-such-page')).status).toBe(403);
  expect((await priya.forged(CHECK, TYPED)).status).toBe(403);
});
