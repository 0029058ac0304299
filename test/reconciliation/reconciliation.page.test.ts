import { load } from 'cheerio';
import { row, rows } from '../../src/database/sql.js';
import { ParticipationService } from '../../src/participation/participation.service.js';
import { ReconciliationWork } from '../../src/reconciliation/reconciliation-work.service.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeEach(async () => {
  test = await testApp('2026-12-02T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterEach(() => test.stop());

const BOUNDARY = 'x-boundary-x';
const part = (name: string, value: string, file?: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: text/csv`}\r\n\r\n${value}\r\n`;

/** As a browser sends the form: the token of the page first, the file last. */
async function upload(list: string, over: Record<string, string> = {}, who: Browser = priya): Promise<Answer> {
  const page = await who.get('/reconciliation');
  const token = page.$('input[name=_csrf]').first().attr('value') ?? '';
  const fields = { _csrf: token, hub: 'reading', from: '1/11/26', to: '30/11/26', ...over };
  const parts = Object.entries(fields).map(([name, value]) => part(name, value));
  const answer = await test.app.inject({
    method: 'POST',
    url: '/reconciliation',
    headers: { cookie: `tracker=${who.sessionCookie}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: `${parts.join('')}${part('file', list, 'held.csv')}--${BOUNDARY}--\r\n`,
  });
  const location = answer.headers.location;
  const isAddress = typeof location === 'string';
  return { status: answer.statusCode, location: isAddress ? location : null, text: answer.body, $: load(answer.body) };
}

const work = (): Promise<boolean> => test.app.get(ReconciliationWork).turn();
const main = ({ $ }: Answer): string => $('main').text().replace(/\s+/g, ' ');
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

async function compared(list: string, over: Record<string, string> = {}): Promise<string> {
  const { location, text } = await upload(list, over);
  if (location === null) throw new Error(text);
  await work();
  return location;
}

const HEAD = 'Meeting ID,Type,Date,Child ID,Police attended';
const child = (laChildId: string) => ({
  laChildId,
  policeReference: null,
  initials: null,
  bornYear: null,
  expectedOn: null,
});

/** One of ours on that day of November 2026, invited a month before. */
const ours = (day: number, laMeetingId: string | null, children: readonly string[]) => {
  const date = `2026-11-${String(day).padStart(2, '0')}`;
  return given(test).conference({
    laMeetingId,
    startsAt: at(`${date}T10:00:00Z`),
    endsAt: at(`${date}T11:30:00Z`),
    receivedAt: at('2026-10-12T10:00:00Z'),
    children: children.map(child),
    confirmed: true,
    anotherThan: 'any',
  });
};

/** Agrees, differs in the day, only ours, only theirs, and one that may be either of two of ours. */
async function oneOfEach(): Promise<string> {
  await ours(3, 'R1', ['91']);
  await ours(4, 'R2', ['92']);
  await ours(5, 'R3', ['93']);
  await ours(10, null, ['96']);
  await ours(11, null, ['96']);
  const list = [
    HEAD,
    'R1,ICPC,03/11/2026,91,',
    'R2,ICPC,06/11/2026,92,',
    'R4,ICPC,09/11/2026,94,N',
    'R4,ICPC,09/11/2026,95,N',
    'R5,ICPC,10/11/2026,96,',
  ];
  return compared(list.join('\n'));
}

/** The address of the row that a page of these rows shows first. */
async function firstRow(address: string, show: string): Promise<string> {
  const page = await priya.get(`${address}?show=${show}`);
  const href = page.$('main table').last().find('a[href*="/rows/"]').first().attr('href');
  if (href === undefined) throw new Error(main(page));
  return href;
}

const versionOn = ({ $ }: Answer): string => $('input[name=version]').first().attr('value') ?? '';

async function decide(rowAt: string, action: string, fields: Record<string, string> = {}): Promise<Answer> {
  const page = await priya.get(rowAt);
  return priya.post(`${rowAt}/${action}`, { version: versionOn(page), ...fields }, rowAt);
}

describe('comparing', () => {
  it('teaches what to do while there is no list, and proposes the last month', async () => {
    const page = await priya.get('/reconciliation');
    expect(main(page)).toContain('No list has been compared yet');
    expect(page.$('#from').attr('value')).toBe('1/11/2026');
    expect(page.$('#to').attr('value')).toBe('30/11/2026');
    expect(page.$('nav a[href="/reconciliation"]').text()).toContain('Reconciliation');
  });

  it('follows by itself until the list is compared, then shows each class with its count', async () => {
    await ours(3, 'R1', ['91']);
    const { location } = await upload(`${HEAD}\nR1,ICPC,03/11/2026,91,`);
    const waiting = await priya.get(location!);
    expect(waiting.$('meta[http-equiv=refresh]').attr('content')).toBe('2');
    await work();
    const ready = await priya.get(location!);
    expect(ready.$('meta[http-equiv=refresh]')).toHaveLength(0);
    expect(main(ready)).toContain('Agreed');
    expect(main(ready)).toContain('Every row agrees or has its agreed position.');
  });

  it('puts every conference into its class, with what differs in words', async () => {
    const address = await oneOfEach();
    const page = await priya.get(`${address}?show=all`);
    const counts = page.$('nav[aria-label="Rows"], .moj-sub-navigation').text().replace(/\s+/g, ' ');
    expect(counts).toContain('To agree 4 Which one? 1 Only theirs 1 Only ours 1 Differs 1 Agrees 1 All 5');
    expect(main(page)).toContain('Day: theirs Fri 6 Nov 2026; ours Wed 4 Nov 2026');
    expect(main(page)).toContain('TV-26-000004: the same child, on the same day');
    expect(main(page)).toContain('94, 95');
  });

  it('prints both percentages until every row is agreed', async () => {
    const address = await oneOfEach();
    const figures = main(await priya.get(address));
    expect(figures).toContain('0 of 5 · 0.0 %');
    expect(figures).toContain('0 of 4 · 0.0 %');
    expect(figures).toContain('after 4 open rows');
  });

  it('takes an extract of initial conferences for just that, and misses no review in it', async () => {
    await ours(3, 'R1', ['91']);
    await given(test).conference({
      kind: 'rcpc',
      laMeetingId: 'R2',
      startsAt: at('2026-11-04T10:00:00Z'),
      endsAt: at('2026-11-04T11:00:00Z'),
      confirmed: true,
    });
    const head = 'icpc_icpc_id,icpc_icpc_meeting_id,icpc_person_id,icpc_icpc_transfer_in,icpc_icpc_date';
    const page = main(await priya.get(await compared(`${head}\nI-1,R1,91,N,2026-11-03`)));
    expect(page).toContain('initial conferences only');
    expect(page).toContain('Only ours 0');
    expect(page).not.toContain('B1');
  });

  it('says that the same file was compared before', async () => {
    const list = `${HEAD}\nR1,ICPC,03/11/2026,91,`;
    await compared(list);
    const again = await compared(list);
    expect(main(await priya.get(again))).toContain('This very file was compared before');
  });

  it('refuses a list that cannot be compared with a sentence, and keeps no row of it', async () => {
    const lists = [
      [`${HEAD}\nR1,ICPC,03/11/2026,91,\nR1,ICPC,04/11/2026,92,`, 'at another time in row 3'],
      [`${HEAD}\nR1,ICPC,03/10/2026,91,`, 'Choose the period that the list is of.'],
      ['nothing', 'No row was recognised as the heading'],
    ] as const;
    for (const [list, sentence] of lists) expect(main(await priya.get(await compared(list)))).toContain(sentence);
    expect(await rows(test.db.reader, 'select from reconciliation_row')).toHaveLength(0);
  });

  it('says how many rows were left aside, and names the first', async () => {
    const aside = Array.from({ length: 1_500 }, (_, i) => `X${i},ICPC,03/10/2026,${i},`);
    const page = main(await priya.get(await compared([HEAD, 'R1,ICPC,03/11/2026,91,', ...aside].join('\n'))));
    expect(page).toContain('1,500 rows were left aside');
    expect(page).toContain('Row 3: Sat 3 Oct 2026 lies outside the period.');
    expect(page).toContain('and 1,490 more');
  });

  it('refuses the list of another hub', async () => {
    await given(test).conference({ hubCode: 'slough', laMeetingId: 'S1', confirmed: true });
    const address = await compared(`${HEAD}\nS1,ICPC,03/11/2026,91,`);
    expect(main(await priya.get(address))).toContain(
      '1 of the 1 meeting ids in this list are on record for Slough and none for Reading. Check whose list it is',
    );
  });

  it('refuses what cannot be meant at the form, and keeps what was typed', async () => {
    const typed: readonly (readonly [Record<string, string>, string])[] = [
      [{ from: '30/11/26', to: '1/11/26' }, 'The last day is before the first'],
      [{ from: '1/1/27', to: '31/1/27' }, 'The period is still to come'],
      [{ from: 'soon' }, 'Enter the first day of the list'],
      [{ from: '1/11/26', hub: 'oxfordshire' }, 'Choose whose list it is'],
    ];
    for (const [over, sentence] of typed) {
      const answer = await upload(`${HEAD}\nR1,ICPC,03/11/2026,91,`, over);
      expect(answer.status).toBe(422);
      expect(answer.$('.govuk-error-summary').text()).toContain(sentence);
      expect(answer.$('#from').attr('value')).toBe(over['from']);
    }
    expect(await rows(test.db.reader, 'select from reconciliation')).toHaveLength(0);
  });

  it('reads the columns as a person says they are', async () => {
    await ours(3, 'R1', ['91']);
    const address = await compared('Meeting ID,Type,Date,Child ID,Blue\nR1,ICPC,03/11/2026,91,Y');
    expect((await priya.get(`${address}/columns`)).$('#column-police')).toHaveLength(1);
    await priya.post(`${address}/columns`, { 'column-police': 'Blue' }, `${address}/columns`);
    await work();
    expect(main(await priya.get(address))).toContain('Police attended: theirs police attended; ours not recorded');
  });

  it('shows at once what was set right elsewhere', async () => {
    const conference = await ours(3, 'R1', ['91']);
    const address = await compared(`${HEAD}\nR1,ICPC,03/11/2026,91,N`);
    expect(main(await priya.get(address))).toContain(
      'Police attended: theirs police did not attend; ours not recorded',
    );
    const missed = { outcome: 'not', presentAtDecision: false, mode: null, attendedById: null } as const;
    await test.app.get(ParticipationService).record(await given(test).coordinator(), conference.reference, {
      ...missed,
      reason: 'late-notice',
      reasonNote: null,
      attribution: null,
      correction: null,
    });
    expect(main(await priya.get(address))).toContain('Every row agrees or has its agreed position.');
  });
});

describe('deciding', () => {
  it('takes one of ours for theirs, and apart again', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'unsure');
    expect((await decide(rowAt, 'same', { reference: 'TV-26-000004' })).status).toBe(303);
    expect(main(await priya.get(rowAt))).toContain('Agrees');
    expect((await decide(rowAt, 'not-same')).status).toBe(303);
    const page = await priya.get(`${address}?show=ours-only`);
    expect(main(page)).toContain('TV-26-000004');
    expect(main(await priya.get(rowAt))).toContain('Only theirs');
  });

  it('records what we were never invited to: held, not attended, out of A1 and in A2', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'theirs-only');
    expect((await decide(rowAt, 'record', { as: 'never-invited' })).status).toBe(303);
    const made = await row(
      test.db.reader,
      `select c.state, m.in_denominator, m.why, p.reason, (select count(*) from invitation i where i.conference_id = c.id) as invited,
         (select count(*) from child ch where ch.conference_id = c.id) as children
       from conference c join measure m on m.conference_id = c.id join sitting s on s.conference_id = c.id
       left join participation p on p.sitting_id = s.id where c.la_meeting_id = 'R4'`,
    );
    expect(made).toEqual({
      state: 'held',
      inDenominator: false,
      why: 'Does not count: TVP was never invited.',
      reason: 'invite-not-received',
      invited: 0,
      children: 2,
    });
    const page = await priya.get(rowAt);
    expect(main(page)).toContain('recorded: never invited');
    const figures = main(await priya.get(address));
    expect(figures).toMatch(/A1ICPC participation 0 of 5/);
    expect(figures).toMatch(/A2ICPC coverage, never invited included 0 of 6/);
    expect((await decide(rowAt, 'undo')).status).toBe(303);
    expect(main(await priya.get(rowAt))).toContain('Only theirs');
    expect(await row(test.db.reader, `select state from conference where la_meeting_id = 'R4'`)).toEqual({
      state: 'voided',
    });
  });

  it('records a misrouted invitation with the day on which it came: a miss that counts', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'theirs-only');
    const refusedAnswer = await decide(rowAt, 'record', { as: 'misrouted', receivedOn: '3/12/26' });
    expect(refusedAnswer.status).toBe(422);
    expect(refusedAnswer.$('.govuk-error-summary').text()).toContain('Say which mailbox or role received it');
    const unsaid = await decide(rowAt, 'record', { receivedBy: 'the old hub mailbox' });
    expect(unsaid.$('.govuk-error-summary').text()).toContain('Say whether an invitation reached anybody');
    expect(unsaid.$('#receivedBy').attr('value')).toBe('the old hub mailbox');
    const given = { as: 'misrouted', receivedOn: '2/11/26', receivedBy: 'the old hub mailbox', time: '2pm' };
    expect((await decide(rowAt, 'record', given)).status).toBe(303);
    expect(
      await row(
        test.db.reader,
        `select m.in_denominator, m.in_numerator, p.reason, s.starts_at from conference c
         join measure m on m.conference_id = c.id join sitting s on s.conference_id = c.id
         join participation p on p.sitting_id = s.id where c.la_meeting_id = 'R4'`,
      ),
    ).toEqual({
      inDenominator: true,
      inNumerator: false,
      reason: 'invite-misrouted',
      startsAt: at('2026-11-09T14:00:00Z'),
    });
  });

  it('records ours as not held through its state', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'ours-only');
    const noReason = await decide(rowAt, 'not-held', { change: 'stand-down', reason: '' });
    expect(noReason.status).toBe(422);
    expect((await decide(rowAt, 'not-held', { change: 'stand-down', reason: 'said the chair' })).status).toBe(303);
    expect(main(await priya.get(rowAt))).toContain('Agrees');
    expect(await row(test.db.reader, `select state from conference where la_meeting_id = 'R3'`)).toEqual({
      state: 'stood_down',
    });
  });

  it('keeps what was agreed, and prints the agreed figures once nothing is open', async () => {
    await ours(4, 'R2', ['92']);
    const address = await compared(`${HEAD}\nR2,ICPC,04/11/2026,92,Y`);
    const rowAt = await firstRow(address, 'differs');
    const without = await decide(rowAt, 'agree', { position: 'theirs', agreedWith: 'Jane Smith' });
    expect(without.$('.govuk-error-summary').text()).toContain('Choose with which role');
    expect((await decide(rowAt, 'agree', { position: 'theirs', agreedWith: 'conference-chair' })).status).toBe(303);
    const page = main(await priya.get(`${address}?show=all`));
    expect(page).toMatch(
      /A1ICPC participation 0 of 1 · 0.0 % \(0.0 to 79.3\) 1 of 1 · 100.0 % \(20.7 to 100.0\) 1 of 1/,
    );
    expect(page).toContain('by Priya Shah, with the conference chair');
    expect((await decide(rowAt, 'withdraw')).status).toBe(303);
    expect(main(await priya.get(address))).toContain('after 1 open row');
    const trail = await rows<{ action: string }>(
      test.db.reader,
      `select action from audit_event where action = 'reconciliation.agreed'`,
    );
    expect(trail).toHaveLength(2);
  });

  it('lets one of two decide, and shows the other that the row has changed, with what was typed', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'differs');
    const version = versionOn(await priya.get(rowAt));
    await decide(rowAt, 'agree', { position: 'ours', agreedWith: 'conference-chair' });
    await decide(rowAt, 'withdraw');
    const late = await priya.post(
      `${rowAt}/agree`,
      { version, position: 'other', agreedWith: 'conference-chair', note: 'moved twice' },
      rowAt,
    );
    expect(late.status).toBe(422);
    expect(late.$('.govuk-error-summary').text()).toContain('A colleague changed this row');
    expect(late.$('#note').text()).toBe('moved twice');
  });

  it('records a conference once when two press at the same moment', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'theirs-only');
    const answers = await Promise.all([1, 2].map(() => decide(rowAt, 'record', { as: 'never-invited' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 422]);
    expect(await rows(test.db.reader, `select from conference where la_meeting_id = 'R4'`)).toHaveLength(1);
  });

  it('keeps what was decided when the list is compared again', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'theirs-only');
    await decide(rowAt, 'agree', { position: 'theirs', agreedWith: 'conference-chair' });
    await ours(12, 'R9', ['99']);
    await priya.post(`${address}/again`, {}, address);
    await work();
    expect(main(await priya.get(rowAt))).toContain('Theirs stands');
    expect(main(await priya.get(`${address}?show=ours-only`))).toContain('TV-26-000006');
  });
});

describe('the letter', () => {
  it('asks about the rows chosen, without a name, to copy and as a file', async () => {
    const address = await oneOfEach();
    const page = await priya.get(`${address}/letter?show=open`);
    const text = page.$('pre').text();
    expect(text).toContain('To Reading Borough Council');
    expect(text).toContain('Your meeting id: R4');
    expect(text).toContain('Your child ids: 94, 95');
    expect(text).toContain('confirm that none was');
    const file = await priya.get(`${address}/letter.txt?show=theirs-only`);
    expect(file.text).toContain('1. Initial child protection conference, Mon 9 Nov 2026\r\n');
    const ids = page.$('input[name=rows]').attr('value') ?? '';
    await priya.post(`${address}/asked`, { rows: ids }, `${address}/letter?show=open`);
    expect(main(await priya.get(address))).toContain('asked on 2 December 2026');
  });
});

describe('the table of local authorities', () => {
  it('counts what was held and given notice of, hides small numbers for publication, and comes as a file', async () => {
    await ours(3, 'R1', ['91']);
    await ours(4, 'R2', ['92']);
    const address = '/reconciliation/authorities?from=2026-11-01&to=2026-11-30';
    expect(main(await priya.get(address))).toContain('Reading Borough Council 2 of 2 · 100.0 %median 16.5 days');
    const published = main(await priya.get(`${address}&publish=yes`));
    expect(published).toContain('Reading Borough Council not shown');
    expect(published).not.toContain('2 of 2');
    const file = await priya.get('/reconciliation/authorities.csv?from=2026-11-01&to=2026-11-30');
    expect(file.text.split('\r\n')[1]).toBe(
      'Reading Borough Council,2026-11-01,2026-11-30,2,2,0,0,0,2,0,2,0,2,0,2,16.5,',
    );
    expect((await priya.get('/reconciliation/authorities?from=30/11/26&to=1/11/26')).status).toBe(422);
  });
});

describe('who may', () => {
  it('lets leadership and the auditor read and decide nothing', async () => {
    const address = await oneOfEach();
    const rowAt = await firstRow(address, 'theirs-only');
    const margaret = await test.signIn('Margaret Ellis', ['leadership']);
    expect((await margaret.get(address)).status).toBe(200);
    const shown = await margaret.get(rowAt);
    expect(shown.status).toBe(200);
    expect(shown.$('main form')).toHaveLength(0);
    const forged = await margaret.post(`${rowAt}/record`, { version: '1', as: 'never-invited' }, '/reconciliation');
    expect(forged.status).toBe(404);
    expect(await rows(test.db.reader, `select from conference where la_meeting_id = 'R4'`)).toHaveLength(0);
  });

  it('shows another hub nothing, and an attendee no page', async () => {
    const address = await oneOfEach();
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.get(address)).status).toBe(404);
    expect((await tom.get(`${address}/letter`)).status).toBe(404);
    const ada = await test.signIn('Ada Okafor', ['attendee']);
    expect((await ada.get('/reconciliation')).status).toBe(404);
  });
});
