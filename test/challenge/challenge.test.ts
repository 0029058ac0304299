import { loadReferenceData } from '../../config/reference-data.js';
import { challengeLetter } from '../../src/challenge/challenge-letter.js';
import {
  beginStage,
  challengeable,
  decideStep,
  isOverdue,
  refuseChallenge,
  type Challenge,
  type ChallengeSubject,
  type Stage,
} from '../../src/challenge/challenge.js';

const { calendar, challenges, limits } = loadReferenceData();
const procedure = challenges.of('reading');
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const today = day('2026-11-23');
const ground = { procedure, calendar, today, by: 'Priya Shah' };
const sent = (number: number, over: Partial<Stage> = {}): Stage => ({
  ...beginStage(procedure, number, day('2026-11-16'), calendar),
  letterSentOn: day('2026-11-16'),
  ...over,
});
const aChallenge = (stages: readonly Stage[], over: Partial<Challenge> = {}): Challenge => ({
  id: 3,
  hubCode: 'reading',
  about: 'late-invitation',
  procedure: procedure.code,
  state: 'open',
  outcome: null,
  version: 1,
  stages,
  ...over,
});
const known = (over: Partial<NonNullable<ChallengeSubject['conference']>> = {}): ChallengeSubject => ({
  conference: { kind: 'icpc', state: 'held', noticeDays: 5, neverInvited: false, dissent: null, ...over },
  expectation: null,
});

describe('what may be challenged', () => {
  it.each<[string, ChallengeSubject, string[]]>([
    ['an invitation in time', known(), ['refused-place']],
    ['a late one', known({ noticeDays: 4 }), ['late-invitation', 'refused-place']],
    [
      'a review with less than its notice',
      known({ kind: 'rcpc', noticeDays: 19 }),
      ['late-invitation', 'refused-place'],
    ],
    ['a review with its notice', known({ kind: 'rcpc', noticeDays: 20 }), ['refused-place']],
    ['none at all', known({ noticeDays: null, neverInvited: true }), ['missed-invitation', 'refused-place']],
    ['a dissent', known({ dissent: true }), ['refused-place', 'dissent']],
    ['no dissent', known({ dissent: false }), ['refused-place']],
    ['a voided conference', known({ state: 'voided', neverInvited: true, dissent: true }), []],
    ['one that was asked for', { conference: null, expectation: { standing: 'asked' } }, ['missed-invitation']],
    ['one past its day', { conference: null, expectation: { standing: 'overdue' } }, ['missed-invitation']],
    ['one still to come', { conference: null, expectation: { standing: 'awaited' } }, []],
  ])('%s', (_, subject, may) => {
    expect(challengeable(subject, limits)).toEqual(may);
    expect(may.includes('dissent') ? null : refuseChallenge('dissent', subject, limits)).toEqual(
      may.includes('dissent') ? null : expect.stringMatching(/\.$/),
    );
  });
});

describe('its stages', () => {
  it('counts working days from the day it begins', () => {
    expect(beginStage(procedure, 1, day('2026-12-24'), calendar).dueOn.toString()).toBe('2026-12-30');
    expect(() => beginStage(procedure, 9, today, calendar)).toThrow('stage 9');
  });

  it('goes on to the next stage without agreement, and ends after the last', () => {
    const step = { kind: 'answer', answer: 'not-agreed', note: null } as const;
    const next = decideStep(aChallenge([sent(1)]), step, ground);
    expect(next).toMatchObject({ ok: true, value: { state: 'open', next: { number: 2, letterSentOn: null } } });
    const last = procedure.stages.length;
    expect(decideStep(aChallenge([sent(last)]), step, ground)).toMatchObject({
      ok: true,
      value: { state: 'unresolved', next: null, outcome: 'No agreement at the last stage' },
    });
  });

  it('ends with what was agreed', () => {
    const step = { kind: 'answer', answer: 'agreed', note: ' A new checklist ' } as const;
    expect(decideStep(aChallenge([sent(1)]), step, ground)).toMatchObject({
      value: { state: 'resolved', outcome: 'A new checklist', stage: { answer: 'agreed', recordedBy: 'Priya Shah' } },
    });
  });

  it.each([
    [aChallenge([sent(1)], { state: 'resolved' }), { kind: 'letter-sent' }, 'not-open'],
    [
      aChallenge([sent(1, { letterSentOn: null })]),
      { kind: 'answer', answer: 'not-agreed', note: null },
      'letter-not-sent',
    ],
    [aChallenge([sent(1)]), { kind: 'answer', answer: 'agreed', note: ' ' }, 'outcome-missing'],
    [aChallenge([sent(2)]), { kind: 'answer', answer: 'no-answer', note: null }, 'not-due-yet'],
    [aChallenge([sent(1)]), { kind: 'withdraw', reason: ' ' }, 'reason-missing'],
  ] as const)('%#: refuses', (challenge, step, kind) => {
    expect(decideStep(challenge, step, ground)).toEqual({ ok: false, refusal: expect.objectContaining({ kind }) });
  });

  it('is overdue on the day after its last', () => {
    const stage = sent(1);
    expect(isOverdue(aChallenge([stage]), stage.dueOn)).toBe(false);
    expect(isOverdue(aChallenge([stage]), stage.dueOn.add({ days: 1 }))).toBe(true);
    expect(isOverdue(aChallenge([stage], { state: 'withdrawn' }), day('2030-01-01'))).toBe(false);
  });
});

it('writes each stage without naming anybody', () => {
  const facts = {
    id: 3,
    about: 'late-invitation' as const,
    stage: sent(2),
    before: [sent(1, { answer: 'no-answer' })],
    procedureName: procedure.name,
    localAuthority: 'Reading Borough Council',
    hubName: 'Reading',
    mailbox: 'mash@police.example',
    on: today,
    conference: { reference: 'TV-26-000001', kind: 'icpc' as const, on: today, laMeetingId: 'RBC-1', noticeDays: 1 },
    expectation: null,
  };
  const letter = challengeLetter(facts);
  expect(letter).toContain('stage 2');
  expect(letter).toContain('1 working day before the conference');
  expect(letter).toContain('Stage 1 (prevent) began on 16 November 2026 and ended without an answer.');
  for (const about of ['missed-invitation', 'refused-place', 'dissent'] as const) {
    expect(challengeLetter({ ...facts, about, conference: null, expectation: null })).not.toContain('undefined');
  }
});
