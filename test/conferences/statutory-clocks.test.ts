import { loadReferenceData } from '../../config/reference-data.js';
import {
  minutesDueBy,
  preBirthDueBy,
  reviewAfterBirthDueBy,
  statutoryClocks,
  type ClockFacts,
} from '../../src/conferences/statutory-clocks.js';

const { calendar, clocksOf } = loadReferenceData();
const terms = { ...clocksOf('reading'), reportWorkingDays: { initial: 2, review: 5 } };
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const facts = (over: Partial<ClockFacts> = {}): ClockFacts => ({
  kind: 'icpc',
  isOn: true,
  startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
  strategyDiscussionOn: day('2026-11-10'),
  now: Temporal.Instant.from('2026-11-20T09:00:00Z'),
  calendar,
  ...over,
});
const clock = (name: string, over: Partial<ClockFacts> = {}): string | null => {
  const found = statutoryClocks(facts(over), terms).find((one) => one.name === name);
  return found === undefined ? null : [found.on.toString(), found.standing, found.words].filter(Boolean).join(' ');
};

it.each([
  ['2027-03-01', 28, '2026-12-07'],
  ['2028-03-01', 34, '2028-01-19'],
  ['2027-03-01', 40, '2027-03-01'],
])('is held for a child expected on %s by week %i: %s', (expected, weeks, due) => {
  expect(preBirthDueBy(day(expected), weeks).toString()).toBe(due);
});

it.each([
  // 20 working days after the birth come first, then the three months.
  ['2026-12-14', '2026-11-30', '2027-01-14'],
  ['2027-02-20', '2026-11-30', '2027-02-28'],
])('takes what is sooner after a birth on %s and a conference on %s: %s', (born, held, due) => {
  expect(reviewAfterBirthDueBy(day(born), day(held), terms.afterBirth, calendar).toString()).toBe(due);
});

it('waits for minutes over Christmas', () => {
  expect(minutesDueBy(day('2026-12-14'), { minutesWorkingDays: 15 }, calendar).toString()).toBe('2027-01-07');
});

it.each<[string, string, Partial<ClockFacts>, string | null]>([
  ['an initial conference in time', 'sitting', { isHeld: true }, '2026-11-30 met in time'],
  ['one too late', 'sitting', { strategyDiscussionOn: day('2026-11-05') }, '2026-11-30 late 2 working days too late'],
  ['no strategy discussion', 'latest', { strategyDiscussionOn: null }, null],
  ['a report owed', 'report', { reportSentOn: null }, '2026-11-26 owed'],
  [
    'a report not sent',
    'report',
    { reportSentOn: null, now: Temporal.Instant.from('2026-11-27T09:00:00Z') },
    '2026-11-26 overdue none on record',
  ],
  ['a report in time', 'report', { reportSentOn: day('2026-11-26') }, '2026-11-26 met sent in time'],
  ['a report late', 'report', { reportSentOn: day('2026-11-27') }, '2026-11-26 late sent 1 working day late'],
  ['a report of what is off', 'report', { reportSentOn: null, isOn: false }, '2026-11-26 day'],
  ['no minutes before it is held', 'minutes', {}, null],
  ['minutes', 'minutes', { isHeld: true }, '2026-12-30 day'],
  [
    'no review without a plan',
    'next-review',
    { isHeld: true, outcome: { planGoesOn: false, nextReviewOn: null } },
    null,
  ],
  [
    'a review set too late',
    'next-review',
    { isHeld: true, outcome: { planGoesOn: true, nextReviewOn: day('2027-03-01') } },
    '2027-02-28 late set for Mon 1 Mar 2027, which is too late',
  ],
  [
    'a review that is due after a review',
    'latest',
    { kind: 'rcpc', previous: { kind: 'rcpc', on: day('2026-05-29') } },
    '2026-11-29 day',
  ],
  [
    'a review on the working day after a due Sunday, which is late',
    'sitting',
    { kind: 'rcpc', previous: { kind: 'rcpc', on: day('2026-05-29') } },
    '2026-11-30 late 1 working day too late',
  ],
  [
    'a first review after a pre-birth conference',
    'latest',
    { kind: 'rcpc', previous: { kind: 'pre-birth-icpc', on: day('2026-09-14') }, expectedOn: day('2026-11-02') },
    '2026-11-30 day',
  ],
  [
    'a transfer from its own trigger',
    'latest',
    {
      kind: 'transfer-in',
      transferIn: { triggerKind: 'referral-accepted', triggeredOn: day('2026-11-23'), fromAuthority: null },
    },
    '2026-12-14 day',
  ],
  ['an unborn child', 'pre-birth', { kind: 'pre-birth-icpc', expectedOn: day('2027-03-01') }, '2026-12-07 day'],
  [
    'an inquorate sitting',
    'sit-again',
    { adjournedAt: Temporal.Instant.from('2026-12-16T09:30:00Z') },
    '2027-01-04 day',
  ],
])('tells of %s', (_, name, over, expected) => {
  expect(clock(name, over)).toBe(expected);
});

it('takes the day in London, across both clock changes', () => {
  const late = { startsAt: Temporal.Instant.from('2026-03-29T23:30:00Z'), strategyDiscussionOn: null };
  expect(clock('sitting', late)).toBe('2026-03-30 day');
  expect(clock('sitting', { ...late, startsAt: Temporal.Instant.from('2026-10-25T23:30:00Z') })).toBe('2026-10-25 day');
});
