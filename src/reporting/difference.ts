/** Whether a month differs from those before it by more than chance explains. */
import type { Count } from './rate.js';

export type Difference =
  | { readonly kind: 'none-held' }
  /** Whatever had happened, it could not have been told from chance. */
  | { readonly kind: 'too-few' }
  /** `from` and `to` are the counts attended that chance explains, both included. */
  | { readonly kind: 'ordinary' | 'lower' | 'higher'; readonly from: number; readonly to: number };

/** What lies beyond three standard deviations on one side of a normal distribution: 1.35 in 1,000. */
export const THREE_SIGMA_TAIL = 0.0013498980316301;

/**
 * A month against the time before it, as a p-chart judges: outside its three-sigma limits is more than chance explains.
 * The limits are computed exactly. The textbook formula, p +- 3 sqrt(p(1 - p)/n), wants at least five expected misses;
 * near 100 % there are fewer, and its lower limit gives false alarms several times as often as three sigma promises (for
 * 60 conferences at 97 %: 1 month in 100 instead of 1.35 in 1,000). What chance explains is therefore read from the
 * hypergeometric distribution (Fisher's exact test, one side at the three-sigma probability), which also allows for the
 * chance in the months before: 19 of 20 after 250 of 250 is no alarm.
 * @param before the twelve months before, summed
 */
export function compareWithBefore(month: Count, before: Count): Difference {
  if (month.of === 0) return { kind: 'none-held' };
  const { from, to } = ordinaryRange(month.of, before);
  if (from === 0 && to === month.of) return { kind: 'too-few' };
  if (month.n < from) return { kind: 'lower', from, to };
  return { kind: month.n > to ? 'higher' : 'ordinary', from, to };
}

/** The fewest and the most attended of `of` that chance explains after `before`. */
function ordinaryRange(of: number, before: Count): { readonly from: number; readonly to: number } {
  let from = 0;
  while (from < of && asFewAs({ n: from, of }, before) < THREE_SIGMA_TAIL) from += 1;
  // Too many attended is too few missed: the same question with the sides changed.
  const missedBefore = { n: before.of - before.n, of: before.of };
  let missed = 0;
  while (missed < of && asFewAs({ n: missed, of }, missedBefore) < THREE_SIGMA_TAIL) missed += 1;
  return { from, to: of - missed };
}

/**
 * The probability of `month.n` or fewer attended in a month, had the attended ones of both periods fallen to the months
 * by chance: the lower tail of the hypergeometric distribution (Fisher's exact test, one-sided).
 */
export function asFewAs(month: Count, before: Count): number {
  const attended = month.n + before.n;
  const all = month.of + before.of;
  const waysInAll = logChoose(all, month.of);
  const fewest = Math.max(0, month.of - (all - attended));
  let probability = 0;
  for (let n = fewest; n <= month.n; n += 1) {
    probability += Math.exp(logChoose(attended, n) + logChoose(all - attended, month.of - n) - waysInAll);
  }
  return Math.min(1, probability);
}

const logChoose = (of: number, chosen: number): number =>
  logFactorial(of) - logFactorial(chosen) - logFactorial(of - chosen);

const logFactorials: number[] = [0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next += 1) {
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  }
  return logFactorials[n] ?? Number.NaN;
}
