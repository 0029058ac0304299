import type { Session } from 'fastify';
import type { Surroundings } from '../../config/surroundings.js';
import type { Database } from '../database/database.js';
import { row, run } from '../database/sql.js';

type Done = (error?: unknown) => void;

const KEPT_MINUTES = 60;

/** Sessions in PostgreSQL, so that any instance serves any browser and a restart signs nobody out. */
export class SessionStore {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** A session that ended stays ended, although a request that was under way meanwhile would save it once more. */
  set(id: string, session: Session, done: Done): void {
    const minutes = this.surroundings.settings.session.idleMinutes;
    const expiresAt = this.surroundings.now().add({ minutes });
    this.db
      .transaction((tx) =>
        run(
          tx,
          `insert into session (id, content, expires_at) values ($1, $2, $3)
           on conflict (id) do update set content = excluded.content, expires_at = excluded.expires_at
           where session.content <> '{}'`,
          [id, JSON.stringify(session), expiresAt],
        ),
      )
      .then(() => done(), done);
  }

  get(id: string, done: (error: unknown, session?: Session | null) => void): void {
    row<{ content: Session }>(this.db.reader, 'select content from session where id = $1 and expires_at > $2', [
      id,
      this.surroundings.now(),
    ]).then((found) => done(null, found?.content ?? null), done);
  }

  /** Ends it and forgets what it held. Its id is kept until the sweep, so that `set` knows it. */
  destroy(id: string, done: Done): void {
    this.db
      .transaction((tx) =>
        run(tx, `update session set content = '{}', expires_at = $2 where id = $1`, [id, this.surroundings.now()]),
      )
      .then(() => done(), done);
  }

  /** Removes what ran out longer ago than any request takes. */
  async sweep(): Promise<number> {
    const longAgo = this.surroundings.now().subtract({ minutes: KEPT_MINUTES });
    return this.db.transaction((tx) => run(tx, 'delete from session where expires_at <= $1', [longAgo]));
  }
}
