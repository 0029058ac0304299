import { checkMail } from '../../src/calendar/mail-check.js';
import type { Settings } from '../../config/settings.js';
import { given } from '../support/given.js';
import { testApp, type TestApp } from '../support/app.js';
import { testSettings } from '../support/settings.js';
import { PASSWORD, startDovecot, type Dovecot } from './dovecot.js';
import { startSmtp, type TestSmtp } from './smtp-server.js';
import { startTokenEndpoint, type TokenEndpoint } from './token-endpoint.js';

const DESK = 'conference.desk@thamesvalley-police.example';
const PLAIN = 'mash.oxfordshire@thamesvalley-police.example';

let test: TestApp;
let dovecot: Dovecot;
let smtp: TestSmtp;
let tokens: TokenEndpoint;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  tokens = await startTokenEndpoint(DESK);
  dovecot = await startDovecot({
    addresses: [DESK, PLAIN],
    withoutKeywords: [PLAIN],
    introspectionUrl: tokens.introspectionUrl,
  });
  smtp = await startSmtp({
    needsSignIn: true,
    takesToken: (token) => tokens.takes(token),
    refusedSender: 'not.ours@x.example',
  });
});
afterAll(async () => {
  await test.stop();
  await dovecot.remove();
  await smtp.stop();
  await tokens.stop();
});

const byPassword = { by: 'password', user: DESK, password: PASSWORD } as const;

function settings(over: {
  readonly smtp?: Partial<Settings['smtp']>;
  readonly imap?: Partial<NonNullable<Settings['imap']>> | null;
  readonly mailboxes?: readonly string[];
  readonly desk?: string;
}): Settings {
  const imap = { host: '127.0.0.1', port: dovecot.tlsPort, tls: 'implicit', auth: byPassword } as const;
  return testSettings({
    desk: { name: 'Desk', address: over.desk ?? DESK },
    smtp: { host: '127.0.0.1', port: smtp.port, tls: 'starttls', auth: byPassword, ...over.smtp },
    imap: over.imap === null ? null : { ...imap, ...over.imap },
    mailboxes: over.mailboxes ?? [DESK],
  });
}
const problems = (over: Parameters<typeof settings>[0]): Promise<string[]> =>
  checkMail(settings(over), tokens.login(), test.db.reader);

it('finds nothing where all is well, and sends nothing', async () => {
  expect(await problems({ mailboxes: [DESK, PLAIN] })).toEqual([]);
  expect(smtp.received).toEqual([]);
});

it('finds nothing where both sides take a token', async () => {
  expect(await problems({ smtp: { auth: { by: 'oauth', user: DESK } }, imap: { auth: { by: 'oauth' } } })).toEqual([]);
});

it.each([
  ['an SMTP server that is away', { smtp: { port: 1 } }, /^Sending does not work: 127\.0\.0\.1:1 does not answer/],
  [
    'a wrong SMTP password',
    { smtp: { auth: { ...byPassword, password: 'wrong' } } },
    /^Sending does not work: 127\.0\.0\.1:\d+ refuses the sign-in \(535 5\.7\.8 not these credentials\)\.$/,
  ],
  [
    'TLS where there is none',
    { smtp: { tls: 'implicit' as const } },
    /^Sending does not work: no TLS with 127\.0\.0\.1/,
  ],
  ['a password in the clear', { smtp: { tls: 'none' as const } }, /^SMTP_TLS=none sends the password/],
  [
    'a wrong IMAP password',
    { imap: { auth: { by: 'password', password: 'no' } } },
    /^The mailbox conference\.desk@\S+ cannot be read: 127\.0\.0\.1:\d+ refuses the sign-in/,
  ],
  [
    'an IMAP server that is away',
    { imap: { port: 1 } },
    /^The mailbox conference\.desk@\S+ cannot be read: 127\.0\.0\.1:1 does not answer/,
  ],
  ['no IMAP server', { imap: null }, /^IMAP_HOST is not set/],
  ['a mailbox that nobody has', { mailboxes: [DESK, 'no@x.example'] }, /^The mailbox no@x\.example cannot be read/],
  ['answers that nobody reads', { mailboxes: [PLAIN] }, /^Answers go to conference\.desk@\S+ \(DESK_ADDRESS\)/],
] as const)('names %s', async (_, over, sentence) => {
  expect(await problems(over)).toEqual([expect.stringMatching(sentence)]);
});

it('names a desk that the server does not let send', async () => {
  const found = await problems({ desk: 'not.ours@x.example', imap: null });
  expect(found).toContainEqual(
    'SMTP does not let us send as not.ours@x.example: 550 5.7.60 may not send as this sender.',
  );
});

it('names a desk that is also the address of somebody who could be invited', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const found = await problems({ desk: 'ada.okafor@thamesvalley-police.example', imap: null });
  expect(found).toContainEqual(
    `ada.okafor@thamesvalley-police.example (DESK_ADDRESS) is also an address of attendee ${ada.id}: remove it there.`,
  );
});
