import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.js';
import type { Surroundings } from '../../config/surroundings.js';
import type { Mailbox, WaitingMail } from '../../src/calendar/mailbox.js';
import type { Database } from '../../src/database/database.js';
import type { PostService } from '../../src/intake/post.service.js';
import type { Log } from '../../src/kernel/log.js';

/** Everything of the tracker comes from the build, as a deployment runs it. */
export const built = async <T>(path: string): Promise<T> =>
  (await import(new URL(`../../dist/${path}`, import.meta.url).href)) as T;
const { makeDataSource } =
  await built<typeof import('../../src/database/data-source.js')>('src/database/data-source.js');
const { startPostgres } = await built<typeof import('../../src/demo/postgres.js')>('src/demo/postgres.js');
const { Database: OwnDatabase } =
  await built<typeof import('../../src/database/database.js')>('src/database/database.js');
const { syncHubs } = await built<typeof import('../../src/database/hubs.js')>('src/database/hubs.js');
const { fillDemoForce } = await built<typeof import('../../src/demo/force/load.js')>('src/demo/force/load.js');
const { loadReferenceData } = await built<typeof import('../../config/reference-data.js')>('config/reference-data.js');
const { Surroundings: OwnSurroundings } =
  await built<typeof import('../../config/surroundings.js')>('config/surroundings.js');
const { AnswersService } = await built<typeof import('../../src/assignments/answers.service.js')>(
  'src/assignments/answers.service.js',
);
const { PostService: OwnPostService } =
  await built<typeof import('../../src/intake/post.service.js')>('src/intake/post.service.js');
const { rows } = await built<typeof import('../../src/database/sql.js')>('src/database/sql.js');

export const DESK = 'conference.desk@thamesvalley-police.example';

export const benchSettings = (databaseUrl: string): Settings => ({
  demo: true,
  http: {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://127.0.0.1',
    trustProxy: false,
    requestsPerMinute: 3_000,
    robotRequestsPerMinute: 120,
  },
  database: { url: databaseUrl, poolSize: 4 },
  oidc: { issuer: 'http://127.0.0.1:1', clientId: 'tracker', clientSecret: 'bench', audience: 'tracker' },
  session: { secret: 'a-secret-of-at-least-thirty-two-characters', idleMinutes: 60, absoluteHours: 12 },
  desk: { name: 'TVP Conference Desk', address: DESK },
  mailboxes: [DESK],
  authservId: null,
  smtp: { host: '127.0.0.1', port: 1, tls: 'none', auth: { by: 'none' } },
  imap: null,
  mailOauth: null,
  heartbeatUrl: null,
  log: { level: 'error' },
});

/** Somebody who has been asked to a conference that is on. */
export interface Invited {
  readonly uid: string;
  readonly sequence: number;
  readonly address: string;
}

export interface BenchTracker {
  readonly db: Database;
  readonly surroundings: Surroundings;
  readonly post: PostService;
  readonly invited: readonly Invited[];
  stop(): Promise<void>;
}

/** A message that trips the tracker ends for a person; a measurement of that would measure nothing. */
const failing: Log = {
  error: (fields, message) => {
    throw new Error(message, { cause: fields });
  },
  warn: () => undefined,
  info: () => undefined,
};

/** The tracker's own reading of mail on a database that has been filled. */
export async function openTracker(databaseUrl: string): Promise<BenchTracker> {
  const settings = benchSettings(databaseUrl);
  const db = new OwnDatabase(await makeDataSource(settings.database).initialize());
  const clock = { now: () => Temporal.Now.instant() };
  const surroundings = new OwnSurroundings(clock, settings, loadReferenceData());
  const invited = await rows<Invited>(
    db.reader,
    `select a.uid, a.sequence, p.mail as address from assignment a join attendee p on p.id = a.attendee_id
     join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
     where p.mail is not null and c.state = 'scheduled' and a.state in ('invited', 'accepted', 'tentative') order by a.id`,
  );
  const post = new OwnPostService(db, new AnswersService(db, surroundings), surroundings, failing);
  return { db, surroundings, post, invited, stop: () => db.close() };
}

