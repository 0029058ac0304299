import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Surroundings } from '../../config/surroundings.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ChasingWork } from '../../src/chasing/chasing.service.js';
import { ProofWork } from '../../src/chasing/proof.service.js';
import { rows, run } from '../../src/database/sql.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';
import { smtpError } from '../support/mailer.js';

let test: TestApp;
beforeAll(async () => {
  test = await testApp('2026-11-16T10:30:00Z');
});
afterAll(() => test.stop());
beforeEach(async () => {
  // An empty tracker again: far quicker than another one. Nothing else may empty the trail or a proof.
  await test.db.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query(
      'truncate conference, attendee, audit_event, notice, chase, job_run, chase_proof, account, expectation cascade',
    );
  });
  test.clock.set('2026-11-16T10:30:00Z');
  test.mailer.failure = null;
  test.mailer.sent.length = 0;
});

const turn = async (at: string): Promise<void> => {
  test.clock.set(at);
  await test.app.get(ChasingWork).turn();
};
const prove = async (at: string): Promise<void> => {
  test.clock.set(at);
  await test.app.get(ProofWork).turn();
};
/** The tracker runs each hour from the morning of one day to the evening of another. */
async function runsDaily(...days: readonly string[]): Promise<void> {
  for (const day of days)
    for (let hour = 7; hour <= 17; hour += 1) await turn(`${day}T${String(hour).padStart(2, '0')}:00:05Z`);
}
const run1 = (sql: string): Promise<number> => test.db.transaction((tx) => run(tx, sql));
const told = (): readonly string[] =>
  test.mailer.sent.map(({ to, subject }) => `${(to as { address: string }).address} ${subject as string}`);
const chases = (): Promise<{ key: string; role: string | null; skipped: string | null }[]> =>
  rows(test.db.reader, `select concat(kind, ' ', days) as key, role, skipped from chase order by id`);
const proofs = (): Promise<
  { verdict: string; owed: number; sent: number; missed: number; gaps: { kind: string; key: string }[] }[]
> => rows(test.db.reader, 'select verdict, owed, sent, missed, gaps from chase_proof order by night');
const HUB = 'mash.berkshire@thamesvalley-police.example';

