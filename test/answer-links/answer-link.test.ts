import type { AnswerRefusal } from '../../src/assignments/assignment.js';
import { loadReferenceData } from '../../config/reference-data.js';
import { standingOf, type LinkFacts } from '../../src/answer-links/answer-link.js';
import { askPage, saidPage, unheardSentence } from '../../src/answer-links/answer-link.page.js';

const { calendar } = loadReferenceData();
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
  mode: 'video',
  isCurrent: true,
  outcomeRecorded: false,
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
  expect(standingOf(given, token, now, calendar).kind).toBe(kind);
});

// Over at 11:00 on Mon 30 Nov; ten working days after is Mon 14 Dec.
test.each([
  ['a second before the end', facts(), '2026-11-30T10:59:59Z', 'expired'],
  ['at the end', facts(), '2026-11-30T11:00:00Z', 'over'],
  ['answered before by the same link', facts({ state: 'accepted', used: 'accepted' }), '2026-11-30T11:00:00Z', 'over'],
  ['on the last day, late in the evening', facts(), '2026-12-14T23:59:00Z', 'over'],
  ['the day after that', facts(), '2026-12-15T00:00:00Z', 'expired'],
  ['declined', facts({ state: 'declined' }), '2026-11-30T12:00:00Z', 'called-off'],
  ['withdrawn', facts({ state: 'withdrawn' }), '2026-11-30T12:00:00Z', 'called-off'],
  ['on record', facts({ outcomeRecorded: true, conferenceState: 'held' }), '2026-11-30T12:00:00Z', 'recorded'],
  ['moved since that mail', facts({ sequence: 2 }), '2026-11-30T12:00:00Z', 'superseded'],
  ['adjourned to another sitting', facts({ isCurrent: false }), '2026-11-30T12:00:00Z', 'superseded'],
  ['stood down', facts({ conferenceState: 'stood_down' }), '2026-11-30T12:00:00Z', 'called-off'],
])('once it is over, %s', (_what, given, time, kind) => {
  expect(standingOf(given, link(), at(time), calendar).kind).toBe(kind);
});

test('once it is over, the plan says how they attended, unless it was hybrid', () => {
  const mode = (planned: LinkFacts['mode']) =>
    standingOf(facts({ mode: planned }), link(), at('2026-11-30T12:00:00Z'), calendar);
  expect(mode('phone')).toMatchObject({ kind: 'over', mode: 'phone' });
  expect(mode('hybrid')).toMatchObject({ kind: 'over', mode: null });
});

test('says what stands now, when a later answer came another way', () => {
  const standing = standingOf(facts({ state: 'declined', used: 'accepted' }), link(), now, calendar);
  expect(standing).toMatchObject({ kind: 'answered', answer: 'declined' });
});

test('the question shows reference, kind and time, and nothing else', () => {
  const standing = standingOf(facts(), link(), now, calendar);
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
