import type { VoiceWay } from '../../config/reference-data.js';
import type { AnswerChannel } from '../assignments/assignment.js';
import type { AuditAction, AuditEvents } from '../audit/events.js';
import { AUDIT_WORDS } from '../audit/events.js';
import { methodWords, type MessageMethod } from '../calendar/change.js';
import { dropWords, type DropReason } from '../calendar/send-check.js';
import { learntLabel, lookAgainWords, type LearntFrom, type LookAgain } from '../conferences/circumstances.js';
import { minutesWords } from '../minutes/minutes.js';
import { inquorateWords, type InquorateOutcome } from '../conferences/quorum.js';
import { triggerLabel, type TransferTrigger } from '../conferences/transfer.js';
import { stateLabel, type ConferenceState } from '../conferences/conference.js';
import { kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import { cameToLabel, channelLabel, type CameTo, type Channel } from '../invitations/invitation.js';
import { formatDayAndYear, formatKept, formatWhen } from '../kernel/london.js';
import type { LineFrom } from '../merging/links.queries.js';
import { outcomeLabel, type Outcome } from '../participation/participation.js';
import { relevanceLabel, type RelevanceValue } from '../relevance/relevance.js';
import type { TimelineItem } from '../web/page-parts.js';
import { channelWords, withdrawnWords } from './people.page.js';

/** Codes of the reference data in words. */
export interface Wording {
  hub(code: string): string;
  criterion(code: string): string;
  reason(code: string): string;
  readonly voiceWays: readonly VoiceWay[];
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
    joined(
      channelLabel(d.channel as Channel),
      d.cameTo !== undefined && `To: ${cameToLabel(d.cameTo as CameTo).toLowerCase()}`,
      `Received ${formatKept(d.receivedAt)}`,
      notice(d.noticeDays),
    ),
  'candidate.rejected': (d) => d.reason,
  'conference.created': (d, { hub }) =>
    joined(
      `${kindLabel(d.kind as ConferenceKind)} ${hub(d.hub)}, ${formatKept(d.startsAt)}`,
      d.convenedBy !== undefined && `Convened by ${d.convenedBy}`,
    ),
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
  'conference.never-invited': (d) => joined(learntLabel(d.learntFrom as LearntFrom), formatKept(d.learntAt)),
  'conference.transfer-in-told': (d) =>
    joined(
      d.from && `From ${d.from}`,
      d.trigger && triggerLabel(d.trigger as TransferTrigger),
      d.on && formatDayAndYear(Temporal.PlainDate.from(d.on)),
    ),
  'conference.transfer-out-told': (d) =>
    joined(
      d.to && `To ${d.to}`,
      d.contact && `Contact ${d.contact}`,
      d.on === null
        ? d.receiving === 'none'
          ? 'No receiving conference'
          : 'Receiving conference not known yet'
        : `Receiving conference ${formatDayAndYear(Temporal.PlainDate.from(d.on))}`,
    ),
  'conference.inquorate': (d) => joined(d.sitting, inquorateWords({ ...d, outcome: d.outcome as InquorateOutcome })),
  'conference.convener-told': (d) => joined(d.after === null ? 'The authority of the hub' : d.after, d.reason),
  'relevance.look-again': (d) => lookAgainWords(d.because as LookAgain),
  'relevance.reopened': (d) => d.because,
  'relevance.hub-told': (d) => `Mail to ${d.recipient}`,
  'relevance.kept': (d) => `After ${lookAgainWords(d.because as LookAgain)}`,
  'conference.changed-kind': (d) =>
    joined(`From ${kindLabel(d.from as ConferenceKind)} to ${kindLabel(d.to as ConferenceKind)}`, d.reason),
  'assignment.made': (d) =>
    joined(`${d.attendee} as ${d.lead ? 'lead' : 'second'}`, d.overlapReason && `In two places: ${d.overlapReason}`),
  'assignment.refused': (d) => `${d.attendee}: ${d.kind.replaceAll('-', ' ')}`,
  'assignment.withdrawn': (d) => `${d.attendee}: ${withdrawnWords(d.reason)}`,
  'assignment.asked-again': (d) => d.attendee,
  'assignment.brought-over': (d) => `${d.attendee}, from ${d.from}`,
  'conference.told-apart': (d) => `Not the same conference as ${d.other}`,
  'conference.merged': (d) => joined(`${d.other} is merged into this one`, d.moved.join(', ')),
  'conference.merged-into': (d) => `Into ${d.other}`,
  'conference.unmerged': (d) => `This one and ${d.other} are two conferences again`,
  'conference.split-into': (d) => joined(`Into ${d.other}`, `Children: ${d.children.join('; ')}`, d.reason),
  'conference.split-from': (d) => joined(`From ${d.other}`, `Children: ${d.children.join('; ')}`, d.reason),
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
    joined(
      outcomeLabel(d.outcome as Outcome),
      d.attendedBy,
      d.reason && reason(d.reason),
      ...(d.besides ?? []).map(capital),
      d.channel === 'link' && 'By the link in the invitation',
    ),
  'participation.completed': (d) => joined(...d.added.map(capital)),
  'history.imported': (d) =>
    joined(
      `Row ${d.row} of list ${d.importId}`,
      d.outcome === null ? stateLabel(d.state as ConferenceState) : outcomeLabel(d.outcome as Outcome),
    ),
  'participation.corrected': (d) => joined(`From "${d.before}" to "${d.after}"`, d.why),
  'report.recorded': (d) => joined(d.report, d.inTime ? 'In time' : 'Late'),
  'report.corrected': (d) => joined(`From "${d.before}" to "${d.after}"`, d.why),
  'minutes.recorded': (d) => {
    const day = (written: string | null): Temporal.PlainDate | null =>
      written === null ? null : Temporal.PlainDate.from(written);
    return capital(minutesWords({ askedOn: day(d.askedOn), receivedOn: day(d.receivedOn) }));
  },
  'mail.sent': sentTo,
  'mail.dropped': (d) => joined(`${sentTo(d)} not sent: ${dropWords(d.because as DropReason)}`),
  'mail.failed': (d) => joined(sentTo(d), d.error),
  'mail.bounced': (d) => joined(sentTo(d), d.because),
  'mail.settled': (d) => d.reason,
  'mail.replayed': (d) => `Before: ${d.beforeReason} Now: ${d.afterReason}`,
};

/** What happened, newest first, each with who and when; what came with a merged conference says so. */
export function timelineOf(trail: readonly LineFrom[], wording: Wording): readonly TimelineItem[] {
  return trail
    .map((line) => {
      // The trail is written only through the typed map of events, so the detail is the one of its action.
      const tell = TELL[line.action] as ((detail: unknown, wording: Wording) => string) | undefined;
      const text = tell?.(line.detail, wording) ?? '';
      return {
        title: line.from === undefined ? AUDIT_WORDS[line.action] : `${AUDIT_WORDS[line.action]} (from ${line.from})`,
        by: line.actor,
        at: line.at.toString(),
        when: formatWhen(line.at),
        ...(text === '' ? {} : { text }),
      };
    })
    .toReversed();
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