describe('chasing', () => {
  it('tells the hub five working days before, once, with reference, time, what to do and where, and nobody named', async () => {
    const { reference } = await given(test).conference();
    await turn('2026-11-20T09:00:05Z');
    expect(told()).toEqual([]);
    await turn('2026-11-23T07:30:00Z');
    expect(told()).toEqual([]);
    await Promise.all([turn('2026-11-23T08:00:05Z'), turn('2026-11-23T08:00:05Z')]);
    await turn('2026-11-23T08:30:00Z');
    await turn('2026-11-23T09:00:05Z');
    expect(told()).toEqual([`${HUB} OFFICIAL-SENSITIVE | ${reference}: nobody assigned`]);
    const text = test.mailer.sent[0]!.text as string;
    expect(text).toContain(`${reference}, Reading, Mon 30 Nov 2026, 09:30`);
    expect(text).toContain('Nobody assigned. Put somebody on it:');
    expect(text).toContain(`/conferences/${reference}/assign`);
    expect(text).not.toContain('Priya');
    expect(await chases()).toEqual([{ key: 'unassigned -5', role: 'hub', skipped: null }]);
  });

  it('asks whoever goes, and the hub when they are away; what is settled before the mail leaves is not said', async () => {
    const hub = given(test);
    const { reference } = await hub.conference();
    const ada = await hub.attendee('Ada Okafor');
    const assigned = await test.app
      .get(AssignmentsService)
      .assign(await hub.coordinator(), reference, { attendeeId: ada.id, lead: true, overlapReason: null });
    expect(assigned.ok).toBe(true);
    test.mailer.failure = smtpError(451, 'try again');
    await turn('2026-11-25T08:00:05Z');
    await test.db.transaction((tx) =>
      run(
        tx,
        `update assignment set state = 'accepted', answered_at = '2026-11-25T08:10:00Z', answer_channel = 'page'`,
      ),
    );
    test.mailer.failure = null;
    await turn('2026-11-25T09:00:05Z');
    expect(told().filter((line) => line.includes('no answer'))).toEqual([]);
    expect(await chases()).toContainEqual({ key: 'no-answer -3', role: 'lead', skipped: 'settled' });

    // They say that they are not sure after all, and are away.
    test.mailer.sent.length = 0;
    await test.db.transaction((tx) => run(tx, `update assignment set state = 'tentative'`));
    await test.db.transaction((tx) =>
      run(
        tx,
        `insert into absence (attendee_id, kind, starts_at, ends_at, source, version, created_at, created_by)
        values ($1, 'leave', '2026-11-25T00:00:00Z', '2026-11-28T00:00:00Z', 'page', 1, '2026-11-25T00:00:00Z', 'Priya Shah')`,
        [ada.id],
      ),
    );
    await turn('2026-11-25T10:00:05Z');
    expect(told()).toContainEqual(expect.stringContaining(`${HUB} OFFICIAL-SENSITIVE | ${reference}`));
    expect(told().filter((line) => line.startsWith('ada'))).toEqual([]);
  });

  it('catches up after an outage with one mail a person, and keeps why the rest was left out', async () => {
    await test.actor('Sam Supervisor', ['supervisor'], ['reading']);
    await given(test).conference();
    await given(test).conference({
      startsAt: at('2026-11-30T13:00:00Z'),
      endsAt: at('2026-11-30T14:00:00Z'),
      confirmed: true,
    });
    await turn('2026-11-16T11:00:05Z');
    await turn('2026-11-27T12:00:05Z');
    expect(told()).toHaveLength(2);
    expect(told().map((line) => line.replace(/^\S+ /, ''))).toEqual(Array(2).fill('OFFICIAL-SENSITIVE | 2 to see to'));
    expect(
      (await chases())
        .filter(({ key }) => key.startsWith('unassigned'))
        .map(({ key, role, skipped }) => `${key} ${role ?? skipped}`),
    ).toEqual([
      'unassigned -5 hub',
      'unassigned -3 supervisor',
      'unassigned -1 hub',
      'unassigned -5 hub',
      'unassigned -3 supervisor',
      'unassigned -1 hub',
    ]);
  });

  it('does not send after hours what the mail server refused in them', async () => {
    await given(test).conference();
    test.mailer.failure = smtpError(451, 'try again');
    await turn('2026-11-23T15:00:05Z');
    test.mailer.failure = null;
    await turn('2026-11-23T18:00:05Z');
    expect(told()).toEqual([]);
    await turn('2026-11-24T08:20:00Z');
    expect(told()).toHaveLength(1);
  });

  it('asks after a conference that should have been announced, and proves that it did', async () => {
    await turn('2026-11-20T15:00:05Z');
    await test.db.transaction((tx) =>
      run(
        tx,
        `insert into expectation (hub_code, kind, origin, began_on, due_on, due_by, invite_by, child_ids, subject, state,
        source, recorded_by, recorded_at, version) values ('reading', 'icpc', 'strategy-discussion', '2026-11-09', '2026-11-30',
        'clock', '2026-11-20', '{}', 'one', 'open', 'page', 'Priya Shah', '2026-11-16T10:00:00Z', 1)`,
      ),
    );
    await runsDaily('2026-11-23');
    expect(told()).toEqual([
      expect.stringMatching(/^mash.berkshire\S+ OFFICIAL-SENSITIVE \| Expected conference \d+: expected/),
    ]);
    expect(test.mailer.sent[0]!.text).toMatch(/Ask the local authority:\n {2}\S+\/expected\/\d+\n/);
    await prove('2026-11-23T20:00:10Z');
    expect(await proofs()).toEqual([{ verdict: 'complete', owed: 1, sent: 1, missed: 0, gaps: [] }]);
  });

  it('asks for minutes that were asked for and have not come, until they have, and proves it', async () => {
    const { reference } = await given(test).conference();
    const path = `/conferences/${reference}/minutes`;
    test.clock.set('2026-11-30T09:00:00Z');
    let priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
    expect((await priya.get(path)).text).toContain('has not been held');
    test.clock.set('2026-12-01T10:30:00Z');
    priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
    await run1(`update conference set state = 'held'`);
    await run1(
      `insert into report (conference_id, kind, sent_on, sent_by, version, recorded_by, recorded_at)
       select id, 'report', '2026-11-26', 'Ada Okafor', 1, 'Ada Okafor', '2026-11-26T10:00:00Z' from conference`,
    );
    const asked = await priya.post(path, { askedOn: '1/12/26', receivedOn: '' });
    expect(asked.status).toBe(303);
    for (const [typed, sentence] of [
      [{ askedOn: 'soon', receivedOn: '' }, 'is not a date'],
      [{ askedOn: '29/11/26', receivedOn: '' }, 'on the day of the conference or later'],
      [{ askedOn: '2/12/26', receivedOn: '' }, 'still to come'],
      [{ askedOn: '1/12/26', receivedOn: '30/11/26' }, 'before they were asked for'],
    ] as const) {
      const again = await priya.post(path, { ...typed, seen: '1' });
      expect([again.status, again.text.includes(sentence)]).toEqual([422, true]);
    }
    expect((await priya.post(path, { askedOn: '', receivedOn: '', seen: '0' })).status).toBe(409);
    await runsDaily('2026-12-30');
    expect(told()).toEqual([]);
    await runsDaily('2026-12-31');
    expect(told()).toEqual([`${HUB} OFFICIAL-SENSITIVE | ${reference}: minutes not received`]);
    priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
    expect((await priya.get('/minutes')).text).toContain(reference);
    await prove('2026-12-31T20:00:10Z');
    expect(await proofs()).toMatchObject([{ gaps: [] }]);
    expect((await proofs())[0]!.owed).toBeGreaterThan(0);
    priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
    expect((await priya.post(path, { askedOn: '1/12/26', receivedOn: '31/12/26', seen: '1' })).status).toBe(303);
    await runsDaily('2027-01-13', '2027-01-14');
    expect(told()).toHaveLength(1);
    priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
    expect((await priya.get('/minutes')).text).not.toContain(reference);
    const other = await test.signIn('Olive Oxford', ['coordinator'], ['oxfordshire']);
    expect((await other.get('/minutes')).text).not.toContain(reference);
    expect((await other.get(path)).status).toBe(404);
    const ada = await test.signIn('Ada Okafor', ['attendee']);
    expect((await ada.get('/minutes')).status).toBe(404);
  });

  it('says nothing twice when the clock is put back, and says so', async () => {
    await given(test).conference();
    await turn('2026-11-23T09:00:05Z');
    await test.db.transaction((tx) => run(tx, 'delete from chase_notice'));
    await turn('2026-11-23T08:00:05Z');
    expect(told()).toHaveLength(1);
    const margaret = await test.signIn('Margaret Ellis', ['leadership']);
    expect((await margaret.get('/chasing')).text).toContain('The clock stands before the last run');
  });
});

