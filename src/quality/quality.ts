/** The audit of what police brought to a conference: who may judge it, and when it is good. Pure. */
import type { Quality } from '../../config/quality.js';
import type { ConferenceState } from '../conferences/conference.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';

/** What police brought, and everybody whose work it is. */
export interface Contribution {
  /** For all of it or part. */
  readonly attended: boolean;
  readonly attendedBy: string | null;
  /** Who wrote the report; null when none was sent, or "nothing to add". */
  readonly reportBy: string | null;
  /** Whoever went, and whoever was assigned and not taken off. */
  readonly attendeeIds: readonly number[];
}

export interface GivenAudit {
  /** A code of the list of what was read or seen. */
  readonly basis: string;
  /** Of every criterion whether it is met. */
  readonly findings: Readonly<Record<string, boolean>>;
  /** A code of the list of reasons; null for a first audit in an open month. */
  readonly correction: string | null;
  /** The version the person was looking at, 0 when nothing was on record; not checked when a channel does not show one. */
  readonly seen?: number;
}

export interface KeptAudit {
  readonly basis: string;
  readonly criteriaVersion: string;
  readonly met: readonly string[];
  readonly unmet: readonly string[];
  readonly good: boolean;
}

export interface Audit extends KeptAudit {
  readonly version: number;
  readonly auditedBy: string;
  readonly auditedAt: Temporal.Instant;
}

export interface AuditFacts {
  readonly state: ConferenceState;
  readonly endsAt: Temporal.Instant;
  readonly now: Temporal.Instant;
  /** An authority outside Thames Valley; null when it is the hub's own. */
  readonly convenedBy: string | null;
  readonly contribution: Contribution;
  readonly auditor: { readonly name: string; readonly attendeeId: number | null };
  /** The figures of its month are published. */
  readonly isFrozen: boolean;
  readonly before: Audit | null;
  readonly policy: Quality;
  readonly policyVersion: string;
}

/** Why nothing can be audited here, whoever asks. */
export type NotAuditable = 'not-over' | 'of-other-authority' | 'nothing-contributed' | 'own-contribution';

export type AuditRefusal =
  | { readonly kind: NotAuditable }
  | { readonly kind: 'changed-meanwhile'; readonly now: Audit }
  | { readonly kind: 'unknown-basis' }
  | { readonly kind: 'basis-absent'; readonly basis: string }
  | { readonly kind: 'findings-incomplete'; readonly missing: readonly string[] }
  | { readonly kind: 'unknown-finding'; readonly codes: readonly string[] }
  | { readonly kind: 'unknown-correction' }
  | { readonly kind: 'correction-reason-missing'; readonly before: Audit }
  | { readonly kind: 'frozen-reason-missing' };

const isSame = (a: string, b: string): boolean => plainName(a) === plainName(b);
const plainName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** Nobody judges what they brought themselves: by who they are, and where a report only gives a name by that. */
export function isOwn({ contribution, auditor }: Pick<AuditFacts, 'contribution' | 'auditor'>): boolean {
  const names = [contribution.attendedBy, contribution.reportBy].filter((name) => name !== null);
  return (
    (auditor.attendeeId !== null && contribution.attendeeIds.includes(auditor.attendeeId)) ||
    names.some((name) => isSame(name, auditor.name))
  );
}

/** Why there is nothing here for this person to audit; null when there is. */
export function notAuditable(facts: AuditFacts): NotAuditable | null {
  if (facts.state !== 'held' || Temporal.Instant.compare(facts.endsAt, facts.now) > 0) return 'not-over';
  if (facts.convenedBy !== null) return 'of-other-authority';
  if (!facts.contribution.attended && facts.contribution.reportBy === null) return 'nothing-contributed';
  return isOwn(facts) ? 'own-contribution' : null;
}

/** One audit a conference, by the criteria in force. What stood before is corrected only with a reason. */
export function decideAudit(facts: AuditFacts, given: GivenAudit): Decided<KeptAudit, AuditRefusal> {
  const { before, policy } = facts;
  const not = notAuditable(facts);
  if (not !== null) return refused({ kind: not });
  if (before !== null && given.seen !== undefined && given.seen !== before.version)
    return refused({ kind: 'changed-meanwhile', now: before });
  const basis = policy.bases.find(({ code }) => code === given.basis);
  if (basis === undefined) return refused({ kind: 'unknown-basis' });
  const isThere = basis.needs === 'report' ? facts.contribution.reportBy !== null : facts.contribution.attended;
  if (!isThere) return refused({ kind: 'basis-absent', basis: basis.label });
  const codes = policy.criteria.map(({ code }) => code);
  const unknown = Object.keys(given.findings).filter((code) => !codes.includes(code));
  if (unknown.length > 0) return refused({ kind: 'unknown-finding', codes: unknown });
  const missing = codes.filter((code) => !Object.hasOwn(given.findings, code));
  if (missing.length > 0) return refused({ kind: 'findings-incomplete', missing });
  const why = refuseReason(facts, given);
  if (why !== null) return refused(why);
  const met = codes.filter((code) => given.findings[code] === true);
  const unmet = codes.filter((code) => given.findings[code] !== true);
  const kept = { basis: basis.code, criteriaVersion: facts.policyVersion, met, unmet };
  return accepted({ ...kept, good: unmet.length === 0 });
}

function refuseReason({ before, policy, isFrozen }: AuditFacts, { correction }: GivenAudit): AuditRefusal | null {
  if (correction === null) {
    if (before !== null) return { kind: 'correction-reason-missing', before };
    return isFrozen ? { kind: 'frozen-reason-missing' } : null;
  }
  return policy.corrections.some(({ code }) => code === correction) ? null : { kind: 'unknown-correction' };
}

const labelIn = (list: readonly { readonly code: string; readonly label: string }[], code: string): string =>
  list.find((one) => one.code === code)?.label ?? code;

/** The whole audit in one line, for the trail; a code that the criteria in force no longer have stands for itself. */
export function auditInWords({ good, basis, unmet }: KeptAudit, policy: Quality): string {
  const lacks = unmet.map((code) => labelIn(policy.criteria, code));
  return [good ? 'Good' : `Not met: ${lacks.join('; ')}`, `judged by ${lowerFirst(labelIn(policy.bases, basis))}`].join(
    '; ',
  );
}

export const correctionLabel = (code: string, policy: Quality): string => labelIn(policy.corrections, code);

const lowerFirst = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
