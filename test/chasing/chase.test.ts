import { readFileSync } from 'node:fs';
import { loadReferenceData, readReferenceData, type ReferenceFile } from '../../config/reference-data.js';
import { chaseSimulationCommand } from '../../src/chase-simulation.js';
import { chasesOwed, withdrawnBy } from '../../src/chasing/chase.js';
import { isStaffed } from '../../src/chasing/hours.js';
import { CHASE_KINDS, rungWords } from '../../src/chasing/ladder.js';
import { mattersOf, type Standing } from '../../src/chasing/matter.js';
import { prove } from '../../src/chasing/proof.js';
import { unreachable, type Directory } from '../../src/chasing/recipients.js';

const reference = loadReferenceData();
const { calendar, chasing: ladder } = reference;
const rules = { ladder, calendar, hub: reference.hub };
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

const everybody: Directory = {
  of: (role, { hubCode, lead }) =>
    role === 'lead' && lead === null ? [] : [{ address: `${role}.${hubCode}@police.example`, attendeeId: lead }],
  isAbsent: () => false,
};

/** An initial conference on Thursday 26 November 2026 at 10:00 with nobody on it. */
const standing = (given: Partial<Standing> = {}): Standing => ({
  reference: 'TV-2026-000001',
  hubCode: 'reading',
  kind: 'icpc',
  state: 'scheduled',
  startsAt: at('2026-11-26T10:00:00Z'),
  endsAt: at('2026-11-26T11:30:00Z'),
  lead: null,
  relevance: 'undecided',
  decision: 0,
  reportDue: Temporal.PlainDate.from('2026-11-24'),
  reportRecorded: true,
  outcomeRecorded: false,
  minutesDue: null,
  ...given,
});
const lead = (given: Partial<NonNullable<Standing['lead']>> = {}): NonNullable<Standing['lead']> => ({
  id: 7,
  attendeeId: 3,
  state: 'invited',
  declinedAt: null,
  ...given,
});

const owed = (one: Standing, now: string, done: readonly string[] = [], directory = everybody): readonly string[] =>
  chasesOwed(mattersOf(one, at(now)), rules, directory, { now: at(now), done: new Set(done) }).map(
    ({ matter, rung, ruling }) =>
      `${matter.kind} ${rung.days} ${ruling.what === 'tell' ? ruling.role : ruling.what === 'skip' ? ruling.because : 'wait'}`,
  );

