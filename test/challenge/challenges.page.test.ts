import { countChallenges } from '../../src/challenge/challenge.queries.js';
import { isOverdue } from '../../src/challenge/challenge.js';
import { ChallengesService } from '../../src/challenge/challenges.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { testApi, type Program, type TestApi } from '../support/api.js';
import type { Answer, Browser } from '../support/app.js';

const NOW = '2026-11-23T09:00:00Z';
let test: TestApi;
let priya: Browser;
let tom: Browser;
let margaret: Browser;
let program: Program;
beforeAll(async () => {
  test = await testApi(NOW);
  tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  margaret = await test.signIn('Margaret Ellis', ['leadership'], []);
  program = await test.as('priya');
});
afterAll(() => test.stop());
beforeEach(() => at(NOW));

async function at(now: string): Promise<void> {
  test.clock.set(now);
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
}
const main = ({ $ }: Answer): string => $('main').text().replace(/\s+/g, ' ');
let made = 0;
/** Told of on the working day before. */
const late = (): Promise<Conference> =>
  test.given.conference({
    children: [{ ...NOTHING_KNOWN, laChildId: `7${(made += 1)}` }],
    anotherThan: 'any',
    startsAt: Temporal.Instant.from('2026-11-24T09:30:00Z'),
    endsAt: Temporal.Instant.from('2026-11-24T11:00:00Z'),
    receivedAt: Temporal.Instant.from('2026-11-23T08:00:00Z'),
    confirmed: true,
  });
async function raised(conference: Conference): Promise<string> {
  const from = `/challenges/new?conference=${conference.reference}`;
  const fields = { conference: conference.reference, expectation: '', about: 'late-invitation' };
  const answer = await priya.post('/challenges/new', fields, from);
  expect(answer.status).toBe(303);
  return answer.location!.replace('/letter', '');
}

it('goes from a late invitation through its stages, with a letter each, to an end', async () => {
  const conference = await late();
  expect((await priya.get(`/conferences/${conference.reference}`)).$('main a:contains("Challenge")').length).toBe(1);
  const form = await priya.get(`/challenges/new?conference=${conference.reference}`);
  expect(
    form
      .$('input[name=about]')
      .toArray()
      .map((one) => form.$(one).val()),
  ).toEqual(['late-invitation', 'refused-place']);
  const address = await raised(conference);
  const letter = await priya.get(`${address}/letter.txt`);
  expect(letter.text).toContain(conference.reference);
  expect(letter.text).not.toContain(`7${made}`);
  const step = (fields: Record<string, string>) => priya.post(address, fields);
  expect((await step({ step: 'answer', answer: 'not-agreed', version: '1' })).status).toBe(422);
  expect((await priya.post(address, { step: 'letter-sent', version: '1' }, `${address}/letter`)).status).toBe(303);
  expect((await step({ step: 'answer', answer: 'no-answer', version: '2' })).status).toBe(422);
  await at('2026-11-27T09:00:00Z');
  expect(main(await priya.get('/challenges'))).toContain('Answer overdue');
  expect((await priya.get('/challenges')).$('nav').text()).toMatch(/Challenges \d/);
  expect((await step({ step: 'answer', answer: '', version: '2' })).status).toBe(422);
  expect((await step({ step: 'answer', answer: 'no-answer', version: '2' })).status).toBe(303);
  expect((await step({ step: 'answer', answer: 'no-answer', version: '2' })).status).toBe(409);
  expect(main(await priya.get(address))).toContain('Send the letter of stage 2');
  await step({ step: 'letter-sent', version: '3' });
  expect((await step({ step: 'answer', answer: 'agreed', note: '', version: '4' })).text).toContain('what was agreed');
  expect((await step({ step: 'answer', answer: 'agreed', note: 'New checklist', version: '4' })).status).toBe(303);
  expect(main(await priya.get(address))).toContain('Agreed: New checklist');
  expect(main(await priya.get(`/conferences/${conference.reference}`))).toContain('Professional challenge raised');
  expect(main(await priya.get('/performance'))).toMatch(/1 challenge raised in November 2026.*1 of them agreed/);
  await at(NOW);
});

