import { suggestions, type PersonFacts } from '../../src/assignments/suggestion.js';

const sought = {
  hubCode: 'reading',
  startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
  hubName: (code: string): string => ({ reading: 'Reading', slough: 'Slough' })[code] ?? code,
};
const trained = [{ skill: 'conference-trained', expiresOn: null }];
const aPerson = (over: Partial<PersonFacts> = {}): PersonFacts => ({
  id: 1,
  name: 'Ada Okafor',
  role: 'DC',
  mail: 'ada.okafor@thamesvalley-police.example',
  mailBounced: false,
  hubCode: 'reading',
  skills: trained,
  clash: null,
  onIt: false,
  declined: false,
  tookLast: false,
  load: 2,
  ...over,
});
const clash = { reference: 'TV-26-004300', endsAt: Temporal.Instant.from('2026-11-30T11:30:00Z') };
const reasonsOf = (over: Partial<PersonFacts>): readonly string[] => suggestions([aPerson(over)], sought)[0]!.reasons;

it.each<[string, Partial<PersonFacts>, Partial<PersonFacts>]>([
  ['free before busy, however well they suit', { load: 9, skills: [] }, { clash, tookLast: true }],
  ['trained before untrained', { load: 9 }, { skills: [] }],
  [
    'expired training before none',
    { skills: [{ skill: 'conference-trained', expiresOn: Temporal.PlainDate.from('2026-11-03') }] },
    { skills: [] },
  ],
  ['whoever knows the family before the own hub', { tookLast: true, hubCode: 'slough' }, {}],
  ['the own hub before another', { load: 5 }, { hubCode: 'slough', load: 0 }],
  ['fewer conferences before more', { load: 1 }, { load: 2 }],
  ['by name when all else is equal', { name: 'Ada' }, { name: 'Zoe' }],
])('puts %s', (_, first, second) => {
  const people = [aPerson({ id: 2, name: 'Mia', ...second }), aPerson({ id: 1, name: 'Mia', ...first })];
  expect(suggestions(people, sought).map((one) => one.id)).toEqual([1, 2]);
});

it('says in words why somebody suits', () => {
  expect(reasonsOf({ tookLast: true, load: 1 })).toEqual([
    'free',
    'took the last conference of this family',
    'Reading',
    'trained',
    '1 conference in 8 weeks',
  ]);
  expect(reasonsOf({ hubCode: 'slough', load: 0 })).toEqual(['free', 'from Slough', 'trained', 'no other conference']);
});

it.each([
  ['2026-11-29', 'training expired Sun 29 Nov'],
  ['2026-11-30', 'trained'],
  ['2026-12-01', 'trained'],
])('counts training that ends on %s as "%s" on the day of the sitting', (expiresOn, words) => {
  const skills = [{ skill: 'conference-trained', expiresOn: Temporal.PlainDate.from(expiresOn) }];
  expect(reasonsOf({ skills })).toContain(words);
});

it('says what somebody is on and until when', () => {
  expect(reasonsOf({ clash })[0]).toBe('on TV-26-004300 until 11:30');
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
