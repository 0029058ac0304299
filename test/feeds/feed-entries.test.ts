import { assignmentEntry, conferenceEntry } from '../../src/feeds/feed-entries.js';
import type { FedAssignment, FedConference } from '../../src/feeds/feed-content.queries.js';
import { isUnchanged } from '../../src/feeds/unchanged.js';
import { readFeedOf } from '../../src/feeds/feed.form.js';
import { feedReach, isWithinReach } from '../../src/feeds/feed.js';
import { hashOf, newFeedSecret } from '../../src/feeds/feed-secret.js';
import { myFeeds } from '../../src/feeds/feeds.page.js';

const at = (text: string) => Temporal.Instant.from(text);
const feeding = {
  desk: { name: 'TVP Conference Desk', address: 'conference.desk@thamesvalley-police.example' },
  publicUrl: 'https://tracker.example',
  hubName: 'Reading',
};
const common = {
  reference: 'TV-26-004211',
  kind: 'rcpc',
  hubCode: 'reading',
  conferenceState: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  createdAt: at('2026-11-20T09:00:00Z'),
  changedAt: at('2026-11-21T09:00:00Z'),
} as const;
const assignment = (over: Partial<FedAssignment> = {}): FedAssignment => ({
  ...common,
  uid: 'a@thamesvalley-police.example',
  sequence: 2,
  state: 'accepted',
  withdrawnReason: null,
  mode: 'video',
  ...over,
});
const conference = (over: Partial<FedConference> = {}): FedConference => ({
  ...common,
  version: 3,
  covered: false,
  needsNobody: false,
  ...over,
});

describe("an attendee's entry", () => {
  test.each([
    ['accepted', {}, 'confirmed'],
    ['tentative', { state: 'tentative' }, 'tentative'],
    ['no answer yet', { state: 'invited' }, 'tentative'],
    ['declined', { state: 'declined' }, null],
    ['withdrawn from a conference that goes on', { state: 'withdrawn', withdrawnReason: 'off sick' }, null],
    ['stood down', { state: 'withdrawn', withdrawnReason: 'stood-down', conferenceState: 'stood_down' }, 'cancelled'],
    ['postponed', { state: 'withdrawn', withdrawnReason: 'postponed', conferenceState: 'postponed' }, 'cancelled'],
    [
      'stood down, then on again with others',
      { state: 'withdrawn', withdrawnReason: 'stood-down', conferenceState: 'scheduled' },
      null,
    ],
    [
      'withdrawn before the conference was called off',
      { state: 'withdrawn', withdrawnReason: 'off sick', conferenceState: 'cancelled' },
      null,
    ],
    ['held', { conferenceState: 'held' }, 'confirmed'],
  ] as const)('%s', (_what, over, standing) => {
    expect(assignmentEntry(assignment(over), feeding)?.standing ?? null).toBe(standing);
  });

  test('is the mailed invitation: same UID and SEQUENCE, and it says nothing that the mail does not', () => {
    const entry = assignmentEntry(assignment(), feeding);
    expect(entry).toMatchObject({ uid: 'a@thamesvalley-police.example', sequence: 2, venue: null });
    expect(entry?.title).toBe('OFFICIAL-SENSITIVE | RCPC | TV-26-004211 | Reading');
    expect(entry?.text).toBe(
      [
        'OFFICIAL-SENSITIVE',
        'You have accepted.',
        'Reference: TV-26-004211\nKind: RCPC\nHub: Reading\nTime: Mon 30 Nov 2026, 09:30 to 11:00 (UK time)\nMode: Video\nConference: https://tracker.example/conferences/TV-26-004211',
        'Do not forward this invitation. Names and papers are in the tracker only.',
      ].join('\n\n'),
    );
  });
});

describe("a hub's entry", () => {
  test.each([
    ['not covered', {}, 'Not covered', 'tentative'],
    ['covered', { covered: true }, 'Covered', 'confirmed'],
    ['a review that needs nobody', { needsNobody: true }, 'Nobody needed', 'tentative'],
    ['an initial conference always needs somebody', { kind: 'icpc', needsNobody: true }, 'Not covered', 'tentative'],
    ['stood down', { conferenceState: 'stood_down' }, 'Stood down', 'cancelled'],
  ] as const)('%s', (_what, over, words, standing) => {
    const entry = conferenceEntry(conference(over), feeding);
    expect(entry.title.endsWith(` | TV-26-004211 | ${words}`)).toBe(true);
    expect(entry).toMatchObject({ standing, takesTime: false, sequence: 2 });
  });

  test('keeps its UID whatever happens to the conference', () => {
    const uid = 'hub.TV-26-004211@thamesvalley-police.example';
    expect(conferenceEntry(conference(), feeding).uid).toBe(uid);
    expect(conferenceEntry(conference({ version: 9, conferenceState: 'cancelled' }), feeding).uid).toBe(uid);
  });
});

test.each([
  ['nothing known', undefined, false],
  ['the same', '"abc"', true],
  ['the same, called weak by a proxy', 'W/"abc"', true],
  ['one of several', '"x", "abc"', true],
  ['anything', '*', true],
  ['another', '"abcd"', false],
  ['without quotes', 'abc', false],
])('If-None-Match: %s', (_what, header, unchanged) => {
  expect(isUnchanged(header, '"abc"')).toBe(unchanged);
});

describe('who may follow what', () => {
  const actor = { id: 1, name: 'Priya', hubs: ['reading'], attendeeId: null } as const;

  test.each([
    ['coordinator', ['reading']],
    ['supervisor', ['reading']],
    ['attendee', []],
    ['leadership', []],
    ['auditor', []],
    ['administrator', []],
    ['robot', []],
  ] as const)('a %s follows these hubs: %j', (role, hubs) => {
    expect(feedReach({ ...actor, roles: [role] }).hubs).toEqual(hubs);
  });

  test("nobody follows another person's conferences", () => {
    const reach = feedReach({ ...actor, roles: ['coordinator'], attendeeId: 7 });
    expect(isWithinReach(reach, { attendeeId: 7 })).toBe(true);
    expect(isWithinReach(reach, { attendeeId: 8 })).toBe(false);
    expect(isWithinReach(reach, { hubCode: 'slough' })).toBe(false);
  });

  test.each([
    [{ of: 'mine' }, { attendeeId: 7 }],
    [{ of: 'reading' }, { hubCode: 'reading' }],
    [{ of: 'slough' }, null],
    [{ of: ['reading', 'mine'] }, null],
    [{}, null],
    [null, null],
  ])('the form %j asks for %j', (body, of) => {
    const read = readFeedOf(body, { attendeeId: 7, hubs: ['reading'] });
    expect(read.ok ? read.value : null).toEqual(of);
  });
});

test('a secret is 256 bits of its own, and its hash does not give it away', () => {
  const secrets = Array.from({ length: 50 }, newFeedSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(hashOf(secret)).toMatch(/^[0-9a-f]{64}$/);
  }
});

test.each([
  [0, 'Your calendar can follow your conferences by itself, from a secret address that you create here.'],
  [1, 'One address works, created on Fri 20 Nov 2026.'],
  [2, '2 addresses work, the oldest created on Fri 20 Nov 2026.'],
])('with %i addresses, the attendee reads how it stands', (count, text) => {
  const feed = { id: 1, attendeeId: 7, hubCode: null, createdAt: at('2026-11-20T09:00:00Z'), createdBy: 'Ada' };
  expect(myFeeds(Array.from({ length: count }, () => feed)).text).toBe(text);
});
