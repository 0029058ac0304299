import { rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { NEAR_DAYS, type RecordedConference } from './duplicate.js';
import type { GivenInvitation } from './invitation.js';

/** Days that are not 24 hours long when the clocks change. */
const SLACK_DAYS = 1;

/** Conferences of the hub near in time that share a child's code, a start or a venue: what the rules then look at. */
export function conferencesNear(
  reader: Reader,
  given: Pick<GivenInvitation, 'hubCode' | 'startsAt' | 'children'>,
): Promise<RecordedConference[]> {
  const codes = (name: 'laChildId' | 'policeReference'): readonly string[] =>
    given.children.map((child) => child[name]).filter((code) => code !== null);
  const reach = { hours: 24 * (NEAR_DAYS + SLACK_DAYS) };
  return rows(
    reader,
    `select c.reference, c.hub_code, c.kind, c.state, s.starts_at, s.ends_at, s.venue,
       coalesce((select json_agg(json_build_object('laChildId', k.la_child_id, 'policeReference', k.police_reference))
         from child k where k.conference_id = c.id), '[]') as children
     from sitting s join conference c on c.id = s.conference_id
     where s.starts_at between $2 and $3 and c.hub_code = $1 and c.state <> 'voided'
       and not exists (select from sitting later where later.conference_id = c.id and later.number > s.number)
       and (s.starts_at = $4 or exists (select from child k where k.conference_id = c.id
         and (k.la_child_id = any($5::text[]) or k.police_reference = any($6::text[]))))
     order by s.starts_at, c.id limit 50`,
    [
      given.hubCode,
      given.startsAt.subtract(reach),
      given.startsAt.add(reach),
      given.startsAt,
      codes('laChildId'),
      codes('policeReference'),
    ],
  );
}

/**
 * Waits for whoever is recording something that may be the same, so that the second of two sees what the first has made.
 * One invitation holds its day and its children; a list, which has too many of both, holds the hub. Until the end of the
 * transaction. Always the hub first and the rest in order, so that no two wait for each other.
 */
export async function waitForAlike(tx: Tx, given: readonly GivenInvitation[]): Promise<void> {
  const [one] = given;
  if (given.length === 1 && one !== undefined) {
    await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [`recording ${one.hubCode}`]);
    for (const key of alikeKeys(one)) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    return;
  }
  for (const hub of [...new Set(given.map(({ hubCode }) => hubCode))].toSorted()) {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`recording ${hub}`]);
  }
}

/** Two invitations that may be to one conference have one of these in common. */
const alikeKeys = ({ hubCode, startsAt, children }: GivenInvitation): readonly string[] => {
  const codes = children.flatMap(({ laChildId, policeReference }) => [
    ...(laChildId === null ? [] : [`child ${laChildId}`]),
    ...(policeReference === null ? [] : [`police ${policeReference}`]),
  ]);
  const shared = [`day ${londonDate(startsAt).toString()}`, ...codes];
  return [...new Set(shared)].toSorted().map((key) => `recording ${hubCode} ${key}`);
};
