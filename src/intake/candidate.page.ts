import { stateLabel } from '../conferences/conference.js';
import { CONFERENCE_KINDS, kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import type { InvitationFieldsPart } from '../invitations/invitation.page.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import { ABOUT_WORDS } from './asked-change-words.js';
import { aroundLinks, DECIDE_KEYS, STEP_KEYS, type Around } from './candidate-keys.js';
import type { Fact, Key, Link, Notice } from '../web/page-parts.js';
import { isOlder, type AskedChange } from './asked-change.js';
import type { AskedPart } from './asked-change.page.js';
import { editionOf, type AlsoWaiting } from './candidate-about.queries.js';
import type { Reading } from './candidate.queries.js';
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
  /** The waiting message after and before this one, in the order of the inbox. */
  readonly around: { readonly next: Link | null; readonly previous: Link | null };
  readonly keys: readonly Key[];
  /** What it asks of a conference; null when it is about none, or once somebody has decided. */
  readonly asked: AskedPart | null;
  /** Null once somebody has decided. */
  readonly decide: {
    /** Null for a message that can never become a conference. */
    readonly fields: InvitationFieldsPart | null;
    readonly confirmAction: string;
    readonly rejectAction: string;
    readonly reason: string;
    readonly rejectWords: {
      readonly title: string;
      readonly label: string;
      readonly hint: string;
      readonly submit: string;
    };
    /** Whether recording it as another conference is folded away. */
    readonly folded: boolean;
    /** The reference this may be the same as. */
    readonly same: string | null;
    /** The reference to which it can be added as a further invitation that changes nothing. */
    readonly onto: string | null;
    readonly formOpen: boolean;
  } | null;
}

export interface Shown {
  readonly message: MessagePart | null;
  /** In sentences: where the message contradicts itself. */
  readonly conflicts: readonly string[];
  readonly fields: InvitationFieldsPart;
  readonly asked: AskedPart | null;
  readonly reason: string;
  readonly notice: Notice | null;
  readonly formOpen: boolean;
  readonly around: Around;
}

const NOT_RECORDED = {
  title: 'Or reject',
  label: 'Why it is not to be recorded',
  hint: 'For example, not a conference, or not one of ours. The message is kept.',
  submit: 'Reject',
};
const NOTHING_TO_DO = {
  title: 'Or do nothing',
  label: 'Why nothing is to be done',
  hint: 'For example, the chair says that it takes place all the same. The message is kept.',
  submit: 'Nothing to do',
};
/** Where nothing is offered that could be done at once. */
const IS_THE_SAME: readonly AskedChange['kind'][] = ['no-time', 'impossible'];

const isNew = ({ asks, asked }: CandidateLook): boolean => asks === 'invitation' && asked.kind === 'unknown';

function captionOf(look: CandidateLook): string {
  if (look.state !== 'waiting') return 'Message, dealt with';
  if (look.asks === 'cancellation') return 'Cancellation to decide';
  return isNew(look) ? 'Invitation to confirm' : 'Message to decide';
}

function titleOf(look: CandidateLook, hubName: HubName): string {
  if (look.asks === 'cancellation') {
    return look.known ? `Calls off ${look.known.reference}` : `Calls off: ${describe(look, hubName)}`;
  }
  return look.known ? `About ${look.known.reference}` : describe(look, hubName);
}

/** One candidate: what arrived beside what it becomes. */
export function candidatePage(look: CandidateLook, shown: Shown, hubName: HubName): CandidatePage {
  const waiting = look.state === 'waiting';
  return {
    title: titleOf(look, hubName),
    caption: captionOf(look),
    back: { text: 'Inbox', href: '/inbox' },
    notices: [
      ...(shown.notice ? [shown.notice] : []),
      ...(waiting ? doubts(look, shown.conflicts, hubName) : [decidedNotice(look)]),
    ],
    message: shown.message && { ...shown.message, sourceHref: `/mail/in/${look.inboundMailId}` },
    alsoRead: alsoRead(look.reading),
    around: aroundLinks(shown.around),
    keys: waiting ? [...STEP_KEYS, ...DECIDE_KEYS] : STEP_KEYS,
    asked: waiting ? shown.asked : null,
    decide: waiting
      ? {
          fields: look.asks === 'invitation' ? shown.fields : null,
          confirmAction: `/inbox/${look.id}/confirm`,
          rejectAction: `/inbox/${look.id}/reject`,
          reason: shown.reason,
          rejectWords: isNew(look) ? NOT_RECORDED : NOTHING_TO_DO,
          folded: !isNew(look),
          same: look.known !== null && IS_THE_SAME.includes(look.asked.kind) ? look.known.reference : null,
          onto: look.asks === 'invitation' ? (look.known?.reference ?? null) : null,
          formOpen: shown.formOpen,
        }
      : null,
  };
}

