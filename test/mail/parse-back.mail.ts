import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { composeMessage } from '../../src/calendar/message.js';
import { someFacts } from '../calendar/facts.js';
import { GOLDEN, goldenCalendar, putInto, type ParsedBack } from '../calendar/golden.js';

type Parsed = Readonly<Record<'icalendar' | 'libical', readonly ParsedBack[]>>;

/** Debian's own Python, which has the packages, whatever else stands in the path. */
function otherParsers(calendars: readonly string[]): Parsed {
  const script = fileURLToPath(new URL('other-parsers.py', import.meta.url));
  const ran = spawnSync('/usr/bin/python3', [script], { input: JSON.stringify(calendars), encoding: 'utf8' });
  if (ran.status === 0) return JSON.parse(ran.stdout) as Parsed;
  throw new Error(`The other parsers need python3-icalendar and libical3: ${ran.error?.message ?? ran.stderr}`);
}

const names = Object.keys(GOLDEN);
let parsed: Parsed;
beforeAll(() => {
  parsed = otherParsers(names.map(goldenCalendar));
});

it.each(names.flatMap((name) => [[name, 'icalendar'] as const, [name, 'libical'] as const]))(
  '"%s" comes back from %s as it was put in',
  (name, parser) => {
    const given = GOLDEN[name]!;
    const { text } = composeMessage(someFacts(given));
    expect(parsed[parser][names.indexOf(name)]).toEqual(putInto(given, text.trimEnd()));
  },
);

it('would notice an hour that is wrong', () => {
  const wrong = goldenCalendar('moved-to-summer').replace('TZOFFSETTO:+0100', 'TZOFFSETTO:+0200');
  const { icalendar, libical } = otherParsers([wrong]);
  const { startsAt } = someFacts(GOLDEN['moved-to-summer']);
  expect([icalendar[0]?.start, libical[0]?.start]).not.toContain(startsAt.toString());
});
