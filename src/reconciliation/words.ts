/** What people read of a reconciliation: its classes and positions, and why something was not done. */
import type { LaRole } from '../../config/matching.js';
import { stateRefusalSentence } from '../conferences/conference.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import type { FieldError, Tag } from '../web/page-parts.js';
import type { DifferenceKind } from './differences.js';
import { PERIOD_SENTENCES, type Position, type ReconciliationState, type RowClass } from './reconciliation.js';
import type { AgainRefusal, SendRefusal } from './reconciliations.service.js';
import type { RecordRefusal } from './recording.service.js';

export const STATE_TAGS: Readonly<Record<ReconciliationState, Tag>> = {
  reading: { text: 'Being read', tone: 'info' },
  refused: { text: 'Refused', tone: 'bad' },
  ready: { text: 'Compared', tone: 'info' },
};

export const CLASS_TAGS: Readonly<Record<RowClass, Tag>> = {
  unsure: { text: 'Which one?', tone: 'warn' },
  'theirs-only': { text: 'Only theirs', tone: 'bad' },
  'ours-only': { text: 'Only ours', tone: 'warn' },
  differs: { text: 'Differs', tone: 'warn' },
  matched: { text: 'Agrees', tone: 'good' },
};

export const POSITION_WORDS: Readonly<Record<Position, string>> = {
  ours: 'Ours stands',
  theirs: 'Theirs stands',
  other: 'Agreed otherwise',
};

/** "the conference chair" */
export function roleWords(role: string | null, roles: readonly LaRole[]): string {
  if (role === null) return 'nobody';
  // A role that is no longer on the list is told by its code.
  const label = roles.find(({ code }) => code === role)?.label ?? role.replaceAll('-', ' ');
  return label.replace(/^./, (first) => `the ${first.toLowerCase()}`);
}

export const DIFFERENCE_LABELS: Readonly<Record<DifferenceKind, string>> = {
  date: 'Day',
  held: 'Held or not',
  kind: 'Kind',
  children: 'Children',
  attended: 'Police attended',
};

export function sendWords(refusal: SendRefusal): FieldError {
  switch (refusal.kind) {
    case 'unknown-hub':
    case 'not-your-hub':
      return { text: 'Choose whose list it is', href: '#hub' };
    case 'period-backwards':
    case 'period-long':
      return { text: PERIOD_SENTENCES[refusal.kind], href: '#to' };
    case 'period-ahead':
      return { text: PERIOD_SENTENCES[refusal.kind], href: '#from' };
    case 'list-too-large':
      return { text: 'The file is larger than 200 MB. Send a part of the list at a time', href: '#file' };
    case 'list-empty':
      return { text: 'The file is empty: there is no list in it', href: '#file' };
    default:
      return never(refusal);
  }
}

export function againWords(refusal: AgainRefusal): string {
  switch (refusal.kind) {
    case 'still-reading':
      return 'The list is being read. Wait until it is compared.';
    case 'nothing-read':
      return 'The list was refused, so there is nothing to compare. Send it again.';
    case 'file-gone':
      return 'The file is no longer kept. Upload the list again.';
    case 'rows-decided':
      return 'Something was decided about its rows, which reading it anew would lose. Upload the list again instead.';
    default:
      return never(refusal);
  }
}

/** One sentence, at the field that it is about; the whole form where there is none. */
export function rowWords(refusal: RecordRefusal): FieldError {
  switch (refusal.kind) {
    case 'row-changed':
    case 'changed-meanwhile':
      return at(
        'decide',
        'A colleague changed this row or its conference meanwhile. Look at it again: what you typed is kept',
      );
    case 'not-for-this-row':
      return at('decide', 'This cannot be done with this row as it stands now. Look at it again');
    case 'not-a-candidate':
      return at('reference', 'Choose one of the conferences shown');
    case 'has-another-row':
      return at(
        'reference',
        `${refusal.reference} is another conference of this list already. Tell those two apart first`,
      );
    case 'recorded-here':
      return at('decide', 'This conference was recorded from this row. Take that back instead');
    case 'role-missing':
      return at('agreedWith', 'Choose with which role at the local authority it was agreed');
    case 'note-missing':
      return at('note', 'Say in a few words what was agreed');
    case 'receiver-missing':
      return at('receivedBy', 'Say which mailbox or role received it');
    case 'not-from-here':
    case 'reason-missing':
      return at(refusal.kind === 'reason-missing' ? 'reason' : 'change', stateRefusalSentence(refusal));
    case 'duplicate-meeting-id':
      return at(
        'decide',
        `${refusal.laMeetingId} was recorded meanwhile${refusal.reference === null ? '' : ` as ${refusal.reference}`}. Compare the list again`,
      );
    case 'received-in-future':
      return at('receivedOn', 'It cannot have been received later than today');
    case 'end-before-start':
    case 'too-long':
    case 'too-far':
      return at('time', TIME_SENTENCES[refusal.kind]);
    case 'not-over':
      return at('time', 'At this time it is not over yet. Record it as a conference that is to come');
    default:
      return at('decide', 'It could not be recorded. Record the conference by hand and compare the list again');
  }
}

const at = (field: string, text: string): FieldError => ({ text, href: `#${field}` });
