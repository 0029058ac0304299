import { rows } from '../../src/database/sql.js';
import type { Browser } from '../support/app.js';
import { invitationBody, testApi, type Program, type TestApi } from '../support/api.js';
import { routesOf, type Route } from '../support/routes.js';
import { testSettings } from '../support/settings.js';

const NOW = '2026-11-20T09:00:00Z';
const LIMIT = 1_000;
let test: TestApi;
let robot: Program;
let asPerson: Browser;
beforeAll(async () => {
  test = await testApi(NOW, { http: { ...testSettings().http, robotRequestsPerMinute: LIMIT } });
  robot = await test.as('mash-robot');
  asPerson = await test.signIn('MASH robot', ['robot']);
});
afterAll(() => test.stop());

/** All that a service account may ask for. Whatever is added to the tracker is refused to it until it stands here. */
const ALLOWED = [
  'POST /api/v1/invitations',
  'POST /api/v1/conferences/:reference/invitations',
  'POST /api/v1/markers',
  'POST /api/v1/expectations',
  'POST /api/v1/reconciliations',
  'GET /api/v1/reconciliations',
  'POST /api/v1/imports',
  'GET /api/v1/imports',
  'GET /api/v1/imports/:id',
  'POST /api/v1/imports/:id/commit',
];
/** Needs nobody, and shows and changes nothing of anybody's. */
const OPEN =
  /^(GET|POST) \/(assets\/|accessibility$|health|metrics$|sign-in|signed-out|answer(\/|$)|feeds\/:id\|:file$|api\/(docs|openapi|problems)|\*$|$)/;

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

it('is refused everything else, by token and by session, on every route there is', async () => {
  const { reference } = await test.given.conference();
  const attendee = await test.given.attendee('Ada Okafor');
  const before = await state();
  const routes = routesOf(test.app);
  const wrong: string[] = [];
  for (const route of routes.filter((one) => !ALLOWED.includes(nameOf(one)) && !OPEN.test(nameOf(one)))) {
    const url = route.path.replace(':reference', reference).replace(/:\w+/g, String(attendee.id));
    const [byToken, bySession] = [await askWithToken(route.method, url), await askWithSession(route.method, url)];
    const isApi = url.startsWith('/api/');
    // A token opens no page: there it is as good as none.
    if (!(isApi ? [403, 404] : [303, 401]).includes(byToken)) wrong.push(`${nameOf(route)} by token: ${byToken}`);
    if (![401, 403, 404].includes(bySession)) wrong.push(`${nameOf(route)} by session: ${bySession}`);
  }
  expect(wrong).toEqual([]);
  expect(routes.length).toBeGreaterThan(80);
  expect(await state()).toEqual(before);
});

it('has routes for everything that it is allowed', () => {
  expect(routesOf(test.app).map(nameOf)).toEqual(expect.arrayContaining(ALLOWED));
});

async function askWithToken(method: string, url: string): Promise<number> {
  const token = await test.issuer.tokenFor('mash-robot');
  const headers = { authorization: `Bearer ${token}`, 'if-match': '"1"', 'idempotency-key': 'x' };
  // A whole body, so that it is the account that is refused and not what it sends.
  const whole = Object.values(test.contract.operation(method, url)?.requestBody?.content ?? {})[0]?.example;
  const asks = method === 'GET' ? {} : { payload: (whole ?? {}) as object };
  return (await test.app.inject({ method: method as 'GET', url, headers, ...asks })).statusCode;
}

async function askWithSession(method: string, url: string): Promise<number> {
  return (await (method === 'GET' ? asPerson.get(url) : asPerson.forged(url, {}))).status;
}

const state = (): Promise<unknown[]> =>
  rows(
    test.db.reader,
    `select (select json_agg(c order by id) from conference c) as conferences, (select count(*) from assignment) as assigned,
       (select count(*) from relevance_decision) as decided, (select count(*) from participation) as outcomes,
       (select count(*) from attendee) as attendees, (select count(*) from child) as children`,
  );

it('is a robot and nothing besides, whatever its token says', async () => {
  const token = await test.issuer.signed({ sub: 'both', name: 'Both', roles: ['robot', 'coordinator', 'hub:reading'] });
  const both = test.withToken(token);
  expect((await both.get('/api/v1/conferences')).status).toBe(403);
});

it('stands in the trail with its name', async () => {
  const made = await robot.post('/api/v1/invitations', invitationBody(), { 'idempotency-key': 'named' });
  expect(made.status).toBe(201);
  const [line] = await rows<{ actor: string }>(
    test.db.reader,
    `select e.actor from audit_event e join conference c on c.id = e.conference_id
     where c.reference = $1 and e.action = 'conference.created'`,
    [made.body.reference],
  );
  expect(line).toEqual({ actor: 'MASH robot' });
});

describe('the limit of requests', () => {
  let few: TestApi;
  beforeAll(async () => {
    few = await testApi('2026-11-20T09:00:40Z', { http: { ...testSettings().http, robotRequestsPerMinute: 3 } });
  });
  afterAll(() => few.stop());
  const ask = (who: Program): ReturnType<Program['get']> => who.get('/api/v1/imports/1');

  it('is told with every answer, and ends in one that says when to come back', async () => {
    const one = await few.as('mash-robot');
    const answers = [await ask(one), await ask(one), await ask(one), await ask(one)];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 429]);
    expect(answers.map(({ headers }) => String(headers['ratelimit-remaining']))).toEqual(['2', '1', '0', '0']);
    expect(answers[3]).toMatchObject({
      body: {
        type: '/api/problems/too-many-requests',
        detail: 'This account may make 3 requests a minute. Send it again in 20 seconds.',
      },
    });
    expect(answers[3]!.headers).toMatchObject({ 'ratelimit-limit': '3', 'ratelimit-reset': '20', 'retry-after': '20' });
  });

  it('is each account’s own, and no person’s', async () => {
    const other = few.withToken(await few.issuer.signed({ sub: 'other', name: 'Other robot', roles: ['robot'] }));
    expect((await ask(other)).status).toBe(404);
    const priya = await few.as('priya');
    for (let i = 0; i < 5; i += 1) expect((await ask(priya)).status).toBe(404);
    expect((await ask(priya)).headers['ratelimit-limit']).toBeUndefined();
  });

  it('holds when many come at once', async () => {
    const busy = few.withToken(await few.issuer.signed({ sub: 'busy', name: 'Busy robot', roles: ['robot'] }));
    await ask(busy);
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(busy)));
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(2);
  });

  it('begins anew with the next minute', async () => {
    few.clock.set('2026-11-20T09:01:00Z');
    expect((await ask(await few.as('mash-robot'))).status).toBe(404);
  });
});
