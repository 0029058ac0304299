/** What somebody saw when they opened the form, so that what arrives while they decide is not decided past. Pure. */
import type { MarkerKind } from '../markers/marker.js';

export interface ArrivedMarker {
  readonly id: number;
  readonly kind: MarkerKind;
  readonly recordedAt: Temporal.Instant;
}

/** Decisions as a count, for they are only added; markers by id, for one may be withdrawn. */
export const seenOf = (decisions: number, markers: readonly Pick<ArrivedMarker, 'id'>[]): string =>
  `${decisions}:${markers.map(({ id }) => id).join('.')}`;

export interface Seen {
  readonly decisions: number;
  readonly markers: ReadonlySet<number>;
}

/** Null for what is no such note: then nothing is compared. */
export function readSeen(written: string): Seen | null {
  const found = /^(\d{1,6}):((?:\d{1,10}(?:\.\d{1,10})*)?)$/.exec(written);
  if (found === null) return null;
  const [, decisions = '', ids = ''] = found;
  return { decisions: Number(decisions), markers: new Set(ids === '' ? [] : ids.split('.').map(Number)) };
}

/** The markers that came since, oldest first. */
export const arrivedSince = (seen: Seen, markers: readonly ArrivedMarker[]): readonly ArrivedMarker[] =>
  markers
    .filter(({ id }) => !seen.markers.has(id))
    .toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt));
