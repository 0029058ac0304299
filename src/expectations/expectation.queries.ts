import type { ConferenceKind } from '../conferences/kinds.js';
import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { ConferenceSeen, Expectation, ExpectedKind, Settled, Standing } from './expectation.js';
import type { ToldExpectation } from './told.js';

export type ExpectationSource = 'outcome' | 'page' | 'csv' | 'api';

export interface KeptExpectation extends Expectation {
  readonly source: ExpectationSource;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  readonly settledBy: string | null;
  readonly settledAt: Temporal.Instant | null;
  /** References, for people. */
  readonly previous: string | null;
  readonly conference: string | null;
}

export const COLUMNS = `e.id, e.hub_code, e.kind, e.origin, e.began_on, e.due_on, e.due_by, e.invite_by,
  e.previous_conference_id, e.la_reference, e.child_ids, e.state, e.conference_id, e.matched_by, e.closed_reason, e.note,
  e.letter_sent_on, e.letter_sent_by, e.version`;
const KEPT = `${COLUMNS}, e.source, e.recorded_by, e.recorded_at, e.settled_by, e.settled_at,
  before.reference as previous, met.reference as conference`;
const FROM = `expectation e left join conference before on before.id = e.previous_conference_id
  left join conference met on met.id = e.conference_id`;

/** `standingOf` in SQL, over the same columns; a test compares the two. `$today` is a parameter. */
export const standingSql = (today: string): string => `(case
  when e.state <> 'open' then e.state
  when ${today}::date > e.due_on then 'overdue'
  when e.letter_sent_on is not null then 'asked'
  when e.invite_by > ${today}::date then 'awaited' else 'ask' end)`;

export interface ExpectationFilter {
  /** Null for every hub. */
  readonly hubs: readonly string[] | null;
  readonly hub: string | null;
  readonly kind: ExpectedKind | null;
  /** Any of these. */
  readonly standings: readonly Standing[];
}

/** The row that a page ends with. */
export interface PlaceInList {
  readonly dueOn: Temporal.PlainDate;
  readonly id: number;
}

/** The soonest due first. Ask for one more than a page to learn whether there is another. */
export function listExpectations(
  reader: Reader,
  filter: ExpectationFilter,
  today: Temporal.PlainDate,
  after: PlaceInList | null,
  count: number,
): Promise<KeptExpectation[]> {
  return rows(
    reader,
    `select ${KEPT} from ${FROM}
     where ($1::text[] is null or e.hub_code = any($1)) and ($2::text is null or e.hub_code = $2)
       and ($3::text is null or e.kind = $3) and ${standingSql('$5')} = any($4)
       and ($6::date is null or (e.due_on, e.id) > ($6::date, $7::int))
     order by e.due_on, e.id limit $8`,
    [filter.hubs, filter.hub, filter.kind, filter.standings, today, after?.dueOn ?? null, after?.id ?? null, count],
  );
}

/** How many stand so, in those hubs. */
export async function countStandings(
  reader: Reader,
  hubs: readonly string[] | null,
  today: Temporal.PlainDate,
): Promise<ReadonlyMap<Standing, number>> {
  const counted = await rows<{ standing: Standing; n: number }>(
    reader,
    `select ${standingSql('$2')} as standing, count(*) as n from expectation e
     where ($1::text[] is null or e.hub_code = any($1)) group by 1`,
    [hubs, today],
  );
  return new Map(counted.map(({ standing, n }) => [standing, n]));
}

/** Those on which somebody has to do something now, for the menu. */
export async function countToAskFor(
  reader: Reader,
  hubs: readonly string[],
  today: Temporal.PlainDate,
): Promise<number> {
  const counted = await row<{ n: number }>(
    reader,
    `select count(*) as n from expectation e where e.state = 'open' and e.invite_by <= $2::date
       and ${standingSql('$2')} in ('ask', 'overdue') and e.hub_code = any($1)`,
    [hubs, today],
  );
  return counted?.n ?? 0;
}

export const expectationWithin = (
  reader: Reader,
  hubs: readonly string[] | null,
  id: number,
): Promise<KeptExpectation | null> =>
  row(reader, `select ${KEPT} from ${FROM} where e.id = $2 and ($1::text[] is null or e.hub_code = any($1))`, [
    hubs,
    id,
  ]);

export const lockExpectation = (tx: Tx, hubs: readonly string[] | null, id: number): Promise<KeptExpectation | null> =>
  row(
    tx,
    `select ${KEPT} from ${FROM} where e.id = $2 and ($1::text[] is null or e.hub_code = any($1)) for update of e`,
    [hubs, id],
  );

