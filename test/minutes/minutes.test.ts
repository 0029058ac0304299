import { decideMinutes, mayHaveMinutes, minutesWords, type MinutesFacts } from '../../src/minutes/minutes.js';

const day = (text: string | null): Temporal.PlainDate | null => (text === null ? null : Temporal.PlainDate.from(text));
const FACTS: MinutesFacts = {
  state: 'held',
  startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
  before: null,
  now: Temporal.Instant.from('2026-12-04T10:00:00Z'),
};
const ASKED = {
  askedOn: day('2026-12-01'),
  receivedOn: null,
  version: 2,
  recordedBy: 'Priya Shah',
  recordedAt: FACTS.now,
};

describe('the minutes of a conference', () => {
  it.each([
    ['2026-12-01', null, 'asked for on Tue 1 Dec 2026, not received'],
    ['2026-11-30', '2026-12-04', 'received on Fri 4 Dec 2026'],
    [null, '2026-12-04', 'received on Fri 4 Dec 2026'],
    ['2026-12-05', null, 'minutes-too-late'],
    ['2026-11-29', null, 'minutes-too-early'],
    [null, '2026-11-29', 'minutes-too-early'],
    ['2026-12-03', '2026-12-02', 'minutes-before-asked'],
    [null, null, 'nothing-changed'],
  ])('asked %s and received %s: %s', (askedOn, receivedOn, what) => {
    const decided = decideMinutes(FACTS, { askedOn: day(askedOn), receivedOn: day(receivedOn) });
    expect(decided.ok ? minutesWords(decided.value) : decided.refusal.kind).toBe(what);
  });

  it('can be taken back, but not over what a colleague recorded meanwhile', () => {
    const facts = { ...FACTS, before: ASKED };
    const nothing = { askedOn: null, receivedOn: null };
    expect(decideMinutes(facts, { ...nothing, seen: 2 })).toEqual({ ok: true, value: nothing });
    expect(decideMinutes(facts, { ...nothing, seen: 1 })).toMatchObject({ refusal: { kind: 'changed-meanwhile' } });
  });

  it.each([
    ['scheduled', '2026-11-30T09:29:59Z', false],
    ['scheduled', '2026-11-30T09:30:00Z', true],
    ['held', '2026-12-04T10:00:00Z', true],
    ['cancelled', '2026-12-04T10:00:00Z', false],
    ['voided', '2026-12-04T10:00:00Z', false],
  ] as const)('there may be some of one that is %s at %s: %s', (state, now, may) => {
    expect(mayHaveMinutes({ state, startsAt: FACTS.startsAt, now: Temporal.Instant.from(now) })).toBe(may);
  });
});
