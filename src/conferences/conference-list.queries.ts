import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { Conference, ConferenceState } from './conference.js';
import type { Sitting } from './conference.queries.js';
import type { RelevanceValue } from './relevance-values.js';
import { CONFERENCE_KINDS, isReview, type ConferenceKind } from './kinds.js';

export interface ListedConference
  extends
    Pick<
      Conference,
      'id' | 'reference' | 'hubCode' | 'kind' | 'state' | 'laMeetingId' | 'convenedBy' | 'toConfirm' | 'version'
    >,
    Pick<Sitting, 'startsAt' | 'endsAt' | 'mode'> {}

export interface ConferenceFilter {
  readonly hub: string | null;
  readonly kind: ConferenceKind | null;
  readonly state: ConferenceState | null;
  /** As it stands now, of reviews: nobody is asked whether another conference is relevant. */
  readonly relevance: RelevanceValue | null;
  /** Days in London, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

const REVIEWS = CONFERENCE_KINDS.filter(isReview);
/** What was decided last of `c`; nothing decided is undecided. */
const RELEVANCE = `coalesce((select d.value from relevance_decision d where d.conference_id = c.id order by d.id desc limit 1),
  'undecided')`;

export interface PlaceInList {
  readonly startsAt: Temporal.Instant;
  readonly id: number;
}

/**
 * Conferences within the scope by the start of the sitting that counts now, earliest first.
 * @param count at most so many; ask for one more than a page to learn whether there is another
 */
export function listConferences(
  reader: Reader,
  scope: Scope,
  filter: ConferenceFilter,
  after: PlaceInList | null,
  count: number,
): Promise<ListedConference[]> {
  const parameters: unknown[] = [...scopeParameters(scope), count];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = [
    scopeCondition('c', 1),
    ...(filter.hub === null ? [] : [`c.hub_code = ${given(filter.hub)}`]),
    ...(filter.kind === null ? [] : [`c.kind = ${given(filter.kind)}`]),
    ...(filter.state === null ? [] : [`c.state = ${given(filter.state)}`]),
    ...(filter.relevance === null
      ? []
      : [`c.kind = any(${given(REVIEWS)}) and ${RELEVANCE} = ${given(filter.relevance)}`]),
    ...(filter.from === null ? [] : [`s.starts_at >= ${given(startOfLondonDay(filter.from))}`]),
    ...(filter.to === null ? [] : [`s.starts_at < ${given(startOfLondonDay(filter.to.add({ days: 1 })))}`]),
    // The first comparison is implied by the second, and lets the index on starts_at find the place.
    ...(after === null
      ? []
      : [
          `s.starts_at >= ${given(after.startsAt)}`,
          `(s.starts_at, c.id) > (${given(after.startsAt)}, ${given(after.id)})`,
        ]),
  ];
  return rows(
    reader,
    `select c.id, c.reference, c.hub_code, c.kind, c.state, c.la_meeting_id, c.convened_by, c.to_confirm, c.version,
       s.starts_at, s.ends_at, s.mode
     from sitting s join conference c on c.id = s.conference_id
     where not exists (select from sitting later where later.conference_id = s.conference_id and later.number > s.number)
       and ${conditions.join(' and ')}
     order by s.starts_at, c.id limit $3`,
    parameters,
  );
}

/** Every sitting of a conference, the first one first. */
export function sittingsOf(reader: Reader, conferenceId: number): Promise<Sitting[]> {
  return rows(
    reader,
    `select id, conference_id, number, starts_at, ends_at, mode, venue, join_link from sitting
     where conference_id = $1 order by number`,
    [conferenceId],
  );
}
