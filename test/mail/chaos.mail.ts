import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ImapMailbox } from '../../src/calendar/imap-mailbox.js';
import { row, rows } from '../../src/database/sql.js';
import { PostService } from '../../src/intake/post.service.js';
import { systemClock } from '../../src/kernel/clock.js';
import { makeLog } from '../../src/logging.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';
import { exchangeReply, outlookRequest } from '../support/letters.js';
import { PASSWORD, startDovecot, type Dovecot } from './dovecot.js';
import { eventually } from './eventually.js';

const DESK = 'conference.desk@thamesvalley-police.example';
const HUB = 'mash.berkshire@thamesvalley-police.example';
/** Two cores that are busy with other things take their time over 500 messages. */
const LONG_MS = 240_000;
const ADA = 'ada.okafor@thamesvalley-police.example';

let test: TestApp;
let dovecot: Dovecot;
let open: ImapMailbox[];
beforeEach(async () => {
  open = [];
  test = await testApp('2026-11-20T09:00:00Z');
  dovecot = await startDovecot({ addresses: [DESK, HUB] });
});
afterEach(async () => {
  await Promise.all(open.map((box) => box.close()));
  await dovecot.remove();
  await test.stop();
});

function mailbox(port = dovecot.port): ImapMailbox {
  const box = new ImapMailbox({
    server: { host: '127.0.0.1', port, tls: 'none', auth: { by: 'password', password: PASSWORD } },
    addresses: [DESK, HUB],
    login: null,
    clock: systemClock,
    log: makeLog('silent'),
    pace: { firstPauseMs: 20, longestPauseMs: 100 },
  });
  open.push(box);
  return box;
}

