import type { Ours } from '../../src/calendar/reader/outcome.js';
import { decideOutcome, senderCheck } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { calendarMail, mail } from './mails.js';

const ada = 'ada.okafor@thamesvalley-police.example';
const reply = (headers: readonly string[] = [], ...attendees: string[]): Buffer =>
  calendarMail(
    [
      'METHOD:REPLY',
      'BEGIN:VEVENT',
      'UID:u',
      ...(attendees.length ? attendees : [`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${ada}`]),
      'END:VEVENT',
    ],
    headers,
  );
const outcomeOf = async (raw: Buffer, ours: Ours = {}) => decideOutcome(await readMail(raw), ours).outcome;

describe('an answer', () => {
  test('from an alias or delegate in the records counts, from anybody else it waits', async () => {
    const mayAnswerFor = (writer: string, person: string): boolean =>
      writer === 'joan.pike@thamesvalley-police.example' && person === ada;
    expect(await outcomeOf(mail('delegate-accept.eml'), { mayAnswerFor })).toBe('apply');
    expect(await outcomeOf(mail('stranger-accept.eml'), { mayAnswerFor })).toBe('review');
  });

  test('is not believed because of a Sender header: only From is vouched for', async () => {
    const forged = mail('stranger-accept.eml').toString().replace('From:', `Sender: ${ada}\r\nFrom:`);
    expect(await outcomeOf(Buffer.from(forged))).toBe('review');
  });

  test('that lists everybody is the answer of the one who wrote', async () => {
    const others = 'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ben.carter@thamesvalley-police.example';
    expect(await outcomeOf(reply([], others, `ATTENDEE;PARTSTAT=DECLINED:mailto:${ada}`))).toBe('apply');
  });

  test.each([
    ['names nobody', 'X-NONE:1', 'reject'],
    ['has an answer nobody knows', `ATTENDEE;PARTSTAT=X-MAYBE:mailto:${ada}`, 'review'],
    [
      'speaks for a person who handed it on',
      `ATTENDEE;PARTSTAT=ACCEPTED;DELEGATED-FROM="mailto:ben.carter@x.example":mailto:${ada}`,
      'review',
    ],
    ['hands it on', `ATTENDEE;PARTSTAT=DELEGATED:mailto:${ada}`, 'review'],
    ['has no address', 'ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail', 'review'],
  ])('that %s', async (_what, line, outcome) => {
    expect(await outcomeOf(reply([], line))).toBe(outcome);
  });
});

describe('the sender check', () => {
  const ours: Ours = { authservId: 'mx.thamesvalley-police.example' };
  const check = async (...results: string[]) =>
    senderCheck((await readMail(reply(results.map((result) => `Authentication-Results: ${result}`)))).mail, ours);

  test.each<[string, string[]]>([
    ['pass', ['mx.thamesvalley-police.example; spf=fail; dkim=fail; dmarc=pass header.from=x.example']],
    ['fail', ['mx.thamesvalley-police.example; spf=pass; dkim=pass; dmarc=fail action=none']],
    ['pass', ['mx.thamesvalley-police.example 1; spf=softfail; dkim=pass header.d=x.example']],
    ['fail', ['mx.thamesvalley-police.example; spf=fail']],
    ['unknown', ['mx.elsewhere.example; dmarc=pass']],
    ['unknown', ['mx.thamesvalley-police.example.evil.example; dmarc=pass']],
    ['fail', ['mx.elsewhere.example; dmarc=pass', 'mx.thamesvalley-police.example; dmarc=fail']],
    ['unknown', ['mx.thamesvalley-police.example; none']],
    ['unknown', []],
  ])('is %s for %j', async (result, headers) => {
    expect(await check(...headers)).toBe(result);
  });

  test('that fails makes an answer wait', async () => {
    const failed = reply(['Authentication-Results: mx.thamesvalley-police.example; dmarc=fail']);
    expect(await outcomeOf(failed, ours)).toBe('review');
    expect(await outcomeOf(failed)).toBe('apply');
  });
});

describe('a request or cancellation', () => {
  const times = ['DTSTART:20261201T140000Z', 'DTEND:20261201T153000Z'];
  const of = (method: string, lines: readonly string[], organizer: string): Buffer =>
    calendarMail([
      `METHOD:${method}`,
      'BEGIN:VEVENT',
      'UID:u',
      `ORGANIZER:mailto:${organizer}`,
      ...lines,
      'END:VEVENT',
    ]);

  test.each([
    ['a single meeting', times, 'apply'],
    ['a series', [...times, 'RRULE:FREQ=WEEKLY'], 'review'],
    ['one occasion of a series', [...times, 'RECURRENCE-ID:20261201T140000Z'], 'review'],
    ['no end', times.slice(0, 1), 'review'],
    ['an end before the start', ['DTSTART:20261201T140000Z', 'DTEND:20261201T130000Z'], 'review'],
    ['a floating time', ['DTSTART:20261201T140000', 'DTEND:20261201T150000'], 'review'],
  ])('for %s: %s', async (_what, lines, outcome) => {
    expect(await outcomeOf(of('REQUEST', lines, 'cp.team@slough.example'))).toBe(outcome);
  });

  test('of our own that comes back changes nothing', async () => {
    const desk = 'conference.desk@thamesvalley-police.example';
    expect(await outcomeOf(of('REQUEST', times, desk), { addresses: [desk] })).toBe('ignore');
    expect(await outcomeOf(of('CANCEL', [], desk), { addresses: [desk] })).toBe('reject');
  });

  test('a cancellation by a colleague of the organiser counts, by a stranger it waits', async () => {
    expect(await outcomeOf(of('CANCEL', [], 'colleague@thamesvalley-police.example'))).toBe('apply');
    expect(await outcomeOf(of('CANCEL', [], 'cp.team@slough.example'))).toBe('review');
  });
});
