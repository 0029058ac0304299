import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { relevanceAtStart, type RelevanceDecision } from '../relevance/relevance.js';
import type { MeasureFacts, StoredCount } from './measure.js';

/** What counts a conference, as it stands now, and the counts that are stored for it. */
export interface CountedConference extends MeasureFacts {
  readonly conferenceId: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly endsAt: Temporal.Instant;
  readonly stored: readonly StoredCount[];
}

type DecisionJson = Omit<RelevanceDecision, 'decidedAt'> & { readonly decidedAt: string };
type StoredJson = Omit<StoredCount, 'month' | 'countsFrom'> & { readonly month: string; readonly countsFrom: string };

interface FactsRow extends Omit<CountedConference, 'relevanceAtStart' | 'participation' | 'stored'> {
  readonly outcome: 'attended' | 'part' | 'not' | null;
  readonly presentAtDecision: boolean | null;
  readonly decisions: readonly DecisionJson[] | null;
  readonly stored: readonly StoredJson[] | null;
}

// Facts and counts in one statement see one moment, so that a change under way can never look like a difference.
const FACTS = `
  select c.id as conference_id, c.reference, c.hub_code, c.kind, c.state, s.starts_at, s.ends_at, p.outcome,
    p.present_at_decision,
    (select min(i.received_at) from invitation i where i.conference_id = c.id) as first_received_at,
    (select json_agg(json_build_object('value', d.value, 'criteria', d.criteria, 'reason', d.reason,
       'decidedBy', d.decided_by, 'decidedAt', d.decided_at) order by d.id)
     from relevance_decision d where d.conference_id = c.id) as decisions,
    (select json_agg(json_build_object('measure', m.measure, 'definitionVersion', m.definition_version,
       'hubCode', m.hub_code, 'month', m.month, 'countsFrom', m.counts_from, 'inDenominator', m.in_denominator,
       'inNumerator', m.in_numerator, 'recorded', m.recorded, 'why', m.why) order by m.measure)
     from measure m where m.conference_id = c.id) as stored
  from conference c
  join lateral (select * from sitting where conference_id = c.id order by number desc limit 1) s on true
  left join participation p on p.sitting_id = s.id`;

/** One conference, which exists because a row names it; null when it has no sitting and so counts nowhere. */
export async function countedConference(reader: Reader, conferenceId: number): Promise<CountedConference | null> {
  const found = await rows<FactsRow>(reader, `${FACTS} where c.id = $1`, [conferenceId]);
  return found[0] === undefined ? null : withRules(found[0]);
}

/** Several conferences at once; those that do not exist or have no sitting are left out. */
export async function countedAmong(reader: Reader, ids: readonly number[]): Promise<readonly CountedConference[]> {
  const found = await rows<FactsRow>(reader, `${FACTS} where c.id = any($1::int[]) order by c.id`, [ids]);
  return found.map(withRules);
}

/** The next `most` conferences by id after `after`; an empty answer is the end. */
export async function countedConferencesAfter(
  reader: Reader,
  after: number,
  most: number,
): Promise<readonly CountedConference[]> {
  const found = await rows<FactsRow>(reader, `${FACTS} where c.id > $1 order by c.id limit $2`, [after, most]);
  return found.map(withRules);
}

function withRules(row: FactsRow): CountedConference {
  const { outcome, presentAtDecision, decisions, stored, ...facts } = row;
  const decided = (decisions ?? []).map((one) => ({ ...one, decidedAt: Temporal.Instant.from(one.decidedAt) }));
  return {
    ...facts,
    relevanceAtStart: relevanceAtStart(decided, facts.startsAt),
    participation: outcome === null ? null : { outcome, presentAtDecision: presentAtDecision ?? false },
    stored: (stored ?? []).map((one) => ({
      ...one,
      month: Temporal.PlainDate.from(one.month),
      countsFrom: Temporal.Instant.from(one.countsFrom),
    })),
  };
}
