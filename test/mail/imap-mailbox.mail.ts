import { chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { startMailServer } from '../../src/demo/mail-server.js';
import { ImapMailbox } from '../../src/calendar/imap-mailbox.js';
import type { Mailbox, WaitingMail } from '../../src/calendar/mailbox.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import type { Log } from '../../src/kernel/log.js';
import { TestClock } from '../support/clock.js';
import { PASSWORD, startDovecot, type Dovecot } from './dovecot.js';
import { eventually } from './eventually.js';

const DESK = 'conference.desk@thamesvalley-police.example';
const HUB = 'mash.berkshire@thamesvalley-police.example';
const PLAIN = 'mash.oxfordshire@thamesvalley-police.example';
const ALL = [DESK, HUB, PLAIN];

const letter = (subject: string, body = 'Dear colleague'): string =>
  `From: cp@reading.example\nTo: ${DESK}\nSubject: ${subject}\nMessage-ID: <${subject}@reading.example>\n\n${body}\n`;
const subjectOf = ({ raw }: WaitingMail): string => /^Subject: (.*)\r$/m.exec(Buffer.from(raw).toString())?.[1] ?? '';
const subjects = (mails: readonly WaitingMail[]): string[] => mails.map(subjectOf);

const quiet: Log = { error: () => undefined, warn: () => undefined, info: () => undefined };
let dovecot: Dovecot;
let open: ImapMailbox[];
beforeEach(async () => {
  open = [];
  dovecot = await startDovecot({ addresses: ALL, withoutKeywords: [PLAIN] });
});
afterEach(async () => {
  await Promise.all(open.map((box) => box.close()));
  await dovecot.remove();
});

function reads(addresses: readonly string[] = [DESK], password = PASSWORD): ImapMailbox {
  const box = new ImapMailbox({
    server: { host: '127.0.0.1', port: dovecot.tlsPort, tls: 'implicit', auth: { by: 'password', password } },
    addresses,
    login: null,
    clock: TestClock.at('2026-11-20T09:00:00Z'),
    log: quiet,
    pace: { firstPauseMs: 50, longestPauseMs: 400 },
  });
  open.push(box);
  return box;
}

/** What the mailbox offers once it offers so many. */
const offered = (box: Mailbox, count: number): Promise<readonly WaitingMail[]> =>
  eventually(
    () => box.waiting(100),
    (mails) => mails.length >= count,
  );

async function dealWith(box: Mailbox, mails: readonly WaitingMail[]): Promise<void> {
  for (const mail of mails) await box.done(mail.id);
}

/** What a person would see who opens the mailbox. */
async function look<T>(address: string, at: (client: ImapFlow) => Promise<T>): Promise<T> {
  const auth = { user: address, pass: PASSWORD };
  const client = new ImapFlow({ host: '127.0.0.1', port: dovecot.tlsPort, secure: true, auth, logger: false });
  await client.connect();
  try {
    return await at(client);
  } finally {
    await client.logout();
  }
}

const flagsIn = (address: string, folder = 'INBOX'): Promise<string[][]> =>
  look(address, async (client) => {
    await client.mailboxOpen(folder);
    const found = await client.fetchAll('1:*', { flags: true });
    return found.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort());
  });

interface Post {
  readonly box: Mailbox;
  readonly put: (address: string, subject: string) => Promise<void>;
  readonly end: () => Promise<void>;
}

const overDovecot = (): Promise<Post> =>
  Promise.resolve({
    box: reads([DESK, HUB]),
    put: async (address, subject) => {
      dovecot.deliver(address, letter(subject));
    },
    end: async () => undefined,
  });

