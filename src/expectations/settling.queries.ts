/** What the record says of expectations and nobody has drawn the conclusion from yet. */
import type { ConferenceKind } from '../conferences/kinds.js';
import { rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { COLUMNS } from './expectation.queries.js';
import type { Candidate, Expectation } from './expectation.js';

/** So many in one turn; the next turn goes on. */
export const A_TURN = 200;
/** A plan is reviewed within six months: what was held before then is history. */
const REMEMBERED_DAYS = 400;

const LAST_SITTING = `join lateral (select id, starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true`;
const LONDON_DAY = `(s.starts_at at time zone 'Europe/London')::date`;
/** A day before the conference itself is a slip, which the clock stands in for. */
const NEXT_REVIEW = `(case when p.next_review_on > ${LONDON_DAY} then p.next_review_on end)`;
const BIRTH = `(select min(k.expected_on) from child k where k.conference_id = c.id)`;
const ON_PLAN = `k.conference_id = c.id and k.plan_result in ('made', 'continues')`;

export interface OutcomeWithPlan {
  readonly id: number;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly heldOn: Temporal.PlainDate;
  readonly nextReviewOn: Temporal.PlainDate | null;
  /** When the first unborn child of it is expected, as far as that is known. */
  readonly birthOn: Temporal.PlainDate | null;
  readonly childIds: readonly string[];
}

/** Conferences of our authorities that made or kept a plan, and from which no review is expected yet. */
export const outcomesWithoutExpectation = (
  reader: Reader,
  only: readonly number[] | null,
  now: Temporal.Instant,
): Promise<OutcomeWithPlan[]> =>
  rows(
    reader,
    `select c.id, c.hub_code, c.kind, ${LONDON_DAY} as held_on, ${NEXT_REVIEW} as next_review_on,
       ${BIRTH} as birth_on, array(select k.la_child_id from child k where ${ON_PLAN} and k.la_child_id is not null order by 1) as child_ids
     from conference c ${LAST_SITTING} join participation p on p.sitting_id = s.id
     where c.state = 'held' and c.convened_by is null and ($1::int[] is null or c.id = any($1)) and s.starts_at > $2
       and c.id in (select k.conference_id from child k where k.plan_result in ('made', 'continues'))
       and not exists (select from expectation e where e.previous_conference_id = c.id and e.origin = 'outcome')
     order by c.id limit ${A_TURN}`,
    [only, now.subtract({ hours: 24 * REMEMBERED_DAYS })],
  );

export interface ExpectedReview extends OutcomeWithPlan {
  readonly dueOn: Temporal.PlainDate;
  readonly dueBy: Expectation['dueBy'];
  readonly inviteBy: Temporal.PlainDate;
}

/** Those that nobody else was quicker with. */
export const addReviews = (
  tx: Tx,
  reviews: readonly ExpectedReview[],
  by: { readonly name: string; readonly at: Temporal.Instant },
): Promise<{ readonly id: number; readonly previousConferenceId: number }[]> =>
  rows(
    tx,
    `insert into expectation (hub_code, kind, origin, began_on, due_on, due_by, invite_by, previous_conference_id, child_ids,
       subject, state, source, recorded_by, recorded_at, version)
     select "hubCode", 'review', 'outcome', "heldOn", "dueOn", "dueBy", "inviteBy", id, "childIds", 'after ' || id, 'open',
       'outcome', $2, $3, 1
     from json_to_recordset($1) as given (id int, "hubCode" text, "heldOn" date, "dueOn" date, "dueBy" text,
       "inviteBy" date, "childIds" text[]) order by id
     on conflict do nothing returning id, previous_conference_id`,
    [JSON.stringify(reviews), by.name, by.at],
  );

/** An open one whose outcome now says otherwise than when it was written. */
export interface ChangedOutcome extends Expectation {
  readonly previousKind: ConferenceKind;
  readonly isVoided: boolean;
  readonly goesOn: boolean;
  readonly heldOn: Temporal.PlainDate;
  readonly nextReviewOn: Temporal.PlainDate | null;
  readonly birthOn: Temporal.PlainDate | null;
}

/** What a person opened again is left to people. */
export const changedOutcomes = (tx: Tx, only: readonly number[] | null): Promise<ChangedOutcome[]> =>
  rows(
    tx,
    `select ${COLUMNS}, c.kind as previous_kind, c.state = 'voided' as is_voided, ${LONDON_DAY} as held_on, ${NEXT_REVIEW} as next_review_on,
       ${BIRTH} as birth_on, plan.goes_on
     from expectation e join conference c on c.id = e.previous_conference_id ${LAST_SITTING}
       left join participation p on p.sitting_id = s.id
       cross join lateral (select exists (select from child k where ${ON_PLAN}) as goes_on) plan
     where e.origin = 'outcome' and e.state = 'open' and e.note is null and ($1::int[] is null or c.id = any($1))
       and (c.state = 'voided' or not plan.goes_on or e.began_on <> ${LONDON_DAY}
         or ${NEXT_REVIEW} is distinct from (case when e.due_by = 'set' then e.due_on end)
         -- Their day follows from a birth, which only the rules can tell from the day on record.
         or c.kind = 'pre-birth-icpc' and e.due_by = 'clock')
     order by c.kind = 'pre-birth-icpc', e.id limit ${A_TURN} for update of e skip locked`,
    [only],
  );

export const saveDue = (
  tx: Tx,
  { id, beganOn, dueOn, dueBy, inviteBy }: Pick<Expectation, 'id' | 'beganOn' | 'dueOn' | 'dueBy' | 'inviteBy'>,
): Promise<number> =>
  run(
    tx,
    `update expectation set began_on = $2, due_on = $3, due_by = $4, invite_by = $5, version = version + 1 where id = $1`,
    [id, beganOn, dueOn, dueBy, inviteBy],
  );

/** Settled by a conference that was voided since. */
export const metByVoided = (tx: Tx, only: readonly number[] | null): Promise<Expectation[]> =>
  rows(
    tx,
    `select ${COLUMNS} from expectation e join conference c on c.id = e.conference_id
     where c.state = 'voided' and ($1::int[] is null or c.id = any($1))
     order by e.id limit ${A_TURN} for update of e skip locked`,
    [only],
  );

export interface Pair extends Candidate {
  readonly expectationId: number;
  readonly reference: string;
}

/** Conferences that share a child or the meeting id with an open expectation and came after what it follows from. */
export const candidatesFor = (
  reader: Reader,
  which: { readonly conferences: readonly number[] | null; readonly expectations: readonly number[] | null },
): Promise<Pair[]> =>
  rows(
    reader,
    `with pair as (
       select e.id, k.conference_id from expectation e join child k on k.la_child_id = any(e.child_ids)
       where e.state = 'open'
       union select e.id, m.id from expectation e join conference m on m.hub_code = e.hub_code and m.la_meeting_id = e.la_reference
       where e.state = 'open')
     select e.id as expectation_id, c.id, c.reference, c.hub_code, c.kind, ${LONDON_DAY} as "on", false as is_voided,
       exists (select from never_invited n where n.conference_id = c.id) as never_invited,
       coalesce(c.la_meeting_id = e.la_reference, false) as same_meeting,
       array(select k.la_child_id from child k where k.conference_id = c.id and k.la_child_id is not null order by 1) as child_ids
     from pair join expectation e using (id) join conference c on c.id = pair.conference_id ${LAST_SITTING}
     where c.hub_code = e.hub_code and c.state not in ('voided', 'cancelled')
       and c.id is distinct from e.previous_conference_id and ${LONDON_DAY} >= e.began_on
       and ($1::int[] is null or c.id = any($1) or e.id = any($2) or e.previous_conference_id = any($1))
       and ($2::int[] is null or $1::int[] is not null or e.id = any($2))
     order by e.id, c.id`,
    [which.conferences, which.expectations],
  );

/** Open still, and nobody else is at it. */
export const lockOpen = (tx: Tx, ids: readonly number[]): Promise<Expectation[]> =>
  rows(
    tx,
    `select ${COLUMNS} from expectation e where e.id = any($1) and e.state = 'open' order by e.id for update skip locked`,
    [ids],
  );
