import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { insert, row, rows } from '../../src/database/sql.js';
import { openList } from '../../src/imports/open-list.js';
import type { SheetRow } from '../../src/imports/list.js';
import { november, type November } from '../reporting/november.js';

let given: November;

beforeAll(async () => {
  given = await november();
  await given.test.db.transaction(async (tx) => {
    const conference = (await row<{ id: number }>(tx, 'select id from conference where reference = $1', [
      given.missed,
    ]))!;
    for (const laChildId of ['R-1', 'R-2']) {
      await insert(tx, 'child', { conferenceId: conference.id, laChildId, initials: 'QZ', policeReference: 'TVP-9', bornYear: 2019 }); // prettier-ignore
    }
    for (const reference of [given.attended, given.uninvited]) {
      const other = (await row<{ id: number }>(tx, 'select id from conference where reference = $1', [reference]))!;
      await insert(tx, 'child', { conferenceId: other.id, laChildId: 'R-1', bornYear: 2019 });
    }
    const attendee = await insert<{ id: number }>(tx, 'attendee', { name: '=Ada', hubCode: 'slough', mail: 'ada.okafor@thamesvalley-police.example', role: 'police-officer', active: true, version: 1, createdAt: '2026-11-01T09:00:00Z' }); // prettier-ignore
    const sitting = (await row<{ id: number }>(tx, 'select id from sitting where conference_id = $1', [
      conference.id,
    ]))!;
    const invitedAt = '2026-11-10T09:00:00Z';
    await insert(tx, 'assignment', { sittingId: sitting.id, attendeeId: attendee.id, lead: true, state: 'accepted', uid: 'one@x', sequence: 0, during: '[2026-11-12T10:00:00Z,2026-11-12T11:30:00Z)', invitedBy: 'Priya Shah', invitedAt, answeredAt: invitedAt, answerChannel: 'mail' }); // prettier-ignore
  });
});
afterAll(() => given.test.stop());

const OPEN = `select from pg_stat_activity where datname = current_database() and xact_start is not null
  and pid <> pg_backend_pid()`;
/** A July with more rows than all that lies between reader and database holds. */
const MANY = `
  with made as (insert into conference (reference, hub_code, kind, state, version, created_at)
    select 'TV-27-' || lpad(n::text, 6, '0'), 'reading', 'icpc', 'held', 1, '2026-07-01' from generate_series(1, 40000) n
    returning id), sat as (insert into sitting (conference_id, number, starts_at, ends_at, mode)
    select id, 1, '2026-07-14T10:00Z', '2026-07-14T11:00Z', 'video' from made)
  insert into measure (conference_id, measure, definition_version, hub_code, month, counts_from, in_denominator,
    in_numerator, recorded, why) select id, 'A1', '1.0', 'reading', '2026-07-01', '2026-07-14T11:00Z', true, false, false,
    'Counts.' from made`;

const csv = async (query: string): Promise<string[][]> => {
  const { status, text } = await given.coordinator.get(`/performance/export?format=csv&${query}`);
  expect(status).toBe(200);
  return text
    .slice(1)
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
};

const column = (lines: string[][], name: string): string[] => {
  const at = lines[0]!.indexOf(name);
  return lines.slice(1).map((line) => line[at]!);
};

describe('the page', () => {
  it('says how many rows there would be and offers both forms', async () => {
    const { status, $ } = await given.coordinator.get('/performance/export?month=2026-11');
    expect(status).toBe(200);
    expect($('main').text()).toContain('6 rows. One row a conference');
    expect($('a[download]').toArray().map((a) => $(a).text())).toEqual(['Download CSV', 'Download XLSX']); // prettier-ignore
  });

  it('is linked from the figures and from each list, with what they were narrowed to', async () => {
    const figures = await given.coordinator.get('/performance?month=2026-11&hub=slough');
    expect(figures.$('a[href^="/performance/export"]').attr('href')).toContain('month=2026-11&hub=slough');
    const list = await given.coordinator.get('/performance/conferences?measure=A1&month=2026-11&counted=missed');
    const href = list.$('a[href^="/performance/export"]').attr('href') ?? '';
    expect((await given.coordinator.get(href)).$('main').text()).toContain('1 row. One row a conference');
  });

  it.each([
    ['grain=families', 'Choose what a row is about'],
    ['format=pdf', 'Choose CSV or XLSX'],
    ['format=csv&month=2026-13', 'Choose a month'],
    ['format=csv&months=99', 'Choose between 1 and 24 months'],
    ['format=csv&reason=x', 'Choose a reason from the list'],
  ])('refuses %s in a sentence and gives no file', async (query, sentence) => {
    const { status, $ } = await given.coordinator.get(`/performance/export?${query}`);
    expect(status).toBe(422);
    expect($('main').text()).toContain(sentence);
  });
});

