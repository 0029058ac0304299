import { readRecommendation, startingRecommendation } from '../../src/priorities/recommendation.form.js';
import {
  changesOf,
  decideRecommendation,
  isOverdue,
  type Recommendation,
  type RecommendationStatus,
} from '../../src/priorities/recommendation.js';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const TODAY = day('2026-11-25');
const aRecommendation = (over: Partial<Recommendation> = {}): Recommendation => ({
  id: 1,
  version: 3,
  source: 'Invented inspection, Nov 2023',
  wording: 'Do it.',
  owner: 'Head of MASH',
  dueOn: day('2027-03-31'),
  status: 'in-progress',
  evidence: null,
  evidenceLink: null,
  ...over,
});

it.each<[string, Partial<Recommendation>, string | null]>([
  ['open without evidence', { status: 'open' }, null],
  ['done without evidence', { status: 'done' }, 'evidence-missing'],
  ['embedded without evidence', { status: 'embedded' }, 'evidence-missing'],
  ['done with words', { status: 'done', evidence: 'Briefing given' }, null],
  ['embedded with a link', { status: 'embedded', evidenceLink: 'https://force.example/audit' }, null],
])('%s', (_, over, refusal) => {
  const decided = decideRecommendation(null, null, aRecommendation(over));
  expect(decided.ok ? null : decided.refusal.kind).toBe(refusal);
});

it('is not overwritten by somebody who saw an older version', () => {
  const stands = aRecommendation();
  const decided = decideRecommendation(stands, 2, aRecommendation({ owner: 'Somebody else' }));
  expect(decided).toEqual({ ok: false, refusal: { kind: 'changed-meanwhile', now: stands } });
});

it('tells its history field by field, in words', () => {
  const after = aRecommendation({ status: 'done', dueOn: null, evidence: 'Briefing given' });
  expect(changesOf(aRecommendation(), after)).toEqual([
    { field: 'Due on', before: '31 March 2027', after: '' },
    { field: 'Status', before: 'In progress', after: 'Done' },
    { field: 'Evidence', before: '', after: 'Briefing given' },
  ]);
});

it.each<[string | null, RecommendationStatus, boolean]>([
  ['2026-11-24', 'open', true],
  ['2026-11-25', 'open', false],
  ['2026-11-24', 'in-progress', true],
  ['2026-11-24', 'done', false],
  ['2026-11-24', 'embedded', false],
  [null, 'open', false],
])('due on %s and %s: past its date is %s', (dueOn, status, late) => {
  expect(isOverdue({ dueOn: dueOn === null ? null : day(dueOn), status }, TODAY)).toBe(late);
});

it('reads back what it printed', () => {
  const known = aRecommendation({ evidence: 'Seen', evidenceLink: 'https://force.example/a' });
  const { id: _id, version: _version, ...given } = known;
  const read = readRecommendation(startingRecommendation(known), TODAY);
  expect(JSON.stringify(read)).toBe(JSON.stringify({ ok: true, value: given }));
});

it.each([
  ['source', '', 'Enter who recommended it'],
  ['wording', '', 'Enter what was recommended'],
  ['owner', '', 'Enter the role'],
  ['owner', 'x'.repeat(101), 'Shorten this to 100'],
  ['dueOn', '31/2/27', 'Enter a date such as'],
  ['status', 'finished', 'Choose how far'],
  ['evidenceLink', 'javascript:alert(1)', 'begins with https://'],
])('refuses %s "%s" with a sentence', (field, text, sentence) => {
  const read = readRecommendation({ ...startingRecommendation(aRecommendation()), [field]: text }, TODAY);
  expect(read.ok ? [] : read.errors.map((error) => [error.href, error.text])).toEqual([
    [`#${field}`, expect.stringContaining(sentence)],
  ]);
});
