/**
 * The rules of Europe/London for readers of our calendar messages.
 *
 * Two yearly rules from 1970, not a list of dates: Outlook shows times an hour off when rules are missing, and some
 * readers choke on hundreds of RDATEs. True for every conference the tracker can hold (the rule has stood since 1996).
 */
const LONDON_VTIMEZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/London',
  'X-LIC-LOCATION:Europe/London',
  'BEGIN:DAYLIGHT',
  'TZOFFSETFROM:+0000',
  'TZOFFSETTO:+0100',
  'TZNAME:BST',
  'DTSTART:19700329T010000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0000',
  'TZNAME:GMT',
  'DTSTART:19701025T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n');

/** The VTIMEZONE component for a zone we write, or null: we write no other zone than Europe/London. */
export const vtimezone = (zone: string): string | null => (zone === 'Europe/London' ? LONDON_VTIMEZONE : null);
