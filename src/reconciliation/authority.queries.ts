import type { Scope } from '../access/access.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import { countedConferencesIn } from '../measures/facts.queries.js';
import type { Convened } from './authorities.js';
import type { Period } from './their-meeting.js';

interface Besides {
  readonly id: number;
  readonly moves: number;
}

/** Every conference with its sitting in the period, by hub; those voided are as if never. */
export async function convenedIn(
  reader: Reader,
  scope: Scope,
  { from, to }: Period,
): Promise<ReadonlyMap<string, readonly Convened[]>> {
  const besides = await rows<Besides>(
    reader,
    `select c.id, (select count(*) from audit_event e where e.conference_id = c.id and e.action = 'conference.moved') as moves
     from conference c
     join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
     where s.starts_at >= $1 and s.starts_at < $2 and c.state <> 'voided' and ($3::text[] is null or c.hub_code = any($3))`,
    [startOfLondonDay(from), startOfLondonDay(to.add({ days: 1 })), scope.all ? null : scope.hubs],
  );
  const byId = new Map(besides.map((one) => [one.id, one]));
  const counted = await countedConferencesIn(reader, [...byId.keys()]);
  const all = counted.map((facts) => ({ hubCode: facts.hubCode, facts, moves: byId.get(facts.conferenceId)!.moves }));
  return Map.groupBy(all, ({ hubCode }) => hubCode);
}
