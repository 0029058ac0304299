import type { Surroundings } from '../../config/surroundings.js';
import type { Conference } from '../conferences/conference.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import { cautionsAbout, impossibleTime, type Caution, type TimeRefusal } from '../conferences/timing.js';

/** A new time or place as somebody gave it. */
export interface GivenTime {
  readonly to: NewSitting;
  readonly reason: string;
  /** What is unusual about the time is meant. */
  readonly confirmed: boolean;
  /** The version the person was looking at. */
  readonly version: number;
}

export type NewTimeRefusal = TimeRefusal | { readonly kind: 'confirm'; readonly cautions: readonly Caution[] };

/** A time that cannot be meant, or that nobody has confirmed although it is unusual; null when it is fine. */
export function refuseTime(
  surroundings: Surroundings,
  conference: Conference,
  { to, confirmed }: Pick<GivenTime, 'to' | 'confirmed'>,
): NewTimeRefusal | null {
  const now = surroundings.now();
  const time = { ...to, receivedAt: now };
  const impossible = impossibleTime(time, now);
  if (impossible !== null) return impossible;
  const cautions = cautionsAbout(time, surroundings.hubOf(conference), surroundings.reference.calendar, now);
  return !confirmed && cautions.some((caution) => caution.mustConfirm) ? { kind: 'confirm', cautions } : null;
}