async function overEmbeddedServer(): Promise<Post> {
  const dir = await mkdtemp(join(tmpdir(), 'tracker-mail-'));
  const server = await startMailServer({ dir });
  const transport = createTransport({ host: server.host, port: server.port, ignoreTLS: true });
  return {
    box: server.mailbox([DESK, HUB]),
    put: async (address, subject) => {
      await transport.sendMail({ envelope: { from: 'cp@reading.example', to: address }, raw: letter(subject) });
    },
    end: async () => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

describe.each([
  ['a Dovecot', overDovecot],
  ['the embedded mail server', overEmbeddedServer],
])('the mailboxes on %s', (_, make) => {
  let post: Post;
  beforeEach(async () => {
    post = await make();
  });
  afterEach(() => post.end());

  it('offer a message as it arrived, from every mailbox, oldest first', async () => {
    await post.put(DESK, 'first');
    await post.put(DESK, 'second');
    await post.put(HUB, 'elsewhere');
    const mails = await offered(post.box, 3);
    expect(subjects(mails.filter(({ mailbox }) => mailbox === DESK))).toEqual(['first', 'second']);
    expect(subjects(mails.filter(({ mailbox }) => mailbox === HUB))).toEqual(['elsewhere']);
    expect(Buffer.from(mails[0]?.raw ?? []).toString()).toContain('Dear colleague');
    expect(new Set(mails.map(({ id }) => id)).size).toBe(3);
  });

  it('offer it again until they are told that it is done, and then no more', async () => {
    await post.put(DESK, 'first');
    await post.put(DESK, 'second');
    const [first] = await offered(post.box, 2);
    expect(await post.box.waiting(100)).toHaveLength(2);
    await post.box.done(first?.id ?? '');
    expect(subjects(await post.box.waiting(100))).toEqual(['second']);
    await post.box.done(first?.id ?? '');
  });

  it('offer no more than was asked for', async () => {
    for (const subject of ['one', 'two', 'three']) await post.put(DESK, subject);
    await offered(post.box, 3);
    expect(subjects(await post.box.waiting(2))).toEqual(['one', 'two']);
  });

  it('refuse to be told of a message they do not have', async () => {
    await expect(post.box.done('nobody@mail.example/1:1')).rejects.toThrow('nobody@mail.example');
  });
});

it('leaves a message unseen until it is done, then marks it as seen and as read by the tracker', async () => {
  dovecot.deliver(DESK, letter('one'), letter('two'));
  const box = reads();
  const [first] = await offered(box, 2);
  expect(await flagsIn(DESK)).toEqual([[], []]);
  await box.done(first?.id ?? '');
  await box.waiting(100);
  expect(await flagsIn(DESK)).toEqual([['$TrackerRead', '\\Seen'], []]);
});

it('marks what is done when it is closed, and does not offer it after the next start', async () => {
  dovecot.deliver(DESK, letter('one'), letter('two'));
  const box = reads();
  const [first] = await offered(box, 2);
  await box.done(first?.id ?? '');
  await box.close();
  expect(subjects(await offered(reads(), 1))).toEqual(['two']);
});

it('reads a message that a person opened first', async () => {
  dovecot.deliver(DESK, letter('opened by hand'));
  await look(DESK, async (client) => {
    await client.mailboxOpen('INBOX');
    await client.messageFlagsAdd('1:*', ['\\Seen']);
  });
  expect(subjects(await offered(reads(), 1))).toEqual(['opened by hand']);
});

it('moves messages to a folder where the mailbox keeps no keywords', async () => {
  dovecot.deliver(PLAIN, letter('one'), letter('two'));
  const box = reads([PLAIN]);
  await dealWith(box, await offered(box, 2));
  expect(await box.waiting(100)).toEqual([]);
  expect(box.status()).toMatchObject([{ problem: null }]);
  expect(await flagsIn(PLAIN, 'Tracker read')).toEqual([['\\Seen'], ['\\Seen']]);
  expect(await look(PLAIN, async (client) => (await client.mailboxOpen('INBOX')).exists)).toBe(0);
});

it('wakes the reader when a message arrives, long before it would ask', async () => {
  const box = reads();
  await eventually(
    () => box.waiting(100),
    () => box.status()[0]?.problem === null,
  );
  let woken = 0;
  box.onArrival(() => (woken += 1));
  await new Promise((resolve) => setTimeout(resolve, 600));
  woken = 0;
  dovecot.deliver(DESK, letter('news'));
  await eventually(
    () => woken,
    (times) => times > 0,
    5,
  );
  expect(subjects(await offered(box, 1))).toEqual(['news']);
});

it('reads the other mailboxes while one refuses the sign-in, and says which', async () => {
  dovecot.deliver(DESK, letter('good'));
  const stranger = 'nobody@thamesvalley-police.example';
  const box = reads([stranger, DESK]);
  expect(subjects(await offered(box, 1))).toEqual(['good']);
  const [failing, fine] = await eventually(
    () => box.status(),
    ([first]) => first?.problem !== 'not connected yet',
  );
  expect(failing).toMatchObject({ mailbox: stranger, lastReadAt: null });
  expect(failing?.problem).toMatch(/^127\.0\.0\.1:\d+ refuses the sign-in/);
  expect(fine?.problem).toBeNull();
  expect(fine?.lastReadAt?.toString()).toBe('2026-11-20T09:00:00Z');
});

it('goes on by itself when the server comes back', async () => {
  dovecot.deliver(DESK, letter('before'));
  const box = reads();
  await dealWith(box, await offered(box, 1));
  await dovecot.stop();
  await eventually(
    () => box.waiting(100),
    () => (box.status()[0]?.problem ?? '').includes('does not answer'),
  );
  dovecot.deliver(DESK, letter('after'));
  await dovecot.start();
  // What was done before the server went away may have been marked or not; it is one of the two.
  const mails = await eventually(
    () => box.waiting(100),
    (found) => subjects(found).includes('after'),
  );
  expect(subjects(mails).filter((subject) => subject !== 'before')).toEqual(['after']);
  expect(box.status()).toMatchObject([{ problem: null }]);
});

it('offers messages under new names when the server gives all UIDs out anew', async () => {
  dovecot.deliver(DESK, letter('one'));
  const first = reads();
  const [before] = await offered(first, 1);
  await first.close();
  await dovecot.stop();
  dovecot.forgetUids(DESK);
  await dovecot.start();
  const second = reads();
  const [after] = await offered(second, 1);
  expect(subjectOf(after as WaitingMail)).toBe('one');
  expect(after?.id).not.toBe(before?.id);
  await second.done(before?.id ?? '');
  expect(await second.waiting(100)).toHaveLength(1);
});

it('fetches only the beginning of a message of more than 40 MB, which a person then looks at', async () => {
  dovecot.deliver(DESK, letter('Initial child protection conference', 'x'.repeat(72).concat('\n').repeat(600_000)));
  dovecot.deliver(DESK, letter('behind it'));
  const box = reads();
  const [large, small] = await offered(box, 2);
  expect(large?.raw.byteLength).toBeLessThan(5_000);
  const read = await readMail(large?.raw ?? new Uint8Array());
  expect(read).toMatchObject({ sort: 'letter', mail: { from: { address: 'cp@reading.example' } } });
  expect(read.mail.text).toMatch(
    /^This message of 42 MB is too large to be read here\. Open it in the mailbox itself\./,
  );
  expect(subjectOf(small as WaitingMail)).toBe('behind it');
});

it('passes over a message that the server cannot hand over, and a person is told', async () => {
  const [, spoilt] = dovecot.deliver(DESK, letter('one'), letter('two'), letter('three'));
  chmodSync(spoilt as string, 0);
  const box = reads();
  const seen: string[] = [];
  await eventually(
    async () => {
      const mails = await box.waiting(100);
      for (const { raw } of mails) seen.push((await readMail(raw)).mail.text.trim().slice(0, 36));
      await dealWith(box, mails);
      return seen;
    },
    (texts) => texts.length >= 3,
    30,
  );
  expect(seen.sort()).toEqual(['Dear colleague', 'Dear colleague', 'The mail server does not hand over t']);
});

it('holds no more than a few megabytes at once, however much waits', async () => {
  const body = 'x'.repeat(72).concat('\n').repeat(40_000);
  for (let i = 0; i < 8; i += 1) dovecot.deliver(DESK, letter(`large ${i}`, body));
  const box = reads();
  const seen: string[] = [];
  await eventually(
    async () => {
      const mails = await box.waiting(100);
      expect(mails.reduce((octets, { raw }) => octets + raw.byteLength, 0)).toBeLessThan(9 * 1024 * 1024);
      seen.push(...subjects(mails));
      await dealWith(box, mails);
      return seen.length;
    },
    (count) => count >= 8,
  );
  expect(seen).toEqual(Array.from({ length: 8 }, (_, i) => `large ${i}`));
});
