import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { CannotStart } from '../../src/demo/cannot-start.js';
import { startPostgres, type RunningPostgres } from '../../src/demo/postgres.js';
import { kill, startProcess, whenReady } from './support/tracker-process.js';

/** Where `start` starts: a fresh folder of the test's own, unless it says `made`. */
let folder: string;
let fresh: string;
let lines: string[];
const toStop: RunningPostgres[] = [];

async function start(port?: number): Promise<RunningPostgres> {
  const running = await startPostgres({ dataDir: folder, port, log: (line) => lines.push(line) });
  toStop.push(running);
  return running;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

const refusal = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'it started',
    (error: unknown) => (error instanceof CannotStart ? error.message : `not a clear sentence: ${String(error)}`),
  );

beforeEach(async () => {
  fresh = await mkdtemp(join(tmpdir(), 'tracker-postgres-'));
  await chmod(fresh, 0o755);
  folder = fresh;
  lines = [];
});

/** A folder with the database of an earlier run; each test leaves it able to start. */
let made: string;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'tracker-made-'));
  await chmod(made, 0o755);
  const running = await startPostgres({ dataDir: made, log: () => {} });
  await running.stop();
});

afterAll(() => rm(made, { recursive: true, force: true }));

afterEach(async () => {
  for (const running of toStop.splice(0)) await running.stop();
  await rm(fresh, { recursive: true, force: true });
});

