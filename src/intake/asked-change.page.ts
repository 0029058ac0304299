import type { Doubt } from '../changes/move.page.js';
import { sameTime } from '../changes/told-change.js';
import { stateLabel } from '../conferences/conference.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import { modeLabel } from '../conferences/modes.js';
import type { Caution } from '../conferences/timing.js';
import { formatSpan, formatTime, formatWhen, londonDate } from '../kernel/london.js';
import type { Cell, Link, Row, Table } from '../web/page-parts.js';
import {
  ADJOURNED,
  BACK_ON,
  CALLED_OFF,
  MOVED,
  TRANSFERRED,
  saidSitting,
  type AskedChange,
  type CallOff,
} from './asked-change.js';
import type { KnownConference } from './candidate-about.queries.js';
import type { Reading } from './candidate.queries.js';
import { readFrom } from './candidate.form.js';
import type { CandidateLook } from './candidates.service.js';

type Column = 'what' | 'now' | 'said';

/** What a message asks of a conference, and the one button that does it. */
export interface AskedPart {
  readonly title: string;
  /** What the conference has beside what the message says; null when nothing is recorded of it. */
  readonly table: Table<Column> | null;
  /** What is unusual about the new time and need not be confirmed. */
  readonly cautions: readonly string[];
  /** Null when there is nothing that could be done at once. */
  readonly agree: {
    readonly action: string;
    readonly hidden: Readonly<Record<string, string>>;
    readonly choices: readonly { readonly value: CallOff; readonly text: string; readonly hint: string }[];
    readonly choice: string;
    /** Null when no reason is kept. */
    readonly reason: string | null;
    readonly doubt: Doubt | null;
    readonly submit: string;
  } | null;
  readonly other: Link | null;
}

/** What the person typed before it was refused. */
export interface TypedAgreement {
  readonly change: string;
  readonly reason: string;
}

const CHOICES: Record<CallOff, { readonly text: string; readonly hint: string }> = {
  'stand-down': { text: 'Stand down', hint: 'It will not take place at this time. It may come back with a new date.' },
  postpone: { text: 'Postponed, no date yet', hint: 'It will take place later, and no new date is known yet.' },
  cancel: { text: 'Cancel for good', hint: 'It will never take place.' },
};

const TITLES: Partial<Record<AskedChange['kind'], string>> = {
  move: 'What the message changes',
  'sit-again': 'The message gives another sitting',
  'transfer-out': 'The message says that the case is transferring',
  reinstate: 'What the message changes',
  'call-off': 'What the message calls off',
  'call-off-waiting': 'What the message calls off',
};

/** @param cautions what is unusual about the time the message gives */
export function askedPart(
  look: CandidateLook,
  cautions: readonly Caution[],
  typed: TypedAgreement | null,
): AskedPart | null {
  const { asked, known, id } = look;
  if (asked.kind === 'unknown') return null;
  const submit = submitWords(asked, known);
  const asksReason = asked.kind === 'move' || asked.kind === 'reinstate' || asked.kind === 'call-off';
  const mustConfirm = asked.kind === 'move' && cautions.some((caution) => caution.mustConfirm);
  const lines = cautions.map((caution) => caution.text);
  return {
    title: TITLES[asked.kind] ?? 'What is recorded, and what the message says',
    table: known && beside(known, look),
    cautions: mustConfirm ? [] : lines,
    agree:
      submit === null
        ? null
        : {
            action: `/inbox/${id}/agree`,
            hidden: { asked: asked.kind, reference: known?.reference ?? '', version: String(known?.version ?? 0) },
            choices: asked.kind === 'call-off' ? asked.choices.map((value) => ({ value, ...CHOICES[value] })) : [],
            choice: typed?.change ?? '',
            reason: asksReason ? (typed?.reason ?? usualReason(asked)) : null,
            doubt: mustConfirm
              ? { title: 'This time is unusual', lines, label: 'The time is right as the message says it' }
              : null,
            submit,
          },
    other: otherWay(look),
  };
}

const usualReason = ({ kind }: AskedChange): string =>
  kind === 'call-off' ? CALLED_OFF : kind === 'reinstate' ? BACK_ON : MOVED;

function submitWords(asked: AskedChange, known: KnownConference | null): string | null {
  const reference = known?.reference ?? '';
  switch (asked.kind) {
    case 'move':
      return known !== null && sameTime(known, asked.to)
        ? `Change ${reference}`
        : `Move ${reference} to ${formatWhen(asked.to.startsAt)}`;
    case 'reinstate':
      return `Put ${reference} back on`;
    case 'call-off':
      return `Call off ${reference}`;
    case 'call-off-waiting':
      return 'Reject that invitation as called off';
    case 'already-so':
      return 'Nothing more to do: file it';
    case 'out-of-date':
      return 'File it as out of date';
    default:
      return null;
  }
}

