import { buildRaw, toPlainMail } from '../../src/calendar/mime.js';
import { wordSuggestionAnswer } from '../../src/calendar/note.js';

const desk = { name: 'Conference Desk', address: 'conference.desk@thamesvalley-police.example' };
const facts = {
  conference: { reference: 'TV-26-004211', kind: 'icpc' },
  hub: { name: 'Reading' },
  sitting: {
    startsAt: Temporal.Instant.from('2026-11-24T14:00:00Z'),
    endsAt: Temporal.Instant.from('2026-11-24T15:30:00Z'),
  },
  suggested: 'Wed 2 Dec 2026, 14:00 to 15:30',
  answerLink: 'https://tracker.example/answer/x',
  desk,
} as const;

it('says why the time stays, what was recorded, and how to accept after all', () => {
  expect(wordSuggestionAnswer(facts)).toEqual({
    subject: 'OFFICIAL-SENSITIVE | ICPC | TV-26-004211 | Reading | The time stays',
    text: `OFFICIAL-SENSITIVE

Thank you for your answer. TV-26-004211 is on Tue 24 Nov 2026, 14:00 to 15:30 (UK time), and you suggested Wed 2 Dec 2026, 14:00 to 15:30.

The time of a conference is set by the local authority, so the desk cannot change it. It is recorded that you cannot make it, and somebody else will be asked.

If you can attend at that time after all, accept here before somebody else is asked:
https://tracker.example/answer/x

This is an automatic answer. If something in it is wrong, write to Conference Desk at conference.desk@thamesvalley-police.example.
`,
  });
});

it('offers no link once the conference has begun', () => {
  expect(wordSuggestionAnswer({ ...facts, answerLink: null }).text).toContain('can no longer be accepted by mail');
});

it('is one plain part that no machine answers', async () => {
  const raw = await buildRaw(
    toPlainMail(wordSuggestionAnswer(facts), {
      messageId: '<a.0.note@thamesvalley-police.example>',
      date: Temporal.Instant.from('2026-11-20T10:20:00Z'),
      desk,
      attendee: { name: 'Ada Okafor', address: 'ada.okafor@thamesvalley-police.example' },
      inReplyTo: '<counter-1@police.example>',
    }),
  );
  const [head = ''] = raw.toString('utf8').split('\r\n\r\n');
  expect(head).toMatch(/^Auto-Submitted: auto-replied\r$/m);
  expect(head).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
  expect(head).toMatch(/^In-Reply-To: <counter-1@police.example>\r$/m);
  expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
  expect(raw.toString('utf8')).not.toContain('VCALENDAR');
});
