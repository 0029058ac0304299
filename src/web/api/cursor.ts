import { QueryNumber, Shaped } from './fields.js';
import { refusal } from './problems.js';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

/** What every list takes: how many, and after which. */
export class Paging {
  @QueryNumber({
    min: 1,
    max: LARGEST_LIMIT,
    presence: 'omittable',
    example: DEFAULT_LIMIT,
    about: 'How many; 50 when left out.',
  })
  readonly limit?: string;

  @Shaped({
    shape: /^[\w-]{1,300}$/,
    sentence: 'Give the `next` of the page before as it came.',
    presence: 'omittable',
    about: 'The `next` of the page before.',
  })
  readonly after?: string;
}

export const limitOf = (paging: Paging): number => Number(paging.limit ?? DEFAULT_LIMIT);

type Key = string | number;

/** The sort key of the last row of a page, as opaque text: what is in it may change, so nobody should read it. */
export const cursorOf = (key: readonly Key[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/**
 * The key that a cursor carries, or null at the beginning.
 * @param read turns the parts into the key of this list, or null when they are of another list
 * @throws ProblemError `invalid-query` for a cursor that we did not make
 */
export function keyIn<T>(paging: Paging, read: (parts: readonly unknown[]) => T | null): T | null {
  if (paging.after === undefined) return null;
  const key = read(partsOf(paging.after));
  if (key !== null) return key;
  const errors = [
    { parameter: 'after', code: 'invalid-value', detail: 'Give the `next` of the page before as it came.' },
  ];
  throw refusal('invalid-query', 'One parameter of the query must be put right: see errors.', { errors });
}

function partsOf(cursor: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Whether it can stand beside an `integer` column; PostgreSQL refuses what is larger. */
export const isRowId = (part: unknown): part is number =>
  typeof part === 'number' && Number.isInteger(part) && part >= 0 && part <= 2_147_483_647;

/** A key of one id. */
export const idKey = (parts: readonly unknown[]): number | null => {
  const [id] = parts;
  return parts.length === 1 && isRowId(id) ? id : null;
};

/** A key of one id of a table that has a `bigint` for it. */
export const bigIdKey = (parts: readonly unknown[]): number | null => {
  const [id] = parts;
  return parts.length === 1 && Number.isSafeInteger(id) ? Number(id) : null;
};

/**
 * A page of a list that was asked for one row more than its limit: that row says whether there is another page.
 * `next` is null on the last one.
 */
export function pageOf<Row, Item>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly Key[],
  item: (row: Row) => Item,
): { readonly items: Item[]; readonly next: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next: found.length > limit && last !== undefined ? cursorOf(keyOf(last)) : null,
  };
}