/** By its edition where that tells them apart, else by when it arrived. */
function isNewer(other: AlsoWaiting, look: CandidateLook): boolean {
  if (isOlder(editionOf(look), editionOf(other))) return true;
  if (isOlder(editionOf(other), editionOf(look))) return false;
  return Temporal.Instant.compare(other.receivedAt, look.receivedAt) > 0;
}

const strangerNotice = ({ sender }: CandidateLook): Notice => ({
  tone: 'bad',
  title: `${sender ?? 'This sender'} has not written about it before`,
  text: 'Earlier messages came from another organisation. Ask the local authority before you do what it says.',
});

function doubts(look: CandidateLook, conflicts: readonly string[], hubName: HubName): Notice[] {
  const notices: Notice[] = [];
  const about = aboutNotice(look, hubName);
  if (about !== null) notices.push(about);
  if (look.stranger) notices.push(strangerNotice(look));
  for (const other of look.alsoWaiting) {
    const newer = isNewer(other, look);
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

/** What the message seems to be about, and how far it has been dealt with. */
function aboutNotice(look: CandidateLook, hubName: HubName): Notice | null {
  const { known, asked } = look;
  if (asked.kind === 'call-off-waiting') {
    return {
      tone: 'warn',
      title: 'The local authority calls off a meeting that nobody has confirmed yet',
      text: 'Reject the invitation that waits, unless you know that it takes place.',
    };
  }
  if (known === null) {
    return look.asks === 'invitation'
      ? null
      : {
          tone: 'warn',
          title: 'Nothing is recorded of the meeting it calls off',
          text: 'Say below what you did about it.',
        };
  }
  const hub = hubName(known.hubCode) ?? known.hubCode;
  const where = `${kindLabel(known.kind)} in ${hub}, ${formatSpan(known.startsAt, known.endsAt)}, ${stateLabel(known.state)}`;
  const { title, text } = ABOUT_WORDS[asked.kind](known.reference, stateLabel(known.state));
  return {
    tone: asked.kind === 'already-so' ? 'info' : 'warn',
    title,
    lines: [
      `${known.sameEntry ? 'The same calendar entry' : 'The same meeting of the local authority'}: ${where}.`,
      ...otherKind(look, known.kind),
      text,
    ],
  };
}

function otherKind({ reading }: CandidateLook, kind: ConferenceKind): readonly string[] {
  const said = CONFERENCE_KINDS.find((one) => one === reading['kind']?.value);
  return said === undefined || said === kind
    ? []
    : [`The message calls it ${kindLabel(said)}: make sure that it is the same conference.`];
}

function decidedNotice({ asks, state, decidedBy, decidedAt, rejectReason, reference }: CandidateLook): Notice {
  return {
    tone: 'info',
    title: `${decidedBy ?? 'Somebody'} ${state === 'confirmed' ? 'confirmed' : 'rejected'} this ${asks}${decidedAt ? ` on ${formatWhen(decidedAt)}` : ''}`,
    ...(rejectReason === null ? {} : { text: rejectReason }),
    ...(reference === null ? {} : { href: `/conferences/${reference}`, linkText: `Open ${reference}` }),
  };
}

/** What the message says beyond the form: it helps to decide relevance and the report. */
function alsoRead(reading: Reading): readonly Fact[] {
  return [
    { key: 'LA reference', value: reading['laReference']?.value },
    { key: 'Report due', value: reading['reportDue']?.value },
    { key: 'Plan may end', value: reading['planMayEnd']?.source },
    { key: 'Chair asks for police', value: reading['chairRequestsPolice']?.source },
  ].filter((fact) => fact.value !== undefined);
}
