import { readMail } from '../../src/calendar/reader/reader.js';
import { mayGoTogether } from '../../src/intake/together.js';
import { exchangeReply, outlookRequest } from '../support/letters.js';

const ADA = 'ada.okafor@thamesvalley-police.example';
const reading = (...mails: readonly string[]) => Promise.all(mails.map((mail) => readMail(Buffer.from(mail))));
const letter = (messageId = ''): string => `From: cp@reading.example\n${messageId}Subject: a\n\nDear colleague\n`;

it('deals with answers to different invitations at the same time', async () => {
  const answers = ['u1@x.example', 'u2@x.example'].map((uid) => exchangeReply({ uid, from: ADA }));
  expect(mayGoTogether(await reading(...answers, outlookRequest(), letter(), letter()))).toBe(true);
});

it.each([
  ['two answers to one invitation', [{ partstat: 'ACCEPTED' }, { partstat: 'DECLINED' }]],
  ['two mails of one Message-ID', [{ uid: 'u1@x.example' }, { uid: 'u2@x.example' }]],
] as const)('takes %s one after the other', async (name, overs) => {
  const same = name === 'two mails of one Message-ID' ? { messageId: '<m@x.example>' } : {};
  const mails = overs.map((over) => exchangeReply({ uid: 'u@x.example', from: ADA, ...same, ...over }));
  expect(mayGoTogether(await reading(...mails))).toBe(false);
});
