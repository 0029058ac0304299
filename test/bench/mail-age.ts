import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import pg from 'pg';
import type { Mailbox } from '../../src/calendar/mailbox.js';
import type { MailServer } from '../../src/demo/mail-server.js';
import { readBare } from './bare-reader.ts';
import { answerOf, benchSettings, built, DESK, openTracker, type Invited } from './mail-force.ts';
import type { Measurement } from './run.ts';

const { startMailServer } = await built<typeof import('../../src/demo/mail-server.js')>('src/demo/mail-server.js');
const { run } = await built<typeof import('../../src/run.js')>('src/run.js');
const { loadReferenceData } = await built<typeof import('../../config/reference-data.js')>('config/reference-data.js');

const LOAD_S = 60;
const PER_MINUTE = 100;
const TARGET_S = 10;
const BARE_PAUSE_MS = 1_000;
const BARE = 'bare.desk@thamesvalley-police.example';

/** Seconds from handing the oldest one over to having settled it; grows with what is never settled. */
class Ages {
  private readonly sent = new Map<string, number>();
  worst = 0;

  send(key: string): void {
    this.sent.set(key, performance.now());
  }

  settle(key: string): void {
    const at = this.sent.get(key);
    if (at === undefined) return;
    this.worst = Math.max(this.worst, (performance.now() - at) / 1000);
    this.sent.delete(key);
  }

  get unread(): number {
    return this.sent.size;
  }
}

const messageIdOf = (raw: Uint8Array): string => /^Message-ID: (.*)\r$/m.exec(Buffer.from(raw).toString())?.[1] ?? '';

/** Hands over one answer for each reader every so often, each to the reader's own mailbox and by people of its own. */
async function load(
  server: MailServer,
  invited: readonly Invited[],
  ages: { readonly ours: Ages; readonly theirs: Ages },
): Promise<void> {
  const transport = createTransport({ host: server.host, port: server.port, ignoreTLS: true, pool: true });
  const half = Math.floor(invited.length / 2);
  const begun = performance.now();
  const count = (LOAD_S * PER_MINUTE) / 60;
  const give = async (to: string, person: Invited, n: number, known: Ages): Promise<void> => {
    const raw = answerOf(person, n, Temporal.Now.instant());
    known.send(messageIdOf(raw));
    await transport.sendMail({ envelope: { from: person.address, to }, raw });
  };
  for (let n = 0; n < count; n += 1) {
    if (n % 10 === 0) process.stderr.write(`\rmail age: ${n} of ${count} answers handed over `);
    await pause(Math.max(0, begun + n * (60_000 / PER_MINUTE) - performance.now()));
    await give(DESK, invited[n % half]!, n, ages.ours);
    await give(BARE, invited[half + (n % half)]!, count + n, ages.theirs);
  }
  process.stderr.write('\n');
  transport.close();
}

/** The peer: looks into its own mailbox every second and does no more than the bare reader does. */
async function readBarely(mailbox: Mailbox, client: pg.Client, ages: Ages, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    for (const mail of await mailbox.waiting(50)) {
      await readBare(client, mail.raw);
      ages.settle(messageIdOf(mail.raw));
      await mailbox.done(mail.id);
    }
    await pause(BARE_PAUSE_MS);
  }
}

/** Watches from outside, as somebody would who looks at the records. */
async function watch(client: pg.Client, ages: Ages, goesOn: () => boolean): Promise<void> {
  let last = 0;
  while (goesOn()) {
    const { rows } = await client.query<{ id: number; message_id: string }>(
      `select id, message_id from inbound_mail where mailbox = $1 and id > $2 and outcome <> 'stored'
         and not exists (select from inbound_mail o where o.outcome = 'stored' and o.id < inbound_mail.id) order by id`,
      [DESK, last],
    );
    for (const { id, message_id: messageId } of rows) {
      ages.settle(messageId);
      last = id;
    }
    await pause(50);
  }
}

async function allRead(ages: readonly Ages[]): Promise<void> {
  for (let waited = 0; ages.some(({ unread }) => unread > 0); waited += 100) {
    if (waited > 30_000)
      throw new Error(`${ages.map(({ unread }) => unread).join(' and ')} answers were never settled`);
    await pause(100);
  }
}

/** By SMTP into a mailbox of the embedded mail server, which the running program reads, pages and all. */
export async function measureAge(databaseUrl: string, dir: string): Promise<Measurement> {
  const { invited, stop } = await openTracker(databaseUrl);
  await stop();
  const server = await startMailServer({ dir });
  const settings = benchSettings(databaseUrl);
  const running = await run({
    settings: { ...settings, smtp: { ...settings.smtp, port: server.port } },
    clock: { now: () => Temporal.Now.instant() },
    reference: loadReferenceData(),
    mailbox: server.mailbox([DESK]),
    extra: [],
  });
  const clients = [new pg.Client({ connectionString: databaseUrl }), new pg.Client({ connectionString: databaseUrl })];
  for (const client of clients) await client.connect();
  const [bareClient, watching] = clients as [pg.Client, pg.Client];
  const [ours, theirs] = [new Ages(), new Ages()];
  let goesOn = true;
  const readers = Promise.all([
    readBarely(server.mailbox([BARE]), bareClient, theirs, () => goesOn),
    watch(watching, ours, () => goesOn),
  ]);
  try {
    await Promise.race([readers, load(server, invited, { ours, theirs }).then(() => allRead([ours, theirs]))]);
  } finally {
    goesOn = false;
    await readers;
    await running.stop();
    for (const client of clients) await client.end();
    await server.stop();
  }
  return {
    bench: 'mail',
    case: `oldest unread answer at ${PER_MINUTE} mails a minute for ${LOAD_S} s, by SMTP, through the running program`,
    ours: Number(ours.worst.toFixed(2)),
    peer: `the bare reader looking every ${BARE_PAUSE_MS} ms at as many mails in the same run`,
    peer_value: Number(theirs.worst.toFixed(2)),
    unit: 'seconds from SMTP to settled, worst',
    ratio: Number((ours.worst / theirs.worst).toFixed(2)),
    target: `ours < ${TARGET_S} s`,
    pass: ours.worst < TARGET_S,
  };
}
