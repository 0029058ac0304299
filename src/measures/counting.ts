import type { ReferenceData } from '../../config/reference-data.js';
import type { Counting } from './stored.js';

/** By what conferences are counted: the definitions in force, and the hours and deadlines of each hub. */
export const countingBy = ({ editions, calendar, limits, hub }: ReferenceData): Counting => ({
  version: editions.measures.version,
  termsOf: (code) => {
    const found = hub(code);
    if (found === undefined) throw new Error(`hub ${code} is in the database but not in config/hubs.json`);
    return { hub: found, calendar, limits };
  },
});
