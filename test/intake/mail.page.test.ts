import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { MailboxesModule } from '../../src/calendar/mailboxes.module.js';
import { Sender } from '../../src/calendar/sender.js';
import { insert, row, rows, run } from '../../src/database/sql.js';
import { PostService } from '../../src/intake/post.service.js';
import { given } from '../support/given.js';
import { exchangeReply, outlookRequest } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { smtpError } from '../support/mailer.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

let test: TestApp;
let priya: Browser;
let box: TestMailbox;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  box = new TestMailbox();
});
afterEach(() => test.stop());

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const list = ({ $ }: Answer, id: string) =>
  $(`#${id} tbody tr`)
    .map((_, line) => [
      $(line)
        .find('th, td')
        .map((_, cell) => words($(cell).text()))
        .get(),
    ])
    .get();
const counts = ({ $ }: Answer) =>
  $('.moj-sub-navigation__link')
    .map((_, link) => words($(link).text()))
    .get();
const trail = (action: string) =>
  rows(test.db.reader, 'select actor, conference_id, detail from audit_event where action = $1 order by id', [action]);

/** Ada invited to a conference of Reading, and the mail server's answer to her invitation. */
async function invited(failure: Error | null = null): Promise<{ uid: string; reference: string }> {
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference();
  const made = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  test.mailer.failure = failure;
  await test.app.get(Sender).sendDue();
  return { uid: made.value.assignment.uid, reference };
}
async function arrived(...mails: readonly string[]): Promise<void> {
  for (const mail of mails) box.deliver(mail, '2026-11-20T08:45:00Z');
  await test.app.get(PostService).readWaiting(box);
}
const stranger = (uid: string) => exchangeReply({ uid, from: 'eve@mail.example' });
const REFUSED = smtpError(550, '550 5.1.1 no such mailbox');

it('says that all is well when nothing has happened', async () => {
  const page = await priya.get('/mail');
  expect(page.status).toBe(200);
  expect(words(page.$('.cct-status').text())).toBe('All mail that arrived has been read.');
  expect(counts(page)).toEqual([
    'Needs a person 0',
    'Failed 0',
    'Still to be sent 0',
    'Sent today 0',
    'Not needed 0',
    'Arrived 0',
  ]);
  expect(page.$('main table')).toHaveLength(0);
  expect(words(page.$('#failed').text())).toBe('Failed No calendar mail has failed.');
});

it('lists what was sent today, and no longer tomorrow', async () => {
  await invited();
  expect(list(await priya.get('/mail'), 'sent')).toEqual([
    ['09:00', 'Invitation, TV-26-000001', 'Ada Okafor, ada.okafor@thamesvalley-police.example'],
  ]);
  expect(await trail('conference.listed')).toMatchObject([{ detail: { page: 'mail', references: ['TV-26-000001'] } }]);
  test.clock.set('2026-11-21T00:00:00Z');
  expect(list(await priya.get('/mail'), 'sent')).toEqual([]);
});

it('shows what could not be sent with what the mail server said, and tries it again', async () => {
  await invited(REFUSED);
  const page = await priya.get('/mail');
  expect(list(page, 'failed')).toEqual([
    [
      'Invitation, TV-26-000001',
      'Ada Okaforada.okafor@thamesvalley-police.example',
      '09:00',
      'FailedTried once.The mail server said: 550 5.1.1 no such mailbox',
      'Try again Invitation to Ada Okafor about TV-26-000001',
    ],
  ]);
  expect(await priya.post('/mail/1/retry', {}, '/mail')).toMatchObject({ status: 303, location: '/mail' });
  expect(await row(test.db.reader, 'select state, attempts from calendar_message')).toEqual({
    state: 'owed',
    attempts: 1,
  });
  expect(await trail('mail.retried')).toEqual([
    {
      actor: 'Priya Shah',
      conferenceId: 1,
      detail: { method: 'REQUEST', recipient: 'ada.okafor@thamesvalley-police.example', sequence: 0 },
    },
  ]);
  test.mailer.failure = null;
  await test.app.get(Sender).sendDue();
  expect(list(await priya.get('/mail'), 'sent')).toHaveLength(1);
});

