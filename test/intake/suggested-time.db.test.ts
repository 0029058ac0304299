import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { Sender } from '../../src/calendar/sender.js';
import { row, rows, run } from '../../src/database/sql.js';
import { PostService } from '../../src/intake/post.service.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';
import { outlookCounter } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { smtpError } from '../support/mailer.js';

const ADA = 'ada.okafor@thamesvalley-police.example';
const REFERENCE = 'TV-26-000001';
let test: TestApp;
let box: TestMailbox;
let uid: string;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  box = new TestMailbox();
  const ada = await given(test).attendee('Ada Okafor');
  await given(test).conference();
  const assigned = { attendeeId: ada.id, lead: true, overlapReason: null };
  const made = await test.app.get(AssignmentsService).assign(await given(test).coordinator(), REFERENCE, assigned);
  if (!made.ok) throw new Error(made.refusal.kind);
  uid = made.value.assignment.uid;
  await test.app.get(Sender).sendDue();
  test.clock.set('2026-11-20T10:20:00Z');
});
afterEach(() => test.stop());

async function deliver(...mails: readonly string[]): Promise<void> {
  for (const mail of mails) box.deliver(mail, '2026-11-20T10:15:30Z');
  await test.app.get(PostService).readWaiting(box);
}
const notes = () =>
  rows<{ state: string }>(
    test.db.reader,
    `select state, sequence, in_reply_to, recipient from calendar_message where method = 'NOTE'`,
  );

it('is a "cannot make it" with the time in words, and is answered politely', async () => {
  await deliver(outlookCounter({ uid, from: ADA }));
  expect(await row(test.db.reader, 'select outcome, reason from inbound_mail')).toEqual({
    outcome: 'applied',
    reason: 'Ada Okafor: cannot make it, suggests another time.',
  });
  expect(await row(test.db.reader, 'select state, answer_comment from assignment')).toEqual({
    state: 'declined',
    answerComment: 'Cannot make it, suggests Wed 2 Dec 2026, 14:00 to 15:30. In court until one',
  });
  expect(await test.app.get(Sender).sendDue()).toBe(1);
  const mail = test.mailer.sent.at(-1)!;
  expect(mail).toMatchObject({
    to: { address: ADA },
    messageId: `<${uid.split('@')[0]}.0.note@thamesvalley-police.example>`,
    inReplyTo: '<counter-1@police.example>',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  expect(mail.alternatives ?? mail.attachments).toBeUndefined();
  expect(mail.text).toContain('The time of a conference is set by the local authority');
  expect(mail.text).toMatch(/accept here before somebody else is asked:\nhttps?:\S+\/answer\/[\w-]{59}\n/);
  expect(await notes()).toMatchObject([{ state: 'sent' }]);
});

it('shows on the board with what was suggested, and on the page of mail', async () => {
  await deliver(outlookCounter({ uid, from: ADA }));
  const priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  const board = (await priya.get('/board')).$('main').text().replace(/\s+/g, ' ');
  expect(board).toContain('Ada Okafor declined: “Cannot make it, suggests Wed 2 Dec 2026, 14:00 to 15:30.');
  expect(board).toContain('Reassign');
  expect((await priya.get('/mail')).$('#owed').text()).toContain('Automatic answer');
});

it('is answered once for each invitation, whoever keeps writing', async () => {
  await deliver(outlookCounter({ uid, from: ADA }));
  await test.app.get(Sender).sendDue();
  await deliver(outlookCounter({ uid, from: ADA, messageId: '<counter-2@police.example>' }));
  expect(await test.app.get(Sender).sendDue()).toBe(0);
  expect(await notes()).toHaveLength(1);
});

it.each(['Auto-Submitted: auto-generated', 'Precedence: bulk', 'List-Id: <all.police.example>'])(
  'from a machine (%s) is recorded and not answered',
  async (headers) => {
    await deliver(outlookCounter({ uid, from: ADA, headers }));
    expect(await row(test.db.reader, 'select state from assignment')).toEqual({ state: 'declined' });
    expect(await notes()).toEqual([]);
  },
);

it('to an earlier time is neither recorded nor answered', async () => {
  await test.db.transaction((tx) => run(tx, 'update assignment set sequence = 3'));
  await deliver(outlookCounter({ uid, from: ADA, sequence: 2 }));
  expect(await row(test.db.reader, 'select state from assignment')).toEqual({ state: 'invited' });
  expect(await notes()).toEqual([]);
});

it('keeps the answer until the server takes it, and drops it when they have been asked anew meanwhile', async () => {
  await deliver(outlookCounter({ uid, from: ADA }));
  test.mailer.failure = smtpError(451, 'greylisted');
  await test.app.get(Sender).sendDue();
  expect(await notes()).toMatchObject([{ state: 'owed' }]);
  test.mailer.failure = null;
  await test.db.transaction((tx) => run(tx, 'update assignment set sequence = 1'));
  test.clock.set('2026-11-20T11:20:00Z');
  await test.app.get(Sender).sendDue();
  expect(await notes()).toMatchObject([{ state: 'dropped' }]);
});

it('with a Message-ID that may stand in no header is answered without it', async () => {
  await deliver(outlookCounter({ uid, from: ADA, messageId: '<ü@police.example>' }));
  expect(await notes()).toMatchObject([{ inReplyTo: null, recipient: ADA }]);
});
