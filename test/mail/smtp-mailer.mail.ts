import { SmtpMailer } from '../../src/calendar/smtp-mailer.js';
import { nextAttempt } from '../../src/calendar/retry.js';
import type { SmtpSettings } from '../../config/settings.js';
import { setTimeout as pause } from 'node:timers/promises';
import { PASSWORD } from './dovecot.js';
import { startSmtp, type TestSmtp } from './smtp-server.js';
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.js';

const DESK = 'conference.desk@thamesvalley-police.example';
const ADA = 'ada.okafor@thamesvalley-police.example';
const MAIL = { from: DESK, to: ADA, subject: 'Conference', text: 'Please come' };

let server: TestSmtp;
let tokens: TokenEndpoint;
let mailers: SmtpMailer[];
beforeEach(async () => {
  mailers = [];
  tokens = await startTokenEndpoint(DESK);
});
afterEach(async () => {
  for (const mailer of mailers) mailer.close();
  await server.stop();
  await tokens.stop();
});

function mailer(over: Partial<SmtpSettings>): SmtpMailer {
  const settings = { host: '127.0.0.1', port: server.port, tls: 'none', auth: { by: 'none' }, ...over } as const;
  const made = new SmtpMailer(settings, settings.auth.by === 'oauth' ? tokens.login() : null);
  mailers.push(made);
  return made;
}

/** What the outbox makes of a failure. */
async function failure(sending: Promise<void>): Promise<{ message: string; triedAgain: boolean }> {
  const error = await sending.then(
    () => null,
    (thrown: Error & { responseCode?: number }) => thrown,
  );
  if (error === null) throw new Error('it was sent');
  const now = Temporal.Instant.from('2026-11-20T09:00:00Z');
  return { message: error.message, triedAgain: nextAttempt(1, error.responseCode ?? null, now) !== null };
}

const withPassword = { by: 'password', user: DESK, password: PASSWORD } as const;

it('sends over TLS from the first byte, signed in by password', async () => {
  server = await startSmtp({ implicit: true, needsSignIn: true });
  await mailer({ tls: 'implicit', auth: withPassword }).send(MAIL);
  expect(server.received).toMatchObject([{ from: DESK, to: [ADA], secure: true, user: DESK }]);
});

it('upgrades to TLS before it signs in', async () => {
  server = await startSmtp({ needsSignIn: true });
  await mailer({ tls: 'starttls', auth: withPassword }).send(MAIL);
  expect(server.received).toMatchObject([{ secure: true, user: DESK }]);
});

it('sends nothing in the clear when the server offers no upgrade, and tries again later', async () => {
  server = await startSmtp({ withoutTls: true });
  expect(await failure(mailer({ tls: 'starttls', auth: withPassword }).send(MAIL))).toMatchObject({ triedAgain: true });
  expect(server.received).toEqual([]);
});

it('sends nothing to a server whose certificate is not trusted', async () => {
  server = await startSmtp({ trusted: false });
  const { message, triedAgain } = await failure(mailer({ tls: 'starttls' }).send(MAIL));
  expect(message).toMatch(/self-signed certificate/);
  expect(triedAgain).toBe(true);
  expect(server.received).toEqual([]);
});

it('speaks plainly to a relay on this machine, even when that offers TLS', async () => {
  server = await startSmtp({ trusted: false });
  await mailer({}).send(MAIL);
  expect(server.received).toMatchObject([{ secure: false, user: undefined }]);
});

it('tries again when the password is refused: the message is not to blame', async () => {
  server = await startSmtp({ needsSignIn: true });
  const sending = mailer({ tls: 'starttls', auth: { ...withPassword, password: 'wrong' } }).send(MAIL);
  expect(await failure(sending)).toEqual({
    message: expect.stringContaining('535 5.7.8 not these credentials'),
    triedAgain: true,
  });
});

it('tries again when the desk may not send, and stops for good at an address that does not exist', async () => {
  server = await startSmtp({ refusedSender: DESK, refusedRecipient: 'gone@thamesvalley-police.example' });
  const sender = mailer({});
  expect(await failure(sender.send(MAIL))).toMatchObject({ triedAgain: true });
  const lost = sender.send({
    ...MAIL,
    from: 'other@thamesvalley-police.example',
    to: 'gone@thamesvalley-police.example',
  });
  expect(await failure(lost)).toEqual({ message: expect.stringContaining('no such mailbox'), triedAgain: false });
});

describe('with a token', () => {
  const auth = { by: 'oauth', user: DESK } as const;
  beforeEach(async () => {
    server = await startSmtp({ needsSignIn: true, takesToken: (token) => tokens.takes(token) });
  });

  it('signs in, and uses one token for many messages', async () => {
    const sender = mailer({ tls: 'starttls', auth });
    await sender.send(MAIL);
    await sender.send(MAIL);
    expect(server.received).toMatchObject([{ user: DESK }, { user: DESK }]);
    expect(tokens.issued).toEqual(['token-1']);
  });

  it('fetches another when the server refuses the one it has, within the same attempt', async () => {
    const login = tokens.login();
    await login.accessToken();
    tokens.revokeAll();
    const settings = { host: '127.0.0.1', port: server.port, tls: 'starttls', auth } as const;
    const sender = new SmtpMailer(settings, login);
    mailers.push(sender);
    await sender.send(MAIL);
    expect(server.received).toHaveLength(1);
    expect(tokens.issued).toEqual(['token-1', 'token-2']);
  });

  it('fetches another when the first has ended by the next connection', async () => {
    tokens.life(1);
    const login = tokens.login();
    const settings = { host: '127.0.0.1', port: server.port, tls: 'starttls', auth } as const;
    for (let connection = 0; connection < 2; connection += 1) {
      const sender = new SmtpMailer(settings, login);
      mailers.push(sender);
      await sender.send(MAIL);
      await pause(1_100);
    }
    expect(server.received).toHaveLength(2);
    expect(tokens.issued).toEqual(['token-1', 'token-2']);
  });

  it('says what the token endpoint says, and tries again later', async () => {
    const settings = { host: '127.0.0.1', port: server.port, tls: 'starttls', auth } as const;
    const sender = new SmtpMailer(settings, tokens.login({ clientSecret: 'wrong' }));
    mailers.push(sender);
    const { message, triedAgain } = await failure(sender.send(MAIL));
    expect(message).toMatch(/gives no token \(invalid_client: The secret is wrong\.\)/);
    expect(triedAgain).toBe(true);
  });
});
