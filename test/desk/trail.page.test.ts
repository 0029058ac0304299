import type { AuditAction } from '../../src/audit/events.js';
import { timelineOf } from '../../src/desk/trail.page.js';

const wording = {
  hub: (code: string): string => ({ reading: 'Reading' })[code] ?? code,
  voiceWays: [],
  criterion: (code: string): string => ({ 'new-incident': 'New incident' })[code] ?? code,
  reason: (code: string): string => ({ 'no-officer': 'No officer free' })[code] ?? code,
};
const textOf = (action: AuditAction, detail: Record<string, unknown>): string | undefined =>
  timelineOf(
    [{ id: 1, at: Temporal.Instant.from('2026-11-20T09:00:00Z'), actor: 'Priya Shah', action, detail }],
    wording,
  )[0]?.text;

it.each<[AuditAction, Record<string, unknown>, string]>([
  [
    'assignment.made',
    { attendee: 'Ada Okafor', lead: false, overlapReason: 'both by video' },
    'Ada Okafor as second. In two places: both by video',
  ],
  ['assignment.refused', { attendee: 'Ada Okafor', kind: 'lead-taken' }, 'Ada Okafor: lead taken'],
  ['assignment.withdrawn', { attendee: 'Ada Okafor', reason: 'postponed' }, 'Ada Okafor: the conference was postponed'],
  [
    'assignment.answered',
    { attendee: 'Ada Okafor', answer: 'declined', channel: 'mail', comment: 'on leave' },
    'Ada Okafor declined, by mail. on leave',
  ],
  [
    'participation.recorded',
    { outcome: 'not', attendedBy: null, reason: 'no-officer' },
    'Did not attend. No officer free',
  ],
  [
    'participation.corrected',
    { before: 'Did not attend', after: 'Attended for the decision', why: 'wrong row' },
    'From "Did not attend" to "Attended for the decision". wrong row',
  ],
  [
    'relevance.decided',
    { value: 'relevant', criteria: ['new-incident'], reason: 'call', afterStart: true },
    'Relevant. New incident. call. After the start, so the figure keeps what stood then',
  ],
  [
    'mail.failed',
    { method: 'CANCEL', recipient: 'a@force.example', sequence: 1, error: '550' },
    'Cancellation to a@force.example. 550',
  ],
])('tells %s %j', (action, detail, text) => {
  expect(textOf(action, detail)).toBe(text);
});

it('says only what happened where there is nothing more to say', () => {
  expect(textOf('candidate.confirmed', { candidateId: 4 })).toBeUndefined();
});
