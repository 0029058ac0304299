import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { nextSequence } from '../../src/calendar/change.js';
import type { CalendarChange } from '../../src/calendar/change.js';
import type { CalendarFacts, ComposedMessage } from '../../src/calendar/message.js';
import { composeMessage, reword } from '../../src/calendar/message.js';
import { someFacts } from './facts.js';
import { byIcalJs, GOLDEN, goldenCalendar, goldenFile, putInto } from './golden.js';

const at = (text: string) => Temporal.Instant.from(text);
const rendered = (message: ComposedMessage): string =>
  [`Subject: ${message.subject}`, message.text, message.html, message.ics].join('\n----\n').replaceAll('\r\n', '␍\n');

const parse = (ics: string) => {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown as string);
  const event = calendar.getFirstSubcomponent('vevent');
  if (!event) throw new Error('no event');
  return { calendar, event, text: (name: string) => String(event.getFirstPropertyValue(name) ?? '') };
};

const instantOf = (event: ICAL.Component, name: string, calendar: ICAL.Component): string => {
  const zone = calendar.getFirstSubcomponent('vtimezone');
  const time = event.getFirstPropertyValue(name) as ICAL.Time;
  if (zone) time.zone = new ICAL.Timezone(zone);
  return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toString();
};

describe('what is sent for each change', () => {
  test.each(Object.entries(GOLDEN))('%s is, byte for byte, what was agreed', (name, changed) => {
    const written = rendered(composeMessage(someFacts(changed)));
    const file = goldenFile(name);
    if (!existsSync(file) && process.env['WRITE_GOLDEN'] === 'yes') writeFileSync(file, written);
    expect(written).toBe(readFileSync(file, 'utf8'));
  });

  test.each(Object.entries(GOLDEN))('%s comes back from a parser as it was put in', (name, changed) => {
    const { text } = composeMessage(someFacts(changed));
    expect(byIcalJs(goldenCalendar(name))).toEqual(putInto(changed, text.trimEnd()));
  });

  test('is kept in a file each, and no file is left over', () => {
    const files = readdirSync(new URL('golden', import.meta.url)).map((file) => file.replace('.txt', ''));
    expect(files.sort()).toEqual(Object.keys(GOLDEN).sort());
  });

  test('the subject is marking, kind, reference and hub', () => {
    expect(composeMessage(someFacts()).subject).toBe('OFFICIAL-SENSITIVE | ICPC | TV-26-004211 | Reading');
  });

  test('a cancellation says so in the subject but keeps the title in the calendar', () => {
    const message = composeMessage(someFacts({ method: 'CANCEL', change: 'stood-down', sequence: 1 }));
    expect(message.subject).toBe('OFFICIAL-SENSITIVE | ICPC | TV-26-004211 | Reading | Stood down');
    expect(parse(message.ics).text('summary')).toBe('OFFICIAL-SENSITIVE | ICPC | TV-26-004211 | Reading');
  });
});

const ASKING: readonly CalendarChange[] = ['new', 'moved', 'place', 'reinstated', 'reconvened'];
const pairs = ASKING.flatMap((from) => ASKING.map((to): [CalendarChange, CalendarChange] => [from, to]));

describe('a message in other words', () => {
  test.each(pairs)('%s told as %s is the message that would have been written', (from, to) => {
    const facts = someFacts({ sequence: 2, venue: 'Room 2; ask, please', answerLink: 'https://tracker.example/a' });
    const reworded = reword(composeMessage({ ...facts, change: from }), from, to);
    expect(reworded).toEqual(composeMessage({ ...facts, change: to }));
  });

  test('is never of the other method', () => {
    expect(() => reword(composeMessage(someFacts()), 'new', 'cancelled')).toThrow(RangeError);
  });
});

