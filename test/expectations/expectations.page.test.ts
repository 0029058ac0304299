import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import { childrenOf } from '../../src/conferences/conference.queries.js';
import type { Conference } from '../../src/conferences/conference.js';
import { row, rows } from '../../src/database/sql.js';
import { standingSql } from '../../src/expectations/expectation.queries.js';
import { standingOf, type Expectation } from '../../src/expectations/expectation.js';
import { ExpectationWork } from '../../src/expectations/expectation-work.service.js';
import { settleExpectations } from '../../src/expectations/settling.js';
import { ExpectationsService } from '../../src/expectations/expectations.service.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { ParticipationService } from '../../src/participation/participation.service.js';
import { testApi, type Program, type TestApi } from '../support/api.js';
import type { Answer, Browser } from '../support/app.js';

const NOW = '2026-11-23T09:00:00Z';
let test: TestApi;
let priya: Browser;
let tom: Browser;
let robot: Program;
let program: Program;
beforeAll(async () => {
  test = await testApi(NOW);
  await at(NOW);
  tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  robot = await test.as('mash-robot');
  program = await test.as('priya');
});
afterAll(() => test.stop());
/** A session does not outlast a day. */
async function at(now: string): Promise<void> {
  test.clock.set(now);
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
}
afterEach(() => at(NOW));

const main = ({ $ }: Answer): string => $('main').text().replace(/\s+/g, ' ');
let families = 0;
const aFamily = (): string => `9${String((families += 1)).padStart(4, '0')}`;
const child = (laChildId: string) => ({ ...NOTHING_KNOWN, laChildId });
const typed = (childIds: string, over: object = {}): Record<string, string> => ({
  hub: 'reading',
  origin: 'strategy-discussion',
  beganOn: '19/11/26',
  laReference: '',
  childIds,
  expectedOn: '',
  ...over,
});
const one = async (family: string): Promise<Expectation> =>
  (await row<Expectation>(test.db.reader, 'select * from expectation where child_ids = $1', [[family]]))!;
async function told(family: string, over: object = {}): Promise<string> {
  const answer = await priya.post('/expected/new', typed(family, over));
  expect(answer.status).toBe(303);
  return answer.location!;
}
const conference = (family: string, over: Partial<GivenInvitation> = {}): Promise<Conference> =>
  test.given.conference({ children: [child(family)], anotherThan: 'any', ...over });

describe('a strategy discussion', () => {
  it('is expected, and met in the moment in which its invitation is recorded', async () => {
    const family = aFamily();
    const address = await told(family);
    expect(main(await priya.get(address))).toContain('Thu 10 Dec 2026');
    const { reference, id } = await conference(family);
    expect(main(await priya.get(address))).toContain(`The invitation has come. Matched by the tracker.`);
    expect(await one(family)).toMatchObject({ state: 'met', conferenceId: id, version: 2 });
    expect(main(await priya.get('/expected?show=met'))).toContain(reference);
    expect(main(await priya.get(`/conferences/${reference}`))).toContain('Expected conference settled');
  });

  it('is met at once when the invitation came first', async () => {
    const family = aFamily();
    const { id } = await conference(family);
    await told(family);
    expect(await one(family)).toMatchObject({ state: 'met', conferenceId: id });
  });

  it('is kept once, however often it is told, and a later one starts no clock', async () => {
    const family = aFamily();
    const address = await told(family);
    expect(await told(family)).toBe(address);
    expect(await told(family, { beganOn: '20/11/26' })).toBe(address);
    expect((await priya.get(address)).$('[role=status]').text()).toContain('expected already');
    const service = test.app.get(ExpectationsService);
    const actor = await test.given.coordinator();
    const twice = aFamily();
    const how = { source: 'api', confirmed: false } as const;
    const tell = () => service.tellAll(actor, [typed(twice) as never], how);
    const both = (await Promise.all([tell(), tell()])).flat().map(({ state }) => state);
    expect(both.toSorted()).toEqual(['added', 'known']);
  });

  it('says what to put right, keeps what was typed, and takes a past day only when it is meant', async () => {
    const family = aFamily();
    const past = typed(family, { beganOn: '1/10/26' });
    const asked = await priya.post('/expected/new', past);
    expect([asked.status, asked.$('#beganOn').val(), asked.$('#confirmed').length]).toEqual([422, '1/10/26', 1]);
    expect(asked.$('.govuk-error-summary').text()).toContain('has passed');
    expect((await priya.post('/expected/new', { ...past, confirmed: 'yes' })).status).toBe(303);
    for (const over of [{ hub: 'oxfordshire' }, { beganOn: '24/12/26' }, { childIds: '' }, { childIds: '<script>' }]) {
      expect((await priya.post('/expected/new', typed(family, over))).status).toBe(422);
    }
  });
});

