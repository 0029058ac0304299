import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import { countedConferencesIn, type CountedConference } from '../measures/facts.queries.js';
import { isHeld } from '../measures/measure.js';
import type { OurConference } from './differences.js';
import type { Period } from './their-meeting.js';

/** How far a list reaches: so many days beyond its period, and wherever its meeting ids lead. */
export interface Reach {
  readonly period: Period;
  readonly nearDays: number;
  /** As ids are compared. */
  readonly ids: readonly string[];
}

/** Conferences of a hub that a list of this period can meet: near it in time, or under one of its meeting ids. */
export async function oursFor(
  reader: Reader,
  hubCode: string,
  { period: { from, to }, nearDays, ids }: Reach,
  now: Temporal.Instant,
): Promise<readonly OurConference[]> {
  const found = await rows<{ id: number }>(
    reader,
    `select c.id from conference c
     join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
     where c.hub_code = $1 and c.state <> 'voided' and ((s.starts_at >= $2 and s.starts_at < $3)
       or upper(regexp_replace(c.la_meeting_id, '\\s+', '', 'g')) = any($4::text[]))`,
    [
      hubCode,
      startOfLondonDay(from.subtract({ days: nearDays })),
      startOfLondonDay(to.add({ days: nearDays + 1 })),
      ids,
    ],
  );
  return oursAmong(
    reader,
    found.map(({ id }) => id),
    now,
  );
}

interface Particulars {
  readonly id: number;
  readonly meetingId: string | null;
  readonly childIds: readonly string[];
  readonly unnamed: number;
}

/** Conferences of ours by their ids, those voided too. */
export async function oursAmong(
  reader: Reader,
  ids: readonly number[],
  now: Temporal.Instant,
): Promise<readonly OurConference[]> {
  if (ids.length === 0) return [];
  const counted = await countedConferencesIn(reader, ids);
  const particulars = await rows<Particulars>(
    reader,
    `select c.id, c.la_meeting_id as meeting_id, count(ch.id) filter (where ch.la_child_id is null) as unnamed,
       coalesce(array_agg(ch.la_child_id order by ch.la_child_id) filter (where ch.la_child_id is not null), '{}') as child_ids
     from conference c left join child ch on ch.conference_id = c.id where c.id = any($1::int[]) group by c.id`,
    [ids],
  );
  const byId = new Map(particulars.map((one) => [one.id, one]));
  return counted.flatMap((facts) => {
    const one = byId.get(facts.conferenceId);
    return one === undefined ? [] : [ourConference(facts, one, now)];
  });
}

function ourConference(counted: CountedConference, one: Particulars, now: Temporal.Instant): OurConference {
  const { reference, kind, state, startsAt, endsAt, firstReceivedAt, relevanceAtStart, participation } = counted;
  const { convenedBy, imported } = counted;
  const isOver = Temporal.Instant.compare(endsAt, now) <= 0;
  return {
    ...one,
    reference,
    kind,
    state,
    date: londonDate(startsAt).toString(),
    startsAt: startsAt.toString(),
    isOver,
    isHeld: isOver && isHeld({ state }),
    attended: participation?.presentAtDecision ?? null,
    facts: { kind, state, convenedBy, imported, startsAt, firstReceivedAt, relevanceAtStart, participation },
  };
}

/** How many of these meeting ids other hubs have on record: whose list it may be instead. */
export const hubsKnowing = (
  reader: Reader,
  hubCode: string,
  meetingIds: readonly string[],
): Promise<{ hubCode: string; many: number }[]> =>
  rows(
    reader,
    `select hub_code, count(*) as many from conference
     where hub_code <> $1 and state <> 'voided' and upper(regexp_replace(la_meeting_id, '\\s+', '', 'g')) = any($2::text[])
     group by hub_code order by count(*) desc, hub_code limit 1`,
    [hubCode, meetingIds],
  );
