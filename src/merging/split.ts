import { canMove, stateLabel, type Conference } from '../conferences/conference.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';

/** To which of the two an invitation is after a split. */
export const SHARES = ['both', 'new', 'old'] as const;
export type Share = (typeof SHARES)[number];

export interface GivenSplit {
  /** Ids of the children who go. */
  readonly children: readonly number[];
  /** Of each invitation; whatever is not named is to both. */
  readonly shares: Readonly<Record<number, Share>>;
  readonly reason: string;
}

export type SplitRefusal =
  | { readonly kind: 'cannot-split'; readonly state: string }
  | { readonly kind: 'too-few-children' }
  | { readonly kind: 'nobody-goes' }
  | { readonly kind: 'nobody-stays' }
  /** A conference that TVP was never invited to counts nowhere. */
  | { readonly kind: 'never-invited'; readonly which: 'new' | 'old' }
  | { readonly kind: 'reason-missing' };

export interface SplitPlan<Child, Invitation> {
  readonly going: readonly Child[];
  /** Invitations that go, and those that are to the new one as well. */
  readonly moved: readonly Invitation[];
  readonly shared: readonly Invitation[];
}

/**
 * A conference about several children becomes two (domain, situation 10): at least one child goes and one stays, and TVP
 * was invited to both if it was invited at all. What has been held, or is off for good, is not split.
 */
export function decideSplit<Child extends { readonly id: number }, Invitation extends { readonly id: number }>(
  conference: Pick<Conference, 'state'>,
  known: { readonly children: readonly Child[]; readonly invitations: readonly Invitation[] },
  given: GivenSplit,
): Decided<SplitPlan<Child, Invitation>, SplitRefusal> {
  if (!canMove(conference)) return refused({ kind: 'cannot-split', state: stateLabel(conference.state) });
  const { children, invitations } = known;
  if (children.length < 2) return refused({ kind: 'too-few-children' });
  const going = children.filter(({ id }) => given.children.includes(id));
  if (going.length === 0) return refused({ kind: 'nobody-goes' });
  if (going.length === children.length) return refused({ kind: 'nobody-stays' });
  const to = (share: Share): readonly Invitation[] =>
    invitations.filter(({ id }) => (given.shares[id] ?? 'both') === share);
  const [moved, shared, staying] = [to('new'), to('both'), to('old')];
  if (invitations.length > 0 && moved.length + shared.length === 0)
    return refused({ kind: 'never-invited', which: 'new' });
  if (invitations.length > 0 && staying.length + shared.length === 0) {
    return refused({ kind: 'never-invited', which: 'old' });
  }
  return given.reason.trim() === '' ? refused({ kind: 'reason-missing' }) : accepted({ going, moved, shared });
}

/** Each refusal in a sentence that says what to do. */
export function splitSentence(refusal: SplitRefusal): string {
  switch (refusal.kind) {
    case 'cannot-split':
      return `This conference is ${refusal.state}, so it cannot be split.`;
    case 'too-few-children':
      return 'It is about fewer than two children, so there is nothing to split. Add the children first.';
    case 'nobody-goes':
      return 'Choose at least one child for the new conference.';
    case 'nobody-stays':
      return 'At least one child stays. If it is about other children, change the children instead.';
    case 'never-invited':
      return `The ${refusal.which} conference needs an invitation, or it counts nowhere. Let one be to both.`;
    case 'reason-missing':
      return 'Say in a few words why it is split.';
  }
}
