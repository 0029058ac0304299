import { loadReferenceData } from '../../config/reference-data.js';
import { londonDays } from '../../src/attendees/availability.js';
import type { RosterPerson } from '../../src/attendees/roster.queries.js';
import { withLock, type AskedLock, type PlanAsked } from '../../src/planning/asked.js';
import { changedSince } from '../../src/planning/changed-since.js';
import { readyToPlan, type Ready } from '../../src/planning/known.js';
import type { PeriodFacts } from '../../src/planning/period.js';
import type { OnIt, OpenSitting } from '../../src/planning/period.queries.js';
import { planDiff } from '../../src/planning/plan-diff.js';
import { makePlan, type Plan } from '../../src/planning/plan.js';
import { whyNever } from '../../src/planning/rules.js';
import { solveHere } from '../../src/planning/solve-here.js';
import { earlierFrom, keepRoles } from '../../src/planning/standing-people.js';

const { planning, people: peoplePolicy, calendar } = loadReferenceData();
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const [from, until] = [at('2026-11-30T00:00:00Z'), at('2026-12-05T00:00:00Z')];

const person = (id: number, name: string, over: Partial<RosterPerson> = {}): RosterPerson => ({
  id,
  name,
  role: 'DC',
  mail: `${id}@thamesvalley-police.example`,
  hubCode: 'reading',
  covers: [],
  travelBase: 'reading',
  maxPerDay: null,
  maxPerWeek: null,
  skills: [{ skill: 'conference-trained', expiresOn: null }],
  patterns: [],
  absences: [],
  createdAt: at('2026-01-01T00:00:00Z'),
  ...over,
});
const onIt = (attendeeId: number, name: string, over: Partial<OnIt> = {}): OnIt => ({
  assignmentId: attendeeId * 10,
  attendeeId,
  name,
  lead: true,
  state: 'invited',
  ...over,
});
const sitting = (number: number, start: string, over: Partial<OpenSitting> = {}): OpenSitting => ({
  conferenceId: number,
  reference: `TV-26-00000${number}`,
  hubCode: 'reading',
  kind: 'icpc',
  startsAt: at(start),
  endsAt: at(start).add({ minutes: 90 }),
  mode: 'video',
  relevance: null,
  on: [],
  declined: [],
  conflicted: [],
  previous: [],
  ...over,
});
const facts = (over: Partial<PeriodFacts> = {}): PeriodFacts => ({
  hubs: ['reading'],
  sittings: [],
  people: [],
  booked: [],
  days: londonDays(from, until, calendar),
  fairDays: londonDays(at('2026-11-02T00:00:00Z'), until, calendar),
  policy: planning,
  peoplePolicy,
  deskAddress: 'desk@thamesvalley-police.example',
  ...over,
});
const ASKED: PlanAsked = { locks: [], away: [], more: [], everybody: false, mayMove: false, seconds: 30 };
function ready(given: PeriodFacts, asked: Partial<PlanAsked> = {}, leave: readonly string[] | null = null): Ready {
  const made = readyToPlan(given, { ...ASKED, ...asked }, leave);
  if (!made.ok) throw new Error(made.refusal.join(' '));
  return made.value;
}
async function planned({ instance, known }: Ready): Promise<Plan> {
  const made = await makePlan(instance, { seconds: 30, earlier: known.today, solver: solveHere });
  if (!made.ok) throw new Error(made.refusal.join(' '));
  return made.value;
}
const may = ({ instance }: Ready, name: string, reference: string): string | null =>
  whyNever(
    instance,
    instance.people.find(({ id }) => id === name)!,
    instance.sittings.find(({ id }) => id === reference)!,
    'lead',
  );
const ADA = person(1, 'Ada Okafor');
const BOB = person(2, 'Bob Reid');
const DAY = '2026-12-01T10:00:00Z';

it('plans initial conferences and reviews that are not decided against, for people of the hubs and who cover them', () => {
  const made = ready(
    facts({
      people: [
        ADA,
        person(2, 'Cover', { hubCode: 'slough', covers: ['reading'] }),
        person(3, 'Elsewhere', { hubCode: 'oxfordshire' }),
        person(4, 'No Mail', { mail: null }),
        person(5, 'The Desk', { mail: 'desk@thamesvalley-police.example' }),
        person(6, 'Is There', { hubCode: 'oxfordshire' }),
      ],
      sittings: [
        sitting(1, DAY, { on: [onIt(6, 'Is There')] }),
        sitting(2, DAY, { kind: 'rcpc', relevance: 'undecided' }),
        sitting(3, DAY, { kind: 'rcpc', relevance: 'not-relevant' }),
      ],
    }),
  );
  expect(made.instance.sittings.map(({ id, class: is }) => [id, is])).toEqual([
    ['TV-26-000001', 'icpc'],
    ['TV-26-000002', 'review'],
  ]);
  expect(made.instance.people.map(({ id }) => id)).toEqual(['Ada Okafor', 'Cover', 'Is There']);
});