describe('when no invitation has come', () => {
  it('asks with a letter that names no child, until it was sent', async () => {
    const family = aFamily();
    const address = await told(family, { laReference: 'S47-771' });
    await at('2026-12-04T09:00:00Z');
    expect(main(await priya.get('/expected'))).toContain('S47-771');
    expect((await priya.get('/expected')).$('nav').text()).toMatch(/Expected \d/);
    const letter = await priya.get(`${address}/letter.txt`);
    expect(letter.text).toContain('S47-771');
    expect(letter.text).not.toContain(family);
    const sent = await priya.post(address, { change: 'letter-sent', version: '1' }, `${address}/letter`);
    expect(sent.status).toBe(303);
    expect(main(await priya.get(address))).toContain('Asked for on Fri 4 Dec by Priya Shah');
    await at('2026-12-11T09:00:00Z');
    expect(main(await priya.get('/expected'))).toContain('Past its day');
  });

  it('records what was held without us, which counts in A2 alone', async () => {
    const family = aFamily();
    const address = await told(family, { beganOn: '2/11/26' });
    await at('2026-11-26T09:00:00Z');
    const fields = { change: 'held-without-us', version: '1', heldOn: '20/11/26', startsAt: '9:30', endsAt: '' };
    expect((await priya.post(address, { ...fields, heldOn: '27/11/26' })).status).toBe(422);
    expect((await priya.post(address, { ...fields, startsAt: 'noon-ish' })).status).toBe(422);
    const early = await priya.post(address, { ...fields, heldOn: '1/11/26' });
    expect(early.status).toBe(422);
    expect(early.$('.govuk-error-summary').text()).toContain('It cannot have been held before the strategy discussion');
    expect((await priya.post(address, fields)).status).toBe(303);
    const { state, conferenceId } = await one(family);
    expect(state).toBe('not-invited');
    const never = await row(test.db.reader, 'select learnt_from from never_invited where conference_id = $1', [
      conferenceId,
    ]);
    expect(never).toEqual({ learntFrom: 'told-afterwards' });
    const [counted] = await rows<{ measure: string; inDenominator: boolean }>(
      test.db.reader,
      'select measure, in_denominator from measure where conference_id = $1',
      [conferenceId],
    );
    expect(counted).toEqual({ measure: 'A1', inDenominator: false });
  });
});

describe('what people say of it', () => {
  it('matches, takes it back, closes and reopens; refuses what cannot be, and what somebody changed', async () => {
    const family = aFamily();
    const address = await told(family);
    const other = await conference(aFamily());
    const review = await conference(aFamily(), { kind: 'rcpc' });
    const elsewhere = await conference(aFamily(), { hubCode: 'slough' });
    const match = (reference: string, version: string) => priya.post(address, { change: 'match', reference, version });
    expect((await match(review.reference, '1')).text).toContain('another kind');
    expect((await match(elsewhere.reference, '1')).text).toContain('another local authority');
    expect((await match('TV-26-999999', '1')).text).toContain('no such conference');
    expect((await match("'; drop table x", '1')).status).toBe(422);
    expect((await match(other.reference, '1')).status).toBe(303);
    expect((await match(other.reference, '1')).status).toBe(409);
    expect((await priya.post(address, { change: 'reopen', note: '', version: '2' })).status).toBe(422);
    expect((await priya.post(address, { change: 'reopen', note: 'wrong one', version: '2' })).status).toBe(303);
    expect((await priya.post(address, { change: 'close', reason: '', version: '3' })).status).toBe(422);
    expect((await priya.post(address, { change: 'close', reason: 'not-required', version: '3' })).status).toBe(303);
    expect(main(await priya.get(address))).toContain('No conference is required');
    expect(await one(family)).toMatchObject({ state: 'closed', conferenceId: null, version: 4 });
  });

  it('is out of reach for another hub, and a robot changes nothing', async () => {
    const family = aFamily();
    const address = await told(family);
    expect((await tom.get(address)).status).toBe(404);
    expect((await tom.get(`${address}/letter.txt`)).status).toBe(404);
    expect((await tom.post(address, { change: 'letter-sent', version: '1' }, '/expected')).status).toBe(404);
    expect(main(await tom.get('/expected?show=all&hub=reading'))).not.toContain('EX-');
    for (const id of ['0', 'x', '99999999999', '2000000000'])
      expect((await priya.get(`/expected/${id}`)).status).toBe(404);
    for (const query of ['show=constructor', 'after=2026-02-31.1', 'after=x', 'kind=x&hub=%00']) {
      expect((await priya.get(`/expected?${query}`)).status).toBe(200);
    }
  });
});

