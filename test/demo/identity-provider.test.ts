import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cheerio from 'cheerio';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import * as oidc from 'openid-client';
import { CannotStart } from '../../src/demo/cannot-start.js';
import {
  startIdentityProvider,
  type IdentityProvider,
  type IdentityProviderOptions,
} from '../../src/demo/identity-provider.js';
import { ALL_HUBS, PERSONAS } from '../../src/demo/personas.js';
import { PlainBrowser } from './support/browser.js';

const CALLBACK = 'http://127.0.0.1:3999/sign-in/callback';
const SIGNED_OUT = 'http://127.0.0.1:3999/signed-out';
const AUDIENCE = 'case-conference-tracker';

let dir: string;
let issuer: IdentityProvider;
const started: IdentityProvider[] = [];

async function start(changes: Partial<IdentityProviderOptions> = {}): Promise<IdentityProvider> {
  const provider = await startIdentityProvider({
    dir,
    personas: PERSONAS,
    redirectUris: [CALLBACK],
    postLogoutRedirectUris: [SIGNED_OUT],
    clientId: 'tracker',
    clientSecret: 'tracker-secret',
    audience: AUDIENCE,
    robotClient: { id: 'robot', secret: 'robot-secret' },
    ...changes,
  });
  started.push(provider);
  return provider;
}

const discover = (id: string, secret: string): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(issuer.issuer), id, secret, undefined, { execute: [oidc.allowInsecureRequests] });

