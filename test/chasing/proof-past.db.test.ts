import type { Actor } from '../../src/access/actor.js';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { CorrectionsService } from '../../src/changes/corrections.service.js';
import { ChasingWork } from '../../src/chasing/chasing.service.js';
import { ProofWork } from '../../src/chasing/proof.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { childrenOf, conferenceById, createConferences } from '../../src/conferences/conference.queries.js';
import { insert, rows, run } from '../../src/database/sql.js';
import { settleExpectations } from '../../src/expectations/settling.js';
import { MergingService, type GivenMerge } from '../../src/merging/merging.service.js';
import { SplittingService } from '../../src/merging/splitting.service.js';
import { UnmergingService } from '../../src/merging/unmerging.service.js';
import { MinutesService } from '../../src/minutes/minutes.service.js';
import { ReportService } from '../../src/participation/report.service.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Actor;
beforeAll(async () => {
  test = await testApp('2026-11-16T10:30:00Z');
});
afterAll(() => test.stop());
beforeEach(async () => {
  await test.db.transaction(async (tx) => {
    await tx.query('set local session_replication_role = replica');
    await tx.query(
      'truncate conference, attendee, audit_event, notice, chase, job_run, chase_proof, account, expectation cascade',
    );
  });
  test.clock.set('2026-11-16T10:30:00Z');
  priya = await given(test).coordinator();
});

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
/** The tracker runs in each hour of the day, between what people do in it, and proves it in the evening. */
async function lives(day: string, acts: Readonly<Record<string, () => Promise<unknown>>> = {}): Promise<void> {
  for (let hour = 7; hour <= 17; hour += 1) {
    const full = `${day}T${String(hour).padStart(2, '0')}`;
    test.clock.set(`${full}:00:05Z`);
    await test.app.get(ChasingWork).turn();
    test.clock.set(`${full}:30:00Z`);
    await acts[hour]?.();
  }
}
const prove = async (day: string): Promise<unknown> => {
  test.clock.set(`${day}T20:00:10Z`);
  await test.app.get(ProofWork).turn();
  const found = await rows<{ night: Temporal.PlainDate; verdict: string; gaps: { kind: string; key: string }[] }>(
    test.db.reader,
    'select night, verdict, gaps from chase_proof order by night desc limit 1',
  );
  return found.map(({ verdict, gaps }) => [verdict, ...gaps.map(({ kind, key }) => `${kind} ${key}`)])[0];
};
/** Takes every trace of a chase away, as if it had been forgotten. */
const forget = (kind: string, { reference }: Pick<Conference, 'reference'>): Promise<number> =>
  test.db.transaction(async (tx) => {
    const which = `select id from chase where kind = '${kind}' and subject = '${reference}'`;
    await run(tx, `delete from chase_notice where chase_id in (${which})`);
    return run(tx, `delete from chase where id in (${which})`);
  });
const begin = async (): Promise<void> => {
  test.clock.set('2026-11-20T15:00:05Z');
  await test.app.get(ChasingWork).turn();
};

const now = ({ id }: Conference): Promise<Conference> => conferenceById(test.db.reader, id);
const recorded = (hour: number): Promise<Conference> =>
  given(test).conference({
    startsAt: at(`2026-11-30T${hour}:30:00Z`),
    endsAt: at(`2026-11-30T${hour + 1}:30:00Z`),
    children: ['1', '2'].map((n) => ({ ...NOTHING_KNOWN, laChildId: `F${hour}${n}` })),
    anotherThan: 'any',
    confirmed: true,
  });
const merge = async (kept: Conference, other: Conference, take: GivenMerge['take'] = []): Promise<void> => {
  const [{ version }, { version: otherVersion }] = [await now(kept), await now(other)];
  const asked = { other: other.reference, take, version, otherVersion };
  expect(await test.app.get(MergingService).merge(priya, kept.reference, asked)).toMatchObject({ ok: true });
};
const unmerge = async (other: Conference): Promise<void> => {
  const { version } = await now(other);
  expect(await test.app.get(UnmergingService).unmerge(priya, other.reference, version)).toMatchObject({ ok: true });
};
/** Ada leads it and has said yes, and its report is sent. */
async function readied(one: Conference): Promise<void> {
  const ada = await given(test).attendee('Ada Okafor');
  const asked = { attendeeId: ada.id, lead: true, overlapReason: null };
  const done = await test.app.get(AssignmentsService).assign(priya, one.reference, asked);
  if (!done.ok) throw new Error(done.refusal.kind);
  const { id } = done.value.assignment;
  await test.app.get(AnswersService).answer(priya, one.reference, id, { answer: 'accepted', comment: null });
  const report = {
    kind: 'report',
    sentOn: Temporal.PlainDate.from('2026-11-16'),
    sentTime: null,
    sentBy: 'Ada Okafor',
  } as const;
  await test.app.get(ReportService).record(priya, one.reference, { ...report, readOut: null, correction: null });
}

