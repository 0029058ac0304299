import type { Conference } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import { TIME_SENTENCES, type Caution } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import type { FieldError, Notice } from '../web/page-parts.js';
import { alikePart, certainlyAlike, type AlikePart } from './alike.page.js';
import { doubtAbout } from './invitation.form.js';
import type { InvitationFieldsPart } from './invitation.page.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { childField, type TypedInvitation } from './typed-invitation.js';

/** What the page says about a refusal: sentences at fields, a notice above the form, or a doubt to confirm. */
export interface RefusalWords {
  readonly errors: readonly FieldError[];
  readonly notice: Notice | null;
  readonly doubt: InvitationFieldsPart['doubt'];
  readonly alike: AlikePart | null;
}

const at = (field: string, text: string): RefusalWords => ({
  errors: [{ text, href: `#${field}` }],
  notice: null,
  doubt: null,
  alike: null,
});

export function refusalWords(refusal: InvitationRefusal, given: GivenInvitation, typed: TypedInvitation): RefusalWords {
  switch (refusal.kind) {
    case 'unknown-hub':
      return at('hub', 'Choose one of the local authorities in the list');
    case 'not-your-hub':
      return at('hub', `You do not work for the ${refusal.hubName} hub. Ask one of its coordinators to record this`);
    case 'end-before-start':
    case 'too-long':
      return at('endsAt', TIME_SENTENCES[refusal.kind]);
    case 'too-far':
      return at('startsOn', TIME_SENTENCES[refusal.kind]);
    case 'received-in-future':
      return at('receivedOn', 'It cannot have been received later than now. Check the day and the time');
    case 'strategy-after-start':
      return at('strategyOn', 'The strategy discussion comes before the conference. Check both dates');
    case 'not-begun':
      return at('channel', 'It has not begun yet: being told of it now is an invitation. Say how that reached TVP');
    case 'not-a-transfer-in':
      return at('transferFrom', 'Only a transfer-in has this. Empty it, or choose the kind Transfer-in');
    case 'trigger-missing':
      return at('transferTrigger', 'Say what the day is of: what started the 15 working days');
    case 'trigger-too-late':
      return at('transferOn', 'The transfer began before its conference, and not later than today. Check the date');
    case 'duplicate-meeting-id':
      return duplicateMeetingId(refusal);
    case 'possible-duplicate':
      return {
        ...at('another', 'This may be recorded already. Add it to that conference, or say that it is another one'),
        alike: alikePart(refusal.found),
      };
    case 'duplicate-child': {
      const second = typed.children.findLastIndex((child) => child.laChildId === refusal.laChildId);
      return at(childField(second, 'laChildId'), `The LA child id ${refusal.laChildId} stands here twice`);
    }
    case 'already-decided':
      return at('hub', `${refusal.by} has already dealt with this invitation. Nothing was recorded again`);
    case 'confirm':
      return {
        errors: [{ text: 'The time is unusual. Confirm it, or change it', href: '#sure' }],
        notice: null,
        doubt: { lines: refusal.cautions.map((caution) => caution.text), about: doubtAbout(given) },
        alike: null,
      };
    default:
      return never(refusal);
  }
}

function duplicateMeetingId(refusal: Extract<InvitationRefusal, { kind: 'duplicate-meeting-id' }>): RefusalWords {
  const { laMeetingId, reference } = refusal;
  const text =
    reference === null
      ? `A colleague has just recorded a conference with the LA meeting id ${laMeetingId}`
      : `The LA meeting id ${laMeetingId} already belongs to ${reference}`;
  const notice: Notice = {
    tone: 'warn',
    title: 'This conference may already be recorded',
    text: `${text}. If it is the same one, add this invitation to it below.`,
    href: reference === null ? `/search?q=${encodeURIComponent(laMeetingId)}` : `/conferences/${reference}`,
    linkText: reference === null ? 'Find it' : `Open ${reference}`,
  };
  const alike = reference === null ? null : certainlyAlike(reference, laMeetingId);
  return { ...at('laMeetingId', text), notice, alike };
}

/** Said after an invitation became a conference: what it is, what is unusual about it, and the next thing to do. */
export function recordedFlash(
  conference: Pick<Conference, 'reference' | 'kind'>,
  given: GivenInvitation,
  hubName: string,
  cautions: readonly Caution[],
): { title: string; text: string; href: string; linkText: string; tone: 'good' } {
  const facts = `${kindLabel(conference.kind)} in ${hubName}, ${formatSpan(given.startsAt, given.endsAt)}.`;
  return {
    title: `${conference.reference} is recorded`,
    text: [facts, ...cautions.map((caution) => caution.text)].join(' '),
    href: `/conferences/${conference.reference}/assign`,
    linkText: `Assign somebody to ${conference.reference}`,
    tone: 'good',
  };
}
