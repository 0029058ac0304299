/** Whether one share differs from that of all the others by more than chance explains. Pure. */
import type { Count } from './rate.js';

/** `low` and `high` lie outside 95 % of what chance gives; `lower` and `higher` outside 99.7 %. */
export type Funnel = 'lower' | 'low' | 'ordinary' | 'high' | 'higher' | 'too-few' | 'nobody-else';

/** On one side: 95 % leave 2.5 % there, 99.7 % leave 0.15 %. */
const TAIL_95 = 0.025;
const TAIL_997 = 0.0015;

/** The exact binomial probability of `n` or fewer of `of` when each is one with probability `share`. */
export function atMost({ n, of }: Count, share: number): number {
  if (n >= of) return 1;
  if (share <= 0) return 1;
  if (share >= 1) return 0;
  let logTerm = of * Math.log1p(-share);
  let sum = Math.exp(logTerm);
  for (let k = 1; k <= n; k += 1) {
    logTerm += Math.log((of - k + 1) / k) + Math.log(share) - Math.log1p(-share);
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}

/**
 * One count beside the rest. A small number is never called out: where even none at all would be within what chance
 * gives, nothing can be told.
 */
export function besideRest(one: Count, rest: Count): Funnel {
  if (rest.of === 0) return 'nobody-else';
  const share = rest.n / rest.of;
  const below = atMost(one, share);
  const above = atMost({ n: one.of - one.n, of: one.of }, 1 - share);
  if (below < TAIL_997) return 'lower';
  if (above < TAIL_997) return 'higher';
  if (below < TAIL_95) return 'low';
  if (above < TAIL_95) return 'high';
  return atMost({ n: 0, of: one.of }, share) >= TAIL_95 ? 'too-few' : 'ordinary';
}
