import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'fastify';
import { SessionStore } from '../../src/access/session-store.js';
import { startIdentityProvider, type IdentityProvider } from '../../src/demo/identity-provider.js';
import { PERSONAS } from '../../src/demo/personas.js';
import { rows } from '../../src/database/sql.js';
import { PlainBrowser } from '../demo/support/browser.js';
import { testApp, type TestApp } from '../support/app.js';
import { testSettings } from '../support/settings.js';

const PUBLIC = 'http://tracker.example';
let dir: string;
let issuer: IdentityProvider;
let test: TestApp;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tracker-issuer-'));
  issuer = await startIdentityProvider({
    dir,
    personas: PERSONAS,
    redirectUris: [`${PUBLIC}/sign-in/callback`],
    postLogoutRedirectUris: [`${PUBLIC}/signed-out`],
    clientId: 'tracker',
    clientSecret: 'not-secret',
    audience: 'tracker-api',
    robotClient: { id: 'robot', secret: 'robot-secret' },
  });
  test = await testApp('2026-11-20T09:00:00Z', { oidc: { ...testSettings().oidc, issuer: issuer.issuer } });
});
afterAll(async () => {
  await test.stop();
  await issuer.stop();
  await rm(dir, { recursive: true });
});

const path = (url: string | URL): string => new URL(url).href.slice(PUBLIC.length);

/** Through the issuer's own page as the person named, back to the callback address. */
async function choose(begun: string, persona: string): Promise<string> {
  const person = new PlainBrowser(issuer.issuer);
  const { url } = await person.go(begun);
  const back = await person.go(url, { persona });
  return path(back.url);
}

it('sends a stranger to sign in, and back to the page they asked for', async () => {
  const browser = test.stranger();
  const asked = await browser.get('/no-role?x=1');
  expect(asked).toMatchObject({ status: 303, location: '/sign-in?returnTo=%2Fno-role%3Fx%3D1' });

  const begun = await browser.get(asked.location!);
  expect(begun.location).toContain('code_challenge_method=S256');
  const back = await browser.get(await choose(begun.location!, 'priya'));

  expect(back).toMatchObject({ status: 303, location: '/no-role?x=1' });
  const page = await browser.get('/no-role');
  expect(page.$('.cct-header__person').text()).toContain('Priya Shah · coordinator · Reading, Slough');
  expect(await rows(test.db.reader, `select actor from audit_event where action = 'account.signed-in'`)).toEqual([
    { actor: 'Priya Shah' },
  ]);
});

it('signs out here and at the issuer', async () => {
  const browser = test.stranger();
  const begun = await browser.get('/sign-in');
  await browser.get(await choose(begun.location!, 'helen'));

  const out = await browser.post('/sign-out', {}, '/no-role');

  expect(out.location).toContain(`${issuer.issuer}/`);
  expect(out.location).toContain('id_token_hint=');
  expect(await browser.get('/no-role')).toMatchObject({ status: 303, location: '/sign-in?returnTo=%2Fno-role' });
});

