import { decideAnswer, timeTaken } from '../../src/assignments/assignment.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const invited = { state: 'invited' as const, sequence: 1, answeredAt: null };
const accepts = { answer: 'accepted' as const, sequence: 1, at: at('2026-11-23T09:01:12Z') };

it('takes the answer to the invitation as it now stands', () => {
  expect(decideAnswer(invited, accepts)).toEqual({ ok: true, value: 'accepted' });
});

it('does not let an answer to an earlier time accept the new one', () => {
  expect(decideAnswer(invited, { ...accepts, sequence: 0 })).toEqual({ ok: false, refusal: { kind: 'out-of-date' } });
});

it('takes an answer from a channel that shows only the current time', () => {
  expect(decideAnswer(invited, { ...accepts, sequence: null })).toEqual({ ok: true, value: 'accepted' });
});

it('keeps the answer that was given last, whichever arrives last', () => {
  const declined = { ...invited, state: 'declined' as const, answeredAt: at('2026-11-23T10:00:00Z') };
  expect(decideAnswer(declined, accepts)).toEqual({ ok: false, refusal: { kind: 'older-than-known' } });
  expect(decideAnswer(declined, { ...accepts, at: at('2026-11-23T10:00:01Z') })).toEqual({
    ok: true,
    value: 'accepted',
  });
});

it.each(['withdrawn', 'proposed'] as const)('has no use for an answer when %s', (state) => {
  expect(decideAnswer({ ...invited, state }, accepts)).toEqual({ ok: false, refusal: { kind: 'not-waiting', state } });
});

it('takes half an hour of travel on both sides only when in person', () => {
  const sitting = { startsAt: at('2026-11-30T09:30:00Z'), endsAt: at('2026-11-30T11:00:00Z') };
  expect(timeTaken({ ...sitting, mode: 'video' }, 30)).toBe('[2026-11-30T09:30:00Z,2026-11-30T11:00:00Z)');
  expect(timeTaken({ ...sitting, mode: 'in-person' }, 30)).toBe('[2026-11-30T09:00:00Z,2026-11-30T11:30:00Z)');
});