it('tells people of one name apart', () => {
  const made = ready(facts({ people: [person(1, 'Sam Hill'), person(2, 'Sam Hill '), person(3, 'Bob Reid')] }));
  expect(made.known.people.map(({ name }) => name)).toEqual([
    'Sam Hill (DC, reading, 1)',
    'Sam Hill (DC, reading, 2)',
    'Bob Reid',
  ]);
});

it('lets nobody go who is away, does not work, is elsewhere, declined or must not', () => {
  const shifts = [{ week: 1, day: 2, starts: '12:00', ends: '18:00' }];
  const pattern = {
    fromOn: Temporal.PlainDate.from('2026-01-05'),
    untilOn: null,
    cycleWeeks: 1,
    worksHolidays: false,
    shifts,
  };
  const away = { kind: 'sick', startsAt: at('2026-12-01T00:00:00Z'), endsAt: at('2026-12-02T00:00:00Z') } as const;
  const booking = {
    attendeeId: 3,
    reference: 'TV-26-000099',
    startsAt: at('2026-12-01T11:00:00Z'),
    endsAt: at('2026-12-01T12:00:00Z'),
    takenFrom: at('2026-12-01T11:00:00Z'),
    takenUntil: at('2026-12-01T12:00:00Z'),
  };
  const made = ready(
    facts({
      people: [
        person(1, 'Away', { absences: [away] }),
        person(2, 'Afternoons', { patterns: [pattern] }),
        person(3, 'Elsewhere'),
        person(4, 'Declined'),
        person(5, 'Conflicted'),
        person(6, 'Expired', {
          skills: [{ skill: 'conference-trained', expiresOn: Temporal.PlainDate.from('2026-11-30') }],
        }),
        person(7, 'Free'),
      ],
      booked: [booking],
      sittings: [sitting(1, DAY, { declined: [4], conflicted: [5] })],
    }),
  );
  const why = (name: string): string | null => may(made, name, 'TV-26-000001');
  expect(why('Away')).toMatch('is away');
  expect(why('Afternoons')).toMatch('is not available for all of');
  expect(why('Elsewhere')).toMatch('has another conference');
  expect(why('Declined')).toMatch('declined TV-26-000001');
  expect(why('Conflicted')).toMatch('conflict of interest');
  expect(why('Expired')).toMatch('ran out');
  expect(why('Free')).toBeNull();
  expect(made.instance.people.find(({ id }) => id === 'Elsewhere')).toMatchObject({ carriedMinutes: 60 });
});

it('has somebody stay whom a colleague asked outside their hours, but not when they are away since', () => {
  const shifts = [{ week: 1, day: 5, starts: '09:00', ends: '10:00' }];
  const pattern = {
    fromOn: Temporal.PlainDate.from('2026-01-05'),
    untilOn: null,
    cycleWeeks: 1,
    worksHolidays: false,
    shifts,
  };
  const given = (absences: RosterPerson['absences']) =>
    facts({
      people: [person(1, 'Ada Okafor', { patterns: [pattern], absences })],
      sittings: [sitting(1, DAY, { on: [onIt(1, 'Ada Okafor')] })],
    });
  expect(may(ready(given([])), 'Ada Okafor', 'TV-26-000001')).toBeNull();
  const sick = { kind: 'sick', startsAt: at('2026-12-01T00:00:00Z'), endsAt: at('2026-12-02T00:00:00Z') } as const;
  const made = ready(given([sick]));
  expect(made.known.left).toEqual([]);
  expect(may(made, 'Ada Okafor', 'TV-26-000001')).toMatch('is away');
  expect(made.known.sittings[0]!.on[0]!.whyNot).toMatch('Ada Okafor is away');
  expect(ready(given([])).known.sittings[0]!.on[0]!.whyNot).toBeNull();
});

it.each<[string, Partial<RosterPerson>, Partial<OpenSitting>, string]>([
  ['no training', { skills: [] }, {}, 'does not have the skill'],
  ['an overlap', {}, { startsAt: at('2026-12-01T11:00:00Z'), endsAt: at('2026-12-01T12:00:00Z') }, 'they overlap'],
  [
    'more than they may have',
    { maxPerDay: 1 },
    { startsAt: at('2026-12-01T14:00:00Z'), endsAt: at('2026-12-01T15:00:00Z') },
    'may have 1',
  ],
])('leaves as it is what was meant against %s', (_, who, second, why) => {
  const given = facts({
    people: [{ ...ADA, ...who }, BOB],
    sittings: [
      sitting(1, DAY, { on: [onIt(1, 'Ada Okafor')] }),
      sitting(2, DAY, { on: 'startsAt' in second ? [onIt(1, 'Ada Okafor', { assignmentId: 11 })] : [], ...second }),
    ],
  });
  const { left } = ready(given).known;
  expect(left.map(({ name }) => name)).toContain('TV-26-000001');
  expect(left[0]?.why.join(' ')).toContain(why);
  const lock: AskedLock = { kind: 'not', attendeeId: 1, conference: 'TV-26-000001' };
  expect(ready(given, { locks: [lock] }).known.left.map(({ name }) => name)).not.toContain('TV-26-000001');
});

