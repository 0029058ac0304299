import { scopeParameters, type Scope } from '../access/access.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { NEAR_DAYS, NEAR_DAYS_RECORDED, type RecordedConference } from './duplicate.js';
import type { GivenInvitation } from './invitation.js';

/** Days that are not 24 hours long when the clocks change. */
const SLACK_DAYS = 1;

const RECORDED = `c.id, c.reference, c.hub_code, c.kind, c.state, c.la_meeting_id, s.starts_at, s.ends_at, s.venue,
  coalesce((select json_agg(json_build_object('laChildId', k.la_child_id, 'policeReference', k.police_reference))
    from child k where k.conference_id = c.id), '[]') as children,
  array(select i.la_calendar_uid from invitation i where i.conference_id = c.id and i.la_calendar_uid is not null)
    as calendar_uids`;

/** Conferences of the hub near in time that share a child's code, a start or a venue: what the rules then look at. */
export function conferencesNear(
  reader: Reader,
  given: Pick<GivenInvitation, 'hubCode' | 'startsAt' | 'children'>,
): Promise<(RecordedConference & { readonly id: number })[]> {
  const codes = (name: 'laChildId' | 'policeReference'): readonly string[] =>
    given.children.map((child) => child[name]).filter((code) => code !== null);
  const reach = { hours: 24 * (NEAR_DAYS + SLACK_DAYS) };
  return rows(
    reader,
    `select ${RECORDED}
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

/** Two recorded conferences, by id, that nobody has told apart: the rules then say whether they are alike. */
interface Pair {
  readonly one: RecordedConference;
  readonly other: RecordedConference;
}

/** More are worked through in another go. */
const MOST_PAIRS = 200;

/** The recorded conferences that may be the same as one of them. */
export async function likeOne(reader: Reader, conferenceId: number): Promise<readonly Pair[]> {
  return pairs(reader, 'one.id = $1 and other.id <> one.id', [conferenceId]);
}

/** Each pair within the scope once, the latest recorded first. */
export async function likePairs(reader: Reader, scope: Scope): Promise<readonly Pair[]> {
  const [hubs] = scopeParameters(scope);
  return pairs(reader, '($1::text[] is null or one.hub_code = any($1)) and other.id > one.id', [hubs]);
}

// Each way of being alike finds its pairs by an index of its own; what remains is for the rules to judge.
const ALIKE = (which: string): string => `
  with alike as (
    select one.id as one_id, other.id as other_id, true as sure from conference one
      join conference other on other.hub_code = one.hub_code and other.la_meeting_id = one.la_meeting_id
      where ${which} and one.state <> 'voided'
    union select one.id, other.id, true from conference one join invitation i on i.conference_id = one.id
      join invitation j on j.la_calendar_uid = i.la_calendar_uid join conference other on other.id = j.conference_id
      where ${which} and one.state <> 'voided'
    union select one.id, other.id, false from conference one join child k on k.conference_id = one.id
      join child l on l.la_child_id = k.la_child_id join conference other on other.id = l.conference_id
      where ${which} and one.state <> 'voided'
    union select one.id, other.id, false from conference one join child k on k.conference_id = one.id
      join child l on l.police_reference = k.police_reference join conference other on other.id = l.conference_id
      where ${which} and one.state <> 'voided'
    union select one.id, other.id, false from conference one join sitting s on s.conference_id = one.id
      join sitting t on t.starts_at = s.starts_at join conference other on other.id = t.conference_id
      where ${which} and one.state <> 'voided')`;

const LATEST = (conference: string): string => `(
  select * from sitting where conference_id = ${conference}.id order by number desc limit 1)`;

async function pairs(reader: Reader, which: string, parameters: readonly unknown[]): Promise<readonly Pair[]> {
  const found = await rows<{ oneId: number; otherId: number }>(
    reader,
    `${ALIKE(which)}
     select a.one_id, a.other_id from alike a join conference one on one.id = a.one_id
       join conference other on other.id = a.other_id and other.hub_code = one.hub_code and other.state <> 'voided'
       join lateral ${LATEST('one')} s on true join lateral ${LATEST('other')} t on true
     where (a.sure or abs(extract(epoch from s.starts_at - t.starts_at)) <= ${(NEAR_DAYS_RECORDED + SLACK_DAYS) * 86_400})
       and not exists (select from conference_told_apart said
         where said.first_id = least(a.one_id, a.other_id) and said.second_id = greatest(a.one_id, a.other_id))
     group by a.one_id, a.other_id
     order by greatest(a.one_id, a.other_id) desc, least(a.one_id, a.other_id) desc limit ${MOST_PAIRS}`,
    parameters,
  );
  const known = await recordedById(
    reader,
    found.flatMap(({ oneId, otherId }) => [oneId, otherId]),
  );
  return found.flatMap(({ oneId, otherId }) => {
    const [one, other] = [known.get(oneId), known.get(otherId)];
    return one === undefined || other === undefined ? [] : [{ one, other }];
  });
}

async function recordedById(reader: Reader, ids: readonly number[]): Promise<Map<number, RecordedConference>> {
  const found = await rows<RecordedConference & { readonly id: number }>(
    reader,
    `select ${RECORDED} from conference c join lateral ${LATEST('c')} s on true where c.id = any($1::int[])`,
    [[...new Set(ids)]],
  );
  return new Map(found.map((one) => [one.id, one]));
}
