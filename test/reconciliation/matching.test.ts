import fc from 'fast-check';
import { loadReferenceData } from '../../config/reference-data.js';
import { differencesOf, type OurConference } from '../../src/reconciliation/differences.js';
import { aMeeting, match, ourConference, type Matched } from './builders.js';

const heldInPeriod = (ours: OurConference): boolean => ours.isHeld;

/** "M1=TV-26-000001 (100)", "M1?", "M1-", "-TV-26-000001": what became of each. */
const inShort = (found: Matched): string => {
  if (found.kind === 'ours-only') return `-${found.ours.reference}`;
  const name = found.theirs.meetingId ?? found.theirs.childIds.join('+');
  if (found.kind === 'same') return `${name}=${found.with.ours.reference}`;
  return found.kind === 'unsure'
    ? `${name}? ${found.candidates.map(({ ours, score }) => `${ours.reference} ${score}`).join(' ')}`
    : `${name}-`;
};

describe('matching the list of a local authority with ours', () => {
  const cases: readonly {
    readonly says: string;
    readonly theirs: readonly Parameters<typeof aMeeting>[0][];
    readonly ours: readonly Parameters<typeof ourConference>[0][];
    readonly gives: readonly string[];
  }[] = [
    {
      says: 'takes the meeting id before anything else, whatever its case and blanks',
      theirs: [{ meetingId: 'rbc cp 1', date: '2026-11-09', childIds: ['7'] }],
      ours: [
        { id: 1, meetingId: 'RBC CP 1', date: '2026-11-02', childIds: ['1'] },
        { id: 2, meetingId: null, date: '2026-11-09', childIds: ['7'] },
      ],
      gives: ['rbc cp 1=TV-26-000001', '-TV-26-000002'],
    },
    {
      says: 'takes of two under one id the one of the same family',
      theirs: [{ meetingId: 'M1', kind: 'rcpc' }],
      ours: [
        { id: 1, meetingId: 'M1', kind: 'icpc' },
        { id: 2, meetingId: 'M1', kind: 'rcpc' },
      ],
      gives: ['M1=TV-26-000002', '-TV-26-000001'],
    },
    {
      says: 'asks when two of one family carry the id',
      theirs: [{ meetingId: 'M1', kind: 'rcpc' }],
      ours: [
        { id: 1, meetingId: 'M1', kind: 'early-review' },
        { id: 2, meetingId: 'M1', kind: 'rcpc' },
      ],
      gives: ['M1? TV-26-000001 100 TV-26-000002 100'],
    },
    {
      says: 'matches the same children on the same day',
      theirs: [{ meetingId: 'M1', childIds: ['7', '8'] }],
      ours: [{ id: 1, childIds: ['8', '7'] }],
      gives: ['M1=TV-26-000001'],
    },
    {
      says: 'matches the same child a few days apart',
      theirs: [{ meetingId: 'M1', date: '2026-11-12', childIds: ['7'] }],
      ours: [{ id: 1, date: '2026-11-09', childIds: ['7'] }],
      gives: ['M1=TV-26-000001'],
    },
    {
      says: 'asks when it is more than a fortnight apart',
      theirs: [{ meetingId: 'M1', date: '2026-11-25', childIds: ['7'] }],
      ours: [{ id: 1, date: '2026-11-09', childIds: ['7'], meetingId: 'M9' }],
      gives: ['M1? TV-26-000001 50'],
    },
    {
      says: 'takes the next review of a family for another conference',
      theirs: [{ meetingId: 'M1', date: '2026-11-30', childIds: ['7'] }],
      ours: [{ id: 1, date: '2026-11-01', childIds: ['7'] }],
      gives: ['M1-', '-TV-26-000001'],
    },
    {
      says: 'asks where only the day agrees',
      theirs: [{ meetingId: 'M1', childIds: [] }],
      ours: [{ id: 1, childIds: ['7'] }],
      gives: ['M1? TV-26-000001 40'],
    },
    {
      says: 'asks when two of ours are as likely',
      theirs: [{ meetingId: 'M1', childIds: ['7'] }],
      ours: [
        { id: 1, childIds: ['7'] },
        { id: 2, childIds: ['7'] },
      ],
      gives: ['M1? TV-26-000001 100 TV-26-000002 100'],
    },
    {
      says: 'asks when two of theirs are as likely',
      theirs: [
        { meetingId: 'M1', childIds: ['7'] },
        { meetingId: 'M2', childIds: ['7'] },
      ],
      ours: [{ id: 1, childIds: ['7'] }],
      gives: ['M1? TV-26-000001 100', 'M2? TV-26-000001 100'],
    },
    {
      says: 'asks when few of the children are the same',
      theirs: [{ meetingId: 'M1', childIds: ['7', '8', '9'] }],
      ours: [{ id: 1, childIds: ['7'] }],
      gives: ['M1? TV-26-000001 60'],
    },
    {
      says: 'asks when it carries another meeting id with us',
      theirs: [{ meetingId: 'M1', childIds: ['7', '8'] }],
      ours: [{ id: 1, meetingId: 'M9', childIds: ['7'] }],
      gives: ['M1? TV-26-000001 50'],
    },
    {
      says: 'puts siblings without a meeting id together where they can only be one conference of ours',
      theirs: [
        { meetingId: null, rows: [2], childIds: ['7'] },
        { meetingId: null, rows: [3], childIds: ['8'] },
      ],
      ours: [{ id: 1, childIds: ['7', '8'] }],
      gives: ['7+8=TV-26-000001'],
    },
    {
      says: 'leaves what nobody else has to each side, and never what was not held',
      theirs: [{ meetingId: 'M1', childIds: ['1'] }],
      ours: [
        { id: 1, childIds: ['7'] },
        { id: 2, childIds: ['8'], state: 'stood_down', isHeld: false },
      ],
      gives: ['M1-', '-TV-26-000001'],
    },
  ];

  test.each(cases)('$says', ({ theirs, ours, gives }) => {
    expect(match(theirs.map(aMeeting), ours.map(ourConference), heldInPeriod).map(inShort)).toEqual(gives);
  });

  test('goes by the weights and the starting points that the force has set', () => {
    const { rules } = loadReferenceData().matching;
    const [theirs, ours] = [[aMeeting({ meetingId: 'M1', childIds: ['7', '8', '9'] })], [ourConference({ id: 1 })]];
    const found = (over: Partial<typeof rules>) =>
      match(theirs, ours, heldInPeriod, { ...rules, ...over }).map(inShort);
    expect(found({})).toEqual(['M1? TV-26-000001 60']);
    expect(found({ enough: 60 })).toEqual(['M1=TV-26-000001']);
    expect(found({ points: { ...rules.points, sameDay: 20 } })).toEqual(['M1? TV-26-000001 50']);
    const moved = [aMeeting({ meetingId: 'M1', date: '2026-11-19' })];
    expect(match(moved, ours, heldInPeriod, { ...rules, nearDays: 9 }).map(inShort)).toEqual(['M1-', '-TV-26-000001']);
  });

  test('says in words why', () => {
    const [found] = match(
      [aMeeting({ meetingId: 'M1', kind: 'rcpc', date: '2026-11-10', childIds: ['7', '8', '9'] })],
      [ourConference({ id: 1, meetingId: 'M9', kind: 'icpc', date: '2026-11-09', childIds: ['7', '8'] })],
      heldInPeriod,
    );
    expect(found).toMatchObject({
      kind: 'unsure',
      candidates: [
        {
          score: 48,
          reason: '2 of 3 children in common, 1 day apart, one initial, one a review, with another meeting id',
        },
      ],
    });
  });

  const days = fc.integer({ min: 1, max: 30 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`);
  const children = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { maxLength: 3 });
  const kinds = fc.constantFrom('icpc' as const, 'rcpc' as const);
  const ids = fc.option(fc.constantFrom('M1', 'M2', 'M3', 'M4', 'M5'), { nil: null });
  const lists = fc.record({
    theirs: fc.uniqueArray(fc.record({ meetingId: ids, date: days, childIds: children, kind: kinds }), {
      maxLength: 6,
      selector: ({ meetingId, ...rest }) => meetingId ?? JSON.stringify(rest),
    }),
    ours: fc.array(fc.record({ meetingId: ids, date: days, childIds: children, kind: kinds }), { maxLength: 6 }),
  });

  test('accounts for every conference once, and decides nothing that is not plain', () => {
    fc.assert(
      fc.property(lists, (given) => {
        const theirs = given.theirs.map((each, i) => aMeeting({ ...each, rows: [i + 2] }));
        const ours = given.ours.map((each, i) => ourConference({ ...each, id: i + 1 }));
        const found = match(theirs, ours, () => true);
        const rows = found.flatMap((each) => (each.kind === 'ours-only' ? [] : each.theirs.rows));
        expect(rows.toSorted((a, b) => a - b)).toEqual(theirs.flatMap((each) => each.rows));
        const matched = found.flatMap((each) => (each.kind === 'same' ? [each.with.ours.id] : []));
        expect(new Set(matched).size).toBe(matched.length);
        const asked = found.flatMap((each) =>
          each.kind === 'unsure' ? each.candidates.map((one) => one.ours.id) : [],
        );
        const alone = found.flatMap((each) => (each.kind === 'ours-only' ? [each.ours.id] : []));
        expect(new Set([...matched, ...asked, ...alone])).toEqual(new Set(ours.map(({ id }) => id)));
        expect(asked.some((id) => matched.includes(id) || alone.includes(id))).toBe(false);
      }),
    );
  });

  test('finds the same in whatever order the two lists stand', () => {
    fc.assert(
      fc.property(lists, fc.integer(), (given, seed) => {
        const theirs = given.theirs.map((each, i) => aMeeting({ ...each, rows: [i + 2] }));
        const ours = given.ours.map((each, i) => ourConference({ ...each, id: i + 1 }));
        const shuffled = <T>(all: readonly T[]): readonly T[] =>
          all
            .toSorted((a, b) => ((JSON.stringify(a).length * seed) % 7) - ((JSON.stringify(b).length * seed) % 7))
            .toReversed();
        const once = match(theirs, ours, () => true)
          .map(inShort)
          .toSorted();
        expect(
          match(shuffled(theirs), shuffled(ours), () => true)
            .map(inShort)
            .toSorted(),
        ).toEqual(once);
      }),
    );
  });
});

describe('what differs', () => {
  const cases: readonly [
    string,
    Parameters<typeof aMeeting>[0],
    Parameters<typeof ourConference>[0],
    readonly unknown[],
  ][] = [
    ['nothing', { childIds: ['7'] }, { childIds: ['7'] }, []],
    [
      'the day',
      { date: '2026-11-10' },
      { date: '2026-11-09' },
      [{ what: 'date', ours: 'Mon 9 Nov 2026', theirs: 'Tue 10 Nov 2026' }],
    ],
    [
      'held there, stood down here',
      {},
      { state: 'stood_down', isHeld: false },
      [{ what: 'held', ours: 'stood down', theirs: 'held' }],
    ],
    ['held here, not there', { held: false }, {}, [{ what: 'held', ours: 'held', theirs: 'not held' }]],
    ['initial or review', { kind: 'rcpc' }, { kind: 'icpc' }, [{ what: 'kind', ours: 'ICPC', theirs: 'RCPC' }]],
    ['transfer-in', { kind: 'transfer-in' }, {}, [{ what: 'kind', ours: 'ICPC', theirs: 'Transfer-in' }]],
    ['not pre-birth, which a list does not say', { kind: 'icpc' }, { kind: 'pre-birth-icpc' }, []],
    [
      'a child more and one fewer',
      { childIds: ['7', '9'] },
      { childIds: ['7', '8'] },
      [{ what: 'children', ours: '7, 8', theirs: '7, 9' }],
    ],
    ['not a child without an id', { childIds: ['7', '8'] }, { childIds: ['7'], unnamed: 1 }, []],
    ['not children that the list does not name', { childIds: [], unnamed: 0 }, { childIds: ['7'] }, []],
    [
      'attended there, not here',
      { police: true },
      { attended: false },
      [{ what: 'attended', ours: 'police did not attend', theirs: 'police attended' }],
    ],
    [
      'attended there, not recorded here',
      { police: true },
      { attended: null },
      [{ what: 'attended', ours: 'not recorded', theirs: 'police attended' }],
    ],
    ['not attendance of which the list says nothing', { police: null }, { attended: false }, []],
  ];

  test.each(cases)('%s', (_, theirs, ours, differences) => {
    expect(differencesOf(aMeeting(theirs), ourConference(ours))).toEqual(differences);
  });
});
