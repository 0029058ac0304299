import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { AttendeesService } from '../../src/attendees/attendees.service.js';
import { Sender } from '../../src/calendar/sender.js';
import { insert, row, rows, run } from '../../src/database/sql.js';
import { PostService } from '../../src/intake/post.service.js';
import { anInvitation, given } from '../support/given.js';
import { exchangeReply } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';

const ADA = 'ada.okafor@thamesvalley-police.example';
const GATEWAY = 'mx.thamesvalley-police.example';
let test: TestApp;
let priya: Browser;
let box: TestMailbox;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  box = new TestMailbox();
});
afterEach(() => test.stop());

const words = ({ $ }: Answer) => $('main').text().replace(/\s+/g, ' ').trim();
const trail = (action: string) =>
  rows(test.db.reader, 'select conference_id, detail from audit_event where action = $1 order by id', [action]);
const marked = () =>
  row(test.db.reader, `select mail_bounced_at, mail_bounce_reason from attendee where name like 'Ada%'`);
const message = () => row(test.db.reader, 'select state, bounced_at, bounce_reason from calendar_message where id = 1');

interface Invited {
  readonly uid: string;
  readonly messageId: string;
  readonly reference: string;
  readonly adaId: number;
}

/** Ada, invited to a conference of Reading by a mail that the mail server took. */
async function invited(): Promise<Invited> {
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference();
  const made = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  await test.app.get(Sender).sendDue();
  const sent = await row<{ messageId: string }>(test.db.reader, 'select message_id from calendar_message');
  return { uid: made.value.assignment.uid, messageId: sent!.messageId, reference, adaId: ada.id };
}

async function arrived(...mails: readonly string[]) {
  for (const mail of mails) box.deliver(mail, '2026-11-20T09:05:00Z');
  await test.app.get(PostService).readWaiting(box);
  return rows<{ outcome: string; reason: string; conferenceId: number | null }>(
    test.db.reader,
    'select outcome, reason, conference_id from inbound_mail order by id',
  );
}

let bounces = 0;
const bounce = (over: {
  readonly messageId?: string;
  readonly uid?: string;
  readonly action?: string;
  readonly address?: string;
  readonly authentication?: string;
}): string => `From: postmaster@thamesvalley-police.example
To: conference.desk@thamesvalley-police.example
Subject: Undeliverable: OFFICIAL-SENSITIVE | ICPC
Date: Fri, 20 Nov 2026 09:04:00 +0000
Message-ID: <bounce-${(bounces += 1)}@mx.example>
${over.authentication ? `Authentication-Results: ${over.authentication}\n` : ''}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.thamesvalley-police.example

Final-Recipient: rfc822; ${over.address ?? ADA}
Action: ${over.action ?? 'failed'}
Status: ${over.action === 'delayed' ? '4.4.1' : '5.1.1'}
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: message/rfc822

From: conference.desk@thamesvalley-police.example
Message-ID: ${over.messageId ?? '<rewritten@exchange.example>'}
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VEVENT
UID:${over.uid ?? 'not-returned'}
END:VEVENT
END:VCALENDAR
--b--
`;

