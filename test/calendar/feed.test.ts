import ICAL from 'ical.js';
import type { EntryFacts } from '../../src/calendar/document.js';
import { composeFeed } from '../../src/calendar/feed.js';

const at = (text: string) => Temporal.Instant.from(text);
const entry = (over: Partial<EntryFacts> = {}): EntryFacts => ({
  uid: '0f1d2c3b@tracker.example',
  sequence: 2,
  stampedAt: at('2026-11-23T09:00:00Z'),
  createdAt: at('2026-11-20T09:00:00Z'),
  startsAt: at('2026-12-01T14:00:00Z'),
  endsAt: at('2026-12-01T15:30:00Z'),
  title: 'OFFICIAL-SENSITIVE | ICPC | TV-26-004211 | Reading',
  text: 'You have accepted.',
  venue: null,
  desk: { name: 'TVP Conference Desk', address: 'conference.desk@thamesvalley-police.example' },
  standing: 'confirmed',
  takesTime: true,
  ...over,
});
const parse = (ics: string) => new ICAL.Component(ICAL.parse(ics) as unknown as string);
const events = (ics: string) => parse(ics).getAllSubcomponents('vevent');
const text = (event: ICAL.Component | undefined, name: string) => String(event?.getFirstPropertyValue(name) ?? '');

test('is a published calendar with a name, to be looked at again after an hour', () => {
  const ics = composeFeed('My conferences', [entry()]);
  const calendar = parse(ics);
  expect(String(calendar.getFirstPropertyValue('method'))).toBe('PUBLISH');
  expect(String(calendar.getFirstPropertyValue('x-wr-calname'))).toBe('My conferences');
  expect(ics).toContain('\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
  expect(ics).toContain('\r\nX-PUBLISHED-TTL:PT1H\r\n');
});

test('names every property of the calendar before its first component, as the grammar asks', () => {
  const lines = composeFeed('My conferences', [entry(), entry({ uid: 'b@tracker.example' })]).split('\r\n');
  const first = lines.findIndex((line, i) => i > 0 && line.startsWith('BEGIN:'));
  expect(lines[first]).toBe('BEGIN:VTIMEZONE');
  const outside: string[] = [];
  let depth = 0;
  for (const line of lines) {
    if (line.startsWith('END:')) depth -= 1;
    if (depth === 1 && !line.startsWith('BEGIN:') && !line.startsWith('END:')) outside.push(line);
    if (line.startsWith('BEGIN:')) depth += 1;
  }
  expect(outside.at(-1)).toBe('X-PUBLISHED-TTL:PT1H');
  expect(lines.indexOf(outside.at(-1) ?? '')).toBeLessThan(first);
  expect(lines.filter((line) => line === 'BEGIN:VTIMEZONE')).toHaveLength(1);
});

test('without entries it still has a component, or strict readers refuse it', () => {
  const ics = composeFeed('My conferences', []);
  expect(
    parse(ics)
      .getAllSubcomponents()
      .map((one) => one.name),
  ).toEqual(['vtimezone']);
  expect(ics.endsWith('END:VTIMEZONE\r\nEND:VCALENDAR\r\n')).toBe(true);
});

test('an entry keeps UID, SEQUENCE and London time, asks nobody and does not ring', () => {
  const [event] = events(composeFeed('My conferences', [entry()]));
  expect(text(event, 'uid')).toBe('0f1d2c3b@tracker.example');
  expect(text(event, 'sequence')).toBe('2');
  expect(event?.getFirstProperty('dtstart')?.toICALString()).toBe('DTSTART;TZID=Europe/London:20261201T140000');
  expect(event?.getAllProperties('attendee')).toEqual([]);
  expect(event?.getAllSubcomponents('valarm')).toEqual([]);
  expect(text(event, 'organizer')).toBe('mailto:conference.desk@thamesvalley-police.example');
});

test.each([
  ['confirmed', true, ['CONFIRMED', 'OPAQUE', 'BUSY']],
  ['tentative', true, ['TENTATIVE', 'OPAQUE', 'TENTATIVE']],
  ['cancelled', false, ['CANCELLED', 'TRANSPARENT', 'FREE']],
  ['confirmed', false, ['CONFIRMED', 'TRANSPARENT', 'FREE']],
] as const)('%s, taking time %s, is written %s', (standing, takesTime, written) => {
  const [event] = events(composeFeed('x', [entry({ standing, takesTime })]));
  expect(['status', 'transp', 'x-microsoft-cdo-busystatus'].map((name) => text(event, name))).toEqual(written);
});

test('the same entries give the same bytes', () => {
  expect(composeFeed('x', [entry()])).toBe(composeFeed('x', [entry()]));
});

test('lines are folded at 75 octets and end in CRLF', () => {
  const ics = composeFeed('Conferences in Áth – '.repeat(9), [entry({ text: 'ü'.repeat(400) })]);
  expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});
