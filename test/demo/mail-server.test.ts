import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nodemailer from 'nodemailer';
import { CannotStart } from '../../src/demo/cannot-start.js';
import { startMailServer, type MailServer, type MailServerOptions } from '../../src/demo/mail-server.js';

const ADA = 'ada.okafor@thamesvalley-police.example';
const DESK = 'mash.berkshire@thamesvalley-police.example';

let dir: string;
let servers: MailServer[];

async function start(options: Partial<MailServerOptions> = {}): Promise<MailServer> {
  const server = await startMailServer({ dir, ...options });
  servers.push(server);
  return server;
}

async function send(server: MailServer, to: string | string[], text: string, from = DESK): Promise<void> {
  const transport = nodemailer.createTransport({ host: server.host, port: server.port, secure: false });
  await transport.sendMail({ envelope: { from, to }, raw: `Subject: ${text}\r\n\r\n${text}\r\n` });
}

const textOf = (mail: { raw: Uint8Array } | null | undefined): string => Buffer.from(mail?.raw ?? []).toString('utf8');
const subjectOf = (mail: { raw: Uint8Array }): string => /Subject: (.*)\r\n/.exec(textOf(mail))?.[1] ?? '';

/** Speaks the commands one after another; gives back the answers' codes. */
async function speak(server: MailServer, commands: readonly string[]): Promise<string[]> {
  const socket = connect(server.port, server.host);
  const codes: string[] = [];
  let left = ['EHLO test.example', ...commands, 'QUIT'];
  socket.on('data', (piece: Buffer) => {
    for (const line of piece.toString().split('\r\n')) {
      if (!/^\d{3} /.test(line)) continue;
      codes.push(line.slice(0, 3));
      const [next, ...rest] = left;
      left = rest;
      if (next !== undefined) socket.write(`${next}\r\n`);
    }
  });
  await once(socket, 'close');
  return codes.slice(2, -1);
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tracker-mail-'));
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('mail that comes in', () => {
  it('lies in the mailbox of each recipient, as it was sent', async () => {
    const server = await start({ now: () => Temporal.Instant.from('2026-11-23T09:12:00.123Z') });
    await send(server, [ADA, DESK], 'Conference on Tuesday\r\n.\r\n..and on');

    expect(await server.mailboxes()).toEqual([
      { address: ADA, count: 1 },
      { address: DESK, count: 1 },
    ]);
    const [mail] = await server.messages(ADA);
    expect(mail).toMatchObject({ address: ADA, from: DESK, read: false });
    expect(mail?.receivedAt.toString()).toBe('2026-11-23T09:12:00.123Z');
    expect(textOf(mail)).toBe(
      `Return-Path: <${DESK}>\r\nDelivered-To: ${ADA}\r\n` +
        'Subject: Conference on Tuesday\r\n.\r\n..and on\r\n\r\nConference on Tuesday\r\n.\r\n..and on\r\n',
    );
  });

  it('is listed newest first and found by its id', async () => {
    const server = await start();
    for (const text of ['first', 'second', 'third']) await send(server, ADA, text);

    const mails = await server.messages(ADA);

    expect(mails.map(subjectOf)).toEqual(['third', 'second', 'first']);
    expect(textOf(await server.message(ADA, mails[1]?.id ?? ''))).toContain('second');
  });

  it('keeps its order of arrival when the demo clock is moved back', async () => {
    let now = Temporal.Instant.from('2027-01-10T10:00:00Z');
    const server = await start({ now: () => now });
    await send(server, ADA, 'first');
    now = Temporal.Instant.from('2026-01-10T10:00:00Z');
    await send(server, ADA, 'second');

    expect((await server.messages(ADA)).map(subjectOf)).toEqual(['second', 'first']);
  });

  it('goes to one mailbox however the address is written', async () => {
    const server = await start();
    await send(server, ADA.toUpperCase(), 'loud');
    await send(server, [ADA, 'Ada.Okafor@thamesvalley-police.example'], 'twice');

    expect(await server.mailboxes()).toEqual([{ address: ADA, count: 2 }]);
    expect(await server.messages(ADA.toUpperCase())).toHaveLength(2);
  });

  it('is still there after a restart, and what was half received is not', async () => {
    const first = await start();
    await send(first, ADA, 'kept');
    await first.stop();
    await mkdir(join(dir, '.incoming'), { recursive: true });
    await writeFile(join(dir, '.incoming', 'half'), 'Subject: ha');

    const second = await start();

    expect((await second.messages(ADA)).map(subjectOf)).toEqual(['kept']);
    expect(await readdir(join(dir, '.incoming'))).toEqual([]);
  });

  it('without a sender is taken as a report of non-delivery', async () => {
    const server = await start();

    expect(await speak(server, ['MAIL FROM:<>', `RCPT TO:<${DESK}>`, 'DATA', 'Subject: lost\r\n\r\n.'])).toEqual([
      '250',
      '250',
      '354',
      '250',
    ]);
    expect((await server.messages(DESK))[0]?.from).toBe('');
  });
});

describe('mail that is not taken', () => {
  it('is told to be too large after 25 MB, and nothing is kept', async () => {
    const server = await start();

    await expect(send(server, ADA, 'x'.repeat(13 * 1024 * 1024))).rejects.toThrow(
      /552 .*The message is larger than the 25 MB taken here/,
    );
    expect(await server.mailboxes()).toEqual([]);
    expect(await readdir(join(dir, '.incoming'))).toEqual([]);
  });

  it('is refused before it is sent when the client says how large it will be', async () => {
    const server = await start({ maxBytes: 1000 });

    expect(await speak(server, [`MAIL FROM:<${DESK}> SIZE=1001`, `MAIL FROM:<${DESK}> SIZE=1000`])).toEqual([
      '552',
      '250',
    ]);
  });

  it.each([
    ['a sender without brackets', [`MAIL FROM:${DESK}`], ['501']],
    ['a sender that is no address', ['MAIL FROM:<not an address>'], ['501']],
    ['no recipient', [`MAIL FROM:<${DESK}>`, 'DATA'], ['250', '503']],
    ['an empty recipient', [`MAIL FROM:<${DESK}>`, 'RCPT TO:<>', 'DATA'], ['250', '501', '503']],
    ['a recipient without a domain', [`MAIL FROM:<${DESK}>`, 'RCPT TO:<ada>', 'DATA'], ['250', '501', '503']],
    [
      'a recipient too long for a folder',
      [`MAIL FROM:<${DESK}>`, `RCPT TO:<${'é'.repeat(60)}@a.example>`],
      ['250', '553'],
    ],
  ])('has %s', async (_what, commands, codes) => {
    const server = await start();

    expect(await speak(server, commands)).toEqual(codes);
    expect(await server.mailboxes()).toEqual([]);
  });

  it('stays inside the mail folder, whatever the address spells', async () => {
    const server = await start();
    const address = '../../../../tmp/evil@../x.example';
    await speak(server, [`MAIL FROM:<${DESK}>`, `RCPT TO:<${address}>`, 'DATA', 'Subject: out\r\n\r\n.']);

    const outside = (await readdir(dir, { recursive: true })).filter(
      (name) => name.includes('evil') && !name.includes('%40'),
    );
    expect(outside).toEqual([]);
    expect(await server.message(address, '../../../../etc/passwd')).toBeNull();
    await expect(server.mailbox([]).done('../x/000000000000001-000001-1')).rejects.toThrow('there is no message');
  });

  it('is not kept in part when the client goes away in the middle', async () => {
    const lines: string[] = [];
    const server = await start({ log: (line) => lines.push(line) });
    const socket = connect(server.port, server.host);
    await once(socket, 'data');
    socket.write(`EHLO test.example\r\nMAIL FROM:<${DESK}>\r\nRCPT TO:<${ADA}>\r\nDATA\r\n`);
    while (!String((await once(socket, 'data'))[0]).includes('354'));
    socket.write('Subject: ha');
    socket.destroy();
    while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    expect(await server.messages(ADA)).toEqual([]);
  });
});

describe("the tracker's view of its mailboxes", () => {
  it('offers unread mail of its addresses, oldest first, until it is told that it is done', async () => {
    const server = await start();
    const box = server.mailbox([DESK, 'hub@thamesvalley-police.example']);
    await send(server, DESK, 'one');
    await send(server, 'hub@thamesvalley-police.example', 'two');
    await send(server, ADA, 'not for the desk');
    await send(server, DESK, 'three');

    expect((await box.waiting(2)).map(subjectOf)).toEqual(['one', 'two']);
    const [one] = await box.waiting(1);
    await box.done(one?.id ?? '');
    await box.done(one?.id ?? '');
    expect((await box.waiting(10)).map((mail) => [mail.mailbox, subjectOf(mail)])).toEqual([
      ['hub@thamesvalley-police.example', 'two'],
      [DESK, 'three'],
    ]);
  });

  it('leaves what was done to be looked at, and marks it as read', async () => {
    const server = await start();
    await send(server, DESK, 'one');
    const box = server.mailbox([DESK]);
    await box.done((await box.waiting(1))[0]?.id ?? '');

    expect(await server.messages(DESK)).toEqual([expect.objectContaining({ read: true })]);
    expect(await server.mailboxes()).toEqual([{ address: DESK, count: 1 }]);
  });
});

describe('starting and stopping the mail server', () => {
  it('says so when its port is taken', async () => {
    const { port } = await start();

    await expect(startMailServer({ dir, port })).rejects.toThrow(
      new CannotStart(
        `Port ${port} on 127.0.0.1, which the mail server was to use, is taken. Stop what uses it, or name another port or none.`,
      ),
    );
  });

  it('stops within two seconds though a client holds on', async () => {
    const server = await start();
    const socket = connect(server.port, server.host);
    await once(socket, 'data');
    const begun = performance.now();
    await server.stop();

    expect(performance.now() - begun).toBeLessThan(2000);
    socket.destroy();
  });
});