describe('the proof of a conference that was made of two', () => {
  it('owes the kept one nothing more once the other brought somebody and the report, and what it owed before', async () => {
    const [kept, other] = [await recorded(10), await recorded(10)];
    await readied(other);
    await begin();
    await lives('2026-11-23', { 10: () => merge(kept, other) });
    expect(await prove('2026-11-23')).toEqual(['complete']);
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) {
      await lives(day);
      expect(await prove(day)).toEqual(['complete']);
    }
    const said = await rows<{ key: string }>(test.db.reader, `select kind || ' ' || subject as key from chase`);
    expect(said).toEqual([{ key: `unassigned ${kept.reference}` }]);
  });

  it('finds what the kept one was owed before it was made of two', async () => {
    const [kept, other] = [await recorded(10), await recorded(10)];
    await readied(other);
    await begin();
    await lives('2026-11-23', { 10: () => merge(kept, other) });
    expect(await forget('unassigned', kept)).toBe(1);
    expect(await prove('2026-11-23')).toEqual([
      'gap',
      expect.stringMatching(`unsent unassigned/${kept.reference}/.*#0/-5`),
    ]);
  });

  it('waits anew for the answer of whoever came over to another time, and finds when nobody asked them', async () => {
    const [kept, other] = [await recorded(10), await recorded(13)];
    await readied(other);
    await begin();
    await lives('2026-11-23');
    await lives('2026-11-24', { 10: () => merge(kept, other) });
    expect(await prove('2026-11-24')).toEqual(['complete']);
    await lives('2026-11-25');
    expect(await forget('no-answer', kept)).toBe(1);
    expect(await prove('2026-11-25')).toEqual(['gap', expect.stringContaining(`unsent no-answer/${kept.reference}/`)]);
  });

  it('owes each its own again when the two are taken apart', async () => {
    const [kept, other] = [await recorded(10), await recorded(13)];
    await readied(other);
    await begin();
    await lives('2026-11-23', { 9: () => merge(kept, other, ['time']), 12: () => unmerge(other) });
    expect(await prove('2026-11-23')).toEqual(['complete']);
    await lives('2026-11-24');
    expect(await prove('2026-11-24')).toEqual(['complete']);
    await lives('2026-11-25');
    // Nobody goes to the kept one, and its report was not sent: that of the other went back with it.
    expect(await forget('report-owed', kept)).toBe(1);
    expect(await forget('report-owed', other)).toBe(0);
    expect(await prove('2026-11-25')).toEqual([
      'gap',
      expect.stringContaining(`unsent report-owed/${kept.reference}/`),
    ]);
  });
});

describe('the proof of a conference that became two', () => {
  it('owes the new one from when it was made, and the old one as before', async () => {
    const old = await recorded(10);
    const split = async (): Promise<void> => {
      const [, second] = await childrenOf(test.db.reader, old.id);
      const to = {
        startsAt: at('2026-11-30T13:30:00Z'),
        endsAt: at('2026-11-30T14:30:00Z'),
        mode: 'video',
        venue: null,
      } as const;
      const { version } = await now(old);
      const asked = {
        children: [second!.id],
        shares: {},
        reason: 'other chairs',
        inviteLead: false,
        confirmed: true,
        version,
      };
      const made = await test.app
        .get(SplittingService)
        .split(priya, old.reference, { ...asked, to: { ...to, joinLink: null } });
      expect(made).toMatchObject({ ok: true });
    };
    await begin();
    await lives('2026-11-23', { 10: split });
    expect(await prove('2026-11-23')).toEqual(['complete']);
    await lives('2026-11-24');
    await lives('2026-11-25');
    const made = await rows<Conference>(test.db.reader, 'select * from conference where id <> $1', [old.id]);
    expect(await forget('unassigned', made[0]!)).toBe(2);
    expect(await forget('unassigned', old)).toBe(2);
    const found = (await prove('2026-11-25')) as string[];
    expect(found.filter((line) => line.startsWith('unsent unassigned/')).map((line) => line.split('/')[1])).toEqual(
      expect.arrayContaining([old.reference, made[0]!.reference]),
    );
  });
});