it('shows when a message that waits will be tried next, and tries it now on request', async () => {
  await invited(smtpError(451, '451 try later'));
  const [owed] = list(await priya.get('/mail'), 'owed');
  expect(owed?.[3]).toBe('Tried once, next at 09:00The mail server said: 451 try later');
  expect(owed?.[4]).toMatch(/^Try now /);
  expect((await priya.post('/mail/1/retry', {}, '/mail')).status).toBe(303);
  test.mailer.failure = null;
  expect(await test.app.get(Sender).sendDue()).toBe(1);
});

it('says how many later messages wait for one that cannot be sent yet', async () => {
  const { reference } = await invited(smtpError(451, '451 try later'));
  await withdrawAda(reference);
  const page = await priya.get('/mail');
  expect(list(page, 'owed')[0]?.[0]).toBe('Invitation, TV-26-000001A later message waits behind it.');
  expect(list(page, 'owed')[1]?.slice(3)).toEqual(['Not tried yet', '']);
});

it('holds nothing back behind what was refused for good, and shows what was not needed any more and why', async () => {
  const { reference } = await invited(REFUSED);
  await withdrawAda(reference);
  expect(list(await priya.get('/mail'), 'failed')[0]?.[0]).toBe('Invitation, TV-26-000001');
  await test.app.get(Sender).sendDue();
  const page = await priya.get('/mail');
  expect(list(page, 'dropped')).toEqual([
    [
      '09:00',
      'Cancellation, TV-26-000001',
      'Ada Okafor, ada.okafor@thamesvalley-police.example',
      'No invitation had reached them',
    ],
  ]);
  test.mailer.failure = null;
  await priya.post('/mail/1/retry', {}, '/mail');
  await test.app.get(Sender).sendDue();
  expect(test.mailer.sent).toEqual([]);
  expect(list(await priya.get('/mail'), 'dropped').map((line) => line.slice(1))).toContainEqual([
    'Invitation, TV-26-000001',
    'Ada Okafor, ada.okafor@thamesvalley-police.example',
    'It was no longer true',
  ]);
});

async function withdrawAda(reference: string): Promise<void> {
  const assignment = await row<{ id: number }>(test.db.reader, 'select id from assignment');
  const coordinator = await given(test).coordinator();
  await test.app.get(AssignmentsService).withdraw(coordinator, reference, assignment!.id, 'off sick');
}

it('tries nothing again that has been sent', async () => {
  await invited();
  const page = await priya.post('/mail/1/retry', {}, '/mail');
  expect(page.status).toBe(409);
  expect(page.$('main .cct-notice').text()).toContain('It has been sent in the meantime.');
  expect(await trail('mail.retried')).toEqual([]);
});

it('puts mail that needs a person first, and opens it as text', async () => {
  const { uid } = await invited();
  await arrived(exchangeReply({ uid, from: 'ada.okafor@thamesvalley-police.example' }), stranger('nobody@x.example'));
  const page = await priya.get('/mail');
  expect(list(page, 'for-a-person')).toEqual([
    [
      '08:45',
      'Accepted: OFFICIAL-SENSITIVE | ICPC',
      'eve@mail.example',
      expect.stringMatching(/^Needs a person.*calendar entry that the tracker did not send\.$/),
      '',
    ],
  ]);
  expect(list(page, 'arrived')).toMatchObject([
    [
      '08:45',
      'Accepted: OFFICIAL-SENSITIVE | ICPC',
      'ada.okafor@thamesvalley-police.example',
      expect.stringMatching(/^Applied/),
      'TV-26-000001',
    ],
  ]);
  const message = await priya.get('/mail/in/2');
  expect(message.status).toBe(200);
  expect(message.text).toContain('eve@mail.example');
  expect(message.$('.cct-verbatim').last().text()).toContain('METHOD:REPLY');
  expect(await trail('mail.viewed')).toEqual([{ actor: 'Priya Shah', conferenceId: null, detail: { mailId: 2 } }]);
});

