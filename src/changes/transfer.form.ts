import { oneLine } from '../calendar/writing.js';
import { RECEIVING, TRANSFER_TRIGGERS, type TransferIn, type TransferOut } from '../conferences/transfer.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { GivenTransferIn, GivenTransferOut } from './transfers.service.js';

export interface TypedTransferIn {
  readonly trigger: string;
  readonly on: string;
  readonly from: string;
  readonly version: string;
}

export interface TypedTransferOut {
  readonly to: string;
  readonly contact: string;
  readonly receiving: string;
  readonly on: string;
  readonly reason: string;
  readonly version: string;
  /** Number in the inbox of the message that says so; empty when there is none. */
  readonly message: string;
}

type ReadForm<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

const LONGEST = 100;

export const typedTransferIn = (body: unknown): TypedTransferIn => ({
  trigger: typedText(body, 'trigger'),
  on: typedText(body, 'on'),
  from: oneLine(typedText(body, 'from')),
  version: typedText(body, 'version'),
});

export const typedTransferOut = (body: unknown): TypedTransferOut => ({
  to: oneLine(typedText(body, 'to')),
  contact: oneLine(typedText(body, 'contact')),
  receiving: typedText(body, 'receiving'),
  on: typedText(body, 'on'),
  reason: typedText(body, 'reason'),
  version: typedText(body, 'version'),
  message: typedText(body, 'message'),
});

const written = (date: Temporal.PlainDate | null): string =>
  date === null ? '' : `${date.day}/${date.month}/${date.year}`;

/** The form as it is first opened; where nothing is known yet the hub's usual way of counting is chosen. */
export const transferInAsItStands = (known: TransferIn | null, usual: string, version: number): TypedTransferIn => ({
  trigger: known === null ? usual : (known.triggerKind ?? ''),
  on: written(known?.triggeredOn ?? null),
  from: known?.fromAuthority ?? '',
  version: String(version),
});

export const transferOutAsItStands = (known: TransferOut | null, version: number): TypedTransferOut => ({
  to: known?.toAuthority ?? '',
  contact: known?.forceContact ?? '',
  receiving: known?.receiving ?? '',
  on: written(known?.receivingOn ?? null),
  reason: '',
  version: String(version),
  message: '',
});

/** The form as a message proposes it: what the address names instead of what stands. */
export function transferOutAsProposed(stands: TypedTransferOut, query: unknown): TypedTransferOut {
  const { to, reason, message } = typedTransferOut(query);
  return {
    ...stands,
    ...Object.fromEntries(Object.entries({ to, reason, message }).filter(([, text]) => text !== '')),
  };
}

const dayError = (text: string): FieldError => ({
  text: `"${text.slice(0, 40)}" is not a date. Write it like 24/11/26, 24 Nov or tomorrow.`,
  href: '#on',
});
const tooLong = (text: string, href: '#from' | '#to' | '#contact'): readonly FieldError[] =>
  text.length > LONGEST ? [{ text: `Write it in at most ${LONGEST} characters.`, href }] : [];
// A version that is no number is nobody's: the rules then answer that the conference has changed meanwhile.
const versionOf = (typed: { readonly version: string }): number => wholeNumber(typed.version) ?? 0;

export function readTransferIn(typed: TypedTransferIn, today: Temporal.PlainDate): ReadForm<GivenTransferIn> {
  const triggeredOn = typed.on === '' ? null : readDate(typed.on, today);
  const errors = [
    ...(typed.on !== '' && triggeredOn === null ? [dayError(typed.on)] : []),
    ...tooLong(typed.from, '#from'),
  ];
  if (errors.length > 0) return { ok: false, errors };
  const triggerKind = TRANSFER_TRIGGERS.find((one) => one === typed.trigger) ?? null;
  return {
    ok: true,
    value: { triggerKind, triggeredOn, fromAuthority: typed.from || null, version: versionOf(typed) },
  };
}

export function readTransferOut(typed: TypedTransferOut, today: Temporal.PlainDate): ReadForm<GivenTransferOut> {
  const receiving = RECEIVING.find((one) => one === typed.receiving);
  const isDated = receiving === 'known' && typed.on !== '';
  const receivingOn = isDated ? readDate(typed.on, today) : null;
  const errors: readonly FieldError[] = [
    ...tooLong(typed.to, '#to'),
    ...tooLong(typed.contact, '#contact'),
    ...(receiving === undefined
      ? [{ text: 'Say whether the receiving conference is known.', href: '#receiving' } as const]
      : []),
    ...(isDated && receivingOn === null ? [dayError(typed.on)] : []),
  ];
  if (receiving === undefined || errors.length > 0) return { ok: false, errors };
  const place = { toAuthority: typed.to || null, forceContact: typed.contact || null };
  return { ok: true, value: { ...place, receiving, receivingOn, reason: typed.reason, version: versionOf(typed) } };
}
