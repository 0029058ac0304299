import {
  duplicateWords,
  possibleDuplicates,
  suspectedDuplicates,
  type RecordedConference,
} from '../../src/invitations/duplicate.js';
import { anInvitation } from '../support/given.js';

const at = (text: string) => Temporal.Instant.from(text);
const child = (laChildId: string | null, policeReference: string | null = null) => ({
  laChildId,
  policeReference,
  initials: null,
  bornYear: null,
  expectedOn: null,
});
const recorded = (over: Partial<RecordedConference> = {}): RecordedConference => ({
  reference: 'TV-26-000001',
  hubCode: 'reading',
  kind: 'icpc',
  state: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  venue: null,
  children: [child('4471093', 'NICHE-1')],
  laMeetingId: null,
  calendarUids: [],
  ...over,
});
const told = anInvitation({ children: [child('4471093')] });
const because = (over: Partial<RecordedConference>, invitation = told) =>
  possibleDuplicates(invitation, [recorded(over)])[0]?.because ?? null;

it.each<[string, Partial<RecordedConference>, string | null]>([
  ['the same child, at the same time', {}, 'shared-child'],
  ['the same child, another kind of the family', { kind: 'pre-birth-icpc' }, 'shared-child'],
  ['the same child, a review', { kind: 'rcpc' }, null],
  ['the same child, another authority', { hubCode: 'slough' }, null],
  ['the same child, voided', { state: 'voided' }, null],
  ['the same child, cancelled: it may be on again', { state: 'cancelled' }, 'shared-child'],
  ['the same child a fortnight before', { startsAt: at('2026-11-16T09:30:00Z') }, 'shared-child'],
  ['the same child a minute more than a fortnight before', { startsAt: at('2026-11-16T09:29:00Z') }, null],
  ['the same child a fortnight after', { startsAt: at('2026-12-14T09:30:00Z') }, 'shared-child'],
  ['the same child a minute more than a fortnight after', { startsAt: at('2026-12-14T09:31:00Z') }, null],
  ['another child', { children: [child('4471094')] }, null],
  ['a child of whom nothing is known', { children: [child(null)] }, null],
])('%s: %s', (_, over, expected) => {
  expect(because(over)).toBe(expected);
});

it('knows a child by the police reference', () => {
  const invitation = anInvitation({ children: [child(null, 'NICHE-1')] });
  expect(because({}, invitation)).toBe('shared-child');
});

it.each<[string, string | null, Partial<RecordedConference>, string | null]>([
  ['written alike', 'Civic Offices, Bridge Street', { venue: 'civic offices - bridge street' }, 'same-time-and-venue'],
  ['of another kind', 'Civic Offices', { venue: 'Civic Offices', kind: 'rcpc' }, 'same-time-and-venue'],
  ['an hour later', 'Civic Offices', { venue: 'Civic Offices', startsAt: at('2026-11-30T10:30:00Z') }, null],
  ['elsewhere', 'Civic Offices', { venue: 'Town Hall' }, null],
  ['nowhere, as video conferences are', null, { venue: null }, null],
  ['of another authority', 'Civic Offices', { venue: 'Civic Offices', hubCode: 'slough' }, null],
])('the same time and a venue %s', (_, venue, over, expected) => {
  expect(because({ children: [], ...over }, anInvitation({ venue }))).toBe(expected);
});

it('names the nearest first', () => {
  const later = recorded({ reference: 'TV-26-000002', startsAt: at('2026-12-05T09:30:00Z') });
  const found = possibleDuplicates(told, [later, recorded()]);
  expect(found.map(({ conference }) => conference.reference)).toEqual(['TV-26-000001', 'TV-26-000002']);
  expect(duplicateWords(found[0]!)).toBe(
    'ICPC, Mon 30 Nov 2026, 09:30 to 11:00, scheduled, 1 child. It has a child in common with this invitation',
  );
});

describe('of two recorded conferences', () => {
  const none = { children: [] };
  const suspected = (over: Partial<RecordedConference>, own: Partial<RecordedConference> = {}) =>
    suspectedDuplicates(recorded(own), [recorded({ reference: 'TV-26-000002', ...over })])[0]?.because ?? null;

  it.each<[string, Partial<RecordedConference>, Partial<RecordedConference>, string | null]>([
    ['a child in common', {}, {}, 'shared-child'],
    ['a child in common, two days apart', { startsAt: at('2026-12-02T09:30:00Z') }, {}, 'shared-child'],
    ['a child in common, a minute more apart', { startsAt: at('2026-12-02T09:31:00Z') }, {}, null],
    ['one time and venue, other family', { venue: 'Civic', kind: 'rcpc', children: [] }, { venue: 'Civic' }, null],
    ['one meeting id', { laMeetingId: 'R1', kind: 'rcpc' }, { laMeetingId: 'R1' }, 'same-meeting-id'],
    ['no meeting id', { ...none }, { ...none, startsAt: at('2026-11-30T10:00:00Z') }, null],
    ['one meeting id of two authorities', { laMeetingId: 'R1', hubCode: 'slough' }, { laMeetingId: 'R1' }, null],
    ['one calendar entry', { calendarUids: ['a', 'b'], ...none }, { calendarUids: ['b'] }, 'same-calendar-entry'],
    ['one time and venue', { venue: 'Civic', ...none }, { venue: 'civic.' }, 'same-time-and-venue'],
    ['one time, children not known', none, {}, 'same-time'],
    ['one time, other children', { children: [child('1')] }, {}, null],
    ['one time, another kind, children not known', { ...none, kind: 'pre-birth-icpc' }, {}, null],
    ['one time a minute apart', { ...none, startsAt: at('2026-11-30T09:31:00Z') }, {}, null],
    ['all alike, but voided', { state: 'voided' }, {}, null],
  ])('%s', (_, over, own, expected) => {
    expect(suspected(over, own)).toBe(expected);
  });

  it('names the surest first, and never itself', () => {
    const same = recorded({ reference: 'TV-26-000003', laMeetingId: 'R1', startsAt: at('2026-12-07T09:30:00Z') });
    const own = recorded({ laMeetingId: 'R1' });
    const found = suspectedDuplicates(own, [own, recorded({ reference: 'TV-26-000002' }), same]);
    expect(found.map(({ because }) => because)).toEqual(['same-meeting-id', 'shared-child']);
  });
});