it('shows nothing of a message as markup', async () => {
  await arrived('From: <b>x</b> <a@b.example>\nSubject: <script>alert(1)</script>\n\n<img src=x onerror=alert(2)>\n');
  const page = await priya.get('/mail/in/1');
  expect(page.$('main script, main img, main b')).toHaveLength(0);
  expect(words(page.$('h1').text())).toContain('<script>alert(1)</script>');
});

it('leads from an invitation to its decision', async () => {
  await arrived(outlookRequest());
  const page = await priya.get('/mail');
  expect(page.$('#arrived a[href="/inbox/1"]').text()).toContain('Decide');
  expect((await priya.get('/mail/in/1')).$('main a[href="/inbox/1"]').text()).toBe('Decide on it');
});

describe('dealing with a message', () => {
  it('takes it off the list and keeps the note', async () => {
    await arrived(stranger('nobody@x.example'));
    const answer = await priya.post('/mail/in/1/settle', { note: 'Rang her: wrong number' }, '/mail/in/1');
    expect(answer).toMatchObject({ status: 303, location: '/mail' });
    const page = await priya.get('/mail');
    expect(list(page, 'for-a-person')).toEqual([]);
    expect(list(page, 'arrived')[0]?.[3]).toBe('Dealt with by Priya ShahRang her: wrong number');
    expect((await trail('mail.settled')).at(-1)).toEqual({
      actor: 'Priya Shah',
      conferenceId: null,
      detail: { mailId: 1, outcome: 'ignored', reason: 'Rang her: wrong number' },
    });
  });

  it('asks what was done', async () => {
    await arrived(stranger('nobody@x.example'));
    const page = await priya.post('/mail/in/1/settle', { note: ' ' }, '/mail/in/1');
    expect(page.status).toBe(422);
    expect(page.$('.govuk-error-summary a').text()).toBe('Say in a few words what you did about this message');
    expect(page.$('#note-error').text()).toContain('Say in a few words');
  });

  it('says that a colleague was quicker', async () => {
    await arrived(stranger('nobody@x.example'));
    const tom = await test.signIn('Tom Price', ['supervisor'], ['oxfordshire']);
    await tom.post('/mail/in/1/settle', { note: 'Done' }, '/mail/in/1');
    const late = await priya.post('/mail/in/1/settle', { note: 'Mine' }, '/mail/in/1');
    expect(late.status).toBe(409);
    expect(late.$('main .cct-notice').first().text()).toContain('Tom Price has already dealt with this message');
    expect(await row(test.db.reader, 'select reason, settled_by from inbound_mail')).toEqual({
      reason: 'Done',
      settledBy: 'Tom Price',
    });
  });
});

