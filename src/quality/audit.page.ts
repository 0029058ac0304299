import type { Hub } from '../../config/reference-data.js';
import type { Conference } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { kindLabel } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import type { Fact, FieldError } from '../web/page-parts.js';
import { fieldOf, type TypedAudit } from './audit.form.js';
import {
  auditInWords,
  notAuditable,
  type Audit,
  type AuditFacts,
  type AuditRefusal,
  type Contribution,
  type NotAuditable,
} from './quality.js';

export interface AuditPageFacts {
  readonly conference: Conference;
  readonly sitting: Sitting;
  readonly hub: Hub;
  readonly audit: AuditFacts;
  readonly mayAudit: boolean;
}

/** What stands on record; a criterion that it was not judged by is open. */
export function auditAsOpened({ before, policy }: AuditFacts): TypedAudit {
  const said = (code: string): string =>
    before?.met.includes(code) === true ? 'yes' : before?.unmet.includes(code) === true ? 'no' : '';
  return {
    basis: before?.basis ?? '',
    findings: Object.fromEntries(policy.criteria.map(({ code }) => [code, said(code)])),
    correction: '',
    seen: String(before?.version ?? 0),
  };
}

export function auditPage(facts: AuditPageFacts, typed: TypedAudit, errors: readonly FieldError[] = []) {
  const { conference, sitting, hub, audit, mayAudit } = facts;
  const { before } = audit;
  const not = notAuditable(audit);
  return {
    title: before === null ? 'Audit the quality of the contribution' : 'The quality of the contribution',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name} · ${formatSpan(sitting.startsAt, sitting.endsAt)}`,
    back: { text: 'Quality audits', href: '/quality' },
    errors,
    facts: factRows(audit),
    closed: not === null ? (mayAudit ? null : 'You may read this and not change it.') : NOT_WORDS[not],
    form: not === null && mayAudit ? formOf(facts, typed) : null,
    version: `Criteria version ${audit.policyVersion}. Good is what meets every one of them; it counts in measure F1.`,
  };
}
export type AuditPage = ReturnType<typeof auditPage>;

const factRows = ({ contribution, before, policy }: AuditFacts): readonly Fact[] => [
  { key: 'Contribution', value: contributionWords(contribution) },
  ...(before === null
    ? []
    : [
        {
          key: 'On record',
          value: {
            text: auditInWords(before, policy),
            note: `By ${before.auditedBy}, ${formatWhen(before.auditedAt)}; criteria ${before.criteriaVersion}`,
          },
        },
      ]),
];

/** "Attended by Ada Okafor; report by Tom Price". */
export function contributionWords({ attended, attendedBy, reportBy }: Contribution): string {
  const parts = [
    ...(attended ? [attendedBy === null ? 'attended' : `attended by ${attendedBy}`] : []),
    ...(reportBy === null ? [] : [`report by ${reportBy}`]),
  ];
  const words = parts.length === 0 ? 'none on record' : parts.join('; ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function formOf({ conference, audit }: AuditPageFacts, typed: TypedAudit) {
  const { before, policy, isFrozen, contribution } = audit;
  const isThere = { report: contribution.reportBy !== null, attendance: contribution.attended };
  return {
    action: `/conferences/${conference.reference}/quality`,
    seen: String(before?.version ?? 0),
    typed,
    bases: policy.bases.filter(({ needs }) => isThere[needs]).map(({ code, label }) => ({ value: code, text: label })),
    criteria: policy.criteria.map(({ code, label, explanation }) => ({
      name: fieldOf(code),
      legend: label,
      hint: explanation,
      value: typed.findings[code] ?? '',
    })),
    reasons:
      before === null && !isFrozen
        ? null
        : {
            legend: before === null ? 'Why does it come only now?' : 'Why is it corrected?',
            hint:
              before === null
                ? 'The figures of this month are published; the change will show as restated.'
                : 'Both versions stay on the record.',
            items: policy.corrections.map(({ code, label }) => ({ value: code, text: label })),
          },
    button: before === null ? 'Record the audit' : 'Save the correction',
  };
}

const NOT_WORDS: Readonly<Record<NotAuditable, string>> = {
  'not-over': 'Only the contribution to a conference that was held can be audited. Record its outcome first.',
  'of-other-authority': 'An authority outside Thames Valley convened this conference, so it is not in measure F1.',
  'nothing-contributed': 'Nobody attended and no report went, so there is nothing to audit.',
  'own-contribution': 'You contributed to this conference, or were to go. Somebody else has to audit it.',
};

/** One sentence of each refusal, without its full stop. */
export function auditRefusalWords(refusal: AuditRefusal): string {
  switch (refusal.kind) {
    case 'not-over':
    case 'of-other-authority':
    case 'nothing-contributed':
    case 'own-contribution':
      return NOT_WORDS[refusal.kind].slice(0, -1);
    case 'unknown-basis':
      return 'Say what you judge by: choose from the list';
    case 'basis-absent':
      return `There was none of this: ${refusal.basis.toLowerCase()}. Judge by something else`;
    case 'findings-incomplete':
      return `Say of every criterion whether it is met. Missing: ${refusal.missing.join(', ')}`;
    case 'unknown-finding':
      return `The criteria in force do not have ${refusal.codes.slice(0, 5).join(', ').slice(0, 200)}. Leave it out`;
    case 'unknown-correction':
      return 'Choose the reason from the list';
    case 'correction-reason-missing':
      return 'Say why the audit is corrected';
    case 'frozen-reason-missing':
      return 'The figures of this month are published. Say why the audit comes only now';
    case 'changed-meanwhile':
      return meanwhileWords(refusal.now);
    default:
      return never(refusal);
  }
}

const meanwhileWords = ({ auditedBy }: Audit): string =>
  `${auditedBy} recorded an audit since you opened this page. Say why it is corrected, or leave it as it is`;

const FIELDS: Partial<Record<AuditRefusal['kind'], FieldError['href']>> = {
  'correction-reason-missing': '#correction',
  'frozen-reason-missing': '#correction',
  'unknown-correction': '#correction',
  'changed-meanwhile': '#correction',
};

/** The sentence at the field that the rule refused; what no field can set right is said on the page itself. */
export function auditErrors(refusal: AuditRefusal): readonly FieldError[] {
  if (Object.hasOwn(NOT_WORDS, refusal.kind)) return [];
  return [{ text: auditRefusalWords(refusal), href: FIELDS[refusal.kind] ?? '#basis' }];
}
