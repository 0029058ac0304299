import { askedChange, isOlder, isStranger, saidSitting, type AskedFacts } from '../../src/intake/asked-change.js';
import type { Edition } from '../../src/intake/candidate.queries.js';
import type { ConferenceState } from '../../src/conferences/conference.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const stands = {
  startsAt: at('2026-12-01T10:00:00Z'),
  endsAt: at('2026-12-01T11:30:00Z'),
  mode: 'video',
  venue: null,
  joinLink: 'https://teams.example/1',
} as const;
const edition = (sequence: number | null, stampedAt: string | null = '2026-11-18T12:00:00Z'): Edition => ({
  sequence,
  stampedAt: stampedAt === null ? null : at(stampedAt),
});
const said = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, source: value }]));
const SAME = said({ startsAt: '2026-12-01T10:00:00Z', endsAt: '2026-12-01T11:30:00Z' });
const LATER = said({ startsAt: '2026-12-02T10:00:00Z', endsAt: '2026-12-02T11:30:00Z' });

const facts = (over: Partial<Omit<AskedFacts, 'known'>> & { state?: ConferenceState | null }): AskedFacts => {
  const { state = 'scheduled', ...rest } = over;
  return {
    asks: 'invitation',
    reading: SAME,
    edition: edition(1),
    actedOn: edition(0),
    invitationWaits: false,
    known: state === null ? null : { ...stands, state },
    ...rest,
  };
};
const ALL = ['stand-down', 'postpone', 'cancel'];

it.each<[string, Parameters<typeof facts>[0], object]>([
  ['an invitation to what nobody has recorded', { state: null, actedOn: null }, { kind: 'unknown' }],
  ['the same time and place', {}, { kind: 'already-so' }],
  ['another time', { reading: LATER }, { kind: 'move', to: { startsAt: at('2026-12-02T10:00:00Z') } }],
  ['another venue', { reading: { ...SAME, ...said({ venue: 'Room 4' }) } }, { kind: 'move', to: { venue: 'Room 4' } }],
  ['no time at all', { reading: said({ date: '2026-12-02' }) }, { kind: 'no-time' }],
  ['a new time after it was stood down', { reading: LATER, state: 'stood_down' }, { kind: 'move' }],
  ['a new time after it was postponed', { reading: LATER, state: 'postponed' }, { kind: 'move' }],
  [
    'a later time for what was inquorate',
    { reading: { ...LATER, ...said({ inquorate: 'true' }) } },
    { kind: 'sit-again', to: { startsAt: at('2026-12-02T10:00:00Z') } },
  ],
  [
    'a later time for what was held and adjourned',
    { reading: { ...LATER, ...said({ inquorate: 'true' }) }, state: 'held' },
    { kind: 'sit-again' },
  ],
  [
    'the same time although it speaks of an adjournment',
    { reading: { ...SAME, ...said({ inquorate: 'true' }) } },
    { kind: 'already-so' },
  ],
  [
    'where the case goes',
    { reading: said({ transferring: 'Hampshire County Council' }) },
    { kind: 'transfer-out', toAuthority: 'Hampshire County Council' },
  ],
  [
    'where the case goes, and a time',
    { reading: { ...LATER, ...said({ transferring: 'Hampshire County Council' }) } },
    { kind: 'move' },
  ],
  [
    'where the case has gone already',
    { reading: said({ transferring: 'Hampshire County Council' }), state: 'transferred_out' },
    { kind: 'already-so' },
  ],
  ['the old time after it was transferred out', { state: 'transferred_out' }, { kind: 'reinstate' }],
  ['the old time after it was stood down', { state: 'stood_down' }, { kind: 'reinstate' }],
  ['a new time for what was held', { reading: LATER, state: 'held' }, { kind: 'impossible', state: 'held' }],
  ['a new time for what is cancelled', { reading: LATER, state: 'cancelled' }, { kind: 'impossible' }],
  ['an older edition', { reading: LATER, edition: edition(0), actedOn: edition(1) }, { kind: 'out-of-date' }],
  ['a cancellation', { asks: 'cancellation' }, { kind: 'call-off', choices: ALL }],
  [
    'a cancellation of what is expected',
    { asks: 'cancellation', state: 'expected' },
    { kind: 'call-off', choices: ['cancel'] },
  ],
  ['a cancellation of what is stood down', { asks: 'cancellation', state: 'stood_down' }, { kind: 'already-so' }],
  ['a cancellation of what was held', { asks: 'cancellation', state: 'held' }, { kind: 'impossible', state: 'held' }],
  [
    'a cancellation older than the move that was made',
    { asks: 'cancellation', edition: edition(1), actedOn: edition(2) },
    { kind: 'out-of-date' },
  ],
  [
    'a cancellation of an invitation that waits',
    { asks: 'cancellation', state: null, invitationWaits: true, actedOn: null },
    { kind: 'call-off-waiting' },
  ],
  ['a cancellation of nothing', { asks: 'cancellation', state: null, actedOn: null }, { kind: 'unknown' }],
])('%s', (_, over, expected) => {
  expect(askedChange(facts(over))).toMatchObject(expected);
});

it.each<[Edition, Edition, boolean]>([
  [edition(0), edition(1), true],
  [edition(1), edition(0), false],
  [edition(1), edition(1), false],
  [edition(1, '2026-11-17T12:00:00Z'), edition(1), true],
  [edition(null, '2026-11-17T12:00:00Z'), edition(1), true],
  [edition(0, '2026-11-19T12:00:00Z'), edition(1), false],
  [edition(0, null), edition(1), true],
  [edition(null, null), edition(1), false],
])('%j before %j: %s', (one, other, older) => {
  expect(isOlder(one, other)).toBe(older);
});

it('keeps what the message does not say, and how long it lasts', () => {
  expect(saidSitting(said({ startsAt: '2026-12-02T14:00:00Z', mode: 'hybrid' }), stands)).toEqual({
    ...stands,
    startsAt: at('2026-12-02T14:00:00Z'),
    endsAt: at('2026-12-02T15:30:00Z'),
    mode: 'hybrid',
  });
});

it.each<[string | null, readonly string[], boolean]>([
  ['a@slough.example', ['b@SLOUGH.example'], false],
  ['a@evil.example', ['b@slough.example'], true],
  [null, ['b@slough.example'], true],
  ['a@evil.example', [], false],
])('%s after %j is a stranger: %s', (sender, before, stranger) => {
  expect(isStranger(sender, before)).toBe(stranger);
});