async function verified(token: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${issuer.issuer}/jwks`));
  const { payload } = await jwtVerify(token, keys, { issuer: issuer.issuer, audience: AUDIENCE, typ: 'at+jwt' });
  return payload;
}

/** Begins a sign-in as the tracker would and opens the page that it leads to. */
async function begin(client: oidc.Configuration, extra: Record<string, string> = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const browser = new PlainBrowser(issuer.issuer);
  const address = oidc.buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    scope: 'openid profile email',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...extra,
  });
  const { url, page } = await browser.go(address);
  return { browser, url, page, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
}

async function signIn(client: oidc.Configuration, persona: string) {
  const { browser, url, checks } = await begin(client);
  const back = await browser.go(url, { persona });
  return { browser, tokens: await oidc.authorizationCodeGrant(client, back.url, checks) };
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tracker-issuer-'));
  issuer = await start();
});

afterAll(async () => {
  for (const provider of started) await provider.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('signing in as a person of the demo force', () => {
  it('shows everyone but the robot, with title and hubs, and needs no script', async () => {
    const { page } = await begin(await discover('tracker', 'tracker-secret'));
    const $ = cheerio.load((await page?.text()) ?? '');

    expect(page?.status).toBe(200);
    expect($('h1').text()).toBe('Choose who to sign in as');
    expect(
      $('h2')
        .map((_, name) => $(name).text())
        .get(),
    ).toEqual(PERSONAS.slice(0, -1).map(({ name }) => name));
    expect($('li').first().text()).toContain('Conference coordinator. Records invitations');
    expect($('li').first().text()).toContain('Hubs: Reading, Slough');
    expect($('script')).toHaveLength(0);
    expect(page?.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:3999;");
  });

  it('tells the tracker who it is, in the ID token and in an access token for the API', async () => {
    const { tokens } = await signIn(await discover('tracker', 'tracker-secret'), 'priya');

    const person = {
      sub: 'priya',
      name: 'Priya Shah',
      email: 'priya.shah@thamesvalley-police.example',
      roles: ['coordinator', 'hub:reading', 'hub:slough'],
    };
    expect(tokens.claims()).toMatchObject({ ...person, aud: 'tracker' });
    expect(await verified(tokens.access_token)).toMatchObject({ ...person, aud: AUDIENCE, client_id: 'tracker' });
    expect(tokens.expiresIn()).toBeGreaterThan(3500);
  });

  it.each(PERSONAS.slice(0, -1))('works for $name', async ({ key, name }) => {
    const { tokens } = await signIn(await discover('tracker', 'tracker-secret'), key);

    expect(tokens.claims()).toMatchObject({ sub: key, name });
  });

  it('ends at the tracker and at the provider when one signs out, so that another can sign in', async () => {
    const client = await discover('tracker', 'tracker-secret');
    const { browser, tokens } = await signIn(client, 'ada');

    const asked = await browser.go(
      oidc.buildEndSessionUrl(client, {
        id_token_hint: tokens.id_token ?? '',
        post_logout_redirect_uri: SIGNED_OUT,
        state: 'after',
      }),
    );
    const $ = cheerio.load((await asked.page?.text()) ?? '');
    expect($('button').text()).toBe('Sign out');
    const left = await browser.go($('form').attr('action') ?? '', {
      xsrf: $('input[name=xsrf]').attr('value') ?? '',
      logout: 'yes',
    });
    expect(left.url.href).toBe(`${SIGNED_OUT}?state=after`);

    const again = await browser.go((await begin(client)).url);
    expect(again.page?.status).toBe(400);
  });

  it('does not offer or accept the robot or a stranger', async () => {
    for (const persona of ['mash-robot', 'nobody']) {
      const { browser, url } = await begin(await discover('tracker', 'tracker-secret'));
      const { page } = await browser.go(url, { persona });

      expect(page?.status).toBe(400);
      expect(await page?.text()).toContain('Choose who to sign in as');
    }
  });
});

describe('a sign-in that is not as it should be', () => {
  it('is refused without a code challenge', async () => {
    const client = await discover('tracker', 'tracker-secret');
    const address = oidc.buildAuthorizationUrl(client, { redirect_uri: CALLBACK, scope: 'openid', state: 'x' });
    const { url } = await new PlainBrowser(issuer.issuer).go(address);

    expect(url.searchParams.get('error')).toBe('invalid_request');
    expect(url.searchParams.get('error_description')).toContain('PKCE');
  });

  it('is not sent on to an address that was not agreed', async () => {
    const { page } = await begin(await discover('tracker', 'tracker-secret'), {
      redirect_uri: 'http://127.0.0.1:6666/elsewhere',
    });

    expect(page?.status).toBe(400);
    expect(await page?.text()).toContain('Sign-in did not work');
  });

  it('is caught by the tracker when the state is forged', async () => {
    const client = await discover('tracker', 'tracker-secret');
    const { browser, url, checks } = await begin(client);
    const back = await browser.go(url, { persona: 'priya' });
    back.url.searchParams.set('state', 'forged');

    await expect(oidc.authorizationCodeGrant(client, back.url, checks)).rejects.toMatchObject({
      code: 'OAUTH_INVALID_RESPONSE',
      cause: { message: expect.stringContaining('"state"') },
    });
  });

  it('gets no token with the wrong secret, or with the code of another browser', async () => {
    const right = await discover('tracker', 'tracker-secret');
    const { browser, url, checks } = await begin(right);
    const back = await browser.go(url, { persona: 'priya' });

    await expect(
      oidc.authorizationCodeGrant(await discover('tracker', 'guess'), back.url, checks),
    ).rejects.toMatchObject({ error: 'invalid_client' });
    await expect(
      oidc.authorizationCodeGrant(right, back.url, { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() }),
    ).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('cannot be finished from a browser that did not begin it', async () => {
    const { url } = await begin(await discover('tracker', 'tracker-secret'));
    const { page } = await new PlainBrowser(issuer.issuer).go(url, { persona: 'priya' });

    expect(page?.status).toBe(400);
    expect(await page?.text()).toContain('This sign-in was finished or has expired.');
  });
});

describe('tokens without a browser', () => {
  it('come to the robot for its secret', async () => {
    const tokens = await oidc.clientCredentialsGrant(await discover('robot', 'robot-secret'));

    expect(await verified(tokens.access_token)).toMatchObject({
      sub: 'mash-robot',
      roles: ['robot'],
      client_id: 'robot',
      aud: AUDIENCE,
    });
  });

  it('do not come to the robot for a wrong secret, nor to the tracker for its own', async () => {
    await expect(oidc.clientCredentialsGrant(await discover('robot', 'guess'))).rejects.toMatchObject({
      error: 'invalid_client',
    });
    await expect(oidc.clientCredentialsGrant(await discover('tracker', 'tracker-secret'))).rejects.toMatchObject({
      error_description: 'requested grant type is not allowed for this client',
    });
  });

  it('are minted like those of a sign-in', async () => {
    const { tokens } = await signIn(await discover('tracker', 'tracker-secret'), 'priya');
    const minted = await issuer.tokenFor('priya');

    expect(decodeProtectedHeader(minted)).toEqual(decodeProtectedHeader(tokens.access_token));
    const [ours, theirs] = [await verified(minted), await verified(tokens.access_token)];
    expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort());
    const own = { jti: expect.any(String), iat: expect.any(Number), exp: expect.any(Number) };
    expect(ours).toEqual({ ...theirs, ...own });
  });

  it('are minted for every persona, leadership with all nine hubs, and for nobody else', async () => {
    for (const { key } of PERSONAS) expect(await verified(await issuer.tokenFor(key))).toMatchObject({ sub: key });
    expect((await verified(await issuer.tokenFor('margaret'))).roles).toEqual([
      'leadership',
      ...ALL_HUBS.map((hub) => `hub:${hub}`),
    ]);
    await expect(issuer.tokenFor('nobody')).rejects.toThrow('there is no persona "nobody"');
  });
});

describe('the keys', () => {
  it('are kept for the owner alone, and tokens hold over a restart', async () => {
    const own = await mkdtemp(join(tmpdir(), 'tracker-keys-'));
    const first = await start({ dir: own });
    const token = await first.tokenFor('priya');
    await first.stop();
    const second = await start({ dir: own });

    const keys = createRemoteJWKSet(new URL(`${second.issuer}/jwks`));
    await expect(jwtVerify(token, keys, { audience: AUDIENCE })).resolves.toBeDefined();
    expect((await stat(join(own, 'identity-keys.json'))).mode & 0o077).toBe(0);
    expect(await (await fetch(`${second.issuer}/jwks`)).text()).not.toContain('"d"');
    await rm(own, { recursive: true });
  });

  it.each(['', '{"signing":{}}', 'null'])(
    'are not made anew over a file that cannot be understood: %j',
    async (text) => {
      const own = await mkdtemp(join(tmpdir(), 'tracker-keys-'));
      await writeFile(join(own, 'identity-keys.json'), text);

      await expect(start({ dir: own })).rejects.toThrow(/cannot be understood\. Delete the file/);
      expect(await readFile(join(own, 'identity-keys.json'), 'utf8')).toBe(text);
      await rm(own, { recursive: true });
    },
  );
});

describe('starting and stopping the identity provider', () => {
  it('says so when its port is taken', async () => {
    const port = Number(new URL(issuer.issuer).port);

    await expect(start({ port })).rejects.toThrow(CannotStart);
  });

  it('stops at once though a connection is kept alive', async () => {
    const provider = await start();
    await fetch(`${provider.issuer}/jwks`);
    const begun = performance.now();
    await provider.stop();

    expect(performance.now() - begun).toBeLessThan(1000);
  });
});
