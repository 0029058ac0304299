import type { ReferenceData } from '../../../config/reference-data.js';
import { auditInWords, decideAudit, type KeptAudit } from '../../quality/quality.js';
import { authorityOf } from './authorities.js';
import type { ForceConference } from './force.js';
import { idOf, type Ids, type Row } from './rows.js';

/** Of so many contributions one is audited, and of so many audits one finds something wanting. */
const [ONE_IN, WANTING_IN] = [19, 6];
const DAYS_AFTER = 7;
/** Working days back from which the last audit dates, so that each lies in the past. */
const DAYS_LEFT = 10;

export interface ForceAudit extends KeptAudit {
  readonly auditedBy: string;
  readonly auditedAt: Temporal.Instant;
}

/** The audit of what police brought by the supervisor of the hub, as the rule allows it; null where there is none. */
export function auditOf(one: ForceConference, reference: ReferenceData): ForceAudit | null {
  const { outcome, meeting } = one;
  const { supervisor } = authorityOf(meeting.hubCode);
  const number = Number(one.reference.slice(-6));
  if (outcome === null || supervisor === null || number % ONE_IN !== 0 || meeting.day > -DAYS_LEFT) return null;
  const auditedAt = one.startsAt.add({ hours: 24 * DAYS_AFTER });
  const wanting = reference.quality.criteria[number % (WANTING_IN * reference.quality.criteria.length)];
  const findings = reference.quality.criteria.map((each) => [each.code, each !== wanting] as const);
  const attended = outcome.outcome !== 'not';
  const decided = decideAudit(
    {
      state: one.state,
      endsAt: one.endsAt,
      now: auditedAt,
      convenedBy: null,
      contribution: { attended, attendedBy: outcome.attendedBy?.name ?? null, reportBy: null, attendeeIds: [] },
      auditor: { name: supervisor, attendeeId: null },
      isFrozen: false,
      before: null,
      policy: reference.quality,
      policyVersion: reference.editions.quality.version,
    },
    { basis: number % 2 === 0 ? 'observed' : 'minutes', findings: Object.fromEntries(findings), correction: null },
  );
  return decided.ok ? { ...decided.value, auditedBy: supervisor, auditedAt } : null;
}

export const auditRows = (conferences: readonly ForceConference[], ids: Ids, reference: ReferenceData): Row[] =>
  conferences.flatMap((one) => {
    const audit = auditOf(one, reference);
    return audit === null ? [] : [{ conferenceId: idOf(ids.conferences, one), ...audit, version: 1 }];
  });

/** What the trail says of it. */
export const auditDetail = (audit: ForceAudit, { quality }: ReferenceData) => ({
  audit: auditInWords(audit, quality),
  good: audit.good,
  version: audit.criteriaVersion,
});