describe('after an outcome', () => {
  async function held(family: string, result: string, nextReviewOn: string | null = null): Promise<Conference> {
    await at('2026-11-20T09:00:00Z');
    const made = await conference(family, {
      startsAt: Temporal.Instant.from('2026-11-23T09:30:00Z'),
      endsAt: Temporal.Instant.from('2026-11-23T11:00:00Z'),
      confirmed: true,
    });
    await at('2026-11-23T12:00:00Z');
    await outcome(made, result, nextReviewOn, null);
    return made;
  }
  async function outcome(made: Conference, result: string, next: string | null, correction: string | null) {
    const children = await childrenOf(test.db.reader, made.id);
    const done = await test.app.get(ParticipationService).record(await test.given.coordinator(), made.reference, {
      outcome: 'not',
      presentAtDecision: false,
      mode: null,
      attendedById: null,
      reason: 'sickness',
      reasonNote: null,
      attribution: null,
      correction,
      besides: {
        plans: children.map(({ id }) => ({ childId: id, result: result as 'made' })),
        nextReviewOn: next === null ? null : Temporal.PlainDate.from(next),
      },
    });
    if (!done.ok) throw new Error(done.refusal.kind);
  }

  it('expects the review by the clock, follows a correction, and is met by the review', async () => {
    const family = aFamily();
    const before = await held(family, 'made');
    expect(String((await one(family)).dueOn)).toBe('2027-02-23');
    await outcome(before, 'made', '2027-02-16', 'the date was set');
    expect(await one(family)).toMatchObject({ dueBy: 'set', state: 'open' });
    const next = await conference(family, {
      kind: 'rcpc',
      startsAt: Temporal.Instant.from('2027-02-16T09:30:00Z'),
      endsAt: Temporal.Instant.from('2027-02-16T11:00:00Z'),
    });
    expect(await one(family)).toMatchObject({ state: 'met', conferenceId: next.id });
    expect(main(await priya.get(`/conferences/${next.reference}`))).toContain('Review due');
    expect(main(await priya.get(`/conferences/${before.reference}`))).toContain(next.reference);
  });

  it('expects the first review of an unborn child by the birth, follows the day, and calls it an RCPC', async () => {
    const family = aFamily();
    await at('2026-11-20T09:00:00Z');
    const unborn = { ...child(family), expectedOn: Temporal.PlainDate.from('2026-12-01') };
    const time = {
      startsAt: Temporal.Instant.from('2026-11-23T09:30:00Z'),
      endsAt: Temporal.Instant.from('2026-11-23T11:00:00Z'),
    };
    const before = await conference(family, { ...time, kind: 'pre-birth-icpc', children: [unborn], confirmed: true });
    await at('2026-11-23T12:00:00Z');
    await outcome(before, 'made', null, null);
    // 20 working days after 1 December, over Christmas: sooner than three months after the conference.
    expect(String((await one(family)).dueOn)).toBe('2026-12-31');
    expect(main(await priya.get(`/expected/${(await one(family)).id}`))).toContain('RCPC Reading, due Thu 31 Dec 2026');
    const born = (on: string) =>
      test.db.transaction(async (tx) => {
        await tx.query('update child set expected_on = $2 where conference_id = $1', [before.id, on]);
        return settleExpectations(tx, test.surroundings, [before.id]);
      });
    await born('2027-02-20');
    expect(String((await one(family)).dueOn)).toBe('2027-02-23');
    await born('2026-11-30');
    expect(String((await one(family)).dueOn)).toBe('2026-12-30');
  });

  it('expects nothing without a plan, and closes when a correction ends it', async () => {
    const without = aFamily();
    await held(without, 'none');
    expect(await one(without)).toBeNull();
    const family = aFamily();
    const before = await held(family, 'made');
    await outcome(before, 'ends', null, 'read it wrongly');
    expect(await one(family)).toMatchObject({ state: 'closed', closedReason: 'plan-ended' });
  });

  it('catches up with what came by another way, once, and reopens what was voided', async () => {
    const family = aFamily();
    const before = await held(family, 'made');
    const work = test.app.get(ExpectationWork);
    await test.db.transaction((tx) =>
      tx.query('delete from expectation where previous_conference_id = $1', [before.id]),
    );
    await Promise.all([work.turn(), work.turn()]);
    expect(await one(family)).toMatchObject({ state: 'open', origin: 'outcome' });
    const next = await conference(family, {
      kind: 'rcpc',
      startsAt: Temporal.Instant.from('2027-02-16T09:30:00Z'),
      endsAt: Temporal.Instant.from('2027-02-16T11:00:00Z'),
    });
    expect((await one(family)).state).toBe('met');
    await test.db.transaction((tx) => tx.query(`update conference set state = 'voided' where id = $1`, [next.id]));
    await work.turn();
    expect(await one(family)).toMatchObject({ state: 'open', conferenceId: null });
    while (await work.turn());
    expect((await one(family)).state).toBe('open');
  });
});