/** The expectations that follow from a conference, or that it met. */
export const expectationsAround = (reader: Reader, conferenceId: number): Promise<KeptExpectation[]> =>
  rows(
    reader,
    `select ${KEPT} from ${FROM} where e.previous_conference_id = $1 or e.conference_id = $1 order by e.due_on, e.id`,
    [conferenceId],
  );

export interface RecordedBy {
  readonly source: ExpectationSource;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** The new one; null when it, or one about the same that is still open, was on record already. */
export async function addTold(tx: Tx, told: ToldExpectation, by: RecordedBy): Promise<number | null> {
  const made = await row<{ id: number }>(
    tx,
    `insert into expectation (hub_code, kind, origin, began_on, due_on, due_by, invite_by, la_reference, child_ids, subject,
       state, source, recorded_by, recorded_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $12, $13, 1) on conflict do nothing returning id`,
    [
      told.hubCode,
      told.kind,
      told.origin,
      told.beganOn,
      told.dueOn,
      told.dueBy,
      told.inviteBy,
      told.laReference,
      told.childIds,
      told.subject,
      by.source,
      by.recordedBy,
      by.recordedAt,
    ],
  );
  return made?.id ?? null;
}

/** The one on record that stands in the way of telling it again. */
export const alreadyTold = (
  reader: Reader,
  { hubCode, kind, beganOn, subject }: ToldExpectation,
): Promise<KeptExpectation | null> =>
  row(
    reader,
    `select ${KEPT} from ${FROM} where e.hub_code = $1 and e.kind = $2 and e.subject = $4 and e.origin <> 'outcome'
       and (e.began_on = $3 or e.state = 'open') order by (e.began_on = $3) desc, e.id limit 1`,
    [hubCode, kind, beganOn, subject],
  );

/** Of one that is locked. */
export const saveSettled = (
  tx: Tx,
  { id }: Pick<Expectation, 'id'>,
  to: Settled,
  by: { readonly name: string; readonly at: Temporal.Instant },
): Promise<number> =>
  run(
    tx,
    `update expectation set state = $2, conference_id = $3, matched_by = $4, closed_reason = $5, note = $6,
       letter_sent_on = $7, letter_sent_by = $8, settled_by = case when $2 <> 'open' then $9 end,
       settled_at = case when $2 <> 'open' then $10::timestamptz end, version = version + 1 where id = $1`,
    [
      id,
      to.state,
      to.conferenceId,
      to.matchedBy,
      to.closedReason,
      to.note,
      to.letterSentOn,
      to.letterSentBy,
      by.name,
      by.at,
    ],
  );

/** A conference as an expectation looks at it; null out of reach. */
export const conferenceSeen = (
  reader: Reader,
  hubs: readonly string[] | null,
  reference: string,
): Promise<(ConferenceSeen & { readonly kind: ConferenceKind }) | null> =>
  row(
    reader,
    `select c.id, c.hub_code, c.kind, (s.starts_at at time zone 'Europe/London')::date as "on",
       c.state = 'voided' as is_voided, exists (select from never_invited n where n.conference_id = c.id) as never_invited
     from conference c
       join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
     where c.reference = $2 and ($1::text[] is null or c.hub_code = any($1))`,
    [hubs, reference],
  );

const LONGEST_CHAIN = 100;

/** A conference, the one it followed, and so on. */
export async function chainBefore(reader: Reader, conferenceId: number | null): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    reader,
    `with recursive chain (id, depth) as (
       select $1::int, 1 where $1 is not null
       union all select c.previous_conference_id, depth + 1 from chain join conference c using (id)
       where c.previous_conference_id is not null and depth < ${LONGEST_CHAIN})
     select distinct id from chain`,
    [conferenceId],
  );
  return found.map(({ id }) => id);
}

/** Whatever follows keeps its place in the chain of a family; what had one keeps it. */
export const linkToPrevious = (tx: Tx, conferenceId: number, previousConferenceId: number): Promise<number> =>
  run(tx, 'update conference set previous_conference_id = $2 where id = $1 and previous_conference_id is null', [
    conferenceId,
    previousConferenceId,
  ]);

export const unlinkFromPrevious = (tx: Tx, conferenceId: number, previousConferenceId: number): Promise<number> =>
  run(tx, 'update conference set previous_conference_id = null where id = $1 and previous_conference_id = $2', [
    conferenceId,
    previousConferenceId,
  ]);
