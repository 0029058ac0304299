import { readOutcome, typedOutcome } from '../../src/participation/outcome.form.js';

const day = (text: string) => Temporal.PlainDate.from(text);
const when = { sat: day('2026-11-30'), today: day('2026-12-01') };
const read = (body: unknown) => readOutcome(typedOutcome(body), when);
const hrefs = (body: unknown) => {
  const form = read(body);
  return form.ok ? [] : form.errors.map((error) => error.href);
};

it('reads who went and how from the questions under the chosen answer', () => {
  expect(read({ outcome: 'attended', 'attended-who': ' 12 ', 'attended-mode': 'video', seen: '0' })).toEqual({
    ok: true,
    value: {
      outcome: 'attended',
      presentAtDecision: true,
      mode: 'video',
      attendedById: 12,
      reason: null,
      reasonNote: null,
      attribution: null,
      correction: null,
      seen: 0,
      besides: {},
    },
  });
});

it('ignores what stands under an answer that was not chosen', () => {
  const form = read({
    outcome: 'not',
    'attended-who': '12',
    'attended-mode': 'video',
    'part-reason': 'court',
    'not-reason': 'sickness',
  });
  expect(form).toMatchObject({ ok: true, value: { attendedById: null, mode: null, reason: 'sickness' } });
});

it.each([
  ['nothing chosen', {}, ['#outcome']],
  ['an answer that does not exist', { outcome: 'maybe' }, ['#outcome']],
  ['the answer twice', { outcome: ['attended', 'not'] }, ['#outcome']],
  ['no body at all', undefined, ['#outcome']],
  ['yes, and nothing else', { outcome: 'attended' }, ['#attended-who', '#attended-mode']],
  [
    'a person who is no number',
    { outcome: 'attended', 'attended-who': '1 or 1', 'attended-mode': 'phone' },
    ['#attended-who'],
  ],
  [
    'a mode that does not exist',
    { outcome: 'attended', 'attended-who': '1', 'attended-mode': 'pigeon' },
    ['#attended-mode'],
  ],
  ['part, without saying which', { outcome: 'part', 'part-who': '1', 'part-mode': 'phone' }, ['#part-decision']],
  ['a note too long', { outcome: 'not', 'not-reason': 'other', 'not-note': 'x'.repeat(501) }, ['#not-note']],
  ['a reason for correcting too long', { outcome: 'not', correction: 'x'.repeat(501) }, ['#correction']],
])('asks again for %s', (_words, body, expected) => {
  expect(hrefs(body)).toEqual(expected);
});

it('takes presence at the decision from the answer: yes always, no never, part as it was said', () => {
  const given = { 'part-who': '1', 'part-mode': 'phone' };
  expect(read({ outcome: 'part', ...given, 'part-decision': 'yes' })).toMatchObject({
    value: { presentAtDecision: true },
  });
  expect(read({ outcome: 'part', ...given, 'part-decision': 'no' })).toMatchObject({
    value: { presentAtDecision: false },
  });
  expect(read({ outcome: 'not', 'not-decision': 'yes' })).toMatchObject({ value: { presentAtDecision: false } });
});

describe('what is said besides', () => {
  const said = (body: object) => {
    const form = read({ outcome: 'part', 'part-who': '1', 'part-mode': 'video', 'part-decision': 'yes', ...body });
    return form.ok ? form.value.besides : form.errors.map(({ href }) => href);
  };

  it('stays as it stands when the form did not ask', () => {
    expect(said({ voice: 'yes', dissent: 'no' })).toEqual({});
  });

  it('is read from London times on the day of the sitting and from plain words', () => {
    const besides = {
      besides: 'yes',
      came: '9:45',
      left: '10.30',
      voice: 'yes',
      'voice-ways': ['own-words', 'own-words', 'advocate'],
      dissent: 'no',
      'next-review': '22/2/27',
      'plan-7': 'made',
      'plan-8': '',
      'plan-x': 'made',
    };
    expect(said(besides)).toEqual({
      cameAt: Temporal.Instant.from('2026-11-30T09:45:00Z'),
      leftAt: Temporal.Instant.from('2026-11-30T10:30:00Z'),
      voiceHeard: 'yes',
      voiceWays: ['own-words', 'advocate'],
      dissent: false,
      nextReviewOn: day('2027-02-22'),
      plans: [{ childId: 7, result: 'made' }],
      reportReadOut: undefined,
    });
  });

  it('forgets how the child was heard once it was not', () => {
    expect(said({ besides: 'yes', voice: 'no', 'voice-ways': ['advocate'] })).toMatchObject({ voiceWays: [] });
  });

  it.each([
    [{ came: 'early' }, ['#came']],
    [{ left: 'late' }, ['#left']],
    [{ 'next-review': 'in spring' }, ['#next-review']],
  ])('refuses what cannot be read: %j', (body, fields) => {
    expect(said({ besides: 'yes', ...body })).toEqual(fields);
  });
});