it('shows new, changed, kept, freed and uncovered', async () => {
  const sick = { kind: 'sick', startsAt: at('2026-12-01T00:00:00Z'), endsAt: at('2026-12-02T00:00:00Z') } as const;
  const made = ready(
    facts({
      people: [ADA, BOB, person(3, 'Sick', { absences: [sick] })],
      sittings: [
        sitting(1, DAY, { on: [onIt(1, 'Ada Okafor', { state: 'accepted' })] }),
        sitting(2, DAY, { on: [onIt(3, 'Sick')] }),
        sitting(3, DAY, { kind: 'rcpc', on: [onIt(3, 'Sick', { assignmentId: 31 })] }),
        sitting(4, DAY, { kind: 'rcpc' }),
        sitting(5, '2026-12-02T10:00:00Z'),
      ],
    }),
  );
  const rows = planDiff(made.known, await planned(made));
  expect(rows.map(({ change }) => change)).toEqual(['kept', 'changed', 'freed', 'uncovered', 'new']);
  expect(rows[1]).toMatchObject({ on: [{ attendeeId: 2, lead: true }], off: [{ attendeeId: 3 }] });
});

it('names what changed since, and lets pass what does not concern the plan', async () => {
  const before = facts({
    people: [ADA, BOB],
    sittings: [sitting(1, DAY), sitting(2, DAY, { on: [onIt(1, 'Ada Okafor')] })],
  });
  const made = ready(before);
  const plan = await planned(made);
  const since = (sittings: readonly OpenSitting[], people = before.people): readonly string[] =>
    changedSince(made.known, plan, ready({ ...before, sittings, people }, {}, []));
  const [one, two] = before.sittings as [OpenSitting, OpenSitting];
  expect(since([one, two])).toEqual([]);
  expect(since([two])).toEqual(['TV-26-000001 is not open in these days any more.']);
  expect(since([sitting(1, '2026-12-02T10:00:00Z'), two])).toEqual([
    'TV-26-000001 was moved to Wed 2 Dec 2026, 10:00.',
  ]);
  expect(since([{ ...one, on: [onIt(9, 'Cat Lowe')] }, two])).toEqual(['Cat Lowe is on TV-26-000001 since.']);
  // Nothing is done to the second, and a new one is none of the plan's.
  expect(since([one, { ...two, relevance: 'relevant' }, sitting(3, DAY)])).toEqual([]);
  expect(since([one])).toEqual([]);
  expect(since([one, two], [ADA])).toEqual([expect.stringMatching('Bob Reid is not a person')]);
  const untrained = since([one, two], [ADA, { ...BOB, skills: [] }]);
  expect(untrained).toEqual([expect.stringMatching('Bob Reid does not have the skill')]);
});

it('has one lock for one person on one conference, the last', () => {
  const keep: AskedLock = { kind: 'keep', attendeeId: 1, conference: 'TV-26-000001', role: null };
  const not: AskedLock = { kind: 'not', attendeeId: 1, conference: 'TV-26-000001' };
  const day: AskedLock = { kind: 'not-on', attendeeId: 1, day: '2026-12-01' };
  expect(withLock([keep, day], not)).toEqual([day, not]);
  expect(withLock([day], day)).toEqual([day]);
});

it('goes on from an earlier plan, save where somebody changed today since, and keeps who leads', () => {
  const placed = (name: string, lead: string | null, ...seconds: string[]) => ({ sitting: name, lead, seconds });
  const then = [placed('1', null), placed('2', 'Ada Okafor')];
  const plan = [placed('1', 'Bob Reid'), placed('2', 'Bob Reid'), placed('Added 1', 'Ada Okafor')];
  const today = [placed('1', 'Cat Lowe'), placed('2', 'Ada Okafor')];
  expect(earlierFrom(plan, then, today)).toEqual([placed('1', 'Cat Lowe'), placed('2', 'Bob Reid'), plan[2]]);
  const on = [onIt(1, 'Ada Okafor'), onIt(2, 'Bob Reid', { lead: false })];
  const made = ready(facts({ people: [ADA, BOB], sittings: [sitting(1, DAY, { on })] }));
  const swapped = [placed('TV-26-000001', 'Bob Reid', 'Ada Okafor')];
  expect(keepRoles(made.instance, made.known.today, swapped)).toEqual([
    placed('TV-26-000001', 'Ada Okafor', 'Bob Reid'),
  ]);
});
