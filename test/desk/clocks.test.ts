import { loadReferenceData } from '../../config/reference-data.js';
import { clockSteps, type StepFacts } from '../../src/desk/clocks.js';

const { calendar, clocksOf } = loadReferenceData();
const terms = { ...clocksOf('reading'), reportWorkingDays: { initial: 2, review: 5 } };
const facts = (over: Partial<StepFacts> = {}): StepFacts => ({
  kind: 'icpc',
  isOn: true,
  startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
  strategyDiscussionOn: Temporal.PlainDate.from('2026-11-10'),
  now: Temporal.Instant.from('2026-11-20T09:00:00Z'),
  calendar,
  ...over,
});
const lines = (over: Partial<StepFacts> = {}): string[] =>
  clockSteps(facts(over), terms).map((step) =>
    [step.text, step.when, step.note, step.state].filter(Boolean).join(' | '),
  );

it('puts the clocks of an initial conference in order', () => {
  expect(lines()).toEqual([
    'Strategy discussion | Tue 10 Nov 2026 | done',
    'Police report due | Thu 26 Nov 2026 | 2 working days before | now',
    'Conference | Mon 30 Nov 2026, 09:30 | ahead',
    '15th working day | Tue 1 Dec 2026 | the latest day for it | ahead',
    'First review due | Sun 28 Feb 2027 | three months after | ahead',
  ]);
});

it.each([
  ['2026-11-09', null],
  ['2026-11-06', '1 working day too late'],
  ['2026-11-05', '2 working days too late'],
])('says how late a conference is after a strategy discussion on %s', (on, note) => {
  const step = clockSteps(facts({ strategyDiscussionOn: Temporal.PlainDate.from(on) }), terms).find(
    (one) => one.text === 'Conference',
  );
  expect(step?.state === 'late').toBe(note !== null);
  expect(step?.note ?? null).toBe(note);
});

it('has no fifteenth day without a strategy discussion', () => {
  expect(lines({ strategyDiscussionOn: null }).join()).not.toContain('15th');
});

it('gives a review its own report deadline and no strategy discussion', () => {
  expect(lines({ kind: 'rcpc' })).toEqual([
    'Police report due | Mon 23 Nov 2026 | 5 working days before | now',
    'Conference | Mon 30 Nov 2026, 09:30 | ahead',
  ]);
});

it('marks the conference as now on its day, in London', () => {
  // 23:30 UTC on 14 June is already 15 June in London.
  const step = clockSteps(
    facts({
      kind: 'rcpc',
      startsAt: Temporal.Instant.from('2026-06-15T09:00:00Z'),
      now: Temporal.Instant.from('2026-06-14T23:30:00Z'),
    }),
    terms,
  ).at(-1);
  expect(step).toMatchObject({ text: 'Conference', when: 'Mon 15 Jun 2026, 10:00', state: 'now' });
});

it('says that a conference is not on', () => {
  expect(lines({ isOn: false }).join()).toContain('Conference (not on)');
});
