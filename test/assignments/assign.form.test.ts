import {
  readAnswer,
  readAssignment,
  readReassignment,
  typedAnswer,
  typedAssignment,
  typedReassignment,
} from '../../src/assignments/assign.form.js';
import { assignRefusal } from '../../src/assignments/assign.page.js';
import { answerRefusal } from '../../src/assignments/assigned.page.js';

it('reads who is to go', () => {
  expect(
    readAssignment(typedAssignment({ attendeeId: ' 12 ', place: 'second', overlapReason: ' both by video ' })),
  ).toEqual({
    ok: true,
    value: { attendeeId: 12, lead: false, overlapReason: 'both by video' },
  });
});

it('takes no reason for none', () => {
  expect(readAssignment({ attendeeId: '12', place: 'lead', overlapReason: '' })).toMatchObject({
    value: { lead: true, overlapReason: null },
  });
});

it.each<[unknown, readonly string[]]>([
  [{}, ['#attendeeId', '#place']],
  [null, ['#attendeeId', '#place']],
  [{ attendeeId: '12', place: 'boss' }, ['#place']],
  [{ attendeeId: '1e9', place: 'lead' }, ['#attendeeId']],
  [{ attendeeId: ['', '12'], place: 'lead' }, ['#attendeeId']],
])('asks again when the body is %j', (body, hrefs) => {
  const read = readAssignment(typedAssignment(body));
  expect(read.ok ? [] : read.errors.map((error) => error.href)).toEqual(hrefs);
});

it.each<[unknown, boolean]>([
  [{ answer: 'accepted' }, true],
  [{ answer: 'withdrawn' }, false],
  [{ answer: 'proposed' }, false],
  [{}, false],
  ['accepted', false],
])('reads the answer %j: %s', (body, ok) => {
  expect(readAnswer(typedAnswer(body)).ok).toBe(ok);
});

it.each([
  [
    'overlapReason',
    () => readAssignment(typedAssignment({ attendeeId: '1', place: 'lead', overlapReason: 'x'.repeat(501) })),
  ],
  ['reason', () => readReassignment(typedReassignment({ attendeeId: '1', reason: 'x'.repeat(501) }))],
] as const)('asks for a shorter %s than a program may send', (field, read) => {
  expect(read()).toEqual({
    ok: false,
    errors: [{ text: 'Shorten this to 500 characters or fewer.', href: `#${field}` }],
  });
});

const clash = {
  reference: 'TV-26-000002',
  startsAt: Temporal.Instant.from('2026-06-15T09:00:00Z'),
  endsAt: Temporal.Instant.from('2026-06-15T10:30:00Z'),
};
it.each([
  [{ kind: 'overlap', name: 'Ada', clash }, 'Ada is on TV-26-000002 from 10:00 to 11:30. Choose'],
  [{ kind: 'overlap', name: 'Ada', clash: null }, 'Ada is at another conference then. Choose'],
  [{ kind: 'lead-taken', name: null }, 'A colleague was quicker: somebody leads'],
  [{ kind: 'is-the-desk', name: 'Desk' }, "Desk has the desk's own address"],
  [{ kind: 'unknown-person' }, 'That person is not known any more.'],
  [{ kind: 'already-started' }, 'This conference is over.'],
] as const)('says what to do about %j', (refusal, sentence) => {
  expect(assignRefusal(refusal).text).toContain(sentence);
});

it.each([
  [{ kind: 'out-of-date' }, 'The time has changed since.'],
  [{ kind: 'older-than-known' }, 'A newer answer is on record already.'],
  [{ kind: 'place-taken', name: 'Ben' }, 'Ben is on this conference in that place now.'],
  [{ kind: 'elsewhere-by-now' }, 'Ada has been put on another conference at that time.'],
] as const)('says why an answer does not count: %j', (refusal, sentence) => {
  expect(answerRefusal(refusal, 'Ada').text).toContain(sentence);
});
