import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { insert, row, rows, run } from '../../src/database/sql.js';
import { CandidatesService } from '../../src/intake/candidates.service.js';
import { PostService } from '../../src/intake/post.service.js';
import { ReplayService } from '../../src/intake/replay.service.js';
import { anInvitation, given } from '../support/given.js';
import { exchangeReply, outlookRequest } from '../support/letters.js';
import { TestMailbox } from '../support/mailbox.js';
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
const NEW_ADDRESS = 'ada@new-mail.example';

/** Ada, invited to a conference of Reading; the UID of her invitation. */
async function invited(): Promise<{ uid: string; adaId: number }> {
  const ada = await given(test).attendee('Ada Okafor');
  const { reference } = await given(test).conference();
  const made = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  return { uid: made.value.assignment.uid, adaId: ada.id };
}
async function arrived(...mails: readonly string[]): Promise<void> {
  for (const mail of mails) box.deliver(mail, '2026-11-20T10:16:00Z');
  await test.app.get(PostService).readWaiting(box);
}
const learn = (adaId: number) =>
  test.db.transaction((tx) => insert(tx, 'attendee_address', { address: NEW_ADDRESS, attendeeId: adaId }));
const replay = (id: number, by = priya) => by.post(`/mail/in/${id}/replay`, {}, '/mail');
const outcomes = () => rows(test.db.reader, 'select outcome from inbound_mail order by id');
const state = () => row(test.db.reader, 'select state from assignment');
const trail = (action: string) =>
  rows(test.db.reader, 'select actor, conference_id, detail from audit_event where action = $1 order by id', [action]);
const said = ({ $ }: Answer) => words($('main').text());

it('applies an answer once the address it came from is known, and shows before and after', async () => {
  const { uid, adaId } = await invited();
  await arrived(exchangeReply({ uid, from: NEW_ADDRESS, attendee: NEW_ADDRESS }));
  expect(await state()).toEqual({ state: 'invited' });
  await learn(adaId);

  expect((await priya.get('/mail/in/1')).$('form[action="/mail/in/1/replay"] button').text()).toContain('Read again');
  expect(await replay(1)).toMatchObject({ status: 303, location: '/mail/in/1' });

  expect(await state()).toEqual({ state: 'accepted' });
  const page = await priya.get('/mail/in/1');
  expect(words(page.$('body').text())).toContain('Read again: appliedBefore: needs a person. ');
  expect(page.$('form[action$="/replay"]')).toHaveLength(0);
  expect(await trail('mail.replayed')).toMatchObject([
    {
      actor: 'Priya Shah',
      conferenceId: 1,
      detail: {
        mailId: 1,
        before: 'for-a-person',
        beforeReason: expect.stringContaining('not a known address'),
        after: 'applied',
        afterReason: 'Ada Okafor: accepted.',
      },
    },
  ]);
  expect(words((await priya.get('/conferences/TV-26-000001')).$('body').text())).toMatch(
    /Mail read again .*not a known address of theirs\. Now: Ada Okafor: accepted\./,
  );
});

it('applies nothing twice, however often and however many press the button', async () => {
  const { uid, adaId } = await invited();
  await arrived(exchangeReply({ uid, from: NEW_ADDRESS, attendee: NEW_ADDRESS }));
  await learn(adaId);
  const actor = await given(test).coordinator();
  const both = await Promise.all([1, 2].map(() => test.app.get(ReplayService).replay(actor, 1)));
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  const late = await replay(1);
  expect(late.status).toBe(409);
  expect(said(late)).toContain('applied already, and would be done twice');
  expect(await trail('assignment.answered')).toHaveLength(1);
});

it('takes neither itself nor a copy that was put aside for having dealt with the message', async () => {
  const { uid, adaId } = await invited();
  const reply = exchangeReply({ uid, from: NEW_ADDRESS, attendee: NEW_ADDRESS });
  await arrived(reply, reply);
  expect(await outcomes()).toEqual([{ outcome: 'for-a-person' }, { outcome: 'ignored' }]);
  await learn(adaId);
  expect((await replay(1)).status).toBe(303);
  expect(await outcomes()).toEqual([{ outcome: 'applied' }, { outcome: 'ignored' }]);
});

it('takes a copy that was applied for having dealt with it', async () => {
  const { uid } = await invited();
  const reply = exchangeReply({ uid, from: 'ada.okafor@thamesvalley-police.example' });
  await arrived(reply, reply);
  expect((await replay(2)).status).toBe(303);
  expect(await outcomes()).toEqual([{ outcome: 'applied' }, { outcome: 'ignored' }]);
  expect(await trail('assignment.answered')).toHaveLength(1);
});

it('reads a waiting invitation anew without making a second one', async () => {
  await arrived(outlookRequest());
  await test.db.transaction((tx) => run(tx, `update candidate set reading = '{}', hub_code = null`));
  expect((await replay(1)).status).toBe(303);
  expect(await rows(test.db.reader, 'select hub_code, state from candidate')).toEqual([
    { hubCode: 'slough', state: 'waiting' },
  ]);
  const { reading } = (await row<{ reading: object }>(test.db.reader, 'select reading from candidate'))!;
  expect(reading).toMatchObject({ laMeetingId: { value: 'SBC-CP-771' } });
});

it('leaves a confirmed invitation alone', async () => {
  await arrived(outlookRequest());
  const coordinator = await given(test).coordinator();
  await test.app.get(CandidatesService).confirm(coordinator, 1, anInvitation({ hubCode: 'slough' }));
  expect((await replay(1)).status).toBe(409);
  expect((await priya.get('/mail/in/1')).$('form[action$="/replay"]')).toHaveLength(0);
});

it('gives back to the list what a person had put aside', async () => {
  await arrived(exchangeReply({ uid: 'nobody@x.example', from: NEW_ADDRESS }));
  await priya.post('/mail/in/1/settle', { note: 'Rang the sender.' }, '/mail');
  expect((await replay(1)).status).toBe(303);
  expect(await outcomes()).toEqual([{ outcome: 'for-a-person' }]);
  expect(await trail('mail.replayed')).toMatchObject([{ detail: { beforeReason: 'Rang the sender.' } }]);
});

it('leads back to the list when the message turns out to be another hub’s', async () => {
  const { uid, adaId } = await invited();
  await arrived(exchangeReply({ uid: 'nobody@x.example', from: NEW_ADDRESS, attendee: NEW_ADDRESS }));
  const raw = Buffer.from(exchangeReply({ uid, from: NEW_ADDRESS, attendee: NEW_ADDRESS }).replace(/\r?\n/g, '\r\n'));
  await test.db.transaction((tx) => run(tx, 'update inbound_mail set raw = $1', [raw]));
  await learn(adaId);
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect(await replay(1, tom)).toMatchObject({ status: 303, location: '/mail' });
  const next = words((await tom.get('/mail')).$('body').text());
  expect(next).toContain('a conference of another hub');
  expect(next).not.toContain('Ada Okafor');
});

it('is for those who may settle mail, within their hubs, and not for forged forms', async () => {
  const { uid } = await invited();
  await arrived(exchangeReply({ uid, from: 'eve@mail.example' }));
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await replay(1, tom)).status).toBe(404);
  const vera = await test.signIn('Vera Auditor', ['auditor']);
  expect((await replay(1, vera)).status).toBe(403);
  expect((await vera.get('/mail/in/1')).$('form[action$="/replay"]')).toHaveLength(0);
  expect((await priya.forged('/mail/in/1/replay', {})).status).toBe(403);
  expect(await trail('mail.replayed')).toEqual([]);
});
