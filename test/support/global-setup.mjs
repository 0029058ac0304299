import { mkdtemp, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../dist/src/demo/postgres.js';
import { makeDataSource } from '../../dist/src/database/data-source.js';
import { Database } from '../../dist/src/database/database.js';
import { syncHubs } from '../../dist/src/database/hubs.js';
import { loadReferenceData } from '../../dist/config/reference-data.js';

/** One real PostgreSQL for the run, with one migrated database that every test file copies. */
export default async function setup() {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-test-'));
  await chmod(dataDir, 0o711);
  const server = await startPostgres({ dataDir, log: () => undefined });
  const db = new Database(await makeDataSource({ url: server.url, poolSize: 2 }).initialize());
  await db.migrate();
  await db.transaction((tx) => syncHubs(tx, loadReferenceData().hubs));
  // A run keeps nothing, so none of it has to be flushed to disk for the sake of a crash: a copy then takes half as long.
  // Without vacuum, rows lie in the order they were written in, in an emptied database as in a new one.
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum']) {
    await db.reader.query(`alter system set ${setting} = off`);
  }
  await db.reader.query('select pg_reload_conf()');
  await db.close();
  process.env.TEST_TEMPLATE_URL = server.url;
  globalThis.testServer = { stop: server.stop, dataDir };
}
