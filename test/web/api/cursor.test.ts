import { cursorOf, idKey, keyIn, limitOf, pageOf } from '../../../src/web/api/cursor.js';
import { etagOf, versionIn } from '../../../src/web/api/etag.js';
import { ProblemError } from '../../../src/web/problem.js';

const rows = [1, 2, 3].map((id) => ({ id }));
const page = (limit: number): { items: number[]; next: string | null } =>
  pageOf(
    rows,
    limit,
    (row) => [row.id],
    (row) => row.id,
  );

describe('a page of a list', () => {
  it('has a cursor to the next one exactly when a row is left over', () => {
    expect(page(3)).toEqual({ items: [1, 2, 3], next: null });
    expect(page(2)).toEqual({ items: [1, 2], next: cursorOf([2]) });
  });

  it('begins where the cursor says', () => {
    expect(keyIn({}, idKey)).toBeNull();
    expect(keyIn({ after: cursorOf([2]) }, idKey)).toBe(2);
  });

  it.each([
    [cursorOf(['2'])],
    [cursorOf([2, 3])],
    [cursorOf([2.5])],
    [cursorOf([2 ** 31])],
    [cursorOf([-1])],
    ['e30'],
    ['___'],
    ['AAAA'],
  ])('refuses the cursor %s, which is not of this list', (after) => {
    expect(() => keyIn({ after }, idKey)).toThrow(ProblemError);
  });

  it('has 50 items unless another number is asked for', () => {
    expect([limitOf({}), limitOf({ limit: '7' })]).toEqual([50, 7]);
  });
});

describe('If-Match', () => {
  it('names the version that the ETag named', () => {
    expect(versionIn(etagOf({ version: 3 }))).toBe(3);
    expect(versionIn(' "3" ')).toBe(3);
  });

  it.each(['W/"3"', '3', '*', '"3", "4"', '"x"', '"12345678901"'])('is no version of ours when it is %s', (given) => {
    expect(versionIn(given)).toBe(0);
  });

  it('is needed', () => {
    expect(() => versionIn(undefined)).toThrow(ProblemError);
    expect(() => versionIn('  ')).toThrow(ProblemError);
  });
});
