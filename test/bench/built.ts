import { readFile } from 'node:fs/promises';

/** What benches take from the built program: they measure what runs, not what is transpiled for them. */
export const dist = (path: string): string => new URL(`../../dist/${path}`, import.meta.url).href;

export const { startPostgres } = (await import(
  dist('src/demo/postgres.js')
)) as typeof import('../../src/demo/postgres.js');
export const { makeDataSource } = (await import(
  dist('src/database/data-source.js')
)) as typeof import('../../src/database/data-source.js');
export const { Database } = (await import(
  dist('src/database/database.js')
)) as typeof import('../../src/database/database.js');
export const { syncHubs } = (await import(dist('src/database/hubs.js'))) as typeof import('../../src/database/hubs.js');
export const { loadReferenceData } = (await import(
  dist('config/reference-data.js')
)) as typeof import('../../config/reference-data.js');

/** What `npm start` and the container tell Node: the heap has no limit, so garbage that is let lie is counted. */
export async function startFlags(): Promise<readonly string[]> {
  const { scripts } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly scripts: { readonly start: string };
  };
  return scripts.start.match(/--\S+=\d+/g) ?? [];
}
