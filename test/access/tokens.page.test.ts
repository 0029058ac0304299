import { generateKeyPair, SignJWT } from 'jose';
import { rows } from '../../src/database/sql.js';
import { testApi, type TestApi } from '../support/api.js';
import { testSettings } from '../support/settings.js';

let test: TestApi;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
});
afterAll(() => test.stop());

const URL = '/api/v1/conferences';
const READING = ['coordinator', 'hub:reading'];

describe('a bearer token', () => {
  it('of the configured issuer is taken, whatever the case of the scheme', async () => {
    const token = await test.issuer.tokenFor('priya');
    for (const scheme of ['Bearer', 'bearer']) {
      const answer = await test.app.inject({ url: URL, headers: { authorization: `${scheme} ${token}` } });
      expect(answer.statusCode).toBe(200);
    }
  });

  it('carries roles and hubs that hold from the next request on', async () => {
    await test.given.conference();
    const before = await test.withToken(await test.issuer.signed({ sub: 'eve', name: 'Eve', roles: READING })).get(URL);
    const after = await test
      .withToken(await test.issuer.signed({ sub: 'eve', name: 'Eve', roles: ['coordinator', 'hub:slough'] }))
      .get(URL);
    expect([before.body.items.length, after.body.items.length]).toEqual([1, 0]);
  });

  const refusedTokens: readonly [string, () => Promise<string | null>][] = [
    ['none at all', async () => null],
    ['nonsense', async () => 'nonsense'],
    ['one that ran out', () => test.issuer.signed({ roles: READING }, '-1s')],
    ['one for another audience', () => test.issuer.signed({ roles: READING, aud: 'another-api' })],
    ['one of another issuer', () => test.issuer.signed({ roles: READING, iss: 'https://issuer.example' })],
    [
      'what was given for signing in, which carries our nonce',
      () => test.issuer.signed({ roles: READING, nonce: 'n' }),
    ],
    ['one signed with a key of the sender', forged],
    ['one without signature', unsigned],
  ];
  it.each(refusedTokens)('is refused when it is %s', async (_, token) => {
    const before = await rows(test.db.reader, 'select id from account');
    const answer = await test.withToken(await token()).get(URL);
    expect(answer).toMatchObject({ status: 401, body: { type: '/api/problems/not-signed-in', status: 401 } });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(await rows(test.db.reader, 'select id from account')).toEqual(before);
  });

  it.each([URL, '/%61pi/v1/conferences'])('is the only way in: the cookie of a page does not open %s', async (url) => {
    const browser = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
    expect((await browser.get(url)).status).toBe(401);
  });

  it('opens no page', async () => {
    const token = await test.issuer.tokenFor('priya');
    const answer = await test.app.inject({ url: '/board', headers: { authorization: `Bearer ${token}` } });
    expect(answer.statusCode).toBe(303);
  });
});

const claims = (): SignJWT =>
  new SignJWT({ sub: 'priya', name: 'Priya Shah', roles: READING })
    .setIssuer(test.issuer.settings.issuer)
    .setAudience(test.issuer.settings.audience)
    .setIssuedAt()
    .setExpirationTime('1h');

async function forged(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return claims().setProtectedHeader({ alg: 'RS256', typ: 'at+jwt' }).sign(privateKey);
}

async function unsigned(): Promise<string> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const { issuer: iss, audience: aud } = test.issuer.settings;
  const body = { sub: 'priya', name: 'Priya Shah', roles: READING, iss, aud, exp: 4_000_000_000 };
  return `${part({ alg: 'none', typ: 'at+jwt' })}.${part(body)}.`;
}

describe('when the issuer is away', () => {
  it('says so, and that nothing is lost', async () => {
    const away = await testApi('2026-11-20T09:00:00Z');
    try {
      const token = await away.issuer.tokenFor('priya');
      await away.issuer.stop();
      const answer = await away.app.inject({ url: URL, headers: { authorization: `Bearer ${token}` } });
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({ type: '/api/problems/identity-provider-away' });
    } finally {
      await away.stop();
    }
  });
});

describe('more requests than the server takes in a minute', () => {
  it('are refused with a problem', async () => {
    const busy = await testApi('2026-11-20T09:00:00Z', { http: { ...testSettings().http, requestsPerMinute: 20 } });
    try {
      const program = busy.withToken(null);
      for (let sent = 0; sent < 20; sent += 1) await program.get(URL);
      const answer = await program.get(URL);
      expect(answer).toMatchObject({ status: 429, body: { type: '/api/problems/too-many-requests' } });
      expect(answer.headers['retry-after']).toBeDefined();
    } finally {
      await busy.stop();
    }
  });
});
