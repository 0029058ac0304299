import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Actor } from '../../src/access/actor.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { row, rows, run } from '../../src/database/sql.js';
import type { Import } from '../../src/lists/import.js';
import { importWithin } from '../../src/lists/import.queries.js';
import { rowsAfter, type StoredRow } from '../../src/lists/import-row.queries.js';
import { ImportWork } from '../../src/lists/import-work.service.js';
import { ImportsService, type GivenAnswer } from '../../src/lists/imports.service.js';
import { listOf } from '../imports/plans.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Actor;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'test-list-'));
});
beforeEach(async () => {
  test = await testApp('2026-11-22T09:00:00Z');
  priya = await given(test).coordinator();
});
afterEach(() => test.stop());
afterAll(() => rm(folder, { recursive: true }));

const imports = (): ImportsService => test.app.get(ImportsService);
const everywhere = { all: true, hubs: [], assignedTo: null };
const found = async (id: number): Promise<Import> => (await importWithin(test.db.reader, everywhere, id))!;
const rowsOf = (id: number): Promise<StoredRow[]> => rowsAfter(test.db.reader, id, 0, 1000);
const said = async (id: number): Promise<string[]> =>
  (await rowsOf(id)).map(
    ({ row: number, action, result }) => `${number} ${action}${result === null ? '' : ` ${result}`}`,
  );

async function received(list: string, actor = priya): Promise<Import> {
  const path = join(folder, 'list.csv');
  await writeFile(path, list);
  const receivedAt = Temporal.Instant.from('2026-11-20T10:00:00Z');
  const kept = await imports().receive(actor, { hubCode: 'reading', fileName: 'list.csv', receivedAt, path });
  if (!kept.ok) throw new Error(kept.refusal.kind);
  return kept.value;
}

async function preview(list: string, actor = priya): Promise<Import> {
  const { id } = await received(list, actor);
  await test.app.get(ImportWork).turn();
  return found(id);
}

async function commit({ id }: Import, answers: readonly GivenAnswer[] = [], actor = priya): Promise<Import> {
  if (answers.length > 0) expect(await imports().answer(actor, id, answers)).toMatchObject({ ok: true });
  expect(await imports().commit(actor, id)).toMatchObject({ ok: true });
  await test.app.get(ImportWork).turn();
  return found(id);
}

async function undo({ id }: Import): Promise<Import> {
  expect(await imports().undo(priya, id)).toMatchObject({ ok: true });
  await test.app.get(ImportWork).turn();
  return found(id);
}

interface Recorded {
  readonly reference: string;
  readonly state: string;
  readonly meeting: string | null;
  readonly start: Temporal.Instant;
  readonly children: string;
  readonly version: number;
}
const recorded = (): Promise<Recorded[]> =>
  rows(
    test.db.reader,
    `select c.reference, c.state, c.la_meeting_id as meeting, c.version, s.starts_at as start,
       (select string_agg(la_child_id, ',' order by la_child_id) from child where conference_id = c.id) as children
     from conference c join sitting s on s.conference_id = c.id order by c.id`,
  );
const SIBLINGS = listOf(
  { ref: 'R1', child: '1' },
  { ref: 'R1', child: '2' },
  { ref: 'R2', child: '3', start: '14:00', end: '15:00' },
);

it('keeps a plan and changes no conference', async () => {
  const list = await preview(SIBLINGS);
  expect(list).toMatchObject({ state: 'ready', sentBy: 'Priya Shah', summary: { counts: { create: 2, merge: 1 } } });
  expect(await said(list.id)).toEqual(['2 create', '3 merge', '4 create']);
  expect(await recorded()).toEqual([]);
});

it('carries out the plan, marked as a spreadsheet of the day it came, counted and in the trail', async () => {
  const done = await commit(await preview(SIBLINGS));
  expect(done.state).toBe('done');
  expect(await said(done.id)).toEqual(['2 create created', '3 merge', '4 create created']);
  expect((await recorded()).map(({ meeting, children }) => [meeting, children])).toEqual([
    ['R1', '1,2'],
    ['R2', '3'],
  ]);
  expect(await rows(test.db.reader, 'select channel, received_at, recorded_by from invitation')).toEqual(
    Array.from({ length: 2 }, () => ({
      channel: 'spreadsheet',
      receivedAt: Temporal.Instant.from('2026-11-20T10:00:00Z'),
      recordedBy: 'Priya Shah',
    })),
  );
  expect(await rows(test.db.reader, 'select count(*) as n from measure')).toEqual([{ n: 2 }]);
  expect(
    await rows(test.db.reader, `select action, count(*) as n from audit_event where action like 'con%' group by 1`),
  ).toEqual([{ action: 'conference.created', n: 2 }]);
});

