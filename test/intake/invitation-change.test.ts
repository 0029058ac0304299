import { readConvener, readInquorate, readTransferring } from '../../src/intake/invitation-change.js';
import { invitationText } from '../../src/intake/invitation-text.js';

const OURS = {
  hubs: [
    { code: 'reading', name: 'Reading', localAuthority: 'Reading Borough Council', laDomains: ['reading.example'] },
  ],
};
const text = (words: string) => invitationText(words, '');

it.each<[string, string | null]>([
  ['The family has moved to Hampshire County Council.', 'Hampshire County Council'],
  ['This case is transferring to the London Borough of Brent Council.', 'London Borough of Brent Council'],
  ['The plan is being transferred to Swindon Borough Council on 3 December.', 'Swindon Borough Council'],
  ['The case is not transferring to Hampshire County Council.', null],
  ['The family may be moving to Hampshire County Council.', null],
  ['The case has been transferred to Reading Borough Council.', null],
  ['The meeting has moved to Shire Hall.', null],
  ['The family has moved to Hampshire County Council. The plan is transferred to Surrey County Council.', null],
  ['Please find the invitation attached.', null],
])('reads where the case goes: %s', (words, expected) => {
  expect(readTransferring(text(words), OURS)?.value ?? null).toBe(expected);
});

it.each<[string, boolean]>([
  ['The conference on 20 November was inquorate.', true],
  ['The conference was not quorate and a new date is set.', true],
  ['It had to be adjourned.', true],
  ['It was not adjourned.', false],
  ['The conference must be quorate.', false],
])('reads that it was inquorate: %s', (words, expected) => {
  expect(readInquorate(text(words)) !== null).toBe(expected);
});

it.each<[string, string | null]>([
  ['Local authority: Hampshire County Council', 'Hampshire County Council'],
  ['Local authority: Reading Borough Council', null],
  ['Local authority: Reading', null],
  ['The family was known to Hampshire County Council.', null],
  ['LA: Kent County Council\nCouncil: Surrey County Council', null],
])('reads who convenes it when that is none of ours: %s', (words, expected) => {
  expect(readConvener(text(words), OURS)?.value ?? null).toBe(expected);
});