describe('the proof after another change', () => {
  it('follows the kind of a conference, on which the day of its report and who is needed depend', async () => {
    const one = await recorded(10);
    await readied(one);
    await run1(`delete from report`);
    const convert = async (): Promise<void> => {
      const given = {
        kind: 'rcpc',
        reason: 'It is their second',
        version: (await now(one)).version,
      } as const;
      expect(await test.app.get(CorrectionsService).convertKind(priya, one.reference, given)).toMatchObject({
        ok: true,
      });
    };
    await begin();
    await lives('2026-11-23', { 10: convert });
    expect(await prove('2026-11-23')).toEqual(['complete']);
    const said = await rows<{ kind: string }>(test.db.reader, 'select kind from chase order by kind');
    expect(said.map(({ kind }) => kind)).toEqual(['relevance-undecided', 'report-owed']);
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26']) await lives(day);
    expect(await forget('relevance-undecided', one)).toBe(2);
    expect(await prove('2026-11-26')).toEqual(['gap', expect.stringContaining('unsent relevance-undecided/')]);
  });

  it('asks for minutes however long ago the conference was, and for nothing else of it', async () => {
    await begin();
    await anExpectedReview('2027-06-01');
    await run1(`update sitting set starts_at = '2026-08-03T10:00:00Z', ends_at = '2026-08-03T11:00:00Z'`);
    await run1('delete from report');
    const { reference } = (await rows<Conference>(test.db.reader, 'select * from conference'))[0]!;
    const asked = async (): Promise<void> => {
      const given = { askedOn: Temporal.PlainDate.from('2026-11-23'), receivedOn: null };
      expect(await test.app.get(MinutesService).record(priya, reference, given)).toMatchObject({ ok: true });
    };
    await lives('2026-11-23', { 10: asked });
    expect(await prove('2026-11-23')).toEqual(['complete']);
    await lives('2026-11-24');
    const said = await rows<{ key: string }>(
      test.db.reader,
      `select kind || ' ' || role as key from chase order by days`,
    );
    expect(said.map(({ key }) => key)).toEqual(['minutes-missing hub', 'minutes-missing hub']);
    expect(await forget('minutes-missing', { reference })).toBe(2);
    await run1('alter table chase_proof disable trigger chase_proof_append_only');
    await run1('delete from chase_proof');
    await run1('alter table chase_proof enable trigger chase_proof_append_only');
    expect(await prove('2026-11-24')).toEqual([
      'gap',
      ...Array(2).fill(expect.stringContaining('unsent minutes-missing/')),
    ]);
  });

  it('counts for an expected conference by the day that stood, before and after it was changed', async () => {
    await begin();
    const expectation = await anExpectedReview('2027-01-13');
    const set = (day: string) => async (): Promise<void> => {
      await run1(`update participation set next_review_on = '${day}'`);
      await test.db.transaction((tx) => settleExpectations(tx, test.surroundings, null));
    };
    const inviteBy = async (): Promise<string> =>
      (await rows<{ by: string }>(test.db.reader, 'select invite_by::text as by from expectation'))[0]!.by;
    const first = await inviteBy();
    await set('2026-12-02')();
    expect((await inviteBy()) < first).toBe(true);
    await lives('2026-11-23', { 12: set('2027-02-17') });
    expect(await prove('2026-11-23')).toEqual(['complete']);
    const said = await rows<{ edition: string }>(test.db.reader, 'select distinct edition from chase');
    expect(said).toHaveLength(1);
    // By the later day nothing was owed; by the earlier one it was, and now nobody knows of it.
    await run1('alter table chase_proof disable trigger chase_proof_append_only');
    await run1('delete from chase_proof');
    await run1('alter table chase_proof enable trigger chase_proof_append_only');
    expect(await forget('expectation-overdue', { reference: expectation })).toBeGreaterThan(0);
    expect(await prove('2026-11-23')).toEqual(
      expect.arrayContaining(['gap', expect.stringContaining(`unsent expectation-overdue/${expectation}/`)]),
    );
  });
});

const run1 = (sql: string): Promise<number> => test.db.transaction((tx) => run(tx, sql));

/** A conference that was held, with a plan and the day of its review. */
async function anExpectedReview(nextReviewOn: string): Promise<string> {
  const sitting = {
    startsAt: at('2026-11-09T10:00:00Z'),
    endsAt: at('2026-11-09T11:00:00Z'),
    mode: 'video' as const,
    venue: null,
    joinLink: null,
  };
  const facts = {
    hubCode: 'reading',
    kind: 'icpc',
    laMeetingId: null,
    strategyDiscussionOn: null,
    convenedBy: null,
  } as const;
  await test.db.transaction(async (tx) => {
    const child = { ...NOTHING_KNOWN, laChildId: 'R1' };
    const [made] = await createConferences(
      tx,
      [{ conference: facts, sitting, children: [child] }],
      at('2026-11-02T10:00:00Z'),
    );
    await run(tx, `update conference set state = 'held' where id = $1`, [made!.id]);
    await run(tx, `update child set plan_result = 'made' where conference_id = $1`, [made!.id]);
    await insert(tx, 'report', {
      conferenceId: made!.id,
      kind: 'report',
      sentOn: '2026-11-05',
      sentBy: 'Ada',
      version: 1,
      recordedBy: 'Ada',
      recordedAt: at('2026-11-05T10:00:00Z'),
    });
    await run(
      tx,
      `insert into participation (sitting_id, outcome, present_at_decision, reason, next_review_on, version, recorded_by, recorded_at)
       select id, 'not', false, 'clash', $2, 1, 'Priya Shah', '2026-11-10T10:00:00Z' from sitting where conference_id = $1`,
      [made!.id, nextReviewOn],
    );
    await settleExpectations(tx, test.surroundings, null);
  });
  return (await rows<{ key: string }>(test.db.reader, `select 'expected-' || id as key from expectation`))[0]!.key;
}
