import { ImapFlow } from 'imapflow';
import ICAL from 'ical.js';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { loadReferenceData } from '../../config/reference-data.js';
import type { Settings } from '../../config/settings.js';
import { rememberAccount } from '../../src/access/account.queries.js';
import type { Actor } from '../../src/access/actor.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { row, rows, insert } from '../../src/database/sql.js';
import { InvitationsService } from '../../src/invitations/invitations.service.js';
import { run, type Running } from '../../src/run.js';
import { TestClock } from '../support/clock.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { anInvitation } from '../support/given.js';
import { exchangeReply } from '../support/letters.js';
import { testSettings } from '../support/settings.js';
import { PASSWORD, startDovecot, type Dovecot } from './dovecot.js';
import { eventually } from './eventually.js';
import { startPostfix, type Postfix } from './postfix.js';
import { startSmtp } from './smtp-server.js';

const DESK = 'conference.desk@thamesvalley-police.example';
const ADA = 'ada.okafor@thamesvalley-police.example';
const GONE = 'gone@thamesvalley-police.example';
const LEFT = 'left@partner.example';
const clock = TestClock.at('2026-11-20T09:00:00Z');

let database: TestDatabase;
let dovecot: Dovecot;
let postfix: Postfix;
let settings: Settings;
let instances: Running[];
const stops: (() => Promise<void> | void)[] = [];
beforeAll(async () => {
  dovecot = await startDovecot({ addresses: [DESK, ADA] });
  stops.push(() => dovecot.remove());
  const partner = await startSmtp({ refusedRecipient: LEFT });
  stops.push(() => partner.stop());
  const passesOn = { domain: 'partner.example', port: partner.port };
  postfix = await startPostfix({ dovecot, addresses: [DESK, ADA], passesOn });
  stops.push(() => postfix.remove());
});
afterAll(async () => {
  for (const stop of stops.toReversed()) await stop();
});
beforeEach(async () => {
  instances = [];
  database = await testDatabase();
  const auth = { by: 'password', user: DESK, password: PASSWORD } as const;
  settings = testSettings({
    database: { url: database.url, poolSize: 6 },
    smtp: { host: postfix.host, port: postfix.port, tls: 'starttls', auth },
    imap: { host: '127.0.0.1', port: dovecot.tlsPort, tls: 'implicit', auth },
    authservId: null,
  });
});
afterEach(async () => {
  for (const instance of instances) await instance.stop();
  await database.stop();
});

/** The whole program as in production, sending through Postfix and reading from Dovecot. */
async function start(): Promise<Running> {
  const running = await run({ settings, clock, reference: loadReferenceData(), mailbox: null, extra: [] });
  instances.push(running);
  return running;
}

const coordinator = (): Promise<Actor> => {
  const of = { issuer: settings.oidc.issuer, subject: 'Priya', name: 'Priya Shah', mail: 'p.shah@tvp.example' };
  return database.db.transaction((tx) =>
    rememberAccount(tx, { ...of, roles: ['coordinator'], hubs: ['reading'] }, clock.now()),
  );
};

/** Somebody with that address put on a conference of their own; the UID of their invitation. */
async function invited({ app }: Running, mail: string): Promise<string> {
  const priya = await coordinator();
  const person = { name: 'Ada Okafor', role: 'DC', mail, hubCode: 'reading', active: true, version: 1 };
  const { id } = await database.db.transaction((tx) =>
    insert<{ id: number }>(tx, 'attendee', { ...person, createdAt: clock.now() }),
  );
  const made = await app.get(InvitationsService).record(priya, anInvitation());
  if (!made.ok) throw new Error(made.refusal.kind);
  const put = { attendeeId: id, lead: true, overlapReason: null };
  const assigned = await app.get(AssignmentsService).assign(priya, made.value.reference, put);
  if (!assigned.ok) throw new Error(assigned.refusal.kind);
  return assigned.value.assignment.uid;
}

/** The messages that lie in a mailbox, once there are so many. */
const lying = (address: string, count: number): Promise<readonly Buffer[]> =>
  eventually(
    async () => {
      const auth = { user: address, pass: PASSWORD };
      const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.tlsPort, secure: true, auth, logger: false });
      await client.connect();
      try {
        await client.mailboxOpen('INBOX');
        return (await client.fetchAll('1:*', { source: true })).flatMap(({ source }) => source ?? []);
      } finally {
        await client.logout();
      }
    },
    (mails) => mails.length >= count,
  );

