import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { buildRaw } from '../../src/calendar/mime.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { Sender } from '../../src/calendar/sender.js';
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

/** One person assigned and called off again: a REQUEST and the CANCEL that must never overtake it. */
async function owedPair(): Promise<void> {
  const priya = await given(test).coordinator();
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference({
    laMeetingId: 'RBC-CP-3021',
    children: [{ laChildId: '18844', policeReference: null, initials: 'JS', bornYear: 2019, expectedOn: null }],
  });
  const service = test.app.get(AssignmentsService);
  const made = await service.assign(priya, reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  await service.withdraw(priya, reference, made.value.assignment.id, 'reassigned');
}

it('sends what is owed, in order, once', async () => {
  await owedPair();
  expect(await send()).toBe(2);
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
  await owedPair();
  await send();
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

it('waits while the server is away, then sends both in order', async () => {
  await owedPair();
  test.mailer.failure = new Error('connect ECONNREFUSED');
  expect(await send()).toBe(1);
  expect(await outbox()).toMatchObject([
    { state: 'owed', attempts: 1, lastError: 'connect ECONNREFUSED' },
    { state: 'owed', attempts: 0 },
  ]);
  test.mailer.failure = null;
  expect(await send()).toBe(0);
  test.clock.forward({ seconds: 31 });
  expect(await send()).toBe(2);
  expect(await outbox()).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
});

it('stops for good at a 5xx, where a person sees it, and never sends the CANCEL of what was not sent', async () => {
  await owedPair();
  test.mailer.failure = smtpError(550, 'no such user');
  await send();
  test.mailer.failure = null;
  test.clock.forward({ hours: 48 });
  expect(await send()).toBe(0);
  expect(await outbox()).toMatchObject([{ state: 'failed', lastError: 'no such user' }, { state: 'owed' }]);
  expect(await rows(test.db.reader, `select action from audit_event where action = 'mail.failed'`)).toHaveLength(1);
});

it('is not sent twice by two instances at once', async () => {
  await owedPair();
  await Promise.all([send(), send()]);
  expect(test.mailer.sent).toHaveLength(2);
});