describe('what is owed', () => {
  it.each<[string, Partial<Standing>, string, readonly string[]]>([
    ['six working days before', {}, '2026-11-18T09:00:00Z', []],
    ['five before', {}, '2026-11-19T09:00:00Z', ['unassigned -5 hub']],
    ['five before, at half past seven', {}, '2026-11-19T07:30:00Z', []],
    ['five before, after closing', {}, '2026-11-19T16:00:00Z', []],
    ['at the weekend', {}, '2026-11-21T10:00:00Z', []],
    [
      'on the day, after an outage: each is told once',
      {},
      '2026-11-26T09:00:00Z',
      ['unassigned -5 overtaken', 'unassigned -3 supervisor', 'unassigned -1 leadership', 'unassigned 0 hub'],
    ],
    ['somebody accepted', { lead: lead({ state: 'accepted' }) }, '2026-11-26T09:00:00Z', []],
    ['somebody silent, three days before', { lead: lead() }, '2026-11-23T09:00:00Z', ['no-answer -3 lead']],
    ['tentative is no answer', { lead: lead({ state: 'tentative' }) }, '2026-11-23T09:00:00Z', ['no-answer -3 lead']],
    [
      'declined: at once, with the ladder beside it',
      { lead: lead({ state: 'declined', declinedAt: at('2026-11-19T08:10:00Z') }) },
      '2026-11-19T09:00:00Z',
      ['unassigned -5 hub', 'declined 0 hub'],
    ],
    ['a review nobody needs', { kind: 'rcpc', relevance: 'not-relevant' }, '2026-11-26T09:00:00Z', []],
    [
      'its report all the same',
      { relevance: 'not-relevant', kind: 'rcpc', reportRecorded: false },
      '2026-11-23T09:00:00Z',
      ['report-owed -1 hub'],
    ],
    ['cancelled', { state: 'cancelled' }, '2026-11-26T09:00:00Z', []],
    ['over, and no outcome', { lead: lead({ state: 'accepted' }) }, '2026-11-27T09:00:00Z', ['outcome-missing 1 lead']],
    ['over, and the outcome on record', { outcomeRecorded: true, state: 'held' }, '2026-11-27T09:00:00Z', []],
    [
      'begun while nothing ran',
      {},
      '2026-11-26T10:30:00Z',
      ['unassigned -5 begun', 'unassigned -3 begun', 'unassigned -1 begun', 'unassigned 0 begun'],
    ],
  ])('%s', (_, given, now, expected) => {
    expect(owed(standing(given), now)).toEqual(expected);
  });

  it('begins anew with another time, and with another person', () => {
    const told = ['unassigned/TV-2026-000001/2026-11-26T10:00:00Z#0/-5'];
    expect(owed(standing(), '2026-11-19T09:00:00Z', told)).toEqual([]);
    expect(owed(standing({ startsAt: at('2026-11-26T11:00:00Z') }), '2026-11-19T09:00:00Z', told)).toEqual([
      'unassigned -5 hub',
    ]);
    expect(owed(standing({ lead: lead({ state: 'withdrawn' }) }), '2026-11-19T09:00:00Z', told)).toEqual([
      'unassigned -5 hub',
    ]);
  });

  it('tells somebody else when whoever it is for is away, and keeps what reaches nobody owed', () => {
    const away: Directory = { ...everybody, isAbsent: ({ address }) => address.startsWith('lead') };
    expect(owed(standing({ lead: lead() }), '2026-11-23T09:00:00Z', [], away)).toEqual(['no-answer -3 hub']);
    const nobody: Directory = { ...everybody, isAbsent: () => true };
    expect(owed(standing({ lead: lead() }), '2026-11-23T09:00:00Z', [], nobody)).toEqual(['no-answer -3 wait']);
  });

  it('is withdrawn at the last moment by what settles it, or by the start', () => {
    const key = 'unassigned/TV-2026-000001/2026-11-26T10:00:00Z#0/-5';
    const now = at('2026-11-26T09:00:00Z');
    const because = (one: Standing, when = now) => withdrawnBy(key, mattersOf(one, when), rules, when);
    expect(because(standing())).toBeNull();
    expect(because(standing({ lead: lead() }))).toBe('settled');
    expect(because(standing({ startsAt: at('2026-12-03T10:00:00Z') }))).toBe('settled');
    expect(because(standing(), at('2026-11-26T10:01:00Z'))).toBe('begun');
  });

  it('keeps to the hours of the hub through both changes of the clock', () => {
    const reading = reference.hub('reading')!;
    for (const [when, open] of [
      ['2026-03-27T08:00:00Z', true],
      ['2026-03-30T07:00:00Z', true],
      ['2026-03-30T06:59:00Z', false],
      ['2026-10-23T07:00:00Z', true],
      ['2026-10-26T07:00:00Z', false],
      ['2026-12-25T10:00:00Z', false],
    ] as const)
      expect({ when, open: isStaffed(at(when), reading, calendar) }).toEqual({ when, open });
  });
});

