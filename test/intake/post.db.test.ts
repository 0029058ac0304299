import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { CandidatesService } from '../../src/intake/candidates.service.js';
import { PostService } from '../../src/intake/post.service.js';
import { insert, row, rows } from '../../src/database/sql.js';
import { anInvitation, given } from '../support/given.js';
import { exchangeReply, outlookRequest } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
import { testApp, type TestApp } from '../support/app.js';

const ADA = 'ada.okafor@thamesvalley-police.example';
let test: TestApp;
let box: TestMailbox;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  box = new TestMailbox();
});
afterEach(() => test.stop());

/** 900 letters that do not repeat and take three bytes each. */
function longWord(): string {
  return Array.from({ length: 900 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join('');
}

/** Ada assigned to a conference; the UID of her invitation. */
async function invited(): Promise<string> {
  const priya = await given(test).coordinator();
  const ada = await given(test).attendee('Ada Okafor');
  await test.db.transaction((tx) =>
    insert(tx, 'attendee_address', { address: 'a.okafor@tvp.example', attendeeId: ada.id }),
  );
  const { reference } = await given(test).conference();
  const made = await test.app
    .get(AssignmentsService)
    .assign(priya, reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  test.clock.set('2026-11-20T10:20:00Z');
  return made.value.assignment.uid;
}

async function deliver(...mails: readonly string[]) {
  for (const mail of mails) box.deliver(mail, '2026-11-20T10:15:30Z');
  await test.app.get(PostService).readWaiting(box);
  return rows<{ outcome: string; reason: string }>(
    test.db.reader,
    'select outcome, reason from inbound_mail order by id',
  );
}
const assignment = () =>
  row(test.db.reader, 'select state, answer_channel, answer_comment from assignment where sequence >= 0');

it.each([
  ['ACCEPTED', 'accepted'],
  ['TENTATIVE', 'tentative'],
  ['DECLINED', 'declined'],
] as const)('applies %s from the invited person', async (partstat, state) => {
  const uid = await invited();
  expect(await deliver(exchangeReply({ uid, from: ADA, partstat }))).toEqual([
    { outcome: 'applied', reason: `Ada Okafor: ${state}.` },
  ]);
  expect(await assignment()).toMatchObject({ state, answerChannel: 'mail' });
  expect(await box.waiting(9)).toEqual([]);
});

const PA = 'team.assistant@thamesvalley-police.example';
/** The assistant may answer for everybody who is there already. */
const registerAssistant = (): Promise<void> =>
  test.db.transaction(async (tx) => {
    await tx.query(`insert into attendee_delegate (attendee_id, address) select id, '${PA}' from attendee`);
  });

it('applies the answer of a registered delegate, and says who gave it', async () => {
  const uid = await invited();
  await given(test).attendee('Ben Carter');
  await registerAssistant();
  expect(await deliver(exchangeReply({ uid, from: PA, attendee: ADA }))).toEqual([
    { outcome: 'applied', reason: `Ada Okafor: accepted, answered for them by ${PA}.` },
  ]);
  expect(await assignment()).toMatchObject({ state: 'accepted', answerChannel: 'mail' });
  expect(
    await row(
      test.db.reader,
      `select detail->>'delegate' as delegate from audit_event where action = 'assignment.answered'`,
    ),
  ).toEqual({ delegate: PA });
});

it('leaves the answer of an assistant whom nobody registered to a person', async () => {
  const uid = await invited();
  expect(await deliver(exchangeReply({ uid, from: PA, attendee: ADA }))).toMatchObject([{ outcome: 'for-a-person' }]);
  expect(await assignment()).toMatchObject({ state: 'invited' });
});

it('applies an answer from a known alias', async () => {
  const uid = await invited();
  expect(await deliver(exchangeReply({ uid, from: 'A.Okafor@tvp.example' }))).toMatchObject([{ outcome: 'applied' }]);
});

it.each([
  ['an unknown UID', { uid: 'nobody@x.example', from: ADA }, 'for-a-person'],
  ['a stranger who answers for themselves', { from: 'eve@mail.example' }, 'for-a-person'],
  ['a stranger who writes as if she were Ada', { from: 'eve@mail.example', attendee: ADA }, 'for-a-person'],
  [
    'a sender that our own gateway could not verify',
    { from: ADA, authentication: 'mx.thamesvalley-police.example; dmarc=fail header.from=thamesvalley-police.example' },
    'for-a-person',
  ],
])('leaves the assignment alone at %s', async (_, over, outcome) => {
  const uid = await invited();
  expect(await deliver(exchangeReply({ uid, ...over }))).toMatchObject([{ outcome }]);
  expect(await assignment()).toMatchObject({ state: 'invited' });
});

it.each([
  ['two headers', `${ADA}\nFrom: eve@mail.example`],
  ['one header', `${ADA}, eve@mail.example`],
])('leaves the answer of two authors in %s to a person, for the gateway vouches for one only', async (_, authors) => {
  const uid = await invited();
  const reply = exchangeReply({ uid, from: ADA }).replace(/^From: .*$/m, `From: ${authors}`);
  expect(await deliver(reply)).toMatchObject([{ outcome: 'for-a-person' }]);
  expect(await assignment()).toMatchObject({ state: 'invited' });
});

it('lets the answer given last stand, whichever arrives last', async () => {
  const uid = await invited();
  const outcomes = await deliver(
    exchangeReply({ uid, from: ADA, partstat: 'DECLINED', repliedAt: '20261120T101800Z' }),
    exchangeReply({ uid, from: ADA, partstat: 'ACCEPTED', repliedAt: '20261120T101400Z' }),
  );
  expect(outcomes).toMatchObject([{ outcome: 'applied' }, { outcome: 'ignored' }]);
  expect(await assignment()).toMatchObject({ state: 'declined' });
});

it('lets the answer that arrived last stand of those given in the same second', async () => {
  const uid = await invited();
  const said = ['DECLINED', 'ACCEPTED', 'TENTATIVE', 'ACCEPTED', 'DECLINED', 'TENTATIVE'] as const;
  const mails = said.map((partstat, n) => exchangeReply({ uid, from: ADA, partstat, messageId: `<a${n}@p.example>` }));
  expect((await deliver(...mails)).map(({ reason }) => reason)).toEqual(
    said.map((partstat) => `Ada Okafor: ${partstat.toLowerCase()}.`),
  );
  expect(await assignment()).toMatchObject({ state: 'tentative' });
});

it('keeps what is behind a message that nobody can settle just now, and tells the mailbox of neither', async () => {
  const uid = await invited();
  const refuses = `create function refuse() returns trigger language plpgsql as $$ begin raise 'away'; end $$`;
  await test.db.transaction((tx) => tx.query(refuses));
  await test.db.transaction((tx) =>
    tx.query('create trigger away before update on inbound_mail for each row execute function refuse()'),
  );
  const mails = ['u1@x.example', 'u2@x.example', uid].map((one) => exchangeReply({ uid: one, from: ADA }));
  await expect(deliver(...mails)).rejects.toThrow('away');
  expect(await row(test.db.reader, 'select count(*)::int as n, max(outcome) as outcome from inbound_mail')).toEqual({
    n: 3,
    outcome: 'stored',
  });
  expect(await box.waiting(9)).toHaveLength(3);
  await test.db.transaction((tx) => tx.query('drop trigger away on inbound_mail'));
  await test.app.get(PostService).readWaiting(box);
  expect(await assignment()).toMatchObject({ state: 'accepted' });
  expect(await box.waiting(9)).toEqual([]);
});

it('deals with the same message once, even when it lies in two mailboxes or is offered again', async () => {
  const uid = await invited();
  const reply = exchangeReply({ uid, from: ADA });
  const outcomes = await deliver(reply, reply);
  expect(outcomes).toMatchObject([{ outcome: 'applied' }, { outcome: 'ignored' }]);
  const post = test.app.get(PostService);
  const again = {
    id: 'm1',
    mailbox: 'conference.desk@thamesvalley-police.example',
    raw: Buffer.from(reply),
    receivedAt: test.clock.now(),
  };
  await Promise.all([post.receive(again), post.receive(again)]);
  expect(await row(test.db.reader, 'select count(*) as mails from inbound_mail')).toEqual({ mails: 2 });
});

it('is not kept from a genuine answer by a stranger who was quicker with its Message-ID', async () => {
  const uid = await invited();
  const messageId = '<genuine@police.example>';
  const forged = `From: eve@mail.example\nSubject: Hello\nMessage-ID: ${messageId}\n\nNothing much.\n`;
  const genuine = exchangeReply({ uid, from: ADA, messageId });
  expect(await deliver(forged, genuine)).toMatchObject([{ outcome: 'for-a-person' }, { outcome: 'applied' }]);
  expect(await assignment()).toMatchObject({ state: 'accepted' });
  // Neither is it filed with the stranger's, which would decide who may see it.
  expect(await rows(test.db.reader, 'select message_id from inbound_mail order by id')).toEqual([
    { messageId },
    { messageId: null },
  ]);
});

it('takes an answer from a clock that is ahead as given when it arrived, so that a later one still counts', async () => {
  const uid = await invited();
  await deliver(exchangeReply({ uid, from: ADA, partstat: 'ACCEPTED', repliedAt: '20991231T120000Z' }));
  const later = exchangeReply({ uid, from: ADA, partstat: 'DECLINED', repliedAt: '20261120T101600Z' });
  box.deliver(later, '2026-11-20T10:17:00Z');
  await test.app.get(PostService).readWaiting(box);
  expect(await assignment()).toMatchObject({ state: 'declined' });
});

it.each([
  ['a NUL in the subject', 'From: eve@mail.example\nSubject: =?utf-8?Q?a=00b?=\n\nHello\n'],
  ['a NUL in the sender', 'From: "Eve" <e\0ve@mail.example>\nSubject: a\n\nHello\n'],
  ['a Message-ID too long for the index', `Message-ID: <${longWord()}@x.example>\nSubject: a\n\nHello\n`],
  ['garbage', 'BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE garbage\n\u0000\u0001'],
  ['a calendar cut off in the middle', exchangeReply({ uid: 'u@x.example', from: ADA }).slice(0, 620)],
  ['nothing at all', ''],
])('ends %s in an outcome, and reads on behind it', async (_, raw) => {
  const uid = await invited();
  const outcomes = await deliver(raw, exchangeReply({ uid, from: ADA }));
  expect(outcomes).toHaveLength(2);
  expect(['for-a-person', 'ignored']).toContain(outcomes[0]?.outcome);
  expect(outcomes[1]).toMatchObject({ outcome: 'applied' });
});

describe("a local authority's invitation", () => {
  beforeEach(() => test.clock.set('2026-11-20T10:20:00Z'));

  it('waits as a candidate with what could be read, and becomes a conference when confirmed', async () => {
    expect(await deliver(outlookRequest())).toEqual([{ outcome: 'candidate', reason: 'An invitation to confirm.' }]);
    const priya = await given(test).coordinator();
    const [waiting] = await test.app.get(CandidatesService).waiting(priya);
    expect(waiting).toMatchObject({
      hubCode: 'slough',
      laCalendarUid: 'slough-uid-771',
      sender: 'cp.team@slough.example',
    });
    expect(waiting?.reading).toMatchObject({
      kind: { value: 'icpc' },
      laMeetingId: { value: 'SBC-CP-771' },
      startsAt: { value: '2026-12-01T10:00:00Z' },
      endsAt: { value: '2026-12-01T11:30:00Z' },
      strategyDiscussionOn: { value: '2026-11-12' },
    });

    const made = await test.app.get(CandidatesService).confirm(
      priya,
      waiting!.id,
      anInvitation({
        hubCode: 'slough',
        laMeetingId: 'SBC-CP-771',
        channel: 'mail',
        receivedAt: waiting!.receivedAt,
      }),
    );

    expect(made).toMatchObject({ ok: true, value: { state: 'scheduled', hubCode: 'slough' } });
    expect(await test.app.get(CandidatesService).waiting(priya)).toEqual([]);
  });

  it('is confirmed once, by whoever is first', async () => {
    await deliver(outlookRequest());
    const priya = await given(test).coordinator();
    const service = test.app.get(CandidatesService);
    const [waiting] = await service.waiting(priya);
    const both = await Promise.all(
      [1, 2].map(() => service.confirm(priya, waiting!.id, anInvitation({ hubCode: 'slough' }))),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { kind: 'already-decided', by: 'Priya Shah' } });
    expect(await row(test.db.reader, 'select count(*) as held from conference')).toEqual({ held: 1 });
  });

  it('stays waiting when the form is refused, and is not seen from another hub', async () => {
    await deliver(outlookRequest());
    const priya = await given(test).coordinator();
    const service = test.app.get(CandidatesService);
    const [waiting] = await service.waiting(priya);
    const bad = anInvitation({ hubCode: 'slough', endsAt: anInvitation().startsAt });
    expect(await service.confirm(priya, waiting!.id, bad)).toMatchObject({ refusal: { kind: 'end-before-start' } });
    expect(await service.waiting(priya)).toHaveLength(1);
    const tom = await test.actor('Tom Price', ['coordinator'], ['oxfordshire']);
    expect(await service.waiting(tom)).toEqual([]);
    await expect(service.one(tom, waiting!.id)).rejects.toThrow('Not Found');
  });

  it('sent again for a later time is a change to the conference it became', async () => {
    await deliver(outlookRequest());
    const priya = await given(test).coordinator();
    const service = test.app.get(CandidatesService);
    const [waiting] = await service.waiting(priya);
    const made = await service.confirm(priya, waiting!.id, anInvitation({ hubCode: 'slough' }));
    if (!made.ok) throw new Error(made.refusal.kind);
    const outcomes = await deliver(outlookRequest({ sequence: 1, messageId: '<req-2@slough.example>' }));
    expect(outcomes[1]).toEqual({ outcome: 'candidate', reason: `A change to ${made.value.reference} to look at.` });
  });
});