it('finds nothing to do the second time', async () => {
  await commit(await preview(SIBLINGS));
  const before = await recorded();
  const again = await preview(SIBLINGS);
  expect(again.summary?.counts).toMatchObject({ unchanged: 3, create: 0, update: 0, conflict: 0 });
  await commit(again);
  expect(await recorded()).toEqual(before);
});

it('moves a conference, tells its people, adds a child and gives it the meeting id', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const conference = await given(test).conference({
    kind: 'rcpc',
    startsAt: Temporal.Instant.from('2026-12-07T10:00:00Z'),
    endsAt: Temporal.Instant.from('2026-12-07T11:30:00Z'),
    laMeetingId: 'R1',
    venue: 'Teams',
    children: [{ laChildId: '1', policeReference: null, initials: null, bornYear: 2015, expectedOn: null }],
  });
  const assigned = await test.app
    .get(AssignmentsService)
    .assign(priya, conference.reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  expect(assigned.ok).toBe(true);
  const list = listOf(
    { ref: 'R1', child: '1', start: '13:00', end: '14:30' },
    { ref: 'R1', child: '2', start: '13:00', end: '14:30' },
  );
  const done = await commit(await preview(list));
  expect(await said(done.id)).toEqual(['2 update updated', '3 merge']);
  const [moved] = await recorded();
  expect(moved).toMatchObject({ start: Temporal.Instant.from('2026-12-07T13:00:00Z'), children: '1,2', version: 3 });
  expect(await rows(test.db.reader, 'select change from calendar_message order by id')).toEqual([
    { change: 'new' },
    { change: 'moved' },
  ]);
  await undo(done);
  const [back] = await recorded();
  expect(back).toMatchObject({
    start: Temporal.Instant.from('2026-12-07T10:00:00Z'),
    children: '1',
    state: 'scheduled',
  });
});

it('does not apply a row whose conference was changed since the preview, and finds it in a new preview', async () => {
  await commit(await preview(SIBLINGS));
  const list = await preview(
    listOf(
      { ref: 'R1', child: '1', start: '13:00', end: '14:30' },
      { ref: 'R1', child: '2', start: '13:00', end: '14:30' },
      { ref: 'R2', child: '3', start: '16:00', end: '17:00' },
    ),
  );
  expect(await said(list.id)).toEqual(['2 update', '3 merge', '4 update']);
  const [first] = await recorded();
  const stoodDown = await test.app
    .get(ChangesService)
    .changeState(priya, first!.reference, { change: 'stand-down', reason: 'chair ill', version: first!.version });
  expect(stoodDown.ok).toBe(true);
  const done = await commit(list);
  expect(await said(done.id)).toEqual(['2 update overtaken', '3 merge', '4 update updated']);
  expect((await rowsOf(done.id))[0]?.why).toBe(`${first!.reference} was changed since the preview.`);
  const again = await imports().again(priya, done.id);
  await test.app.get(ImportWork).turn();
  if (!again.ok) throw new Error(again.refusal.kind);
  expect(await said(again.value.id)).toEqual(['2 update', '3 merge', '4 unchanged']);
});

it('does not record twice what somebody recorded since the preview', async () => {
  const list = await preview(SIBLINGS);
  await given(test).conference({
    kind: 'rcpc',
    laMeetingId: 'R2',
    startsAt: Temporal.Instant.from('2026-12-07T14:00:00Z'),
    endsAt: Temporal.Instant.from('2026-12-07T15:00:00Z'),
  });
  const done = await commit(list);
  expect(await said(done.id)).toEqual(['2 create created', '3 merge', '4 create overtaken']);
  expect(await recorded()).toHaveLength(2);
});

it('leaves rows that nobody confirmed or answered', async () => {
  const weekend = { date: '05/12/2026' };
  const list = await preview(
    listOf(
      { ref: 'R1', ...weekend },
      { ref: 'R2', child: '9', ...weekend },
      { ref: '', child: '5' },
      { ref: '', child: '6' },
    ),
  );
  expect((await rowsOf(list.id)).map(({ asks }) => asks)).toEqual(['confirm', 'confirm', null, 'sibling']);
  const done = await commit(list, [{ row: 3, answer: 'yes' }]);
  expect(await said(done.id)).toEqual(['2 create left', '3 create created', '4 create created', '5 conflict left']);
});

