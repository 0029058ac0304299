import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { rows, run } from '../../src/database/sql.js';
import { readAbsenceCalendar } from '../../src/rota/absence-calendar.js';
import { preflightPage } from '../../src/rota/preflight.page.js';
import { gapsOf } from '../../src/rota/preflight.js';
import { sharesOf, type Carrier } from '../../src/rota/shares.js';
import { todayPage } from '../../src/rota/today.page.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const NOW = '2026-11-25T10:00:00Z';
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
const main = ({ $ }: Answer): string => words(($('main').html() ?? '').replace(/<[^>]*>/g, ' '));

const calendar = (...events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', ...events.flatMap((event) => ['BEGIN:VEVENT', event, 'END:VEVENT']), 'END:VCALENDAR'].join(
    '\r\n',
  );
const event = (...lines: readonly string[]): string => lines.join('\r\n');

describe('what a calendar file says of absences', () => {
  const read = (...events: readonly string[]) => readAbsenceCalendar(calendar(...events), at(NOW));
  const spans = (...events: readonly string[]) =>
    read(...events).entries.map(({ kind, startsAt, endsAt }) => `${kind} ${startsAt.toString()} ${endsAt.toString()}`);

  it.each<[string, string, string]>([
    [
      'whole days in London, summer time too',
      event('DTSTART;VALUE=DATE:20270601', 'DTEND;VALUE=DATE:20270603', 'SUMMARY:Annual leave'),
      'leave 2027-05-31T23:00:00Z 2027-06-02T23:00:00Z',
    ],
    [
      'one day without an end',
      event('DTSTART;VALUE=DATE:20261201', 'SUMMARY:Crown Court'),
      'court 2026-12-01T00:00:00Z 2026-12-02T00:00:00Z',
    ],
    [
      'a zone as Outlook writes it',
      event(
        'DTSTART;TZID=GMT Standard Time:20270601T090000',
        'DTEND;TZID=GMT Standard Time:20270601T120000',
        'SUMMARY:SCAIDP course',
      ),
      'course 2027-06-01T08:00:00Z 2027-06-01T11:00:00Z',
    ],
    [
      'another zone',
      event('DTSTART;TZID=Europe/Paris:20261201T090000', 'DURATION:PT2H', 'CATEGORIES:Sick'),
      'sick 2026-12-01T08:00:00Z 2026-12-01T10:00:00Z',
    ],
  ])('reads %s', (_, one, expected) => {
    expect(spans(one)).toEqual([expected]);
  });

  it.each<[string, string, string]>([
    ['repeats', event('DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=WEEKLY'), 'it repeats'],
    ['names no zone', event('DTSTART:20261201T090000', 'DTEND:20261201T100000'), 'names no time zone'],
    [
      'names an unknown zone',
      event('DTSTART;TZID=Mars/Base:20261201T090000', 'DTEND;TZID=Mars/Base:20261201T100000'),
      'is not known',
    ],
    ['ends before it starts', event('DTSTART:20261201T090000Z', 'DTEND:20261201T080000Z'), 'it ends before it starts'],
    ['has no end', event('DTSTART:20261201T090000Z'), 'it has no end'],
    ['has no start', event('SUMMARY:Leave'), 'no start'],
    ['is garbage', event('DTSTART:soon', 'DTEND:later'), 'no start'],
  ])('does not take an entry that %s, and says why', (_, one, why) => {
    expect(read(one)).toMatchObject({ entries: [], notTaken: [{ number: 1, why: expect.stringContaining(why) }] });
  });

  it('leaves out what is over, called off or shown as free, and what is no calendar', () => {
    const free = event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'TRANSP:TRANSPARENT');
    const off = event('DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'STATUS:CANCELLED');
    expect(read(free, off, event('DTSTART;VALUE=DATE:20261120'))).toEqual({
      isCalendar: true,
      entries: [],
      notTaken: [],
    });
    expect(readAbsenceCalendar('PK\u0003\u0004 rubbish \0\0', at(NOW)).isCalendar).toBe(false);
    expect(read(...Array.from({ length: 600 }, () => event('DTSTART;VALUE=DATE:20261201'))).entries).toHaveLength(500);
  });
});

