/** The work on lists of what was held, without pages and without Nest, for processes that run the built program's code. */
import { listWork, rememberAccount } from './list-work.ts';

const dist = (name: string): Promise<any> =>
  import(new URL(`../../dist/src/reconciliation/${name}.js`, import.meta.url).href);
const { ReadingService } = (await dist(
  'reading.service',
)) as typeof import('../../src/reconciliation/reading.service.js');
const { ReconciliationWork } = (await dist(
  'reconciliation-work.service',
)) as typeof import('../../src/reconciliation/reconciliation-work.service.js');
const { ReconciliationsService } = (await dist(
  'reconciliations.service',
)) as typeof import('../../src/reconciliation/reconciliations.service.js');

/** @param now what the clock stands at */
export async function reconciliationWork(url: string, now: string) {
  const { db, clock, around, log } = await listWork(url, now);
  const actor = await db.transaction((tx) =>
    rememberAccount(
      tx,
      { issuer: 'i', subject: 's', name: 'Priya', mail: null, roles: ['coordinator'], hubs: ['reading'] },
      clock.now(),
    ),
  );
  const work = new ReconciliationWork(db, around, new ReadingService(around), log);
  return { db, actor, work, reconciliations: new ReconciliationsService(db, around) };
}