function otherWay(look: CandidateLook): Link | null {
  const { asked, known } = look;
  if (known === null) return null;
  const { reference } = known;
  if (asked.kind === 'move') return { text: 'Change something first', href: moveHref(reference, look, asked.to) };
  if (asked.kind === 'sit-again') return { text: 'Record the next sitting', href: sitAgainHref(known, look, asked.to) };
  const transferring = look.reading['transferring']?.value;
  const goes = asked.kind === 'transfer-out' || (asked.kind === 'call-off' && transferring !== undefined);
  if (goes && transferring !== undefined) {
    const said = new URLSearchParams({ to: transferring, reason: TRANSFERRED, message: String(look.id) });
    return { text: 'Transfer it out', href: `/conferences/${reference}/transfer-out?${said.toString()}` };
  }
  if (asked.kind === 'no-time')
    return { text: `Move ${reference} by hand`, href: `/conferences/${reference}/move?message=${look.id}` };
  if (asked.kind === 'impossible' && asked.state === 'held' && look.asks === 'invitation') {
    return { text: 'It sits again: give the new sitting', href: `/conferences/${reference}/sit-again` };
  }
  return { text: `Open ${reference}`, href: `/conferences/${reference}` };
}

/** The form for an inquorate sitting, or for its next one, with what the message says already in it. */
function sitAgainHref({ reference, isAdjourned }: KnownConference, look: CandidateLook, to: NewSitting): string {
  if (isAdjourned) return `/conferences/${reference}/sit-again?${saidOf(look, to, ADJOURNED)}`;
  const said = saidOf(look, to, '');
  return `/conferences/${reference}/inquorate?outcome=adjourned-to&${said}`;
}

/** The form for moving a conference, with what the message says already in it; `message` brings the person back here. */
const moveHref = (reference: string, look: CandidateLook, to: NewSitting): string =>
  `/conferences/${reference}/move?${saidOf(look, to, MOVED)}`;

function saidOf({ id }: CandidateLook, to: NewSitting, reason: string): string {
  const { day, month, year } = londonDate(to.startsAt);
  const said = {
    date: `${day}/${month}/${year}`,
    start: formatTime(to.startsAt),
    end: formatTime(to.endsAt),
    mode: to.mode,
    venue: to.venue,
    joinLink: to.joinLink,
    reason: reason || null,
    message: String(id),
  };
  const pairs = Object.entries(said).filter((pair): pair is [string, string] => pair[1] !== null);
  return new URLSearchParams(pairs).toString();
}

/** What a conference has beside what the message says; what the message does not say stays, and is not offered. */
function beside(known: KnownConference, { reading, asks }: Pick<CandidateLook, 'reading' | 'asks'>): Table<Column> {
  const to = saidSitting(reading, known);
  const span = ({ startsAt, endsAt }: NewSitting): string => formatSpan(startsAt, endsAt);
  const when = row('When', span(known), to && span(to), read(reading, 'startsAt', 'date'));
  const rows =
    asks === 'cancellation'
      ? [when, { cells: { what: 'State', now: stateLabel(known.state), said: { text: 'called off', strong: true } } }]
      : [
          when,
          row('Mode', modeLabel(known.mode), to && modeLabel(to.mode), read(reading, 'mode')),
          row('Venue', known.venue, to?.venue, read(reading, 'venue')),
          row('Join link', known.joinLink, to?.joinLink, read(reading, 'joinLink')),
        ];
  return {
    caption: `${known.reference} beside the message`,
    captionHidden: true,
    columns: [
      { key: 'what', text: 'What', rowHeader: true, bare: true },
      { key: 'now', text: 'Recorded now' },
      { key: 'said', text: 'The message says' },
    ],
    rows,
  };
}

const read = (reading: Reading, ...names: readonly string[]): string | null => {
  const field = names.map((name) => reading[name]).find((one) => one !== undefined);
  return field === undefined ? null : readFrom(field);
};

function row(what: string, now: string | null, said: string | null | undefined, source: string | null): Row<Column> {
  const stands = now ?? 'none';
  return { cells: { what, now: stands, said: saidCell(stands, said ?? null, source) } };
}

function saidCell(stands: string, said: string | null, source: string | null): Cell {
  if (source === null) return { text: 'Not said: it stays', quiet: true };
  if (said === null) return { text: 'No time could be read', quiet: true, note: source };
  if (said === stands) return { text: 'The same', quiet: true };
  return { text: said, strong: true, tag: { text: 'Differs', tone: 'warn' }, note: source };
}
