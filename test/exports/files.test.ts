import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { COLUMNS, type Written } from '../../src/exports/columns.js';
import { csvFile } from '../../src/exports/csv-file.js';
import { fileName, readWanted } from '../../src/exports/export.form.js';
import { xlsxFile } from '../../src/exports/xlsx-file.js';
import { openList } from '../../src/imports/open-list.js';

const pieces = async function* (...lines: Written[][]): AsyncGenerator<Written[][]> {
  for (const line of lines) yield [line];
};
const csv = async (...lines: Written[][]): Promise<string> =>
  (await Array.fromAsync(csvFile(['a', 'b'], pieces(...lines)))).join('');

describe('CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+44 118', "'+44 118"],
    ['-', "'-"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['＝1', "'＝1"],
    ['Slough, "the" hub', '"Slough, ""the"" hub"'],
    ['two\nlines', '"two\nlines"'],
    ['a=b', 'a=b'],
  ])('writes %j as %j', async (given, written) => {
    expect(await csv([given, 7])).toBe(`\u{feff}a,b\r\n${written},7\r\n`);
  });

  it('begins with a byte order mark and has a header even where nothing follows', async () => {
    expect(await csv()).toBe('\u{feff}a,b\r\n');
  });
});

describe('XLSX', () => {
  const read = async (lines: Written[][], days = [false, false]): Promise<(readonly string[])[]> => {
    const made = xlsxFile({
      title: 'rows',
      header: ['a', 'b'],
      days,
      pieces: pieces(...lines),
      about: [['Made', 'for a test']],
      madeAt: Temporal.Instant.from('2026-11-25T09:00:00Z'),
    });
    const opened = await openList(new Uint8Array(await buffer(made)));
    return (await Array.fromAsync(opened.sheets[0]!.rows())).flat().map(({ cells }) => cells);
  };

  it('keeps text as text whatever it begins with, and every sign that XML may hold', async () => {
    const odd = '=HYPERLINK("x") <b> & \u{1f6b8} \u{0}\u{1b}ü';
    expect(await read([[odd, 3]])).toEqual([
      ['a', 'b'],
      ['=HYPERLINK("x") <b> & \u{1f6b8} ü', '3'],
    ]);
  });

  it('keeps days as days', async () => {
    const [, line] = await read([['2026-11-24', '2024-02-29']], [true, true]);
    expect(line).toEqual(['2026-11-24', '2024-02-29']);
  });

  it('breaks off when its rows cannot be read, and does not end as if it were whole', async () => {
    const failing = async function* (): AsyncGenerator<Written[][]> {
      yield [['x', 1]];
      throw new Error('the database went away');
    };
    const made = xlsxFile({ title: 'rows', header: ['a', 'b'], days: [], pieces: failing(), about: [], madeAt: Temporal.Instant.from('2026-11-25T09:00:00Z') }); // prettier-ignore
    await expect(buffer(made)).rejects.toThrow('the database went away');
  });

  it('stops reading rows when nobody takes them any more', async () => {
    let stopped = false;
    const endless = async function* (): AsyncGenerator<Written[][]> {
      try {
        for (;;) yield [['x'.repeat(1_000), Math.random()]];
      } finally {
        stopped = true;
      }
    };
    const made: Readable = xlsxFile({ title: 'rows', header: ['a', 'b'], days: [], pieces: endless(), about: [], madeAt: Temporal.Instant.from('2026-11-25T09:00:00Z') }); // prettier-ignore
    let taken = 0;
    for await (const chunk of made) if ((taken += (chunk as Buffer).length) > 100_000) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stopped).toBe(true);
  });
});

describe('what is wanted', () => {
  const bounds = { latest: Temporal.PlainYearMonth.from('2026-11'), reasons: ['sickness'] };

  it('is everything of the month by conference, unless the address says otherwise', () => {
    expect(readWanted({}, bounds)).toMatchObject({
      ok: true,
      value: { grain: 'conferences', form: null, filter: { measure: null, counted: null, months: 1, hub: null } },
    });
  });

  it('gets a name of letters, digits and hyphens only', () => {
    const read = readWanted(
      { grain: 'children', format: 'xlsx', measure: 'A1', counted: 'missed', months: '3' },
      bounds,
    );
    expect(read.ok && fileName(read.value)).toBe('children-A1-missed-2026-11-3-months.xlsx');
  });

  it('is refused with no file where two things stand in for one', () => {
    expect(readWanted({ format: ['csv', 'xlsx'] }, bounds)).toMatchObject({ ok: true, value: { form: null } });
  });
});

test('docs/exports.md names every column in its order, with what it holds', () => {
  const text = readFileSync(new URL('../../docs/exports.md', import.meta.url), 'utf8').split('## Conferences')[1]!;
  const documented = [...text.matchAll(/^\| `([A-Za-z0-9_]+)`\s+\| (.+?)\s+\|$/gm)].map(([, name, about]) => [
    name,
    about,
  ]);
  expect(documented).toEqual(
    Object.values(COLUMNS).flatMap((columns) => columns.map(({ name, about }) => [name, about])),
  );
});
