import ICAL from 'ical.js';
import { vtimezone } from '../../src/calendar/vtimezone.js';
import { readCalendars, childrenOf, firstLine } from '../../src/calendar/reader/components.js';
import { embeddedOffset } from '../../src/calendar/reader/embedded-zone.js';
import { readDuration, readTime } from '../../src/calendar/reader/times.js';
import { ianaZone } from '../../src/calendar/zones.js';

test.each([
  ['Europe/London', 'Europe/London'],
  ['"Europe/London"', 'Europe/London'],
  ['/freeassociation.sourceforge.net/Tzfile/Europe/London', 'Europe/London'],
  ['/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['GMT Standard Time', 'Europe/London'],
  ['gmt standard time', 'Europe/London'],
  ['GMT Standard Time 1', 'Europe/London'],
  ['GMT Daylight Time', 'Europe/London'],
  ['Romance Standard Time', 'Europe/Paris'],
  ['Romance', 'Europe/Paris'],
  ['Ekaterinburg', 'Asia/Yekaterinburg'],
  ['E. Africa', 'Africa/Nairobi'],
  ['(UTC+00:00) Dublin, Edinburgh, Lisbon, London', 'Europe/London'],
  ['(GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London', 'Europe/London'],
  ['(GMT-05.00) Eastern Time (US & Canada)', 'America/New_York'],
  ['Sarajevo, Skopje, Warsaw, Zagreb', 'Europe/Warsaw'],
  ['Greenwich Mean Time; Dublin, Edinburgh, London', 'Europe/London'],
  ['(UTC-05:00) Eastern Time (US and Canada)', 'America/New_York'],
  ['Pacific Time (US & Canada),Tijuana', 'America/Los_Angeles'],
  ['(GMT) Greenwich Mean Time - Dublin / Edinburgh / Lisbon / London', 'Europe/London'],
  ['Western/Central Europe', 'Europe/Berlin'],
  ['tzone://Microsoft/Utc', 'UTC'],
  ['UTC+01:00', '+01:00'],
  ['GMT-0500', '-05:00'],
])('%s is %s', (tzid, zone) => {
  expect(ianaZone(tzid)).toBe(zone);
});

test.each([
  ['BRT'],
  ['tzone://Microsoft/Custom'],
  ['Customized Time Zone'],
  ['(GMT +01:00)'],
  ['GMT -0500 (Standard) / GMT -0400 (Daylight)'],
  ['Nowhere/Atlantis'],
  [''],
  ['constructor'],
])('%j is nobody’s zone: the embedded rules or a person decide', (tzid) => {
  expect(ianaZone(tzid)).toBeNull();
});

const zoneOf = (...lines: string[]) => {
  const document = ['BEGIN:VCALENDAR', 'BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE', 'END:VCALENDAR'].join('\r\n');
  const zone = childrenOf(readCalendars(document)[0] ?? { name: '', lines: [], children: [] }, 'VTIMEZONE')[0];
  if (!zone) throw new Error('no zone');
  return zone;
};
const part = (kind: string, start: string, from: string, to: string, ...more: string[]) => [
  `BEGIN:${kind}`,
  `DTSTART:${start}`,
  `TZOFFSETFROM:${from}`,
  `TZOFFSETTO:${to}`,
  ...more,
  `END:${kind}`,
];
const wall = (text: string) => Temporal.PlainDateTime.from(text);

describe('an embedded VTIMEZONE', () => {
  test('from 1601 agrees with the rules of London every month of fifty years, and with ical.js', () => {
    const component = vtimezone('Europe/London') ?? '';
    const document = `BEGIN:VCALENDAR\r\n${component}\r\nEND:VCALENDAR`;
    const ours = childrenOf(readCalendars(document)[0] ?? { name: '', lines: [], children: [] }, 'VTIMEZONE')[0];
    const theirs = new ICAL.Timezone({
      component: new ICAL.Component(ICAL.parse(component) as unknown as string),
      tzid: 'x',
    });
    for (let month = 0; month < 600; month += 1) {
      const at = wall('1996-01-15T12:00').add({ months: month });
      const london = at.toZonedDateTime('Europe/London').offsetNanoseconds / 1e9;
      expect(ours && embeddedOffset(ours, at)).toBe(london);
      const time = ICAL.Time.fromString(at.toString({ smallestUnit: 'second' }), undefined as never);
      expect(theirs.utcOffset(time)).toBe(london);
    }
  });

  test.each([
    ['the hour before the clocks go forward', '2027-03-28T00:59', 0],
    ['the hour after', '2027-03-28T02:00', 3600],
    ['the evening before they go back', '2027-10-30T23:00', 3600],
    ['the afternoon after', '2027-10-31T14:00', 0],
  ])('knows %s', (_when, at, offset) => {
    const zone = zoneOf(
      ...part('STANDARD', '16010101T020000', '+0100', '+0000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;BYHOUR=2'),
      ...part('DAYLIGHT', '16010101T010000', '+0000', '+0100', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;INTERVAL=1'),
    );
    expect(embeddedOffset(zone, wall(at))).toBe(offset);
  });

  test.each([
    ['the last Sunday by its place in the set', 'BYMONTH=10;BYDAY=SU;BYSETPOS=-1', 'BYMONTH=3;BYDAY=SU;BYSETPOS=-1'],
    ['the Sunday of seven days', 'BYMONTH=10;BYDAY=SU;BYMONTHDAY=25,26,27,28,29,30,31', 'BYMONTH=3;BYDAY=SU;BYMONTHDAY=25,26,27,28,29,30,31'],
  ])('may write %s, and begin with the mean time of a town', (_how, autumn, spring) => {
    const zone = zoneOf(
      ...part('STANDARD', '18471201T000000', '-000115', '-000115'),
      ...part('STANDARD', '19961027T020000', '+0100', '+0000', `RRULE:FREQ=YEARLY;${autumn}`),
      ...part('DAYLIGHT', '19810329T010000', '+0000', '+0100', `RRULE:FREQ=YEARLY;${spring}`),
    );
    const changes = ['2027-03-28T00:59', '2027-03-28T02:00', '2027-10-30T23:00', '2027-10-31T14:00'];
    expect(changes.map((at) => embeddedOffset(zone, wall(at)))).toEqual([0, 3600, 3600, 0]);
  }); // prettier-ignore

  test('with both halves starting at once and differing says nothing', () => {
    const now = '20261116T101500';
    const zone = zoneOf(...part('STANDARD', now, '+0100', '+0000'), ...part('DAYLIGHT', now, '+0000', '+0100'));
    expect(embeddedOffset(zone, wall('2026-12-01T10:00'))).toBeNull();
  });

  test.each([
    ['an offset no country has', part('STANDARD', '19700101T000000', '+0921', '+0921')],
    ['a rule by the second', part('STANDARD', '19700101T000000', '+0000', '+0000', 'RRULE:FREQ=SECONDLY')],
    ['no parts', []],
  ])('with %s says nothing', (_what, lines) => {
    expect(embeddedOffset(zoneOf(...lines), wall('2026-12-01T10:00'))).toBeNull();
  });
});

describe('a time', () => {
  const read = (line: string, zone: readonly string[] = []) => {
    const document = ['BEGIN:VCALENDAR', ...zone, line, 'END:VCALENDAR'].join('\r\n');
    const calendar = readCalendars(document)[0] ?? { name: '', lines: [], children: [] };
    const found = firstLine(calendar, 'DTSTART');
    return found === null ? null : readTime(found, calendar);
  };
  const wrong = [
    'BEGIN:VTIMEZONE',
    'TZID:Europe/London',
    ...part('STANDARD', '19700101T000000', '+0500', '+0500'),
    'END:VTIMEZONE',
  ];

  test.each([
    ['DTSTART:20270701T093000Z', '2027-07-01T09:30:00Z'],
    ['DTSTART;TZID=Europe/London:20270701T093000Z', '2027-07-01T09:30:00Z'],
    ['DTSTART;TZID=Europe/London:20270701T093000', '2027-07-01T08:30:00Z'],
    ['DTSTART;TZID=(UTC+00:00) Dublin, Edinburgh, Lisbon, London:20270701T093000', '2027-07-01T08:30:00Z'],
    ['DTSTART;VALUE=DATE:20270701', '2027-07-01T00:00:00Z'],
    ['DTSTART:20270701', '2027-07-01T00:00:00Z'],
    ['DTSTART:2027-07-01T09:30:00+01:00', '2027-07-01T08:30:00Z'],
    ['DTSTART:20270701T093000', undefined],
    ['DTSTART;TZID=BRT:20270701T093000', undefined],
    ['DTSTART:20270231T093000Z', undefined],
    ['DTSTART:tomorrow', undefined],
  ])('%s is %s', (line, instant) => {
    expect(read(line)?.instant?.toString()).toBe(instant);
  });

  test('with an IANA name follows IANA, whatever came along', () => {
    expect(read('DTSTART;TZID=Europe/London:20270701T093000', wrong)?.instant?.toString()).toBe('2027-07-01T08:30:00Z');
  });
});

test.each([
  ['an offset for a name', 'UTC+01:00', ['TZID:UTC+01:00', ...part('STANDARD', '19700101T000000', '+0200', '+0200')], '07:30'],
  ['no use but its place', 'Our office', ['TZID:Our office', 'X-LIC-LOCATION:Europe/London', ...part('STANDARD', '1', '0', '0')], '08:30'],
])('a VTIMEZONE with %s knows better than the name', (_what, tzid, lines, utc) => {
  const zone = ['BEGIN:VTIMEZONE', ...lines, 'END:VTIMEZONE'];
  const document = ['BEGIN:VCALENDAR', ...zone, `DTSTART;TZID=${tzid}:20270701T093000`, 'END:VCALENDAR'].join('\r\n');
  const calendar = readCalendars(document)[0] ?? { name: '', lines: [], children: [] };
  const line = firstLine(calendar, 'DTSTART');
  expect(line && readTime(line, calendar)?.instant?.toString()).toBe(`2027-07-01T${utc}:00Z`);
}); // prettier-ignore

test.each([
  ['PT1H30M', 5400],
  ['P1D', 86400],
  ['P1W', 604800],
  ['-PT15M', -900],
  ['1 hour', null],
])('the duration %s is %j seconds', (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
});
