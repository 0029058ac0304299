import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { accepted, type Decided } from '../kernel/decided.js';
import {
  changesOf,
  decideRecommendation,
  type GivenRecommendation,
  type Recommendation,
  type RecommendationRefusal,
} from './recommendation.js';
import {
  addRecommendation,
  allRecommendations,
  changeRecommendation,
  lockRecommendation,
  recommendationById,
  recommendationHistory,
  type RecommendationEvent,
} from './recommendation.queries.js';

/** The register of what was recommended. It is the force's: whoever may read it reads all of it. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  list(actor: Actor): Promise<readonly Recommendation[]> {
    if (!mayAtAll(actor, 'priorities.read')) throw new NotFoundException();
    return allRecommendations(this.db.reader);
  }

  /** For the form. To whoever may not change it, it does not exist. */
  async toChange(
    actor: Actor,
    id: number | null,
  ): Promise<{ readonly known: Recommendation | null; readonly history: readonly RecommendationEvent[] }> {
    if (!mayAtAll(actor, 'recommendation.change')) throw new NotFoundException();
    if (id === null) return { known: null, history: [] };
    const known = await recommendationById(this.db.reader, id);
    if (known === null) throw new NotFoundException();
    return { known, history: await recommendationHistory(this.db.reader, id) };
  }

  /** Adds one (`id` null), or changes one that nobody else changed since `version`. Nothing changed is nothing recorded. */
  save(
    actor: Actor,
    id: number | null,
    given: GivenRecommendation,
    version: number | null,
  ): Promise<Decided<{ readonly changed: boolean }, RecommendationRefusal>> {
    return this.db.transaction(async (tx) => {
      if (!mayAtAll(actor, 'recommendation.change')) throw new NotFoundException();
      const before = id === null ? null : await lockRecommendation(tx, id);
      if (id !== null && before === null) throw new NotFoundException();
      const decided = decideRecommendation(before, version, given);
      if (!decided.ok) return decided;
      const at = this.surroundings.now();
      if (before === null) {
        const recommendationId = await addRecommendation(tx, decided.value, { at, name: actor.name });
        const { source, status } = decided.value;
        await record(tx, { actor, at }, 'recommendation.added', { recommendationId, source, status });
        return accepted({ changed: true });
      }
      const changes = changesOf(before, decided.value);
      if (changes.length === 0) return accepted({ changed: false });
      await changeRecommendation(tx, before.id, decided.value);
      await record(tx, { actor, at }, 'recommendation.changed', { recommendationId: before.id, changes });
      return accepted({ changed: true });
    });
  }
}
