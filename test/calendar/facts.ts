import type { CalendarFacts } from '../../src/calendar/message.js';

/** A first invitation to an ICPC in Reading; a test states only what it is about. */
export const someFacts = (changed: Partial<CalendarFacts> = {}): CalendarFacts => ({
  method: 'REQUEST',
  uid: '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b@tracker.example',
  sequence: 0,
  stampedAt: Temporal.Instant.from('2026-11-23T09:00:00Z'),
  createdAt: Temporal.Instant.from('2026-11-23T09:00:00Z'),
  startsAt: Temporal.Instant.from('2026-12-01T14:00:00Z'),
  endsAt: Temporal.Instant.from('2026-12-01T15:30:00Z'),
  reference: 'TV-26-004211',
  kindLabel: 'ICPC',
  hubName: 'Reading',
  modeLabel: 'Video',
  venue: null,
  joinLink: null,
  link: 'https://tracker.example/conferences/TV-26-004211',
  attendee: { name: 'Ada Okafor', address: 'ada.okafor@thamesvalley-police.example' },
  desk: { name: 'TVP Conference Desk', address: 'conference.desk@thamesvalley-police.example' },
  change: 'new',
  marking: 'OFFICIAL-SENSITIVE',
  ...changed,
});