describe('fair shares', () => {
  const one = (name: string, available: number | null, minutes: number): Carrier => ({
    id: 1,
    name,
    role: 'DC',
    available,
    minutes,
    conferences: 1,
  });

  it('owes part of the time a part of the load, and leaves out whose hours are not known', () => {
    const shares = sharesOf([one('Full', 600, 50), one('Half', 300, 50), one('Away', 0, 0), one('Unknown', null, 900)]);
    expect(shares.map(({ name, ratio }) => [name, ratio])).toEqual([
      ['Half', 1.5],
      ['Full', 0.75],
      ['Away', null],
      ['Unknown', null],
    ]);
    expect(shares.reduce((sum, { ofLoad }) => sum + ofLoad, 0)).toBeCloseTo(1);
    expect(sharesOf([one('Idle', 600, 0)])[0]).toMatchObject({ ofLoad: 0, ratio: null });
  });
});

it('names what is missing of somebody, up to the last day of warning', () => {
  const rules = { today: day('2026-11-25'), expiryDays: 90, hubs: ['reading'], skills: ['scaidp'] };
  const pattern = (untilOn: string | null) => ({
    fromOn: day('2026-01-01'),
    untilOn: untilOn && day(untilOn),
    cycleWeeks: 1,
    worksHolidays: false,
    shifts: [],
  });
  const ready = { mail: 'a@b.example', hubCode: 'reading', patterns: [pattern(null)], skills: [] };
  const kinds = (over: object) => gapsOf({ ...ready, ...over } as never, rules).map(({ kind }) => kind);
  const skill = (expiresOn: string | null) => ({
    skills: [{ skill: 'scaidp', expiresOn: expiresOn && day(expiresOn) }],
  });
  expect(kinds({})).toEqual([]);
  expect(kinds({ mail: null, hubCode: 'swindon', patterns: [] })).toEqual(['no-mailbox', 'unknown-hub', 'no-pattern']);
  expect(kinds({ patterns: [pattern('2026-11-24')] })).toEqual(['no-pattern']);
  expect(kinds({ patterns: [pattern('2026-12-24')] })).toEqual(['pattern-ends']);
  expect([
    kinds(skill('2026-11-24')),
    kinds(skill('2026-11-25')),
    kinds(skill('2027-02-23')),
    kinds(skill('2027-02-24')),
    kinds(skill(null)),
  ]).toEqual([['skill-expired'], ['skill-expiring'], ['skill-expiring'], [], []]);
  expect(kinds({ skills: [{ skill: 'juggling', expiresOn: null }] })).toEqual(['unknown-skill']);
});

it('says of a day on which few are there why that is, and of nobody that there is nobody', () => {
  const sentence = (now: string, holiday: string | null = null): string =>
    todayPage({ now: at(now), holiday, open: [], onDuty: [], hubs: [] }).sentence;
  const rest = 'No conference that is left today lacks a lead; nobody is on duty now.';
  expect(sentence('2026-12-24T10:00:00Z')).toBe(rest);
  expect(sentence('2026-12-26T10:00:00Z')).toBe(`Today is a Saturday. ${rest}`);
  expect(sentence('2026-12-25T10:00:00Z', 'Christmas Day')).toBe(`Today is a bank holiday (Christmas Day). ${rest}`);
  const rules = { skills: [], hubs: [], expiryDays: 90, today: day('2026-11-25') };
  expect(preflightPage([], rules as never, { hubs: [], skills: [] }, false)).toMatchObject({
    sentence: 'Nobody is on record yet.',
    people: null,
  });
});

