import { benchExport } from './export.ts';
import { benchImport } from './import.ts';
import { benchMail } from './mail.ts';
import { benchReconcile } from './reconcile.ts';
import { benchReport } from './report.ts';
import { benchPlan } from './plan.ts';
import { benchStart } from './start.ts';
import { benchSuggest } from './suggest.ts';

/** One line of JSON a measurement. A ratio is ours divided by the peer's, in the same run on the same machine. */
export interface Measurement {
  readonly bench: string;
  readonly case: string;
  readonly ours: number;
  readonly peer: string;
  readonly peer_value: number;
  readonly unit: string;
  readonly ratio: number;
  readonly target: string;
  readonly pass: boolean;
}

const BENCHES: Readonly<Record<string, () => AsyncIterable<Measurement>>> = {
  export: benchExport,
  import: benchImport,
  mail: benchMail,
  plan: benchPlan,
  reconcile: benchReconcile,
  report: benchReport,
  start: benchStart,
  suggest: benchSuggest,
};

const name = process.argv[2] ?? '';
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`Usage: npm run bench -- NAME, where NAME is one of: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
let passed = true;
for await (const measurement of bench()) {
  console.log(JSON.stringify(measurement));
  passed &&= measurement.pass;
}
process.exit(passed ? 0 : 1);
