import { loadReferenceData } from '../../config/reference-data.js';
import { soughtFor } from '../../src/assignments/sought.js';
import { suggestions, type OtherSitting, type PersonFacts } from '../../src/assignments/suggestion.js';
import type { Absence, WorkingPattern } from '../../src/attendees/availability.js';

const reference = loadReferenceData();
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
/** Mon 30 Nov 2026, 09:30 to 11:00, in Reading. */
const sitting = {
  hubCode: 'reading',
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  mode: 'video' as const,
};
const sought = soughtFor(sitting, at('2026-11-25T09:00:00Z'), reference);
/** Conferences of an hour each. */
const carried = (count: number) => ({ count, minutes: count * 60 });
const aPerson = (over: Partial<PersonFacts> = {}): PersonFacts => ({
  id: 1,
  name: 'Ada Okafor',
  role: 'DC',
  mail: 'ada.okafor@thamesvalley-police.example',
  mailBounced: false,
  hubCode: 'reading',
  covers: [],
  travelBase: 'reading',
  maxPerDay: null,
  maxPerWeek: null,
  trained: true,
  trainedUntil: null,
  patterns: [],
  absences: [],
  bookings: [],
  onIt: false,
  declined: false,
  conflict: false,
  tookLast: false,
  last: carried(1),
  next: carried(1),
  ...over,
});
const booking = (from: string, until: string, reference = 'TV-26-004300'): OtherSitting => {
  const [startsAt, endsAt] = [at(`2026-${from}:00Z`), at(`2026-${until}:00Z`)];
  return { reference, startsAt, endsAt, takenFrom: startsAt, takenUntil: endsAt };
};
const clash = { bookings: [booking('11-30T10:30', '11-30T11:30')] };
const pattern = (days: readonly number[], starts = '08:00', ends = '16:00'): WorkingPattern => ({
  fromOn: Temporal.PlainDate.from('2026-01-05'),
  untilOn: null,
  cycleWeeks: 1,
  worksHolidays: false,
  shifts: days.map((day) => ({ week: 1, day, starts, ends })),
});
const leave: Absence = { kind: 'leave', startsAt: at('2026-11-30T00:00:00Z'), endsAt: at('2026-12-03T00:00:00Z') };
const reasonsOf = (over: Partial<PersonFacts>): readonly string[] => suggestions([aPerson(over)], sought)[0]!.reasons;

it.each<[string, Partial<PersonFacts>, Partial<PersonFacts>]>([
  ['free before busy, however well they suit', { next: carried(9), trained: false }, { ...clash, tookLast: true }],
  ['trained before untrained', { next: carried(9) }, { trained: false }],
  ['expired training before none', { trainedUntil: Temporal.PlainDate.from('2026-11-03') }, { trained: false }],
  ['whoever knows the family before the own hub', { tookLast: true, hubCode: 'slough' }, {}],
  ['the own hub before another', { next: carried(5) }, { hubCode: 'slough', next: carried(0) }],
  [
    'a hub that they cover before another',
    { hubCode: 'slough', covers: ['reading'], next: carried(5) },
    { hubCode: 'slough' },
  ],
  ['fewer conferences before more', {}, { next: carried(2) }],
  [
    'a smaller part of their time before more of it',
    { patterns: [pattern([1, 2, 3, 4, 5])], next: carried(2) },
    { patterns: [pattern([1, 2])] },
  ],
  ['whoever can be chosen before a conflict of interest', { trained: false }, { conflict: true, tookLast: true }],
  ['by name when all else is equal', { name: 'Ada' }, { name: 'Zoe' }],
])('puts %s', (_, first, second) => {
  const people = [aPerson({ id: 2, name: 'Mia', ...second }), aPerson({ id: 1, name: 'Mia', ...first })];
  expect(suggestions(people, sought).map((one) => one.id)).toEqual([1, 2]);
});

