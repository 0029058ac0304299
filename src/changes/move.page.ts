import { kindLabel } from '../conferences/kinds.js';
import { CONFERENCE_MODES, modeLabel } from '../conferences/modes.js';
import type { Opened } from '../conferences/opened.js';
import { mayComeBack, stateLabel } from '../conferences/conference.js';
import { TIME_SENTENCES, type Caution } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import type { FieldError, Link, RefusedForm, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { Moved, MoveRefusal } from './changes.service.js';
import type { Followed } from './following.js';
import type { TypedMove } from './move.form.js';

/** A warning that somebody must tick. */
export interface Doubt {
  readonly title: string;
  readonly lines: readonly string[];
  readonly label: string;
}

export interface MovePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly sitting: string;
  readonly reason: { readonly label: string; readonly hint: string };
  readonly submit: string;
  /** What stands now beside what was typed, after somebody else was quicker. */
  readonly both: Table<'what' | 'now' | 'typed'> | null;
  readonly modes: readonly { readonly value: string; readonly text: string }[];
  readonly doubt: Doubt | null;
  readonly typed: TypedMove;
  readonly errors: readonly FieldError[];
}

/** What the rules said about a move, as the page shows it. */
export interface Refused extends RefusedForm {
  readonly doubt: Doubt | null;
}

export const only = (text: string, href: FieldError['href']): Refused => ({
  status: 422,
  errors: [{ text, href }],
  doubt: null,
});

export const QUICKER: Refused = {
  status: 409,
  errors: [
    { text: 'A colleague changed this conference while you were typing. Compare, then send again.', href: '#date' },
  ],
  doubt: null,
};

/** A time that must be confirmed, with what is unusual about it. */
export const toConfirm = (cautions: readonly Caution[]): Refused => ({
  status: 422,
  errors: [{ text: 'Confirm the unusual time, or change it.', href: '#sure' }],
  doubt: {
    title: 'This time is unusual',
    lines: cautions.map((caution) => caution.text),
    label: 'The time is right as I typed it',
  },
});

/** Each refusal of a move at the field that mends it. */
export function moveRefusal(refusal: MoveRefusal): Refused {
  switch (refusal.kind) {
    case 'end-before-start':
    case 'too-long':
      return only(TIME_SENTENCES[refusal.kind], '#end');
    case 'too-far':
      return only(TIME_SENTENCES[refusal.kind], '#date');
    case 'cannot-move':
      return only(`This conference is ${refusal.state}, so it cannot be moved.`, '#date');
    case 'nothing-changed':
      return only('This is what stands already. Change the time, the mode or the place.', '#date');
    case 'sits-again':
      return only('It was inquorate and adjourned. Give the new date as another sitting, with Adjourn.', '#date');
    case 'needs-new-time':
      return only('Give the new date or time. To put it back on as it stood, change its state.', '#date');
    case 'reason-missing':
      return only('Say in a few words why it moves.', '#reason');
    case 'changed-meanwhile':
      return QUICKER;
    case 'confirm':
      return toConfirm(refusal.cautions);
    default:
      return never(refusal);
  }
}

/** The form for a new time or place. */
export function movePage(opened: Opened, typed: TypedMove, refused: Refused | null): MovePage {
  const { conference, sitting, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  const isLate = refused?.status === 409;
  const isBack = mayComeBack(conference.state);
  const stood = formatSpan(sitting.startsAt, sitting.endsAt);
  return {
    title: isBack ? 'Give the new date' : 'Move this conference',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/move`,
    sitting: isBack
      ? `It is ${stateLabel(conference.state)}, and stood at ${stood}. With a new date it is on again, and whoever was on it is asked again.`
      : `It now stands at ${stood}. ${whoIsTold(opened)}`,
    reason: {
      label: 'Why does it move?',
      hint: isBack ? 'For example: new date from the authority' : 'For example: the chair is ill',
    },
    submit: isBack ? 'Put it on at this time' : 'Move',
    both: isLate ? compare(opened, typed) : null,
    modes: CONFERENCE_MODES.map((mode) => ({ value: mode, text: modeLabel(mode) })),
    doubt: refused?.doubt ?? null,
    // Sending again after having seen both is a decision: it then counts against what stands now.
    typed: isLate ? { ...typed, version: String(conference.version) } : typed,
    errors: refused?.errors ?? [],
  };
}

function whoIsTold({ hub }: Opened): string {
  const asked = 'Everybody assigned is asked again when the time or the way it is held changes.';
  const shown = [...(hub.venueInInvitation ? ['venue'] : []), ...(hub.joinLinkInInvitation ? ['join link'] : [])].join(
    ' or ',
  );
  return shown === ''
    ? `${asked} A venue or a link is in no invitation, so a new one is mailed to nobody.`
    : `${asked} A new ${shown} is sent to them.`;
}

export function compare({ sitting }: Opened, typed: TypedMove): NonNullable<MovePage['both']> {
  const mode = CONFERENCE_MODES.find((one) => one === typed.mode);
  const line = (what: string, now: string, given: string): { cells: Record<'what' | 'now' | 'typed', string> } => ({
    cells: { what, now: now || 'none', typed: given || 'none' },
  });
  return {
    caption: 'What stands now and what you typed',
    columns: [
      { key: 'what', text: 'What', rowHeader: true },
      { key: 'now', text: 'Stands now' },
      { key: 'typed', text: 'You typed' },
    ],
    rows: [
      line('When', formatSpan(sitting.startsAt, sitting.endsAt), `${typed.date}, ${typed.start} to ${typed.end}`),
      line('Mode', modeLabel(sitting.mode), mode === undefined ? '' : modeLabel(mode)),
      line('Venue', sitting.venue ?? '', typed.venue),
      line('Join link', sitting.joinLink ?? '', typed.joinLink),
    ],
  };
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Who is asked again, and who is not and why, in sentences. */
export const followedWords = ({ reinvited, released }: Followed): readonly string[] => [
  ...(reinvited.length === 0 ? [] : [`${list(reinvited)} ${reinvited.length === 1 ? 'is' : 'are'} asked again.`]),
  ...released.map((one) => `${one.name} ${one.why} and was released.`),
];

/** What the banner says after a move: who is asked again, and who can no longer come. */
export function moved(result: Moved, when: string): Flash {
  const { conference, change, told } = result;
  const words = followedWords(result);
  const needsSomebody = change !== 'details' && change !== null && result.reinvited.length === 0;
  return {
    title: change === 'details' || change === null ? 'The change is recorded.' : `It now stands at ${when}.`,
    text: words.length > 0 ? words.join(' ') : otherwise(change, told),
    tone: result.released.length > 0 ? 'warn' : 'good',
    ...(needsSomebody
      ? { href: `/conferences/${conference.reference}/assign`, linkText: 'Assign somebody' }
      : { href: '/board', linkText: 'Back to the board' }),
  };
}

function otherwise(change: Moved['change'], told: readonly string[]): string {
  if (change === null) return 'No invitation shows it, so nobody is sent a mail. Tell whoever needs to know.';
  if (told.length === 0) return 'Nobody was assigned, so nobody has to be told.';
  return `${list(told)} ${told.length === 1 ? 'is' : 'are'} told, and need not answer again.`;
}
