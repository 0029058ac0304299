import { decideOutcome } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';

const desk = 'conference.desk@thamesvalley-police.example';
const ada = 'ada.okafor@thamesvalley-police.example';

const letter = (headers: readonly string[], body = 'Text.'): Buffer =>
  Buffer.from(
    [`To: ${desk}`, 'Date: Mon, 23 Nov 2026 08:59:00 +0000', ...headers, '', body, '']
      .join('\n')
      .replaceAll('\n', '\r\n'),
  );

const report = (...fields: string[]): Buffer =>
  letter(
    ['From: MAILER-DAEMON@mx.example', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
    ['--b', '', `From ${desk}`, '--b', 'Content-Type: message/delivery-status', '', ...fields, '--b--'].join('\n'),
  );

describe('a letter of a mail server', () => {
  test.each([
    [
      'Postfix and qmail',
      ['From: MAILER-DAEMON@mx.example', 'Subject: failure notice'],
      `<${ada}>:\nno such mailbox`,
      true,
    ],
    [
      'a server without a name',
      ['From: MAILER-DAEMON <>', 'Subject: Mail delivery failed'],
      `your mail to <${ada}>.`,
      true,
    ],
    [
      'Exim, by its text and in spite of "auto-replied"',
      [
        'From: Mail Delivery System <Mailer-Daemon@mx.example>',
        'Auto-Submitted: auto-replied',
        'Subject: Mail failure',
      ],
      `${ada}\n  all hosts have been failing`,
      true,
    ],
    [
      'Exim while it goes on trying',
      ['From: Mailer-Daemon@mx.example', 'Subject: Warning: message 1a2b delayed 24 hours'],
      `has not yet been delivered: ${ada}`,
      false,
    ],
    [
      'Exchange 2003, by its text alone',
      ['From: System Administrator <postmaster@mx.example>', 'Subject: x'],
      `Your message\n  To: ${ada}\ndid not reach the following recipient(s):\n${ada}`,
      true,
    ],
    ['a sender of none', ['Return-Path: <>', 'From: it@mx.example', 'Subject: Unzustellbar: Termin'], ada, true],
  ])('is a bounce: %s', async (_who, headers, body, permanent) => {
    const read = await readMail(letter(headers, body));
    expect(read).toMatchObject({ sort: 'bounce', failed: [{ address: ada, permanent }] });
  });

  test('names neither us nor itself as the address that failed', async () => {
    const body = `from ${desk}, by postmaster@mx.example, undeliverable to: ${ada}`;
    const read = await readMail(letter(['From: postmaster@mx.example', 'Subject: Undeliverable: x'], body));
    expect(read).toMatchObject({ sort: 'bounce', failed: [{ address: ada }] });
  });

  test('from a postmaster about something else is a letter', async () => {
    const read = await readMail(letter(['From: postmaster@mx.example', 'Subject: Planned work'], 'On Sunday.'));
    expect(read.sort).toBe('letter');
  });
});

describe('a delivery report', () => {
  test('of a success is nothing to act on', async () => {
    const read = await readMail(report(`Final-Recipient: rfc822; ${ada}`, 'Action: relayed', 'Status: 2.0.0'));
    expect(decideOutcome(read)).toEqual({ outcome: 'ignore', reason: 'a note that a mail was delivered' });
  });

  test.each([
    ['failed', '5.1.1', 'review', 'mail of ours was not delivered'],
    ['delayed', '4.4.1', 'ignore', 'delivery is late, and the mail server is still trying'],
  ])('that says %s with %s is for %s', async (action, status, outcome, reason) => {
    const read = await readMail(report(`Final-Recipient: rfc822; ${ada}`, `Action: ${action}`, `Status: ${status}`));
    expect(read).toMatchObject({ sort: 'bounce', failed: [{ address: ada, status }] });
    expect(decideOutcome(read)).toEqual({ outcome, reason });
  });

  test('without a mail address in its fields takes that of the mail that came back', async () => {
    const status = '--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: X-LOCAL; |/bin/x\nAction: failed\n';
    const returned = `--b\nContent-Type: message/rfc822\n\nMessage-ID: <row-9@tracker.example>\nTo: ${ada}\n--b--`;
    const headers = ['From: MAILER-DAEMON@mx.example', 'Content-Type: multipart/report; boundary=b'];
    const read = await readMail(letter(headers, `${status}\n${returned}`));
    expect(read).toMatchObject({ failed: [{ address: ada }], originalMessageId: '<row-9@tracker.example>' });
  });

  test('of another kind (a complaint about spam) is no bounce', async () => {
    const feedback = ['From: a@x.example', 'Content-Type: multipart/report; report-type=feedback-report; boundary=b'];
    expect((await readMail(letter(feedback, '--b\n\nA complaint.\n--b--'))).sort).toBe('letter');
  });
});

test.each([
  ['Automatic reply: Invitation'],
  ['Automatische Antwort: Einladung'],
  ['Réponse automatique : Invitation'],
  ['Re\u0301ponse automatique : Invitation'],
  ['Respuesta automática: Invitación'],
  ['Risposta automatica: Invito'],
  ['Automatisch antwoord: Uitnodiging'],
  ['Automatyczna odpowiedź: Zaproszenie'],
  ['Автоматический ответ: Приглашение'],
  ['自動応答: 招待'],
  ['Ateb awtomatig: Gwahoddiad'],
  ['Out of Office AutoReply: Invitation'],
  ['Re: Out of the office'],
])('"%s" is an automatic reply', async (subject) => {
  const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
  expect((await readMail(letter([`From: ${ada}`, `Subject: ${encoded}`]))).sort).toBe('out-of-office');
});

test.each([
  ['REQUEST', 'out-of-office'],
  ['REPLY', 'reply'],
])('an automatic reply with a %s in it is read as %s', async (method, sort) => {
  const calendar = ['BEGIN:VCALENDAR', `METHOD:${method}`, 'BEGIN:VEVENT', 'UID:u', 'END:VEVENT', 'END:VCALENDAR'];
  const headers = [`From: ${ada}`, 'Auto-Submitted: auto-replied', 'Content-Type: text/calendar'];
  expect((await readMail(letter(headers, calendar.join('\n')))).sort).toBe(sort);
});