describe('who sees what', () => {
  it("hides another hub's mail in both directions, and shows what nobody could place", async () => {
    const { uid } = await invited(REFUSED);
    await arrived(stranger(uid), stranger('nobody@x.example'), outlookRequest());
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    const page = await tom.get('/mail');
    expect(counts(page)).toEqual([
      'Needs a person 1',
      'Failed 0',
      'Still to be sent 0',
      'Sent today 0',
      'Not needed 0',
      'Arrived 0',
    ]);
    for (const url of ['/mail/in/1', '/mail/in/3', '/mail/in/99', '/mail/in/x']) {
      expect((await tom.get(url)).status).toBe(404);
    }
    expect((await tom.post('/mail/in/1/settle', { note: 'mine' }, '/mail')).status).toBe(404);
    expect((await tom.post('/mail/1/retry', {}, '/mail')).status).toBe(404);
    expect(counts(await priya.get('/mail'))).toEqual([
      'Needs a person 2',
      'Failed 1',
      'Still to be sent 0',
      'Sent today 0',
      'Not needed 0',
      'Arrived 1',
    ]);
  });

  it("hides a second copy of another hub's invitation as it hides the first", async () => {
    await arrived(outlookRequest(), outlookRequest());
    expect(list(await priya.get('/mail'), 'arrived')).toHaveLength(2);
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect(list(await tom.get('/mail'), 'arrived')).toEqual([]);
    expect((await tom.get('/mail/in/2')).status).toBe(404);
  });

  it('lets an auditor read everything and change nothing', async () => {
    await invited(REFUSED);
    await arrived(stranger('nobody@x.example'), outlookRequest());
    const auditor = await test.signIn('Vera Auditor', ['auditor']);
    const page = await auditor.get('/mail');
    expect(counts(page).slice(0, 2)).toEqual(['Needs a person 1', 'Failed 1']);
    expect(page.$('main form')).toHaveLength(0);
    expect((await auditor.get('/mail/in/1')).$('main form')).toHaveLength(0);
    expect((await auditor.post('/mail/1/retry', {}, '/mail')).status).toBe(403);
    expect((await auditor.post('/mail/in/1/settle', { note: 'x' }, '/mail')).status).toBe(403);
    expect(await row(test.db.reader, 'select outcome from inbound_mail where id = 1')).toEqual({
      outcome: 'for-a-person',
    });
  });

  it('is closed to people without the role, and to forged forms', async () => {
    await invited(REFUSED);
    await arrived(stranger('nobody@x.example'));
    const lee = await test.signIn('Lee Moss', ['attendee']);
    expect((await lee.get('/mail')).status).toBe(403);
    expect((await lee.get('/mail/in/1')).status).toBe(403);
    expect((await lee.post('/mail/in/1/settle', { note: 'x' }, '/mail')).status).toBe(403);
    expect((await priya.forged('/mail/1/retry', {})).status).toBe(403);
    expect((await priya.forged('/mail/in/1/settle', { note: 'x' })).status).toBe(403);
    expect(await row(test.db.reader, 'select state from calendar_message')).toEqual({ state: 'failed' });
  });
});

it('says since when mail has not been read, and raises its voice after five minutes', async () => {
  await test.db.transaction((tx) =>
    insert(tx, 'inbound_mail', {
      mailbox: 'desk@thamesvalley-police.example',
      portId: 'p1',
      receivedAt: '2026-11-20T08:57:00Z',
      raw: Buffer.from('x'),
      outcome: 'stored',
    }),
  );
  expect(words((await priya.get('/mail')).$('.cct-status').text())).toBe(
    '1 message has not been read yet; the oldest has waited 3 minutes.',
  );
  test.clock.set('2026-11-20T09:12:00Z');
  expect((await priya.get('/mail')).$('main .cct-notice').text()).toContain('Mail is not being read');
  await test.db.transaction((tx) => run(tx, 'delete from inbound_mail'));
});

it('says when each mailbox was last read, and what keeps one from being read', async () => {
  await test.stop();
  let problem: string | null = null;
  const status = () => [{ mailbox: 'desk@police.example', lastReadAt: test.clock.now(), problem }];
  const mailbox = { waiting: () => Promise.resolve([]), done: () => Promise.resolve(), status };
  test = await testApp('2026-11-20T09:00:00Z', {}, [MailboxesModule.of(mailbox)]);
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  expect(words((await priya.get('/mail')).$('.cct-status').text())).toBe(
    'All mail that arrived has been read. desk@police.example last read 09:00.',
  );
  problem = 'imap.example:993 refuses the sign-in';
  const notice = words((await priya.get('/mail')).$('main .cct-notice--bad').text());
  expect(notice).toContain('A mailbox cannot be read');
  expect(notice).toContain('desk@police.example, last read 09:00: imap.example:993 refuses the sign-in');
});

it('counts in the menu what needs a person, for those who may act on it', async () => {
  const menu = ({ $ }: Answer) => words($('nav a[href="/mail"]').text());
  expect(menu(await priya.get('/board'))).toBe('Mail');
  const { uid } = await invited();
  await arrived(stranger(uid));
  expect(menu(await priya.get('/board'))).toBe('Mail 1');
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect(menu(await tom.get('/board'))).toBe('Mail');
  const colin = await test.signIn('Colin Reeve', ['auditor'], []);
  expect(menu(await colin.get('/audit'))).toBe('Mail');
});
