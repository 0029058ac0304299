import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { ACTIVE_STATES } from './assignment.js';

const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

/** A conference to come that somebody is on, with the sitting as suggestions need it. */
export interface ToCover {
  readonly assignmentId: number;
  readonly sequence: number;
  readonly lead: boolean;
  readonly accepted: boolean;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  /** Of the sitting. */
  readonly id: number;
  readonly conferenceId: number;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
}

export interface CoverSpan {
  readonly from: Temporal.Instant;
  /** Null for however far ahead. */
  readonly until: Temporal.Instant | null;
}

const THEIRS = `from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
  where a.attendee_id = $1 and a.state in (${ACTIVE}) and c.state = 'scheduled' and s.ends_at > $2
    and ($3::timestamptz is null or s.starts_at < $3)`;

/** So many at once: whoever has more is covered a page at a time. */
const MOST = 60;

/** What somebody is on that touches the span, within reach, soonest first. */
export const toCover = (reader: Reader, attendeeId: number, span: CoverSpan, scope: Scope): Promise<ToCover[]> =>
  rows(
    reader,
    `select a.id as assignment_id, a.sequence, a.lead, a.state = 'accepted' as accepted, c.reference, c.hub_code, c.kind,
       s.id, s.conference_id, s.starts_at, s.ends_at, s.mode
     ${THEIRS} and ${scopeCondition('c', 4)} order by s.starts_at, a.id limit ${MOST}`,
    [attendeeId, span.from, span.until, ...scopeParameters(scope)],
  );

/** How many of them are out of reach. */
export async function outOfReach(reader: Reader, attendeeId: number, span: CoverSpan, scope: Scope): Promise<number> {
  const found = await row<{ count: number }>(
    reader,
    `select count(*) as count ${THEIRS} and not (${scopeCondition('c', 4)})`,
    [attendeeId, span.from, span.until, ...scopeParameters(scope)],
  );
  return found?.count ?? 0;
}
