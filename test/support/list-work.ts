/** The work on lists over a database, without pages and without Nest, for processes that run the built program's code. */
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
export const { rememberAccount } = (await import(
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

/** @param now what the clock stands at */
export async function listWork(url: string, now: string) {
  const db = new Database(await makeDataSource({ url, poolSize: 4 }).initialize());
  const clock = { now: () => Temporal.Instant.from(now) };
  // Nothing here reads more of the settings than this.
  const settings = { desk: { address: 'desk@thamesvalley-police.example' }, http: { publicUrl: '' } } as never;
  const around = new Surroundings(clock, settings, loadReferenceData());
  const changes = new ChangesService(db, around);
  const invitations = new InvitationsService(db, around);
  const carryingOut = new CarryingOutService(around, invitations, changes, new RememberingService(around));
  const undoing = new UndoingService(around, changes);
  const log = makeLog('error');
  const work = new ImportWork(db, around, new PreviewingService(around), carryingOut, undoing, log);
  const imports = new ImportsService(db, around);
  return { db, clock, around, log, work, imports };
}
