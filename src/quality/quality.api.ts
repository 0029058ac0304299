import { etagOf } from '../web/api/etag.js';
import { Codes, Flag, Moment, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal, type ProblemKind } from '../web/api/problems.js';
import { contributionWords, auditRefusalWords } from './audit.page.js';
import type { Audit, AuditRefusal, Contribution, GivenAudit } from './quality.js';
import type { HubSample } from './quality.service.js';

export class FindingToRecord {
  @Text({ max: 60, example: 'analysis', about: 'A criterion in force.' })
  readonly criterion!: string;

  @Flag({ example: true, about: 'Whether the contribution meets it.' })
  readonly met!: boolean;
}

export class AuditToRecord {
  @Text({ max: 60, example: 'report', about: 'What was read or seen: `report`, `minutes` or `observed`.' })
  readonly basis!: string;

  @Parts(FindingToRecord, {
    max: 50,
    about: 'Each criterion in force once. There is no free text: nothing is said of a child.',
    example: [
      { criterion: 'analysis', met: true },
      { criterion: 'voice-of-child', met: true },
      { criterion: 'threshold-view', met: false },
    ],
  })
  readonly findings!: readonly FindingToRecord[];

  @Text({
    presence: 'optional',
    max: 60,
    example: null,
    about:
      'Why it is corrected, or comes when the month is published: `slip`, `read-again`, `talked-through`, `late-sample`.',
  })
  readonly correction?: string | null;
}

export class AuditAnswer {
  @Text({ example: 'Attended by Ada Okafor; report by Ada Okafor', about: 'What police brought.' })
  readonly contribution!: string;

  @Text({ presence: 'nullable', example: 'report' })
  readonly basis!: string | null;

  @Codes({ example: ['analysis', 'voice-of-child'] })
  readonly met!: readonly string[];

  @Codes({ example: ['threshold-view'] })
  readonly unmet!: readonly string[];

  @Flag({ presence: 'nullable', example: false, about: 'It meets every criterion; null while it is not audited.' })
  readonly good!: boolean | null;

  @Text({ presence: 'nullable', example: '1.0' })
  readonly criteriaVersion!: string | null;

  @WholeNumber({ min: 0, example: 1, about: 'Counts up with each correction, 0 while it is not audited.' })
  readonly version!: number;

  @Text({ presence: 'nullable', example: 'Sam Supervisor' })
  readonly auditedBy!: string | null;

  @Moment({ presence: 'nullable', example: '2026-12-02T15:05:00Z' })
  readonly auditedAt!: string | null;
}

export class HubSampleAnswer {
  @Text({ example: 'reading' })
  readonly hub!: string;

  @WholeNumber({ example: 12, about: 'Contributions to conferences within the span of the sample.' })
  readonly contributions!: number;

  @WholeNumber({ example: 3 })
  readonly audited!: number;

  @WholeNumber({ example: 2 })
  readonly good!: number;

  @Texts({ example: ['TV-26-004211'], about: 'The conferences to audit next.' })
  readonly next!: readonly string[];
}

export class SampleAnswer {
  @Parts(HubSampleAnswer)
  readonly hubs!: readonly HubSampleAnswer[];
}

/** The body as the rules take it, or the refusal of a criterion that stands twice. */
export function givenAudit({ basis, findings, correction }: AuditToRecord, seen: number | null): GivenAudit {
  const codes = findings.map(({ criterion }) => criterion.trim());
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined) throw refusal('finding-twice', `${twice} stands twice. Name each criterion once.`);
  return {
    basis: basis.trim(),
    findings: Object.fromEntries(findings.map(({ met }, at) => [codes[at], met])),
    correction: correction?.trim() || null,
    ...(seen === null ? {} : { seen }),
  };
}

export const auditAnswer = (audit: Audit | null, contribution: Contribution): AuditAnswer => ({
  contribution: contributionWords(contribution),
  basis: audit?.basis ?? null,
  met: audit?.met ?? [],
  unmet: audit?.unmet ?? [],
  good: audit?.good ?? null,
  criteriaVersion: audit?.criteriaVersion ?? null,
  version: audit?.version ?? 0,
  auditedBy: audit?.auditedBy ?? null,
  auditedAt: audit?.auditedAt.toString() ?? null,
});

export const sampleAnswer = (hubs: readonly HubSample[]): SampleAnswer => ({
  hubs: hubs.map(({ hubCode, contributions, audited, good, next }) => ({
    hub: hubCode,
    contributions,
    audited,
    good,
    next: next.map(({ reference }) => reference),
  })),
});

/** Each refused audit as a problem. */
export function auditProblem(refused: AuditRefusal): Error {
  const kind: ProblemKind = refused.kind;
  const extra = {
    ...(refused.kind === 'changed-meanwhile' ? { etag: etagOf(refused.now) } : {}),
    ...(refused.kind === 'correction-reason-missing' ? { recorded: { version: refused.before.version } } : {}),
  };
  return refusal(kind, `${auditRefusalWords(refused)}.`, extra);
}
