import { londonDate } from '../kernel/london.js';
import type { FieldError } from '../web/page-parts.js';
import { CAME_TO, CHANNELS } from './invitation.js';
import { askedIn } from './invitation.form.js';
import type { FurtherInvitation } from './further-invitations.service.js';
import { readReceived, type Fault } from './times.form.js';
import type { TypedInvitation } from './typed-invitation.js';

export type ReadFurther =
  | { readonly ok: true; readonly value: FurtherInvitation }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** When and where another invitation to a conference on record reached TVP; nothing typed means now, at the hub. */
export function readFurther(typed: TypedInvitation, now: Temporal.Instant): ReadFurther {
  const errors: FieldError[] = [];
  const fault: Fault = (field, text) => {
    errors.push({ text, href: `#${field}` });
    return null;
  };
  const channel =
    CHANNELS.find((one) => one === typed.channel) ?? fault('channel', 'Choose how the invitation reached TVP');
  const receivedAt = readReceived(typed, now, fault);
  if (errors.length > 0 || channel === null || receivedAt === null) return { ok: false, errors };
  if (Temporal.PlainDate.compare(londonDate(receivedAt), londonDate(now).subtract({ years: 2 })) < 0) {
    fault('receivedOn', 'It was received within the last two years. Check the year');
    return { ok: false, errors };
  }
  const cameTo = CAME_TO.find((one) => one === typed.cameTo) ?? null;
  return { ok: true, value: { receivedAt, channel, cameTo, asked: askedIn(typed), children: [] } };
}
