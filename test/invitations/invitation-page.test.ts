import type { InvitationRefusal } from '../../src/invitations/invitation.js';
import { emptyForm, invitationFields } from '../../src/invitations/invitation.page.js';
import { recordedFlash, refusalWords } from '../../src/invitations/refusal.page.js';
import { filledIn } from '../../src/invitations/typed-invitation.js';
import { anInvitation } from '../support/given.js';

const NOW = Temporal.Instant.from('2026-07-01T15:00:00Z');
const READING = { code: 'reading', name: 'Reading', defaultMode: 'video' } as const;
const SLOUGH = { code: 'slough', name: 'Slough', defaultMode: 'video' } as const;
const OXFORD = { code: 'oxfordshire', name: 'Oxfordshire', defaultMode: 'hybrid' } as const;

it('starts with the hub when there is only one, and with now in London time', () => {
  expect(emptyForm([READING], NOW)).toMatchObject({ hub: 'reading', receivedOn: '01/07/2026', receivedTime: '16:00' });
  expect(emptyForm([READING, SLOUGH], NOW).hub).toBe('');
});

it('chooses the mode that the hubs share, and leaves it to the hub where they differ', () => {
  expect(invitationFields(filledIn({}), [READING, SLOUGH]).typed.mode).toBe('video');
  const mixed = invitationFields(filledIn({}), [READING, OXFORD]);
  expect(mixed.typed.mode).toBe('');
  expect(mixed.modes[0]).toEqual({ value: '', text: 'As usual for the hub' });
  expect(invitationFields(filledIn({ hub: 'oxfordshire' }), [READING, OXFORD]).typed.mode).toBe('hybrid');
  expect(invitationFields(filledIn({ mode: 'phone' }), [READING]).typed.mode).toBe('phone');
});

it('shows the rows of children that hold something, and always the first', () => {
  const inSight = (...children: readonly { readonly initials?: string }[]) => {
    const fields = invitationFields(filledIn({}, children), [READING]);
    return [fields.children.length, fields.moreChildren.length];
  };
  expect(inSight()).toEqual([1, 5]);
  expect(inSight({ initials: 'JS' })).toEqual([1, 5]);
  expect(inSight({}, {}, { initials: 'JS' })).toEqual([3, 3]);
  expect(inSight({}, {}, {}, {}, {}, { initials: 'JS' })).toEqual([6, 0]);
});

it.each<[InvitationRefusal, string, string]>([
  [{ kind: 'unknown-hub', hubCode: 'x' }, '#hub', 'Choose one of the local authorities in the list'],
  [
    { kind: 'not-your-hub', hubName: 'Oxfordshire' },
    '#hub',
    'You do not work for the Oxfordshire hub. Ask one of its coordinators to record this',
  ],
  [{ kind: 'end-before-start' }, '#endsAt', 'The end must be after the start. Check both times.'],
  [{ kind: 'too-long' }, '#endsAt', 'A conference lasts at most 12 hours. Check the end time.'],
  [{ kind: 'too-far' }, '#startsOn', 'The date is more than two years away. Check the year.'],
  [
    { kind: 'received-in-future' },
    '#receivedOn',
    'It cannot have been received later than now. Check the day and the time',
  ],
  [
    { kind: 'strategy-after-start' },
    '#strategyOn',
    'The strategy discussion comes before the conference. Check both dates',
  ],
  [
    { kind: 'duplicate-meeting-id', laMeetingId: 'M1', reference: 'TV-26-000001' },
    '#laMeetingId',
    'The LA meeting id M1 already belongs to TV-26-000001',
  ],
  [{ kind: 'duplicate-child', laChildId: '42' }, '#child3-laChildId', 'The LA child id 42 stands here twice'],
  [
    { kind: 'already-decided', by: 'Tom Price' },
    '#hub',
    'Tom Price has already dealt with this invitation. Nothing was recorded again',
  ],
  [{ kind: 'confirm', cautions: [] }, '#sure', 'The time is unusual. Confirm it, or change it'],
])('says of %j where and what is wrong', (refusal, href, text) => {
  const typed = filledIn({}, [{ laChildId: '42' }, {}, { laChildId: '42' }]);
  expect(refusalWords(refusal, anInvitation(), typed).errors).toEqual([{ href, text }]);
});

it('leads to the conference that has the meeting id, or to the search when a colleague was quicker', () => {
  const said = (reference: string | null) =>
    refusalWords({ kind: 'duplicate-meeting-id', laMeetingId: 'M 1', reference }, anInvitation(), filledIn({})).notice;
  expect(said('TV-26-000001')).toMatchObject({ href: '/conferences/TV-26-000001', linkText: 'Open TV-26-000001' });
  expect(said(null)).toMatchObject({ href: '/search?q=M%201', linkText: 'Find it' });
});

it('says what was recorded, what is unusual and what comes next', () => {
  const caution = { kind: 'late-notice', mustConfirm: false, text: 'Late notice: 2 working days.' } as const;
  expect(
    recordedFlash({ reference: 'TV-26-000001', kind: 'icpc' }, anInvitation(), 'Reading', [caution]),
  ).toMatchObject({
    title: 'TV-26-000001 is recorded',
    text: 'ICPC in Reading, Mon 30 Nov 2026, 09:30 to 11:00. Late notice: 2 working days.',
    href: '/conferences/TV-26-000001/assign',
  });
});
