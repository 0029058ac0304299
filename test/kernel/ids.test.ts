import { conferenceReference, isConferenceReference, newUid, spokenReference } from '../../src/kernel/ids.js';

describe('conference references', () => {
  it.each([
    [2026, 4211, 'TV-26-004211'],
    [2026, 1, 'TV-26-000001'],
    [2026, 999_999, 'TV-26-999999'],
    [2005, 12, 'TV-05-000012'],
  ])('writes year %i and counter %i as %s', (year, counter, expected) => {
    expect(conferenceReference(year, counter)).toBe(expected);
    expect(isConferenceReference(expected)).toBe(true);
  });

  it.each([
    [1999, 1],
    [2100, 1],
    [26, 1],
    [2026, 0],
    [2026, 1_000_000],
    [2026, 1.5],
    [2026, Number.NaN],
  ])('refuses year %d with counter %d', (year, counter) => {
    expect(() => conferenceReference(year, counter)).toThrow(RangeError);
  });

  it.each([
    'TV-26-4211',
    'TV-26-0042111',
    'tv-26-004211',
    ' TV-26-004211',
    'TV-26-004211\n',
    'TV-2026-004211',
    'TV-26-000000',
    'XX-26-004211',
    '',
  ])('does not take %j for a reference', (text) => {
    expect(isConferenceReference(text)).toBe(false);
  });
});

describe('calendar UIDs', () => {
  it('are random before the domain, and never the same', () => {
    const uids = Array.from({ length: 50 }, () => newUid('tracker.example'));
    expect(new Set(uids).size).toBe(50);
    for (const uid of uids) expect(uid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@tracker\.example$/);
  });
});

test.each([
  ['4371', 'TV-26-004371'],
  ['26-4371', 'TV-26-004371'],
  ['tv-25-4371', 'TV-25-004371'],
  ['TV-26-004371', 'TV-26-004371'],
  [' tv 26 4371 ', 'TV-26-004371'],
  ['RBC-CP-4371', null],
  ['43260099338', null],
  ['0', null],
  ['', null],
])('"%s" said on the telephone is %s', (said, reference) => {
  expect(spokenReference(said, 2026)).toBe(reference);
});
