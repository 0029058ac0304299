import type { Database } from '../database/database.js';
import { rows } from '../database/sql.js';
import { countedConferencesIn } from './facts.queries.js';
import { keepCounts } from './measure.queries.js';
import { storedCount, type Counting } from './stored.js';

/** Few enough that nobody waits long for a conference that is being counted afresh. */
const BATCH = 500;

/**
 * Counts every conference that has no count by the definitions in force: after a new definition, a migration that widens
 * the counts, or a first filling. Goes on where it was stopped, because what is owed is what is not yet there.
 * @returns how many were counted
 */
export async function recountOwed(
  db: Database,
  counting: Counting,
  onProgress: (done: number) => void = () => undefined,
): Promise<number> {
  let done = 0;
  for (;;) {
    const counted = await db.transaction(async (tx) => {
      const owed = await rows<{ id: number }>(
        tx,
        `select c.id from conference c
         where not exists (select from measure m where m.conference_id = c.id and m.definition_version = $1)
           and exists (select from sitting s where s.conference_id = c.id)
         order by c.id limit $2 for update of c skip locked`,
        [counting.version, BATCH],
      );
      const facts = await countedConferencesIn(
        tx,
        owed.map(({ id }) => id),
      );
      await keepCounts(
        tx,
        facts.map((one) => ({ conferenceId: one.conferenceId, ...storedCount(one, counting) })),
      );
      return facts.length;
    });
    if (counted === 0) return done;
    done += counted;
    onProgress(done);
  }
}
