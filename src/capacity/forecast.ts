/** How many conferences a week will bring, with an interval. Pure: counts in, numbers out. */

export interface Forecast {
  readonly expected: number;
  readonly least: number;
  readonly most: number;
}

/** What is in the diary of a week at some moment before (or in) it, and what the same moment missed in weeks gone by. */
export interface WeekAhead {
  readonly known: number;
  /** Of each week of the history: conferences that were not known yet so long before. */
  readonly cameLater: readonly number[];
}

/** Of weeks, so that one without any does not promise that there will never be one. */
const HALF = 0.5;

/**
 * The diary and what came later in weeks gone by, with a negative binomial prediction interval for what comes later: mean m
 * of n weeks, and variance φm(1 + 1/n), where φ is how much more than Poisson counts they vary, and at least 1. With φ = 1
 * that is the predictive distribution of a Poisson rate that is known from n weeks only.
 * @param percent of weeks that are to lie within the interval, as many below it as above
 */
export function forecastOf({ known, cameLater }: WeekAhead, percent: number): Forecast | null {
  const n = cameLater.length;
  if (n < 2) return null;
  const mean = (sumOf(cameLater) + HALF) / n;
  const spread = cameLater.reduce((sum, count) => sum + (count - sumOf(cameLater) / n) ** 2, 0) / (n - 1);
  const variance = Math.max(1, spread / mean) * mean * (1 + 1 / n);
  const tail = (100 - percent) / 200;
  return {
    expected: known + sumOf(cameLater) / n,
    least: known + quantile(tail, mean, variance),
    most: known + quantile(1 - tail, mean, variance),
  };
}

/** The least count that is reached with at least this probability by a negative binomial of that mean and variance. */
export function quantile(probability: number, mean: number, variance: number): number {
  const size = mean ** 2 / (variance - mean);
  // Each probability from the one before, as logarithms: the first of a large mean is smaller than any number.
  let log = size * Math.log(size / (size + mean));
  const step = Math.log(mean / (size + mean));
  let reached = Math.exp(log);
  let count = 0;
  while (reached < probability && count < mean + 60 * Math.sqrt(variance)) {
    count += 1;
    log += Math.log((size + count - 1) / count) + step;
    reached += Math.exp(log);
  }
  return count;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
