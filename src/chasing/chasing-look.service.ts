import { ForbiddenException, Injectable } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { comingRungs, type Coming } from './chase.js';
import { recentChases, type ListedChase } from './chase.queries.js';
import { CHASING, ChasingWork } from './chasing.service.js';
import { mattersOf } from './matter.js';
import { firstRun, recentProofs, type KeptProof } from './past.queries.js';

export type { Coming } from './chase.js';

const MOST_SHOWN = 50;
const NIGHTS_SHOWN = 10;

export interface Looked {
  readonly now: Temporal.Instant;
  readonly hubs: readonly Hub[];
  /** The hub chosen, null for all of them. */
  readonly hub: string | null;
  readonly proofs: readonly KeptProof[];
  /** When chasing began; null while it has not. */
  readonly begun: Temporal.Instant | null;
  readonly problems: readonly string[];
  readonly coming: readonly Coming[];
  readonly told: readonly ListedChase[];
  readonly mayRead: boolean;
}

/** Chasing as people look at it. */
@Injectable()
export class ChasingLook {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly chasing: ChasingWork,
  ) {}

  /** A hub outside the reader's reach is as if none had been chosen. */
  async look(actor: Actor, asked: string): Promise<Looked> {
    const scope = scopeOf(actor, 'chasing.read');
    const hubs = this.surroundings.reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
    if (hubs.length === 0) throw new ForbiddenException();
    const hub = hubs.find(({ code }) => code === asked)?.code ?? null;
    const shown = hubs.filter(({ code }) => hub === null || code === hub).map(({ code }) => code);
    const now = this.surroundings.now();
    return this.db.transaction(async (tx) => {
      const standing = await this.chasing.standing(tx);
      const matters = standing.filter(({ hubCode }) => shown.includes(hubCode)).flatMap((one) => mattersOf(one, now));
      const coming = comingRungs(matters, this.chasing.rules, now).slice(0, MOST_SHOWN);
      const told = await recentChases(tx, shown, MOST_SHOWN);
      const references = [
        ...new Set([...coming.map(({ matter }) => matter.subject), ...told.map((one) => one.subject)]),
      ];
      await record(tx, { actor, at: now }, 'conference.listed', { page: 'chasing', references });
      return {
        now,
        hubs,
        hub,
        proofs: await recentProofs(tx, NIGHTS_SHOWN),
        begun: await firstRun(tx, CHASING),
        problems: await this.chasing.problems(),
        coming,
        told,
        mayRead: mayAtAll(actor, 'conference.read'),
      };
    });
  }
}
