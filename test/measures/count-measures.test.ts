import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuresCommand } from '../../src/count-measures.js';
import type { MeasureResults } from '../../src/reporting/measure-results.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'measures-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function count(content: unknown, ...words: string[]) {
  const file = join(folder, 'facts.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await measuresCommand([file, ...words], {
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
  });
  return { code, text: printed.join('\n'), complaints };
}

const at = (day: number, hour = 12): string => `2026-11-${String(day).padStart(2, '0')}T${hour}:00:00Z`;
const conference = (reference: string, over: object = {}) => ({
  reference,
  kind: 'ICPC',
  state: 'HELD',
  start: at(24),
  invitations: [{ receivedAt: at(10) }],
  outcome: { attended: 'attended', recordedAt: at(24, 15) },
  ...over,
});

it('sums what each conference counts for, and never an average', async () => {
  const conferences = [
    conference('one'),
    conference('two', { outcome: { attended: 'not', reason: 'late-notice', attribution: 'partner' } }),
    conference('three', { outcome: null, invitations: [{ receivedAt: at(20) }] }),
    conference('four', { kind: 'RCPC', relevance: [{ value: 'NOT_RELEVANT', decidedAt: at(12) }] }),
    conference('still ahead', { start: at(30) }),
  ];
  const { code, text } = await count({ asOf: at(25), conferences }, '--json');
  expect(code).toBe(0);
  const { measures, conferences: each } = JSON.parse(text) as MeasureResults;
  const found = Object.fromEntries(measures.map((measure) => [measure.id, measure]));
  expect(measures.map(({ id }) => id)).toEqual('A1 A2 B1 B2 B3 C1 C2 D1 D2 E1 E2 E3 E4 F1 F2 G1 O1'.split(' '));
  expect(found['A1']).toMatchObject({ n: 1, N: 3, percent: 33.3, words: '33.3 %', notRecorded: 1 });
  expect(found['A1']?.interval).toEqual({ low: 6.1, high: 79.2 });
  expect(found['B1']).toMatchObject({ n: 0, N: 0, percent: null, words: 'none held', interval: null });
  expect(found['B2']).toMatchObject({ n: 0, N: 1 });
  expect(found['D1']?.byFamily).toMatchObject([
    { family: 'initial', n: 2, N: 3, median: 10 },
    { family: 'review', n: 0, N: 1, median: 10 },
  ]);
  expect(found['D2']).toMatchObject({
    n: 2,
    byReason: [
      { reason: 'late-notice', attribution: 'partner', n: 1 },
      { reason: null, attribution: null, n: 1 },
    ],
  });
  expect(found['F2']).toMatchObject({ n: 0 });
  expect(each.map(({ reference }) => reference)).toEqual(['one', 'two', 'three', 'four']);
});

it('prints the same for people', async () => {
  const { text } = await count({ conferences: [conference('one')] });
  expect(text).toContain('A1  ICPC participation: 1 of 1, 100.0 % (20.7 to 100)');
  expect(text).toContain('B1  Relevant RCPC participation: 0 of 0, none held');
});

it.each([
  [{ conferences: [] }, 'The file names no conferences.'],
  [[], 'The file must be an object.'],
  [{ conferences: {} }, 'The file has "conferences", which must be a list.'],
  [
    { conferences: [conference('x', { kind: 'MARAC' })] },
    'Conference x has "kind" "MARAC", which must be one of icpc,',
  ],
  [
    { conferences: [conference('x', { start: '2026-11-24' })] },
    'Conference x has "start" "2026-11-24", which must be a time',
  ],
  [{ conferences: [conference('x', { start: undefined })] }, 'Conference x lacks "start".'],
  [{ conferences: [conference('x', { end: at(24, 11) })] }, 'Conference x ends before it starts.'],
  [{ conferences: [conference('x', { hub: 'swindon' })] }, 'Conference x has the hub "swindon", which there is not.'],
  [{ conferences: [conference('x', { atended: true })] }, 'Conference x has the unknown key "atended".'],
  [{ conferences: [conference('x', { state: 'cancelled' })] }, 'Conference x has an outcome but is cancelled.'],
  [
    { conferences: [conference('x', { strategyDiscussionOn: '2026-02-30' })] },
    'must be a date from 1990 to 2099 that exists',
  ],
  [{ conferences: [conference('x', { start: '+275760-09-13T00:00:00Z' })] }, 'must be a time from 1990 to 2099'],
  [
    { conferences: [conference('x'), conference('y'), conference('x')] },
    'Conference x stands more than once: as number 1 and 3.',
  ],
  [{ conferences: [null] }, 'The file, "conferences" 1, must be an object.'],
  [
    { conferences: [conference('x', { start: undefined, sittings: [{ start: at(24), outcome: 'held' }] })] },
    'Conference x, "sittings" 1, "outcome", must be an object.',
  ],
  [
    { definitions: '0.9', conferences: [conference('x')] },
    'The file has "definitions" "0.9", but version 1.0 is in force',
  ],
  [
    {
      conferences: [
        conference('x', { relevance: [{ value: 'relevant', decidedAt: at(20), criteria: ['astrology'] }] }),
      ],
    },
    'names the criterion "astrology", which there is not',
  ],
  [
    {
      conferences: [conference('x', { relevance: [{ value: 'relevant', decidedAt: at(20), criteriaVersion: '9.1' }] })],
    },
    'has "criteriaVersion" "9.1", but version 1.0 is in force',
  ],
  [
    { conferences: [conference('x', { leads: [{ assignedAt: at(20), withdrawnAt: at(19) }] })] },
    'was withdrawn before it was assigned',
  ],
  [
    { conferences: [conference('x', { outcome: { attended: 'not', recordedAt: '2020-01-01T00:00:00Z' } })] },
    'has an outcome that was recorded before its day',
  ],
  [
    { conferences: [conference('x', { outcome: { attended: 'not', attribution: 'fate' } })] },
    'must be one of tvp, partner, shared, none',
  ],
])('refuses a file with a sentence: %#', async (content, sentence) => {
  const { code, complaints, text } = await count(content, '--json');
  expect({ code, text }).toEqual({ code: 1, text: '' });
  expect(complaints.join('\n')).toContain(sentence);
});

it('says what is wrong with the words or the file', async () => {
  expect(await count('{')).toMatchObject({ code: 1 });
  const complaints: string[] = [];
  const quiet = { print: () => undefined, complain: (text: string) => complaints.push(text) };
  expect(await measuresCommand([], quiet)).toBe(2);
  expect(await measuresCommand([join(folder, 'none.json')], quiet)).toBe(2);
  expect(complaints.join('\n')).toContain('cannot be read');
});