describe('the first start', () => {
  it('makes a PostgreSQL 18 in UTF-8 that sorts the same everywhere and flushes to disk', async () => {
    const { url, port } = await start();

    expect(url).toMatch(new RegExp(`^postgres://tracker:[\\w-]{32}@127\\.0\\.0\\.1:${port}/tracker$`));
    const [row] = await query(
      url,
      `select current_setting('server_version') as version, current_setting('fsync') as fsync,
         current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
         current_setting('listen_addresses') as address, datlocprovider as provider, datlocale as locale
       from pg_database where datname = current_database()`,
    );
    expect(row).toEqual({
      version: expect.stringMatching(/^18\./),
      fsync: 'on',
      encoding: 'UTF8',
      zone: 'UTC',
      address: '127.0.0.1',
      provider: 'b',
      locale: 'C.UTF-8',
    });
    expect(lines).toEqual([`Making the database in ${folder} ...`]);
  });

  it('has the extensions that the tables need', async () => {
    const { url } = await start();

    await query(url, 'create extension btree_gist; create extension pg_trgm;');

    expect(await query(url, `select similarity('Okafor', 'Okafor')::int as same`)).toEqual([{ same: 1 }]);
  });

  it('lets nobody in without the password, which only the owner can read', async () => {
    const { url } = await start();

    await expect(query(url.replace(/tracker:[^@]+@/, 'tracker:guess@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect((await stat(join(folder, 'postgres', 'tracker.password'))).mode & 0o077).toBe(0);
  });

  it('clears away what a start that was killed half-way left, and begins again', async () => {
    const child = startProcess(folder);
    const staging = async (): Promise<string | undefined> =>
      (await readdir(folder)).find((name) => name.startsWith('postgres.new.'));
    while ((await staging()) === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
    await kill(child);
    expect(await readdir(folder)).not.toContain('postgres');

    const { url } = await start();

    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await staging()).toBeUndefined();
  });
});

describe('a second start', () => {
  beforeEach(() => {
    folder = made;
  });

  it('finds the same rows on the same port', async () => {
    const first = await start();
    await query(first.url, `create table kept (text text); insert into kept values ('kept')`);
    await first.stop();

    const second = await start();

    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'select text from kept')).toEqual([{ text: 'kept' }]);
  });

  it('takes another port when the one used last time is taken by then', async () => {
    const first = await start();
    await first.stop();
    const other = createServer().listen(first.port, '127.0.0.1');
    await once(other, 'listening');

    const second = await start();
    await new Promise((resolve) => other.close(resolve));

    expect(second.port).not.toBe(first.port);
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is refused while the first runs, and leaves the first alone', async () => {
    const first = await start();

    expect(await refusal(start())).toBe(
      `A tracker is already running on this data folder (process ${process.pid}). Stop it first.`,
    );
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is refused while another process runs the first', async () => {
    const child = startProcess(folder);
    const first = await whenReady(child);

    expect(await refusal(start())).toContain(`already running on this data folder (process ${child.pid})`);
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await kill(child);
    await start();
  });

  it('stops the server that a killed tracker left behind and keeps what was committed', async () => {
    const child = startProcess(folder);
    const first = await whenReady(child);
    await query(first.url, `create table note (text text); insert into note values ('committed')`);
    await kill(child);
    expect(await query(first.url, 'select text from note')).toEqual([{ text: 'committed' }]);

    const second = await start();

    expect(lines).toEqual(['Stopped the PostgreSQL that an earlier run left.']);
    expect(await query(second.url, 'select text from note')).toEqual([{ text: 'committed' }]);
  });

  it('recovers when the server itself was killed', async () => {
    const first = await start();
    await query(first.url, `create table recovered (text text); insert into recovered values ('committed')`);
    const mark = await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8');
    process.kill(Number(mark.split('\n')[0]), 'SIGKILL');
    await first.stop();

    const second = await start();

    expect(await query(second.url, 'select text from recovered')).toEqual([{ text: 'committed' }]);
  });

  it('takes no stranger for its server when the process number has been given away', async () => {
    const first = await start();
    const mark = join(folder, 'postgres', 'postmaster.pid');
    const text = await readFile(mark, 'utf8');
    await first.stop();
    await writeFile(mark, text.replace(/^\d+/, String(process.pid)));

    const second = await start();

    expect(lines).toEqual([]);
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('what stops a start', () => {
  it('says which port is taken when one was asked for, and holds nothing afterwards', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    expect(await refusal(start(port))).toBe(
      `Port ${port} on 127.0.0.1, which the database was to use, is taken. Stop what uses it, or name another port or none.`,
    );

    await new Promise((resolve) => other.close(resolve));
    expect((await start(port)).port).toBe(port);
  });

  it('says so when a file stands where the data folder should be', async () => {
    const file = join(folder, 'data');
    await writeFile(file, 'mine');

    expect(await refusal(startPostgres({ dataDir: file, log: () => {} }))).toBe(
      `The data folder ${file} is not a folder. Move that file away, or set DATA_DIR to another folder.`,
    );
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  // Root writes through any mode, but nobody makes folders in /sys: the kernel owns it.
  it('says so when the data folder cannot be written, whoever asks', async () => {
    const closed = process.getuid?.() === 0 ? '/sys/tracker' : join(folder, 'closed');
    if (process.getuid?.() !== 0) await mkdir(closed, { mode: 0o555 });

    expect(await refusal(startPostgres({ dataDir: closed, log: () => {} }))).toMatch(
      new RegExp(`^The data folder ${closed} (cannot be written by this user|is on a read-only disk)\\..* DATA_DIR `),
    );
  });

  it('says so when another version of PostgreSQL made the database, and leaves it as it was', async () => {
    folder = made;
    const file = join(made, 'postgres', 'PG_VERSION');
    await writeFile(file, '17\n');

    const sentence = await refusal(start());
    expect(await readFile(file, 'utf8')).toBe('17\n');
    await writeFile(file, '18\n');
    expect(sentence).toMatch(/ was made by another version of PostgreSQL\. Set DATA_DIR to a new folder/);
  });

  it('says so when the password file is gone, and leaves no server running', async () => {
    folder = made;
    const file = join(made, 'postgres', 'tracker.password');
    await rename(file, `${file}.away`);

    const sentence = await refusal(start());
    await rename(`${file}.away`, file);
    expect(sentence).toMatch(/^The database's password file .* is missing\. Put it back/);
    expect(await readdir(join(made, 'postgres'))).not.toContain('postmaster.pid');
  });
});
