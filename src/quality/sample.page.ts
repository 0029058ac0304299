import type { Quality } from '../../config/quality.js';
import type { Hub } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDay, formatStart, londonDate } from '../kernel/london.js';
import type { Row, Table } from '../web/page-parts.js';
import { contributionWords } from './audit.page.js';
import type { Audited, Sampled } from './quality.queries.js';
import type { Sample } from './quality.service.js';

export interface SampleFacts extends Sample {
  readonly quality: Quality;
  readonly version: string;
  hubOf(code: string): Pick<Hub, 'name'> | undefined;
}

/** What is to be audited next, hub by hub, and what was. */
export function samplePage(facts: SampleFacts) {
  const { sample, criteria } = facts.quality;
  return {
    title: 'Quality audits',
    lead: `A share of what police bring to conferences is read by somebody who did not write it: ${sample.perHub} of each hub in ${sample.days} days. Which ones is not for anybody to choose.`,
    criteria: criteria.map(({ label }) => label),
    version: `Criteria version ${facts.version}. No word about a child is recorded here.`,
    next: nextTable(facts),
    audited: auditedTable(facts),
  };
}
export type SamplePage = ReturnType<typeof samplePage>;

type NextKey = 'conference' | 'contribution';

function nextTable({ hubs, mayAudit, quality, hubOf }: SampleFacts): Table<NextKey> {
  return {
    caption: 'To be audited next',
    columns: [
      { key: 'conference', text: 'Conference', rowHeader: true },
      { key: 'contribution', text: 'Contribution' },
    ],
    groups: hubs
      .filter(({ next }) => next.length > 0)
      .map(({ hubCode, audited, contributions, next }) => ({
        id: `hub-${hubCode}`,
        title: hubOf(hubCode)?.name ?? hubCode,
        note: `${audited} of ${Math.min(quality.sample.perHub, contributions)} audited`,
        rows: next.map((one): Row<NextKey> => ({
          id: one.reference,
          cells: { conference: conferenceCell(one, mayAudit), contribution: contributionWords(one) },
        })),
      })),
    empty: {
      title: 'Nothing is waiting',
      text: 'Every hub has its share, or nothing was contributed in the time of the sample.',
    },
  };
}

const conferenceCell = ({ reference, kind, startsAt, endsAt }: Sampled, mayOpen: boolean) => ({
  text: `${kindLabel(kind)}, ${formatStart(startsAt, endsAt)}`,
  note: reference,
  ...(mayOpen ? { href: `/conferences/${reference}/quality` } : {}),
});

type AuditedKey = 'conference' | 'result' | 'by';

const auditedTable = ({ audited, quality, hubOf }: SampleFacts): Table<AuditedKey> => ({
  caption: 'Audited',
  columns: [
    { key: 'conference', text: 'Conference', rowHeader: true },
    { key: 'result', text: 'Result' },
    { key: 'by', text: 'Audited by' },
  ],
  rows: audited.map((one): Row<AuditedKey> => ({
    cells: {
      conference: {
        ...conferenceCell(one, true),
        note: `${one.reference}, ${hubOf(one.hubCode)?.name ?? one.hubCode}`,
      },
      result: resultCell(one, quality),
      by: { text: one.auditedBy, note: formatDay(londonDate(one.auditedAt)) },
    },
  })),
  empty: { title: 'None audited yet' },
});

function resultCell({ good, unmet }: Audited, { criteria }: Quality) {
  const lacks = unmet.map((code) => criteria.find((one) => one.code === code)?.label ?? code);
  return good
    ? { tag: { text: 'Good', tone: 'good' as const } }
    : { tag: { text: 'Not good', tone: 'warn' as const }, notes: lacks.map((label) => `Not met: ${label}`) };
}
