import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly model: string;
  readonly payload: AdapterPayload;
  /** Milliseconds since the epoch; null for what never expires. */
  readonly expiresAt: number | null;
}

const SWEEP_EVERY_MS = 60_000;

const clock = (): number => Temporal.Now.instant().epochMilliseconds;

/**
 * What the identity provider remembers of sign-ins under way, in memory: a restart forgets it and one signs in again.
 * The library's own adapter is not used: it forgets the oldest of a thousand records even while they are in use,
 * shares them among all providers of a process, and warns on every start.
 */
export function recordsInMemory(): AdapterFactory {
  const kept = new Map<string, Kept>();
  let sweptAt = clock();
  const sweep = (): void => {
    if (clock() - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = clock();
    for (const [key, record] of kept) if (isOver(record)) kept.delete(key);
  };
  return (model) => shelf(model, kept, sweep);
}

function shelf(model: string, kept: Map<string, Kept>, sweep: () => void): Adapter {
  const key = (id: string): string => `${model} ${id}`;
  const alive = (record: Kept | undefined): AdapterPayload | undefined =>
    record === undefined || isOver(record) ? undefined : record.payload;
  const where = (field: 'uid' | 'userCode', value: string): AdapterPayload | undefined =>
    alive([...kept.values()].find((record) => record.model === model && record.payload[field] === value));
  return {
    async upsert(id, payload, expiresIn) {
      sweep();
      kept.set(key(id), { model, payload, expiresAt: expiresIn === undefined ? null : clock() + expiresIn * 1000 });
    },
    find: async (id) => alive(kept.get(key(id))),
    findByUid: async (uid) => where('uid', uid),
    findByUserCode: async (code) => where('userCode', code),
    async consume(id) {
      const record = kept.get(key(id));
      if (record !== undefined) record.payload.consumed = Math.floor(clock() / 1000);
    },
    async destroy(id) {
      kept.delete(key(id));
    },
    async revokeByGrantId(grantId) {
      for (const [at, { payload }] of kept) if (payload.grantId === grantId) kept.delete(at);
    },
  };
}

const isOver = ({ expiresAt }: Kept): boolean => expiresAt !== null && expiresAt <= clock();
