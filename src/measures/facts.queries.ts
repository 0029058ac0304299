import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { relevanceAtStart, type RelevanceDecision } from '../relevance/relevance.js';
import type { AllFacts, ImportedFacts, Lead } from './facts.js';
import type { StoredCount } from './stored.js';

/** What counts a conference, as it stands now, and the counts that are stored for it. */
export interface CountedConference extends AllFacts {
  readonly conferenceId: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly stored: readonly StoredCount[];
}

type DecisionJson = Omit<RelevanceDecision, 'decidedAt'> & { readonly decidedAt: string };
type StoredJson = Omit<StoredCount, 'month' | 'countsFrom'> & { readonly month: string; readonly countsFrom: string };

type LeadJson = { readonly from: string; readonly to: string | null };

type Derived = 'report' | 'relevanceAtStart' | 'relevanceNow' | 'participation' | 'imported' | 'leads' | 'stored';
interface FactsRow extends Omit<CountedConference, Derived> {
  readonly leads: readonly LeadJson[] | null;
  readonly reportSentAt: Temporal.Instant | null;
  readonly nothingToAdd: boolean | null;
  readonly isImported: boolean;
  readonly importedRelevance: ImportedFacts['relevance'];
  readonly reason: string | null;
  readonly outcome: 'attended' | 'part' | 'not' | null;
  readonly presentAtDecision: boolean | null;
  readonly decisions: readonly DecisionJson[] | null;
  readonly stored: readonly StoredJson[] | null;
}

/** The code of config/reasons.json by which a list says so of a conference of the past. */
export const NEVER_INVITED = 'invite-not-received';

// What came back and is still to sit is no longer of the past: from then on it counts as the tracker records it.
// Facts and counts in one statement see one moment, so that a change under way can never look like a difference.
const FACTS = `
  select c.id as conference_id, c.reference, c.hub_code, c.kind, c.state, c.convened_by, s.starts_at, s.ends_at, p.outcome,
    c.strategy_discussion_on, case when c.state = 'stood_down' then c.state_since end as stood_down_at,
    coalesce(p.first_recorded_at, p.recorded_at) as recorded_at,
    (select i.notice_days from invitation i where i.conference_id = c.id order by i.received_at, i.id limit 1)
      as notice_days,
    (select json_agg(json_build_object('from', coalesce(a.first_invited_at, a.invited_at), 'to', case a.state
       when 'withdrawn' then coalesce(a.withdrawn_at, a.invited_at) when 'declined' then a.answered_at end) order by a.id)
     from assignment a where a.sitting_id = s.id and a.lead) as leads,
    (r.sent_on + coalesce(r.sent_time, '00:00')) at time zone 'Europe/London' as report_sent_at,
    r.kind = 'nothing-to-add' as nothing_to_add, exists (select from inquorate_sitting q join sitting sat on sat.id = q.sitting_id
       where sat.conference_id = c.id and q.for_want_of_police) as inquorate_because_of_police, qa.good as good_quality,
    p.present_at_decision, p.reason, h.conference_id is not null as is_imported, h.relevance as imported_relevance,
    (select min(i.received_at) from invitation i where i.conference_id = c.id) as first_received_at,
    (select json_agg(json_build_object('value', d.value, 'criteria', d.criteria, 'reason', d.reason,
       'decidedBy', d.decided_by, 'decidedAt', d.decided_at) order by d.id)
     from relevance_decision d where d.conference_id = c.id) as decisions,
    (select json_agg(json_build_object('measure', m.measure, 'definitionVersion', m.definition_version,
       'hubCode', m.hub_code, 'month', m.month, 'countsFrom', m.counts_from, 'inDenominator', m.in_denominator,
       'inNumerator', m.in_numerator, 'recorded', m.recorded, 'why', m.why, 'source', m.source, 'counts', m.counts,
       'met', m.met, 'noticeDays', m.notice_days) order by m.measure)
     from measure m where m.conference_id = c.id) as stored
  from conference c
  join lateral (select * from sitting where conference_id = c.id order by number desc limit 1) s on true
  left join participation p on p.sitting_id = s.id
  left join report r on r.conference_id = c.id
  left join quality_audit qa on qa.conference_id = c.id
  left join imported_history h on h.conference_id = c.id and s.starts_at < h.imported_at`;

/** One conference, which exists because a row names it; null when it has no sitting and so counts nowhere. */
export async function countedConference(reader: Reader, conferenceId: number): Promise<CountedConference | null> {
  const found = await rows<FactsRow>(reader, `${FACTS} where c.id = $1`, [conferenceId]);
  return found[0] === undefined ? null : withRules(found[0]);
}

/** Those of these conferences that have a sitting. */
export async function countedConferencesIn(
  reader: Reader,
  ids: readonly number[],
): Promise<readonly CountedConference[]> {
  if (ids.length === 0) return [];
  const found = await rows<FactsRow>(reader, `${FACTS} where c.id = any($1) order by c.id`, [ids]);
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
  const { outcome, presentAtDecision, reason, isImported, importedRelevance, decisions, stored, leads, ...others } =
    row;
  const { reportSentAt, nothingToAdd, ...facts } = others;
  const decided = (decisions ?? []).map((one) => ({ ...one, decidedAt: Temporal.Instant.from(one.decidedAt) }));
  return {
    ...facts,
    relevanceAtStart: relevanceAtStart(decided, facts.startsAt),
    relevanceNow: decided.at(-1)?.value ?? 'undecided',
    leads: (leads ?? []).map(({ from, to }): Lead => ({
      from: Temporal.Instant.from(from),
      to: to === null ? null : Temporal.Instant.from(to),
    })),
    report: reportSentAt === null ? null : { sentAt: reportSentAt, nothingToAdd: nothingToAdd ?? false },
    participation: outcome === null ? null : { outcome, presentAtDecision: presentAtDecision ?? false },
    imported: isImported ? { relevance: importedRelevance, uninvited: reason === NEVER_INVITED } : null,
    stored: (stored ?? []).map((one) => ({
      ...one,
      month: Temporal.PlainDate.from(one.month),
      countsFrom: Temporal.Instant.from(one.countsFrom),
    })),
  };
}
