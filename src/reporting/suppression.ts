/**
 * Figures that leave the force: counts of 1 to 5 are not shown, nor anything from which one could be worked out. Pure, and
 * the only place of this rule.
 */
import type { Count } from './rate.js';

const FEW = 5;
/** 1 to 5; nought says nothing of anybody. */
export const isSmall = (count: number): boolean => count > 0 && count <= FEW;

/** Null is not shown. */
export interface Shown {
  readonly n: number | null;
  readonly of: number | null;
}

export const HIDDEN: Shown = { n: null, of: null };

/** Of n of N neither may be small, nor what is left of N. */
export const shownAlone = ({ n, of }: Count): Shown =>
  isSmall(of) ? HIDDEN : { n: isSmall(n) || isSmall(of - n) ? null : n, of };

export interface ShownTogether {
  readonly parts: readonly Shown[];
  readonly whole: Shown;
}

/**
 * Parts beside their sum. Where what is hidden could be worked out from the sum, more is hidden, the smallest first; where
 * nothing is left to hide, the sum is.
 */
export function shownTogether(counts: readonly Count[], sum: Count): ShownTogether {
  const alone = counts.map(shownAlone);
  const whole = shownAlone(sum);
  const held = counts.map(({ of }, at) => hiddenCell(of, alone[at]!.of === null, FEW));
  const hidesHeld = whole.of === null ? alone.map(({ of }) => of === null) : enough(held);
  const missed = counts.map(({ n, of }, at) => hiddenCell(of - n, alone[at]!.n === null, of - 1));
  const hidesCount = whole.n === null ? alone.map(({ n }) => n === null) : enough(missed);
  const parts = counts.map(({ n, of }, at) => {
    if (hidesHeld?.[at] ?? true) return HIDDEN;
    return { of, n: (hidesCount?.[at] ?? true) ? null : n };
  });
  const hidesWhole = hidesHeld === null;
  return { parts, whole: { of: hidesWhole ? null : whole.of, n: hidesWhole || hidesCount === null ? null : whole.n } };
}

/** A number of a row, whether it must be hidden, and between what it would then be known to lie. */
interface Hidable {
  readonly value: number;
  readonly must: boolean;
  readonly most: number;
}

const hiddenCell = (value: number, must: boolean, most: number): Hidable => ({ value, must, most });

/** Which rows to hide so that none follows from the sum of all; null where even all of them are not enough. */
function enough(cells: readonly Hidable[]): readonly boolean[] | null {
  const hidden = cells.map(({ must }) => must);
  while (followsFromSum(cells, hidden)) {
    const shown = cells.flatMap(({ value }, at) => (hidden[at] ? [] : [{ value, at }]));
    const next = shown.toSorted((a, b) => a.value - b.value)[0];
    if (next === undefined) return null;
    hidden[next.at] = true;
  }
  return hidden;
}

/** Whether a number that must be hidden can be one thing only, by the sum of the hidden and what each of them may be. */
function followsFromSum(cells: readonly Hidable[], hidden: readonly boolean[]): boolean {
  const inIt = cells.filter((_, at) => hidden[at]);
  const sum = inIt.reduce((all, { value }) => all + value, 0);
  const least = ({ must }: Hidable): number => (must ? 1 : 0);
  const most = ({ must, most: high }: Hidable): number => (must ? high : sum);
  const all = (bound: (cell: Hidable) => number): number => inIt.reduce((total, cell) => total + bound(cell), 0);
  return inIt.some((cell) => {
    const low = Math.max(least(cell), sum - (all(most) - most(cell)));
    const high = Math.min(most(cell), sum - (all(least) - least(cell)));
    return cell.must && low >= high;
  });
}