it('tells in SQL how each stands as the rule does', async () => {
  for (const today of ['2026-11-23', '2026-12-03', '2026-12-11', '2027-03-01']) {
    const all = await rows<Expectation & { standing: string }>(
      test.db.reader,
      `select e.*, ${standingSql('$1')} as standing from expectation e`,
      [today],
    );
    expect(all.length).toBeGreaterThan(5);
    for (const each of all) expect(each.standing).toBe(standingOf(each, Temporal.PlainDate.from(today)));
  }
});

describe('by API', () => {
  let keys = 0;
  const tell = (body: object, key = `e${(keys += 1)}`) =>
    robot.post('/api/v1/expectations', body, { 'idempotency-key': key });
  const body = (family: string, over: object = {}) => ({
    hub: 'reading',
    beganOn: '2026-11-19',
    childIds: [family],
    ...over,
  });

  it('records once, lists by cursor, and changes by version', async () => {
    const family = aFamily();
    const made = await tell(body(family));
    expect([made.status, made.headers['etag']]).toEqual([201, '"1"']);
    expect((await tell(body(family))).status).toBe(200);
    const { id } = made.body;
    const pages: number[] = [];
    let next: string | null = null;
    do {
      const page: { body: { items: { id: number }[]; next: string | null } } = await program.get(
        `/api/v1/expectations?limit=3${next === null ? '' : `&after=${next}`}`,
      );
      pages.push(...page.body.items.map((item) => item.id));
      next = page.body.next;
    } while (next !== null);
    expect(new Set(pages).size).toBe(pages.length);
    expect(pages).toContain(id);
    const change = (sent: object, match: string) =>
      program.post(`/api/v1/expectations/${id}/changes`, sent, { 'if-match': match });
    expect((await change({ change: 'close' }, '"1"')).status).toBe(422);
    expect((await change({ change: 'close', reason: 'plan-ended' }, '"9"')).status).toBe(412);
    expect((await change({ change: 'close', reason: 'plan-ended' }, '"1"')).body).toMatchObject({ state: 'closed' });
    expect((await change({ change: 'letter-sent' }, '"2"')).status).toBe(409);
    expect((await change({ change: 'reopen', note: 'after all' }, '"2"')).body).toMatchObject({ version: 3 });
    expect((await change({ change: 'match', conference: 'TV-26-999999' }, '"3"')).status).toBe(409);
    const listed = await program.get('/api/v1/expectations?state=closed&standing=open');
    expect(listed.status).toBe(422);
  });

  it.each([
    [{ hub: 'swindon' }, 422, 'unknown-hub'],
    [{ beganOn: '2026-12-24' }, 422, 'invalid-body'],
    [{ beganOn: '2026-10-01' }, 422, 'confirm'],
    [{ expectedOn: '2026-11-20' }, 422, 'confirm'],
    [{ childIds: [{}] }, 422, 'invalid-body'],
    [{ childIds: [] }, 422, 'invalid-body'],
    [{ previousConference: 'TV-26-000001' }, 422, 'invalid-body'],
    [{ state: 'met', version: 9, recordedBy: 'Somebody Else' }, 422, 'invalid-body'],
    [{ hub: ['reading'] }, 422, 'invalid-body'],
    [{ hub: '__proto__' }, 422, 'unknown-hub'],
    [{ childIds: '18844' }, 422, 'invalid-body'],
    [{ childIds: Array.from({ length: 5_000 }, (_, n) => String(n)) }, 422, 'invalid-body'],
    [{ childIds: ['x'.repeat(50_000)] }, 422, 'invalid-body'],
    [{ laReference: 7 }, 422, 'invalid-body'],
    [{ laReference: 'x'.repeat(61) }, 422, 'invalid-body'],
    [{ beganOn: '2026-11-19T09:00' }, 422, 'invalid-body'],
    [{ beganOn: '19/11/2026' }, 422, 'invalid-body'],
    [{ beganOn: '1850-01-01' }, 422, 'invalid-body'],
    [{ confirmed: 'yes' }, 422, 'invalid-body'],
    [{ expectedOn: '2026-11-18' }, 422, 'invalid-body'],
    [{ origin: 'outcome' }, 422, 'invalid-body'],
  ])('refuses %#, and nothing changes', async (over, status, kind) => {
    const before = await kept();
    const answer = await tell(body(aFamily(), over));
    expect([answer.status, answer.body.type]).toEqual([status, `/api/problems/${kind}`]);
    expect(await kept()).toBe(before);
  });
  const kept = async (): Promise<string> =>
    JSON.stringify(await rows(test.db.reader, 'select id, version, state from expectation order by id'));

  it('takes no body that is none, and no change without the version, of another hub, or of itself', async () => {
    const tomsProgram = await test.as('tom');
    const made = (await tell(body(aFamily()))).body;
    const path = `/api/v1/expectations/${made.id}/changes`;
    const before = await kept();
    for (const sent of ['[]', 'null', '"x"', '{', `{"hub":"${'x'.repeat(1_100_000)}"}`]) {
      const answer = await program.post('/api/v1/expectations', sent);
      expect([400, 413, 422]).toContain(answer.status);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    const close = { change: 'close', reason: 'not-required' };
    expect((await program.post(path, close)).status).toBe(428);
    for (const match of ['*', '1', 'W/"1"', '"1", "2"', '"-1"', '""'])
      expect([400, 412, 422]).toContain((await program.post(path, close, { 'if-match': match })).status);
    expect((await tomsProgram.post(path, close, { 'if-match': '"1"' })).status).toBe(404);
    expect((await tomsProgram.get(`/api/v1/expectations/${made.id}`)).status).toBe(404);
    for (const id of ['0', '-1', '1.5', '99999999999', 'x', '%00'])
      expect((await program.get(`/api/v1/expectations/${id}`)).status).toBe(404);
    for (const sent of [
      { ...close, state: 'met' },
      { change: 'constructor' },
      { change: ['close'], reason: 'not-required' },
      { change: 'close', reason: 'x' },
    ])
      expect((await program.post(path, sent, { 'if-match': '"1"' })).status).toBe(422);
    expect(await kept()).toBe(before);
  });

  it('puts no line of its own into a letter, and no mark-up onto a page', async () => {
    const laReference = 'S47-1\r\nBcc: x@evil.example\u2028\u202E<b>';
    const { id } = (await tell(body(aFamily(), { laReference }))).body;
    const letter = (await priya.get(`/expected/${id}/letter.txt`)).text;
    expect(letter).toContain('   Your reference: S47-1 Bcc: x@evil.example <b>');
    const page = await priya.get(`/expected/${id}`);
    expect(
      page.text
        .split('evil.example ')
        .slice(1)
        .filter((rest) => rest.startsWith('<b>')),
    ).toEqual([]);
    expect(main(page)).toContain('S47-1 Bcc: x@evil.example <b>');
  });

  it('is not the conference that it follows from, or one that followed from that one', async () => {
    const family = aFamily();
    await at('2026-11-20T09:00:00Z');
    const first = await conference(family);
    const second = await conference(aFamily(), { kind: 'rcpc' });
    await test.db.transaction((tx) =>
      tx.query('update conference set previous_conference_id = $1 where id = $2', [second.id, first.id]),
    );
    await test.db.transaction((tx) =>
      tx.query('update conference set previous_conference_id = $1 where id = $2', [first.id, second.id]),
    );
    const { id } = (
      await rows<{ id: number }>(test.db.reader, `select id from expectation order by id desc limit 1`)
    )[0]!;
    await test.db.transaction((tx) =>
      tx.query(
        `update expectation set state = 'open', kind = 'review', origin = 'outcome', previous_conference_id = $2, conference_id = null,
           matched_by = null, settled_at = null, settled_by = null, closed_reason = null, began_on = '2026-11-01', hub_code = 'reading' where id = $1`,
        [id, first.id],
      ),
    );
    const { version } = (await row<{ version: number }>(
      test.db.reader,
      'select version from expectation where id = $1',
      [id],
    ))!;
    for (const { reference } of [first, second]) {
      const answer = await program.post(
        `/api/v1/expectations/${id}/changes`,
        { change: 'match', conference: reference },
        { 'if-match': `"${version}"` },
      );
      expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('follows from')]);
    }
  });
});

