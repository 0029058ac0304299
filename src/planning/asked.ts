/** What somebody asked of a plan, as it is kept. Days and times are text, people and conferences as the tracker has them. */
import type { ConferenceKind } from '../conferences/kinds.js';
import type { Role } from './instance.js';

export type AskedLock =
  | {
      readonly kind: 'keep';
      readonly attendeeId: number;
      readonly conference: string;
      readonly role: Role | null;
    }
  | { readonly kind: 'not'; readonly attendeeId: number; readonly conference: string }
  | { readonly kind: 'not-on'; readonly attendeeId: number; readonly day: string };

/** What if somebody were away. */
export interface AskedAway {
  readonly attendeeId: number;
  readonly from: string;
  /** Included. */
  readonly to: string;
}

/** What if there were one conference more. */
export interface AskedMore {
  readonly hub: string;
  readonly kind: ConferenceKind;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly inPerson: boolean;
}

export interface PlanAsked {
  readonly locks: readonly AskedLock[];
  readonly away: readonly AskedAway[];
  readonly more: readonly AskedMore[];
  /** People of other hubs may go, too. */
  readonly everybody: boolean;
  /** Whoever is invited and has not accepted may be moved for a plan that is no better covered. */
  readonly mayMove: boolean;
  readonly seconds: number;
}

/** It supposes something that is not so, and is not there to be carried out. */
export const isSupposed = ({ away, more }: PlanAsked): boolean => away.length > 0 || more.length > 0;

export const moreName = (at: number): string => `Added ${at + 1}`;

const sameLock = (a: AskedLock, b: AskedLock): boolean => JSON.stringify(a) === JSON.stringify(b);

/** With one lock more. The same twice is once, and the opposite of an earlier one takes its place. */
export function withLock(locks: readonly AskedLock[], more: AskedLock): readonly AskedLock[] {
  const others = locks.filter(
    (one) =>
      !sameLock(one, more) &&
      !(
        'conference' in one &&
        'conference' in more &&
        one.attendeeId === more.attendeeId &&
        one.conference === more.conference
      ),
  );
  return [...others, more];
}
