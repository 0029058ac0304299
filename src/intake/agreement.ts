import { moved, moveRefusal } from '../changes/move.page.js';
import { stateChanged, stateRefusal } from '../changes/state.page.js';
import { formatSpan } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { Notice, RefusedForm } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { CALL_OFFS } from './asked-change.js';
import type { Agreed, AgreeRefusal, Done } from './asked-changes.service.js';

/** What a person agreed to on the page of a message. */
export const agreed = (body: unknown): Agreed => ({
  asked: typedText(body, 'asked'),
  reference: typedText(body, 'reference'),
  // A version that is no number is nobody's: the rules then answer that the conference has changed meanwhile.
  version: wholeNumber(typedText(body, 'version')) ?? 0,
  change: CALL_OFFS.find((one) => one === typedText(body, 'change')) ?? null,
  reason: typedText(body, 'why'),
  confirmed: typedText(body, 'meant') === 'yes',
});

const LOOK_AGAIN: RefusedForm = {
  status: 409,
  errors: [
    {
      text: 'A colleague changed the conference meanwhile, and nothing was done. Look at what it has now, then decide.',
      href: '#asked',
    },
  ],
};

/** Each refusal at the field of the page that mends it. */
export function refusedAgreement(refusal: Exclude<AgreeRefusal, { kind: 'already-decided' }>): RefusedForm {
  switch (refusal.kind) {
    case 'asks-otherwise':
    case 'changed-meanwhile':
      return LOOK_AGAIN;
    case 'choice-missing':
      return { status: 422, errors: [{ text: 'Choose how it is called off.', href: '#change' }] };
    case 'confirm':
      return { status: 422, errors: [{ text: 'Confirm the unusual time, or change it first.', href: '#meant' }] };
    case 'reason-missing':
      return { status: 422, errors: [{ text: 'Say why in a few words.', href: '#why' }] };
    case 'not-from-here':
      return atTheMessage(stateRefusal(refusal));
    default:
      return atTheMessage(moveRefusal(refusal));
  }
}

const atTheMessage = ({ status, errors }: RefusedForm): RefusedForm => ({
  status,
  errors: errors.map(({ text }) => ({ text, href: '#asked' })),
});

/** Where a decided message leads: to the conference it changed; null for on to the next message. */
export function doneHref(done: Done): string | null {
  if (done.kind === 'moved') return `/conferences/${done.moved.conference.reference}`;
  return done.kind === 'state' ? `/conferences/${done.changed.reference}` : null;
}

/** What the banner says then. */
export function doneFlash(done: Done): Flash {
  switch (done.kind) {
    case 'moved':
      return moved(done.moved, formatSpan(done.to.startsAt, done.to.endsAt));
    case 'state':
      return stateChanged(done.changed, done.change);
    case 'settled':
      return { title: 'The message is filed', text: `${done.reference} already stood as it says.` };
    case 'rejected':
      return { title: 'The message is filed', text: done.why };
  }
}

/** Above the page of somebody who was too late: nothing of theirs was saved. */
export const tooLate = (by: string): Notice => ({
  tone: 'bad',
  title: `${by} has already dealt with this message`,
  text: 'Nothing of yours was saved, and nothing was recorded twice.',
});
