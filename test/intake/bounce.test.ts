import type { HandedOver } from '../../src/calendar/bounced.queries.js';
import type { FailedDelivery, ReadMail } from '../../src/calendar/reader/mail.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { decideBounce, type Bounce, type BounceFacts } from '../../src/intake/bounce.js';

const ADA = 'ada.okafor@thamesvalley-police.example';
const sent: HandedOver = {
  id: 1,
  method: 'REQUEST',
  sequence: 0,
  recipient: ADA,
  bouncedAt: null,
  attendeeId: 3,
  attendeeName: 'Ada Okafor',
  conferenceId: 9,
};
let frame: ReadMail['mail'];
beforeAll(async () => {
  ({ mail: frame } = await readMail(Buffer.from('From: postmaster@mx.example\r\n\r\nx')));
});

const lost: FailedDelivery = {
  address: ADA,
  permanent: true,
  status: '5.1.1',
  diagnostic: 'smtp; 550 5.1.1\tno such\u0000 user',
};
const decide = (over: Partial<FailedDelivery> | null = {}, facts: Partial<BounceFacts> = {}) => {
  const failed = over === null ? [] : [{ ...lost, ...over }];
  const read: Bounce = { sort: 'bounce', mail: frame, failed, originalMessageId: '<m@x>', originalUid: null };
  return decideBounce(read, { checked: 'unknown', sent, known: [ADA, 'a.okafor@tvp.example'], ...facts });
};

it('marks what was lost for good, with what the mail server said on one line', () => {
  expect(decide()).toEqual({
    mark: true,
    because: '550 5.1.1 no such user',
    settled: {
      outcome: 'applied',
      reason: `The invitation to Ada Okafor at ${ADA} came back: 550 5.1.1 no such user`,
      conferenceId: 9,
    },
  });
});

it.each([
  [{ diagnostic: null }, '5.1.1'],
  [{ diagnostic: 'X-Postfix; unknown user' }, '5.1.1 unknown user'],
  [{ diagnostic: null, status: null }, 'no reason given'],
  [{ diagnostic: 'x'.repeat(900), status: null }, 'x'.repeat(200)],
])('gives the reason of %j as %s', (over, because) => {
  expect(decide(over)).toMatchObject({ mark: true, because });
});

it('calls a lost cancellation by its name', () => {
  expect(decide({}, { sent: { ...sent, method: 'CANCEL' } }).settled.reason).toMatch(/^The cancellation to Ada/);
});

it('does not call a lost automatic answer an invitation', () => {
  expect(decide({}, { sent: { ...sent, method: 'NOTE' } }).settled.reason).toMatch(/^The automatic answer to Ada/);
});

it.each([
  ['an alias of theirs', { address: 'a.okafor@tvp.example' }],
  ['nobody, but our message', { address: null }],
])('marks a loss that names %s', (_, over) => {
  expect(decide(over).mark).toBe(true);
});

it.each<[string, Partial<FailedDelivery> | null, Partial<BounceFacts>, string, RegExp]>([
  ['late mail', { permanent: false }, {}, 'ignored', /is late; the mail server is still trying/],
  ['delivered mail', null, {}, 'ignored', /was delivered/],
  ['a sender not verified', {}, { checked: 'fail' }, 'for-a-person', /could not be verified/],
  ['no message of ours', {}, { sent: null, known: [] }, 'for-a-person', /names no message of ours/],
  ['another address', { address: 'eve@mail.example' }, {}, 'for-a-person', /ask whether it arrived/],
])('marks nothing for %s', (_, over, facts, outcome, reason) => {
  const decided = decide(over, facts);
  expect(decided).toMatchObject({ mark: false, settled: { outcome } });
  expect(decided.settled.reason).toMatch(reason);
});
