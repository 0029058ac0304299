import 'reflect-metadata';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { entities } from './entities.js';
import { migrations } from '../../migrations/index.js';
import { Naming } from './naming.js';

const TIMESTAMPTZ = 1184;
const DATE = 1082;
const BIGINT = 20;

// PostgreSQL prints `2026-11-23 09:30:00+00`; Temporal reads it once the offset has minutes and the space is a T.
const readInstant = (text: string): Temporal.Instant =>
  Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));

/**
 * The one description of the connection. `timestamptz` arrives as Temporal.Instant, `date` as Temporal.PlainDate and
 * counts as numbers (nothing here comes near 2^53).
 */
export function makeDataSource(options: { readonly url: string; readonly poolSize: number }): DataSource {
  pg.types.setTypeParser(TIMESTAMPTZ, readInstant);
  pg.types.setTypeParser(DATE, (text) => Temporal.PlainDate.from(text));
  pg.types.setTypeParser(BIGINT, Number);
  return new DataSource({
    type: 'postgres',
    url: options.url,
    poolSize: options.poolSize,
    entities,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new Naming(),
    installExtensions: false,
    applicationName: 'case-conference-tracker',
    connectTimeoutMS: 10_000,
  });
}