/** A monitor that listens for the heartbeat. */
async function aMonitor(): Promise<{ heard: string[]; url: string; close: () => Promise<unknown> }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<unknown> => new Promise((closed) => server.close(closed));
  return { heard, url: `http://127.0.0.1:${port}/beat`, close };
}

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

describe('the proof', () => {
  it('accounts for everything that was owed, whatever happened to it', async () => {
    const hub = given(test);
    const { reference } = await hub.conference();
    const ada = await hub.attendee('Ada Okafor');
    await turn('2026-11-20T15:00:05Z');
    await runsDaily('2026-11-23', '2026-11-24');
    await test.app
      .get(AssignmentsService)
      .assign(await hub.coordinator(), reference, { attendeeId: ada.id, lead: true, overlapReason: null });
    await prove('2026-11-24T20:00:10Z');
    await runsDaily('2026-11-25');
    await prove('2026-11-25T20:00:10Z');
    expect(await proofs()).toEqual([
      { verdict: 'complete', owed: 1, sent: 1, missed: 0, gaps: [] },
      // The answer, and the report.
      expect.objectContaining({ verdict: 'complete', gaps: [] }),
    ]);
    expect((await proofs())[1]!.owed).toBeGreaterThan(0);
    await prove('2026-11-25T20:05:00Z');
    expect(await proofs()).toHaveLength(2);
    const tom = await test.signIn('Tom Price', ['coordinator'], ['reading']);
    expect((await tom.get('/board')).text).not.toContain('gap in the chasing');
    const page = await tom.get('/chasing');
    expect(page.$('#proof').text()).toContain('1 chase owed, all of them accounted for.');
    expect(page.$('#told').text()).toContain(reference);
    const metrics = (await test.stranger().get('/metrics')).text;
    expect(metrics).toMatch(/^chase_proof_ok 1$/m);
    expect(metrics).toMatch(/^chase_proof_last_without_gap_timestamp_seconds 1795\d+$/m);
  });

  it('turns the board red when a chase is gone from the record, tells leadership, and stops the heartbeat', async () => {
    await test.actor('Margaret Ellis', ['leadership']);
    const { reference } = await given(test).conference();
    await turn('2026-11-20T15:00:05Z');
    await runsDaily('2026-11-23');
    await test.db.transaction(async (tx) => {
      await run(tx, 'delete from chase_notice');
      await run(tx, 'delete from chase');
    });
    test.mailer.sent.length = 0;
    await prove('2026-11-23T20:00:10Z');
    expect(await proofs()).toMatchObject([{ verdict: 'gap', gaps: [{ kind: 'unsent' }] }]);
    expect(told()).toEqual(['margaret.ellis@thamesvalley-police.example OFFICIAL-SENSITIVE | Chasing has a gap']);
    expect(test.mailer.sent[0]!.text).toContain(
      `${reference}, nobody assigned, 5 working days before the conference: was owed, and nobody was told.`,
    );
    const tom = await test.signIn('Tom Price', ['coordinator'], ['reading']);
    const board = await tom.get('/board');
    expect(board.text).toContain('The proof of Mon 23 Nov found a gap in the chasing');
    expect((await test.stranger().get('/metrics')).text).toMatch(/^chase_proof_ok 0$/m);
  });

  it('does not believe the record of a mail that never left', async () => {
    await given(test).conference();
    await turn('2026-11-20T15:00:05Z');
    test.mailer.failure = smtpError(550, 'no such mailbox');
    await runsDaily('2026-11-23');
    test.mailer.failure = null;
    await prove('2026-11-23T20:00:10Z');
    expect(await proofs()).toMatchObject([{ verdict: 'gap', gaps: [{ kind: 'not-delivered' }] }]);
  });

  it('tells an outage from a gap, and proves it when the tracker is back', async () => {
    await given(test).conference();
    await turn('2026-11-20T15:00:05Z');
    await turn('2026-11-25T08:00:05Z');
    await prove('2026-11-25T08:10:00Z');
    const [proof] = await proofs();
    expect(proof).toMatchObject({ verdict: 'outage', gaps: [] });
    const tom = await test.signIn('Tom Price', ['coordinator'], ['reading']);
    expect((await tom.get('/chasing')).$('#proof').text()).toMatch(
      /Nothing was lost, but work stood still in \d+ hours/,
    );
  });

  it('is red for a conference that began with nobody during an outage, when nobody had been told of it', async () => {
    await turn('2026-11-20T15:00:05Z');
    await runsDaily('2026-11-23');
    // Told of at short notice, after the last run of the day; the tracker is back when it has begun.
    const soon = { startsAt: at('2026-11-24T10:00:00Z'), endsAt: at('2026-11-24T11:00:00Z'), confirmed: true };
    test.clock.set('2026-11-23T19:00:00Z');
    const { reference } = await given(test).conference(soon);
    await runsDaily('2026-11-25');
    const { heard, url, close } = await aMonitor();
    Object.assign(test.app.get(Surroundings), {
      settings: { ...test.app.get(Surroundings).settings, heartbeatUrl: url },
    });
    await prove('2026-11-25T20:00:10Z');
    expect(await proofs()).toMatchObject([{ verdict: 'gap', gaps: [{ kind: 'unseen' }] }]);
    expect((await proofs())[0]!.gaps[0]!.key).toContain(reference);
    expect(heard).toEqual([]);
    const tom = await test.signIn('Tom Price', ['coordinator'], ['reading']);
    expect((await tom.get('/board')).text).toContain('The proof of Wed 25 Nov found a conference that began unseen');
    const found = (await tom.get('/chasing')).$('#proof').text().replace(/\s+/g, ' ');
    expect(found).toContain('Began unseen');
    expect(found).toContain('1 conference began with nobody, and nobody was told, because work stood still.');
    expect(found).not.toContain('cannot be accounted for');
    await runsDaily('2026-11-26');
    await Promise.all([prove('2026-11-26T20:00:10Z'), prove('2026-11-26T20:00:10Z')]);
    expect((await proofs()).map(({ verdict }) => verdict)).toEqual(['gap', 'complete']);
    expect(heard).toEqual(['/beat']);
    await close();
  });

  it('is missed when it does not come', async () => {
    await turn('2026-11-20T15:00:05Z');
    test.clock.set('2026-11-23T09:00:00Z');
    const tom = await test.signIn('Tom Price', ['coordinator'], ['reading']);
    expect((await tom.get('/board')).text).toContain('The nightly proof of the chasing is overdue');
  });
});

