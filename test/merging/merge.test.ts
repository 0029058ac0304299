import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import type { Child, Sitting } from '../../src/conferences/conference.queries.js';
import {
  betterToKeep,
  choosableFacts,
  differingFacts,
  mergedChildren,
  missingFacts,
  refuseMerge,
  refuseUnmerge,
  sittingWith,
  type Side,
} from '../../src/merging/merge.js';

const at = (text: string) => Temporal.Instant.from(text);
type Over = Partial<Conference> & {
  readonly sitting?: Partial<Sitting>;
  readonly hasOutcome?: boolean;
  readonly children?: readonly Child[];
};
const side = (id: number, { sitting, hasOutcome = false, children = [], ...conference }: Over = {}): Side => ({
  conference: {
    id,
    reference: `TV-26-00000${id}`,
    hubCode: 'reading',
    kind: 'icpc',
    state: 'scheduled',
    stateReason: null,
    laMeetingId: null,
    strategyDiscussionOn: null,
    convenedBy: null,
    toConfirm: null,
    version: 1,
    ...conference,
  },
  sitting: {
    id,
    conferenceId: id,
    number: 1,
    startsAt: at('2026-11-30T09:30:00Z'),
    endsAt: at('2026-11-30T11:00:00Z'),
    mode: 'video',
    venue: null,
    joinLink: null,
    ...sitting,
  },
  children,
  hasOutcome,
});

it.each<[string, Over, Over, string | null]>([
  ['two scheduled ones', {}, {}, null],
  ['one that is stood down into one that is on', {}, { state: 'stood_down' }, null],
  ['one that is on into one that is stood down', { state: 'stood_down' }, {}, null],
  ['one that is on into a held one with its outcome', { state: 'held', hasOutcome: true }, {}, null],
  ['a held one with its outcome into one without', {}, { state: 'held', hasOutcome: true }, 'outcome-lost'],
  ['one with an outcome at an earlier sitting', {}, { hasOutcome: true }, 'outcome-lost'],
  ['two outcomes', { state: 'held', hasOutcome: true }, { state: 'held', hasOutcome: true }, 'outcome-lost'],
  ['one that was adjourned', {}, { sitting: { number: 2 } }, 'sat-before'],
  ['one into one that was adjourned', { sitting: { number: 2 } }, {}, null],
  ['a voided one', {}, { state: 'voided' }, 'merge-voided'],
  ['one into a voided one', { state: 'voided' }, {}, 'merge-voided'],
  ['a pre-birth ICPC into an ICPC', {}, { kind: 'pre-birth-icpc' }, null],
  ['a review into an ICPC', {}, { kind: 'rcpc' }, 'other-family'],
  ['one of another hub', {}, { hubCode: 'slough' }, null],
])('merging %s', (_, kept, other, refusal) => {
  expect(refuseMerge(side(1, kept), side(2, other))?.kind ?? null).toBe(refusal);
});

it('merges nothing with itself, and names the one to keep', () => {
  expect(refuseMerge(side(1), side(1))).toEqual({ kind: 'same-conference' });
  const held = { state: 'held', hasOutcome: true } as const;
  expect(refuseMerge(side(1), side(2, held))).toMatchObject({ keep: 'TV-26-000002' });
  expect(refuseMerge(side(1, held), side(2, held))).toMatchObject({ keep: null });
});

