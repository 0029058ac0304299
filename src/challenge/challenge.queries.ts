import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Challenge, Challenged, ChallengeState, Stage, Stepped } from './challenge.js';

export interface KeptChallenge extends Challenge {
  readonly conferenceId: number | null;
  readonly expectationId: number | null;
  /** The reference of its conference. */
  readonly conference: string | null;
  readonly procedureVersion: string;
  readonly raisedBy: string;
  readonly raisedAt: Temporal.Instant;
  readonly closedBy: string | null;
  readonly closedAt: Temporal.Instant | null;
}

type StageJson = Omit<Stage, 'begunOn' | 'dueOn' | 'letterSentOn' | 'answeredOn'> &
  Readonly<Record<'begunOn' | 'dueOn', string>> &
  Readonly<Record<'letterSentOn' | 'answeredOn', string | null>>;
type Row = Omit<KeptChallenge, 'stages'> & { readonly stages: readonly StageJson[] };

const KEPT = `h.id, h.hub_code, h.about, h.conference_id, h.expectation_id, h.procedure, h.procedure_version, h.state,
  h.raised_by, h.raised_at, h.closed_by, h.closed_at, h.outcome, h.version, c.reference as conference,
  (select json_agg(json_build_object('number', t.number, 'name', t.name, 'sentTo', t.sent_to, 'begunOn', t.begun_on,
     'dueOn', t.due_on, 'letterSentOn', t.letter_sent_on, 'answer', t.answer, 'answeredOn', t.answered_on, 'note', t.note,
     'recordedBy', t.recorded_by) order by t.number) from challenge_stage t where t.challenge_id = h.id) as stages`;
const FROM = 'challenge h left join conference c on c.id = h.conference_id';
const CURRENT = `join lateral (select due_on from challenge_stage t where t.challenge_id = h.id order by number desc limit 1) t on true`;

const dayOf = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const keptOf = (found: Row): KeptChallenge => ({
  ...found,
  stages: found.stages.map((stage) => ({
    ...stage,
    begunOn: dayOf(stage.begunOn),
    dueOn: dayOf(stage.dueOn),
    letterSentOn: stage.letterSentOn === null ? null : dayOf(stage.letterSentOn),
    answeredOn: stage.answeredOn === null ? null : dayOf(stage.answeredOn),
  })),
});

export interface ChallengeFilter {
  /** Null for every hub. */
  readonly hubs: readonly string[] | null;
  readonly hub: string | null;
  readonly about: Challenged | null;
  /** Null for any. */
  readonly states: readonly ChallengeState[] | null;
}

/** Those open first, then the latest raised. */
export async function listChallenges(
  reader: Reader,
  { hubs, hub, about, states }: ChallengeFilter,
  after: number | null,
  count: number,
): Promise<KeptChallenge[]> {
  const found = await rows<Row>(
    reader,
    `select ${KEPT} from ${FROM}
     where ($1::text[] is null or h.hub_code = any($1)) and ($2::text is null or h.hub_code = $2)
       and ($3::text is null or h.about = $3) and ($4::text[] is null or h.state = any($4))
       and ($5::int is null or h.id < $5) order by h.id desc limit $6`,
    [hubs, hub, about, states, after, count],
  );
  return found.map(keptOf);
}

export async function challengeWithin(
  reader: Reader,
  hubs: readonly string[] | null,
  id: number,
): Promise<KeptChallenge | null> {
  const found = await row<Row>(
    reader,
    `select ${KEPT} from ${FROM} where h.id = $2 and ($1::text[] is null or h.hub_code = any($1))`,
    [hubs, id],
  );
  return found === null ? null : keptOf(found);
}

/** Nobody else takes it further until this transaction ends. */
export async function lockChallenge(tx: Tx, hubs: readonly string[] | null, id: number): Promise<KeptChallenge | null> {
  await run(tx, 'select from challenge where id = $1 for update', [id]);
  return challengeWithin(tx, hubs, id);
}

/** Of one conference or expectation, the latest first. */
export const challengesAround = async (
  reader: Reader,
  about: { readonly conferenceId: number | null; readonly expectationId: number | null },
): Promise<KeptChallenge[]> =>
  (
    await rows<Row>(
      reader,
      `select ${KEPT} from ${FROM} where h.conference_id = $1 or h.expectation_id = $2 order by h.id desc`,
      [about.conferenceId, about.expectationId],
    )
  ).map(keptOf);

