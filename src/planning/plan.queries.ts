import type { Scope } from '../access/access.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { PlanAsked } from './asked.js';
import type { KeptPlan, KeptQuestion, PlanState } from './kept-plan.js';
import type { Ready } from './known.js';
import type { Plan } from './plan.js';

const LISTED = `p.id, p.hub_codes, p.first_on, p.last_on, p.asked, p.from_plan_id, p.account_id, p.asked_by, p.asked_at,
  p.state, p.attempts, p.began_at, p.filled, p.places, p.said, p.ended_at, p.committed_by`;
const PLAN = `${LISTED}, p.known, p.result`;
/** All of its hubs, or nothing: a plan moves people between them. */
const WITHIN = '($2::text[] is null or p.hub_codes <@ $2)';
const within = (scope: Scope): readonly string[] | null => (scope.all ? null : scope.hubs);

export interface NewPlan {
  readonly hubCodes: readonly string[];
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate;
  readonly asked: PlanAsked;
  readonly fromPlanId: number | null;
  readonly accountId: number;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
}

export async function addPlan(tx: Tx, given: NewPlan): Promise<number> {
  const { id } = await insert<{ id: number }>(tx, 'plan', {
    ...given,
    asked: JSON.stringify(given.asked),
    state: 'queued',
    attempts: 0,
    said: [],
  });
  return id;
}

/** The plan if all its hubs are within the scope; absent and forbidden look the same. */
export const planWithin = (reader: Reader, scope: Scope, id: number): Promise<KeptPlan | null> =>
  row(reader, `select ${PLAN} from plan p where p.id = $1 and ${WITHIN}`, [id, within(scope)]);

/** As `planWithin`, and nobody else changes it until this transaction ends. */
export const lockPlan = (tx: Tx, scope: Scope, id: number): Promise<KeptPlan | null> =>
  row(tx, `select ${PLAN} from plan p where p.id = $1 and ${WITHIN} for update`, [id, within(scope)]);

/** Of those whom the locks and suppositions of a plan name: a refused plan knows nobody. */
export async function namesAsked(reader: Reader, { locks, away }: PlanAsked): Promise<ReadonlyMap<number, string>> {
  const ids = [...locks, ...away].map(({ attendeeId }) => attendeeId);
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: number; name: string }>(
    reader,
    'select id, name from attendee where id = any($1::int[])',
    [ids],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

export type ListedPlan = Omit<KeptPlan, 'known' | 'result'>;

/** The latest first. */
export const listPlans = (reader: Reader, scope: Scope, before: number | null, most: number): Promise<ListedPlan[]> =>
  rows(
    reader,
    `select ${LISTED} from plan p where ($1::int is null or p.id < $1) and ${WITHIN} order by p.id desc limit $3`,
    [before, within(scope), most],
  );

export async function plansToWorkOn(reader: Reader): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    reader,
    `select id from plan where state in ('queued', 'running') order by id limit 20`,
  );
  return found.map(({ id }) => id);
}

/** Any numbers that nothing else locks; the second is the plan or the question. */
const PLAN_LOCK = 26_004_217;
const QUESTION_LOCK = 26_004_218;

/** Whether no other instance works on it; held until this transaction ends. */
export async function claim(tx: Tx, what: 'plan' | 'question', id: number): Promise<boolean> {
  const claimed = await row<{ claimed: boolean }>(tx, 'select pg_try_advisory_xact_lock($1, $2) as claimed', [
    what === 'plan' ? PLAN_LOCK : QUESTION_LOCK,
    id,
  ]);
  return claimed?.claimed === true;
}

/** Counts the attempt before the work, so that one that ends the program is known. Null when there is nothing to do. */
export const beginPlan = (tx: Tx, id: number, now: Temporal.Instant): Promise<KeptPlan | null> =>
  row(
    tx,
    `with begun as (
       update plan set state = 'running', attempts = attempts + 1, began_at = $2 where id = $1
         and state in ('queued', 'running') returning *
     ) select ${PLAN} from begun p`,
    [id, now],
  );

export async function saveProgress(tx: Tx, id: number, filled: number, places: number): Promise<void> {
  await run(tx, `update plan set filled = $2, places = $3 where id = $1 and state = 'running'`, [id, filled, places]);
}

export async function savePlan(tx: Tx, id: number, ready: Ready, result: Plan, now: Temporal.Instant): Promise<void> {
  await run(tx, `update plan set state = 'done', instance = $2, known = $3, result = $4, ended_at = $5 where id = $1`, [
    id,
    JSON.stringify(ready.content),
    JSON.stringify(ready.known),
    JSON.stringify(result),
    now,
  ]);
}

export async function endPlan(
  tx: Tx,
  id: number,
  state: Extract<PlanState, 'queued' | 'refused' | 'failed'>,
  said: readonly string[],
  now: Temporal.Instant,
): Promise<void> {
  await run(
    tx,
    `update plan set state = $2, said = $3, ended_at = case when $2 = 'queued' then null else $4::timestamptz end,
       attempts = case when $2 = 'queued' then 0 else attempts end
     where id = $1 and state in ('queued', 'running')`,
    [id, state, said, now],
  );
}

export async function markCommitted(tx: Tx, id: number, by: string): Promise<void> {
  await run(tx, `update plan set state = 'committed', committed_by = $2 where id = $1`, [id, by]);
}

/** What the solver was given, for a terminal and for questions. */
export async function instanceOfPlan(reader: Reader, id: number): Promise<unknown> {
  const found = await row<{ instance: unknown }>(reader, 'select instance from plan where id = $1', [id]);
  return found?.instance ?? null;
}

/** Plans hold names, and are of no use once their days are long over. */
export const dropPlansBefore = (tx: Tx, before: Temporal.Instant): Promise<number> =>
  run(tx, `delete from plan where asked_at < $1 and state not in ('queued', 'running')`, [before]);

const QUESTION = 'q.id, q.plan_id, q.kind, q.sitting, q.person, q.asked_by, q.asked_at, q.state, q.attempts, q.said';

export const addQuestion = (
  tx: Tx,
  given: Pick<KeptQuestion, 'planId' | 'kind' | 'sitting' | 'person' | 'askedBy' | 'askedAt'>,
): Promise<KeptQuestion> => insert(tx, 'plan_question', { ...given, state: 'queued', attempts: 0, said: [] });

/** The latest first. */
export const questionsOf = (reader: Reader, planId: number): Promise<KeptQuestion[]> =>
  rows(reader, `select ${QUESTION} from plan_question q where q.plan_id = $1 order by q.id desc`, [planId]);

export async function questionsToWorkOn(reader: Reader): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    reader,
    `select id from plan_question where state in ('queued', 'running') order by id limit 20`,
  );
  return found.map(({ id }) => id);
}

export const beginQuestion = (tx: Tx, id: number): Promise<KeptQuestion | null> =>
  row(
    tx,
    `with begun as (
       update plan_question set state = 'running', attempts = attempts + 1 where id = $1
         and state in ('queued', 'running') returning *
     ) select ${QUESTION} from begun q`,
    [id],
  );

export async function endQuestion(
  tx: Tx,
  id: number,
  state: 'queued' | 'done' | 'failed',
  said: readonly string[],
): Promise<void> {
  await run(
    tx,
    `update plan_question set state = $2, said = $3, attempts = case when $2 = 'queued' then 0 else attempts end
     where id = $1 and state in ('queued', 'running')`,
    [id, state, said],
  );
}
