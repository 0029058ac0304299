/** Why something asked of a list was not done, for people. */
import { rowName } from '../imports/list.js';
import { never } from '../kernel/decided.js';
import type { FieldError } from '../web/page-parts.js';
import type { ReceiveRefusal, StepRefusal } from './imports.service.js';

export function receiveWords(refusal: ReceiveRefusal): FieldError {
  switch (refusal.kind) {
    case 'unknown-hub':
    case 'not-your-hub':
      return { text: 'Choose whose list it is', href: '#hub' };
    case 'received-in-future':
      return { text: 'The list cannot have come later than now', href: '#receivedOn' };
    case 'list-too-large':
      return { text: 'The file is larger than 200 MB. Send a part of the list at a time', href: '#file' };
    case 'list-empty':
      return { text: 'The file is empty: there is no list in it', href: '#file' };
    default:
      return never(refusal);
  }
}

export function stepWords(refusal: StepRefusal): string {
  switch (refusal.kind) {
    case 'list-not-ready':
      return 'Somebody was quicker: the list is in another state now.';
    case 'no-such-row':
    case 'no-such-answer':
      return `Row ${rowName(refusal.row)} does not take this answer. Look at the row again.`;
    case 'too-late-to-undo':
      return 'It can no longer be undone as a whole: the hour is over. Void or move single conferences instead.';
    case 'file-gone':
      return 'The file is no longer kept. Upload the list again.';
    default:
      return never(refusal);
  }
}
