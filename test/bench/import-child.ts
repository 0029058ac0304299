/** Previews and carries out a list in a process of its own, so that its memory is its own. Prints one line of JSON. */
import { setTimeout as pause } from 'node:timers/promises';
import { listWork, rememberAccount } from '../support/list-work.ts';

const [url = '', path = '', now = ''] = process.argv.slice(2);
const { db, clock, work, imports } = await listWork(url, now);
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
