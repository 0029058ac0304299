import { loadReferenceData } from '../../config/reference-data.js';
import { NotFoundException } from '@nestjs/common';
import { load } from 'cheerio';
import { soughtFor } from '../../src/assignments/sought.js';
import { peopleFor } from '../../src/assignments/suggestion.queries.js';
import type { Actor } from '../../src/access/actor.js';
import { currentSitting } from '../../src/conferences/conference.queries.js';
import { row, rows } from '../../src/database/sql.js';
import { ImportWork } from '../../src/lists/import-work.service.js';
import { rowsAfter } from '../../src/lists/import-row.queries.js';
import { ImportsService } from '../../src/lists/imports.service.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { aList } from '../support/lists.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
let coordinator: Actor;
beforeEach(async () => {
  test = await testApp('2026-11-22T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  coordinator = await given(test).coordinator();
});
afterEach(() => test.stop());

const HEAD =
  'Conference Type,Meeting ref,Child ID,Child Name,Date,TVP attended?,Attended by,Reason not attended,Report sent,Relevant Y/N';
const LIST = [
  HEAD,
  'ICPC,R1,1001,Jo Bloggs,03/11/2025,Y,DC Ada Okafor,,Yes,',
  'ICPC,R2,1002,Al Smith,04/11/2025,N,,late notice,No,',
  'RCPC,R3,1003,Bo Reed,05/11/2025,Y,DC Long Gone,,,Y',
  'RCPC,R4,1004,Cy Reed,06/11/2025,N,,court,,',
  'ICPC,R5,1005,Di Reed,07/11/2025,Stood down,,,,',
  'ICPC,R6,1006,Ed Reed,10/11/2025,,,,,',
].join('\r\n');

const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
const main = async (address: string, who = priya): Promise<string> => words((await who.get(address)).$('main').text());

async function previewed(list = LIST, actor = coordinator): Promise<number> {
  const received = await aList(test, actor, list, 'history-2025.csv');
  await test.app.get(ImportWork).turn();
  return received;
}

async function carriedOut(list = LIST): Promise<number> {
  const id = await previewed(list);
  await test.app.get(ImportsService).confirmAll(coordinator, id);
  await test.app.get(ImportsService).commit(coordinator, id);
  await test.app.get(ImportWork).turn();
  return id;
}

const results = async (id: number): Promise<string[]> =>
  (await rowsAfter(test.db.reader, id, 0, 100)).map(({ row: number, action, result, why }) =>
    [number, action, result, why].filter((word) => word !== null).join(' '),
  );

it('shows before anything is kept what the baseline would be and who is not known, and remembers the answer', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const id = await previewed();
  const page = await priya.get(`/imports/${id}?show=history`);
  expect(words(page.$('main').text())).toContain('6 past conferences kept as imported history');
  const total = page.$('table').first().find('tbody tr').first().find('th, td');
  expect(total.map((_, cell) => words(page.$(cell).text())).get()).toEqual([
    'November 2025', '1 of 3', '1 of 1', '2', '0', '2', '1', '1', '1',
  ]); // prettier-ignore
  expect(words(page.$('#row-2').text())).toContain('History');
  expect(words(page.$('#row-3').text())).toContain('Not attended: Invited too late to find anyone.');
  expect(words(page.$('#row-2').text())).toContain('Mon 3 Nov 2025');
  expect(page.text).not.toMatch(/Bloggs|Smith|Reed|00:00/);
  const asked = page.$('select[name^=person-]');
  expect(asked).toHaveLength(1);
  expect(words(page.$(`label[for=${asked.attr('id')!}]`).text())).toBe('Who is “DC Long Gone”?');
  const name = asked.attr('name')!;
  const answer = { people: name.replace('person-', ''), [name]: String(ada.id) };
  expect((await priya.post(`/imports/${id}/people`, answer, `/imports/${id}`)).status).toBe(303);
  const again = await priya.get(`/imports/${await previewed()}`);
  expect(again.$(`select[name=${name}]`).val()).toBe(String(ada.id));
});

