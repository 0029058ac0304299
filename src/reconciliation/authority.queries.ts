import type { Scope } from '../access/access.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { AllFacts } from '../measures/facts.js';
import { countedAmong } from '../measures/facts.queries.js';
import type { Convened } from './authorities.js';
import type { Period } from './their-meeting.js';

interface Besides {
  readonly id: number;
  readonly noticeDays: number | null;
  readonly stoodDownAt: Temporal.Instant | null;
  readonly moves: number;
}

/** What a measure of notice and moves does not ask about. */
const NOT_ASKED = {
  relevanceNow: 'undecided',
  leadAssignedAt: null,
  recordedAt: null,
  report: null,
  strategyDiscussionOn: null,
  inquorateBecauseOfPolice: false,
  goodQuality: null,
} as const;

/** Every conference with its sitting in the period, by hub; those voided are as if never. */
export async function convenedIn(
  reader: Reader,
  scope: Scope,
  { from, to }: Period,
): Promise<ReadonlyMap<string, readonly Convened[]>> {
  const besides = await rows<Besides>(
    reader,
    `select c.id, (select i.notice_days from invitation i where i.conference_id = c.id order by i.received_at, i.id limit 1)
         as notice_days,
       (select max(e.at) from audit_event e where e.conference_id = c.id and e.action = 'conference.changed-state'
         and e.detail->>'to' = 'stood_down') as stood_down_at,
       (select count(*) from audit_event e where e.conference_id = c.id and e.action = 'conference.moved') as moves
     from conference c
     join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
     where s.starts_at >= $1 and s.starts_at < $2 and c.state <> 'voided' and ($3::text[] is null or c.hub_code = any($3))`,
    [startOfLondonDay(from), startOfLondonDay(to.add({ days: 1 })), scope.all ? null : scope.hubs],
  );
  const byId = new Map(besides.map((one) => [one.id, one]));
  const counted = await countedAmong(reader, [...byId.keys()]);
  const all = counted.map((one) => {
    const { noticeDays, stoodDownAt, moves } = byId.get(one.conferenceId)!;
    const facts: AllFacts = { ...NOT_ASKED, ...one, noticeDays, stoodDownAt };
    return { hubCode: one.hubCode, facts, moves };
  });
  return Map.groupBy(all, ({ hubCode }) => hubCode);
}