describe('the facts that differ', () => {
  const other = side(2, {
    kind: 'pre-birth-icpc',
    laMeetingId: 'R1',
    strategyDiscussionOn: Temporal.PlainDate.from('2026-11-10'),
    sitting: { startsAt: at('2026-11-30T10:00:00Z'), mode: 'hybrid', venue: 'Civic' },
  });

  it('are named in the order of the page, and equal ones are not', () => {
    expect(differingFacts(side(1), side(2))).toEqual([]);
    expect(differingFacts(side(1), other)).toEqual(
      ['kind', 'time', 'mode', 'venue', 'laMeetingId', 'strategyDiscussionOn'], // no join link on either
    );
  });

  it.each<[string, Over, readonly string[]]>([
    ['of one that is on', {}, ['kind', 'time', 'mode', 'venue', 'laMeetingId', 'strategyDiscussionOn']],
    ['of one that is off', { state: 'postponed' }, ['kind', 'laMeetingId', 'strategyDiscussionOn']],
    ['of one with an outcome', { state: 'held', hasOutcome: true }, ['laMeetingId', 'strategyDiscussionOn']],
  ])('may be taken %s', (_, kept, expected) => {
    expect(choosableFacts(side(1, kept), other)).toEqual(expected);
  });

  it('are taken without being asked only where the kept one knows nothing', () => {
    expect(missingFacts(side(1, { laMeetingId: 'R0' }), other)).toEqual(['venue', 'strategyDiscussionOn']);
    expect(choosableFacts(other, side(1))).toEqual(['kind', 'time', 'mode']);
  });

  it('of a sitting are taken one by one', () => {
    const to = sittingWith(side(1).sitting, other.sitting, ['venue']);
    expect(to).toMatchObject({ startsAt: side(1).sitting.startsAt, mode: 'video', venue: 'Civic' });
    expect(sittingWith(side(1).sitting, other.sitting, ['time', 'mode'])).toMatchObject({
      startsAt: other.sitting.startsAt,
      mode: 'hybrid',
      venue: null,
    });
  });
});

describe('the children', () => {
  const child = (id: number, over: Partial<Child>): Child => ({ id, ...NOTHING_KNOWN, ...over });

  it('that only the other knows are added', () => {
    const { added, filled } = mergedChildren([child(1, { laChildId: 'A' })], [child(2, { laChildId: 'B' })]);
    expect([added.map(({ laChildId }) => laChildId), filled]).toEqual([['B'], []]);
  });

  it('known to both are completed, and nothing that is known is replaced', () => {
    const kept = child(1, { laChildId: 'A', bornYear: 2019 });
    const { added, filled } = mergedChildren(
      [kept],
      [child(2, { laChildId: 'A', bornYear: 2020, policeReference: 'N1', initials: 'AB' })],
    );
    expect(added).toEqual([]);
    expect(filled).toEqual([
      { id: 1, child: { laChildId: 'A', bornYear: 2019, policeReference: 'N1', initials: 'AB', expectedOn: null } },
    ]);
  });

  it('known to both alike are left alone', () => {
    const one = child(1, { laChildId: 'A' });
    expect(mergedChildren([one], [{ ...one, id: 2 }])).toEqual({ added: [], filled: [] });
  });

  it('of whom nothing was known are who the other says', () => {
    const { added, filled } = mergedChildren([child(1, {})], [child(2, { laChildId: 'B' })]);
    expect([added, filled.map(({ id, child: { laChildId } }) => [id, laChildId])]).toEqual([[], [[1, 'B']]]);
  });

  it('that were born are not expected', () => {
    const born = child(1, { laChildId: 'A', bornYear: 2026 });
    const expected = child(2, { laChildId: 'A', expectedOn: Temporal.PlainDate.from('2026-11-01') });
    expect(mergedChildren([born], [expected]).filled).toEqual([]);
  });
});

it.each<[string, Over, Over, number]>([
  ['the one recorded first', {}, {}, 1],
  ['what is on', { state: 'cancelled' }, {}, 2],
  ['what was adjourned, even when it is off', {}, { state: 'postponed', sitting: { number: 2 } }, 2],
  ['what has an outcome', {}, { state: 'held', hasOutcome: true }, 2],
])('keeps rather %s', (_, a, b, kept) => {
  const [one, two] = [side(1, a), side(2, b)];
  expect([betterToKeep(one, two), betterToKeep(two, one)].map(({ conference }) => conference.id)).toEqual([kept, kept]);
});

describe('a merge', () => {
  const kept = { reference: 'TV-26-000001', version: 4 };

  it('is taken back while nothing was done', () => {
    expect(refuseUnmerge({ keptVersion: 4 }, kept, [])).toBeNull();
  });

  it('is not when somebody worked on it, even without another version', () => {
    expect(refuseUnmerge({ keptVersion: 4 }, kept, ['participation.corrected'])).toEqual({
      kind: 'worked-on',
      reference: 'TV-26-000001',
      done: ['participation.corrected'],
    });
    expect(refuseUnmerge({ keptVersion: 3 }, kept, [])).toMatchObject({ kind: 'worked-on' });
  });
});
