import { rowsWords } from '../../src/reconciliation/row.page.js';
import { letterName, queryLetter } from '../../src/reconciliation/query-letter.js';
import { periodWords } from '../../src/reconciliation/reconciliation.js';
import { aMeeting, ourConference } from './builders.js';

const day = (text: string) => Temporal.PlainDate.from(text);
const period = { from: day('2026-11-01'), to: day('2026-11-30') };
const about = { localAuthority: 'Reading Borough Council', hubName: 'Reading', period, on: day('2026-12-02') };

test('asks of each conference what is not known, by ids alone', () => {
  const letter = queryLetter(
    [
      {
        class: 'theirs-only',
        theirs: aMeeting({ meetingId: 'R4', childIds: ['94', '95'] }),
        ours: null,
        differences: [],
      },
      { class: 'ours-only', theirs: null, ours: ourConference({ kind: 'rcpc', meetingId: 'R3' }), differences: [] },
      {
        class: 'differs',
        theirs: aMeeting({ date: '2026-11-10' }),
        ours: ourConference(),
        differences: [{ what: 'date', ours: 'Mon 9 Nov 2026', theirs: 'Tue 10 Nov 2026' }],
      },
    ],
    about,
  );
  expect(letter.split('\n')).toEqual(
    expect.arrayContaining([
      'OFFICIAL-SENSITIVE',
      'To Reading Borough Council, child protection conference team',
      'Child protection conferences, November 2026: our questions about your list',
      '1. Initial child protection conference, Mon 9 Nov 2026',
      '   Your meeting id: R4',
      '   Your child ids: 94, 95',
      '2. Review child protection conference, Mon 9 Nov 2026',
      '   Our reference: TV-26-000001',
      '   Day: your list Tue 10 Nov 2026; our record Mon 9 Nov 2026',
    ]),
  );
  expect(letter).toContain('or confirm that none was');
  expect(letter).toContain('Please tell us whether it was held');
});

test.each([
  ['2026-11-01', '2026-11-30', 'November 2026'],
  ['2026-02-01', '2026-02-28', 'February 2026'],
  ['2026-11-01', '2026-11-29', '1 November 2026 to 29 November 2026'],
])('the period from %s to %s is “%s”', (from, to, words) => {
  expect(periodWords({ from: day(from), to: day(to) })).toBe(words);
});

test('says of a row of which sheet it is, and of many rows the first', () => {
  expect(rowsWords([2, 20_000_003])).toBe('row 2, 3 of sheet 3');
  expect(rowsWords(Array.from({ length: 200_000 }, (_, i) => i + 2))).toBe(
    'row 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 199990 more',
  );
});

test('names its file', () => {
  expect(letterName('reading', period)).toBe('query-reading-2026-11-01.txt');
});
