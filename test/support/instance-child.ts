/**
 * One instance of the built program, in a process of its own, over a clock that its parent moves. Where the program rests
 * for minutes between turns of work it rests for a moment here, so that an hour goes by in no time.
 */
import { dist, loadReferenceData } from '../bench/built.ts';
import { testSettings } from './settings.ts';

const { run } = (await import(dist('src/run.js'))) as typeof import('../../src/run.js');
const { stopOnSignals } = (await import(dist('src/stopping.js'))) as typeof import('../../src/stopping.js');

const [url = '', smtpPort = '', start = ''] = process.argv.slice(2);
let now = Temporal.Instant.from(start);
process.on('message', (moved: string) => (now = Temporal.Instant.from(moved)));

const RESTS: readonly (number | undefined)[] = [500, 1_000, 2_000, 15_000, 60_000, 300_000, 600_000];
const rest = globalThis.setTimeout;
globalThis.setTimeout = ((work: () => void, pause?: number, ...given: []) =>
  rest(work, RESTS.includes(pause) ? 40 : pause, ...given)) as typeof setTimeout;

const starting = run({
  settings: testSettings({
    database: { url, poolSize: 4 },
    smtp: { host: '127.0.0.1', port: Number(smtpPort), tls: 'none', auth: { by: 'none' } },
  }),
  clock: { now: () => now },
  reference: loadReferenceData(),
  mailbox: null,
  extra: [],
});
stopOnSignals(process, starting, (error: unknown) => console.error('Stopping failed:', error));
await starting;
process.send?.('ready');
