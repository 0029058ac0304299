import { kindLabel } from '../conferences/kinds.js';
import { CONFERENCE_MODES, modeLabel } from '../conferences/modes.js';
import type { Opened } from '../conferences/opened.js';
import { TIME_SENTENCES } from '../conferences/timing.js';
import { never } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import type { FieldError, Link, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { Moved, MoveRefusal } from './changes.service.js';
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
  /** What stands now beside what was typed, after somebody else was quicker. */
  readonly both: Table<'what' | 'now' | 'typed'> | null;
  readonly modes: readonly { readonly value: string; readonly text: string }[];
  readonly doubt: Doubt | null;
  readonly typed: TypedMove;
  readonly errors: readonly FieldError[];
}

/** What the rules said about a move, as the page shows it. */
export interface Refused {
  readonly status: 409 | 422;
  readonly errors: readonly FieldError[];
  readonly doubt: Doubt | null;
}

const only = (text: string, href: FieldError['href']): Refused => ({
  status: 422,
  errors: [{ text, href }],
  doubt: null,
});

const QUICKER: Refused = {
  status: 409,
  errors: [
    { text: 'A colleague changed this conference while you were typing. Compare, then send again.', href: '#date' },
  ],
  doubt: null,
};

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
    case 'reason-missing':
      return only('Say in a few words why it moves.', '#reason');
    case 'changed-meanwhile':
      return QUICKER;
    case 'confirm':
      return {
        status: 422,
        errors: [{ text: 'Confirm the unusual time, or change it.', href: '#sure' }],
        doubt: {
          title: 'This time is unusual',
          lines: refusal.cautions.map((caution) => caution.text),
          label: 'The time is right as I typed it',
        },
      };
    default:
      return never(refusal);
  }
}

/** The form for a new time or place. */
export function movePage(opened: Opened, typed: TypedMove, refused: Refused | null): MovePage {
  const { conference, sitting, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  const isLate = refused?.status === 409;
  return {
    title: 'Move this conference',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/move`,
    sitting: `It now stands at ${formatSpan(sitting.startsAt, sitting.endsAt)}. Everybody assigned is sent the change and asked again.`,
    both: isLate ? compare(opened, typed) : null,
    modes: CONFERENCE_MODES.map((mode) => ({ value: mode, text: modeLabel(mode) })),
    doubt: refused?.doubt ?? null,
    // Sending again after having seen both is a decision: it then counts against what stands now.
    typed: isLate ? { ...typed, version: String(conference.version) } : typed,
    errors: refused?.errors ?? [],
  };
}

function compare({ sitting }: Opened, typed: TypedMove): NonNullable<MovePage['both']> {
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

/** What the banner says after a move: who is asked again, and who can no longer come. */
export function moved(result: Moved, when: string): Flash {
  const { reinvited, released, conference } = result;
  const asked =
    reinvited.length === 0 ? [] : [`${list(reinvited)} ${reinvited.length === 1 ? 'is' : 'are'} asked again.`];
  const gone = released.map((one) => `${one.name} is on ${one.clashWith} then and was released.`);
  const nobody = asked.length + gone.length === 0 ? ['Nobody was assigned, so nobody has to be told.'] : [];
  const needsSomebody = reinvited.length === 0;
  return {
    title: `It now stands at ${when}.`,
    text: [...asked, ...gone, ...nobody].join(' '),
    tone: released.length > 0 ? 'warn' : 'good',
    ...(needsSomebody
      ? { href: `/conferences/${conference.reference}/assign`, linkText: 'Assign somebody' }
      : { href: '/board', linkText: 'Back to the board' }),
  };
}
