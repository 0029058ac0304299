import { gapChart, pChart, xmrChart } from '../../src/reporting/control-chart.js';

it('gives the limits of the NIST handbook for individual values (6.3.2.2)', () => {
  const flow = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];
  const chart = xmrChart(flow)!;
  expect(chart.centre).toBeCloseTo(50.81, 4);
  expect(chart.points[0]!.upper).toBeCloseTo(55.8041, 3);
  expect(chart.points[0]!.lower).toBeCloseTo(45.8159, 3);
  expect(chart.points.flatMap((point) => point.signals)).toEqual([]);
});

it('gives the limits of the NIST handbook for proportions (6.3.3.2), and finds its two points outside', () => {
  const hundredths = [
    24, 30, 16, 20, 8, 14, 32, 18, 28, 20, 10, 12, 34, 24, 44, 16, 20, 10, 26, 22, 40, 36, 48, 30, 18, 24, 14, 26, 18,
    12,
  ];
  const chart = pChart(hundredths.map((each) => ({ n: each / 2, of: 50 })))!;
  expect(chart.centre).toBeCloseTo(0.2313, 4);
  expect(chart.points[0]!.upper).toBeCloseTo(0.4102, 4);
  expect(chart.points[0]!.lower).toBeCloseTo(0.0524, 4);
  const outside = chart.points.flatMap(({ signals }, at) => (signals.includes('beyond-limits') ? [at + 1] : []));
  expect(outside).toEqual([15, 23]);
});

it('widens the limits of a month with fewer conferences, and plots nothing for one with none', () => {
  const chart = pChart([
    { n: 80, of: 100 },
    { n: 20, of: 25 },
    { n: 0, of: 0 },
  ])!;
  const width = chart.points.map(({ lower, upper }) => upper - lower);
  expect(width[1]! / width[0]!).toBeCloseTo(2, 5);
  expect(chart.points[2]).toEqual({ value: null, lower: 0, upper: 1, signals: [] });
  expect(pChart([{ n: 0, of: 0 }])).toBeNull();
});

it('reads the binomial itself near 100 %: the normal limit would be too high', () => {
  const months = Array.from({ length: 12 }, () => ({ n: 58, of: 60 }));
  const chart = pChart(months)!;
  const share = 58 / 60;
  // What is left below the limit is rarer than three sigma, and with the limit itself it is not.
  const below = (n: number): number => {
    let sum = 0;
    let ways = 1;
    for (let k = 0; k <= n; k += 1) {
      sum += ways * share ** k * (1 - share) ** (60 - k);
      ways = (ways * (60 - k)) / (k + 1);
    }
    return sum;
  };
  const fewest = Math.round(chart.points[0]!.lower * 60);
  expect(below(fewest - 1)).toBeLessThan(0.00135);
  expect(below(fewest)).toBeGreaterThan(0.00134);
  expect(chart.points[0]!.lower).toBeLessThan(share - 3 * Math.sqrt((share * (1 - share)) / 60));
  expect(chart.points[0]!.upper).toBe(1);
});

it('keeps the limits of the months that gave them', () => {
  const chart = pChart([...Array.from({ length: 10 }, () => ({ n: 90, of: 100 })), { n: 50, of: 100 }], 10)!;
  expect(chart.centre).toBe(0.9);
  expect(chart.points.at(-1)!.signals).toContain('beyond-limits');
});

it.each([
  ['eight on one side', [5, 5, 5, 5, 5, 5, 5, 5, 1, 2, 3], 7, 'shift'],
  ['six rising', [1, 2, 3, 4, 5, 6], 5, 'trend'],
  ['six falling', [6, 5, 4, 3, 2, 1], 5, 'trend'],
] as const)('names %s', (_, values, at, signal) => {
  const chart = xmrChart(values)!;
  expect(chart.points[at]!.signals).toContain(signal);
  expect(chart.points.slice(0, at).flatMap((point) => point.signals)).not.toContain(signal);
});

it('names two of three near the same limit', () => {
  const months = [...Array.from({ length: 10 }, () => 50), 61, 50, 61, 39].map((n) => ({ n, of: 100 }));
  const { points } = pChart(months, 10)!;
  expect(points.map(({ signals }) => signals)).toEqual([...Array.from({ length: 12 }, () => []), ['two-of-three'], []]);
});

it('counts what was attended between two misses, with limits of the geometric distribution', () => {
  const chart = gapChart([30, 60, 10, 50, 50])!;
  const missed = 1 / 41;
  const longer = (gap: number): number => (1 - missed) ** (gap + 1);
  const { lower, upper } = chart.points[0]!;
  expect(1 - longer(chart.centre)).toBeGreaterThanOrEqual(0.5);
  expect(1 - longer(chart.centre - 1)).toBeLessThan(0.5);
  expect(longer(upper)).toBeLessThanOrEqual(0.00135);
  expect(longer(upper - 1)).toBeGreaterThan(0.00134);
  expect(lower).toBe(0);
  expect(gapChart([])).toBeNull();
  expect(gapChart([0, 0, 0])!.points.at(-1)).toEqual({ value: 0, lower: 0, upper: 0, signals: [] });
});

it('says nothing of two values that are alike', () => {
  expect(xmrChart([4])).toBeNull();
  expect(xmrChart([4, 4])!.points.flatMap((point) => point.signals)).toEqual([]);
});
