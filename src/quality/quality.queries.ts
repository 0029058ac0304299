import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Audit, Contribution, KeptAudit } from './quality.js';

/** The audit of a conference; null while there is none. */
export const auditOn = (reader: Reader, conferenceId: number): Promise<Audit | null> =>
  row(
    reader,
    `select basis, criteria_version, met, unmet, good, version, audited_by, audited_at from quality_audit
     where conference_id = $1`,
    [conferenceId],
  );

type ToKeep = KeptAudit & Pick<Audit, 'auditedBy' | 'auditedAt'>;

export async function keepAudit(tx: Tx, conferenceId: number, audit: ToKeep): Promise<void> {
  await insert(tx, 'quality_audit', { conferenceId, version: 1, ...audit });
}

/** Of a conference that is locked. */
export const changeAudit = (tx: Tx, conferenceId: number, audit: ToKeep): Promise<number> =>
  run(
    tx,
    `update quality_audit set basis = $2, criteria_version = $3, met = $4, unmet = $5, good = $6, audited_by = $7,
       audited_at = $8, version = version + 1 where conference_id = $1`,
    [
      conferenceId,
      audit.basis,
      audit.criteriaVersion,
      audit.met,
      audit.unmet,
      audit.good,
      audit.auditedBy,
      audit.auditedAt,
    ],
  );

const CONTRIBUTION = `coalesce(p.outcome in ('attended', 'part'), false) as attended, went.name as attended_by,
  case when r.kind = 'report' then r.sent_by end as report_by,
  (select coalesce(array_agg(distinct id), '{}') from (select p.attended_by_id as id where p.attended_by_id is not null
     union select a.attendee_id from assignment a where a.sitting_id = s.id and a.state not in ('withdrawn', 'declined'))
   involved) as attendee_ids`;
const CONTRIBUTED = `left join participation p on p.sitting_id = s.id left join attendee went on went.id = p.attended_by_id
  left join report r on r.conference_id = s.conference_id`;

/** What police brought to the sitting that counts, and whose work it is. */
export async function contributionTo(reader: Reader, sittingId: number): Promise<Contribution> {
  const found = await row<Contribution>(
    reader,
    `select ${CONTRIBUTION} from sitting s ${CONTRIBUTED} where s.id = $1`,
    [sittingId],
  );
  if (found === null) throw new Error(`there is no sitting ${sittingId}`);
  return found;
}

/** A conference that was or may be audited. */
export interface Sampled extends Contribution {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

export interface Span {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

const HELD = `from sitting s join conference c on c.id = s.conference_id ${CONTRIBUTED}
  left join quality_audit q on q.conference_id = c.id
  where s.starts_at >= $1 and s.starts_at < $2 and s.ends_at <= $2 and c.state = 'held' and c.convened_by is null
    and s.number = (select max(number) from sitting where conference_id = c.id)
    and (p.outcome in ('attended', 'part') or r.kind = 'report') and ${scopeCondition('c', 3)}`;

/**
 * Those that ended within the span and nobody has audited, the first `most` of each hub in an order that nobody chose: by
 * the digest of their reference, the same for whoever asks. Whoever is excluded brought something to them.
 */
export const toSample = (
  reader: Reader,
  scope: Scope,
  { from, until }: Span,
  { most, without }: { readonly most: number; readonly without: number | null },
): Promise<Sampled[]> =>
  rows(
    reader,
    `select reference, hub_code, kind, starts_at, ends_at, attended, attended_by, report_by, attendee_ids from (
       select c.reference, c.hub_code, c.kind, s.starts_at, s.ends_at, ${CONTRIBUTION},
         row_number() over (partition by c.hub_code order by md5(c.reference)) as place
       ${HELD} and q.conference_id is null and ($5::int is null or p.attended_by_id is distinct from $5 and not exists
         (select from assignment own where own.sitting_id = s.id and own.attendee_id = $5
            and own.state not in ('withdrawn', 'declined')))) found
     where place <= $6 order by hub_code, place`,
    [from, until, ...scopeParameters(scope), without, most],
  );

export interface Audited extends Sampled, Audit {}

/** Those that ended within the span and were audited, the latest audit first. */
export const auditedIn = (reader: Reader, scope: Scope, { from, until }: Span, most: number): Promise<Audited[]> =>
  rows(
    reader,
    `select c.reference, c.hub_code, c.kind, s.starts_at, s.ends_at, ${CONTRIBUTION}, q.basis, q.criteria_version, q.met,
       q.unmet, q.good, q.version, q.audited_by, q.audited_at
     ${HELD} and q.conference_id is not null order by q.audited_at desc, c.id desc limit $5`,
    [from, until, ...scopeParameters(scope), most],
  );

/** How many of them were audited, by hub, and how many of those are good. */
export const auditCounts = (
  reader: Reader,
  scope: Scope,
  { from, until }: Span,
): Promise<
  { readonly hubCode: string; readonly contributions: number; readonly audited: number; readonly good: number }[]
> =>
  rows(
    reader,
    `select c.hub_code, count(*) as contributions, count(q.conference_id) as audited,
       count(*) filter (where q.good) as good ${HELD} group by c.hub_code`,
    [from, until, ...scopeParameters(scope)],
  );
