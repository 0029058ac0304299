import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { formatSpan } from '../kernel/london.js';
import type { FieldError, Link } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { Added } from './further-invitations.service.js';
import { CAME_TO, cameToLabel, CHANNELS, channelLabel } from './invitation.js';
import type { TypedInvitation } from './typed-invitation.js';

export interface FurtherPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly about: string;
  readonly channels: readonly { readonly value: string; readonly text: string }[];
  readonly cameTo: readonly { readonly value: string; readonly text: string }[];
  readonly typed: TypedInvitation;
  readonly errors: readonly FieldError[];
}

/** The form on which an invitation that was found later is added to its conference. */
export function furtherPage(opened: Opened, typed: TypedInvitation, errors: readonly FieldError[]): FurtherPage {
  const { conference, sitting, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  return {
    title: 'Add an invitation',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/further-invitation`,
    about: `The conference is on ${formatSpan(sitting.startsAt, sitting.endsAt)}. Notice counts from the first time that an invitation reached anybody in TVP, also a wrong mailbox or an individual. When you record it is kept beside it.`,
    channels: [
      { value: '', text: 'Choose' },
      ...CHANNELS.map((channel) => ({ value: channel, text: channelLabel(channel) })),
    ],
    cameTo: [
      { value: '', text: 'The hub' },
      ...CAME_TO.map((cameTo) => ({ value: cameTo, text: cameToLabel(cameTo) })),
    ],
    typed,
    errors,
  };
}

export const furtherAdded = ({ conference, noticeDays }: Added): Flash => ({
  title: `The invitation is added to ${conference.reference}`,
  text: `It gave ${noticeDays} working ${noticeDays === 1 ? 'day' : 'days'} of notice.`,
  tone: 'good',
});
