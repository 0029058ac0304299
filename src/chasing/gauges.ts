import { Gauge, type Registry } from 'prom-client';
import { row } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

interface Beat {
  readonly verdict: string | null;
  readonly lastGood: Temporal.Instant | null;
  readonly lastRun: Temporal.Instant | null;
}

const seconds = (at: Temporal.Instant | null): number => (at === null ? 0 : Math.floor(at.epochMilliseconds / 1000));

/** For monitors: whether the last proof had no gap, when there last was such a one, and when the chasing last ran. */
export function registerChaseGauges(register: Registry): (reader: Reader) => Promise<void> {
  const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers: [register] });
  const ok = gauge(
    'chase_proof_ok',
    '1 when the last nightly proof of chasing found no gap, 0 when it did or there is none',
  );
  const lastGood = gauge(
    'chase_proof_last_without_gap_timestamp_seconds',
    'When the last proof without a gap was made',
  );
  const lastRun = gauge('chase_last_run_timestamp_seconds', 'When chasing last ran');
  return async (reader) => {
    const beat = await row<Beat>(
      reader,
      `select (select verdict from chase_proof order by night desc limit 1) as verdict,
         (select max(until) from chase_proof where verdict <> 'gap') as last_good,
         (select max(ran_at) from job_run where job = 'chasing') as last_run`,
    );
    ok.set(beat === null || beat.verdict === null || beat.verdict === 'gap' ? 0 : 1);
    lastGood.set(seconds(beat?.lastGood ?? null));
    lastRun.set(seconds(beat?.lastRun ?? null));
  };
}