describe('a report that mail of ours came back', () => {
  it('marks the message and the address, and has the person rung', async () => {
    const { messageId, reference, adaId } = await invited();
    expect(await arrived(bounce({ messageId }))).toEqual([
      {
        outcome: 'applied',
        reason: `The invitation to Ada Okafor at ${ADA} came back: 550 5.1.1 no such mailbox`,
        conferenceId: 1,
      },
    ]);
    expect(await message()).toMatchObject({ state: 'sent', bounceReason: '550 5.1.1 no such mailbox' });
    expect(await trail('mail.bounced')).toMatchObject([{ conferenceId: 1, detail: { recipient: ADA, sequence: 0 } }]);
    expect(await trail('attendee.mail-failed')).toMatchObject([{ detail: { attendeeId: adaId } }]);

    const board = await priya.get('/board');
    expect(words(board)).toContain('Invitation to Ada Okafor did not arrive');
    expect(board.$(`a[href="/conferences/${reference}#people"]`).text()).toContain('Ring Ada Okafor');
    const page = words(await priya.get(`/conferences/${reference}`));
    expect(page).toContain('Invitation to Ada Okafor did not arrive. Ring Ada Okafor today.');
    expect(page).not.toContain('no answer since');
    expect(words(await priya.get('/mail'))).toContain('came back 09:05: 550 5.1.1 no such mailbox');
    expect(page).toContain('Mail to this address came back on Fri 20 Nov: 550 5.1.1 no such mailbox');
    expect(page).toContain('came back Fri 20 Nov 2026, 09:05: 550 5.1.1 no such mailbox');
    expect(words(await priya.get('/attendees'))).toContain('Mail comes back');
    expect(words(await priya.get(`/attendees/${adaId}`))).toContain('Mail to this address came back on Fri 20 Nov');
    const next = await given(test).conference({
      startsAt: anInvitation().startsAt.add({ hours: 48 }),
      endsAt: anInvitation().endsAt.add({ hours: 48 }),
    });
    expect(words(await priya.get(`/conferences/${next.reference}/assign`))).toContain('mail to them comes back');
  });

  it('is known by the UID in what was returned where a server changed the Message-ID', async () => {
    const { uid } = await invited();
    expect(await arrived(bounce({ uid }))).toMatchObject([{ outcome: 'applied' }]);
    expect(await message()).toMatchObject({ bounceReason: '550 5.1.1 no such mailbox' });
  });

  it.each([
    ['names no message of ours', {}, 'for-a-person'],
    ['names our UID, but another address', { uid: true, address: 'eve@mail.example' }, 'for-a-person'],
    ['names our message, but another address', { messageId: true, address: 'eve@mail.example' }, 'for-a-person'],
    ['our gateway says is forged', { messageId: true, authentication: `${GATEWAY}; dmarc=fail` }, 'for-a-person'],
    ['tells of a delay only', { messageId: true, action: 'delayed' }, 'ignored'],
    ['tells of a delivery', { messageId: true, action: 'delivered' }, 'ignored'],
  ] as const)('that %s marks nothing', async (_, said, outcome) => {
    const known = await invited();
    const { messageId, uid, ...over }: { messageId?: true; uid?: true; address?: string } = said;
    const naming = { ...(messageId && { messageId: known.messageId }), ...(uid && { uid: known.uid }) };
    expect(await arrived(bounce({ ...over, ...naming }))).toMatchObject([{ outcome }]);
    expect(await message()).toMatchObject({ state: 'sent', bouncedAt: null });
    expect(await marked()).toEqual({ mailBouncedAt: null, mailBounceReason: null });
  });

  it('marks nothing when the message has not been sent', async () => {
    const { messageId } = await invited();
    await test.db.transaction((tx) =>
      run(tx, `update calendar_message set state = 'owed', sent_at = null, attempts = 0`),
    );
    expect(await arrived(bounce({ messageId }))).toMatchObject([{ outcome: 'for-a-person' }]);
    expect(await marked()).toMatchObject({ mailBouncedAt: null });
  });

  it('no longer presses once the person has answered by other means', async () => {
    const { uid, messageId, adaId } = await invited();
    await test.db.transaction((tx) =>
      insert(tx, 'attendee_address', { address: 'ada@new.example', attendeeId: adaId }),
    );
    await arrived(bounce({ messageId }), exchangeReply({ uid, from: 'ada@new.example' }));
    expect(words(await priya.get('/board?show=all'))).not.toContain('did not arrive');
  });

  it('leaves a new address alone when the report is about the old one', async () => {
    const { messageId, adaId } = await invited();
    await test.db.transaction((tx) => run(tx, `update attendee set mail = 'ada@new.example' where id = $1`, [adaId]));
    expect(await arrived(bounce({ messageId }))).toMatchObject([{ outcome: 'applied' }]);
    expect(await message()).not.toMatchObject({ bouncedAt: null });
    expect(await marked()).toMatchObject({ mailBouncedAt: null });
  });

  it('is forgotten with the address, and kept with any other change', async () => {
    const { messageId, adaId } = await invited();
    await arrived(bounce({ messageId }));
    const people = test.app.get(AttendeesService);
    const admin = await test.actor('Alex Admin', ['administrator']);
    const ada = await people.toChange(admin, adaId);
    await people.save(admin, adaId, { ...ada, role: 'DS' }, 1);
    expect(await marked()).not.toMatchObject({ mailBouncedAt: null });
    await people.save(admin, adaId, { ...ada, mail: 'ada@new.example' }, 2);
    expect(await marked()).toEqual({ mailBouncedAt: null, mailBounceReason: null });
  });

  it('is cleared by whoever has heard that the address works, and not set again by a copy of the report', async () => {
    const { messageId, adaId } = await invited();
    await arrived(bounce({ messageId }));
    const page = `/attendees/${adaId}`;
    const vera = await test.signIn('Vera Auditor', ['auditor']);
    expect((await vera.get(page)).$('main form')).toHaveLength(0);
    expect((await vera.post(`${page}/mail-works`, {}, page)).status).toBe(403);
    expect((await priya.forged(`${page}/mail-works`, {})).status).toBe(403);
    expect(await marked()).not.toMatchObject({ mailBouncedAt: null });

    expect(await priya.post(`${page}/mail-works`, {}, page)).toMatchObject({ status: 303, location: page });
    expect(words(await priya.get(page))).not.toContain('came back');
    expect(await trail('attendee.mail-cleared')).toMatchObject([{ detail: { attendeeId: adaId } }]);
    await arrived(bounce({ messageId }));
    expect(await marked()).toMatchObject({ mailBouncedAt: null });
    expect((await priya.post('/attendees/999/mail-works', {}, page)).status).toBe(404);
  });
});

