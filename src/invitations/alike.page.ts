import { kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import type { Flash } from '../web/pages.js';
import { duplicateWords, type PossibleDuplicate } from './duplicate.js';
import type { Added, FurtherRefusal } from './further-invitations.service.js';

/** The conferences that an invitation may be to, each with a way to add it there. */
export interface AlikePart {
  readonly conferences: readonly { readonly reference: string; readonly words: string; readonly href: string }[];
  /** Their references, for the tick that says it is another one; null when it cannot be. */
  readonly about: string | null;
}

export const alikePart = (found: readonly PossibleDuplicate[]): AlikePart => ({
  conferences: found.map((one) => ({
    reference: one.conference.reference,
    words: duplicateWords(one),
    href: `/conferences/${one.conference.reference}`,
  })),
  about: found.map(({ conference }) => conference.reference).join(' '),
});

/** The one conference that has the LA meeting id already: it can be nothing else. */
export const certainlyAlike = (reference: string, laMeetingId: string): AlikePart => ({
  conferences: [{ reference, words: `It has the LA meeting id ${laMeetingId}`, href: `/conferences/${reference}` }],
  about: null,
});

/** Said after an invitation was added to a conference on record. `saidStart` is when the invitation says it starts. */
export function addedFlash({ conference, sitting, newChildren }: Added, saidStart: Temporal.Instant | null): Flash {
  const { reference } = conference;
  const href = `/conferences/${reference}`;
  const children =
    newChildren === 0 ? 'No new children.' : `${newChildren === 1 ? '1 child' : `${newChildren} children`} added.`;
  const facts = `${kindLabel(conference.kind as ConferenceKind)}, ${formatSpan(sitting.startsAt, sitting.endsAt)}. ${children}`;
  const title = `The invitation is added to ${reference}`;
  if (saidStart === null || saidStart.equals(sitting.startsAt)) {
    return { title, text: facts, tone: 'good', href, linkText: `Open ${reference}` };
  }
  const text = `${facts} The invitation says ${formatWhen(saidStart)}: if it has moved, move it.`;
  return { title, text, tone: 'warn', href: `${href}/move`, linkText: `Move ${reference}` };
}

/** Why an invitation could not be added, as one sentence. */
export const furtherSentence = (refusal: FurtherRefusal): string =>
  refusal.kind === 'cannot-add'
    ? `${refusal.reference} is ${refusal.state}, so nothing can be added to it`
    : 'It cannot have been received later than now. Check the day and the time';