it('says in words why somebody suits', () => {
  const hours = { patterns: [pattern([1, 2, 3, 4, 5])] };
  expect(reasonsOf({ tookLast: true, ...hours })).toEqual([
    'free',
    'took the last conference of this family',
    'Reading',
    'trained',
    '1 h of 160 h in the last 4 weeks, 1 h of 160 h in the next',
  ]);
  const none = { last: carried(0), next: carried(0) };
  expect(reasonsOf({ hubCode: 'slough', ...none })).toEqual([
    'free',
    'from Slough',
    'trained',
    'no other conference in 8 weeks',
  ]);
  expect(reasonsOf({ hubCode: 'slough', covers: ['reading'] }).slice(1)).toEqual([
    'from Slough, covers Reading',
    'trained',
    'conferences: 1 in the last 4 weeks, 1 in the next (hours not kept)',
  ]);
});

it('weighs the way only when somebody must be there', () => {
  const there = soughtFor({ ...sitting, mode: 'in-person' }, at('2026-11-25T09:00:00Z'), reference);
  const people = [aPerson({ id: 2, travelBase: 'milton-keynes' }), aPerson({ id: 1, travelBase: 'wokingham' })];
  expect(suggestions(people, there).map(({ id }) => id)).toEqual([1, 2]);
  expect(suggestions(people, there)[0]!.reasons).toContain('20 minutes of travel');
  expect(suggestions([aPerson()], there)[0]!.reasons).toContain('no travel');
  const [near] = suggestions([aPerson({ bookings: [booking('11-30T11:15', '11-30T12:00')] })], there);
  expect(near!.reasons[0]).toBe('on TV-26-004300 until 12:00');
});

it.each<[string, Partial<PersonFacts>, string]>([
  ['away', { absences: [leave] }, 'away, back on Thu 3 Dec'],
  [
    'away in the morning',
    { absences: [{ ...leave, endsAt: at('2026-11-30T10:00:00Z') }] },
    'away until 10:00 on Mon 30 Nov',
  ],
  ['off that day', { patterns: [pattern([2, 3])] }, 'does not work that day'],
  ['home before the end', { patterns: [pattern([1], '07:00', '10:30')] }, 'works 07:00 to 10:30 that day'],
  [
    'at the most of a day',
    { maxPerDay: 1, bookings: [booking('11-30T14:00', '11-30T15:00')] },
    'has 1 that day, the most they take',
  ],
  [
    'at the most of a week',
    { maxPerWeek: 1, bookings: [booking('12-06T14:00', '12-06T15:00')] },
    'has 1 that week, the most they take',
  ],
])('says why somebody is out who is %s', (_, over, reason) => {
  expect(suggestions([aPerson(over)], sought)[0]).toMatchObject({
    standing: 'busy',
    reasons: expect.arrayContaining([reason]),
  });
});

it('counts for the most of a day and a week only what is in it', () => {
  const bookings = [booking('11-29T22:00', '11-29T23:00'), booking('12-07T09:00', '12-07T10:00')];
  expect(suggestions([aPerson({ maxPerDay: 1, maxPerWeek: 1, bookings })], sought)[0]!.standing).toBe('free');
});

it.each([
  ['2026-11-29', 'training expired Sun 29 Nov'],
  ['2026-11-30', 'trained'],
  ['2026-12-01', 'trained'],
])('counts training that ends on %s as "%s" on the day of the sitting', (expiresOn, words) => {
  expect(reasonsOf({ trainedUntil: Temporal.PlainDate.from(expiresOn) })).toContain(words);
});

it('says what somebody is on and until when', () => {
  expect(reasonsOf(clash)[0]).toBe('on TV-26-004300 until 11:30');
});

it('lets somebody who declined be chosen, but not as free', () => {
  expect(suggestions([aPerson({ declined: true })], sought)[0]).toMatchObject({
    standing: 'busy',
    reasons: expect.arrayContaining(['declined this conference']),
  });
});

it.each([
  [{ onIt: true }, 'already on this conference'],
  [{ mail: null }, 'no mail address'],
  [{ conflict: true }, 'has a conflict of interest'],
])('does not let %j be chosen', (over, reason) => {
  expect(suggestions([aPerson(over)], sought)).toEqual([
    { id: 1, name: 'Ada Okafor', role: 'DC', standing: 'impossible', reasons: [reason] },
  ]);
});

it('leaves what it was given as it was', () => {
  const people = Object.freeze([aPerson({ name: 'Zoe' }), aPerson({ name: 'Ada' })]);
  suggestions(people, sought);
  expect(people.map((one) => one.name)).toEqual(['Zoe', 'Ada']);
});
