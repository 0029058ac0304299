import { toldChange } from '../../src/changes/told-change.js';
import type { NewSitting } from '../../src/conferences/conference.queries.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const stands: NewSitting = {
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  mode: 'in-person',
  venue: 'Civic Offices',
  joinLink: null,
};
const SHOWN = { venueInInvitation: true, joinLinkInInvitation: true };
const HIDDEN = { venueInInvitation: false, joinLinkInInvitation: false };

it.each<[string, Partial<NewSitting>, ReturnType<typeof toldChange>, ReturnType<typeof toldChange>]>([
  ['an earlier start', { startsAt: at('2026-11-30T09:00:00Z') }, 'moved', 'moved'],
  ['a later end alone', { endsAt: at('2026-11-30T11:30:00Z') }, 'moved', 'moved'],
  ['a new time at another place', { startsAt: at('2026-11-30T09:00:00Z'), venue: 'Library' }, 'moved', 'moved'],
  ['video instead of a room', { mode: 'video' }, 'place', 'place'],
  ['another building to travel to', { venue: 'Library' }, 'place', null],
  ['no venue any more', { venue: null }, 'details', null],
  ['a link for those who cannot come', { joinLink: 'https://meet.example/1' }, 'details', null],
  ['nothing', {}, null, null],
])('%s is told as it concerns people, and only if it is shown', (_, change, shown, hidden) => {
  expect(toldChange(stands, { ...stands, ...change }, SHOWN)).toBe(shown);
  expect(toldChange(stands, { ...stands, ...change }, HIDDEN)).toBe(hidden);
});

it('asks nobody again for a first venue, nor for the room behind a video conference', () => {
  const unknown = { ...stands, venue: null };
  expect(toldChange(unknown, stands, SHOWN)).toBe('details');
  const video: NewSitting = { ...stands, mode: 'video', venue: 'Room 1' };
  expect(toldChange(video, { ...video, venue: 'Room 2' }, SHOWN)).toBe('details');
});
