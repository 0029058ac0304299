import { ROLES } from '../../../src/access/actor.js';
import { operationsOf } from '../../../src/web/api/completed.js';
import { PROBLEMS } from '../../../src/web/api/problems.js';
import { testApi, type TestApi } from '../../support/api.js';
import { routesOf } from '../../support/routes.js';

let test: TestApi;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());

/** With `{name}` for parameters, as the document has them. */
const served = (): string[] =>
  routesOf(test.app)
    .filter(({ path }) => path.startsWith('/api/v1'))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);

describe('the OpenAPI document', () => {
  it('is 3.1 and open to everybody', async () => {
    const answer = await test.withToken(null).get('/api/openapi.json');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toMatchObject({
      openapi: '3.1.0',
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    });
  });

  it('names every route that is served, and none that is not', () => {
    const documented = operationsOf(test.contract.document).map(
      ({ method, path }) => `${method.toUpperCase()} ${path}`,
    );
    expect(documented.sort()).toEqual(served().sort());
    expect(documented.length).toBeGreaterThan(15);
  });

  it('has a token, a role, a summary, an answer and refusals for every operation', () => {
    for (const { operation, path } of operationsOf(test.contract.document)) {
      expect({ path, ...operation }).toMatchObject({ security: [{ token: [] }], summary: expect.any(String) });
      expect(operation['x-roles']).not.toEqual([]);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '429']));
    }
  });

  it('has operation ids that are all different', () => {
    const ids = operationsOf(test.contract.document).map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has examples that fit their schemas', () => {
    let examples = 0;
    for (const { operation, path } of operationsOf(test.contract.document)) {
      const media = [
        ...Object.values(operation.requestBody?.content ?? {}),
        ...Object.values(operation.responses).flatMap((response) => Object.values(response.content ?? {})),
      ];
      for (const { schema, example, examples: named } of media) {
        const values =
          named === undefined ? [example] : Object.values(named).map((one) => (one as { value: unknown }).value);
        for (const value of values) {
          examples += 1;
          expect({ path, faults: test.contract.faults(schema ?? {}, value) }).toEqual({ path, faults: [] });
        }
      }
    }
    expect(examples).toBeGreaterThan(50);
  });

  it('has an example of an invitation that is accepted as it stands', async () => {
    const example = test.contract.operation('POST', '/api/v1/invitations')?.requestBody?.content['application/json']
      ?.example;
    const robot = await test.as('mash-robot');
    const answer = await robot.post('/api/v1/invitations', example, { 'idempotency-key': 'example' });
    expect(answer.status).toBe(201);
  });

  it('would notice an answer with a property that it does not name', () => {
    const schema = { $ref: '#/components/schemas/SkillAnswer' };
    expect(test.contract.faults(schema, { skill: 'scaidp', expiresOn: null })).toEqual([]);
    expect(test.contract.faults(schema, { skill: 'scaidp', expiresOn: null, level: 3 })).not.toEqual([]);
    expect(test.contract.faults(schema, { skill: 'scaidp' })).not.toEqual([]);
  });
});

