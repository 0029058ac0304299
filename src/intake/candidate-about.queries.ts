import type { Scope } from '../access/access.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { askedChange, isOlder, type AskedChange } from './asked-change.js';
import { ABOUT, WITHIN, type Candidate, type Edition } from './candidate.queries.js';

/** A conference that a candidate is about, with the sitting that counts now. */
export interface KnownConference extends NewSitting {
  readonly id: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly version: number;
  /** The sitting was inquorate and adjourned, and no other has been given yet. */
  readonly isAdjourned: boolean;
  /** True when the local authority's calendar entry is the same, false when only its meeting id or reference is. */
  readonly sameEntry: boolean;
}

/** Another candidate that waits about the same meeting. */
export type AlsoWaiting = Pick<Candidate, 'id' | 'receivedAt' | 'asks' | 'laSequence' | 'laStampedAt'> & {
  readonly sender: string | null;
};

/** What can be looked up before there is a candidate. */
export type Arriving = Pick<
  Candidate,
  'laCalendarUid' | 'hubCode' | 'reading' | 'asks' | 'laSequence' | 'laStampedAt'
> & {
  readonly id: number | null;
};

export const editionOf = ({ laSequence, laStampedAt }: Pick<Candidate, 'laSequence' | 'laStampedAt'>): Edition => ({
  sequence: laSequence,
  stampedAt: laStampedAt,
});

/** What a message asks, and of what. */
export interface Asked {
  readonly known: KnownConference | null;
  readonly alsoWaiting: readonly AlsoWaiting[];
  readonly asked: AskedChange;
  /** Addresses from which the local authority has written about it so far. */
  readonly senders: readonly string[];
}

/** What a message asks of what is recorded within the scope. */
export async function askedOf(reader: Reader, scope: Scope, message: Arriving): Promise<Asked> {
  const known = await conferenceAbout(reader, scope, message);
  const waiting = await alsoWaiting(reader, scope, message);
  const actedOn = message.laCalendarUid === null ? null : await actedOnEdition(reader, message.laCalendarUid);
  const asked = askedChange({
    asks: message.asks,
    reading: message.reading,
    edition: editionOf(message),
    actedOn,
    known,
    invitationWaits: calledOffWith(message, waiting).length > 0,
  });
  const senders = known
    ? await sendersAbout(reader, known.id, message.id)
    : waiting.flatMap((other) => (other.asks === 'invitation' && other.sender !== null ? [other.sender] : []));
  return { known, alsoWaiting: waiting, asked, senders };
}

/** The invitations that wait and that a cancellation calls off: none that is newer than itself. */
export const calledOffWith = (
  message: Pick<Candidate, 'laSequence' | 'laStampedAt'>,
  waiting: readonly AlsoWaiting[],
): readonly AlsoWaiting[] =>
  waiting.filter((other) => other.asks === 'invitation' && !isOlder(editionOf(message), editionOf(other)));

async function conferenceAbout(reader: Reader, scope: Scope, message: Arriving): Promise<KnownConference | null> {
  return row<KnownConference>(
    reader,
    `with d as (select $3::int as id, $4::text as la_calendar_uid, $5::text as hub_code, $6::jsonb as reading)
     select k.id, k.reference, k.hub_code, k.kind, k.state, k.version, about.rank = 1 as same_entry,
       s.starts_at, s.ends_at, s.mode, s.venue, s.join_link,
       exists (select from inquorate_sitting q where q.sitting_id = s.id and q.outcome = 'adjourned') as is_adjourned
     from d cross join lateral ${ABOUT} about join conference k on k.id = about.conference_id
     join lateral (select * from sitting where conference_id = k.id order by number desc limit 1) s on true
     where k.state <> 'voided' and ($1::boolean or k.hub_code = any($2::text[]))
     order by about.rank, k.id desc limit 1`,
    [scope.all, scope.hubs, message.id, message.laCalendarUid, message.hubCode, JSON.stringify(message.reading)],
  );
}

/** Other candidates still waiting that tell of the same meeting, oldest first. */
function alsoWaiting(reader: Reader, scope: Scope, message: Arriving): Promise<AlsoWaiting[]> {
  return rows(
    reader,
    `select d.id, d.received_at, d.asks, d.la_sequence, d.la_stamped_at, m.sender
     from candidate d left join inbound_mail m on m.id = d.inbound_mail_id
     where d.state = 'waiting' and d.id is distinct from $4::int and ${WITHIN}
       and (d.la_calendar_uid = $3 or (d.hub_code = $5 and d.reading->'laMeetingId'->>'value' = $6))
     order by d.received_at, d.id`,
    [
      scope.all,
      scope.hubs,
      message.laCalendarUid,
      message.id,
      message.hubCode,
      message.reading['laMeetingId']?.value ?? null,
    ],
  );
}

/** The newest edition of a calendar entry that somebody has acted on; null when nobody has. */
async function actedOnEdition(reader: Reader, uid: string): Promise<Edition | null> {
  return row<Edition>(
    reader,
    `select la_sequence as sequence, la_stamped_at as stamped_at from candidate
     where la_calendar_uid = $1 and state = 'confirmed'
     order by la_sequence desc nulls last, la_stamped_at desc nulls last limit 1`,
    [uid],
  );
}

async function sendersAbout(reader: Reader, conferenceId: number, exceptId: number | null): Promise<string[]> {
  const found = await rows<{ sender: string }>(
    reader,
    `select distinct m.sender from candidate e join inbound_mail m on m.id = e.inbound_mail_id
     where e.conference_id = $1 and e.state = 'confirmed' and e.id is distinct from $2::int and m.sender is not null`,
    [conferenceId, exceptId],
  );
  return found.map(({ sender }) => sender);
}
