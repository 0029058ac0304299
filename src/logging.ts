import { pino, type Logger } from 'pino';

interface DatabaseFailure {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
}

const frames = (error: Error): string =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

/**
 * An error as the log may hold it: what and where, and for the database which constraint. Never its parameters, details or
 * messages, for PostgreSQL quotes the values of rows in them, and those are people's.
 */
export function shownError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const cause = error.cause === undefined ? {} : { cause: shownError(error.cause) };
  const failure = 'driverError' in error ? (error.driverError as DatabaseFailure) : (error as DatabaseFailure);
  if (typeof failure?.code === 'string' && /^[0-9A-Z]{5}$/.test(failure.code)) {
    const { code, constraint, table } = failure;
    const query = 'query' in error ? String(error.query).slice(0, 500) : undefined;
    return { type: error.name, code, constraint, table, query, stack: frames(error), ...cause };
  }
  return { type: error.name, message: error.message, stack: frames(error), ...cause };
}

/** A line of the log never carries a cookie, a token, a query string or the values of a row. */
export const makeLog = (level: string): Logger =>
  pino({ level, redact: ['req.headers', 'req.url', '*.password', '*.token'], serializers: { err: shownError } });