describe('every operation', () => {
  it('is for the roles that the document says, and gives 403 to all others', async () => {
    const wrong: string[] = [];
    for (const role of ROLES) {
      await test.given.attendee(role);
      const token = await test.issuer.signed({
        sub: `a-${role}`,
        name: role,
        email: `${role}@thamesvalley-police.example`,
        roles: [role, 'hub:reading'],
      });
      for (const { method, path, operation } of operationsOf(test.contract.document)) {
        const url = path.replace('{reference}', 'TV-26-999999').replace(/\{(id|row|absence|pattern)\}/g, '2000000');
        const body = operation.requestBody?.content['application/json']?.example;
        const answer = await test.app.inject({
          method: method.toUpperCase() as 'GET',
          url,
          headers: { authorization: `Bearer ${token}`, 'if-match': '"1"', 'idempotency-key': `${role}-grid` },
          ...(body === undefined ? {} : { payload: body as object }),
        });
        const may = operation['x-roles']?.includes(role) === true;
        if ((answer.statusCode === 403) === may) wrong.push(`${role} ${method} ${path} ${answer.statusCode}`);
        if (answer.statusCode >= 500) wrong.push(`${role} ${method} ${path} ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses whoever brings no token', async () => {
    for (const { method, path } of operationsOf(test.contract.document)) {
      const answer = await test.app.inject({ method: method.toUpperCase() as 'GET', url: path });
      expect([path, answer.statusCode, answer.headers['www-authenticate']]).toEqual([path, 401, 'Bearer']);
    }
  });

  it('says of each role what people expect: the robot records, sends lists and does nothing else', () => {
    const robot = operationsOf(test.contract.document).filter(({ operation }) =>
      operation['x-roles']?.includes('robot'),
    );
    expect(robot.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'post /api/v1/invitations',
      'post /api/v1/conferences/{reference}/invitations',
      'post /api/v1/markers',
      'post /api/v1/imports',
      'get /api/v1/imports',
      'get /api/v1/imports/{id}',
      'post /api/v1/imports/{id}/commit',
      'post /api/v1/reconciliations',
      'get /api/v1/reconciliations',
      'get /api/v1/reconciliations/{id}',
      'post /api/v1/expectations',
    ]);
  });
});

describe('problems', () => {
  it('have a page each that says what they mean, without sign-in', async () => {
    for (const [kind, { meaning }] of Object.entries(PROBLEMS)) {
      const page = await test.stranger().get(`/api/problems/${kind}`);
      expect(page.status).toBe(200);
      expect(page.$('main p').text()).toBe(meaning.replaceAll('`', ''));
    }
  });

  it('have no page when they do not exist', async () => {
    for (const kind of ['nonsense', 'constructor', '__proto__']) {
      const answer = await test.withToken(null).get(`/api/problems/${kind}`);
      expect(answer).toMatchObject({ status: 404, body: { type: '/api/problems/not-found' } });
    }
  });

  it('include every kind that the error pages give to programs', async () => {
    const nowhere = await test.withToken(null).get('/api/v1/nowhere');
    expect(nowhere).toMatchObject({ status: 404, body: { type: '/api/problems/not-found' } });
    const priya = await test.as('priya');
    const headers = { 'content-type': 'text/xml', 'idempotency-key': 'x' };
    const xml = await priya.send('POST', '/api/v1/invitations', { body: '<xml/>', headers });
    expect(xml).toMatchObject({ status: 415, body: { type: '/api/problems/unsupported-media-type' } });
    const large = await priya.post('/api/v1/invitations', { hub: 'x'.repeat(2_000_000) }, { 'idempotency-key': 'x' });
    expect(large).toMatchObject({ status: 413, body: { type: '/api/problems/too-large' } });
  });
});

describe('the documentation', () => {
  it('shows every operation with a call, an answer and its refusals, without sign-in and without a script of its own', async () => {
    const page = await test.stranger().get('/api/docs');
    expect(page.status).toBe(200);
    for (const { method, path, operation } of operationsOf(test.contract.document)) {
      const section = page.$(`section:has(h3:contains("${operation.summary}"))`).first();
      expect(section.text()).toContain(`${method.toUpperCase()} ${path}`);
      expect(section.text()).toContain('Authorization: Bearer $TOKEN');
      expect(section.find('details').length).toBeGreaterThan(1);
      expect(section.find('a[href="/api/problems/not-signed-in"]').length).toBe(1);
    }
    expect(page.$('main script, main [style], main [onclick]').length).toBe(0);
  });

  it('hands out no token outside the demo', async () => {
    const page = await test.stranger().get('/api/docs');
    expect(page.text).not.toContain('/demo/token');
  });

  it('has no link that leads nowhere', async () => {
    const page = await test.stranger().get('/api/docs');
    const anchors = page
      .$('main a[href^="#"]')
      .toArray()
      .map((link) => page.$(link).attr('href') ?? '');
    expect(anchors.length).toBeGreaterThan(20);
    for (const anchor of anchors) expect(page.$(anchor).length).toBe(1);
  });
});
