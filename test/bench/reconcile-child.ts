/** Reads and compares a local authority's list in a process of its own, so that its memory is its own. Prints one line of JSON. */
import { reconciliationWork } from '../support/reconciliation-work.ts';

const [url = '', path = '', now = ''] = process.argv.slice(2);
const { db, actor, work, reconciliations } = await reconciliationWork(url, now);

const period = { from: Temporal.PlainDate.from('2026-01-01'), to: Temporal.PlainDate.from('2026-12-31') };
const received = await reconciliations.receive(actor, { hubCode: 'reading', period, fileName: 'held', path });
if (!received.ok) throw new Error(received.refusal.kind);
const { id } = received.value;

async function turn(): Promise<{ seconds: number; longestPause: number; rows: unknown; state: unknown }> {
  const begun = performance.now();
  let [last, longestPause] = [begun, 0];
  const beat = setInterval(() => {
    longestPause = Math.max(longestPause, performance.now() - last);
    last = performance.now();
  }, 10);
  await work.turn();
  clearInterval(beat);
  const rows = await db.reader.query(
    'select class, count(*)::int as many from reconciliation_row where reconciliation_id = $1 group by class order by class',
    [id],
  );
  const [state] = (await db.reader.query('select state, refusal from reconciliation where id = $1', [id])) as unknown[];
  return { seconds: (performance.now() - begun) / 1000, longestPause, rows, state };
}

const read = await turn();
const readMb = process.resourceUsage().maxRSS / 1024;
const again = await reconciliations.again(actor, id);
if (!again.ok) throw new Error(again.refusal.kind);
const compared = await turn();
console.log(JSON.stringify({ read, readMb, compared, maxRssMb: process.resourceUsage().maxRSS / 1024 }));
await db.close();