describe('the page', () => {
  it('says what will stand there while there is nothing, and is for those who watch over chasing', async () => {
    const tom = await test.signIn('Tom Price', ['coordinator'], ['reading']);
    const page = await tom.get('/chasing');
    expect(page.status).toBe(200);
    for (const words of [
      'No night has been proved yet',
      'Nothing more is to be told',
      'Nobody has been told anything yet',
    ])
      expect(page.text).toContain(words);
    expect(page.$('#ladder').text()).toContain('5 working days before the conference');
    const ada = await test.signIn('Ada Okafor', ['attendee']);
    expect((await ada.get('/chasing')).status).toBe(403);
  });

  it('shows nothing of another hub, whatever hub is asked for', async () => {
    const { reference } = await given(test).conference();
    await turn('2026-11-23T09:00:05Z');
    const other = await test.signIn('Olive Oxford', ['coordinator'], ['oxfordshire']);
    for (const url of ['/chasing', '/chasing?hub=reading', '/chasing?hub=%00', '/chasing?hub=a&hub=b'])
      expect((await other.get(url)).text).not.toContain(reference);
    const priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
    expect((await priya.get('/chasing?hub=reading')).text).toContain(reference);
    expect((await priya.get('/chasing?hub=slough')).text).not.toContain(reference);
  });
});
