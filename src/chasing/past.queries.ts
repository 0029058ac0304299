import { row, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Skip } from './chase.js';
import type { Proof } from './proof.js';
import type { TrailHistory } from './trail-past.js';

interface Row extends Omit<TrailHistory, 'leads' | 'decisions' | 'events'> {
  readonly leads: readonly { id: number; name: string; askedAt: string; withdrawnAt: string | null }[];
  readonly decisions: readonly { id: number; value: TrailHistory['decisions'][number]['value']; at: string }[];
  readonly events: readonly { at: string; action: string; detail: Readonly<Record<string, unknown>> }[];
}

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

/** The history of every conference that began since `from` or is still to come, whatever has become of it. */
export async function histories(reader: Reader, from: Temporal.Instant): Promise<TrailHistory[]> {
  const found = await rows<Row>(reader, HISTORY, [from]);
  return found.map((one) => ({
    ...one,
    leads: one.leads.map((lead) => ({
      ...lead,
      askedAt: at(lead.askedAt),
      withdrawnAt: lead.withdrawnAt === null ? null : at(lead.withdrawnAt),
    })),
    decisions: one.decisions.map((decision) => ({ ...decision, at: at(decision.at) })),
    events: one.events.map((event) => ({ ...event, at: at(event.at) })),
  }));
}

// The first outcome and the first report, whatever was corrected later; a trail without them has the row itself.
const HISTORY = `
  select c.reference, c.hub_code, c.kind, c.state, c.created_at, s.starts_at, s.ends_at,
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', p.name,
        'askedAt', coalesce(a.first_invited_at, a.invited_at), 'withdrawnAt', a.withdrawn_at) order by a.id)
      from assignment a join attendee p on p.id = a.attendee_id where a.sitting_id = s.id and a.lead), '[]') as leads,
    coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'value', r.value, 'at', r.decided_at) order by r.id)
      from relevance_decision r where r.conference_id = c.id), '[]') as decisions,
    (select case when exists (select from report p where p.conference_id = c.id) then coalesce(
      (select min(e.at) from audit_event e where e.conference_id = c.id and e.action = 'report.recorded'),
      (select p.recorded_at from report p where p.conference_id = c.id)) end) as report_at,
    (select case when exists (select from participation p where p.sitting_id = s.id) then coalesce(
      (select max(e.at) from audit_event e where e.conference_id = c.id and e.action = 'participation.recorded'),
      (select p.recorded_at from participation p where p.sitting_id = s.id)) end) as outcome_at,
    coalesce((select jsonb_agg(jsonb_build_object('at', e.at, 'action', e.action, 'detail', e.detail) order by e.id)
      from audit_event e where e.conference_id = c.id and e.action in ('conference.changed-state', 'conference.moved',
        'conference.reconvened', 'assignment.answered', 'assignment.asked-again', 'conference.merged',
        'conference.unmerged', 'conference.split-into', 'assignment.brought-over', 'minutes.recorded')), '[]') as events
  from conference c
    join lateral (select s.* from sitting s where s.conference_id = c.id order by s.number desc limit 1) s on true
  where s.starts_at >= $1 and not exists (select from imported_history h where h.conference_id = c.id)`;

export interface KeptRow {
  readonly key: string;
  readonly hubCode: string;
  readonly decidedAt: Temporal.Instant;
  readonly skipped: Skip | null;
  readonly sentAt: Temporal.Instant | null;
}

/** What is on record of each rung, and when the first mail that told of it left. */
export const keptChases = (reader: Reader, from: Temporal.Instant): Promise<KeptRow[]> =>
  rows(
    reader,
    `select concat_ws('/', c.kind, c.subject, c.edition, c.days) as key, c.hub_code, c.decided_at, c.skipped,
       (select min(n.sent_at) from chase_notice t join notice n on n.id = t.notice_id
        where t.chase_id = c.id and n.state = 'sent') as sent_at
     from chase c where c.decided_at >= $1`,
    [from],
  );

export const runsSince = (
  reader: Reader,
  from: Temporal.Instant,
): Promise<{ readonly job: string; readonly ranAt: Temporal.Instant }[]> =>
  rows(reader, 'select job, ran_at from job_run where ran_at >= $1 order by ran_at', [from]);

export async function firstRun(reader: Reader, job: string): Promise<Temporal.Instant | null> {
  const found = await row<{ ranAt: Temporal.Instant | null }>(
    reader,
    'select min(ran_at) as ran_at from job_run where job = $1',
    [job],
  );
  return found?.ranAt ?? null;
}

export interface MissedRun {
  readonly job: string;
  readonly hour: string;
}

export interface KeptProof {
  readonly night: Temporal.PlainDate;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly nextSince: Temporal.Instant;
  readonly verdict: Proof['verdict'];
  readonly owed: number;
  readonly sent: number;
  readonly overtaken: number;
  readonly begun: number;
  readonly settled: number;
  readonly missed: number;
  readonly pending: number;
  readonly gaps: readonly { kind: Proof['gaps'][number]['kind']; key: string; hubCode: string; at: string }[];
  readonly missedRuns: readonly MissedRun[];
}

export const recentProofs = (reader: Reader, limit: number): Promise<KeptProof[]> =>
  rows(reader, 'select * from chase_proof order by night desc limit $1', [limit]);

/** Whether this instance was the first to prove the night. */
export async function keepProof(tx: Tx, proof: KeptProof): Promise<boolean> {
  const { gaps, missedRuns, ...others } = proof;
  const kept = await rows(
    tx,
    `insert into chase_proof (night, since, until, next_since, verdict, owed, sent, overtaken, begun, settled, missed,
       pending, gaps, missed_runs)
     select night, since, until, "nextSince", verdict, owed, sent, overtaken, begun, settled, missed, pending, $2, $3
     from jsonb_to_record($1) as given (night date, since timestamptz, until timestamptz, "nextSince" timestamptz,
       verdict text, owed int, sent int, overtaken int, begun int, settled int, missed int, pending int)
     on conflict (night) do nothing returning night`,
    [JSON.stringify(others), JSON.stringify(gaps), JSON.stringify(missedRuns)],
  );
  return kept.length === 1;
}
