import { forecastOf, quantile } from '../../src/capacity/forecast.js';

/** The same numbers each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** By counting how many exponential waits fit into the time, which knows nothing of quantiles. */
function poisson(random: () => number, mean: number): number {
  let [count, left] = [-1, mean];
  while (left >= 0) {
    count += 1;
    left += Math.log(1 - random());
  }
  return count;
}

/** Poisson with a rate that itself varies: its weeks differ more than chance alone. */
const wild = (random: () => number, mean: number): number =>
  poisson(random, (mean * (Math.log(1 - random()) + Math.log(1 - random()) + Math.log(1 - random()))) / -3);

it.each([
  ['few', poisson, 2, 26],
  ['many', poisson, 90, 26],
  ['many, of little history', poisson, 20, 6],
  ['weeks that vary more', wild, 12, 26],
])('has nine of ten weeks in its interval: %s', (_, draw, mean, weeks) => {
  const random = randomFrom(5);
  let inside = 0;
  const runs = 400;
  for (let run = 0; run < runs; run += 1) {
    const cameLater = Array.from({ length: weeks }, () => draw(random, mean));
    const { least, most } = forecastOf({ known: 7, cameLater }, 90)!;
    const week = 7 + draw(random, mean);
    inside += Number(least <= week && week <= most);
  }
  // Counts are whole, so that a little more than nine of ten is what an interval can be.
  expect(inside / runs).toBeGreaterThan(0.87);
  expect(inside / runs).toBeLessThan(0.985);
});

it('comes to the quantiles of a Poisson where the variance is that of one', () => {
  // Of a Poisson with mean 10, by tables: P(X <= 5) = 0.067, P(X <= 4) = 0.029; P(X <= 15) = 0.951, P(X <= 14) = 0.917.
  expect([quantile(0.05, 10, 10 + 1e-6), quantile(0.95, 10, 10 + 1e-6)]).toEqual([5, 15]);
});

it('never falls below the diary, says nothing without history, and never promises that nothing comes', () => {
  expect(forecastOf({ known: 4, cameLater: [] }, 90)).toBeNull();
  expect(forecastOf({ known: 4, cameLater: [3] }, 90)).toBeNull();
  expect(forecastOf({ known: 4, cameLater: [0, 0, 0, 0] }, 90)).toEqual({ expected: 4, least: 4, most: 5 });
  expect(forecastOf({ known: 4, cameLater: [2000, 2100, 1900] }, 90)!.least).toBeGreaterThan(1700);
});
