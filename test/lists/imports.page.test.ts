import { load } from 'cheerio';
import { row } from '../../src/database/sql.js';
import { ImportWork } from '../../src/lists/import-work.service.js';
import { listOf } from '../imports/plans.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeEach(async () => {
  test = await testApp('2026-11-22T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterEach(() => test.stop());

const BOUNDARY = 'x-boundary-x';
const part = (name: string, value: string, file?: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: text/csv`}\r\n\r\n${value}\r\n`;

/** As a browser sends the form: the token of the page first, the file last. */
async function upload(list: string, over: Record<string, string> = {}, fileName = 'november.csv'): Promise<Answer> {
  const page = await priya.get('/imports');
  const token = page.$('input[name=_csrf]').first().attr('value') ?? '';
  const fields = { _csrf: token, hub: 'reading', receivedOn: '20/11/26', ...over };
  const parts = Object.entries(fields).map(([name, value]) => part(name, value));
  const answer = await test.app.inject({
    method: 'POST',
    url: '/imports',
    headers: {
      cookie: `tracker=${priya.sessionCookie}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
    payload: `${parts.join('')}${part('file', list, fileName)}--${BOUNDARY}--\r\n`,
  });
  const location = answer.headers.location;
  const isAddress = typeof location === 'string';
  return { status: answer.statusCode, location: isAddress ? location : null, text: answer.body, $: load(answer.body) };
}

const work = (): Promise<boolean> => test.app.get(ImportWork).turn();
const main = ({ $ }: Answer): string => $('main').text().replace(/\s+/g, ' ');

async function previewed(list: string): Promise<string> {
  const { location, text } = await upload(list);
  if (location === null) throw new Error(text);
  await work();
  return location;
}

const TWO = listOf({ ref: 'R1', child: '1' }, { ref: 'R2', child: '2', start: '14:00', end: '15:00' });

it('teaches what to do while there is no list', async () => {
  const page = await priya.get('/imports');
  expect(main(page)).toContain('No list has come in yet');
  expect(page.$('nav a[href="/imports"]').text()).toContain('Imports');
});

it('shows a bar that moves by itself until the list is read', async () => {
  const { status, location } = await upload(TWO);
  expect(status).toBe(303);
  const waiting = await priya.get(location!);
  expect(waiting.$('progress').attr('value')).toBe('0');
  expect(waiting.$('meta[http-equiv=refresh]').attr('content')).toBe('2');
  await work();
  const ready = await priya.get(location!);
  expect(ready.$('progress')).toHaveLength(0);
  expect(ready.$('meta[http-equiv=refresh]')).toHaveLength(0);
});

it('says what would happen, does it, and says what happened', async () => {
  const address = await previewed(TWO);
  const preview = await priya.get(address);
  expect(main(preview)).toContain('2 new conferences.');
  expect(preview.$('#row-2').text()).toContain('Mon 7 Dec 2026, 10:00 to 11:30');
  expect((await priya.post(`${address}/commit`, {}, address)).status).toBe(303);
  await work();
  const done = await priya.get(address);
  expect(main(done)).toContain('2 conferences recorded.');
  expect(done.$('#row-2 a').attr('href')).toBe('/conferences/TV-26-000001');
  expect(await row(test.db.reader, 'select received_at from invitation limit 1')).toEqual({
    receivedAt: Temporal.Instant.from('2026-11-20T00:00:00Z'),
  });
  expect((await priya.post(`${address}/undo`, {}, address)).status).toBe(303);
  await work();
  expect(main(await priya.get(address))).toContain('2 rows were taken back.');
});

it('says that the same file again changes nothing', async () => {
  const address = await previewed(TWO);
  await priya.post(`${address}/commit`, {}, address);
  await work();
  const again = await priya.get(await previewed(TWO));
  expect(main(again)).toContain('This very file was carried out before');
  expect(main(again)).toContain('Everything in this list is recorded just so.');
  expect(main(again)).toContain('Nothing would change.');
  expect(again.$('form[action$="/commit"]')).toHaveLength(0);
});

it('asks, keeps the answers and confirms all that is only unusual', async () => {
  const weekend = { date: '05/12/2026' };
  const address = await previewed(
    listOf(
      { ref: 'R1', ...weekend },
      { ref: 'R2', child: '9', ...weekend },
      { ref: '', child: '5' },
      { ref: '', child: '6' },
    ),
  );
  const asked = await priya.get(address);
  expect(main(asked)).toContain('1 new conference; 3 rows need an answer.');
  expect(asked.$('fieldset')).toHaveLength(3);
  await priya.post(`${address}/answers`, { rows: ['2', '5'], 'answer-5': 'same' }, address);
  const kept = await priya.get(address);
  expect(main(kept)).toContain('1 answer kept.');
  expect(kept.$('#answer-5-same').attr('checked')).toBe('checked');
  await priya.post(`${address}/confirm`, {}, address);
  expect(main(await priya.get(address))).toContain('3 new conferences, 1 child added to a sibling’s conference.');
});

it('shows before and after of a change, and an error with its cell', async () => {
  await given(test).conference({
    kind: 'rcpc',
    laMeetingId: 'R1',
    startsAt: Temporal.Instant.from('2026-12-07T10:00:00Z'),
    endsAt: Temporal.Instant.from('2026-12-07T11:30:00Z'),
  });
  const address = await previewed(
    listOf({ ref: 'R1', start: '13:00', end: '14:30' }, { ref: 'R2', date: '31/02/2026' }),
  );
  const page = await priya.get(`${address}?show=all`);
  expect(page.$('#row-2').text()).toContain('Start: Mon 7 Dec 2026, 10:00 → Mon 7 Dec 2026, 13:00');
  expect(page.$('#row-3').text()).toContain('E3 Date:');
  expect((await priya.get(`${address}?show=error`)).$('tbody tr')).toHaveLength(1);
  expect((await priya.get(`${address}?show=nonsense`)).status).toBe(404);
});

it('lets a person set the columns right', async () => {
  const address = await previewed('Kind,Ours,Day,From,Until\nRCPC,R1,07/12/2026,10:00,11:00\n');
  const form = await priya.get(`${address}/columns`);
  expect(form.$('#column-meetingId option').text()).toContain('Ours');
  const twice = await priya.post(`${address}/columns`, { 'column-date': 'Day', 'column-venue': 'Day' });
  expect(twice.status).toBe(422);
  expect(twice.$('.govuk-error-summary').text()).toContain(
    '“Day” is given twice: choose it once, and another column for ',
  );
  const fields = { kind: 'Kind', meetingId: 'Ours', date: 'Day', start: 'From', end: 'Until' };
  const named = Object.fromEntries(Object.entries(fields).map(([field, heading]) => [`column-${field}`, heading]));
  await priya.post(`${address}/columns`, named);
  await work();
  expect((await priya.get(`${address}?show=all`)).$('#row-2').text()).toContain('RCPC, R1');
});

it.each<[string, Record<string, string>, string, string, string]>([
  ['no hub', { hub: 'oxfordshire' }, TWO, 'a.csv', 'Choose whose list it is'],
  ['no file', {}, '', '', 'Choose the list to import'],
  ['nothing in the file', {}, '', 'a.csv', 'The file is empty'],
  ['a day to come', { receivedOn: '23/11/26' }, TWO, 'a.csv', 'The list cannot have come later than today'],
  ['a day that is none', { receivedOn: 'someday' }, TWO, 'a.csv', 'Enter the day on which the list came'],
])('refuses %s with a sentence', async (_, over, list, name, sentence) => {
  const answer = await upload(list, over, name);
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain(sentence);
});

it('says why a file is no list', async () => {
  const page = await priya.get(await previewed('%PDF-1.7'));
  expect(main(page)).toContain('The file is a PDF document');
});

it('takes no file without the token of a page', async () => {
  expect((await upload(TWO, { _csrf: 'forged' })).status).toBe(403);
  expect(await row(test.db.reader, 'select count(*) as n from import')).toEqual({ n: 0 });
});

it('shows nobody a list of another hub, and auditors none', async () => {
  const address = await previewed(TWO);
  const oona = await test.signIn('Oona', ['coordinator'], ['oxfordshire']);
  expect((await oona.get(address)).status).toBe(404);
  expect((await oona.get('/imports')).text).not.toContain('november.csv');
  const auditor = await test.signIn('Colin Reeve', ['auditor']);
  expect((await auditor.get('/imports')).status).toBe(404);
});