const autoReply = (over: { readonly from?: string; readonly text?: string; readonly more?: string } = {}): string =>
  `From: Ada Okafor <${over.from ?? ADA}>
To: conference.desk@thamesvalley-police.example
Subject: Automatic reply: OFFICIAL-SENSITIVE | ICPC
Date: Fri, 20 Nov 2026 09:04:00 +0000
Message-ID: <away-1@police.example>
Auto-Submitted: auto-replied
${over.more ?? ''}
${over.text ?? 'I am on leave until 26 November 2026.'}
`;

describe('an automatic reply', () => {
  it('is shown where the answer is awaited, and is no answer', async () => {
    const { reference, messageId } = await invited();
    expect(await arrived(autoReply({ more: `In-Reply-To: ${messageId}\n` }))).toEqual([
      {
        outcome: 'ignored',
        reason: 'Automatic reply from Ada Okafor: away until Thu 26 Nov. It is no answer.',
        conferenceId: 1,
      },
    ]);
    expect(await row(test.db.reader, 'select state from assignment')).toEqual({ state: 'invited' });
    expect(words(await priya.get(`/conferences/${reference}`))).toContain(
      'Automatic reply from Ada Okafor: away until Thu 26 Nov',
    );
    expect(words(await priya.get('/board?show=waiting'))).toContain('automatic reply: away until Thu 26 Nov');
    expect(words(await priya.get('/mail'))).toContain('away until Thu 26 Nov');
  });

  it('is theirs by any address of theirs, without a word to which mail it answers', async () => {
    const { reference, adaId } = await invited();
    await test.db.transaction((tx) =>
      insert(tx, 'attendee_address', { address: 'a.okafor@tvp.example', attendeeId: adaId }),
    );
    expect(await arrived(autoReply({ from: 'A.Okafor@tvp.example' }))).toMatchObject([
      { outcome: 'ignored', conferenceId: null },
    ]);
    expect(words(await priya.get(`/conferences/${reference}`))).toContain('Automatic reply from Ada Okafor');
  });

  it.each([
    ['a stranger', autoReply({ from: 'eve@mail.example' })],
    ['somebody who only says to be her', autoReply({ more: `Authentication-Results: ${GATEWAY}; dmarc=fail\n` })],
  ])('of %s is nobody’s', async (_, mail) => {
    const { reference } = await invited();
    expect(await arrived(mail)).toMatchObject([{ outcome: 'ignored' }]);
    expect(await rows(test.db.reader, 'select away_attendee_id from inbound_mail')).toEqual([{ awayAttendeeId: null }]);
    expect(words(await priya.get(`/conferences/${reference}`))).not.toContain('Automatic reply from');
  });

  it('is no longer shown once its date is past', async () => {
    const { reference } = await invited();
    await arrived(autoReply());
    test.clock.set('2026-11-27T09:00:00Z');
    expect(words(await priya.get(`/conferences/${reference}`))).not.toContain('Automatic reply from');
  });
});
