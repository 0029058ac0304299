import type { Reader, Tx } from './transaction.js';

/** What may stand behind a `$1`: Temporal values travel as ISO text, objects as JSON. */
const parameter = (value: unknown): unknown => {
  if (value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) return value.toString();
  return value;
};

/** The columns of the code's own queries: as many as there are, and no more. */
const properties = new Map<string, string>();
function camelCase(column: string): string {
  const known = properties.get(column);
  if (known !== undefined) return known;
  const property = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  properties.set(column, property);
  return property;
}
const snakeCase = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Rows with camelCase keys; timestamptz arrive as Temporal.Instant, dates as Temporal.PlainDate, counts as numbers. */
export async function rows<T>(reader: Reader, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  const found: Record<string, unknown>[] = await reader.query(sql, parameters.map(parameter));
  // All rows have the columns of the first.
  const names = Object.keys(found[0] ?? {}).map((column) => [column, camelCase(column)] as const);
  return found.map((row) => {
    const named: Record<string, unknown> = {};
    for (const [column, name] of names) named[name] = row[column];
    return named as T;
  });
}

/**
 * The rows of a query some at a time, all as they were when it began whatever is changed meanwhile. Worked out once: asking
 * again for each page would have PostgreSQL plan by what it knew of a table before this transaction filled it.
 * @param most rows at a time
 */
export async function* pagesOf<T>(
  tx: Tx,
  sql: string,
  parameters: readonly unknown[],
  most: number,
): AsyncGenerator<readonly T[]> {
  await run(tx, `declare pages no scroll cursor for ${sql}`, parameters);
  for (;;) {
    const page = await rows<T>(tx, `fetch ${most} from pages`);
    if (page.length === 0) break;
    yield page;
  }
  await run(tx, 'close pages');
}

/** The single row, or null. More than one is a bug in the query and throws. */
export async function row<T>(reader: Reader, sql: string, parameters: readonly unknown[] = []): Promise<T | null> {
  const found = await rows<T>(reader, sql, parameters);
  if (found.length > 1) throw new Error(`expected one row, got ${found.length}: ${sql.slice(0, 80)}`);
  return found[0] ?? null;
}

/** Rows touched by an update or delete: zero means the guard in the `where` did not hold. */
export async function run(tx: Tx, sql: string, parameters: readonly unknown[] = []): Promise<number> {
  const result: unknown = await tx.query(sql, parameters.map(parameter));
  return Array.isArray(result) && typeof result[1] === 'number' ? result[1] : 0;
}

/** Inserts one row of camelCase values and returns it as the table now holds it. Table names come from code only. */
export async function insert<T>(tx: Tx, table: string, values: Readonly<Record<string, unknown>>): Promise<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const columns = entries.map(([property]) => snakeCase(property)).join(', ');
  const places = entries.map((_, i) => `$${i + 1}`).join(', ');
  const [made] = await rows<T>(
    tx,
    `insert into ${table} (${columns}) values (${places}) returning *`,
    entries.map(([, value]) => value),
  );
  if (made === undefined) throw new Error(`insert into ${table} returned no row`);
  return made;
}

/** A named constraint that PostgreSQL refused, or null for any other failure. */
export function violatedConstraint(error: unknown): string | null {
  const driver = (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError;
  const integrity = ['23505', '23P01', '23514', '23503'];
  return driver?.code !== undefined && integrity.includes(driver.code) ? (driver.constraint ?? null) : null;
}