/** A line between reader and server that is cut after so many bytes, again and again. */
async function brittleLine(
  target: number,
  cutAfter: () => number,
): Promise<{ port: number; cuts: () => number; server: Server }> {
  let cuts = 0;
  const server = createServer((near: Socket) => {
    const far = connect(target, '127.0.0.1');
    let left = cutAfter();
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    near
      .on('data', (piece) => far.write(piece))
      .on('close', end)
      .on('error', end);
    far.on('close', end).on('error', end);
    far.on('data', (piece: Buffer) => {
      left -= piece.length;
      if (left > 0) {
        near.write(piece);
        return;
      }
      cuts += 1;
      near.end(piece.subarray(0, Math.max(0, piece.length + left)), end);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, cuts: () => cuts, server };
}

/** Reads until it is told to stop, as the loop of the program does: a turn that fails is followed by another. */
async function readOn(box: ImapMailbox, stop: { now: boolean }): Promise<void> {
  const post = test.app.get(PostService);
  while (!stop.now) {
    const read = await post.readWaiting(box, 20);
    if (read === 0) await pause(20);
  }
}

const settled = () =>
  rows<{ messageId: string; outcome: string; count: number }>(
    test.db.reader,
    `select message_id, outcome, count(*)::int as count from inbound_mail group by 1, 2 order by 1`,
  );

async function invitedAda(): Promise<string> {
  const priya = await given(test).coordinator();
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference();
  const choice = { attendeeId: ada.id, lead: true, overlapReason: null };
  const made = await test.app.get(AssignmentsService).assign(priya, reference, choice);
  if (!made.ok) throw new Error(made.refusal.kind);
  test.clock.set('2026-11-20T10:20:00Z');
  return made.value.assignment.uid;
}

const letter = (n: number): string =>
  `From: cp${n}@reading.example\nTo: ${DESK}\nSubject: letter ${n}\nMessage-ID: <letter-${n}@reading.example>\n\n${'Dear colleague. '.repeat(50)}\n`;
const poison = (n: number): string =>
  [
    `Message-ID: <poison-${n}@reading.example>\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE garbage\n\u0000\u0001`,
    `Message-ID: <poison-${n}@reading.example>\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/calendar\n`,
    `Message-ID: <poison-${n}@reading.example>\nContent-Type: text/calendar; method=REQUEST; charset=nonsense\n\nBEGIN:VCALENDAR\nDTSTART:99999999T999999Z\n`,
    `Message-ID: <poison-${n}@reading.example>\nFrom: <>\nSubject: =?utf-8?B?/////w==?=\n\n`,
  ][n % 4] ?? '';

it(
  'ends each of 500 messages in exactly one outcome, over lines that break, a restart and two readers',
  async () => {
    const uid = await invitedAda();
    const answer = exchangeReply({ uid, from: ADA }).replace(/^Message-ID:.*$/im, 'Message-ID: <answer@tvp.example>');
    const mails = Array.from({ length: 500 }, (_, n) => (n === 250 ? answer : n % 25 === 7 ? poison(n) : letter(n)));
    mails.forEach((mail, n) => dovecot.deliver(n % 3 === 0 ? HUB : DESK, mail));
    const files = dovecot.deliver(DESK, letter(1_000), letter(1_001));
    chmodSync(files[0] as string, 0);
    let seed = 7;
    const line = await brittleLine(dovecot.port, () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return 2_000 + (seed % 20_000);
    });
    const stop = { now: false };
    const readers = [readOn(mailbox(line.port), stop), readOn(mailbox(), stop)];
    const count = async (): Promise<number> =>
      (await row<{ count: number }>(test.db.reader, `select count(*)::int from inbound_mail where outcome <> 'stored'`))
        ?.count ?? 0;
    await eventually(count, (done) => done > 150, 90);
    await dovecot.stop();
    await dovecot.start();
    await eventually(count, (done) => done >= 502, 120);
    await pause(300);
    stop.now = true;
    await Promise.all(readers);
    line.server.close();

    const found = await settled();
    expect(line.cuts()).toBeGreaterThan(3);
    expect(found.every((one) => one.count === 1 && one.outcome !== 'stored')).toBe(true);
    expect(await count()).toBe(502);
    expect(found.find(({ messageId }) => messageId === '<answer@tvp.example>')).toMatchObject({ outcome: 'applied' });
    expect(found.filter(({ messageId }) => messageId?.startsWith('<letter-'))).toHaveLength(480);
    expect(
      await rows(
        test.db.reader,
        `select detail->>'mailId' from audit_event where action = 'mail.settled' group by 1 having count(*) > 1`,
      ),
    ).toEqual([]);
    const left = mailbox();
    await eventually(
      () => left.waiting(100),
      () => left.status().every(({ problem }) => problem === null),
    );
    // The one the server will not hand over has its outcome; a reader that starts afresh finds that out for itself.
    expect((await left.waiting(100)).length).toBeLessThanOrEqual(1);
  },
  LONG_MS,
);

it('deals with an invitation once when the server gives all UIDs out anew', async () => {
  dovecot.deliver(DESK, outlookRequest({}));
  const post = test.app.get(PostService);
  const first = mailbox();
  await eventually(
    () => post.readWaiting(first),
    (read) => read === 1,
  );
  await first.close();
  await dovecot.stop();
  dovecot.forgetUids(DESK);
  await dovecot.start();
  const second = mailbox();
  await eventually(
    async () => (await post.readWaiting(second), second.status()[0]?.problem ?? null),
    (problem) => problem === null,
  );
  await post.readWaiting(second);
  expect(await row(test.db.reader, 'select count(*)::int as candidates from candidate')).toEqual({ candidates: 1 });
});

it('makes one candidate of an invitation that lies in two mailboxes, read by two instances at once', async () => {
  for (let n = 0; n < 40; n += 1) {
    const invitation = outlookRequest({ uid: `req-${n}@slough.example`, messageId: `<req-${n}@slough.example>` });
    dovecot.deliver(n % 2 === 0 ? DESK : HUB, invitation);
    dovecot.deliver(n % 2 === 0 ? HUB : DESK, invitation);
  }
  const stop = { now: false };
  const readers = [readOn(mailbox(), stop), readOn(mailbox(), stop)];
  const settledCount = () =>
    row<{ count: number }>(test.db.reader, `select count(*)::int from inbound_mail where outcome <> 'stored'`);
  await eventually(settledCount, (found) => found?.count === 80, 60);
  stop.now = true;
  await Promise.all(readers);
  expect(await row(test.db.reader, 'select count(*)::int as candidates from candidate')).toEqual({ candidates: 40 });
});