describe('the ladder', () => {
  const files = Object.fromEntries(
    Object.keys(reference.editions).map((file) => [
      file,
      JSON.parse(readFileSync(new URL(`../../config/${file}.json`, import.meta.url), 'utf8')),
    ]),
  ) as Record<ReferenceFile, unknown>;
  const withLadder =
    (change: (chasing: { ladder: { kind: string; rungs: object[] }[]; hubs: object[] }) => void) => () => {
      const chasing = structuredClone(files.chasing) as Parameters<typeof change>[0];
      change(chasing);
      return readReferenceData({ ...files, chasing });
    };

  it.each<[string, Parameters<typeof withLadder>[0], RegExp]>([
    [
      'no rung',
      ({ ladder: [first] }) => (first!.rungs = []),
      /chasing.json, kind 1 "rungs" must be a list with entries/,
    ],
    [
      'no recipient',
      ({ ladder: [first] }) => (first!.rungs = [{ days: -5, otherwise: 'hub' }]),
      /chasing.json, kind 1, rung 1 lacks "to"/,
    ],
    [
      'a recipient nobody knows',
      ({ ladder: [first] }) => (first!.rungs = [{ days: -5, to: 'chief', otherwise: 'hub' }]),
      /"to" must be one of lead, hub, supervisor, leadership/,
    ],
    [
      'the same fallback',
      ({ ladder: [first] }) => (first!.rungs = [{ days: -5, to: 'hub', otherwise: 'hub' }]),
      /the hub and otherwise the hub, which helps nobody/,
    ],
    [
      'somebody who cannot be there',
      ({ ladder: [first] }) => (first!.rungs = [{ days: -5, to: 'lead', otherwise: 'hub' }]),
      /the lead, but there is none to tell/,
    ],
    [
      'an answer after the conference',
      ({ ladder }) =>
        ladder.find(({ kind }) => kind === 'no-answer')!.rungs.push({ days: 2, to: 'hub', otherwise: 'supervisor' }),
      /must be from -60 to 0/,
    ],
    [
      'a day by which it is history',
      ({ ladder }) =>
        ladder.find(({ kind }) => kind === 'declined')!.rungs.push({ days: 31, to: 'hub', otherwise: 'supervisor' }),
      /must be from 0 to 30/,
    ],
    ['a kind left out', (chasing) => chasing.ladder.pop(), /lacks the ladder of "expectation-overdue"/],
    [
      'a hub that does not exist',
      (chasing) =>
        chasing.hubs.push({
          hub: 'atlantis',
          kind: 'declined',
          rungs: [{ days: 0, to: 'hub', otherwise: 'supervisor' }],
        }),
      /names the hub "atlantis"/,
    ],
  ])('refuses at start: %s', (_, change, sentence) => {
    expect(withLadder(change)).toThrow(sentence);
  });

  it('may be a hub’s own', () => {
    const own = withLadder(({ hubs }) =>
      hubs.push({ hub: 'slough', kind: 'declined', rungs: [{ days: 2, to: 'supervisor', otherwise: 'hub' }] }),
    )().chasing;
    expect(own.rungsOf('slough', 'declined').map(({ days }) => days)).toEqual([2]);
    expect(own.rungsOf('reading', 'declined').map(({ days }) => days)).toEqual([0, 1]);
  });

  it('says before it is needed which rung would reach nobody', () => {
    const onlyMailbox: Directory = { ...everybody, of: (role, of) => (role === 'hub' ? everybody.of('hub', of) : []) };
    const [reading] = [reference.hub('reading')!];
    expect(unreachable(ladder, [reading], everybody, at('2026-11-19T09:00:00Z'))).toEqual([]);
    expect(unreachable(ladder, [reading], onlyMailbox, at('2026-11-19T09:00:00Z'))).toEqual([]);
    const nobody: Directory = { ...everybody, of: () => [] };
    expect(unreachable(ladder, [reading], nobody, at('2026-11-19T09:00:00Z'))[0]).toMatch(
      /^Reading: “Nobody assigned”, 5 working days before the conference, would reach nobody/,
    );
  });

  it('names each of its days in words', () => {
    expect(CHASE_KINDS.map((kind) => rungWords(kind, { days: kind === 'no-answer' ? -1 : 0 }))).toContain(
      '1 working day before the conference',
    );
  });
});

