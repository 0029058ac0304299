import { insert, row, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Besides, ChildPlan } from './besides.js';
import type { KeptOutcome, Participation } from './participation.js';

/** An outcome on record, with the name of whoever went. */
export interface Recollected extends Participation {
  readonly attendedByName: string | null;
}

type Row = Omit<Recollected, 'besides'> & Omit<Besides, 'plans'> & { readonly plans: readonly ChildPlan[] | null };

/** What was recorded about a sitting; null while nobody has. */
export async function participationAt(reader: Reader, sittingId: number): Promise<Recollected | null> {
  const found = await row<Row>(
    reader,
    `select p.outcome, p.present_at_decision, p.mode, p.attended_by_id, a.name as attended_by_name, p.reason,
       p.reason_note, p.attribution, p.source, p.version, p.recorded_by, p.recorded_at, p.came_at, p.left_at,
       p.voice_heard, p.voice_ways, p.dissent, p.next_review_on, r.read_out as report_read_out,
       (select json_agg(json_build_object('childId', k.id, 'result', k.plan_result) order by k.id) from child k
        where k.conference_id = s.conference_id and k.plan_result is not null) as plans
     from participation p join sitting s on s.id = p.sitting_id left join attendee a on a.id = p.attended_by_id
     left join report r on r.conference_id = s.conference_id where p.sitting_id = $1`,
    [sittingId],
  );
  if (found === null) return null;
  const { cameAt, leftAt, voiceHeard, voiceWays, dissent, nextReviewOn, plans, reportReadOut, ...attendance } = found;
  const besides = { cameAt, leftAt, voiceHeard, voiceWays, dissent, nextReviewOn, plans: plans ?? [], reportReadOut };
  return { ...attendance, besides };
}

type ToKeep = KeptOutcome & Pick<Participation, 'recordedBy' | 'recordedAt'>;

const columnsOf = ({ besides, ...attendance }: ToKeep) => {
  const { cameAt, leftAt, voiceHeard, voiceWays, dissent, nextReviewOn } = besides;
  return { ...attendance, cameAt, leftAt, voiceHeard, voiceWays: [...voiceWays], dissent, nextReviewOn };
};

export async function keepOutcome(tx: Tx, sittingId: number, outcome: ToKeep): Promise<void> {
  await insert(tx, 'participation', { sittingId, version: 1, ...columnsOf(outcome) });
}

/** Of a conference that is locked. */
export function changeOutcome(tx: Tx, sittingId: number, outcome: ToKeep): Promise<number> {
  const row = columnsOf(outcome);
  return run(
    tx,
    `update participation set outcome = $2, present_at_decision = $3, mode = $4, attended_by_id = $5, reason = $6,
       reason_note = $7, attribution = $8, first_recorded_at = coalesce(first_recorded_at, recorded_at),
       recorded_by = $9, recorded_at = $10, came_at = $11, left_at = $12, voice_heard = $13, voice_ways = $14,
       dissent = $15, next_review_on = $16, source = 'recorded', version = version + 1
     where sitting_id = $1`,
    [
      sittingId,
      row.outcome,
      row.presentAtDecision,
      row.mode,
      row.attendedById,
      row.reason,
      row.reasonNote,
      row.attribution,
      row.recordedBy,
      row.recordedAt,
      row.cameAt,
      row.leftAt,
      row.voiceHeard,
      row.voiceWays,
      row.dissent,
      row.nextReviewOn,
    ],
  );
}

/** What was decided for each child of a conference that is locked; of those not named it is open again. */
export const savePlans = (tx: Tx, conferenceId: number, plans: readonly ChildPlan[]): Promise<number> =>
  run(
    tx,
    `update child k set plan_result = given.result
     from child c left join json_to_recordset($2) as given ("childId" int, result text) on given."childId" = c.id
     where k.id = c.id and c.conference_id = $1 and k.plan_result is distinct from given.result`,
    [conferenceId, JSON.stringify(plans)],
  );
