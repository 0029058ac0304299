import { loadReferenceData } from '../../config/reference-data.js';
import { isConferenceReference } from '../../src/kernel/ids.js';
import { row, rows } from '../../src/database/sql.js';
import { fillDemoForce, type DemoForceSize } from '../../src/demo/force/load.js';
import { countingBy } from '../../src/measures/counting.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const reference = loadReferenceData();
const options = {
  seed: 1,
  now: Temporal.Instant.from('2026-11-22T10:15:00Z'),
  reference,
  deskAddress: 'conference.desk@thamesvalley-police.example',
  publicUrl: 'http://127.0.0.1:3000',
};

let test: TestDatabase;
let size: DemoForceSize;

beforeAll(async () => {
  test = await testDatabase();
  size = await fillDemoForce(test.db, options);
});
afterAll(() => test.stop());

const count = async (sql: string): Promise<number> =>
  (await row<{ count: number }>(test.db.reader, `select count(*) as count from ${sql}`))?.count ?? -1;

it('fills an empty tracker', async () => {
  expect(size.attendees).toBeGreaterThan(55);
  expect(size.conferences).toBeGreaterThan(9000);
  expect(size.children).toBeGreaterThan(18_000);
  expect(await count('conference')).toBe(size.conferences);
});

it('does nothing the second time, even when asked for another force', async () => {
  const before = await count('audit_event');
  expect(await fillDemoForce(test.db, { ...options, seed: 2 })).toEqual(size);
  expect(await count('audit_event')).toBe(before);
});

it('fills once when two programs start at the same time', async () => {
  const other = await testDatabase();
  try {
    const [first, second] = await Promise.all([fillDemoForce(other.db, options), fillDemoForce(other.db, options)]);
    expect(first).toEqual(size);
    expect(second).toEqual(size);
  } finally {
    await other.stop();
  }
});

it('leaves nothing behind when it fails half-way', async () => {
  const other = await testDatabase();
  try {
    // The mail comes last, and this desk cannot write any.
    await expect(fillDemoForce(other.db, { ...options, deskAddress: 'nobody' })).rejects.toThrow('no usable address');
    const left = await row<{ count: number }>(
      other.db.reader,
      `select (select count(*) from attendee) + (select count(*) from conference) + (select count(*) from audit_event)
         + (select count(*) from reference_counter) as count`,
    );
    expect(left?.count).toBe(0);
  } finally {
    await other.stop();
  }
});

it('counts every conference, by every measure', async () => {
  expect(await verifyMeasures(test.db, countingBy(reference))).toEqual({ checked: size.conferences, drift: [] });
  const measures = await rows<{ measure: string; counted: number; met: number }>(
    test.db.reader,
    `select counted.measure, count(*) as counted, count(*) filter (where counted.measure = any(met)) as met
     from measure, unnest(counts) counted(measure) group by 1 order by 1`,
  );
  expect(measures.map(({ measure }) => measure)).toEqual(
    expect.arrayContaining(['A1', 'A2', 'B1', 'B2', 'D1', 'E1', 'F1']),
  );
  const audited = measures.find(({ measure }) => measure === 'F1')!;
  expect(audited.counted).toBeGreaterThan(100);
  expect(audited.counted - audited.met).toBeGreaterThan(5);
  expect(measures.every(({ counted, met }) => met <= counted)).toBe(true);
});

it('leaves the counters where the next conference and the next rows go on', async () => {
  const years = await rows<{ year: number; used: number; last: string }>(
    test.db.reader,
    `select year, used, (select max(reference) from conference where reference like 'TV-' || year % 100 || '-%') as last
     from reference_counter order by year`,
  );
  expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
  for (const { used, last } of years) {
    expect(isConferenceReference(last)).toBe(true);
    expect(Number(last.slice(-6))).toBe(used);
  }
  for (const table of ['attendee', 'conference', 'sitting', 'assignment']) {
    const next = await row<{ id: number; most: number }>(
      test.db.reader,
      `select nextval(pg_get_serial_sequence('${table}', 'id')) as id, (select max(id) from ${table}) as most`,
    );
    expect(next?.id).toBeGreaterThan(next?.most ?? 0);
  }
});

it('gives every past conference a history that the rules allow', async () => {
  expect(await count('conference c where not exists (select from invitation where conference_id = c.id)')).toBe(0);
  expect(
    await count(`conference c join sitting s on s.conference_id = c.id
    left join participation p on p.sitting_id = s.id where (c.state = 'held') <> (p.sitting_id is not null)`),
  ).toBe(0);
  expect(
    await count(`assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
    where c.state not in ('held', 'scheduled') and a.state <> 'withdrawn'`),
  ).toBe(0);
  expect(await count(`assignment a join attendee p on p.id = a.attendee_id where p.mail is null`)).toBe(0);
  expect(
    await count(`conference c join conference b on b.id = c.previous_conference_id
    where b.hub_code <> c.hub_code or b.state <> 'held'`),
  ).toBe(0);
  expect(await count('conference where previous_conference_id is not null')).toBeGreaterThan(4000);
  expect(
    await count(`quality_audit q join sitting s on s.conference_id = q.conference_id
    join participation p on p.sitting_id = s.id left join attendee a on a.id = p.attended_by_id
    where p.outcome = 'not' or a.name = q.audited_by or q.audited_at <= s.ends_at or q.audited_at > now()`),
  ).toBe(0);
});

it('shows mail only as sent: nothing in it is waiting to go out', async () => {
  expect(await count(`calendar_message where state <> 'sent'`)).toBe(0);
  expect(
    await count(`assignment a join sitting s on s.id = a.sitting_id
    where s.starts_at > '2026-11-22T10:15:00Z'
      and not exists (select from calendar_message m where m.assignment_id = a.id and m.method = 'REQUEST')`),
  ).toBe(0);
  expect(await count(`calendar_message m where sent_at > '2026-11-22'`)).toBe(0);
});

it('leaves the numbers of the sample mail free', async () => {
  const samples = ['RBC-CP-2987', 'RBC-CP-3021', 'BFC/CP/0912', 'BFC/CP/0930'];
  expect(await count(`conference where la_meeting_id in (${samples.map((id) => `'${id}'`).join(', ')})`)).toBe(0);
  expect(await count(`conference where la_meeting_id ~ '^RBC-CP-[0-9]{4}$'`)).toBeGreaterThan(500);
});
