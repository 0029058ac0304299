import fc from 'fast-check';
import { methodOf, wordingAfter, type CalendarChange } from '../../src/calendar/change.js';
import { decideSend, type EarlierMessage } from '../../src/calendar/send-check.js';

const message = (change: CalendarChange, sequence: number) => ({ method: methodOf(change), change, sequence });
const was = (state: EarlierMessage['state'], change: CalendarChange = 'new', maybeSent = false): EarlierMessage => ({
  state,
  change,
  maybeSent,
  bounced: false,
});

it.each<[string, ReturnType<typeof message>, number, EarlierMessage[], ReturnType<typeof decideSend>]>([
  ['a first invitation goes', message('new', 0), 0, [], { send: true, change: 'new' }],
  ['an invitation whose time has moved does not', message('new', 0), 1, [], { send: false, because: 'superseded' }],
  [
    'a move of what nobody heard of goes as an invitation',
    message('moved', 1),
    1,
    [was('dropped')],
    { send: true, change: 'new' },
  ],
  [
    'a move after a refused invitation goes as an invitation',
    message('moved', 1),
    1,
    [was('failed')],
    { send: true, change: 'new' },
  ],
  ['a move of what was sent goes as a move', message('moved', 1), 1, [was('sent')], { send: true, change: 'moved' }],
  [
    'another place after a move that was not sent tells of the move',
    message('place', 2),
    2,
    [was('sent'), was('dropped', 'moved')],
    { send: true, change: 'moved' },
  ],
  [
    'another place after a move that was sent tells of the place',
    message('place', 2),
    2,
    [was('sent'), was('sent', 'moved')],
    { send: true, change: 'place' },
  ],
  [
    'a text-only edit after a refused move tells of the move',
    message('details', 1),
    1,
    [was('sent'), was('failed', 'moved')],
    { send: true, change: 'moved' },
  ],
  [
    'a sitting that nobody heard of stays a sitting',
    message('moved', 1),
    1,
    [was('dropped', 'reconvened')],
    { send: true, change: 'reconvened' },
  ],
  [
    'a cancellation of what never went out does not',
    message('withdrawn', 1),
    1,
    [was('dropped')],
    { send: false, because: 'never-invited' },
  ],
  [
    'a cancellation of what was refused does not',
    message('withdrawn', 1),
    1,
    [was('failed')],
    { send: false, because: 'never-invited' },
  ],
  [
    'a move after an invitation that came back goes as an invitation',
    message('moved', 1),
    1,
    [{ ...was('sent'), bounced: true }],
    { send: true, change: 'new' },
  ],
  [
    'a cancellation of what came back goes, for the report may be wrong',
    message('withdrawn', 1),
    1,
    [{ ...was('sent'), bounced: true }],
    { send: true, change: 'withdrawn' },
  ],
  [
    'a cancellation of what may have arrived goes',
    message('withdrawn', 1),
    1,
    [was('dropped', 'new', true)],
    { send: true, change: 'withdrawn' },
  ],
  [
    'a cancellation of what was sent goes',
    message('cancelled', 1),
    1,
    [was('sent')],
    { send: true, change: 'cancelled' },
  ],
  [
    'a cancellation of what is on again does not',
    message('stood-down', 1),
    2,
    [was('sent')],
    { send: false, because: 'superseded' },
  ],
  [
    'what is on again after a cancellation that never went out is still on again',
    message('reinstated', 2),
    2,
    [was('sent'), was('dropped', 'stood-down')],
    { send: true, change: 'reinstated' },
  ],
  [
    'what is on again and was never heard of is new',
    message('reinstated', 2),
    2,
    [was('dropped'), was('dropped', 'stood-down')],
    { send: true, change: 'new' },
  ],
])('%s', (_, owed, sequence, earlier, decided) => {
  expect(decideSend(owed, { sequence, earlier })).toEqual(decided);
});

const change = fc.constantFrom<CalendarChange>(
  'new',
  'moved',
  'place',
  'details',
  'reinstated',
  'reconvened',
  'withdrawn',
  'reassigned',
  'stood-down',
  'postponed',
  'cancelled',
);

it('never turns a request into a cancellation or back, whatever was not heard', () => {
  fc.assert(
    fc.property(change, fc.array(change), (own, unheard) => {
      expect(methodOf(wordingAfter(own, unheard))).toBe(methodOf(own));
    }),
  );
});
