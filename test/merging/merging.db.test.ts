import type { Actor } from '../../src/access/actor.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { conferenceById } from '../../src/conferences/conference.queries.js';
import { insert, row, rows, run } from '../../src/database/sql.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { likeOne, likePairs } from '../../src/invitations/duplicate.queries.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { MergingService, type GivenMerge } from '../../src/merging/merging.service.js';
import { UnmergingService } from '../../src/merging/unmerging.service.js';
import { reportOn } from '../../src/participation/report.queries.js';
import { ReportService } from '../../src/participation/report.service.js';
import { ParticipationService } from '../../src/participation/participation.service.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Actor;
let child = 1000;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await given(test).coordinator();
});
afterAll(() => test.stop());

const at = (text: string) => Temporal.Instant.from(text);
const half = (day: number, hour = 9) => ({
  startsAt: at(`2026-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:30:00Z`),
  endsAt: at(`2026-12-${String(day).padStart(2, '0')}T${String(hour + 1).padStart(2, '0')}:30:00Z`),
});
const kid = (over: object = {}) => ({ ...NOTHING_KNOWN, laChildId: `K${(child += 1)}`, ...over });
const recorded = (over: Partial<GivenInvitation> = {}): Promise<Conference> =>
  given(test).conference({ ...half(1), anotherThan: 'any', ...over });
const now = ({ id }: Conference) => conferenceById(test.db.reader, id);
const merge = async (kept: Conference, other: Conference, over: Partial<GivenMerge> = {}) => {
  const [one, two] = [await now(kept), await now(other)];
  const versions = { version: one.version, otherVersion: two.version };
  return test.app
    .get(MergingService)
    .merge(priya, kept.reference, { other: other.reference, take: [], ...versions, ...over });
};
const unmerge = async (merged: Conference) =>
  test.app.get(UnmergingService).unmerge(priya, merged.reference, (await now(merged)).version);
const assign = async (conference: Conference, attendeeId: number, lead = true, overlapReason: string | null = null) => {
  const done = await test.app
    .get(AssignmentsService)
    .assign(priya, conference.reference, { attendeeId, lead, overlapReason });
  if (!done.ok) throw new Error(done.refusal.kind);
  return done.value.assignment;
};
const people = ({ id }: Conference) =>
  rows(
    test.db.reader,
    `select p.name, a.state, a.lead, a.sequence, a.uid from assignment a join attendee p on p.id = a.attendee_id
     join sitting s on s.id = a.sitting_id where s.conference_id = $1 order by a.id`,
    [id],
  );
const mailOf = (uid: string) =>
  rows<{ method: string; change: string; sequence: number }>(
    test.db.reader,
    'select method, change, sequence from calendar_message where uid = $1 order by id',
    [uid],
  );

/** Everything about a conference that a merge can touch, but for versions and the trail. */
async function picture({ id }: Conference): Promise<unknown> {
  return row(
    test.db.reader,
    `select c.kind, c.state, c.state_reason, c.la_meeting_id, c.strategy_discussion_on::text,
       (select json_agg(json_build_array(s.starts_at, s.ends_at, s.mode, s.venue, s.join_link)) from sitting s
         where s.conference_id = c.id) as sittings,
       (select json_agg(json_build_array(k.la_child_id, k.police_reference, k.initials, k.born_year, k.expected_on)
         order by k.id) from child k where k.conference_id = c.id) as children,
       (select json_agg(i.id order by i.id) from invitation i where i.conference_id = c.id) as invitations,
       (select json_agg(d.id order by d.id) from candidate d where d.conference_id = c.id) as candidates,
       (select json_agg(m.id order by m.id) from inbound_mail m where m.conference_id = c.id) as mail,
       (select json_agg(json_build_array(m.measure, m.month, m.in_denominator, m.why)) from measure m
         where m.conference_id = c.id) as counted
     from conference c where c.id = $1`,
    [id],
  );
}