export interface SubjectConference {
  readonly id: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly laMeetingId: string | null;
  readonly on: Temporal.PlainDate;
  readonly noticeDays: number | null;
  readonly neverInvited: boolean;
  readonly dissent: boolean | null;
}

const SUBJECT = `select c.id, c.reference, c.hub_code, c.kind, c.state, c.la_meeting_id,
    (s.starts_at at time zone 'Europe/London')::date as "on", p.dissent,
    (select i.notice_days from invitation i where i.conference_id = c.id order by i.received_at limit 1) as notice_days,
    exists (select from never_invited n where n.conference_id = c.id) as never_invited
  from conference c
    join lateral (select id, starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
    left join participation p on p.sitting_id = s.id
  where ($1::text[] is null or c.hub_code = any($1))`;

export const subjectConference = (
  reader: Reader,
  hubs: readonly string[] | null,
  reference: string,
): Promise<SubjectConference | null> => row(reader, `${SUBJECT} and c.reference = $2`, [hubs, reference]);

export const subjectConferenceById = (reader: Reader, id: number): Promise<SubjectConference | null> =>
  row(reader, `${SUBJECT} and c.id = $2`, [null, id]);

export interface NewChallenge {
  readonly hubCode: string;
  readonly about: Challenged;
  readonly conferenceId: number | null;
  readonly expectationId: number | null;
  readonly procedure: string;
  readonly procedureVersion: string;
  readonly raisedBy: string;
  readonly raisedAt: Temporal.Instant;
  readonly stage: Stage;
}

export async function addChallenge(tx: Tx, { stage, ...challenge }: NewChallenge): Promise<number> {
  const { id } = await insert<{ id: number }>(tx, 'challenge', { ...challenge, state: 'open', version: 1 });
  await insert(tx, 'challenge_stage', { challengeId: id, ...stage });
  return id;
}

/** Of one that is locked. */
export async function saveStep(
  tx: Tx,
  id: number,
  { state, outcome, stage, next }: Stepped,
  by: { readonly name: string; readonly at: Temporal.Instant },
): Promise<void> {
  const isClosed = state !== 'open';
  await run(
    tx,
    `update challenge set state = $2, outcome = $3, closed_by = $4, closed_at = $5, version = version + 1 where id = $1`,
    [id, state, outcome, isClosed ? by.name : null, isClosed ? by.at : null],
  );
  await run(
    tx,
    `update challenge_stage set letter_sent_on = $3, answer = $4, answered_on = $5, note = $6, recorded_by = $7
     where challenge_id = $1 and number = $2`,
    [id, stage.number, stage.letterSentOn, stage.answer, stage.answeredOn, stage.note, stage.recordedBy],
  );
  if (next !== null) await insert(tx, 'challenge_stage', { challengeId: id, ...next });
}

export interface ChallengeCounts {
  readonly raised: number;
  readonly open: number;
  /** Without an answer for longer than the procedure allows; `isOverdue` in SQL, which a test compares. */
  readonly overdue: number;
  readonly resolved: number;
}

/** Raised within these London days, and how they stand today. */
export async function countChallenges(
  reader: Reader,
  hubs: readonly string[] | null,
  span: { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate; readonly today: Temporal.PlainDate },
): Promise<ChallengeCounts> {
  const counted = await row<ChallengeCounts>(
    reader,
    `select count(*) filter (where r.day between $2 and $3) as raised, count(*) filter (where h.state = 'open') as open,
       count(*) filter (where h.state = 'open' and t.due_on < $4) as overdue,
       count(*) filter (where h.state = 'resolved' and r.day between $2 and $3) as resolved
     from challenge h ${CURRENT}
       cross join lateral (select (h.raised_at at time zone 'Europe/London')::date as day) r
     where ($1::text[] is null or h.hub_code = any($1)) and (h.state = 'open' or r.day between $2 and $3)`,
    [hubs, span.from, span.until, span.today],
  );
  return counted ?? { raised: 0, open: 0, overdue: 0, resolved: 0 };
}

/** Open ones that nobody answers in time, for the menu. */
export async function countOverdue(
  reader: Reader,
  hubs: readonly string[],
  today: Temporal.PlainDate,
): Promise<number> {
  const counted = await row<{ n: number }>(
    reader,
    `select count(*) as n from challenge h ${CURRENT} where h.state = 'open' and t.due_on < $2 and h.hub_code = any($1)`,
    [hubs, today],
  );
  return counted?.n ?? 0;
}
