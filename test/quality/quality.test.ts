import { loadReferenceData } from '../../config/reference-data.js';
import { auditRefusalWords, contributionWords } from '../../src/quality/audit.page.js';
import { decideAudit, type AuditFacts, type GivenAudit } from '../../src/quality/quality.js';

const { quality: policy } = loadReferenceData();
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const facts = (over: Partial<AuditFacts> = {}): AuditFacts => ({
  state: 'held',
  endsAt: at('2026-11-30T11:00:00Z'),
  now: at('2026-12-02T09:00:00Z'),
  convenedBy: null,
  contribution: { attended: true, attendedBy: 'Ada Okafor', reportBy: 'Ben Osei', attendeeIds: [7, 8] },
  auditor: { name: 'Sam Lee', attendeeId: null },
  isFrozen: false,
  before: null,
  policy,
  policyVersion: '1.0',
  ...over,
});
const ALL = { analysis: true, 'voice-of-child': true, 'threshold-view': true };
const given = (over: Partial<GivenAudit> = {}): GivenAudit => ({
  basis: 'report',
  findings: ALL,
  correction: null,
  seen: 0,
  ...over,
});
const BEFORE = {
  basis: 'report',
  criteriaVersion: '1.0',
  met: ['analysis'],
  unmet: ['voice-of-child', 'threshold-view'],
  good: false,
  version: 2,
  auditedBy: 'Sam Lee',
  auditedAt: at('2026-12-01T09:00:00Z'),
};

it('is good when every criterion is met, and not when one is not', () => {
  expect(decideAudit(facts(), given())).toMatchObject({ ok: true, value: { good: true, unmet: [] } });
  expect(decideAudit(facts(), given({ findings: { ...ALL, analysis: false } }))).toMatchObject({
    value: { good: false, met: ['voice-of-child', 'threshold-view'], unmet: ['analysis'], criteriaVersion: '1.0' },
  });
});

const contribution = facts().contribution;
it.each<[string, Partial<AuditFacts>, Partial<GivenAudit>, string]>([
  ['before its end', { now: at('2026-11-30T10:59:00Z') }, {}, 'not-over'],
  ['of one that was stood down', { state: 'stood_down' }, {}, 'not-over'],
  ['of another authority', { convenedBy: 'Swindon' }, {}, 'of-other-authority'],
  ['of nothing', { contribution: { ...contribution, attended: false, reportBy: null } }, {}, 'nothing-contributed'],
  ['of whoever went', { auditor: { name: 'Other', attendeeId: 7 } }, {}, 'own-contribution'],
  ['of whoever was assigned', { auditor: { name: 'Other', attendeeId: 8 } }, {}, 'own-contribution'],
  [
    'of whoever wrote the report, by name',
    { auditor: { name: ' ben  OSEI', attendeeId: null } },
    {},
    'own-contribution',
  ],
  ['by nothing', {}, { basis: '' }, 'unknown-basis'],
  ['by a report that never was', { contribution: { ...contribution, reportBy: null } }, {}, 'basis-absent'],
  [
    'by minutes when nobody went',
    { contribution: { ...contribution, attended: false } },
    { basis: 'minutes' },
    'basis-absent',
  ],
  ['half', {}, { findings: { analysis: true } }, 'findings-incomplete'],
  ['by more than the criteria', {}, { findings: { ...ALL, tone: true } }, 'unknown-finding'],
  ['by a name of every object', {}, { findings: { ...ALL, constructor: true } }, 'unknown-finding'],
  ['again without a reason', { before: BEFORE }, { seen: 2 }, 'correction-reason-missing'],
  ['again for a reason that is no such', { before: BEFORE }, { seen: 2, correction: 'whim' }, 'unknown-correction'],
  ['of what was audited meanwhile', { before: BEFORE }, { seen: 1, correction: 'slip' }, 'changed-meanwhile'],
  ['in a published month, silently', { isFrozen: true }, {}, 'frozen-reason-missing'],
])('refuses an audit %s', (_, over, more, kind) => {
  const decided = decideAudit(facts(over), given(more));
  expect(decided).toMatchObject({ ok: false, refusal: { kind } });
  if (!decided.ok) expect(auditRefusalWords(decided.refusal)).toMatch(/^[A-Z].*[^.]$/);
});

it('takes a correction with its reason, and a late first audit too', () => {
  expect(decideAudit(facts({ before: BEFORE }), given({ seen: 2, correction: 'slip' })).ok).toBe(true);
  expect(decideAudit(facts({ isFrozen: true }), given({ correction: 'late-sample' })).ok).toBe(true);
});

it('says what was brought', () => {
  expect(contributionWords(contribution)).toBe('Attended by Ada Okafor; report by Ben Osei');
  expect(contributionWords({ ...contribution, attended: false })).toBe('Report by Ben Osei');
});