/** From outside, without signing in, as other mail servers do. */
async function arrives(from: string, raw: string): Promise<void> {
  const transport = createTransport({ host: postfix.host, port: postfix.port });
  try {
    await transport.sendMail({ envelope: { from, to: DESK }, raw: raw.replace(/\r?\n/g, '\r\n') });
  } finally {
    transport.close();
  }
}

interface Owed {
  readonly state: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly ics: string;
  readonly messageId: string;
}
const owed = (): Promise<Owed | null> =>
  row(database.db.reader, 'select state, subject, body_text, ics, message_id from calendar_message');
const settled = () =>
  rows<{ outcome: string; reason: string; raw: Buffer }>(
    database.db.reader,
    `select outcome, reason, raw from inbound_mail where outcome <> 'stored' order by id`,
  );

it('carries an invitation to the officer unchanged, and their answer back', async () => {
  const uid = await invited(await start(), ADA);
  const [raw] = await lying(ADA, 1);
  const sent = await owed();
  const mail = await simpleParser(raw ?? '');
  expect([mail.from?.text, mail.replyTo?.text]).toEqual(Array(2).fill(`"TVP Conference Desk" <${DESK}>`));
  expect(mail).toMatchObject({ subject: sent?.subject, messageId: sent?.messageId });
  expect(mail.text?.trimEnd()).toBe(sent?.bodyText.trimEnd());
  // Once as an alternative of the text, once as a file.
  expect(mail.attachments.map(({ content }) => content.toString())).toEqual([sent?.ics, sent?.ics]);
  const event = new ICAL.Component(ICAL.parse(sent?.ics ?? '') as unknown as string).getFirstSubcomponent('vevent');
  expect(event?.getFirstPropertyValue('uid')).toBe(uid);
  expect(String(mail.headerLines.find(({ key }) => key === 'received')?.line)).toContain('Postfix');

  await arrives(ADA, exchangeReply({ uid, from: ADA, repliedAt: '20261120T090000Z' }));
  expect(await eventually(settled, (mails) => mails.length === 1)).toMatchObject([{ outcome: 'applied' }]);
  expect(await row(database.db.reader, 'select state, answer_channel from assignment')).toEqual({
    state: 'accepted',
    answerChannel: 'mail',
  });
});

it('stops a message for good whose recipient Postfix refuses', async () => {
  await invited(await start(), GONE);
  expect(await eventually(owed, (message) => message?.state !== 'owed')).toMatchObject({ state: 'failed' });
  expect(postfix.log()).toMatch(/NOQUEUE: reject: RCPT .* 550 5\.1\.1 <gone@/);
  const failures = `select detail->>'error' as error from audit_event where action = 'mail.failed'`;
  expect(await rows(database.db.reader, failures)).toEqual([{ error: expect.stringContaining('550 5.1.1') }]);
});

it('recognises the report that Postfix writes when an address proves unknown later', async () => {
  await invited(await start(), LEFT);
  const [mail] = await eventually(settled, (mails) => mails.length === 1);
  expect(mail?.reason).toContain(LEFT);
  expect(await owed()).toMatchObject({ state: 'sent' });
  const { messageId } = (await owed())!;
  expect(await readMail(mail!.raw)).toMatchObject({
    sort: 'bounce',
    failed: [{ address: LEFT }],
    originalMessageId: messageId,
  });
});

it('settles each message once though two instances read the same mailbox', async () => {
  const first = await start();
  const uid = await invited(first, ADA);
  await start();
  for (let second = 10; second < 40; second += 1) {
    const repliedAt = `20261120T0859${second}Z`;
    const partstat = second % 2 === 0 ? 'ACCEPTED' : 'TENTATIVE';
    await arrives(ADA, exchangeReply({ uid, from: ADA, partstat, repliedAt }));
  }
  const all = await eventually(settled, (mails) => mails.length >= 30);
  // The one instance may be ahead of the other, whose answer is then older than what is known.
  expect(all.filter(({ outcome }) => outcome !== 'applied' && outcome !== 'ignored')).toEqual([]);
  const applied = all.filter(({ outcome }) => outcome === 'applied').length;
  expect(await recorded('mail.settled')).toBe(30);
  expect(await recorded('assignment.answered')).toBe(applied);
  expect(await row(database.db.reader, 'select state, answered_at from assignment')).toEqual({
    state: 'tentative',
    answeredAt: Temporal.Instant.from('2026-11-20T08:59:39Z'),
  });
});

const recorded = async (action: string): Promise<number | undefined> => {
  const counted = 'select count(*)::int as n from audit_event where action = $1';
  return (await row<{ n: number }>(database.db.reader, counted, [action]))?.n;
};
