import type { AuditAction } from '../audit/events.js';
import { isSameChild, unitedChildren, type United } from '../conferences/children.js';
import { isOff, type Conference } from '../conferences/conference.js';
import type { Child, NewChild, NewSitting, Sitting } from '../conferences/conference.queries.js';
import { isInitial } from '../conferences/kinds.js';

/** The facts of which only one value can stay when two records become one. */
export const FACTS = ['kind', 'time', 'mode', 'venue', 'joinLink', 'laMeetingId', 'strategyDiscussionOn'] as const;
export type FactName = (typeof FACTS)[number];

/** One of two conferences that may be the same. */
export interface Side {
  readonly conference: Conference;
  readonly sitting: Sitting;
  readonly children: readonly Child[];
  /** Somebody has recorded what happened. */
  readonly hasOutcome: boolean;
}

export type MergeRefusal =
  | { readonly kind: 'same-conference' }
  | { readonly kind: 'merge-voided'; readonly reference: string }
  /** What happened at a conference stays where it is recorded. */
  | { readonly kind: 'outcome-lost'; readonly reference: string; readonly keep: string | null }
  | { readonly kind: 'sat-before'; readonly reference: string }
  | { readonly kind: 'other-family' };

/**
 * Why one conference cannot be merged into another; null when it can. What was decided at it is never carried to another
 * record: a conference with an outcome, or adjourned from an earlier sitting, may be kept but not merged away. An initial
 * conference and a review are not told twice; one of them is of the wrong kind, which is corrected first.
 */
export function refuseMerge(kept: Side, other: Side): MergeRefusal | null {
  if (kept.conference.id === other.conference.id) return { kind: 'same-conference' };
  const voided = [kept, other].find(({ conference }) => conference.state === 'voided');
  if (voided !== undefined) return { kind: 'merge-voided', reference: voided.conference.reference };
  const { reference } = other.conference;
  if (other.hasOutcome || other.conference.state === 'held') {
    return { kind: 'outcome-lost', reference, keep: kept.hasOutcome ? null : reference };
  }
  if (other.sitting.number > 1) return { kind: 'sat-before', reference };
  const sameFamily = isInitial(kept.conference.kind) === isInitial(other.conference.kind);
  return sameFamily ? null : { kind: 'other-family' };
}

/** The value of a fact, as text that is the same exactly when the values are. Null when it is not known. */
export function valueOf(side: Side, fact: FactName): string | null {
  const { conference, sitting } = side;
  switch (fact) {
    case 'kind':
      return conference.kind;
    case 'time':
      return `${sitting.startsAt.toString()} ${sitting.endsAt.toString()}`;
    case 'laMeetingId':
      return conference.laMeetingId;
    case 'strategyDiscussionOn':
      return conference.strategyDiscussionOn?.toString() ?? null;
    default:
      return sitting[fact];
  }
}

export const differingFacts = (kept: Side, other: Side): readonly FactName[] =>
  FACTS.filter((fact) => valueOf(kept, fact) !== valueOf(other, fact));

/**
 * The differing facts that the kept conference may take from the other. The time and place of one that is off, or over,
 * and the kind of one with an outcome, stay: they are changed knowingly, with what follows from that.
 */
export function choosableFacts(kept: Side, other: Side): readonly FactName[] {
  const stays: readonly FactName[] = [
    ...(kept.conference.state === 'scheduled' ? [] : (['time', 'mode', 'venue', 'joinLink'] as const)),
    ...(kept.hasOutcome ? (['kind'] as const) : []),
  ];
  return differingFacts(kept, other).filter((fact) => !stays.includes(fact) && valueOf(other, fact) !== null);
}

/** What is taken unless somebody chooses: whatever the kept one lacks. */
export const missingFacts = (kept: Side, other: Side): readonly FactName[] =>
  choosableFacts(kept, other).filter((fact) => valueOf(kept, fact) === null);

/** The kept sitting with what is taken from the other's. */
export const sittingWith = (kept: NewSitting, other: NewSitting, taken: readonly FactName[]): NewSitting => ({
  startsAt: taken.includes('time') ? other.startsAt : kept.startsAt,
  endsAt: taken.includes('time') ? other.endsAt : kept.endsAt,
  mode: taken.includes('mode') ? other.mode : kept.mode,
  venue: taken.includes('venue') ? other.venue : kept.venue,
  joinLink: taken.includes('joinLink') ? other.joinLink : kept.joinLink,
});

/** The children of both: those only the other knows are added, and what only the other knows of a child is filled in. */
export function mergedChildren(kept: readonly Child[], other: readonly Child[]): United {
  const { filled, added } = unitedChildren(kept, other);
  const completed = kept.flatMap((child) => {
    const twin = other.find((one) => isSameChild(one, child));
    if (twin === undefined) return [];
    const whole = completedChild(child, twin);
    return CHILD_FACTS.every((fact) => whole[fact] === child[fact]) ? [] : [{ id: child.id, child: whole }];
  });
  return { filled: [...filled, ...completed], added };
}

const CHILD_FACTS = ['laChildId', 'policeReference', 'initials', 'bornYear', 'expectedOn'] as const;

const completedChild = (child: NewChild, twin: NewChild): NewChild => ({
  laChildId: child.laChildId ?? twin.laChildId,
  policeReference: child.policeReference ?? twin.policeReference,
  initials: child.initials ?? twin.initials,
  bornYear: child.bornYear ?? twin.bornYear,
  // A child that was born is not expected any more.
  expectedOn: child.expectedOn ?? ((child.bornYear ?? twin.bornYear) === null ? twin.expectedOn : null),
});

/** Which of two is the better one to keep: what cannot be merged away, then what is on, then the one recorded first. */
export function betterToKeep(a: Side, b: Side): Side {
  const marks: readonly ((side: Side) => boolean)[] = [
    ({ hasOutcome, conference }) => hasOutcome || conference.state === 'held',
    ({ sitting }) => sitting.number > 1,
    ({ conference }) => !isOff(conference.state),
  ];
  const telling = marks.find((mark) => mark(a) !== mark(b));
  if (telling !== undefined) return telling(a) ? a : b;
  return a.conference.id < b.conference.id ? a : b;
}

/** What was done with the kept conference that putting the two apart again would undo unseen. */
export const WORKED_ON: readonly AuditAction[] = [
  'conference.moved',
  'conference.reconvened',
  'conference.changed-state',
  'conference.changed-children',
  'conference.changed-kind',
  'conference.completed',
  'conference.merged',
  'conference.merged-into',
  'conference.split-into',
  'participation.recorded',
  'participation.completed',
  'participation.corrected',
  'report.recorded',
  'report.corrected',
  'minutes.recorded',
];

export type UnmergeRefusal =
  | { readonly kind: 'not-merged' }
  /** `done` is what was done since, oldest first. */
  | { readonly kind: 'worked-on'; readonly reference: string; readonly done: readonly AuditAction[] };

/** A merge can be taken back while the kept conference is as the merge left it. */
export function refuseUnmerge(
  merge: { readonly keptVersion: number },
  kept: Pick<Conference, 'reference' | 'version'>,
  done: readonly AuditAction[],
): UnmergeRefusal | null {
  if (merge.keptVersion === kept.version && done.length === 0) return null;
  return { kind: 'worked-on', reference: kept.reference, done };
}
