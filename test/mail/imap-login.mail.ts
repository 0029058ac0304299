import { setTimeout as pause } from 'node:timers/promises';
import { ImapMailbox } from '../../src/calendar/imap-mailbox.js';
import type { MailLogin } from '../../src/calendar/mail-login.js';
import type { ImapSettings } from '../../config/settings.js';
import { systemClock } from '../../src/kernel/clock.js';
import { makeLog } from '../../src/logging.js';
import { PASSWORD, startDovecot, type Dovecot } from './dovecot.js';
import { eventually } from './eventually.js';
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.js';

const DESK = 'conference.desk@thamesvalley-police.example';
let dovecot: Dovecot;
let tokens: TokenEndpoint;
let open: ImapMailbox[];
beforeEach(async () => {
  open = [];
  tokens = await startTokenEndpoint(DESK);
  dovecot = await startDovecot({ addresses: [DESK], introspectionUrl: tokens.introspectionUrl });
  dovecot.deliver(DESK, 'Subject: hello\n\nDear colleague\n');
});
afterEach(async () => {
  await Promise.all(open.map((box) => box.close()));
  await dovecot.remove();
  await tokens.stop();
});

function reads(over: Partial<ImapSettings>, login: MailLogin | null = null): ImapMailbox {
  const auth = { by: 'password', password: PASSWORD } as const;
  const server = { host: '127.0.0.1', port: dovecot.tlsPort, tls: 'implicit', auth, ...over } as const;
  const pace = { firstPauseMs: 50, longestPauseMs: 400 };
  const box = new ImapMailbox({ server, addresses: [DESK], login, clock: systemClock, log: makeLog('silent'), pace });
  open.push(box);
  return box;
}

const count = async (box: ImapMailbox): Promise<number> =>
  (
    await eventually(
      () => box.waiting(10),
      (mails) => mails.length > 0,
    )
  ).length;
const problem = (box: ImapMailbox): Promise<string | null> =>
  eventually(
    async () => {
      await box.waiting(10);
      return box.status()[0]?.problem ?? null;
    },
    (said) => said !== null && said !== 'not connected yet',
  );

it.each([
  ['TLS from the first byte', 'implicit'],
  ['an upgrade to TLS', 'starttls'],
  ['no TLS, when that is said', 'none'],
] as const)('reads over %s', async (_, tls) => {
  expect(await count(reads({ tls, port: tls === 'implicit' ? dovecot.tlsPort : dovecot.port }))).toBe(1);
});

it('does not sign in to a port that speaks no TLS when TLS is wanted', async () => {
  expect(await problem(reads({ tls: 'implicit', port: dovecot.port }))).toMatch(/no TLS with 127\.0\.0\.1:\d+/);
});

describe('with a token', () => {
  const auth = { by: 'oauth' } as const;

  it('reads', async () => {
    expect(await count(reads({ auth }, tokens.login()))).toBe(1);
    expect(tokens.issued).toEqual(['token-1']);
  });

  it('fetches another at once when the server refuses the one it has', async () => {
    const login = tokens.login();
    await login.accessToken();
    tokens.revokeAll();
    expect(await count(reads({ auth }, login))).toBe(1);
    expect(tokens.issued).toEqual(['token-1', 'token-2']);
  });

  it('connects again with a new one after the first has ended', async () => {
    tokens.life(1);
    const login = tokens.login();
    const box = reads({ auth }, login);
    const [first] = await eventually(
      () => box.waiting(10),
      (mails) => mails.length === 1,
    );
    await box.done(first?.id ?? '');
    await box.waiting(10);
    await pause(1_100);
    await dovecot.stop();
    await dovecot.start();
    dovecot.deliver(DESK, 'Subject: later\n\nDear colleague\n');
    await eventually(
      () => box.waiting(10),
      (mails) => mails.some(({ raw }) => Buffer.from(raw).includes('later')),
    );
    expect(tokens.issued.length).toBeGreaterThan(1);
  });

  it('says so when the token endpoint gives none', async () => {
    expect(await problem(reads({ auth }, tokens.login({ clientSecret: 'wrong' })))).toMatch(
      /gives no token \(invalid_client/,
    );
  });
});