describe('the pages', () => {
  let test: TestApp;
  let priya: Browser;
  let ada: Attendee;
  const hours = (attendeeId: number) =>
    test.db.transaction((tx) =>
      run(
        tx,
        `insert into working_pattern (attendee_id, from_on, cycle_weeks, works_holidays, shifts)
        select $1, '2026-01-05', 1, false, jsonb_agg(jsonb_build_object('week', 1, 'day', d, 'starts', '08:00', 'ends', '16:00')) from generate_series(1, 5) d`,
        [attendeeId],
      ),
    );
  beforeAll(async () => {
    test = await testApp(NOW);
    ada = await given(test).attendee('Ada Okafor');
    const ben = await given(test).attendee('Ben Hughes');
    await given(test).attendee('Oli Other', { hubCode: 'oxfordshire' });
    for (const { id } of [ada, ben]) await hours(id);
    priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  });
  afterAll(() => test.stop());

  it('show what nobody leads today, who is on duty and who is on a conference now', async () => {
    const [startsAt, endsAt] = [at('2026-11-25T09:30:00Z'), at('2026-11-25T11:00:00Z')];
    const now = await given(test).conference({ startsAt, endsAt, confirmed: true });
    const assign = test.app.get(AssignmentsService);
    await assign.assign(await given(test).coordinator(), now.reference, {
      attendeeId: ada.id,
      lead: true,
      overlapReason: null,
    });
    const open = await given(test).conference({
      startsAt: at('2026-11-25T14:00:00Z'),
      endsAt: at('2026-11-25T15:00:00Z'),
    });
    const page = main(await priya.get('/rota'));
    expect(page).toContain('One conference today without a lead; 1 of 2 on duty are free now.');
    expect(page).toContain(`14:00 to 15:00 ${open.reference}`);
    expect(page).toContain('Ada Okafor DC Reading 16:00 On a conference until 11:00');
    expect(page).not.toContain('Oli Other DC Oxfordshire');
    expect(main(await (await test.signIn('Olga', ['coordinator'], ['oxfordshire'])).get('/rota'))).not.toContain(
      open.reference,
    );
    expect((await (await test.signIn('Colin', ['auditor'])).get('/rota')).status).toBe(403);
  });

  it('show shares of the own hub alone, and who is to be put right', async () => {
    const page = main(await priya.get('/rota/fairness'));
    expect(page).toContain('Ada Okafor DC');
    expect((await priya.get('/rota/fairness?hub=oxfordshire')).status).toBe(404);
    expect((await (await test.signIn('Rob', ['robot'])).get('/rota/fairness')).status).toBe(403);
    const gaps = main(await priya.get('/rota/people'));
    expect(gaps).toContain('2 of 3 people');
    expect(gaps).toContain('Oli Other DC Oxfordshire No working hours');
  });

  it('take absences from a calendar once, change them with it, and say what was not taken', async () => {
    const url = `/attendees/${ada.id}/absences/calendar`;
    const upload = async (file: string): Promise<string> => {
      const token = (await priya.get(url)).$('input[name=_csrf]').val();
      const payload = [
        '--b',
        'Content-Disposition: form-data; name="_csrf"',
        '',
        String(token),
        '--b',
        'Content-Disposition: form-data; name="file"; filename="a.ics"',
        'Content-Type: text/calendar',
        '',
        file,
        '--b--',
        '',
      ].join('\r\n');
      const headers = { cookie: `tracker=${priya.sessionCookie}`, 'content-type': 'multipart/form-data; boundary=b' };
      const answered = await test.app.inject({ method: 'POST', url, headers, payload });
      return words(answered.body.replace(/<[^>]*>/g, ' '));
    };
    const leave = event(
      'UID:1',
      'DTSTART;VALUE=DATE:20261221',
      'DTEND;VALUE=DATE:20261224',
      'SUMMARY:Leave with the family',
    );
    const clash = event('UID:2', 'DTSTART;VALUE=DATE:20261223', 'DTEND;VALUE=DATE:20261226');
    const first = await upload(
      calendar(leave, clash, event('UID:3', 'DTSTART;VALUE=DATE:20261201', 'RRULE:FREQ=DAILY')),
    );
    expect(first).toContain('One absence was added Mon 21 Dec to Wed 23 Dec 2026');
    expect(first).toContain('They are away Mon 21 Dec to Wed 23 Dec 2026 already');
    expect(first).toContain('Entry 3: it repeats');
    expect(await upload(calendar(leave))).toContain('Nothing was added or changed 1 on record already');
    expect(await upload(calendar(leave.replace('1224', '1223')))).toContain('One absence has other times now');
    expect(await upload('rubbish')).toContain('There is no calendar in this file');
    const kept = await rows(test.db.reader, 'select kind, source, version from absence where attendee_id = $1', [
      ada.id,
    ]);
    expect(kept).toEqual([{ kind: 'leave', source: 'ics', version: 2 }]);
  });

  it('take people out and bring them back: twice the same changes nothing, and what is wrong is named', async () => {
    const admin = await test.signIn('Carol Admin', ['administrator']);
    await given(test).attendee('=cmd()', { mail: 'formula@tvp.example' });
    await given(test).attendee('Nora Nomail', { mail: null });
    const url = '/rota/people-list';
    const bring = async (list: string): Promise<string> => {
      const token = (await admin.get(url)).$('input[name=_csrf]').val();
      const part = (disposition: string, body: string) =>
        `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${body}\r\n`;
      const payload = `${part('name="_csrf"', String(token))}${part('name="file"; filename="p.csv"', list)}--b--\r\n`;
      const headers = { cookie: `tracker=${admin.sessionCookie}`, 'content-type': 'multipart/form-data; boundary=b' };
      return words((await test.app.inject({ method: 'POST', url, headers, payload })).body.replace(/<[^>]*>/g, ' '));
    };
    const { text: out } = await admin.get(`${url}/people.csv`);
    expect(out).toContain("'=cmd()");
    expect(await bring(out)).toContain('0 to add, 0 to change, 5 as they are');
    const [header, first = ''] = out.split('\r\n');
    const changed = first.replace('DC', 'DS');
    const newcomer = 'Nell New,PC,nell@tvp.example,slough,reading,,2,,,,scaidp until 2027-06-01,yes';
    const wrong = 'Walt Wrong,PC,walt@tvp.example,slough,,,,,,,juggling,yes';
    const count = () => rows(test.db.reader, 'select id, version from attendee order by id');
    const before = await count();
    const refused = await bring([header, changed, newcomer, wrong, ',,', newcomer].join('\n'));
    expect(refused).toContain('Nothing was taken: 2 rows are wrong');
    expect(refused).toContain('Row 4, Walt Wrong: “juggling” is no skill of the list');
    expect(refused).toContain('Row 6, Nell New: nell@tvp.example is on row 3 already');
    const nora = out.split('\r\n').find((line) => line.startsWith('Nora'))!;
    expect(await bring([header, nora, nora].join('\n'))).toContain('Nora Nomail is on row 2 already');
    const reached = nora.replace(',,', ',nora@tvp.example,');
    const nobody = nora.replace('Nora', 'Nobody');
    expect(await bring([header, reached].join('\n'))).toContain('0 to add, 1 to change, 0 as they are');
    expect(await bring([header, nobody].join('\n'))).toContain('Row 2, Nobody Nomail: Without a mail address');
    await test.db.transaction((tx) =>
      run(
        tx,
        `insert into attendee_address (attendee_id, address) select id, 'other@tvp.example' from attendee
        where mail = 'formula@tvp.example'`,
      ),
    );
    expect(await bring([header, newcomer.replace('nell@', 'other@')].join('\n'))).toContain(
      'other@tvp.example is another address of =cmd()',
    );
    const list = [header, changed, newcomer].join('\n');
    expect(await bring(list)).toContain('1 to add, 1 to change, 0 as they are. Nothing is taken yet');
    expect(await count()).toEqual(before);
    const take = (seen: string) => admin.post(`${url}/take`, { list, seen }, url);
    expect(main(await take('1.99_new'))).toContain('somebody changed these people since you looked');
    expect(await count()).toEqual(before);
    const seen = (await take('')).$('input[name=seen]').val() as string;
    expect((await take(seen)).status).toBe(303);
    expect(await count()).toHaveLength(before.length + 1);
    expect(main(await take(seen))).toContain('0 to add, 0 to change, 2 as they are');
    expect((await priya.post(`${url}/take`, { list, seen }, '/work')).status).toBe(403);
    expect(await bring('a,"b\n1,2')).toContain('The list lacks the columns name');
    expect(await bring('a,b\n1,2')).toContain('The list lacks the columns name');
    expect((await priya.get(`${url}/people.csv`)).status).toBe(403);
  });
});
