import { stateLabel } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import type { InvitationFieldsPart } from '../invitations/invitation.page.js';
import { formatSpan, formatTime, formatWhen, londonDate } from '../kernel/london.js';
import type { Fact, Link, Notice } from '../web/page-parts.js';
import type { KnownConference, Reading } from './candidate.queries.js';
import type { CandidateLook } from './candidates.service.js';
import { describe, type HubName } from './inbox.page.js';
import type { MessagePart } from './message.page.js';

export interface CandidatePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly notices: readonly Notice[];
  /** Null when it came without a message. */
  readonly message: (MessagePart & { readonly sourceHref: string }) | null;
  readonly alsoRead: readonly Fact[];
  /** Null once somebody has decided. */
  readonly decide: {
    readonly fields: InvitationFieldsPart;
    readonly confirmAction: string;
    readonly rejectAction: string;
    readonly reason: string;
    /** The reference this may be the same as; then recording it as another one is folded away. */
    readonly same: string | null;
    readonly formOpen: boolean;
  } | null;
}

export interface Shown {
  readonly message: MessagePart | null;
  /** In sentences: where the message contradicts itself. */
  readonly conflicts: readonly string[];
  readonly fields: InvitationFieldsPart;
  readonly reason: string;
  readonly notice: Notice | null;
  readonly formOpen: boolean;
}

/** One candidate: what arrived beside what it becomes. */
export function candidatePage(look: CandidateLook, shown: Shown, hubName: HubName): CandidatePage {
  const waiting = look.state === 'waiting';
  return {
    title: describe(look, hubName),
    caption: waiting ? 'Invitation to confirm' : 'Invitation, dealt with',
    back: { text: 'Inbox', href: '/inbox' },
    notices: [
      ...(shown.notice ? [shown.notice] : []),
      ...(waiting ? doubts(look, shown.conflicts, hubName) : [decidedNotice(look)]),
    ],
    message: shown.message && { ...shown.message, sourceHref: `/mail/in/${look.inboundMailId}` },
    alsoRead: alsoRead(look.reading),
    decide: waiting
      ? {
          fields: shown.fields,
          confirmAction: `/inbox/${look.id}/confirm`,
          rejectAction: `/inbox/${look.id}/reject`,
          reason: shown.reason,
          same: look.known?.reference ?? null,
          formOpen: look.known === null || shown.formOpen,
        }
      : null,
  };
}

function doubts(look: CandidateLook, conflicts: readonly string[], hubName: HubName): Notice[] {
  const notices: Notice[] = [];
  if (look.known) notices.push(knownNotice(look.known, look, hubName));
  for (const other of look.alsoWaiting) {
    const newer = Temporal.Instant.compare(other.receivedAt, look.receivedAt) > 0;
    notices.push({
      tone: 'warn',
      title: `${newer ? 'A newer' : 'An older'} message about the same meeting is waiting too`,
      text: `It arrived ${formatWhen(other.receivedAt)}. ${newer ? 'What it says may replace this one.' : 'Look at it first: this one may only change it.'}`,
      href: `/inbox/${other.id}`,
      linkText: 'Open it',
    });
  }
  if (conflicts.length > 0) notices.push({ tone: 'warn', title: 'The message is not clear', lines: conflicts });
  return notices;
}

/** The form for moving a conference, with what the message says already in it; `message` brings the person back here. */
function moveHref(reference: string, { id, reading }: CandidateLook): string {
  const starts = reading['startsAt'] && Temporal.Instant.from(reading['startsAt'].value);
  const ends = reading['endsAt'] && Temporal.Instant.from(reading['endsAt'].value);
  const said = {
    date: starts && slashed(londonDate(starts)),
    start: starts && formatTime(starts),
    end: ends && formatTime(ends),
    mode: reading['mode']?.value,
    venue: reading['venue']?.value,
    joinLink: reading['joinLink']?.value,
    reason: 'Moved by the local authority',
    message: String(id),
  };
  const pairs = Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/conferences/${reference}/move?${new URLSearchParams(pairs).toString()}`;
}

const slashed = ({ day, month, year }: Temporal.PlainDate): string => `${day}/${month}/${year}`;

function knownNotice(known: KnownConference, look: CandidateLook, hubName: HubName): Notice {
  const { reading } = look;
  const { reference, startsAt, endsAt } = known;
  const hub = hubName(known.hubCode) ?? known.hubCode;
  const where = `${kindLabel(known.kind)} in ${hub}, ${formatSpan(startsAt, endsAt)}, ${stateLabel(known.state)}`;
  const said = reading['startsAt'] && Temporal.Instant.from(reading['startsAt'].value);
  const differs = said !== undefined && !said.equals(startsAt);
  return {
    tone: 'warn',
    title: `This seems to be about ${reference}, which is already recorded`,
    lines: [
      `${known.sameEntry ? 'The same calendar entry' : 'The same LA meeting id'}: ${where}.`,
      differs
        ? `The message says ${formatWhen(said)}. If the conference has moved, move ${reference} to that time; then reject this message as the same.`
        : 'If it tells nothing new, reject this message as the same.',
    ],
    href: differs ? moveHref(reference, look) : `/conferences/${reference}`,
    linkText: differs ? `Move ${reference}` : `Open ${reference}`,
  };
}

function decidedNotice({ state, decidedBy, decidedAt, rejectReason, reference }: CandidateLook): Notice {
  const done = state === 'confirmed' ? 'confirmed' : 'rejected';
  return {
    tone: 'info',
    title: `${decidedBy ?? 'Somebody'} ${done} this invitation${decidedAt ? ` on ${formatWhen(decidedAt)}` : ''}`,
    ...(rejectReason === null ? {} : { text: rejectReason }),
    ...(reference === null ? {} : { href: `/conferences/${reference}`, linkText: `Open ${reference}` }),
  };
}

/** Above the page of somebody who was too late: nothing of theirs was saved. */
export const tooLate = (by: string): Notice => ({
  tone: 'bad',
  title: `${by} has already dealt with this invitation`,
  text: 'Nothing of yours was saved, and nothing was recorded twice.',
});

/** What the message says beyond the form: it helps to decide relevance and the report. */
function alsoRead(reading: Reading): readonly Fact[] {
  return [
    { key: 'LA reference', value: reading['laReference']?.value },
    { key: 'Report due', value: reading['reportDue']?.value },
    { key: 'Plan may end', value: reading['planMayEnd']?.source },
    { key: 'Chair asks for police', value: reading['chairRequestsPolice']?.source },
  ].filter((fact) => fact.value !== undefined);
}
