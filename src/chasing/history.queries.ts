/** The histories of conferences as the trail and the record keep them, with what merges took from one to another. */
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { PastExpectation } from './history.js';
import { placesOf, spansAt, type Passing } from './passed-on.js';
import type { AskedLead, SentReport, TrailEvent, TrailHistory } from './trail-past.js';

interface EventRow {
  readonly at: string;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Row extends Omit<TrailHistory, 'leads' | 'reports' | 'decisions' | 'events'> {
  readonly leads: readonly { id: number; name: string; askedAt: string; withdrawnAt: string | null }[];
  readonly reports: readonly { id: number; recordedAt: string }[];
  readonly decisions: readonly { id: number; value: TrailHistory['decisions'][number]['value']; at: string }[];
  readonly events: readonly EventRow[];
}

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const atOrNull = (text: string | null): Temporal.Instant | null => (text === null ? null : at(text));
const eventOf = (event: EventRow): TrailEvent => ({ ...event, at: at(event.at) });

/**
 * The history of every conference that began since `from` or is still to come, whatever has become of it, and of those
 * whose minutes were awaited since.
 */
export async function histories(reader: Reader, from: Temporal.Instant): Promise<TrailHistory[]> {
  const found = await rows<Row>(reader, HISTORY, [from]);
  const passed = await passedOn(reader);
  return found.map((one) => historyOf(one, passed));
}

function historyOf({ leads, reports, decisions, events, ...one }: Row, passed: PassedOn): TrailHistory {
  const said = events.map(eventOf);
  const own = said.map((event) => ({ ...event, conferenceId: one.id }));
  const stayed = leads
    .filter(({ id }) => !passed.leads.has(id))
    .map(({ askedAt, withdrawnAt, ...lead }) => ({
      ...lead,
      askedAt: at(askedAt),
      withdrawnAt: atOrNull(withdrawnAt),
      passings: [],
      said: own,
    }));
  // On an earlier sitting of this very conference it does not count.
  const wasHere =
    (here: Row['leads' | 'reports']) =>
    ({ id, home, passings }: Passed): boolean =>
      home === one.id ? here.some((own) => own.id === id) : spansAt(placesOf(passings, home), one.id).length > 0;
  const kept = reports
    .filter(({ id }) => !passed.reports.has(id))
    .map(({ id, recordedAt }) => ({ id, recordedAt: at(recordedAt), passings: [] }));
  return {
    ...one,
    leads: [...stayed, ...[...passed.leads.values()].filter(wasHere(leads))].toSorted((a, b) => a.id - b.id),
    reports: [...kept, ...[...passed.reports.values()].filter(wasHere(reports))],
    decisions: decisions.map((decision) => ({ ...decision, at: at(decision.at) })),
    events: said,
  };
}

const SAID = `('assignment.answered', 'assignment.asked-again', 'assignment.brought-over', 'conference.moved')`;

// The first outcome and the first report, whatever was corrected later; a trail without them has the row itself.
const HISTORY = `
  select c.id, c.reference, c.hub_code, c.kind, c.state, c.created_at, s.starts_at, s.ends_at,
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', p.name,
        'askedAt', coalesce(a.first_invited_at, a.invited_at), 'withdrawnAt', a.withdrawn_at) order by a.id)
      from assignment a join attendee p on p.id = a.attendee_id where a.sitting_id = s.id and a.lead), '[]') as leads,
    coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'value', r.value, 'at', r.decided_at) order by r.id)
      from relevance_decision r where r.conference_id = c.id), '[]') as decisions,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'recordedAt', coalesce(
        (select min(e.at) from audit_event e where e.conference_id = c.id and e.action = 'report.recorded'), p.recorded_at)))
      from report p where p.conference_id = c.id), '[]') as reports,
    (select case when exists (select from participation p where p.sitting_id = s.id) then coalesce(
      (select max(e.at) from audit_event e where e.conference_id = c.id and e.action = 'participation.recorded'),
      (select p.recorded_at from participation p where p.sitting_id = s.id)) end) as outcome_at,
    coalesce((select jsonb_agg(jsonb_build_object('at', e.at, 'action', e.action, 'detail', e.detail) order by e.id)
      from audit_event e where e.conference_id = c.id and (e.action in ${SAID} or e.action in ('conference.changed-state',
        'conference.changed-kind', 'conference.reconvened', 'minutes.recorded'))), '[]') as events
  from conference c
    join lateral (select s.* from sitting s where s.conference_id = c.id order by s.number desc limit 1) s on true
  where (s.starts_at >= $1 or exists (select from minutes m where m.conference_id = c.id and m.asked_on is not null
      and (m.received_on is null or m.recorded_at >= $1)))
    and not exists (select from imported_history h where h.conference_id = c.id)`;

interface Passed {
  readonly id: number;
  /** Where it is now. */
  readonly home: number;
  readonly passings: readonly Passing[];
}

interface PassedOn {
  readonly leads: ReadonlyMap<number, AskedLead & Passed>;
  readonly reports: ReadonlyMap<number, SentReport & Passed>;
}

interface PassingRow {
  readonly keptId: number;
  readonly mergedId: number;
  readonly mergedAt: string;
  readonly unmergedAt: string | null;
}

interface PassedRow {
  readonly id: number;
  readonly home: number;
  readonly passings: readonly PassingRow[];
}

/** Everybody and every report that a merge ever took along. */
async function passedOn(reader: Reader): Promise<PassedOn> {
  const people = await rows<
    PassedRow & {
      readonly name: string;
      readonly askedAt: Temporal.Instant;
      readonly withdrawnAt: Temporal.Instant | null;
      readonly said: readonly (EventRow & { readonly conferenceId: number })[];
    }
  >(reader, PASSED_PEOPLE, []);
  const sent = await rows<PassedRow & { readonly recordedAt: Temporal.Instant }>(reader, PASSED_REPORTS, []);
  return {
    leads: new Map(
      people.map(({ said, passings, ...one }) => [
        one.id,
        {
          ...one,
          passings: passings.map(passingOf),
          said: said.map(({ conferenceId, ...event }) => ({ ...eventOf(event), conferenceId })),
        },
      ]),
    ),
    reports: new Map(sent.map((one) => [one.id, { ...one, passings: one.passings.map(passingOf) }])),
  };
}

const passingOf = ({ keptId, mergedId, mergedAt, unmergedAt }: PassingRow): Passing => ({
  keptId,
  mergedId,
  mergedAt: at(mergedAt),
  unmergedAt: atOrNull(unmergedAt),
});

const passings = (what: 'assignment' | 'report'): string => `
  select v.row_id, jsonb_agg(jsonb_build_object('keptId', m.kept_id, 'mergedId', m.merged_id, 'mergedAt', m.merged_at,
      'unmergedAt', m.unmerged_at) order by m.id) as passings, array_agg(m.kept_id) || array_agg(m.merged_id) as places
  from conference_merge m join conference_merge_moved v on v.merge_id = m.id where v.what = '${what}' group by v.row_id`;

const PASSED_PEOPLE = `
  select a.id, s.conference_id as home, p.name, coalesce(a.first_invited_at, a.invited_at) as asked_at, a.withdrawn_at,
    v.passings, coalesce((select jsonb_agg(jsonb_build_object('conferenceId', e.conference_id, 'at', e.at, 'action', e.action,
        'detail', e.detail) order by e.id)
      from audit_event e where e.conference_id = any(v.places) and e.action in ${SAID}), '[]') as said
  from (${passings('assignment')}) v join assignment a on a.id = v.row_id and a.lead
    join sitting s on s.id = a.sitting_id join attendee p on p.id = a.attendee_id`;

const PASSED_REPORTS = `
  select p.id, p.conference_id as home, v.passings, coalesce((select min(e.at) from audit_event e
      where e.conference_id = any(v.places) and e.action = 'report.recorded'), p.recorded_at) as recorded_at
  from (${passings('report')}) v join report p on p.id = v.row_id`;

interface ChangeRow {
  readonly at: string;
  readonly inviteBy: { readonly before: string; readonly after: string } | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What was expected to be announced since `from`, with what the trail says of it since then. */
export async function pastExpectations(reader: Reader, from: Temporal.Instant): Promise<PastExpectation[]> {
  const found = await rows<Omit<PastExpectation, 'changes'> & { readonly changes: readonly ChangeRow[] }>(
    reader,
    EXPECTATIONS,
    [from],
  );
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
  return found.map(({ changes, ...one }) => ({
    ...one,
    changes: changes.map(({ at: when, inviteBy, before, after }) => ({
      at: at(when),
      day: inviteBy === null ? null : { before: day(inviteBy.before), after: day(inviteBy.after) },
      open: after === null ? null : { before: before === 'open', after: after === 'open' },
    })),
  }));
}

const EXPECTATIONS = `
  with change as (
    select (e.detail->>'expectationId')::int as expectation_id, jsonb_agg(jsonb_build_object('at', e.at,
      'inviteBy', e.detail->'inviteBy', 'before', case when e.action = 'expectation.settled' then e.detail->>'before' end,
      'after', case when e.action = 'expectation.settled' then e.detail->>'after' end) order by e.id) as changes
    from audit_event e where e.action in ('expectation.settled', 'expectation.due-changed') and e.at >= $1 group by 1)
  select 'expected-' || e.id as subject, e.hub_code, e.recorded_at, e.invite_by as due_by, e.settled_at,
    coalesce(change.changes, '[]') as changes
  from expectation e left join change on change.expectation_id = e.id
  where e.invite_by >= ($1 at time zone 'Europe/London')::date or change.changes is not null`;