it('keeps what is over in its state, with its outcome and where it comes from, and tells nobody', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  await carriedOut();
  expect(
    await rows(
      test.db.reader,
      `select c.la_meeting_id as meeting, c.state, p.outcome, p.attended_by_id as who, p.reason, p.source, h.row, h.imported_by as by,
         h.attended_by as names, h.report, h.relevance
       from conference c join sitting s on s.conference_id = c.id left join participation p on p.sitting_id = s.id
       join imported_history h on h.conference_id = c.id order by c.id`,
    ),
  ).toMatchObject([
    { meeting: 'R1', state: 'held', outcome: 'attended', who: ada.id, source: 'imported', row: 2, by: 'Priya Shah', names: [], report: 'sent' },
    { meeting: 'R2', state: 'held', outcome: 'not', who: null, reason: 'late-notice', report: 'not-sent' },
    { meeting: 'R3', state: 'held', outcome: 'attended', who: null, names: ['DC Long Gone'], relevance: 'relevant' },
    { meeting: 'R4', state: 'held', outcome: 'not', reason: 'court', relevance: null },
    { meeting: 'R5', state: 'stood_down', outcome: null },
    { meeting: 'R6', state: 'held', outcome: null },
  ]); // prettier-ignore
  for (const table of ['invitation', 'assignment', 'calendar_message']) {
    expect(await row(test.db.reader, `select count(*) as n from ${table}`)).toEqual({ n: 0 });
  }
  expect(await verifyMeasures(test.db, test.surroundings.counting)).toEqual({ checked: 6, drift: [] });
  expect(await main('/board')).not.toContain('TV-26-');
});

it('says on the conference that it is imported history, from which list and by whom, and makes up no time', async () => {
  await given(test).attendee('Ada Okafor');
  const id = await carriedOut();
  const page = await priya.get('/conferences/TV-26-000001');
  const text = words(page.$('main').text());
  expect(text).toContain('Imported history: held.');
  expect(text).toContain('From history-2025.csv, row 2, imported by Priya Shah on Sun 22 Nov 2026, 09:00.');
  expect(text).toContain('Imported by Priya Shah');
  expect(page.$(`a[href="/imports/${id}"]`)).toHaveLength(1);
  expect(words(page.$('h1').text())).toContain('Mon 3 Nov 2025');
  for (const reference of ['TV-26-000001', 'TV-26-000003', 'TV-26-000006']) {
    for (const address of [
      `/conferences/${reference}`,
      `/conferences/${reference}/outcome`,
      `/performance/explain/${reference}`,
    ]) {
      expect([address, / 00:00|00:00 /.test(await main(address))]).toEqual([address, false]);
    }
  }
  expect(await main('/board/day-sheet?date=2025-11-03')).not.toContain('00:00');
  expect(await main('/conferences/TV-26-000003')).toContain('DC Long Gone');
  expect(await main('/conferences/TV-26-000004')).toContain('The imported list does not say');
});

it('changes nothing the second time', async () => {
  await carriedOut();
  const again = await carriedOut();
  expect(await results(again)).toEqual(['2', '3', '4', '5', '6', '7'].map((number) => `${number} unchanged`));
  expect(await row(test.db.reader, 'select count(*) as n from conference')).toEqual({ n: 6 });
});

it('keeps who is meant when the file is erased after all of it was carried out', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const list = LIST.replace(/.*R1.*\r\n/, '');
  const id = await previewed(list);
  await test.app.get(ImportsService).sayWho(coordinator, id, [{ number: 1, attendeeId: ada.id }]);
  await test.app.get(ImportsService).confirmAll(coordinator, id);
  await test.app.get(ImportsService).commit(coordinator, id);
  await test.app.get(ImportWork).turn();
  expect(await row(test.db.reader, 'select count(*) as n from import_piece')).toEqual({ n: 0 });
  await previewed(list);
  expect(
    await rows(test.db.reader, 'select name, standing, attendee_id from import_person order by import_id'),
  ).toEqual([1, 2].map(() => ({ name: 'DC Long Gone', standing: 'said', attendeeId: ada.id })));
});

it('never touches what the tracker recorded, and shows both', async () => {
  await given(test).conference({
    laMeetingId: 'R2',
    startsAt: Temporal.Instant.from('2025-11-04T10:00:00Z'),
    endsAt: Temporal.Instant.from('2025-11-04T11:00:00Z'),
    confirmed: true,
    receivedAt: Temporal.Instant.from('2025-11-01T10:00:00Z'),
  });
  const before = await rows(test.db.reader, 'select * from conference');
  const id = await carriedOut();
  expect((await results(id))[1]).toBe('3 conflict left What is recorded stays.');
  expect(await main(`/imports/${id}?show=all`)).toContain(
    'TV-26-000001 is recorded by the tracker: no outcome. The list says: not attended.',
  );
  expect(await rows(test.db.reader, 'select * from conference where id = 1')).toEqual(before);
});

it('is taken back within the hour, and then counts nowhere', async () => {
  const id = await carriedOut();
  expect(await test.app.get(ImportsService).undo(coordinator, id)).toMatchObject({ ok: true });
  await test.app.get(ImportWork).turn();
  expect(await rows(test.db.reader, 'select state, count(*) as n from conference group by state')).toEqual([
    { state: 'voided', n: 6 },
  ]);
  expect(await rows(test.db.reader, 'select count(*) as n from measure where in_denominator')).toEqual([{ n: 0 }]);
  expect((await verifyMeasures(test.db, test.surroundings.counting)).drift).toEqual([]);
  expect((await results(await carriedOut())).every((line) => line.includes('create created'))).toBe(true);
});