it.each([
  '//evil.example',
  'https://evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/a\nb',
  '/\t/evil.example',
  '/\v/evil.example',
  '/board?day=\u2026',
])('never sends anybody on to %j', async (returnTo) => {
  const browser = test.stranger();
  const begun = await browser.get(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
  const back = await browser.get(await choose(begun.location!, 'priya'));
  expect(back.location).toBe('/');
});

it('refuses a callback that nobody began, one with a forged state, and one used twice', async () => {
  expect(await test.stranger().get('/sign-in/callback?code=x&state=y')).toMatchObject({
    status: 303,
    location: '/sign-in',
  });

  const browser = test.stranger();
  const begun = await browser.get('/sign-in');
  const callback = await choose(begun.location!, 'priya');
  const forged = callback.replace(/state=[^&]+/, 'state=forged');
  expect(await browser.get(forged)).toMatchObject({ status: 400 });
  expect((await browser.get('/no-role')).status).toBe(303);

  const second = test.stranger();
  const again = await choose((await second.get('/sign-in')).location!, 'priya');
  await second.get(again);
  expect(await second.get(again)).toMatchObject({ status: 303, location: '/sign-in' });
});

it('gives the browser a new session at sign-in, so that a planted one is worth nothing', async () => {
  const browser = test.stranger();
  const ids = async (): Promise<readonly string[]> =>
    (await rows<{ id: string }>(test.db.reader, 'select id from session')).map(({ id }) => id);
  const others = await ids();
  const begun = await browser.get('/sign-in');
  const planted = (await ids()).filter((id) => !others.includes(id));
  expect(planted).toHaveLength(1);
  await browser.get(await choose(begun.location!, 'priya'));
  const still = 'select id from session where id = any($1) and expires_at > $2';
  expect(await rows(test.db.reader, still, [planted, test.clock.now()])).toEqual([]);
});

it('leaves a session ended that a request still under way saves once more', async () => {
  const browser = await test.signIn('Late Again', ['coordinator'], ['reading']);
  const [kept] = await rows<{ id: string; content: Session }>(
    test.db.reader,
    `select s.id, s.content from session s join account a on a.id = (s.content ->> 'accountId')::int where a.name = $1`,
    ['Late Again'],
  );
  const sessions = test.app.get(SessionStore);
  await new Promise((done) => sessions.destroy(kept!.id, done));
  await new Promise((done) => sessions.set(kept!.id, kept!.content, done));
  expect((await browser.get('/no-role')).location).toContain('/sign-in');
});

it('ends a session after its absolute limit, however busy', async () => {
  const browser = await test.signIn('Busy Bee', ['coordinator'], ['reading']);
  for (let hour = 0; hour < 12; hour += 1) {
    expect((await browser.get('/no-role')).status).toBe(403);
    test.clock.forward({ minutes: 59 });
  }
  test.clock.forward({ minutes: 30 });
  expect((await browser.get('/no-role')).status).toBe(303);
});

it('says so when the identity provider is away, with the right status', async () => {
  const lonely = await testApp('2026-11-20T09:00:00Z', {
    oidc: { ...testSettings().oidc, issuer: 'http://127.0.0.1:9' },
  });
  const page = await lonely.stranger().get('/sign-in');
  expect(page.status).toBe(503);
  expect(page.$('h1').text()).toContain('Sign-in is not available');
  await lonely.stop();
});

it('signs out here when the identity provider is away', async () => {
  const lonely = await testApp('2026-11-20T09:00:00Z', {
    oidc: { ...testSettings().oidc, issuer: 'http://127.0.0.1:9' },
  });
  const browser = await lonely.signIn('Priya Shah', ['coordinator'], ['reading']);
  expect(await browser.post('/sign-out', {}, '/no-role')).toMatchObject({ status: 303, location: '/signed-out' });
  expect((await browser.get('/no-role')).status).toBe(303);
  await lonely.stop();
});

it('answers with an error page when even the menu of that page fails', async () => {
  const broken = await testApp('2026-11-20T09:00:00Z');
  const browser = await broken.signIn('Priya Shah', ['coordinator'], ['reading']);
  await broken.db.transaction((tx) => tx.query('alter table candidate rename to gone'));
  const page = await browser.get('/inbox');
  expect(page.status).toBe(500);
  expect(page.$('h1').text()).toContain('Something went wrong');
  expect((await broken.stranger().get('/health/live')).status).toBe(200);
  await broken.stop();
});

it('does not accept a form without the token of its page, and gives back what was typed', async () => {
  const browser = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  const forged = await browser.forged('/sign-out', { reason: 'an hour of work' });
  expect(forged.status).toBe(403);
  expect(forged.$('h1').text()).toContain('This form is no longer valid');
  expect(forged.text).toContain('an hour of work');
});

it.each(['/demo', '/demo/mail', '/demo/personas', '/demo/clock'])('has no %s outside a demo', async (url) => {
  const browser = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  expect((await browser.get(url)).status).toBe(404);
  expect((await test.stranger().forged('/demo/token', { persona: 'priya' })).status).toBe(404);
  expect((await test.stranger().forged('/demo/clock', { now: '2027-01-01T00:00:00Z' })).status).toBe(404);
});
