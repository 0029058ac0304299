import { tmpdir } from 'node:os';
import { clusterIn, failureOf } from '../../src/demo/postgres/cluster.js';
import { explain, readFailure } from '../../src/demo/postgres/failures.js';

describe("PostgreSQL's words for a failed start", () => {
  it.each([
    ['FATAL:  could not write lock file "postmaster.pid": No space left on device', 'is full. Free some space'],
    ['initdb: error: could not create directory "x": Read-only file system', 'is on a read-only disk'],
    ['PANIC:  could not write to file "pg_wal/xlogtemp.1": Disk quota exceeded', 'is full. Free some space'],
    ['FATAL:  data directory "x" has wrong ownership', 'cannot be written by this user'],
    ['FATAL:  database files are incompatible with server', 'was made by another version of PostgreSQL'],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port for PostgreSQL is already in use'],
    ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', 'An earlier PostgreSQL still uses'],
  ])('become a sentence that says what to do: %s', (words, sentence) => {
    expect(explain(readFailure(words), '/srv/tracker', '/srv/tracker/log').message).toContain(sentence);
  });

  it('are passed on when nobody foresaw them', () => {
    const words = 'waiting for server to start....\nFATAL:  the moon is full\nLOG:  database system is shut down\n';

    expect(explain(readFailure(words), '/srv/tracker', '/srv/tracker/log').message).toBe(
      'PostgreSQL did not start: FATAL:  the moon is full. More is in /srv/tracker/log.',
    );
  });

  it('are missing when the disk is too full to hold them, and then the disk itself is asked', async () => {
    const words = 'waiting for server to start.... stopped waiting\npg_ctl: could not start server\n';

    // Nothing can be written to /proc, and the system says that it has no room.
    expect(await failureOf(clusterIn('/proc'), words)).toEqual({ kind: 'disk-full' });
    expect(await failureOf(clusterIn(tmpdir()), words)).toMatchObject({ kind: 'unknown' });
  });
});