it('refuses the rows that say who attended when a program sent them, and keeps those still to come', async () => {
  const robot = await test.actor('Robot', ['robot']);
  const list = `${LIST}\r\nICPC,R9,1009,Hy Reed,10/12/2026 10:00,,,,,`;
  const id = await previewed(list, robot);
  expect((await results(id)).map((line) => line.slice(0, 8).trim())).toEqual(['2 error', '3 error', '4 error', '5 error', '6 error', '7 error', '8 create']); // prettier-ignore
  expect(await main(`/imports/${id}?show=error`)).toContain(
    'A person must upload history: a program never records who attended.',
  );
});

it('is carried out by no program', async () => {
  const id = await previewed();
  const robot = await test.actor('Robot', ['robot']);
  await expect(test.app.get(ImportsService).commit(robot, id)).rejects.toThrow(NotFoundException);
  expect(await row(test.db.reader, 'select count(*) as n from conference')).toEqual({ n: 0 });
});

it('is beside the figures, never in them: a table, a drawing, a list and a file of its own', async () => {
  await carriedOut();
  const chief = await test.signIn('Grace Hall', ['leadership']);
  const { $, text } = await chief.get('/performance?month=2025-11');
  expect(words($('.cct-measures').text())).toContain('0 of 0');
  const baseline = words($('#baseline').closest('section').text());
  expect(baseline).toContain('Imported from a list, not recorded by the tracker.');
  expect(baseline).toContain('1 of 3');
  expect(baseline).toContain('1 of 1');
  expect(words($('#months').closest('section').text())).toContain('ICPCs, imported from a list');
  expect(text).toContain('◇ 1/3');
  const list = await main('/performance/conferences?measure=A1&month=2025-11&counted=counted&source=imported', chief);
  expect(list).toContain('Imported from lists: ICPCs that count');
  expect(list).toContain('TV-26-000001');
  expect(await main('/performance/conferences?measure=A1&month=2025-11&counted=counted', chief)).not.toContain(
    'TV-26-',
  );
  const outside = await main(
    '/performance/conferences?measure=B1&month=2025-11&counted=outside&source=imported',
    chief,
  );
  expect(outside).toContain('the imported list does not say whether it was relevant');
  const file = await chief.get('/performance/conferences.csv?measure=A1&month=2025-11&counted=counted&source=imported');
  expect(file.text).toMatch(/TV-26-000001,2025-11-03,,Reading,ICPC,.*,imported from a list/);
  expect(load((await chief.get('/performance/explain/TV-26-000004')).text)('main').text()).toContain(
    'not known: the list does not say',
  );
});

it('proposes for the next conference whoever went last, when the tracker knows them', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  await given(test).attendee('Ben Lowe');
  await carriedOut();
  const next = await given(test).conference({
    children: [{ laChildId: '1001', policeReference: null, initials: null, bornYear: null, expectedOn: null }],
  });
  const sitting = await currentSitting(test.db.reader, next.id);
  const sought = soughtFor({ ...sitting, hubCode: next.hubCode }, test.clock.now(), loadReferenceData());
  const people = await peopleFor(test.db.reader, sitting, sought);
  expect(people.filter(({ tookLast }) => tookLast).map(({ id }) => id)).toEqual([ada.id]);
});

it('becomes a record of the tracker where somebody corrects it, and stays in the baseline', async () => {
  await carriedOut();
  const address = '/conferences/TV-26-000002/outcome';
  const { $ } = await priya.get(address);
  const typed = {
    outcome: 'not',
    'not-reason': 'sickness',
    correction: 'The list was wrong',
    seen: $('input[name=seen]').val() as string,
  };
  expect((await priya.post(address, typed, address)).status).toBe(303);
  expect(await row(test.db.reader, `select p.source, p.reason, m.source as counted from participation p join measure m on m.conference_id = 2
    join sitting s on s.id = p.sitting_id where s.conference_id = 2`)).toEqual({ source: 'recorded', reason: 'sickness', counted: 'imported' }); // prettier-ignore
  expect((await verifyMeasures(test.db, test.surroundings.counting)).drift).toEqual([]);
});

it('is out of reach of another hub', async () => {
  const id = await previewed();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(`/imports/${id}`)).status).toBe(404);
  expect((await tom.post(`/imports/${id}/people`, { people: '1', 'person-1': 'nobody' }, '/imports')).status).toBe(404);
});
