/** Previews and carries out a list in a process of its own, so that its memory is its own. Prints one line of JSON. */
import { setTimeout as pause } from 'node:timers/promises';

const dist = (path: string): string => new URL(`../../dist/${path}.js`, import.meta.url).href;
const { makeDataSource } = (await import(
  dist('src/database/data-source')
)) as typeof import('../../src/database/data-source.js');
const { Database } = (await import(dist('src/database/database'))) as typeof import('../../src/database/database.js');
const { makeLog } = (await import(dist('src/logging'))) as typeof import('../../src/logging.js');
const { Surroundings } = (await import(dist('config/surroundings'))) as typeof import('../../config/surroundings.js');
const { loadReferenceData } = (await import(
  dist('config/reference-data')
)) as typeof import('../../config/reference-data.js');
const { rememberAccount } = (await import(
  dist('src/access/account.queries')
)) as typeof import('../../src/access/account.queries.js');
const { InvitationsService } = (await import(
  dist('src/invitations/invitations.service')
)) as typeof import('../../src/invitations/invitations.service.js');
const { ChangesService } = (await import(
  dist('src/changes/changes.service')
)) as typeof import('../../src/changes/changes.service.js');
const lists = (name: string): Promise<any> => import(dist(`src/lists/${name}`));
const { CarryingOutService } = (await lists(
  'carrying-out.service',
)) as typeof import('../../src/lists/carrying-out.service.js');
const { RememberingService } = (await lists(
  'remembering.service',
)) as typeof import('../../src/lists/remembering.service.js');
const { PreviewingService } = (await lists(
  'previewing.service',
)) as typeof import('../../src/lists/previewing.service.js');
const { UndoingService } = (await lists('undoing.service')) as typeof import('../../src/lists/undoing.service.js');
const { ImportWork } = (await lists('import-work.service')) as typeof import('../../src/lists/import-work.service.js');
const { ImportsService } = (await lists('imports.service')) as typeof import('../../src/lists/imports.service.js');

const [url = '', path = '', now = ''] = process.argv.slice(2);
const db = new Database(await makeDataSource({ url, poolSize: 4 }).initialize());
const clock = { now: () => Temporal.Instant.from(now) };
// Nothing here reads more of the settings than this.
const settings = { desk: { address: 'desk@thamesvalley-police.example' }, http: { publicUrl: '' } } as never;
const around = new Surroundings(clock, settings, loadReferenceData());
const changes = new ChangesService(db, around);
const carryingOut = new CarryingOutService(
  around,
  new InvitationsService(db, around),
  changes,
  new RememberingService(around),
);
const undoing = new UndoingService(around, changes);
const work = new ImportWork(db, around, new PreviewingService(around), carryingOut, undoing, makeLog('error'));
const imports = new ImportsService(db, around);
const actor = await db.transaction((tx) =>
  rememberAccount(
    tx,
    { issuer: 'i', subject: 's', name: 'Priya', mail: null, roles: ['coordinator'], hubs: ['reading'] },
    clock.now(),
  ),
);

async function timed(what: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await what();
  return performance.now() - begun;
}

const given = { hubCode: 'reading', fileName: 'list.csv', receivedAt: clock.now(), path };
let id = 0;
const preview = await timed(async () => {
  const received = await imports.receive(actor, given);
  if (!received.ok) throw new Error(received.refusal.kind);
  id = received.value.id;
  await work.turn();
});
await imports.confirmAll(actor, id);
const commit = await timed(async () => {
  const decided = await imports.commit(actor, id);
  if (!decided.ok) throw new Error(decided.refusal.kind);
  await work.turn();
});
await pause(0);
const [done] = (await db.reader.query('select state, trouble, refusal from import where id = $1', [id])) as unknown[];
console.log(JSON.stringify({ preview, commit, done, maxRssMb: process.resourceUsage().maxRSS / 1024 }));
await db.close();