describe('a row a conference', () => {
  it('has those of the period within reach, those that count nowhere included', async () => {
    const lines = await csv('month=2026-11');
    expect(column(lines, 'reference')).toHaveLength(6);
    expect(column(lines, 'reference')).not.toContain(given.elsewhere);
    expect(column(lines, 'reference')).not.toContain(given.ahead);
    expect(column(lines, 'A1').filter((cell) => cell === 'yes')).toHaveLength(1);
    expect(column(lines, 'A1').filter((cell) => cell === 'no')).toHaveLength(1);
  });

  it('holds the same conferences as the list of the same address', async () => {
    const query = 'measure=A1&month=2026-11&months=3&counted=counted&notice=5-9';
    const page = await given.coordinator.get(`/performance/conferences.csv?${query}`);
    const listed = page.text.trimEnd().split('\r\n').slice(1).map((line) => line.slice(0, 12)); // prettier-ignore
    expect(listed.length).toBeGreaterThan(2);
    expect(column(await csv(query), 'reference')).toEqual(listed);
  });

  it('says of a review what its relevance was at the start', async () => {
    const lines = await csv('month=2026-11&measure=B1');
    expect(column(lines, 'relevance_at_start')).toEqual(['undecided', 'undecided']);
  });
});

describe('a row a child, a row an assignment', () => {
  it('has a row for each child, known again by a number that is in no other file, and nothing that names one', async () => {
    const lines = await csv('grain=children&month=2026-11');
    expect(column(lines, 'reference')).toEqual([given.attended, given.uninvited, given.missed, given.missed]);
    const [first, again, ...others] = column(lines, 'child_in_file');
    expect(first).toBe(again);
    expect(new Set([first, ...others]).size).toBe(3);
    expect(lines.flat().join(' ')).not.toMatch(/R-1|QZ|TVP-9/);
  });

  it('has a row for each person put on a sitting, and no cell that is a formula', async () => {
    const lines = await csv('grain=assignments&month=2026-11');
    expect(column(lines, 'reference')).toEqual([given.missed]);
    expect(column(lines, 'attendee')).toEqual(["'=Ada"]);
    expect(column(lines, 'lead')).toEqual(['yes']);
  });
});

describe('XLSX', () => {
  it('holds the same rows, its text as text, and a sheet that says what it is', async () => {
    const answer = await given.test.app.inject({
      url: '/performance/export?format=xlsx&grain=assignments&month=2026-11',
      headers: { cookie: `tracker=${given.coordinator.sessionCookie}` },
    });
    expect(answer.headers['content-disposition']).toBe('attachment; filename="assignments-2026-11.xlsx"');
    const opened = await openList(answer.rawPayload);
    const [sheet, about] = opened.sheets;
    const read = async (one: typeof sheet): Promise<SheetRow[]> => (await Array.fromAsync(one!.rows())).flat();
    const [header, first] = await read(sheet);
    expect(header!.cells).toContain('attendee');
    expect(first!.cells[header!.cells.indexOf('attendee')]).toBe('=Ada');
    expect((await read(about)).map(({ cells }) => cells[0])).toContain('Handling');
  });
});

describe('who may have it, and what is kept of it', () => {
  it('gives a hub out of reach the answer of one that does not exist, and an attendee nothing', async () => {
    for (const hub of ['oxfordshire', 'atlantis']) {
      expect((await given.coordinator.get(`/performance/export?format=csv&hub=${hub}`)).status).toBe(404);
    }
    const attendee = await given.test.signIn('Ada Okafor', ['attendee']);
    expect((await attendee.get('/performance/export?format=csv')).status).toBe(403);
    expect((await given.test.stranger().get('/performance/export?format=csv')).location).toContain('/sign-in');
  });

  it('keeps that the file was made, by whom and of what, and every conference that was in it', async () => {
    await csv('month=2026-11&hub=slough');
    const [listed, made] = await rows<{ action: string; actor: string; detail: Record<string, unknown> }>(
      given.test.db.reader,
      'select action, actor, detail from audit_event order by id desc limit 2',
    );
    expect(made).toMatchObject({
      action: 'figures.exported',
      actor: 'Priya Shah',
      detail: { grain: 'conferences', form: 'csv', rows: 1, what: expect.stringContaining('hub=slough') },
    });
    expect(listed).toMatchObject({ action: 'conference.listed', detail: { references: [given.missed] } });
  });
});

describe('a reader that goes away', () => {
  it('leaves no connection behind, and room for the next', async () => {
    await given.test.db.reader.query(MANY);
    const url = await given.test.app.listen(0, '127.0.0.1').then(() => given.test.app.getUrl());
    const open = async () => (await rows(given.test.db.reader, OPEN)).length;
    const becomes = async (wanted: number): Promise<number> => {
      const patience = Date.now() + 5_000;
      while ((await open()) !== wanted && Date.now() < patience) await pause(20);
      return open();
    };
    for (let round = 0; round < 4; round += 1) {
      const request = get(`${url}/performance/export?format=csv&month=2026-07`, {
        headers: { cookie: `tracker=${given.coordinator.sessionCookie}` },
      });
      const [answer] = (await once(request, 'response')) as [IncomingMessage];
      expect(answer.statusCode).toBe(200);
      await once(answer, 'data');
      answer.pause();
      const reading = await becomes(1);
      answer.destroy();
      expect([reading, await becomes(0)]).toEqual([1, 0]);
    }
  });
});
