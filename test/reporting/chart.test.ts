import { load } from 'cheerio';
import { axisFloor, monthsChart, narrowMonthsChart } from '../../src/reporting/chart.js';
import type { ChartMonth, MonthsChart } from '../../src/reporting/chart.js';
import { attributesForStyles } from '../../src/reporting/chart-markup.js';

const month = (label: string, attended: number, of: number): ChartMonth => ({ label, attended, of });
const aChart = (over: Partial<MonthsChart> = {}): MonthsChart => ({
  title: 'ICPCs attended by month',
  description: 'Between 94 and 100 %.',
  target: 100,
  months: [month('Sep', 55, 57), month('Oct', 60, 60), month('Nov', 58, 60)],
  ...over,
});
const drawings = { 'the wide drawing': monthsChart, 'the narrow drawing': narrowMonthsChart };
const svgOf = (text: string) => load(text, { xml: true });
const textsOf = (svg: string): string[] => svgOf(svg)('text').get().map((node) => svgOf(svg)(node).text()); // prettier-ignore

describe.each(Object.entries(drawings))('%s', (_name, draw) => {
  test('stands inline under a strict content security policy', () => {
    const svg = draw(aChart());
    const $ = svgOf(svg);
    expect($('style, script, [style], [class], [onclick]')).toHaveLength(0);
    expect(svg).not.toMatch(/ecmeta|CDATA|javascript/);
    expect($('text').first().attr('font-family')).toContain('Arial');
  });

  test('names itself and says where the axis begins to those who do not see it', () => {
    const $ = svgOf(draw(aChart()));
    const ids = ($('svg').attr('aria-labelledby') ?? '').split(' ');
    const spoken = ids.map((id) => $(`#${id}`).text());
    expect($('svg').attr('role')).toBe('img');
    expect(spoken).toEqual(['ICPCs attended by month', 'Between 94 and 100 %. The axis begins at 90 %.']);
  });

  test('writes n/N for each month, the target, and the floor of the axis', () => {
    const texts = textsOf(draw(aChart())).join(' | ');
    for (const expected of ['55/57', '60/60', '58/60', 'target', '90 %', '100 %']) expect(texts).toContain(expected);
  });

  test('leaves a gap for a month with none held', () => {
    const gap = draw(aChart({ months: [month('Jul', 9, 10), month('Aug', 0, 0), month('Sep', 10, 10)] }));
    expect(textsOf(gap).join(' ')).toContain('none');
    expect(points(gap)).toBe(2);
    expect(lineOf(gap)).not.toContain('L');
  });

  test('shows a month in which none of those held was attended as nought, not as a gap', () => {
    const nought = draw(aChart({ months: [month('Jul', 9, 10), month('Aug', 0, 3)] }));
    expect(points(nought)).toBe(2);
    expect(textsOf(nought).join(' ')).toContain('0/3');
    expect(textsOf(nought)).toContain('0 %');
  });

  test('gives the same text for the same months, however often it is drawn', () => {
    expect(draw(aChart())).toBe(draw(aChart()));
  });

  test('scales: it has a view box and no fixed size', () => {
    const svg = svgOf(draw(aChart()))('svg');
    expect(svg.attr('viewBox')).toMatch(/^0 0 \d+ \d+$/);
    expect(svg.attr('width')).toBeUndefined();
  });

  test('escapes the words it is given', () => {
    const $ = svgOf(draw(aChart({ title: 'A & <b>', months: [month('<i>', 1, 1)] })));
    expect($('title').text()).toBe('A & <b>');
    expect($('b, i')).toHaveLength(0);
  });
});

/** A point is filled with the accent colour; nothing else is. */
const points = (svg: string): number => svgOf(svg)('path[fill="#1d4f91"]').length;
/** The line is the only unfilled path in the accent colour. */
const lineOf = (svg: string): string => svgOf(svg)('path[fill="none"][stroke="#1d4f91"]').attr('d') ?? 'absent: L';

test('two drawings share a page without sharing an id', () => {
  const svgs = [monthsChart(aChart()), narrowMonthsChart(aChart()), monthsChart(aChart({ title: 'RCPCs attended' }))];
  const ids = svgs.flatMap((svg) => [...svg.matchAll(/\bid="([^"]+)"/g)].map((found) => found[1]));
  expect(new Set(ids).size).toBe(ids.length);
});

test.each<[string, ChartMonth[], number]>([
  ['nothing held yet', [], 90],
  ['all on target', [month('Nov', 60, 60)], 90],
  ['just above ninety, with room under the point', [month('Nov', 91, 100)], 80],
  ['one bad month', [month('Oct', 60, 60), month('Nov', 55, 100)], 50],
  ['none attended', [month('Nov', 0, 4)], 0],
  ['only a month with none held', [month('Nov', 0, 0)], 90],
])('the axis begins at a readable ten: %s', (_case, months, floor) => {
  expect(axisFloor(months, 100)).toBe(floor);
});

test('an upgrade that changes the shape of the drawing is noticed', () => {
  const words = { title: 'T', description: 'D', ids: 'chart' };
  expect(() => attributesForStyles('<g></g>', words)).toThrow('no longer begins');
});

test('thirteen months of hundreds stand in full, the two numbers of each above one another', () => {
  const year = Array.from({ length: 13 }, (_, i) => month(`M${i}`, 120 + i, 140));
  const texts = textsOf(monthsChart(aChart({ months: year })));
  for (const expected of ['M12', '132', 'of 140']) expect(texts).toContain(expected);
  expect(texts.join(' ')).not.toContain('/');
  expect(textsOf(narrowMonthsChart(aChart({ months: year }))).join(' ')).toContain('132/140');
});
