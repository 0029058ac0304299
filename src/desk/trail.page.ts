import type { AnswerChannel } from '../assignments/assignment.js';
import type { AuditAction, AuditEvents } from '../audit/events.js';
import { AUDIT_WORDS } from '../audit/events.js';
import type { TrailLine } from '../audit/record.js';
import { methodWords, type MessageMethod } from '../calendar/change.js';
import { dropWords, type DropReason } from '../calendar/send-check.js';
import { stateLabel, type ConferenceState } from '../conferences/conference.js';
import { kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import { channelLabel, type Channel } from '../invitations/invitation.js';
import { formatKept, formatWhen } from '../kernel/london.js';
import { outcomeLabel, type Outcome } from '../participation/participation.js';
import { relevanceLabel, type RelevanceValue } from '../relevance/relevance.js';
import type { TimelineItem } from '../web/page-parts.js';
import { channelWords, withdrawnWords } from './people.page.js';

/** Codes of the reference data in words. */
export interface Wording {
  hub(code: string): string;
  criterion(code: string): string;
  reason(code: string): string;
}

type Telling = { readonly [A in AuditAction]?: (detail: AuditEvents[A], wording: Wording) => string };

const joined = (...parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== false && part !== '').join('. ');

const ANSWER_WORDS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  tentative: 'answered tentatively',
  declined: 'declined',
};
const sentTo = (d: { readonly method: string; readonly recipient: string }): string =>
  `${methodWords(d.method as MessageMethod)} to ${d.recipient}`;
const notice = (days: number): string => `${days} working ${days === 1 ? 'day' : 'days'} of notice`;

const TELL: Telling = {
  'invitation.recorded': (d) =>
    joined(channelLabel(d.channel as Channel), `Received ${formatKept(d.receivedAt)}`, notice(d.noticeDays)),
  'candidate.rejected': (d) => d.reason,
  'conference.created': (d, { hub }) =>
    `${kindLabel(d.kind as ConferenceKind)} ${hub(d.hub)}, ${formatKept(d.startsAt)}`,
  'conference.moved': (d) => joined(`From ${d.from} to ${d.to}`, d.reason),
  'conference.changed-state': (d) =>
    joined(`From ${stateLabel(d.from as ConferenceState)} to ${stateLabel(d.to as ConferenceState)}`, d.reason),
  'conference.changed-children': (d) =>
    joined(
      d.added.length > 0 && `Added: ${d.added.join('; ')}`,
      d.removed.length > 0 && `Removed: ${d.removed.join('; ')}`,
      `${d.now === 1 ? '1 child' : `${d.now} children`} now`,
      d.reason,
    ),
  'conference.changed-kind': (d) =>
    joined(`From ${kindLabel(d.from as ConferenceKind)} to ${kindLabel(d.to as ConferenceKind)}`, d.reason),
  'assignment.made': (d) =>
    joined(`${d.attendee} as ${d.lead ? 'lead' : 'second'}`, d.overlapReason && `In two places: ${d.overlapReason}`),
  'assignment.refused': (d) => `${d.attendee}: ${d.kind.replaceAll('-', ' ')}`,
  'assignment.withdrawn': (d) => `${d.attendee}: ${withdrawnWords(d.reason)}`,
  'assignment.asked-again': (d) => d.attendee,
  'conference.reconvened': (d) => joined(`After ${d.from} it sits again at ${d.to}`, d.reason),
  'assignment.answered': (d) =>
    joined(
      `${d.attendee} ${ANSWER_WORDS[d.answer] ?? d.answer}, ${channelWords(d.channel as AnswerChannel)}`,
      d.delegate !== undefined && `Answered for them by ${d.delegate}`,
      d.comment,
    ),
  'relevance.decided': (d, { criterion }) =>
    joined(
      relevanceLabel[d.value as RelevanceValue],
      d.criteria.map(criterion).join(', '),
      d.reason,
      d.afterStart && 'After the start, so the figure keeps what stood then',
    ),
  'participation.recorded': (d, { reason }) =>
    joined(outcomeLabel(d.outcome as Outcome), d.attendedBy, d.reason && reason(d.reason)),
  'history.imported': (d) =>
    joined(
      `Row ${d.row} of list ${d.importId}`,
      d.outcome === null ? stateLabel(d.state as ConferenceState) : outcomeLabel(d.outcome as Outcome),
    ),
  'participation.corrected': (d) => joined(`From "${d.before}" to "${d.after}"`, d.why),
  'mail.sent': sentTo,
  'mail.dropped': (d) => joined(`${sentTo(d)} not sent: ${dropWords(d.because as DropReason)}`),
  'mail.failed': (d) => joined(sentTo(d), d.error),
  'mail.bounced': (d) => joined(sentTo(d), d.because),
  'mail.settled': (d) => d.reason,
  'mail.replayed': (d) => `Before: ${d.beforeReason} Now: ${d.afterReason}`,
};

/** What happened, newest first, each with who and when. */
export function timelineOf(trail: readonly TrailLine[], wording: Wording): readonly TimelineItem[] {
  return trail
    .map((line) => {
      // The trail is written only through the typed map of events, so the detail is the one of its action.
      const tell = TELL[line.action] as ((detail: unknown, wording: Wording) => string) | undefined;
      const text = tell?.(line.detail, wording) ?? '';
      return {
        title: AUDIT_WORDS[line.action],
        by: line.actor,
        at: line.at.toString(),
        when: formatWhen(line.at),
        ...(text === '' ? {} : { text }),
      };
    })
    .toReversed();
}
