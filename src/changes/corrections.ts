import { isNothingKnown, isSameChild } from '../conferences/children.js';
import type { Conference } from '../conferences/conference.js';
import type { Child, NewChild } from '../conferences/conference.queries.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';

export interface ChildrenChange {
  readonly add: readonly NewChild[];
  /** Ids of children on record. */
  readonly remove: readonly number[];
}

type Correctable = Pick<Conference, 'state' | 'kind'>;
export type CorrectionRefusal =
  /** A voided conference stays as it is. */
  { readonly kind: 'cannot-correct' } | { readonly kind: 'nothing-changed' } | { readonly kind: 'reason-missing' };

export type ChildrenRefusal =
  CorrectionRefusal | { readonly kind: 'duplicate-child'; readonly laChildId: string | null };

const refuse = (conference: Correctable, changes: boolean, reason: string): CorrectionRefusal | null => {
  if (conference.state === 'voided') return { kind: 'cannot-correct' };
  if (!changes) return { kind: 'nothing-changed' };
  return reason.trim() === '' ? { kind: 'reason-missing' } : null;
};

export interface DecidedChildren extends ChildrenChange {
  readonly removed: readonly Child[];
  /** How many there are then. */
  readonly now: number;
}

/** Children added to a conference and taken off it (domain, situation 12). No child stands twice, by either code. */
export function changeChildren(
  conference: Correctable,
  known: readonly Child[],
  change: ChildrenChange,
  reason: string,
): Decided<DecidedChildren, ChildrenRefusal> {
  const removed = known.filter((child) => change.remove.includes(child.id));
  const refusal = refuse(conference, removed.length + change.add.length > 0, reason);
  if (refusal !== null) return refused(refusal);
  const kept = known.filter((child) => !removed.includes(child));
  const twice = change.add.find((child, i) =>
    [...kept, ...change.add.slice(0, i)].some((other) => isSameChild(child, other)),
  );
  if (twice !== undefined) return refused({ kind: 'duplicate-child', laChildId: twice.laChildId });
  return accepted({ ...change, removed, now: kept.length + change.add.length });
}

/** Whether somebody new is concerned, so that the relevance of a review is to be looked at again. */
export const concernsMore = ({ add }: ChildrenChange): boolean => add.some((child) => !isNothingKnown(child));

/** What turns the children on record into those wanted: what is alike in everything stays, the rest goes or comes. */
export function towards(known: readonly Child[], wanted: readonly NewChild[]): ChildrenChange {
  const left = [...known];
  const add = wanted.filter((child) => {
    const at = left.findIndex((one) => isAlike(one, child));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return { add, remove: left.map((child) => child.id) };
}

const isAlike = (a: NewChild, b: NewChild): boolean =>
  a.laChildId === b.laChildId &&
  a.policeReference === b.policeReference &&
  a.initials === b.initials &&
  a.bornYear === b.bornYear &&
  String(a.expectedOn) === String(b.expectedOn);

/** Another kind for the same conference: an ICPC that is a review, a child born before its conference (situations 17, 18). */
export function convertKind(
  conference: Correctable,
  kind: ConferenceKind,
  reason: string,
): Decided<ConferenceKind, CorrectionRefusal> {
  const refusal = refuse(conference, kind !== conference.kind, reason);
  return refusal === null ? accepted(kind) : refused(refusal);
}

/** The authority that convenes it when that is none of ours (situation 16); null when it is the hub's after all. */
export function changeConvener(
  conference: Correctable & Pick<Conference, 'convenedBy'>,
  convenedBy: string | null,
  reason: string,
): Decided<string | null, CorrectionRefusal> {
  const refusal = refuse(conference, convenedBy !== conference.convenedBy, reason);
  return refusal === null ? accepted(convenedBy) : refused(refusal);
}
