import { receivedAs, type Hints } from '../invitations/invitation.page.js';
import { receiptWords } from '../invitations/new-invitation.page.js';
import {
  CHILD_ROWS,
  INVITATION_FIELDS,
  type InvitationFieldName,
  type TypedChild,
  type TypedInvitation,
} from '../invitations/typed-invitation.js';
import type { Notice } from '../web/page-parts.js';
import { FIELD_WORDS, prefilled, readingHints, sourceOf } from './candidate.form.js';
import type { ReadPaste } from './pasted-text.js';
import { readingOf } from './reading.js';

export interface FilledForm {
  readonly typed: TypedInvitation;
  readonly hints: Hints;
  readonly notice: Notice;
}

/** The form as it was opened: what it says although nobody typed it, and what it offers. */
export interface Untouched {
  /** Codes of the hubs that may be chosen. */
  readonly hubs: readonly string[];
  /** The mode that the form chose for the hub; '' for none. */
  readonly mode: string;
  /** When TVP received it, as the form first said. */
  readonly opened: string;
}

const isEmpty = (child: TypedChild): boolean => Object.values(child).every((text) => text === '');

/** The form with what the pasted text says put into it. What a person typed stays, and is said where it differs. */
export function filledFrom(typed: TypedInvitation, read: ReadPaste, untouched: Untouched): FilledForm {
  const reading = readingOf(read);
  const said = {
    ...offeredOnly(prefilled({ reading, channel: 'mail', receivedAt: null }), untouched),
    ...sentOf(read),
  };
  const own = withoutDefaults(typed, untouched);
  const filled = INVITATION_FIELDS.filter((name) => own[name] === '' && said[name] !== '');
  const kept = INVITATION_FIELDS.filter((name) => own[name] !== '' && said[name] !== '' && said[name] !== own[name]);
  const fromText = Object.fromEntries(filled.map((name) => [name, said[name]]));
  const hints = readingHints({ reading });
  const stranger = read.fields.hub !== null && !untouched.hubs.includes(read.fields.hub.value);
  return {
    typed: { ...typed, mode: own.mode, ...fromText, children: united(typed.children, said.children) },
    hints: {
      ...hints,
      ...receiptHints(read, own),
      ...(stranger ? { hub: `You record for no such hub. The text says: ${sourceOf('hub', reading)}` } : {}),
      channel: own.channel === '' ? 'Taken to be an email; choose Letter if it was one' : '',
      ...Object.fromEntries(kept.filter((name) => name in FIELD_WORDS).map((name) => [name, keptHint(name, reading)])),
    },
    notice: noticeFor(filled.filter((name) => name in FIELD_WORDS).length, read, own),
  };
}

const offeredOnly = (said: TypedInvitation, { hubs }: Untouched): TypedInvitation =>
  hubs.includes(said.hub) ? said : { ...said, hub: '' };

function withoutDefaults(typed: TypedInvitation, untouched: Untouched): TypedInvitation {
  const received = receiptWords(typed) === untouched.opened ? { receivedOn: '', receivedTime: '' } : {};
  return { ...typed, ...received, ...(typed.mode === untouched.mode ? { mode: '' } : {}) };
}

const sentOf = ({ sentAt }: ReadPaste): Partial<TypedInvitation> => (sentAt === null ? {} : receivedAs(sentAt.value));

function receiptHints({ sentAt }: ReadPaste, own: TypedInvitation): Hints {
  if (sentAt === null) return { receivedOn: 'When it first reached anybody in TVP' };
  if (own.receivedOn !== '') return { receivedOn: `Kept as you had it. The text says: ${sentAt.source}` };
  return { receivedOn: `Read from: ${sentAt.source}`, receivedTime: 'As it was sent' };
}

const keptHint = (name: InvitationFieldName, reading: ReturnType<typeof readingOf>): string =>
  `Kept as you had it. The text says: ${sourceOf(name, reading)}`;

/** The rows typed, and after them those read whose LA child id stands in none. */
function united(typed: readonly TypedChild[], read: readonly TypedChild[]): readonly TypedChild[] {
  const own = typed.filter((child) => !isEmpty(child));
  const more = read.filter((child) => !isEmpty(child) && !own.some((one) => one.laChildId === child.laChildId));
  const rows = [...own, ...more].slice(0, CHILD_ROWS);
  return [...rows, ...typed.filter(isEmpty), ...read.filter(isEmpty)].slice(0, CHILD_ROWS);
}

function noticeFor(filled: number, { fields, conflicts }: ReadPaste, own: TypedInvitation): Notice {
  const missing = Object.entries(FIELD_WORDS)
    .filter(([name, { from }]) => fields[from] === null && own[name as InvitationFieldName] === '')
    .map(([, { words }]) => words);
  return {
    tone: conflicts.length > 0 || filled === 0 ? 'warn' : 'info',
    title:
      filled === 0
        ? 'Nothing more could be read from the text'
        : `${filled} ${filled === 1 ? 'field is' : 'fields are'} filled from the text. Check each against it`,
    lines: [...conflicts, ...(missing.length === 0 ? [] : [`Not found in the text: ${missing.join(', ')}.`])],
  };
}