describe('the calendar part', () => {
  test('carries what Outlook, Google and Apple need to offer buttons', () => {
    const { calendar, event, text } = parse(composeMessage(someFacts()).ics);
    const person = event.getFirstProperty('attendee');
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(event.getFirstPropertyValue('organizer')).toBe('mailto:conference.desk@thamesvalley-police.example');
    expect(person?.getFirstValue()).toBe('mailto:ada.okafor@thamesvalley-police.example');
    expect(person?.getParameter('rsvp')).toBe('TRUE');
    expect(person?.getParameter('partstat')).toBe('NEEDS-ACTION');
    expect([text('class'), text('transp'), text('status')]).toEqual(['PRIVATE', 'OPAQUE', 'CONFIRMED']);
    expect(text('dtstamp')).toBe('2026-11-23T09:00:00Z');
    expect(event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger')))).toEqual([
      '-P1D',
      '-PT30M',
    ]);
  });

  test.each([
    ['winter', '2026-12-01T09:30:00Z'],
    ['summer', '2026-07-01T08:30:00Z'],
    ['the Friday before the clocks go forward', '2027-03-26T09:30:00Z'],
    ['the Monday after they have', '2027-03-29T08:30:00Z'],
    ['the Friday before the clocks go back', '2026-10-23T08:30:00Z'],
    ['the Monday after they have gone back', '2026-10-26T09:30:00Z'],
  ])('half past nine stays half past nine: %s', (_when, start) => {
    const startsAt = at(start);
    const { calendar, event } = parse(composeMessage(someFacts({ startsAt, endsAt: startsAt.add({ hours: 1 }) })).ics);
    expect(event.getFirstProperty('dtstart')?.toICALString()).toMatch(/;TZID=Europe\/London:\d{8}T093000$/);
    expect(instantOf(event, 'dtstart', calendar)).toBe(start);
  });

  test('names every property before the first reminder, as the grammar asks', () => {
    expect(composeMessage(someFacts()).ics).toMatch(
      /CLASS:PRIVATE\r\nBEGIN:VALARM[^]*END:VALARM\r\nEND:VEVENT\r\nEND:VCAL/,
    );
  });

  test('a cancellation has no reminders, frees the time and asks for no answer', () => {
    const { calendar, event, text } = parse(
      composeMessage(someFacts({ method: 'CANCEL', change: 'cancelled', sequence: 3 })).ics,
    );
    expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect([text('status'), text('transp'), text('sequence')]).toEqual(['CANCELLED', 'TRANSPARENT', '3']);
    expect(event.getAllSubcomponents('valarm')).toEqual([]);
    expect(event.getFirstProperty('attendee')?.getParameter('rsvp')).toBeUndefined();
  });

  test('a text-only edit keeps the answer already given', () => {
    const edited = parse(composeMessage(someFacts({ change: 'details', answer: 'accepted' })).ics);
    expect(edited.event.getFirstProperty('attendee')?.getParameter('partstat')).toBe('ACCEPTED');
    const moved = parse(composeMessage(someFacts({ change: 'moved', answer: 'accepted', sequence: 1 })).ics);
    expect(moved.event.getFirstProperty('attendee')?.getParameter('partstat')).toBe('NEEDS-ACTION');
  });
});

describe('what can never be sent', () => {
  test.each<[string, Partial<CalendarFacts>]>([
    [
      'an invitation to the desk itself',
      { attendee: { name: 'Desk', address: 'Conference.Desk@thamesvalley-police.example' } },
    ],
    ['a cancellation as a request', { change: 'cancelled' }],
    ['an end before the start', { endsAt: at('2026-12-01T13:00:00Z') }],
    ['an address with a line break', { attendee: { name: 'A', address: 'a@b.example\r\nBcc: x@y.example' } }],
    ['a UID with a line break', { uid: 'a\r\nSTATUS:CANCELLED' }],
    ['a link that is a script', { link: 'javascript:alert(1)' }],
  ])('%s', (_what, changed) => {
    expect(() => composeMessage(someFacts(changed))).toThrow(RangeError);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    'x\r\nATTENDEE:mailto:evil@x.example',
    '</td><script>alert(1)</script>',
    '\u202Egnp.exe',
    'a\\n;,"^\'b',
    '😀'.repeat(80),
  ),
);

describe('text from outside', () => {
  test('cannot add a line, a property or a tag anywhere', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (venue, name, joinLink) => {
        const plain = composeMessage(someFacts({ venue: 'Room', attendee: { ...someFacts().attendee, name: 'Ada' } }));
        const message = composeMessage(
          someFacts({ venue, joinLink, hubName: venue, attendee: { ...someFacts().attendee, name: `A${name}` } }),
        );
        const names = (ics: string) =>
          parse(ics)
            .event.getAllProperties()
            .map((property) => property.name);
        expect(names(message.ics)).toEqual(names(plain.ics));
        expect(message.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
        expect(message.html.match(/<[a-z]+/g)?.filter((tag) => tag === '<script')).toEqual([]);
        expect(message.html.split('\n')).toHaveLength(plain.html.split('\n').length);
      }),
    );
  });

  test('comes back from a parser as it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (venue) => {
        const location = parse(composeMessage(someFacts({ venue: `V${venue}` })).ics).text('location');
        const shown = /^Venue: (.*)$/m.exec(composeMessage(someFacts({ venue: `V${venue}` })).text)?.[1];
        expect(location).toBe(shown);
      }),
    );
  });

  test('every line is folded at 75 octets, ends in CRLF and is valid UTF-8', () => {
    fc.assert(
      fc.property(hostile, (venue) => {
        const { ics } = composeMessage(someFacts({ venue }));
        expect(ics.endsWith('END:VCALENDAR\r\n')).toBe(true);
        expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of ics.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});

test('the sequence of a UID starts at 0, never falls, and rises with every change but a text-only edit', () => {
  const changes: CalendarChange[] = ['moved', 'place', 'details', 'withdrawn', 'reinstated', 'stood-down', 'cancelled'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...changes)), (sent) => {
      let sequence = nextSequence(null, 'new');
      expect(sequence).toBe(0);
      for (const change of sent) {
        const next = nextSequence(sequence, change);
        expect(next - sequence).toBe(change === 'details' ? 0 : 1);
        sequence = next;
      }
    }),
  );
});
