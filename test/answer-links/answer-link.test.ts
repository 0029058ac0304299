import type { AnswerRefusal } from '../../src/assignments/assignment.js';
import { standingOf, type LinkFacts } from '../../src/answer-links/answer-link.js';
import { askPage, saidPage, unheardSentence } from '../../src/answer-links/answer-link.page.js';

const at = (text: string) => Temporal.Instant.from(text);
const now = at('2026-11-24T10:00:00Z');
const facts = (over: Partial<LinkFacts> = {}): LinkFacts => ({
  assignmentId: 1,
  sittingId: 1,
  attendeeId: 1,
  state: 'invited',
  sequence: 1,
  reference: 'TV-26-004211',
  kind: 'icpc',
  conferenceState: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  used: null,
  ...over,
});
const link = (over: { sequence?: number; expiresAt?: Temporal.Instant } = {}) => ({
  sequence: 1,
  expiresAt: at('2026-11-30T09:30:00Z'),
  ...over,
});

test.each([
  ['a new link', facts(), link(), 'open'],
  ['an answer that came by mail before', facts({ state: 'accepted' }), link(), 'open'],
  ['used already', facts({ state: 'accepted', used: 'accepted' }), link(), 'answered'],
  ['moved since', facts({ sequence: 2 }), link(), 'superseded'],
  ['moved since, and the old time is over', facts({ sequence: 2 }), link({ expiresAt: now }), 'superseded'],
  ['the second at which it ends', facts(), link({ expiresAt: now }), 'expired'],
  ['the second before it ends', facts(), link({ expiresAt: now.add({ seconds: 1 }) }), 'open'],
  ['used, and run out', facts({ state: 'accepted', used: 'accepted' }), link({ expiresAt: now }), 'expired'],
  ['withdrawn', facts({ state: 'withdrawn', sequence: 2 }), link(), 'called-off'],
  ['stood down', facts({ conferenceState: 'stood_down' }), link(), 'called-off'],
  ['postponed', facts({ conferenceState: 'postponed' }), link(), 'called-off'],
])('%s: %#', (_what, given, token, kind) => {
  expect(standingOf(given, token, now).kind).toBe(kind);
});

test('says what stands now, when a later answer came another way', () => {
  const standing = standingOf(facts({ state: 'declined', used: 'accepted' }), link(), now);
  expect(standing).toMatchObject({ kind: 'answered', answer: 'declined' });
});

test('the question shows reference, kind and time, and nothing else', () => {
  const standing = standingOf(facts(), link(), now);
  if (standing.kind !== 'open') throw new Error(standing.kind);
  expect(askPage(standing.asked, 't').facts).toEqual([
    { key: 'Reference', value: 'TV-26-004211' },
    { key: 'Kind', value: 'ICPC' },
    { key: 'Time', value: 'Mon 30 Nov 2026, 09:30 to 11:00 (UK time)' },
  ]);
});

test.each([
  [{ kind: 'answered', asked: facts(), answer: 'tentative' } as const, 200, 'You have answered: not sure yet'],
  [{ kind: 'superseded', reference: 'TV-26-004211' } as const, 409, 'This conference has changed since that mail'],
  [{ kind: 'called-off', reference: 'TV-26-004211' } as const, 410, 'You are no longer asked to attend'],
  [{ kind: 'expired' } as const, 410, 'This link has run out'],
])('%s', (standing, status, title) => {
  expect(saidPage(standing)).toMatchObject({ status, title });
});

test('a refusal never names anybody', () => {
  const refusals: AnswerRefusal[] = [
    { kind: 'not-waiting', state: 'withdrawn' },
    { kind: 'out-of-date' },
    { kind: 'older-than-known' },
    { kind: 'place-taken', name: 'Ben Carter' },
    { kind: 'elsewhere-by-now' },
  ];
  for (const refusal of refusals) expect(unheardSentence(refusal)).toMatch(/^(?!.*Ben Carter)[A-Z].*\.$/);
});
