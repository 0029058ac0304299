import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { FieldChange } from '../audit/events.js';
import type { GivenRecommendation, Recommendation } from './recommendation.js';

const COLUMNS = 'id, source, wording, owner, due_on, status, evidence, evidence_link, version';

/** What is not embedded yet comes first, the soonest due at the top. */
export const allRecommendations = (reader: Reader): Promise<Recommendation[]> =>
  rows(
    reader,
    `select ${COLUMNS} from recommendation
     order by array_position(array['open', 'in-progress', 'done', 'embedded'], status), due_on nulls last, id`,
  );

export const recommendationById = (reader: Reader, id: number): Promise<Recommendation | null> =>
  row(reader, `select ${COLUMNS} from recommendation where id = $1`, [id]);

export const lockRecommendation = (tx: Tx, id: number): Promise<Recommendation | null> =>
  row(tx, `select ${COLUMNS} from recommendation where id = $1 for update`, [id]);

export async function addRecommendation(
  tx: Tx,
  given: GivenRecommendation,
  by: { readonly at: Temporal.Instant; readonly name: string },
): Promise<number> {
  const made = await insert<Recommendation>(tx, 'recommendation', {
    ...given,
    version: 1,
    createdAt: by.at,
    createdBy: by.name,
  });
  return made.id;
}

export const changeRecommendation = (tx: Tx, id: number, given: GivenRecommendation): Promise<number> =>
  run(
    tx,
    `update recommendation set source = $2, wording = $3, owner = $4, due_on = $5, status = $6, evidence = $7,
       evidence_link = $8, version = version + 1 where id = $1`,
    [id, given.source, given.wording, given.owner, given.dueOn, given.status, given.evidence, given.evidenceLink],
  );

export interface RecommendationEvent {
  readonly at: Temporal.Instant;
  readonly actor: string;
  /** Null when it was added. */
  readonly changes: readonly FieldChange[] | null;
}

/** Who added and changed it, latest first. */
export const recommendationHistory = (reader: Reader, id: number): Promise<RecommendationEvent[]> =>
  rows(
    reader,
    `select at, actor, detail -> 'changes' as changes from audit_event
     where action in ('recommendation.added', 'recommendation.changed') and detail ->> 'recommendationId' = $1::text
     order by audit_event.id desc`,
    [String(id)],
  );
