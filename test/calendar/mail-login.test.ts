import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { MailLogin } from '../../src/calendar/mail-login.js';
import { TestClock } from '../support/clock.js';

let server: Server;
let forms: URLSearchParams[];
let reply: { status: number; body: string };
let clock: TestClock;
let login: MailLogin;
beforeEach(async () => {
  forms = [];
  clock = TestClock.at('2026-11-20T09:00:00Z');
  reply = { status: 200, body: '' };
  server = createServer((request, response) => {
    const grant = async (): Promise<void> => {
      forms.push(new URLSearchParams(await text(request)));
      response.writeHead(reply.status, { location: '/elsewhere' });
      response.end(reply.body || JSON.stringify({ access_token: `t${forms.length}`, expires_in: 3600 }));
    };
    void grant();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  login = new MailLogin({ tokenUrl, clientId: 'client', clientSecret: 'hush', scope: 'mail' }, clock);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

it('asks as a client with credentials of its own', async () => {
  expect(await login.accessToken()).toBe('t1');
  expect(Object.fromEntries(forms[0] ?? [])).toEqual({
    grant_type: 'client_credentials',
    client_id: 'client',
    client_secret: 'hush',
    scope: 'mail',
  });
});

it('fetches one token for all who ask at once', async () => {
  expect(await Promise.all([login.accessToken(), login.accessToken(), login.accessToken()])).toEqual([
    't1',
    't1',
    't1',
  ]);
});

it.each([
  ['an hour', { expires_in: 3600 }, 3539, 3540],
  ['an hour, as text', { expires_in: '3600' }, 3539, 3540],
  ['ten seconds', { expires_in: 10 }, 8, 9],
  ['a time nobody names', {}, 269, 270],
  ['a time that is nonsense', { expires_in: -1 }, 269, 270],
])('renews a token of %s before it ends, and no sooner', async (_, life, kept, renewed) => {
  reply.body = JSON.stringify({ access_token: 'same', ...life });
  await login.accessToken();
  clock.forward({ seconds: kept });
  await login.accessToken();
  expect(forms).toHaveLength(1);
  clock.forward({ seconds: renewed - kept });
  await login.accessToken();
  expect(forms).toHaveLength(2);
});

it('drops a token that a server refused, but not the one that has replaced it', async () => {
  await login.accessToken();
  login.refused('t1');
  expect(await login.accessToken()).toBe('t2');
  login.refused('t1');
  expect(await login.accessToken()).toBe('t2');
});

it.each([
  [
    'a refusal',
    401,
    '{"error":"invalid_client","error_description":"AADSTS7000215: wrong\\r\\nsecret"}',
    '(invalid_client: AADSTS7000215: wrong secret)',
  ],
  ['a page instead of an answer', 502, '<html>', '(status 502)'],
  ['an answer without a token', 200, '{"token_type":"Bearer"}', '(status 200)'],
  ['an answer that is a list', 200, '[]', '(status 200)'],
])('says what %s says, and asks again the next time', async (_, status, body, words) => {
  reply = { status, body };
  await expect(login.accessToken()).rejects.toThrow(`gives no token ${words}`);
  reply = { status: 200, body: '' };
  expect(await login.accessToken()).toBe('t2');
});

it('does not carry the secret to where it is redirected', async () => {
  reply = { status: 307, body: 'x' };
  await expect(login.accessToken()).rejects.toThrow('does not answer');
  expect(forms).toHaveLength(1);
});
