/** The way through the inbox by single keys, and without them. */
import type { Key, Link } from '../web/page-parts.js';

/** Ids of the waiting messages beside one, in the order of the inbox; null at its ends. */
export interface Around {
  readonly next: number | null;
  readonly previous: number | null;
}

interface InOrder {
  readonly id: number;
  readonly receivedAt: Temporal.Instant;
}

const isBefore = (a: InOrder, b: InOrder): boolean =>
  (Temporal.Instant.compare(a.receivedAt, b.receivedAt) || a.id - b.id) < 0;

/** @param waiting oldest first; the message itself may be among them, or decided already */
export function aroundOf(waiting: readonly InOrder[], one: InOrder): Around {
  return {
    next: waiting.find((other) => isBefore(one, other))?.id ?? null,
    previous: waiting.findLast((other) => isBefore(other, one))?.id ?? null,
  };
}

/** Where somebody goes who has decided on a message: to the next one, else to the oldest left, else to the empty inbox. */
export function afterDeciding(waiting: readonly InOrder[], decided: InOrder): string {
  const left = waiting.filter(({ id }) => id !== decided.id);
  const next = aroundOf(left, decided).next ?? left[0]?.id ?? null;
  return next === null ? '/inbox' : `/inbox/${next}`;
}

export const aroundLinks = ({
  next,
  previous,
}: Around): { readonly next: Link | null; readonly previous: Link | null } => ({
  next: next === null ? null : { text: 'Next message', href: `/inbox/${next}` },
  previous: previous === null ? null : { text: 'Message before', href: `/inbox/${previous}` },
});

export const STEP_KEYS: readonly Key[] = [
  { key: 'j', text: 'next message' },
  { key: 'k', text: 'message before' },
];

export const DECIDE_KEYS: readonly Key[] = [
  { key: 'c', text: 'to the button that confirms; Enter then presses it' },
  { key: 'm', text: 'to the button that adds it to a known conference' },
  { key: 'e', text: 'to the first field' },
  { key: 'r', text: 'to the reason for rejecting' },
];
