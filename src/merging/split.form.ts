import { typedMove, type TypedMove, readMove } from '../changes/move.form.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { SHARES, type Share } from './split.js';
import type { SplitToMake } from './splitting.service.js';

/** A split as typed: the boxes of a move, who goes, and to which of the two each invitation is. */
export interface TypedSplit {
  readonly time: TypedMove;
  readonly children: readonly string[];
  /** By the name of its field. */
  readonly shares: Readonly<Record<string, string>>;
  readonly lead: boolean;
}

/** The name of the field of an invitation. */
export const shareField = (invitationId: number): string => `invitation-${invitationId}`;

export function typedSplit(body: unknown): TypedSplit {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const shares = names.filter((name) => name.startsWith('invitation-')).map((name) => [name, typedText(body, name)]);
  return {
    time: typedMove(body),
    children: typedChoices(body, 'children'),
    shares: Object.fromEntries(shares) as Record<string, string>,
    lead: typedText(body, 'lead') === 'yes',
  };
}

export type ReadSplit =
  { readonly ok: true; readonly value: SplitToMake } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Who goes and when. Whether that may be is for the rules to say. */
export function readSplit(typed: TypedSplit, today: Temporal.PlainDate): ReadSplit {
  const read = readMove(typed.time, today);
  if (!read.ok) {
    const errors = read.errors.map((error) =>
      error.href === '#reason' ? { ...error, text: 'Say in a few words why it is split.' } : error,
    );
    return { ok: false, errors };
  }
  const children = typed.children.map(wholeNumber).filter((id) => id !== null);
  const shares = Object.entries(typed.shares).flatMap(([name, share]): [number, Share][] => {
    const id = wholeNumber(name.slice('invitation-'.length));
    const known = SHARES.find((one) => one === share);
    return id === null || known === undefined ? [] : [[id, known]];
  });
  return { ok: true, value: { ...read.value, children, shares: Object.fromEntries(shares), inviteLead: typed.lead } };
}
