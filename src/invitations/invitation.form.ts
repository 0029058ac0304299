import { LEARNT_FROM, type LearntFrom } from '../conferences/circumstances.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { TRANSFER_TRIGGERS, type TransferIn, type TransferTrigger } from '../conferences/transfer.js';
import { londonDate } from '../kernel/london.js';
import type { FieldError } from '../web/page-parts.js';
import { readChildren } from './children.form.js';
import { CAME_TO, CHANNELS, type Asked, type CameTo, type Channel, type GivenInvitation } from './invitation.js';
import { readOptionalDate, readReceived, readSpan, type Fault } from './times.form.js';
import type { InvitationFieldName, TypedInvitation } from './typed-invitation.js';

export interface FormGround {
  readonly now: Temporal.Instant;
  /** How a hub usually confers; null when there is no such hub. */
  usualMode(hubCode: string): ConferenceMode | null;
}

export type InvitationForm =
  | { readonly ok: true; readonly value: GivenInvitation }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Names the start for which cautions were shown: a tick counts for that start and no other. */
export const doubtAbout = (given: Pick<GivenInvitation, 'startsAt'>): string => given.startsAt.toString();

const LONGEST = { laMeetingId: 60, venue: 200, joinLink: 1_000, convenedBy: 100, transferFrom: 100 } as const;

/**
 * The invitation that was typed, or every fault with its field, in the order of the page. Times are Europe/London.
 * Whether it may be recorded is for the rules; this only reads.
 */
export function readInvitationForm(typed: TypedInvitation, ground: FormGround): InvitationForm {
  const errors: FieldError[] = [];
  const fault: Fault = (field, text) => {
    errors.push({ text, href: `#${field}` });
    return null;
  };
  const today = londonDate(ground.now);
  const usualMode = typed.hub === '' ? null : ground.usualMode(typed.hub);
  if (usualMode === null) fault('hub', 'Choose the local authority that convenes the conference');
  const kind = chosen<ConferenceKind>(CONFERENCE_KINDS, typed.kind) ?? fault('kind', 'Choose the kind of conference');
  const span = readSpan(typed, today, fault);
  const laMeetingId = readText(typed, 'laMeetingId', 'LA meeting id', fault);
  const mode = typed.mode === '' ? usualMode : chosen<ConferenceMode>(CONFERENCE_MODES, typed.mode);
  if (mode === null && usualMode !== null) fault('mode', 'Choose how the conference is held');
  const learntFrom = chosen<LearntFrom>(LEARNT_FROM, typed.channel);
  const channel =
    learntFrom === null
      ? (chosen<Channel>(CHANNELS, typed.channel) ?? fault('channel', 'Choose how the invitation reached TVP'))
      : 'telephone';
  const receivedAt = readReceived(typed, ground.now, fault);
  const venue = readText(typed, 'venue', 'venue', fault);
  const joinLink = readLink(typed, fault);
  const strategyDiscussionOn = readOptionalDate(typed, 'strategyOn', today, fault);
  const convenedBy = readText(typed, 'convenedBy', 'name of the authority', fault);
  const transferIn = readTransferIn(typed, kind, today, fault);
  const children = readChildren(typed, { today, preBirth: kind?.startsWith('pre-birth') ?? false }, fault);
  if (errors.length > 0 || !kind || !span || !mode || !channel || !receivedAt) return { ok: false, errors };
  const confirmed = typed.sure && typed.doubt === doubtAbout(span);
  const anotherThan = typed.another ? typed.alike.split(' ') : [];
  const cameTo = learntFrom === null ? chosen<CameTo>(CAME_TO, typed.cameTo) : null;
  const told = { channel, receivedAt, cameTo, asked: askedIn(typed), learntFrom, convenedBy, transferIn };
  const rest = { mode, venue, joinLink, strategyDiscussionOn, children, confirmed, anotherThan };
  return { ok: true, value: { hubCode: typed.hub, kind, laMeetingId, ...span, ...rest, ...told } };
}

/** What the invitation was said to ask for. */
export const askedIn = ({ chairRequest, planMayEnd }: TypedInvitation): readonly Asked[] => [
  ...(chairRequest === 'yes' ? (['chair-request'] as const) : []),
  ...(planMayEnd === 'yes' ? (['plan-may-end'] as const) : []),
];

const chosen = <T extends string>(values: readonly T[], typed: string): T | null =>
  values.find((value) => value === typed) ?? null;

/** What is known of a transfer; of another kind of conference nothing may be typed there. */
function readTransferIn(
  typed: TypedInvitation,
  kind: ConferenceKind | null,
  today: Temporal.PlainDate,
  fault: Fault,
): TransferIn | null {
  const fromAuthority = readText(typed, 'transferFrom', 'name of the authority', fault);
  const triggeredOn = readOptionalDate(typed, 'transferOn', today, fault);
  const triggerKind = chosen<TransferTrigger>(TRANSFER_TRIGGERS, typed.transferTrigger);
  if (typed.transferFrom === '' && typed.transferOn === '' && typed.transferTrigger === '') return null;
  if (kind !== null && kind !== 'transfer-in') {
    return fault('transferFrom', 'Only a transfer-in has this. Empty it, or choose the kind Transfer-in');
  }
  return { triggerKind, triggeredOn, fromAuthority };
}

function readText(
  typed: TypedInvitation,
  field: InvitationFieldName & keyof typeof LONGEST,
  name: string,
  fault: Fault,
): string | null {
  if (typed[field].length > LONGEST[field])
    return fault(field, `The ${name} can have at most ${LONGEST[field]} characters`);
  return typed[field] || null;
}

function readLink(typed: TypedInvitation, fault: Fault): string | null {
  const link = readText(typed, 'joinLink', 'join link', fault);
  if (link === null) return null;
  const address = URL.parse(link);
  if (address !== null && /^https?:$/.test(address.protocol) && !link.includes(' ')) return link;
  return fault('joinLink', 'Copy the join link from the invitation. It begins with https://');
}
