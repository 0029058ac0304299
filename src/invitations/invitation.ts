import type { LearntFrom } from '../conferences/circumstances.js';
import type { NewChild } from '../conferences/conference.queries.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import type { Caution, TimeRefusal } from '../conferences/timing.js';
import type { TransferIn, TransferInRefusal } from '../conferences/transfer.js';
import type { PossibleDuplicate } from './duplicate.js';

export const CHANNELS = ['mail', 'letter', 'telephone', 'portal', 'spreadsheet', 'robot'] as const;
export type Channel = (typeof CHANNELS)[number];

const CHANNEL_WORDS: Record<Channel, string> = {
  mail: 'Email or Outlook request',
  letter: 'Letter',
  telephone: 'Telephone call',
  portal: 'Portal of the local authority',
  spreadsheet: 'Spreadsheet',
  robot: 'Automation',
};
export const channelLabel = (channel: Channel): string => CHANNEL_WORDS[channel];

/** Where an invitation reached TVP when it did not reach the hub: by policy it counts all the same. */
export const CAME_TO = ['other-mailbox', 'individual'] as const;
export type CameTo = (typeof CAME_TO)[number];

const CAME_TO_WORDS: Record<CameTo, string> = {
  'other-mailbox': 'Another or an old police mailbox',
  individual: 'An individual officer or member of staff',
};
export const cameToLabel = (cameTo: CameTo): string => CAME_TO_WORDS[cameTo];

/** What the text of an invitation says that speaks for relevance; codes of the criteria. */
export const ASKED = ['chair-request', 'plan-may-end'] as const;
export type Asked = (typeof ASKED)[number];

/** A notice to TVP of a conference, with all that it said. */
export interface GivenInvitation {
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly laMeetingId: string | null;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  readonly venue: string | null;
  readonly joinLink: string | null;
  readonly children: readonly NewChild[];
  readonly receivedAt: Temporal.Instant;
  readonly channel: Channel;
  /** Null or left out when it came to the hub's own mailbox or desk. */
  readonly cameTo?: CameTo | null;
  /** What it asks in its text. */
  readonly asked?: readonly Asked[];
  /** TVP was never invited: then `receivedAt` is when it learnt of the conference, and no invitation is recorded. */
  readonly learntFrom?: LearntFrom | null;
  /** The authority that convenes it where it is none of ours; the hub is then chosen by hand. */
  readonly convenedBy?: string | null;
  /** Of a transfer-in. */
  readonly transferIn?: TransferIn | null;
  /** The caller has seen everything unusual about the time and means it. */
  readonly confirmed: boolean;
  /** References of the conferences that the caller has seen and that this is not; `any` for whichever there are. */
  readonly anotherThan?: 'any' | readonly string[];
}

export type InvitationRefusal =
  | { readonly kind: 'unknown-hub'; readonly hubCode: string }
  | { readonly kind: 'not-your-hub'; readonly hubName: string }
  | TimeRefusal
  | { readonly kind: 'received-in-future' }
  | { readonly kind: 'strategy-after-start' }
  /** Nobody can say yet that TVP was never invited. */
  | { readonly kind: 'not-begun' }
  | Extract<TransferInRefusal, { kind: 'not-a-transfer-in' | 'trigger-missing' | 'trigger-too-late' }>
  | { readonly kind: 'duplicate-meeting-id'; readonly laMeetingId: string; readonly reference: string | null }
  | { readonly kind: 'possible-duplicate'; readonly found: readonly PossibleDuplicate[] }
  | { readonly kind: 'duplicate-child'; readonly laChildId: string }
  | { readonly kind: 'already-decided'; readonly by: string }
  | { readonly kind: 'confirm'; readonly cautions: readonly Caution[] };
