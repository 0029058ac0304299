import { afterMove, moveAsProposed, readMove, typedMove, type TypedMove } from '../../src/changes/move.form.js';

const today = Temporal.PlainDate.from('2026-11-20');
const typed = (over: Partial<TypedMove> = {}): TypedMove => ({
  date: '1/12/26',
  start: '10:00',
  end: '11:30',
  mode: 'video',
  venue: '',
  joinLink: '',
  reason: 'chair ill',
  version: '3',
  sure: '',
  message: '',
  ...over,
});
const errors = (over: Partial<TypedMove>): unknown => {
  const read = readMove(typed(over), today);
  return read.ok ? [] : read.errors.map((error) => [error.href, error.text]);
};

it('reads a time as people write it, on the clock of London', () => {
  expect(readMove(typed({ date: '15 June 2027', start: '2pm', end: '3.30pm' }), today)).toEqual({
    ok: true,
    value: {
      to: {
        startsAt: Temporal.Instant.from('2027-06-15T13:00:00Z'),
        endsAt: Temporal.Instant.from('2027-06-15T14:30:00Z'),
        mode: 'video',
        venue: null,
        joinLink: null,
      },
      reason: 'chair ill',
      confirmed: false,
      version: 3,
    },
  });
});

it.each<[Partial<TypedMove>, string, string]>([
  [{ date: '' }, '#date', 'Enter the date of the conference, such as 24/11/26.'],
  [{ date: '31/2/26' }, '#date', '"31/2/26" is not a date. Write it like 24/11/26, 24 Nov or tomorrow.'],
  [{ start: '' }, '#start', 'Enter the time it starts, such as 14:00.'],
  [{ start: '2' }, '#start', '"2" is not a certain time. Write it like 14:00 or 2pm.'],
  [{ end: '25:00' }, '#end', '"25:00" is not a certain time. Write it like 14:00 or 2pm.'],
  [{ mode: 'carrier pigeon' }, '#mode', 'Choose how it is held.'],
  [{ joinLink: 'javascript:alert(1)' }, '#joinLink', 'Enter a link that begins with https://, or leave it empty.'],
  [{ reason: '' }, '#reason', 'Say in a few words why it moves.'],
])('asks again about %j', (over, href, text) => {
  expect(errors(over)).toEqual([[href, text]]);
});

it('tells every fault at once', () => {
  expect(errors({ date: '', start: '', end: '', mode: '', reason: '' })).toHaveLength(5);
});

it('puts a venue on one line', () => {
  const read = readMove(typed({ venue: 'Civic\r\nOffices' }), today);
  expect(read.ok && read.value.to.venue).toBe('Civic Offices');
});

it.each([undefined, null, [], 'text', { date: ['x'], start: {} }])('reads the body %j without falling over', (body) => {
  expect(readMove(typedMove(body), today).ok).toBe(false);
});

it('takes what a message proposes, and leaves what it does not say as it stands', () => {
  expect(
    moveAsProposed(typed({ reason: '' }), { date: '2/12/2026', start: '14:00', version: '9', sure: 'yes' }),
  ).toEqual(typed({ reason: '', date: '2/12/2026', start: '14:00' }));
  expect(moveAsProposed(typed(), { start: ['14:00', '15:00'], end: '' })).toEqual(typed());
  expect(moveAsProposed(typed(), null)).toEqual(typed());
});

it.each([
  ['', '/conferences/TV-26-000001'],
  ['12', '/inbox/12'],
  ['12/confirm', '/conferences/TV-26-000001'],
  ['//evil.example', '/conferences/TV-26-000001'],
])('ends a move that message "%s" asked for at %s', (message, href) => {
  expect(afterMove(typed({ message }), 'TV-26-000001')).toBe(href);
});