it('unites two records of one conference, and takes them apart exactly as they were', async () => {
  const shared = kid();
  const kept = await recorded({ children: [shared, kid({ bornYear: 2018 })] });
  const other = await recorded({
    ...half(2),
    kind: 'pre-birth-icpc',
    laMeetingId: 'RBC-77',
    strategyDiscussionOn: Temporal.PlainDate.from('2026-11-12'),
    venue: 'Civic Offices',
    mode: 'hybrid',
    children: [{ ...shared, policeReference: 'NICHE-9', initials: 'AB' }, kid()],
    receivedAt: at('2026-11-10T10:00:00Z'),
  });
  await test.db.transaction(async (tx) => {
    const mail = await insert<{ id: number }>(tx, 'inbound_mail', {
      mailbox: 'desk@police.example',
      portId: '1',
      receivedAt: test.clock.now(),
      raw: '',
      outcome: 'candidate',
      conferenceId: other.id,
    });
    await insert(tx, 'candidate', {
      channel: 'mail',
      inboundMailId: mail.id,
      receivedAt: test.clock.now(),
      reading: '{}',
      state: 'confirmed',
      conferenceId: other.id,
    });
  });
  const before = [await picture(kept), await picture(other)];

  const merged = await merge(kept, other, { take: ['kind', 'time', 'mode', 'venue', 'laMeetingId'] });
  expect(merged).toMatchObject({
    ok: true,
    value: {
      moved: ['1 invitation', '2 messages', '1 child added', '1 child completed'],
      merged: { state: 'voided', stateReason: `Merged into ${kept.reference}` },
    },
  });
  expect(await picture(kept)).toMatchObject({
    kind: 'pre-birth-icpc',
    laMeetingId: 'RBC-77',
    strategyDiscussionOn: null,
    sittings: [['2026-12-02T09:30:00+00:00', '2026-12-02T10:30:00+00:00', 'hybrid', 'Civic Offices', null]],
    children: [
      [shared.laChildId, 'NICHE-9', 'AB', null, null],
      [expect.any(String), null, null, 2018, null],
      [expect.any(String), null, null, null, null],
    ],
    invitations: [expect.any(Number), expect.any(Number)],
    candidates: [expect.any(Number)],
    mail: [expect.any(Number)],
  });
  expect(await picture(other)).toMatchObject({ state: 'voided', invitations: null, candidates: null, mail: null });

  expect(await unmerge(other)).toMatchObject({ ok: true, value: { restored: { state: 'scheduled' } } });
  expect([await picture(kept), await picture(other)]).toEqual(before);
  expect(await unmerge(other)).toMatchObject({ ok: false, refusal: { kind: 'not-merged' } });
  expect((await verifyMeasures(test.db, test.surroundings.counting)).drift).toEqual([]);
});

describe('the report', () => {
  const sent = (to: Conference, sentBy: string) =>
    test.app.get(ReportService).record(priya, to.reference, {
      kind: 'report',
      sentOn: Temporal.PlainDate.from('2026-11-19'),
      sentTime: null,
      sentBy,
      readOut: null,
      correction: null,
    });
  const sentBy = async ({ id }: Conference) => (await reportOn(test.db.reader, id))?.sentBy ?? null;
  const drift = async () => (await verifyMeasures(test.db, test.surroundings.counting)).drift;

  it('goes along to a conference that has none, and comes back', async () => {
    const [kept, other] = [await recorded(), await recorded()];
    await sent(other, 'Ada');
    expect(await merge(kept, other)).toMatchObject({ ok: true, value: { moved: ['1 invitation', 'the report'] } });
    expect([await sentBy(kept), await sentBy(other)]).toEqual(['Ada', null]);
    expect(await drift()).toEqual([]);
    expect(await unmerge(other)).toMatchObject({ ok: true });
    expect([await sentBy(kept), await sentBy(other)]).toEqual([null, 'Ada']);
    expect(await drift()).toEqual([]);
  });

  it('stays where it is when both have one, and what is recorded since is not taken back unseen', async () => {
    const [kept, other] = [await recorded(), await recorded()];
    await sent(kept, 'Priya');
    await sent(other, 'Ada');
    expect(await merge(kept, other)).toMatchObject({ ok: true, value: { moved: ['1 invitation'] } });
    expect([await sentBy(kept), await sentBy(other)]).toEqual(['Priya', 'Ada']);
    const [third, fourth] = [await recorded(), await recorded()];
    expect(await merge(third, fourth)).toMatchObject({ ok: true });
    await sent(third, 'Ada');
    expect(await unmerge(fourth)).toMatchObject({
      ok: false,
      refusal: { kind: 'worked-on', done: ['report.recorded'] },
    });
  });
});

