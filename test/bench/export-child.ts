/** Makes one file in a process of its own, so that its memory is its own. Prints one line of JSON. */
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const dist = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;
const { Database } = (await import(
  dist('src/database/database.js')
)) as typeof import('../../src/database/database.js');
const { makeDataSource } = (await import(
  dist('src/database/data-source.js')
)) as typeof import('../../src/database/data-source.js');
const { loadReferenceData } = (await import(
  dist('config/reference-data.js')
)) as typeof import('../../config/reference-data.js');
const { Surroundings } = (await import(
  dist('config/surroundings.js')
)) as typeof import('../../config/surroundings.js');
const { ExportsService } = (await import(
  dist('src/exports/exports.service.js')
)) as typeof import('../../src/exports/exports.service.js');

const [url = '', form = 'csv', grain = 'conferences', now = ''] = process.argv.slice(2);
const db = new Database(await makeDataSource({ url, poolSize: 4 }).initialize());
const surroundings = new Surroundings({ now: () => Temporal.Instant.from(now) }, {} as never, loadReferenceData());
const exports = new ExportsService(db, surroundings);
const actor = { id: 1, name: 'Margaret Ellis', roles: ['leadership'], hubs: [], attendeeId: null };
const filter = {
  month: Temporal.PlainYearMonth.from('2026-11'),
  months: 13,
  hub: null,
  measure: null,
  counted: null,
  source: 'recorded',
  reason: null,
  attribution: null,
  notice: null,
};
const begun = performance.now();
const made = await exports.file(actor as never, { grain, form, filter } as never, form as never);
if (!made.ok) throw new Error(made.refusal.kind);
let bytes = 0;
const sink = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    bytes += chunk.length;
    setImmediate(done);
  },
});
await pipeline(made.value, sink);
const seconds = (performance.now() - begun) / 1000;
console.log(JSON.stringify({ seconds, bytes, maxRssMb: process.resourceUsage().maxRSS / 1024 }));
await db.close();
