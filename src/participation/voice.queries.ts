import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

/** Of the conferences of one hub that TVP attended for the decision: at how many the child was heard, n of N. */
export interface VoiceHeardCount {
  readonly hubCode: string;
  readonly attended: number;
  readonly heard: number;
  readonly notHeard: number;
  /** Nobody has said, or it is not known. */
  readonly open: number;
}

export interface Span {
  /** The first instant that is in, and the first that is not. */
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/**
 * By hub, of what ended within the span. Each conference once, at the sitting that counts; those that another authority
 * convened are reported apart elsewhere, those of an imported list say nothing of it, and what is voided never was.
 */
export const voiceHeardByHub = (reader: Reader, scope: Scope, { from, until }: Span): Promise<VoiceHeardCount[]> =>
  rows(
    reader,
    `select c.hub_code, count(*) as attended, count(*) filter (where p.voice_heard = 'yes') as heard,
       count(*) filter (where p.voice_heard = 'no') as not_heard,
       count(*) filter (where p.voice_heard is null or p.voice_heard = 'not-known') as open
     from conference c join lateral (
       select id, ends_at from sitting where conference_id = c.id order by number desc limit 1) s on true
     join participation p on p.sitting_id = s.id
     where s.ends_at >= $1 and s.ends_at < $2 and c.state = 'held' and c.convened_by is null and p.present_at_decision
       and p.source = 'recorded' and ${scopeCondition('c', 3)}
     group by c.hub_code order by c.hub_code`,
    [from, until, ...scopeParameters(scope)],
  );
