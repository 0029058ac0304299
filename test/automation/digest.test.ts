import { loadReferenceData } from '../../config/reference-data.js';
import { digestUntil, isNothing, wordDigest } from '../../src/automation/digest.js';
import { refusedDeed } from '../../src/automation/refused-deed.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const { calendar } = loadReferenceData();
const eight = Temporal.PlainTime.from('08:00');

it.each([
  ['before its time', '2026-11-20T07:59:59Z', null],
  ['at its time', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z'],
  ['late in the day, after an outage', '2026-11-20T23:00:00Z', '2026-11-20T08:00:00Z'],
  ['in summer, by the clock in London', '2027-06-01T07:00:00Z', '2027-06-01T07:00:00Z'],
  ['on a Sunday', '2026-11-22T09:00:00Z', null],
  ['at Christmas', '2026-12-25T09:00:00Z', null],
])('is owed %s', (_, now, until) => {
  expect(digestUntil(at(now), eight, calendar)?.toString() ?? null).toBe(until);
});

const facts = {
  hub: { code: 'reading', name: 'Reading' },
  since: at('2026-11-19T08:00:00Z'),
  until: at('2026-11-20T08:00:00Z'),
  counts: [
    { what: 'recorded', problem: null, n: 4 },
    { what: 'further', problem: null, n: 1 },
    { what: 'refused', problem: 'duplicate-meeting-id', n: 2 },
    { what: 'refused', problem: 'invalid-body', n: 1 },
  ],
  waiting: 1,
} as const;

it('says what was done, what was refused and why, and what waits, with where to look', () => {
  const { subject, text } = wordDigest(facts, { publicUrl: 'https://tracker.example', deskName: 'The desk' });
  expect(subject).toBe('OFFICIAL-SENSITIVE | Automation in Reading, Fri 20 Nov: 4 recorded, 1 to confirm');
  expect(text).toContain('from Thu 19 Nov 2026, 08:00 to Fri 20 Nov 2026, 08:00 (UK time)');
  expect(text).toContain(
    '- 4 conferences recorded\n- 1 further invitation added to conferences on record\n- 0 lists sent',
  );
  expect(text).toContain('- 3 requests refused: 2 duplicate meeting id, 1 invalid body');
  expect(text).toContain(
    '1 conference waits to be confirmed by a person:\nhttps://tracker.example/automation?hub=reading',
  );
});

it('is about nothing when nothing was done, whatever still waits', () => {
  expect(isNothing({ counts: [] })).toBe(true);
  expect(isNothing(facts)).toBe(false);
});

describe('what is kept of a refused request', () => {
  const asked = 'POST /api/v1/invitations';
  const problem = (over: object): { status: number; type?: string; errors?: unknown } => ({ status: 422, ...over });

  it('is where it was wrong, and no word of what it said', () => {
    const errors = [
      { pointer: '/endsAt', code: 'end-before-start', detail: 'x' },
      { pointer: '/children/0/Jamie Bell', code: 'unknown-property', detail: 'x' },
      { parameter: 'hub', code: 'missing', detail: 'x' },
    ];
    const kept = refusedDeed({ asked, query: {}, problem: problem({ type: '/api/problems/invalid-body', errors }) });
    expect(kept).toEqual({
      asked,
      problem: 'invalid-body',
      places: ['/endsAt end-before-start', '/children/0/… unknown-property', 'hub missing'],
    });
  });

  it.each([
    ['a trial', { dryRun: 'true' }, { status: 422 }],
    ['too many in a minute', {}, { status: 429 }],
    ['a fault of ours', {}, { status: 500 }],
    ['one that is being worked on', {}, { status: 409, type: '/api/problems/in-progress' }],
  ])('is nothing of %s', (_, query, over) => {
    expect(refusedDeed({ asked, query, problem: problem(over) })).toBeNull();
  });
});
