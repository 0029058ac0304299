import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart } from '../../src/demo/cannot-start.js';
import { lockDataFolder } from '../../src/demo/data-folder.js';

let folder: string;
const file = (): string => join(folder, 'tracker.lock.1');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracker-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock on the data folder', () => {
  it('tells a second start where the first one answers', async () => {
    const lock = await lockDataFolder(folder, 'http://127.0.0.1:3000');

    await expect(lockDataFolder(folder, 'http://127.0.0.1:3001')).rejects.toThrow(
      new CannotStart(
        `A tracker is already running on this data folder (process ${process.pid}). ` +
          'Open http://127.0.0.1:3000 or stop it first.',
      ),
    );
    await lock.announce('http://127.0.0.1:4000');
    await expect(lockDataFolder(folder, '')).rejects.toThrow('Open http://127.0.0.1:4000 or stop it first.');
  });

  it('is free again once released, and leaves no file', async () => {
    const lock = await lockDataFolder(folder, 'http://127.0.0.1:3000');
    await lock.release();
    await lock.release();

    expect(await readdir(folder)).toEqual([]);
    await (await lockDataFolder(folder, '')).release();
  });

  it('does not release the lock of whoever came after', async () => {
    const first = await lockDataFolder(folder, '');
    await first.release();
    await lockDataFolder(folder, 'http://127.0.0.1:3000');
    await first.release();

    expect(await readdir(folder)).toEqual(['tracker.lock.1']);
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, mark: 'boot/1', address: '' })],
    [
      'an earlier process with the number of a living one',
      JSON.stringify({ pid: process.pid, mark: 'boot/1', address: '' }),
    ],
    ['a start that was cut short', '{"pid": 1'],
    ['a machine that lost power', ''],
  ])('is taken over from %s', async (_whose, text) => {
    await writeFile(file(), text);

    await lockDataFolder(folder, 'http://127.0.0.1:3000');

    expect(JSON.parse(await readFile(join(folder, 'tracker.lock.2'), 'utf8'))).toMatchObject({ pid: process.pid });
    expect(await readdir(folder)).toEqual(['tracker.lock.2']);
  });

  it('goes to exactly one of many that find a dead one', async () => {
    await writeFile(file(), JSON.stringify({ pid: 2 ** 22 + 1, mark: 'boot/1', address: '' }));

    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataFolder(folder, '')));

    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  });
});
