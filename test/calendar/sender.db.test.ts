import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { sentenceOf } from '../../src/calendar/change.js';
import { buildRaw } from '../../src/calendar/mime.js';
import { claimNext } from '../../src/calendar/outbox-sending.queries.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { Sender } from '../../src/calendar/sender.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { conferenceById, currentSitting } from '../../src/conferences/conference.queries.js';
import { rows } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { smtpError } from '../support/mailer.js';
import { testApp, type TestApp } from '../support/app.js';

let test: TestApp;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
});
afterEach(() => test.stop());

const send = () => test.app.get(Sender).sendDue();
const outbox = () =>
  rows(test.db.reader, 'select method, state, attempts, last_error from calendar_message order by id');

const away = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

interface Pair {
  assign(): Promise<void>;
  withdraw(): Promise<void>;
}

/** One person who is assigned and called off again: a REQUEST and the CANCEL that must never overtake it. */
async function pair(): Promise<Pair> {
  const priya = await given(test).coordinator();
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference({
    laMeetingId: 'RBC-CP-3021',
    children: [{ laChildId: '18844', policeReference: null, initials: 'JS', bornYear: 2019, expectedOn: null }],
  });
  const service = test.app.get(AssignmentsService);
  let id = 0;
  return {
    assign: async () => {
      const made = await service.assign(priya, reference, { attendeeId: ada.id, lead: true, overlapReason: null });
      if (!made.ok) throw new Error(made.refusal.kind);
      id = made.value.assignment.id;
    },
    withdraw: async () => void (await service.withdraw(priya, reference, id, 'off sick')),
  };
}

it('sends what is owed, in order, once', async () => {
  const { assign, withdraw } = await pair();
  await assign();
  expect(await send()).toBe(1);
  await withdraw();
  expect(await send()).toBe(1);
  expect(await send()).toBe(0);
  const read = await Promise.all(test.mailer.sent.map(async (mail) => readMail(await buildRaw(mail))));
  expect(read.map((one) => one.sort)).toEqual(['request', 'cancel']);
  expect(await outbox()).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  expect(
    await rows(test.db.reader, `select action, detail from audit_event where action = 'mail.sent' order by id`),
  ).toMatchObject([
    { detail: { method: 'REQUEST', recipient: 'ada.okafor@thamesvalley-police.example', sequence: 0 } },
    { detail: { method: 'CANCEL', sequence: 1 } },
  ]);
});

it('says nothing about a child, and nothing that could be searched for', async () => {
  const { assign, withdraw } = await pair();
  await assign();
  await send();
  await withdraw();
  await send();
  expect(test.mailer.sent).toHaveLength(2);
  for (const mail of test.mailer.sent) {
    const raw = (await buildRaw(mail)).toString();
    const plain =
      raw +
      [...raw.matchAll(/^(?:[A-Za-z0-9+/]{20,}={0,2}\r\n)+/gm)]
        .map((m) => Buffer.from(m[0], 'base64').toString())
        .join('');
    expect(plain).toContain('TV-26-000001');
    expect(plain).not.toMatch(/18844|RBC-CP-3021|\bJS\b|2019/);
  }
});

it('sends neither the invitation nor the cancellation of somebody who was taken off before either went', async () => {
  const { assign, withdraw } = await pair();
  await assign();
  await withdraw();
  expect(await send()).toBe(2);
  expect(test.mailer.sent).toEqual([]);
  expect(
    await rows(test.db.reader, 'select state, dropped_because, attempts from calendar_message order by id'),
  ).toEqual([
    { state: 'dropped', droppedBecause: 'superseded', attempts: 0 },
    { state: 'dropped', droppedBecause: 'never-invited', attempts: 0 },
  ]);
  expect(
    await rows(
      test.db.reader,
      `select detail ->> 'because' as because from audit_event where action = 'mail.dropped' order by id`,
    ),
  ).toEqual([{ because: 'superseded' }, { because: 'never-invited' }]);
});

it('waits while the server is away, and then sends it', async () => {
  const { assign } = await pair();
  await assign();
  test.mailer.failure = away();
  expect(await send()).toBe(1);
  expect(await outbox()).toMatchObject([{ state: 'owed', attempts: 1, lastError: 'connect ECONNREFUSED' }]);
  test.mailer.failure = null;
  expect(await send()).toBe(0);
  test.clock.forward({ seconds: 31 });
  expect(await send()).toBe(1);
  expect(await outbox()).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

it('calls off what may have arrived, although the line broke before the server said so', async () => {
  const { assign, withdraw } = await pair();
  await assign();
  test.mailer.breaksAfter = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  await send();
  await withdraw();
  test.mailer.breaksAfter = null;
  test.clock.forward({ seconds: 31 });
  await send();
  const read = await Promise.all(test.mailer.sent.map(async (mail) => readMail(await buildRaw(mail))));
  expect(read.map((one) => one.sort)).toEqual(['request', 'cancel']);
  expect(await outbox()).toMatchObject([{ state: 'dropped' }, { state: 'sent' }]);
});

it('calls off what was under way when the program died', async () => {
  const { assign, withdraw } = await pair();
  await assign();
  await test.db.transaction((tx) => claimNext(tx, test.clock.now(), test.clock.now().add({ minutes: 5 })));
  await withdraw();
  test.clock.forward({ minutes: 6 });
  await send();
  expect(await outbox()).toMatchObject([{ state: 'dropped' }, { state: 'sent' }]);
});

it('stops for good at a 5xx, where a person sees it, and never sends the CANCEL of what was not sent', async () => {
  const { assign, withdraw } = await pair();
  await assign();
  test.mailer.failure = smtpError(550, 'no such user');
  await send();
  test.mailer.failure = null;
  test.clock.forward({ hours: 48 });
  expect(await send()).toBe(0);
  await withdraw();
  expect(await send()).toBe(1);
  expect(test.mailer.sent).toEqual([]);
  expect(await outbox()).toMatchObject([{ state: 'failed', lastError: 'no such user' }, { state: 'dropped' }]);
  expect(await rows(test.db.reader, `select action from audit_event where action = 'mail.failed'`)).toHaveLength(1);
});

it('sends a move after a refused invitation as an invitation that makes sense alone', async () => {
  const { assign } = await pair();
  await assign();
  test.mailer.failure = smtpError(550, 'no such user');
  await send();
  test.mailer.failure = null;
  const conference = await conferenceById(test.db.reader, 1);
  const { mode, venue, joinLink } = await currentSitting(test.db.reader, conference.id);
  const [startsAt, endsAt] = ['2026-12-01T10:00:00Z', '2026-12-01T11:00:00Z'].map((time) =>
    Temporal.Instant.from(time),
  );
  const to = { startsAt: startsAt!, endsAt: endsAt!, mode, venue, joinLink };
  const given_ = { to, reason: 'moved', confirmed: false, version: conference.version };
  await test.app.get(ChangesService).move(await given(test).coordinator(), conference.reference, given_);
  await send();
  expect(test.mailer.sent).toHaveLength(1);
  expect(String(test.mailer.sent[0]?.text)).toContain(sentenceOf('new'));
  const kept = await rows(test.db.reader, `select body_text from calendar_message where state = 'sent'`);
  expect(kept).toEqual([{ bodyText: test.mailer.sent[0]?.text }]);
});

it('is not sent twice by two instances at once', async () => {
  const { assign } = await pair();
  await assign();
  await Promise.all([send(), send()]);
  expect(test.mailer.sent).toHaveLength(1);
});
