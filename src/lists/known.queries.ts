import { canMove, type ConferenceState } from '../conferences/conference.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { knownAmong, type KnownConference, type KnownPast } from '../imports/known.js';
import { isWholeDay, londonDate } from '../kernel/london.js';
import type { World } from './row-step.js';

interface KnownRow extends Omit<KnownConference, 'date' | 'isOpen' | 'startsAt' | 'endsAt' | 'past'> {
  readonly id: number;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly outcome: KnownPast['outcome'];
  readonly imported: boolean;
  readonly state: ConferenceState;
}

/** Every conference of a hub that a list can meet again, as it stands in its latest sitting; voided ones are as if never. */
export async function knownInHub(reader: Reader, hubCode: string): Promise<World> {
  const found = await rows<KnownRow>(
    reader,
    `select c.id, c.reference, c.version, c.kind, c.state, c.la_meeting_id as meeting_id, s.starts_at, s.ends_at, s.mode, s.venue,
       p.outcome, exists (select from imported_history h where h.conference_id = c.id) as imported,
       array(select ch.la_child_id from child ch where ch.conference_id = c.id and ch.la_child_id is not null
         order by ch.id) as child_ids
     from conference c
     join lateral (select * from sitting where conference_id = c.id order by number desc limit 1) s on true
     left join participation p on p.sitting_id = s.id
     where c.hub_code = $1 and c.state <> 'voided' order by c.id`,
    [hubCode],
  );
  const known = found.map(knownConference);
  const ids = new Map(found.map(({ id, reference }) => [reference, id]));
  const byReference = new Map(known.map((each) => [each.reference, each]));
  return {
    ...knownAmong(known),
    withReference: (reference) => byReference.get(reference),
    idOf: (reference) => ids.get(reference),
  };
}

/** What came back from the past to be held after all is open again; the rest of the imported history is not. */
function knownConference({ outcome, imported, state, ...each }: KnownRow): KnownConference {
  const dayOnly = isWholeDay(each.startsAt, each.endsAt);
  return {
    ...each,
    startsAt: dayOnly ? null : each.startsAt,
    endsAt: dayOnly ? null : each.endsAt,
    date: londonDate(each.startsAt),
    isOpen: canMove({ state }) && !(imported && state !== 'scheduled'),
    past: { state, outcome, imported },
  };
}
