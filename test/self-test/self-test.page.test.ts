import { readMail } from '../../src/calendar/reader/reader.js';
import { buildRaw } from '../../src/calendar/mime.js';
import { row, rows } from '../../src/database/sql.js';
import { STEPS } from '../../src/self-test/self-test.js';
import { PostService } from '../../src/intake/post.service.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { exchangeReply } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { smtpError } from '../support/mailer.js';

const PRIYA = 'priya.shah@thamesvalley-police.example';

let test: TestApp;
let priya: Browser;
let mailbox: TestMailbox;
beforeEach(async () => {
  mailbox = new TestMailbox();
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
});
afterEach(() => test.stop());

const send = (what: string): Promise<Answer> => priya.post('/self-test', { send: what });
const lines = ({ $ }: Answer): string[] =>
  $('tbody tr')
    .map((_, one) => $(one).text().replace(/\s+/g, ' ').trim())
    .get();
const received = async () =>
  Promise.all(
    test.mailer.sent.map(async (mail) => {
      const read = await readMail(await buildRaw(mail));
      if (read.sort !== 'request' && read.sort !== 'cancel') throw new Error(read.sort);
      return { subject: read.mail.subject, to: read.mail.to[0]?.address, ...read.event };
    }),
  );
async function reply(raw: string): Promise<void> {
  mailbox.deliver(raw, test.clock.now().toString());
  await test.app.get(PostService).readWaiting(mailbox);
}

it('sends every kind of message, one at a time, and nothing of a conference', async () => {
  const first = await priya.get('/self-test');
  expect(first.$('main').text()).toContain(`Sends ${PRIYA} every message`);
  expect((await send('start')).status).toBe(303);
  for (const _ of STEPS.slice(1)) await send('next');
  const found = await received();
  expect(found.map(({ method, sequence }) => `${method} ${sequence}`)).toEqual([
    'REQUEST 0',
    'REQUEST 1',
    'REQUEST 2',
    'REQUEST 2',
    'CANCEL 3',
    'REQUEST 4',
    'CANCEL 5',
    ...[1, 2, 3].flatMap(() => ['REQUEST 0', 'CANCEL 1']),
  ]);
  expect(new Set(found.map(({ uid }) => uid)).size).toBe(4);
  expect(new Set(found.map(({ stampedAt }) => stampedAt?.toString())).size).toBe(STEPS.length);
  expect(found.every(({ subject, to }) => subject.includes('SELF-TEST') && to === PRIYA)).toBe(true);
  expect(await rows(test.db.reader, 'select id from conference')).toEqual([]);
  expect((await send('next')).status).toBe(422);
  expect(await rows(test.db.reader, `select action from audit_event where action = 'self-test.sent'`)).toHaveLength(
    STEPS.length,
  );
});

it('ticks off the answers, each with address, time and what the gateway says of the sender', async () => {
  await send('start');
  const [{ uid } = { uid: null }] = await received();
  test.clock.forward({ seconds: 42 });
  const authentication = 'mx.thamesvalley-police.example; dmarc=pass';
  await reply(exchangeReply({ uid: uid!, from: PRIYA, authentication }));
  await send('next');
  await reply(exchangeReply({ uid: uid!, from: 'p.shah@alias.example', sequence: 1, partstat: 'DECLINED' }));

  const page = await priya.get('/self-test');

  expect(lines(page)[0]).toContain('Accepted, after 42 seconds Answer came back');
  expect(lines(page)[0]).toContain(`From ${PRIYA}. The mail gateway vouches for the sender.`.replace('. ', '.'));
  expect(lines(page)[1]).toContain('Declined, after 0 seconds');
  expect(lines(page)[1]).toContain('From p.shah@alias.example, which is not the address written to');
  expect(page.$('[role=status]').text()).toContain('2 of 2 answers have come back.');
  expect(await rows(test.db.reader, 'select outcome, reason from inbound_mail order by id')).toEqual([
    { outcome: 'applied', reason: 'An answer to the test of calendar mail: accepted.' },
    { outcome: 'applied', reason: 'An answer to the test of calendar mail: declined.' },
  ]);
});

it('shows what the mail server said, and tries the same message again', async () => {
  test.mailer.failure = smtpError(550, '550 5.7.1 not allowed to send as the desk');
  const failed = await send('start');
  expect((await priya.get(failed.location!)).$('[role=status]').first().text()).toContain('550 5.7.1 not allowed');
  expect(lines(await priya.get('/self-test'))[0]).toContain('Not sent');
  test.mailer.failure = null;
  await send('next');
  expect(await rows(test.db.reader, 'select step, error from self_test_message')).toEqual([
    { step: 'new', error: null },
  ]);
  expect(test.mailer.sent).toHaveLength(1);
});

it('can be ended early, and then started anew', async () => {
  expect((await send('finish')).status).toBe(422);
  await send('start');
  await send('finish');
  expect((await received()).map(({ method, sequence }) => [method, sequence])).toEqual([
    ['REQUEST', 0],
    ['CANCEL', 1],
  ]);
  await send('start');
  expect(new Set((await received()).map(({ uid }) => uid)).size).toBe(2);
  expect(lines(await priya.get('/self-test'))[1]).toContain('not yet');
});

it('sends one message when the button is pressed twice', async () => {
  await send('start');
  const page = await priya.get('/self-test');
  const token = String(page.$('input[name=_csrf]').first().val());
  await Promise.all([priya.forged('/self-test', { _csrf: token, send: 'finish' }), send('finish')]);
  expect(test.mailer.sent.filter((mail) => String(mail.messageId).includes('postponed'))).toHaveLength(1);
});

it('needs an address to write to, which is not the desk itself', async () => {
  await test.actor('Nobody Known', ['administrator']);
  const nobody = await test.signIn('Nobody Known', ['administrator']);
  await test.db.transaction((tx) => tx.query(`update account set mail = null where name = 'Nobody Known'`));
  const page = await nobody.get('/self-test');
  expect(page.$('.cct-notice').text()).toContain('Your account has no mail address');
  expect(page.$('main button')).toHaveLength(0);
  await test.db.transaction((tx) =>
    tx.query(`update account set mail = 'conference.desk@thamesvalley-police.example' where name = 'Nobody Known'`),
  );
  expect((await nobody.get('/self-test')).$('.cct-notice').text()).toContain(
    'is the address that invitations come from',
  );
  expect((await nobody.post('/self-test', { send: 'start' }, '/attendees')).status).toBe(422);
  expect(await row(test.db.reader, 'select count(*)::int as sent from self_test_message')).toEqual({ sent: 0 });
});

it('is for coordinators and administrators, each with a way to it', async () => {
  expect((await priya.get('/mail')).$('a[href="/self-test"]')).toHaveLength(1);
  const admin = await test.signIn('Ann Admin', ['administrator']);
  expect((await admin.get('/attendees')).$('nav a[href="/self-test"]')).toHaveLength(1);
  for (const role of ['attendee', 'auditor', 'leadership', 'supervisor'] as const) {
    const other = await test.signIn(`A ${role}`, [role], ['reading']);
    expect((await other.get('/self-test')).status).toBe(403);
  }
  expect((await priya.forged('/self-test', { send: 'start' })).status).toBe(403);
  expect(test.mailer.sent).toEqual([]);
});
