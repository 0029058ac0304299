import type { NewChild } from '../conferences/conference.queries.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import type { MarkerKind } from '../markers/marker.js';
import { policeKeyOf } from '../markers/marker.queries.js';
import type { ArrivedMarker } from './seen.js';
import { evidenceFor, newSince, type Evidence, type EvidenceFacts } from './evidence.js';

type ChildJson = Omit<NewChild, 'expectedOn'> & { readonly expectedOn: string | null };

interface Found {
  readonly id: number;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly children: readonly ChildJson[];
  readonly earlier: readonly {
    readonly reference: string;
    readonly kind: ConferenceKind;
    readonly startsAt: string;
    readonly dissent: boolean;
    readonly children: readonly ChildJson[];
  }[];
  readonly markers: readonly { readonly kind: MarkerKind; readonly occurredOn: string }[];
  readonly asked: readonly { readonly what: EvidenceFacts['asked'][number]['what']; readonly at: string }[];
}

const childrenOf = (
  conference: string,
): string => `coalesce((select json_agg(json_build_object('laChildId', k.la_child_id,
  'policeReference', k.police_reference, 'initials', k.initials, 'bornYear', k.born_year, 'expectedOn', k.expected_on)
  order by k.id) from child k where k.conference_id = ${conference}), '[]')`;

// An LA's child id means something in that LA alone; a police reference in all of them.
const FACTS = `
  select c.id, c.kind, s.starts_at, ${childrenOf('c.id')} as children,
    coalesce((select json_agg(json_build_object('reference', e.reference, 'kind', e.kind, 'startsAt', e.starts_at,
       'dissent', exists (select from sitting es join participation ep on ep.sitting_id = es.id
         where es.conference_id = e.id and ep.dissent),
       'children', ${childrenOf('e.id')}) order by e.starts_at, e.id)
     from (select distinct p.id, p.reference, p.kind, ps.starts_at
       from child mine join child theirs on theirs.la_child_id = mine.la_child_id or theirs.police_reference = mine.police_reference
         join conference p on p.id = theirs.conference_id and p.id <> c.id and p.state in ('held', 'scheduled')
           and (p.hub_code = c.hub_code or theirs.police_reference = mine.police_reference)
         join lateral (select starts_at from sitting where conference_id = p.id order by number desc limit 1) ps on true
       where mine.conference_id = c.id and ps.starts_at < s.starts_at) e), '[]') as earlier,
    coalesce((select json_agg(distinct jsonb_build_object('kind', m.kind, 'occurredOn', m.occurred_on))
     from child k join police_marker m on m.police_reference = ${policeKeyOf('k.police_reference')}
     where k.conference_id = c.id and m.withdrawn_at is null), '[]') as markers,
    coalesce((select json_agg(json_build_object('what', what, 'at', at) order by at, what) from (
       select what, min(at) as at from (
         select unnest(i.asked) as what, i.received_at as at from invitation i where i.conference_id = c.id
         union all select case key when 'planMayEnd' then 'plan-may-end' else 'chair-request' end, d.received_at
           from candidate d, unnest(array['planMayEnd', 'chairRequestsPolice']) key
           where d.conference_id = c.id and d.state = 'confirmed' and d.reading ? key) said group by what) first), '[]') as asked
  from conference c
    join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
  where c.id = any($1)`;

/** What is known of each of these conferences that speaks for a criterion. */
export async function evidenceFacts(
  reader: Reader,
  conferenceIds: readonly number[],
): Promise<ReadonlyMap<number, EvidenceFacts>> {
  if (conferenceIds.length === 0) return new Map();
  const found = await rows<Found>(reader, FACTS, [conferenceIds]);
  return new Map(found.map((one) => [one.id, factsOf(one)]));
}

/** The markers that speak for this conference now, with when each was recorded. */
export async function markersOn(reader: Reader, conferenceId: number): Promise<ArrivedMarker[]> {
  const facts = (await evidenceFacts(reader, [conferenceId])).get(conferenceId);
  if (facts === undefined) return [];
  return rows(
    reader,
    `select distinct m.id, m.kind, m.recorded_at from child k
       join police_marker m on m.police_reference = ${policeKeyOf('k.police_reference')}
     where k.conference_id = $1 and m.withdrawn_at is null and m.occurred_on >= $2 order by m.id`,
    [conferenceId, newSince(facts)],
  );
}

export async function evidenceOf(reader: Reader, conferenceId: number): Promise<readonly Evidence[]> {
  const facts = (await evidenceFacts(reader, [conferenceId])).get(conferenceId);
  return facts === undefined ? [] : evidenceFor(facts);
}

const childOf = ({ expectedOn, ...child }: ChildJson): NewChild => ({
  ...child,
  expectedOn: expectedOn === null ? null : Temporal.PlainDate.from(expectedOn),
});

const dayOf = (at: string): Temporal.PlainDate => londonDate(Temporal.Instant.from(at));

function factsOf({ kind, startsAt, children, earlier, markers, asked }: Found): EvidenceFacts {
  return {
    kind,
    startsOn: londonDate(startsAt),
    children: children.map(childOf),
    earlier: earlier.map((one) => ({
      reference: one.reference,
      kind: one.kind,
      on: dayOf(one.startsAt),
      children: one.children.map(childOf),
    })),
    markers: markers
      .map((one) => ({ kind: one.kind, occurredOn: Temporal.PlainDate.from(one.occurredOn) }))
      .toSorted((a, b) => Temporal.PlainDate.compare(a.occurredOn, b.occurredOn)),
    asked: asked.map(({ what, at }) => ({ what, on: dayOf(at) })),
    // Open challenges come here once there is a register of them.
    disputes: earlier
      .slice(-1)
      .flatMap((last) => (last.dissent ? [{ what: 'dissent', on: dayOf(last.startsAt) }] : [])),
  };
}