it.each([
  ['same', [['5,6', 1]], 'joined'],
  [
    'separate',
    [
      ['5', 1],
      ['6', 1],
    ],
    'created',
  ],
  ['leave', [['5', 1]], 'left'],
] as const)('does with a possible sibling what a person answers: %s', async (answer, expected, result) => {
  const list = await preview(listOf({ ref: '', child: '5' }, { ref: '', child: '6' }));
  const done = await commit(list, [{ row: 3, answer }]);
  expect((await said(done.id))[1]).toBe(`3 conflict ${result}`);
  expect((await recorded()).map(({ children }) => children)).toEqual(expected.map(([children]) => children));
});

it('takes an answer only to a row that asks, and only one that it can have', async () => {
  const { id } = await preview(listOf({ ref: 'R1' }, { ref: 'R1', start: '11:00', end: '12:00' }));
  const answer = (row_: number, given_: GivenAnswer['answer']) =>
    imports().answer(priya, id, [{ row: row_, answer: given_ }]);
  expect(await answer(2, 'same')).toMatchObject({
    refusal: { kind: 'no-such-answer', answers: ['separate', 'leave'] },
  });
  expect(await answer(7, 'leave')).toMatchObject({ refusal: { kind: 'no-such-row' } });
});

it('voids what it recorded when it is undone, except what somebody worked on since', async () => {
  const done = await commit(await preview(SIBLINGS));
  const [first] = await recorded();
  const ada = await given(test).attendee('Ada Okafor');
  await test.app
    .get(AssignmentsService)
    .assign(priya, first!.reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  const undone = await undo(done);
  expect(undone.state).toBe('undone');
  expect(await said(done.id)).toEqual(['2 create kept', '3 merge', '4 create undone']);
  expect((await recorded()).map(({ state }) => state)).toEqual(['scheduled', 'voided']);
  expect(await row(test.db.reader, `select state_reason from conference where state = 'voided'`)).toEqual({
    stateReason: 'Import undone',
  });
});

it('is not undone after an hour', async () => {
  const done = await commit(await preview(SIBLINGS));
  test.clock.set('2026-11-22T10:00:00Z');
  expect(await imports().undo(priya, done.id)).toMatchObject({ refusal: { kind: 'too-late-to-undo' } });
});

it('reads a list again as a person says, and the next of its kind without being told', async () => {
  const strange = 'Kind,Ours,Day,From,Until\nRCPC,R1,07/12/2026,10:00,11:00\n';
  const list = await preview(strange);
  const columns = { kind: 'Kind', meetingId: 'Ours', date: 'Day', start: 'From', end: 'Until' };
  expect(await imports().setColumns(priya, list.id, columns)).toMatchObject({ ok: true });
  await test.app.get(ImportWork).turn();
  expect((await rowsOf(list.id))[0]?.plan.conference).toMatchObject({ meetingId: 'R1' });
  const next = await preview(strange.replace('R1', 'R9'));
  expect(next.summary?.remembered).toBe(true);
  expect((await rowsOf(next.id))[0]?.plan.conference).toMatchObject({ meetingId: 'R9' });
});

it('refuses what is no list with a sentence', async () => {
  expect(await preview('%PDF-1.7 nothing')).toMatchObject({
    state: 'refused',
    refusal: 'The file is a PDF document, not a list in .xlsx or .csv. Open it in Excel and save it as .xlsx or .csv.',
  });
});

it('takes no list for another hub', async () => {
  const oxford = await test.actor('Oona', ['coordinator'], ['oxfordshire']);
  await expect(preview(SIBLINGS, oxford)).rejects.toThrow('not-your-hub');
});

it('lets the robot record, and leaves changes to people', async () => {
  await commit(await preview(SIBLINGS));
  const robot = await test.actor('Robot', ['robot']);
  const list = await preview(
    SIBLINGS.replaceAll('14:00', '16:00').replaceAll('15:00', '17:00').replace('R1', 'R7'),
    robot,
  );
  const done = await commit(list, [], robot);
  expect((await rowsOf(done.id)).map(({ result, why }) => [result, why])).toContainEqual([
    'left',
    'Only a person changes a recorded conference: a coordinator carries this out.',
  ]);
});

const pieces = async (): Promise<number> =>
  (await row<{ n: number }>(test.db.reader, 'select count(*) as n from import_piece'))!.n;
const erased = (): Promise<unknown[]> =>
  rows(test.db.reader, `select actor, detail->>'why' as why from audit_event where action = 'import.file-erased'`);

it('keeps the file for a day while something may be set right', async () => {
  await preview(SIBLINGS);
  test.clock.set('2026-11-23T08:00:00Z');
  await test.app.get(ImportWork).sweep();
  expect(await pieces()).toBe(1);
  test.clock.set('2026-11-23T10:00:00Z');
  await test.app.get(ImportWork).sweep();
  await test.app.get(ImportWork).sweep();
  expect(await pieces()).toBe(0);
  expect(await erased()).toEqual([{ actor: 'The tracker', why: 'expired' }]);
});

it('erases the file of what was refused, and of what was carried out in full', async () => {
  await preview('%PDF-1.7 nothing');
  expect(await pieces()).toBe(0);
  await commit(await preview(SIBLINGS));
  expect(await pieces()).toBe(0);
  await commit(await preview(listOf({ ref: 'R7', child: '7', date: '05/12/2026' })));
  expect(await pieces()).toBe(1);
  expect(await erased()).toEqual([
    { actor: 'The tracker', why: 'refused' },
    { actor: 'The tracker', why: 'carried-out' },
  ]);
});

it('carries a list out once, whoever asks and however many instances work', async () => {
  const list = await preview(SIBLINGS);
  const asked = await Promise.all([1, 2].map(() => imports().commit(priya, list.id)));
  expect(asked.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  const work = test.app.get(ImportWork);
  const worked = await Promise.all([work.turn(), work.turn(), work.turn()]);
  expect(worked.filter(Boolean)).toHaveLength(1);
  expect(await said(list.id)).toEqual(['2 create created', '3 merge', '4 create created']);
  expect(await recorded()).toHaveLength(2);
  expect(
    await rows(test.db.reader, `select count(*) as n from audit_event where action = 'import.carried-out'`),
  ).toEqual([{ n: 1 }]);
});

it('waits for whoever edits a conference that a row changes, and then leaves it alone', async () => {
  await commit(await preview(SIBLINGS));
  const list = await preview(SIBLINGS.replaceAll('14:00', '16:00').replaceAll('15:00', '17:00'));
  expect(await imports().commit(priya, list.id)).toMatchObject({ ok: true });
  const second = (await recorded())[1]!;
  let working: Promise<boolean> | null = null;
  await test.db.transaction(async (tx) => {
    await run(tx, `update conference set version = version + 1 where reference = $1`, [second.reference]);
    working = test.app.get(ImportWork).turn();
    await pause(300);
  });
  await working;
  expect(await said(list.id)).toEqual(['2 unchanged', '3 unchanged', '4 update overtaken']);
  expect((await recorded())[1]?.start).toEqual(second.start);
});

it.each([
  ['reading', 'import_row'],
  ['carrying-out', 'measure'],
] as const)('begins again after a crash while %s', async (state, table) => {
  const list = state === 'reading' ? await received(SIBLINGS) : await preview(SIBLINGS);
  if (state === 'carrying-out') expect(await imports().commit(priya, list.id)).toMatchObject({ ok: true });
  expect(await killedWhileWriting(table)).toBe('SIGKILL');
  expect((await found(list.id)).state).toBe(state);
  expect(await recorded()).toEqual([]);
  await test.app.get(ImportWork).turn();
  const done = state === 'reading' ? await commit(await found(list.id)) : await found(list.id);
  expect(await said(done.id)).toEqual(['2 create created', '3 merge', '4 create created']);
  expect(await recorded()).toHaveLength(2);
});

/** A process of its own works on the lists and is killed as it writes to that table; the signal that ended it. */
async function killedWhileWriting(table: string): Promise<NodeJS.Signals | null> {
  const script = fileURLToPath(new URL('./work-child.ts', import.meta.url));
  const now = test.clock.now().toString();
  const signal = await test.db.transaction(async (tx) => {
    await run(tx, `lock table ${table} in share mode`);
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, test.url, now], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    await until(async () => (await locks('not granted')) > 0);
    child.kill('SIGKILL');
    return (await ended)[1];
  });
  // PostgreSQL notices that nobody is at the other end any more, and rolls back.
  await until(async () => (await locks(`locktype = 'advisory'`)) === 0);
  return signal;
}

async function locks(which: string): Promise<number> {
  const mine = '(select oid from pg_database where datname = current_database())';
  const held = await rows(test.db.reader, `select from pg_locks where database = ${mine} and ${which}`);
  return held.length;
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await happened()) return;
    await pause(20);
  }
  throw new Error('it did not happen within ten seconds');
}
