import { countsOf, figuresOf } from '../../src/reconciliation/counts.js';
import type { OurConference } from '../../src/reconciliation/differences.js';
import type { Position } from '../../src/reconciliation/reconciliation.js';
import type { TheirMeeting } from '../../src/reconciliation/their-meeting.js';
import { aMeeting, compareLists, ourConference } from './builders.js';

const period = { from: Temporal.PlainDate.from('2026-11-01'), to: Temporal.PlainDate.from('2026-11-30') };

/** "A1 1 of 1" by our record, by theirs, as agreed; "-" where it does not count. */
function figures(theirs: TheirMeeting | null, ours: OurConference | null, position: Position | null = null) {
  const rows = [{ counts: countsOf({ theirs, ours, position, period }), many: 1 }];
  const found = figuresOf(rows, ours === null ? [] : [ours], period);
  return Object.fromEntries(
    Object.entries(found).map(([id, sides]) => [
      id,
      [sides.ours, sides.theirs, sides.agreed].map(({ n, of }) => (of === 0 ? '-' : `${n}/${of}`)).join(' '),
    ]),
  );
}

const facts = (given: Partial<OurConference['facts']>): OurConference['facts'] => ({
  ...ourConference().facts,
  ...given,
});

describe('both percentages', () => {
  test.each([
    [
      'attended on both sides',
      aMeeting({ police: true }),
      ourConference(),
      null,
      { A1: '1/1 1/1 1/1', A2: '1/1 1/1 1/1', B1: '- - -' },
    ],
    ['as we have it where the list does not say', aMeeting(), ourConference(), null, { A1: '1/1 1/1 1/1' }],
    ['not as they say, theirs agreed', aMeeting({ police: false }), ourConference(), 'theirs', { A1: '1/1 0/1 0/1' }],
    ['not as they say, ours agreed', aMeeting({ police: false }), ourConference(), 'ours', { A1: '1/1 0/1 1/1' }],
    [
      'never invited: out of A1 by our definition, in A2',
      aMeeting(),
      null,
      'theirs',
      { A1: '- 0/1 -', A2: '- 0/1 0/1' },
    ],
    ['theirs only, ours agreed: it was not held', aMeeting(), null, 'ours', { A1: '- 0/1 -', A2: '- 0/1 -' }],
    ['ours only, theirs agreed: it was not held', null, ourConference(), 'theirs', { A1: '1/1 - -', A2: '1/1 - -' }],
    ['a list that says it was not held', aMeeting({ held: false }), ourConference(), 'theirs', { A1: '1/1 - -' }],
    [
      'recorded as never invited',
      aMeeting(),
      ourConference({
        attended: false,
        facts: facts({ firstReceivedAt: null, participation: { outcome: 'not', presentAtDecision: false } }),
      }),
      null,
      { A1: '- 0/1 -', A2: '0/1 0/1 0/1' },
    ],
    [
      'a review that was decided not relevant',
      aMeeting({ kind: 'rcpc' }),
      ourConference({ kind: 'rcpc', facts: facts({ kind: 'rcpc', relevanceAtStart: 'not-relevant' }) }),
      null,
      { A1: '- - -', B1: '- - -' },
    ],
    [
      'a review by them, initial with us',
      aMeeting({ kind: 'rcpc' }),
      ourConference(),
      'theirs',
      { A1: '1/1 - -', B1: '- 1/1 1/1' },
    ],
    [
      'on a day outside the period with us',
      aMeeting(),
      ourConference({ date: '2026-12-01' }),
      'ours',
      { A1: '- 1/1 -' },
    ],
    ['still to come with us', aMeeting(), ourConference({ isOver: false, isHeld: false }), null, { A1: '- 1/1 -' }],
  ] as const)('%s', (_, theirs, ours, position, wanted) => {
    expect(figures(theirs, ours, position)).toMatchObject(wanted);
  });

  test('count by our record what a person has still to tell apart', () => {
    const ours = [ourConference({ id: 1 }), ourConference({ id: 2 })];
    const rows = compareLists([aMeeting()], ours, period, null);
    expect(rows.map((row) => row.class)).toEqual(['unsure']);
    expect(
      figuresOf(
        rows.map(({ counts }) => ({ counts, many: 1 })),
        ours,
        period,
      ).A1.ours,
    ).toEqual({ n: 2, of: 2 });
  });
});