describe('the people', () => {
  it('of the duplicate come over with their entry and their answer when the place is free', async () => {
    const [kept, other] = [await recorded(), await recorded()];
    const ada = await given(test).attendee('Ada One');
    const assignment = await assign(other, ada.id);
    await test.db.transaction((tx) =>
      run(tx, `update assignment set state = 'accepted' where id = $1`, [assignment.id]),
    );
    expect(await merge(kept, other)).toMatchObject({ value: { people: { names: ['Ada One'], calledOff: [] } } });
    expect(await people(kept)).toMatchObject([{ name: 'Ada One', state: 'accepted', sequence: 0, lead: true }]);
    expect(await mailOf(assignment.uid)).toEqual([
      { method: 'REQUEST', change: 'new', sequence: 0 },
      { method: 'REQUEST', change: 'details', sequence: 0 },
    ]);
    await unmerge(other);
    expect([await people(kept), await people(other)]).toMatchObject([[], [{ state: 'accepted', sequence: 0 }]]);
  });

  it('answer again when the time is another, and are called off when they are elsewhere then', async () => {
    const [kept, other, elsewhere] = [
      await recorded(half(3)),
      await recorded(half(4)),
      await recorded({ ...half(3), hubCode: 'slough' }),
    ];
    const [free, busy] = [await given(test).attendee('Free Two'), await given(test).attendee('Busy Two')];
    const [one, two] = [await assign(other, free.id), await assign(other, busy.id, false)];
    await assign(elsewhere, busy.id);
    expect(await merge(kept, other)).toMatchObject({
      value: { people: { names: ['Free Two'], calledOff: ['Busy Two'] } },
    });
    expect((await mailOf(one.uid)).at(-1)).toEqual({ method: 'REQUEST', change: 'moved', sequence: 1 });
    expect((await mailOf(two.uid)).at(-1)).toEqual({ method: 'CANCEL', change: 'withdrawn', sequence: 1 });
    expect(await unmerge(other)).toMatchObject({
      value: { broughtBack: ['Free Two'], asked: { reinvited: ['Busy Two'] } },
    });
    expect((await mailOf(one.uid)).at(-1)).toEqual({ method: 'REQUEST', change: 'moved', sequence: 2 });
    expect((await mailOf(two.uid)).at(-1)).toEqual({ method: 'REQUEST', change: 'reinstated', sequence: 2 });
    expect(await people(other)).toMatchObject([{ state: 'invited' }, { state: 'invited' }]);
  });

  it('whose place is taken, or who are on both, are called off once', async () => {
    const [kept, other] = [await recorded(half(7)), await recorded(half(8))];
    const [lead, both] = [await given(test).attendee('Lead Three'), await given(test).attendee('Both Three')];
    await assign(kept, lead.id);
    await assign(kept, both.id, false);
    const second = await given(test).attendee('Other Lead');
    const [off, twice] = [await assign(other, second.id), await assign(other, both.id, false)];
    expect(await merge(kept, other)).toMatchObject({
      value: { people: { names: [], calledOff: ['Other Lead', 'Both Three'] } },
    });
    for (const { uid } of [off, twice])
      expect((await mailOf(uid)).map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL']);
    expect(await people(kept)).toMatchObject([{ state: 'invited' }, { state: 'invited' }]);
    await unmerge(other);
    expect((await mailOf(off.uid)).at(-1)).toEqual({ method: 'REQUEST', change: 'reinstated', sequence: 2 });
  });

  it('of a conference that is over come over without a word', async () => {
    const past = { startsAt: at('2026-11-20T07:30:00Z'), endsAt: at('2026-11-20T08:30:00Z'), confirmed: true };
    const [kept, other] = [await recorded(half(9)), await recorded(half(9))];
    const went = await given(test).attendee('Went Four');
    const { uid } = await assign(other, went.id);
    await test.db.transaction((tx) =>
      run(tx, 'update sitting set starts_at = $2, ends_at = $3 where conference_id = any($1::int[])', [
        [kept.id, other.id],
        past.startsAt,
        past.endsAt,
      ]),
    );
    await merge(kept, other);
    expect(await people(kept)).toMatchObject([{ name: 'Went Four' }]);
    expect(await mailOf(uid)).toHaveLength(1);
  });
});

describe('is refused', () => {
  it('with an old version of either', async () => {
    const [kept, other] = [await recorded(half(10)), await recorded(half(10))];
    expect(await merge(kept, other, { version: 9 })).toMatchObject({
      refusal: { kind: 'changed-meanwhile', now: { id: kept.id } },
    });
    expect(await merge(kept, other, { otherVersion: 9 })).toMatchObject({ refusal: { now: { id: other.id } } });
    expect(await picture(other)).toMatchObject({ state: 'scheduled' });
  });

  it('to whoever does not reach both', async () => {
    const [kept, other] = [await recorded(half(10)), await recorded({ ...half(10), hubCode: 'slough' })];
    const robin = await test.actor('Robin Hill', ['coordinator'], ['reading']);
    const asked = { other: other.reference, take: [], version: 1, otherVersion: 1 };
    await expect(test.app.get(MergingService).merge(robin, kept.reference, asked)).rejects.toThrow('Not Found');
    expect(await merge(kept, other)).toMatchObject({ ok: true });
  });

  it('where a third conference has the meeting id', async () => {
    const [kept, other] = [
      await recorded(half(10)),
      await recorded({ ...half(10), kind: 'pre-birth-icpc', laMeetingId: 'R-3' }),
    ];
    await test.db.transaction((tx) =>
      run(
        tx,
        `insert into conference (reference, hub_code, kind, state, la_meeting_id, version, created_at)
        values ('TV-25-000001', 'reading', 'icpc', 'scheduled', 'R-3', 1, now())`,
      ),
    );
    expect(await merge(kept, other, { take: ['laMeetingId'] })).toMatchObject({
      refusal: { kind: 'duplicate-meeting-id' },
    });
    expect(await picture(other)).toMatchObject({ state: 'scheduled', laMeetingId: 'R-3' });
  });

  it('to one of two people who merge the two into each other at once', async () => {
    for (const day of [14, 15, 16]) {
      const [one, two] = [await recorded(half(day)), await recorded(half(day))];
      const both = await Promise.all([merge(one, two), merge(two, one)]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(
        await rows(test.db.reader, `select 1 from conference where id = any($1::int[]) and state = 'voided'`, [
          [one.id, two.id],
        ]),
      ).toHaveLength(1);
    }
  });
});

describe('is not taken back', () => {
  it.each<[string, (kept: Conference) => Promise<unknown>, string]>([
    [
      'after a move',
      async (kept) =>
        test.app.get(ChangesService).move(priya, kept.reference, {
          to: { ...half(18, 13), mode: 'video', venue: null, joinLink: null },
          reason: 'chair ill',
          confirmed: true,
          version: (await now(kept)).version,
        }),
      'conference.moved',
    ],
    ['after another merge into it', async (kept) => merge(kept, await recorded(half(17))), 'conference.merged'],
    [
      'after it was merged away itself',
      async (kept) => merge(await recorded(half(17)), kept),
      'conference.changed-state',
    ],
  ])('%s', async (_, work, done) => {
    const [kept, other] = [await recorded(half(17)), await recorded(half(17))];
    await merge(kept, other);
    expect(await work(kept)).toMatchObject({ ok: true });
    expect(await unmerge(other)).toMatchObject({
      ok: false,
      refusal: { kind: 'worked-on', reference: kept.reference, done: expect.arrayContaining([done]) },
    });
    expect(await picture(other)).toMatchObject({ state: 'voided', invitations: null });
  });

  it('after the outcome was recorded', async () => {
    const [kept, other] = [await recorded(half(18)), await recorded(half(18))];
    await merge(kept, other);
    const before = test.clock.now();
    test.clock.set('2026-12-18T12:00:00Z');
    const outcome = {
      outcome: 'not',
      presentAtDecision: false,
      mode: null,
      attendedById: null,
      reason: 'court',
      reasonNote: null,
      attribution: null,
      correction: null,
    } as const;
    expect(await test.app.get(ParticipationService).record(priya, kept.reference, outcome)).toMatchObject({ ok: true });
    expect(await unmerge(other)).toMatchObject({ refusal: { done: ['participation.recorded'] } });
    test.clock.set(before.toString());
  });
});

describe('duplicates among what is recorded', () => {
  const scope = { all: false, hubs: ['reading'], assignedTo: null };
  const pairsOf = async (reference: string) =>
    (await likePairs(test.db.reader, scope))
      .map(({ one, other }) => [one.reference, other.reference])
      .filter((pair) => pair.includes(reference));

  it('are found by child, calendar entry and time, until somebody says that they are two', async () => {
    const shared = kid();
    const [one, two] = [
      await recorded({ ...half(21), children: [shared] }),
      await recorded({ ...half(22), children: [shared] }),
    ];
    expect(await pairsOf(one.reference)).toEqual([[one.reference, two.reference]]);
    expect((await likeOne(test.db.reader, two.id)).map(({ other }) => other.reference)).toEqual([one.reference]);
    await test.app.get(MergingService).tellApart(priya, one.reference, two.reference);
    expect(await pairsOf(one.reference)).toEqual([]);
    expect(await likeOne(test.db.reader, two.id)).toEqual([]);
    expect(
      await row(test.db.reader, 'select decided_by from conference_told_apart where first_id = $1', [one.id]),
    ).toEqual({ decidedBy: 'Priya Shah' });
  });

  it('far apart in time are found by the calendar entry', async () => {
    const [one, two] = [await recorded(half(1, 14)), await recorded(half(30, 14))];
    await test.db.transaction((tx) =>
      run(tx, `update invitation set la_calendar_uid = 'la-uid-1' where conference_id = any($1::int[])`, [
        [one.id, two.id],
      ]),
    );
    expect((await likeOne(test.db.reader, one.id)).map(({ other }) => other.reference)).toEqual([two.reference]);
  });

  it('are never of a voided one, and those that somebody recorded knowingly are not asked about', async () => {
    const shared = kid();
    const one = await recorded({ ...half(23), children: [shared] });
    const two = await given(test).conference({ ...half(24), children: [shared], anotherThan: [one.reference] });
    expect(await likeOne(test.db.reader, two.id)).toEqual([]);
    const [three, four] = [await recorded({ ...half(29), children: [kid()] }), await recorded(half(29))];
    expect(await likeOne(test.db.reader, four.id)).toHaveLength(1);
    await merge(three, four);
    expect(await likeOne(test.db.reader, three.id)).toEqual([]);
  });
});