export interface BenchDatabase {
  readonly url: string;
  /** A folder of the measurement's own, for mailboxes. */
  readonly dir: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of the measurement's own that holds the demo force: two years of conferences and a fortnight ahead. */
export async function startDatabase(): Promise<BenchDatabase> {
  const dir = await mkdtemp(join(tmpdir(), 'tracker-bench-'));
  await chmod(dir, 0o711);
  const postgres = await startPostgres({ dataDir: dir, log: () => undefined });
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await fill(postgres.url);
    return { url: postgres.url, dir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function fill(url: string): Promise<void> {
  const settings = benchSettings(url);
  const db = new OwnDatabase(await makeDataSource(settings.database).initialize());
  try {
    await db.migrate();
    const reference = loadReferenceData();
    await db.transaction((tx) => syncHubs(tx, reference.hubs));
    const now = Temporal.Now.instant();
    await fillDemoForce(db, { seed: 26, now, reference, deskAddress: DESK, publicUrl: settings.http.publicUrl });
  } finally {
    await db.close();
  }
}

const file = await readFile(new URL('../fixtures/mail/exchange-tentative-with-note.eml', import.meta.url), 'latin1');
const example = file.replaceAll('\r\n', '\n');
const [beforeCalendar = '', calendarAndAfter = ''] = example.split('base64\n\n');
const [calendar = '', afterCalendar = ''] = calendarAndAfter.split('\n\n');
const exampleCalendar = Buffer.from(calendar, 'base64').toString('utf8').replaceAll('\r\n', '\n');

const basic = (at: Temporal.Instant): string => at.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
const PARTSTATS = ['ACCEPTED', 'TENTATIVE'] as const;

/** The `n`th answer: an Exchange answer with a note (multipart, base64, VTIMEZONE), given at that time by that person. */
export function answerOf({ uid, sequence, address }: Invited, n: number, at: Temporal.Instant): Buffer {
  const ics = exampleCalendar
    .replace(/^UID:.*$/m, `UID:${uid}`)
    .replace(/^SEQUENCE:.*$/m, `SEQUENCE:${sequence}`)
    .replace(/^ATTENDEE;.*$/m, `ATTENDEE;PARTSTAT=${PARTSTATS[n % 2]};CN="Officer":MAILTO:${address}`)
    .replace(/^DTSTAMP:.*$/m, `DTSTAMP:${basic(at)}`)
    .replace(/^X-MICROSOFT-CDO-REPLYTIME:.*$/m, `X-MICROSOFT-CDO-REPLYTIME:${basic(at)}`);
  const head = beforeCalendar
    .replace(/^From: .*$/m, `From: "Officer" <${address}>`)
    .replace(/^Message-ID: .*$/m, `Message-ID: <answer-${n}-${at.epochMilliseconds}@thamesvalley-police.example>`);
  const lines = Buffer.from(ics.replaceAll('\n', '\r\n'))
    .toString('base64')
    .replace(/(.{76})/g, '$1\n');
  return Buffer.from(`${head}base64\n\n${lines}\n\n${afterCalendar}`.replaceAll('\n', '\r\n'), 'latin1');
}

let boxes = 0;

/** Answers that all wait already, in memory: what is measured is the tracker, not a mail server. */
export class FullMailbox implements Mailbox {
  private readonly unread: WaitingMail[];

  constructor(raws: readonly Uint8Array[]) {
    boxes += 1;
    const receivedAt = Temporal.Now.instant();
    this.unread = raws.map((raw, n) => ({ id: `${boxes}-${n}`, mailbox: DESK, raw, receivedAt }));
  }

  waiting(limit: number): Promise<readonly WaitingMail[]> {
    return Promise.resolve(this.unread.slice(0, limit));
  }

  done(id: string): Promise<void> {
    const at = this.unread.findIndex((mail) => mail.id === id);
    if (at < 0) throw new Error(`${id} does not wait`);
    this.unread.splice(at, 1);
    return Promise.resolve();
  }
}
