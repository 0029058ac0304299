import { prefilled, readingHints } from '../../src/intake/candidate.form.js';
import type { Reading } from '../../src/intake/candidate.queries.js';

const receivedAt = Temporal.Instant.from('2026-11-18T12:00:42Z');
const filled = (reading: Reading) => prefilled({ reading, channel: 'mail', receivedAt });
const read = (value: string, source = value) => ({ value, source });

it('fills in what was read, in the words of the form', () => {
  const typed = filled({
    hub: read('oxfordshire'),
    kind: read('rcpc'),
    date: read('2026-06-08'),
    startsAt: read('2026-06-08T09:30:00Z'),
    endsAt: read('2026-06-08T11:00:00Z'),
    mode: read('hybrid'),
    venue: read('Knights Court'),
    strategyDiscussionOn: read('2026-05-11'),
    childIds: read('4471093,4471094'),
    childCount: read('3'),
  });
  expect(typed).toMatchObject({
    hub: 'oxfordshire',
    kind: 'rcpc',
    startsOn: '08/06/2026',
    startsAt: '10:30',
    endsAt: '12:00',
    mode: 'hybrid',
    venue: 'Knights Court',
    strategyOn: '11/05/2026',
    channel: 'mail',
    receivedOn: '18/11/2026',
    receivedTime: '12:00',
    childCount: '3',
  });
  expect(typed.children.map((child) => child.laChildId)).toEqual(['4471093', '4471094', '', '', '', '']);
});

it('leaves empty what was not read', () => {
  expect(filled({})).toMatchObject({ hub: '', kind: '', startsOn: '', startsAt: '', mode: '', laMeetingId: '' });
});

it('says beside each field where it was read, or that it was not found', () => {
  const hints = readingHints({ reading: { laMeetingId: read('RBC-CP-3021', 'Meeting ID: RBC-CP-3021') } });
  expect(hints).toMatchObject({
    laMeetingId: 'Read from: Meeting ID: RBC-CP-3021',
    hub: 'Could not be read from the message',
    endsAt: 'Could not be read from the message: 90 minutes after the start if you leave it empty',
    mode: "Could not be read from the message: this is the hub's usual way",
    children: expect.stringMatching(/^Could not be read from the message\. All of it may stay empty\..* No names\.$/),
  });
});

it('cuts the words of a field that was read from a long text', () => {
  expect(readingHints({ reading: { venue: read('x', 'y'.repeat(500)) } }).venue).toHaveLength(
    'Read from: '.length + 161,
  );
});

it('says from where the children were read, and when there are more than rows', () => {
  const hint = (reading: Reading) => readingHints({ reading }).children;
  expect(hint({ childIds: read('11111,22222', 'Child ID: 11111, 22222') })).toMatch(
    /^Read from: Child ID: 11111, 22222\. Born or due/,
  );
  const seven = ['1', '2', '3', '4', '5', '6', '7'].map((digit) => digit.repeat(5)).join(',');
  expect(hint({ childIds: read(seven, 'Child IDs') })).toContain('There is room for 6 of the 7 here.');
});
