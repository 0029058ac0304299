import { makeDataSource } from '../../src/database/data-source.js';

/**
 * The statements TypeORM would need to make the database what the entities say; none when they agree. Blind to triggers,
 * bodies of checks and predicates of partial indexes: the constraint tests break each of those instead.
 */
export async function driftOf(url: string): Promise<readonly string[]> {
  const source = await makeDataSource({ url, poolSize: 1 }).initialize();
  try {
    const wanted = await source.driver.createSchemaBuilder().log();
    return wanted.upQueries.map((query) => query.query);
  } finally {
    await source.destroy();
  }
}