describe('the simulation', () => {
  const say = (...words: string[]) => {
    const [printed, complained]: [string[], string[]] = [[], []];
    const code = chaseSimulationCommand(words, {
      print: (line) => printed.push(line),
      complain: (line) => complained.push(line),
    });
    return { code, printed: printed.join('\n'), complained };
  };

  it('accounts for everything, the same for the same seed', () => {
    const first = say('--weeks', '1', '--seed', '5', '--json');
    const { verdict, owed: all, sent, skipped, missed, pending } = JSON.parse(first.printed);
    expect({ code: first.code, verdict }).toEqual({ code: 0, verdict: 'complete' });
    expect(all).toBeGreaterThan(20);
    expect(sent + skipped.overtaken + skipped.begun + skipped.settled + missed + pending).toBe(all);
    expect(say('--weeks', '1', '--seed', '5', '--json')).toEqual(first);
    expect(say('--weeks', '1', '--seed', '6', '--json')).not.toEqual(first);
  });

  it('finds the mail that was lost', () => {
    const { code, printed } = say('--weeks=1', '--seed=5', '--lose=9');
    expect(code).toBe(1);
    expect(printed).toMatch(/The mail of chase 9 was lost on its way\./);
    expect(printed).toMatch(/verdict {4}GAP: 1 of what was owed cannot be accounted for/);
  });

  it.each([
    [['--weeks', '0'], '--weeks takes a whole number from 1 to 104.'],
    [['--weeks'], '--weeks takes a whole number from 1 to 104.'],
    [['--seed', 'x'], '--seed takes a whole number from 0 to 4294967295.'],
    [['--seed', '-1'], '--seed takes a whole number from 0 to 4294967295.'],
    [['--lose', '0'], '--lose takes the number of a chase, from 1.'],
    [['--weeks', 'x'], '--weeks takes a whole number from 1 to 104.'],
    [['--weeks', '1.5'], '--weeks takes a whole number from 1 to 104.'],
    [['--weeks', '--seed', '3'], '--weeks takes a whole number from 1 to 104.'],
    [['--json=yes'], '--json takes no value.'],
    [['--from', '2026-02-30'], '--from takes a date that exists, written 2026-03-02.'],
  ])('says of %j what is wrong', (words, sentence) => {
    expect(say(...words)).toEqual({ code: 2, printed: '', complained: [sentence] });
  });

  it.each([['--wekks'], ['12'], ['-h'], ['--seed', '1', 'more']])('says what options there are, of %j', (...words) => {
    const { code, printed, complained } = say(...words);
    expect([code, printed, complained]).toEqual([
      2,
      '',
      [expect.stringMatching(/^There is no option "[^"]+"\. Usage: /)],
    ]);
  });

  it('neither hides nor calls a gap what began unseen during an outage', () => {
    const { code, printed } = say('--weeks=2', '--seed=9');
    const last = printed.split('\n').at(-1);
    expect(code).toBe(0);
    expect(last).toMatch(
      /^verdict {4}complete: .*; \d+ conferences? began with nobody told, for nothing ran that could/,
    );
  });
});

describe('the proof', () => {
  const hub = reference.hub('reading')!;
  const key = 'no-answer/TV-2026-000001/2026-11-26T10:00:00Z#7/-3';
  const startsAt = at('2026-11-26T10:00:00Z');
  const silent = (from: string, until: string) => ({
    kind: 'no-answer' as const,
    subject: 'TV-2026-000001',
    hubCode: 'reading',
    edition: '2026-11-26T10:00:00Z#7',
    day: Temporal.PlainDate.from('2026-11-26'),
    startsAt,
    span: { from: at(from).epochMilliseconds, until: at(until).epochMilliseconds },
  });
  // The lead says yes before the mail leaves, and takes it back at noon.
  const verdictOf = (decidedAt: string, first: string) =>
    prove(
      {
        since: at('2026-11-23T07:00:00Z'),
        until: at('2026-11-23T15:30:00Z'),
        told: at('2026-11-23T07:00:00Z'),
        hubs: [hub],
        matters: [
          silent('2026-11-20T09:00:00Z', '2026-11-23T08:10:00Z'),
          silent('2026-11-23T11:30:00Z', '2026-11-26T10:00:00Z'),
        ],
        kept: [
          { key, hubCode: 'reading', decidedAt: at(decidedAt), skipped: null, toldAt: [at(first), at(decidedAt)] },
        ],
        sent: [{ key, at: at(decidedAt).add({ minutes: 1 }) }],
        runs: [8, 9, 10, 11, 12, 13, 14, 15].map((hour) => at(`2026-11-23T${String(hour).padStart(2, '0')}:00:05Z`)),
      },
      rules,
    ).gaps.map(({ kind }) => kind);

  it('does not call late what was settled before its mail left, and was said when it came back', () => {
    expect(verdictOf('2026-11-23T12:00:05Z', '2026-11-23T08:00:05Z')).toEqual([]);
  });
  it('calls late what came back and was said an hour after that', () => {
    expect(verdictOf('2026-11-23T13:00:05Z', '2026-11-23T08:00:05Z')).toEqual(['late']);
  });
  it('calls late what was said an hour after it was owed', () => {
    expect(verdictOf('2026-11-23T12:00:05Z', '2026-11-23T09:00:05Z')).toContain('late');
  });
});
