import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { rows } from '../../src/database/sql.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

const HUB = 'mash.berkshire@thamesvalley-police.example';
const child = fileURLToPath(new URL('../support/instance-child.ts', import.meta.url));

async function keep(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const mail = await simpleParser(stream);
  const to = session.envelope.rcptTo.map(({ address }) => address).join();
  received.push({ to, id: mail.messageId ?? '', subject: mail.subject ?? '', text: mail.text ?? '' });
}

let test: TestApp;
let server: SMTPServer;
const received: { readonly to: string; readonly id: string; readonly subject: string; readonly text: string }[] = [];
const instances: ChildProcess[] = [];
beforeAll(async () => {
  test = await testApp('2026-11-16T10:30:00Z');
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => void keep(stream, session).then(() => done(), done),
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(async () => {
  for (const instance of instances) instance.kill('SIGKILL');
  await new Promise<void>((closed) => server.close(closed));
  await test.stop();
});

async function start(now: string): Promise<void> {
  const { port } = server.server.address() as AddressInfo;
  for (const _ of [1, 2]) {
    const args = [test.url, String(port), now];
    instances.push(fork(child, args, { execArgv: ['--disable-warning=ExperimentalWarning'] }));
  }
  await Promise.all(instances.map((instance) => once(instance, 'message')));
}
async function stop(): Promise<void> {
  const gone = instances.splice(0).map(async (instance) => {
    instance.kill('SIGTERM');
    await once(instance, 'exit');
    return instance.exitCode;
  });
  expect(await Promise.all(gone)).toEqual([0, 0]);
}
const move = (now: string): void => instances.forEach((instance) => instance.send(now));

async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 400; turn += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`waited in vain for ${what}`);
}
const count = async (sql: string): Promise<number> => (await rows<{ n: number }>(test.db.reader, sql))[0]!.n;
/** Every job has run in the hour, and whatever mail may go has gone. */
const hourIsOver = (hour: string): Promise<void> =>
  eventually(`the work of ${hour}`, async () => {
    const jobs = await count(`select count(*) as n from job_run where hour = '${hour}'`);
    const waiting = await count(
      `select count(*) as n from notice where state = 'owed' and next_attempt_at <= '${hour}'::timestamptz + interval '1 minute'`,
    );
    return jobs >= 18 && waiting === 0;
  });
async function lives(day: string, from: number, until: number): Promise<void> {
  for (let hour = from; hour <= until; hour += 1) {
    const full = `${day}T${String(hour).padStart(2, '0')}:00:0`;
    move(`${full}5Z`);
    await hourIsOver(`${full}0Z`);
  }
}
const chases = (): typeof received => received.filter(({ id }) => id.startsWith('<chase.'));
const proofs = (): Promise<unknown[]> =>
  rows(
    test.db.reader,
    `select night::text, verdict, missed, jsonb_array_length(gaps) as gaps from chase_proof order by night`,
  );

it('tells each once, bundled and in working hours, when two instances come back from an outage, and proves it', async () => {
  const references: string[] = [];
  for (const startsAt of ['2026-11-27T09:30:00Z', '2026-11-30T09:30:00Z', '2026-11-30T13:00:00Z']) {
    const time = {
      startsAt: Temporal.Instant.from(startsAt),
      endsAt: Temporal.Instant.from(startsAt).add({ hours: 1 }),
    };
    references.push((await given(test).conference({ ...time, confirmed: true })).reference);
  }
  await start('2026-11-20T15:00:05Z');
  await hourIsOver('2026-11-20T15:00:00Z');
  expect(received.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
    `${HUB} OFFICIAL-SENSITIVE | ${references[0]}: nobody assigned`,
  ]);
  await stop();

  // Nobody at the machines from Friday evening to Thursday, before the hub opens: that is proved and said at once.
  await start('2026-11-26T07:00:05Z');
  await eventually('the proof of the outage', async () => (await proofs()).length === 1);
  await lives('2026-11-26', 7, 7);
  expect(await proofs()).toEqual([{ night: '2026-11-25', verdict: 'outage', missed: 0, gaps: 0 }]);
  expect(chases()).toHaveLength(1);
  await lives('2026-11-26', 8, 8);
  expect(
    chases()
      .slice(1)
      .map(({ to, subject }) => `${to} ${subject}`),
  ).toEqual([`${HUB} OFFICIAL-SENSITIVE | 3 to see to`]);
  for (const reference of references) expect(chases()[1]!.text).toContain(reference);
  await lives('2026-11-26', 9, 17);
  move('2026-11-26T20:00:10Z');
  await eventually('the proof of the day', async () => (await proofs()).length === 2);
  expect((await proofs())[1]).toEqual({ night: '2026-11-26', verdict: 'complete', missed: 0, gaps: 0 });
  await stop();

  const told = await rows<{ rung: string; n: number; times: number }>(
    test.db.reader,
    `select concat_ws('/', c.kind, c.subject, c.days) as rung, count(*) as n, count(distinct n.sent_at) as times
     from chase c join chase_notice t on t.chase_id = c.id join notice n on n.id = t.notice_id
     where n.state = 'sent' group by 1`,
  );
  expect(told.length).toBeGreaterThan(6);
  expect(told.filter(({ n }) => n !== 1)).toEqual([]);
  const early = `(sent_at at time zone 'Europe/London')::time not between '08:00' and '16:00'`;
  expect(await count(`select count(*) as n from notice where topic = 'chase' and state = 'sent' and ${early}`)).toBe(0);
  expect(new Set(received.map(({ id }) => id)).size).toBe(received.length);
}, 120_000);
