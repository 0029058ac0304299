import { JUDGES, verdictOf, type Verdict } from '../../src/priorities/evidence.js';
import type { EvidenceFacts } from '../../src/priorities/evidence-facts.js';
import { EVIDENCE_KEYS, type EvidenceKey } from '../../config/priorities.js';

const NONE = { n: 0, of: 0 };
const NOTHING: EvidenceFacts = {
  month: Temporal.PlainYearMonth.from('2026-10'),
  participation: { A1: { month: NONE, year: NONE }, B1: { month: NONE, year: NONE } },
  targets: { A1: 100, B1: 100 },
  quality: NONE,
  training: { inDate: NONE, unknown: 0, expiring: NONE },
  voice: null,
  challenges: { raised: 0, overdue: 0 },
  sharing: { calendarMail: 0, files: 0, letters: 0 },
  outsideHours: NONE,
  demand: { lastYear: 0, perDay: '0', ahead: 0, short: NONE },
  guidance: { inDate: { n: 9, of: 9 }, overdue: [], holidaysCovered: true },
  benefit: { invitations: 0, unattended: 0, toConfirm: 0, automated: 0, keystrokes: 0, seconds: 0 },
  recommendations: { embedded: NONE, overdue: 0 },
  limits: { goodPercent: 90, trainedPercent: 100, outsideHoursPercent: 5 },
};

const held = (a1: [number, number], b1: [number, number]): Partial<EvidenceFacts> => {
  const count = ([n, of]: [number, number]) => ({ month: { n, of }, year: { n, of } });
  return { participation: { A1: count(a1), B1: count(b1) } };
};
const trained = (n: number, of: number, unknown = 0): Partial<EvidenceFacts> => ({
  training: { inDate: { n, of }, unknown, expiring: NONE },
});
const guided = (overdue: readonly string[], holidaysCovered = true): Partial<EvidenceFacts> => ({
  guidance: { inDate: { n: 9 - overdue.length, of: 9 }, overdue, holidaysCovered },
});
const came = (automated: number, invitations: number, seconds: number): Partial<EvidenceFacts> => ({
  benefit: { ...NOTHING.benefit, automated, invitations, seconds },
});
const embedded = (n: number, of: number, overdue = 0): Partial<EvidenceFacts> => ({
  recommendations: { embedded: { n, of }, overdue },
});

it.each<[string, EvidenceKey, Partial<EvidenceFacts>, Verdict, string]>([
  ['nothing audited', 'quality', {}, 'cannot-tell', 'No contribution was audited in twelve months.'],
  [
    'enough of them good',
    'quality',
    { quality: { n: 9, of: 10 } },
    'met',
    '9 of 10 (90.0 %) audited contributions held',
  ],
  ['too few of them good', 'quality', { quality: { n: 899, of: 1000 } }, 'not-met', 'at least 90 % is aimed for'],
  ['nothing held', 'participation', {}, 'cannot-tell', 'Nothing was held in October 2026'],
  ['all attended', 'participation', held([3, 3], [7, 7]), 'met', '10 conferences needed police. Police were at all'],
  ['one review missed', 'participation', held([3, 3], [6, 7]), 'not-met', '1 conference was missed'],
  ['one of very many missed', 'participation', held([1999, 2000], [0, 0]), 'not-met', '1 conference was missed'],
  ['no initial conference', 'participation', held([0, 0], [2, 2]), 'met', '2 conferences needed police'],
  ['nobody went anywhere', 'training', {}, 'cannot-tell', 'No attended conference'],
  ['all trained', 'training', trained(8, 8), 'met', '8 of 8 (100.0 %)'],
  ['one not trained', 'training', trained(7, 8), 'not-met', '7 of 8'],
  ['one of whom nobody knows', 'training', trained(7, 8, 1), 'not-met', 'Of one nobody said who went'],
  ['voice not recorded', 'voice', {}, 'cannot-tell', 'Not yet recorded'],
  ['voice asked, none attended', 'voice', { voice: NONE }, 'cannot-tell', 'No attended conference'],
  ['voice heard at all', 'voice', { voice: { n: 4, of: 4 } }, 'met', 'heard at 4 of 4'],
  ['voice not heard at one', 'voice', { voice: { n: 3, of: 4 } }, 'not-met', 'heard at 3 of 4'],
  ['no challenge', 'challenges', { challenges: { raised: 0, overdue: 0 } }, 'cannot-tell', 'No challenge'],
  ['a challenge in time', 'challenges', { challenges: { raised: 1, overdue: 0 } }, 'met', '1 challenge was raised'],
  ['a challenge left', 'challenges', { challenges: { raised: 3, overdue: 1 } }, 'not-met', '1 waits longer'],
  ['nothing shared', 'sharing', {}, 'cannot-tell', 'Nothing left the tracker'],
  ['mail shared', 'sharing', { sharing: { calendarMail: 2, files: null, letters: 1 } }, 'met', '3 disclosures'],
  ['no hours', 'hours', {}, 'cannot-tell', 'No conference is on record'],
  ['exactly at the limit', 'hours', { outsideHours: { n: 5, of: 100 } }, 'met', '5 of 100 (5.0 %)'],
  ['one over the limit', 'hours', { outsideHours: { n: 6, of: 100 } }, 'not-met', '6 of 100'],
  [
    'a profile',
    'demand',
    { demand: { lastYear: 9, perDay: '0.1', ahead: 2, short: { n: 1, of: 2 } } },
    'cannot-tell',
    'The profile is there',
  ],
  ['no profile', 'demand', {}, 'cannot-tell', 'there is no profile'],
  ['guidance in date', 'guidance', {}, 'met', '9 of 9 files'],
  ['guidance overdue', 'guidance', guided(['Skills']), 'not-met', '8 of 9 files'],
  ['holidays that end', 'guidance', guided([], false), 'not-met', 'do not reach twelve months'],
  ['no invitation', 'automation', {}, 'cannot-tell', 'No invitation was recorded'],
  ['all typed', 'automation', came(0, 12, 0), 'not-met', 'None of 12 invitations'],
  ['half by robots', 'automation', came(6, 12, 7200), 'met', 'saved 2 hours'],
  ['robots that cost time', 'automation', came(6, 12, -60), 'not-met', '6 of 12'],
  ['an empty register', 'recommendations', {}, 'cannot-tell', 'No recommendation'],
  ['all embedded', 'recommendations', embedded(2, 2), 'met', '2 of 2 recommendations are embedded'],
  [
    'some embedded',
    'recommendations',
    embedded(1, 4, 1),
    'not-met',
    '1 of 4 recommendations is embedded; 1 is past its',
  ],
])('%s', (_, key, facts, verdict, words) => {
  const evidence = JUDGES[key]({ ...NOTHING, ...facts });
  expect([evidence.verdict, evidence.sentence]).toEqual([verdict, expect.stringContaining(words)]);
});

it('says nothing better than "cannot be told" of an empty tracker, but of its guidance', () => {
  const better = EVIDENCE_KEYS.filter((key) => JUDGES[key](NOTHING).verdict !== 'cannot-tell');
  expect(better).toEqual(['guidance']);
});

it.each<[readonly Verdict[], Verdict]>([
  [['met', 'met'], 'met'],
  [['met', 'cannot-tell'], 'cannot-tell'],
  [['cannot-tell', 'not-met', 'met'], 'not-met'],
])('%j together are %s', (verdicts, together) => {
  expect(verdictOf(verdicts.map((verdict) => ({ verdict })))).toBe(together);
});