describe('a list', () => {
  const BOUNDARY = '----list';
  async function upload(list: string): Promise<Answer> {
    const page = await priya.get('/expected/list');
    const token = page.$('input[name=_csrf]').first().attr('value') ?? '';
    const part = (name: string, value: string, file = '') =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
    const payload = `${part('_csrf', token)}${part('hub', 'reading')}${part('file', list, '; filename="list.csv"')}--${BOUNDARY}--\r\n`;
    const answer = await test.app.inject({
      method: 'POST',
      url: '/expected/list',
      headers: {
        cookie: `tracker=${priya.sessionCookie}`,
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      },
      payload,
    });
    const { load } = await import('cheerio');
    return { status: answer.statusCode, location: null, text: answer.body, $: load(answer.body) };
  }

  it('is looked at, recorded, and changes nothing the second time', async () => {
    const [a, b, c] = [aFamily(), aFamily(), aFamily()];
    const list = `Hub,Strategy discussion,Meeting ID,Child IDs\nReading,19/11/2026,,${a}\nSlough,18/11/2026,X-1,${b}\nOxfordshire,19/11/2026,,1\nReading,01/10/2026,,${c}\nReading,nonsense,,2\n`;
    const preview = await upload(list);
    expect(main(preview)).toContain(
      '2 new, 1 whose last day has passed, 2 refused and left out. Nothing is recorded yet.',
    );
    expect(await one(a)).toBeNull();
    const fields = preview
      .$('input[name=rows]')
      .toArray()
      .map((input) => preview.$(input).val() as string);
    const record = () => priya.post('/expected/list/record', { rows: fields }, '/expected/list');
    expect((await record()).status).toBe(303);
    const before = await rows(test.db.reader, 'select * from expectation order by id');
    await record();
    expect(await rows(test.db.reader, 'select * from expectation order by id')).toEqual(before);
    expect([await one(c), (await one(b)).hubCode]).toEqual([null, 'slough']);
    expect(main(await upload(list))).toContain('2 on record already');
  });

  it('refuses fifty thousand rows by a sentence', async () => {
    const answer = await upload(`date,reference\n${'19/11/2026,S47-1\n'.repeat(50_000)}`);
    expect([answer.status, answer.$('.govuk-error-summary').text()]).toEqual([
      422,
      expect.stringContaining('more than 1,000 rows'),
    ]);
  });

  it('refuses rows by a sentence each: formulas, days out of order, years long past', async () => {
    const list = [
      'date,reference,child ids,expected date',
      '=1+1,F-1,,',
      '19/11/2026,F-2,@SUM(A1),',
      '19/11/2026,F-3,,18/11/2026',
      '19/11/1926,F-4,,',
      '19/11/2036,F-5,,',
      `19/11/2026,${'x'.repeat(61)},,`,
    ].join('\n');
    const said = main(await upload(`\uFEFF${list}\n`));
    expect(said).toContain('6 refused and left out');
    for (const sentence of [
      'does not exist',
      'expected before what it follows from',
      'more than a year ago',
      'in the future',
      'Shorten it',
    ])
      expect(said).toContain(sentence);
  });

  it.each([
    ['date,reference\n19/11/2026,"S47\n', 'never closed'],
    ['date,reference\n19/11/2026,S\0\n', 'no text'],
    ['', 'empty'],
    ['a,b\n1,2\n', 'name the columns'],
    ['date,children\n', 'no row under them'],
  ])('says what is wrong with %j', async (list, sentence) => {
    const answer = await upload(list);
    expect(answer.status).toBe(422);
    expect(answer.$('.govuk-error-summary').text()).toContain(sentence);
  });
});
