import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBinaries, type Binaries } from '../../src/demo/postgres/binaries.js';
import { findServerUser } from '../../src/demo/postgres/server-user.js';

/** Mode 700, as the home folder of root is: other users do not see into it. */
let closed: string;
let binaries: Binaries;

/** The installed programs, copied into the closed folder as a clone there would hold them. */
beforeAll(async () => {
  closed = await mkdtemp(join(tmpdir(), 'tracker closed '));
  const installed = findBinaries();
  const native = dirname(dirname(installed.initdb));
  await cp(native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
  const copied = (path: string): string => path.replace(native, join(closed, 'native'));
  binaries = {
    initdb: copied(installed.initdb),
    pgCtl: copied(installed.pgCtl),
    postgres: copied(installed.postgres),
    catalogue: copied(installed.catalogue),
  };
});
afterAll(() => rm(closed, { recursive: true, force: true }));

it('makes a database with programs and data in a folder that only its owner may enter, root too', async () => {
  const folder = join(closed, 'records');
  await mkdir(folder);
  const user = await findServerUser(binaries, closed, null, () => {});
  await user.own(folder);

  const ran = await user.run(binaries.initdb, [`--pgdata=${folder}`, '--username=tracker', '--locale=C', '--no-sync']);

  expect(ran).toMatchObject({ code: 0, output: expect.stringContaining('Success') });
});