it('raises one about the same only once, and nothing where there is nothing', async () => {
  const conference = await late();
  const service = test.app.get(ChallengesService);
  const actor = await test.given.coordinator();
  const named = { conference: conference.reference, expectation: null };
  const both = await Promise.all([
    service.raise(actor, named, 'late-invitation'),
    service.raise(actor, named, 'late-invitation'),
  ]);
  expect(both.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
  const again = await priya.post(
    '/challenges/new',
    { conference: conference.reference, about: 'late-invitation' },
    `/challenges/new?conference=${conference.reference}`,
  );
  expect([again.status, main(again)]).toEqual([422, expect.stringContaining('open already')]);
  const dissent = await service.raise(actor, named, 'dissent');
  expect(dissent).toMatchObject({ ok: false, refusal: { kind: 'nothing-to-challenge' } });
});

it('is raised about an invitation that did not come', async () => {
  const fields = { hub: 'reading', origin: 'strategy-discussion', beganOn: '2/11/26', childIds: '555' };
  const expected = (await priya.post('/expected/new', fields)).location!;
  const id = expected.split('/').at(-1)!;
  expect(main(await priya.get(`/challenges/new?expectation=${id}`))).toContain('nothing to challenge');
  await at('2026-11-24T09:00:00Z');
  const invited = (await late()).reference;
  const borrowed = { conference: invited, expectation: id, about: 'missed-invitation' };
  expect((await priya.post('/challenges/new', borrowed, `/challenges/new?expectation=${id}`)).status).toBe(404);
  const answer = await priya.post(
    '/challenges/new',
    { conference: '', expectation: id, about: 'missed-invitation' },
    `/challenges/new?expectation=${id}`,
  );
  expect(answer.status).toBe(303);
  expect(main(await priya.get(answer.location!))).toContain(`our number EX-${id}`);
});

it('is out of reach for another hub, and only read by leadership', async () => {
  await at(NOW);
  const conference = await late();
  const address = await raised(conference);
  for (const path of [
    address,
    `${address}/letter`,
    `${address}/letter.txt`,
    `/challenges/new?conference=${conference.reference}`,
  ]) {
    tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect([path, (await tom.get(path)).status]).toEqual([path, 404]);
  }
  margaret = await test.signIn('Margaret Ellis', ['leadership'], []);
  expect((await margaret.get(address)).$('form button').text()).not.toContain('Record');
  expect((await margaret.get(`${address}/letter`)).status).toBe(404);
  expect((await margaret.post(address, { step: 'withdraw', reason: 'x', version: '1' }, '/challenges')).status).toBe(
    404,
  );
  for (const id of ['0', 'x', '2000000000', '99999999999'])
    expect((await priya.get(`/challenges/${id}`)).status).toBe(404);
  for (const query of ['', '?conference=%00', '?expectation=2000000000', '?conference=TV-26-999999']) {
    expect((await priya.get(`/challenges/new${query}`)).status).toBe(404);
  }
  for (const query of ['show=constructor', 'after=-1', 'after=99999999999', 'about=x&hub=%00']) {
    expect((await priya.get(`/challenges?${query}`)).status).toBe(200);
  }
});

it('counts in SQL what is overdue as the rule does', async () => {
  const actor = await test.given.coordinator();
  const all = await test.app.get(ChallengesService).list(actor, { hub: null, about: null, states: null }, null, 100);
  for (const text of ['2026-11-23', '2026-11-25', '2026-11-26', '2027-01-01']) {
    const today = Temporal.PlainDate.from(text);
    const counted = await countChallenges(test.db.reader, null, { from: today, until: today, today });
    expect(counted.overdue).toBe(all.filter((one) => isOverdue(one, today)).length);
  }
});

it('takes by API no stage out of order, nothing beside its words, and nothing of another hub', async () => {
  const conference = await late();
  const raised = await program.post(
    '/api/v1/challenges',
    { about: 'late-invitation', conference: conference.reference },
    { 'idempotency-key': 'h1' },
  );
  const path = `/api/v1/challenges/${raised.body.id}`;
  const step = (sent: unknown, headers: Record<string, string> = { 'if-match': '"1"' }) =>
    program.post(`${path}/steps`, sent, headers);
  const before = (await program.get(path)).body;
  const other = await test.as('tom');
  expect((await other.get(path)).status).toBe(404);
  expect((await other.post(`${path}/steps`, { step: 'letter-sent' }, { 'if-match': '"1"' })).status).toBe(404);
  const theirs = { about: 'late-invitation', conference: conference.reference };
  expect((await other.post('/api/v1/challenges', theirs, { 'idempotency-key': 'h2' })).status).toBe(404);
  expect((await step({ step: 'letter-sent' }, {})).status).toBe(428);
  for (const sent of [
    { step: 'letter-sent', stage: 3 },
    { step: 'escalate' },
    { step: ['letter-sent'] },
    { step: 'answer', answer: 'toString', note: 'x' },
    { step: 'withdraw', note: 'x'.repeat(501) },
    { step: 'withdraw', note: { $gt: '' } },
  ])
    expect(await step(sent)).toMatchObject({ status: 422, body: { type: '/api/problems/invalid-body' } });
  for (const sent of ['[]', 'null', '{', `{"note":"${'x'.repeat(1_100_000)}"}`]) {
    const answer = await step(sent);
    expect([400, 413, 422]).toContain(answer.status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  }
  // An answer to a letter that was never sent.
  expect((await step({ step: 'answer', answer: 'agreed', note: 'x' })).status).toBe(409);
  for (const named of [
    { expectation: 0 },
    { expectation: '1' },
    { expectation: 1e20 },
    { conference: {} },
    { conference: conference.reference, expectation: 1 },
  ]) {
    const answer = await program.post(
      '/api/v1/challenges',
      { about: 'late-invitation', ...named },
      { 'idempotency-key': JSON.stringify(named).slice(0, 40) },
    );
    expect([404, 409, 422]).toContain(answer.status);
  }
  expect((await program.get(path)).body).toEqual(before);
});

it('goes the same way by API, with a key and a version', async () => {
  const conference = await late();
  const body = { about: 'late-invitation', conference: conference.reference };
  const raise = (sent: object, key: string) => program.post('/api/v1/challenges', sent, { 'idempotency-key': key });
  const first = await raise(body, 'c1');
  expect([first.status, first.headers['etag']]).toEqual([201, '"1"']);
  expect((await raise(body, 'c1')).headers['idempotent-replayed']).toBe('true');
  expect((await raise(body, 'c2')).body.type).toBe('/api/problems/challenge-refused');
  expect((await raise({ ...body, about: 'dissent' }, 'c3')).body.type).toBe('/api/problems/nothing-to-challenge');
  expect((await raise({ ...body, conference: 'TV-26-999999' }, 'c4')).status).toBe(404);
  for (const named of [{}, { conference: conference.reference, expectation: 1 }])
    expect(await raise({ about: 'dissent', ...named }, JSON.stringify(named))).toMatchObject({
      status: 422,
      body: { type: '/api/problems/invalid-body', errors: [{ pointer: '/conference' }] },
    });
  expect((await raise({ about: 'weather' }, 'c6')).status).toBe(422);
  const step = (sent: object, match: string) =>
    program.post(`/api/v1/challenges/${first.body.id}/steps`, sent, { 'if-match': match });
  expect((await step({ step: 'answer' }, '"1"')).status).toBe(422);
  expect((await step({ step: 'answer', answer: 'agreed', note: 'x' }, '"1"')).body.type).toBe(
    '/api/problems/challenge-refused',
  );
  expect((await step({ step: 'letter-sent' }, '"7"')).status).toBe(412);
  expect((await step({ step: 'letter-sent' }, '"1"')).body).toMatchObject({
    version: 2,
    stages: [{ letterSentOn: '2026-11-23' }],
  });
  expect((await step({ step: 'withdraw' }, '"2"')).body.type).toBe('/api/problems/reason-missing');
  expect((await step({ step: 'withdraw', note: 'by mistake' }, '"2"')).body).toMatchObject({ state: 'withdrawn' });
  const page = await program.get('/api/v1/challenges?limit=1&hub=reading');
  expect(page.body.items).toHaveLength(1);
  expect((await program.get(`/api/v1/challenges?limit=1&after=${page.body.next}`)).body.items[0].id).not.toBe(
    page.body.items[0].id,
  );
});
