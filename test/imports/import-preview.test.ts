import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importPreviewCommand } from '../../src/import-preview.js';

const list = (name: string): string => fileURLToPath(new URL(`../fixtures/lists/${name}`, import.meta.url));
const clock = { now: () => Temporal.Instant.from('2026-11-22T09:00:00Z') };

const run = async (...words: string[]) => {
  const printed: string[] = [];
  const complained: string[] = [];
  const terminal = {
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void complained.push(text),
  };
  const code = await importPreviewCommand(words, terminal, clock);
  return { code, printed: printed.join('\n'), complained: complained.join('\n') };
};

test('--json prints one document with the rows first and then the list as a whole', async () => {
  const { code, printed } = await run(list('dataset-reviews.csv'), '--hub', 'slough', '--json');
  const plan = JSON.parse(printed);
  expect(code).toBe(0);
  expect(Object.keys(plan)).toEqual([
    'rows',
    'hub',
    'sheet',
    'headerRow',
    'kind',
    'columns',
    'unread',
    'dates',
    'counts',
    'notes',
  ]);
  expect(plan).toMatchObject({ hub: 'slough', headerRow: 1, kind: 'rcpc', counts: { create: 1, merge: 1 } });
});

test('without --json it prints the columns, the rows and what is wrong, in words', async () => {
  const { printed } = await run(list('every-slip.csv'), '--hub=Oxfordshire');
  expect(printed).toMatch(/^ {2}E {3}date of the conference +heading “Date”; 100 % of its cells fit$/m);
  expect(printed).toMatch(
    /^Row 2: create, RCPC, OX\/0101, Mon 7 Dec 2026, 10:00 to 11:30, Video, children: 60311 2015, 60312 2018$/m,
  );
  expect(printed).toMatch(/^ {4}E8 Date: “31\/02\/2027” is no date that exists\./m);
  expect(printed).toMatch(/^17 rows: 7 create, 1 merge, 1 unchanged, 2 conflict, 5 error, 1 skip$/m);
});

test('a refused list is a sentence and exit code 1, also as JSON', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lists-'));
  const file = join(folder, 'empty.csv');
  await writeFile(file, '');
  const read = await run(file, '--hub', 'slough', '--json');
  await rm(folder, { recursive: true });
  const message = 'The file is empty: there is no list in it.';
  expect(read).toMatchObject({ code: 1, complained: message });
  expect(JSON.parse(read.printed)).toEqual({ rows: [], refusal: { kind: 'empty', message } });
});

test('columns that a person set right are taken from a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lists-'));
  const [file, columns, wrong] = [join(folder, 'list.csv'), join(folder, 'columns.json'), join(folder, 'wrong.json')];
  await writeFile(file, 'Type,Thing,Agreed,Start\nRCPC,700,07/12/2026,10:00\n');
  await writeFile(columns, '{"date":"Agreed","childId":"Thing"}');
  await writeFile(wrong, '{"dates":"Agreed"}');
  const read = await run(file, '--hub', 'slough', '--json', '--columns', columns);
  const refused = await run(file, '--hub', 'slough', '--columns', wrong);
  await rm(folder, { recursive: true });
  expect(JSON.parse(read.printed).rows).toMatchObject([
    { children: [{ laChildId: '700' }], start: '2026-12-07T10:00:00+00:00' },
  ]);
  expect(refused).toMatchObject({ code: 2, complained: `The columns in ${wrong} are not {"field": "heading"}.` });
});

const USAGE = /^Usage: npm run import-preview -- FILE --hub HUB/;
test.each([
  [['nowhere.csv', '--hub', 'slough'], /^There is no file nowhere\.csv\.$/],
  [[list(''), '--hub', 'slough'], /^That is a folder, not a list\.$/],
  [[list('every-slip.csv'), '--hub', 'atlantis'], /^There is no hub atlantis\. The hubs are bracknell-forest, /],
  [[list('every-slip.csv')], USAGE],
  [['--hub', 'slough'], USAGE],
  [['a.csv', 'b.csv', '--hub', 'slough'], USAGE],
  [['a.csv', '--hub', 'slough', '--yaml'], USAGE],
])('%j is one sentence and exit code 2', async (words, sentence) => {
  const { code, printed, complained } = await run(...words);
  expect({ code, printed }).toEqual({ code: 2, printed: '' });
  expect(complained).toMatch(sentence);
});
