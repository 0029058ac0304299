import type { EntityManager } from 'typeorm';

declare const transactional: unique symbol;

/** Anything one can read through: the pool, or the transaction one is in. */
export type Reader = Pick<EntityManager, 'query'>;

/** Proof of being inside a transaction. Only `Database.transaction` makes one, so a pool handle does not compile here. */
export type Tx = EntityManager & { readonly [transactional]: true };
