import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { AuditAction } from './events.js';
import type { TrailLine } from './record.js';

/** What an auditor looks for; null filters nothing. */
export interface TrailSearch {
  /** Events about this conference, and lists that showed it: both are consultations of the record (DPA 2018 s.62). */
  readonly reference: string | null;
  /** Part of the name of who did it, or of the person it was done to. */
  readonly person: string | null;
  readonly action: AuditAction | null;
  /** Days in London, both included. */
  readonly from: Temporal.PlainDate | null;
  readonly to: Temporal.PlainDate | null;
}

export interface FoundLine extends TrailLine {
  readonly reference: string | null;
}

/** Where a page begins: after the line it ends with (`before`, older lines), or before the one it starts with (`after`). */
export type TrailPlace = { readonly before: number } | { readonly after: number } | null;

/**
 * A page of the trail, the latest first.
 * @param limit lines at most; one more is returned when there are more in the direction asked for
 */
export async function searchTrail(
  reader: Reader,
  search: TrailSearch,
  place: TrailPlace,
  limit: number,
): Promise<FoundLine[]> {
  const parameters: unknown[] = [limit + 1];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (search.reference !== null) {
    const reference = given(search.reference);
    conditions.push(`(e.conference_id = (select id from conference where reference = ${reference})
      or (e.action = 'conference.listed' and e.detail->'references' @> to_jsonb(${reference}::text)))`);
  }
  if (search.person !== null) {
    const person = given(search.person.toLowerCase());
    const named = ['e.actor', "e.detail->>'attendee'", "e.detail->>'attendedBy'", "e.detail->>'recipient'"];
    conditions.push(`(${named.map((name) => `position(${person} in lower(${name})) > 0`).join(' or ')})`);
  }
  if (search.action !== null) conditions.push(`e.action = ${given(search.action)}`);
  if (search.from !== null) conditions.push(`e.at >= ${given(startOfLondonDay(search.from))}`);
  if (search.to !== null) conditions.push(`e.at < ${given(startOfLondonDay(search.to.add({ days: 1 })))}`);
  const newer = place !== null && 'after' in place;
  if (place !== null) conditions.push(newer ? `e.id > ${given(place.after)}` : `e.id < ${given(place.before)}`);
  const found = await rows<FoundLine>(
    reader,
    `select e.id, e.at, e.actor, e.action, e.detail, c.reference
     from audit_event e left join conference c on c.id = e.conference_id
     where ${['true', ...conditions].join(' and ')} order by e.id ${newer ? 'asc' : 'desc'} limit $1`,
    parameters,
  );
  return newer ? found.toReversed() : found;
}
