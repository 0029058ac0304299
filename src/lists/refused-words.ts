/** Why a row that was carried out was refused after all, for the person who sent the list. */
import type { MoveRefusal } from '../changes/changes.service.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import type { InvitationRefusal } from '../invitations/invitation.js';
import { never } from '../kernel/decided.js';

export function refusedWords(refusal: InvitationRefusal | MoveRefusal): string {
  switch (refusal.kind) {
    case 'end-before-start':
    case 'too-long':
    case 'too-far':
      return TIME_SENTENCES[refusal.kind];
    case 'unknown-hub':
    case 'not-your-hub':
      return 'You do not record for this hub.';
    case 'received-in-future':
      return 'The list cannot have been received later than now.';
    case 'strategy-after-start':
      return 'The strategy discussion cannot come after the conference.';
    case 'duplicate-meeting-id':
      return refusal.reference === null
        ? `Meeting id ${refusal.laMeetingId} stands twice in the list.`
        : `Meeting id ${refusal.laMeetingId} belongs to ${refusal.reference} already.`;
    case 'possible-duplicate':
      return `It may be ${refusal.found.map(({ conference }) => conference.reference).join(' or ')}.`;
    case 'duplicate-child':
      return `Child ${refusal.laChildId} is given twice.`;
    case 'cannot-move':
      return `The conference is ${refusal.state}, so it cannot be moved.`;
    case 'not-begun':
    case 'not-a-transfer-in':
    case 'trigger-missing':
    case 'trigger-too-late':
      return 'A list does not say this of a conference.';
    case 'confirm':
      return refusal.cautions.map((caution) => caution.text).join(' ');
    case 'changed-meanwhile':
    case 'already-decided':
      return 'A colleague was quicker.';
    case 'nothing-changed':
      return 'It stands so already.';
    case 'sits-again':
      return 'The last sitting was inquorate: the next date is another sitting.';
    case 'needs-new-time':
      return 'The conference is off and the list gives no new time.';
    case 'reason-missing':
      return 'A reason is missing.';
    default:
      return never(refusal);
  }
}
