import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { newVersion } from '../conferences/child.queries.js';
import { settleConfirmation } from '../conferences/confirming.js';
import type { Conference } from '../conferences/conference.js';
import { lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';

export type ConfirmRefusal =
  { readonly kind: 'changed-meanwhile'; readonly now: Conference } | { readonly kind: 'nothing-to-confirm' };

/** A person says that what automation recorded is right as it stands. */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** @param version of the conference as the person saw it. @throws NotFoundException out of reach */
  confirm(actor: Actor, reference: string, version: number): Promise<Decided<Conference, ConfirmRefusal>> {
    return this.db.transaction(async (tx) => {
      const conference = await lockConference(tx, scopeOf(actor, 'automation.confirm'), reference);
      if (conference === null) throw new NotFoundException();
      // Whether a colleague was quicker comes first: sent twice, it does not look like somebody else's change.
      if (conference.toConfirm === null) return refused({ kind: 'nothing-to-confirm' });
      if (conference.version !== version) return refused({ kind: 'changed-meanwhile', now: conference });
      await newVersion(tx, conference.id);
      await settleConfirmation(tx, { actor, at: this.surroundings.now() }, conference, 'as it stood');
      return accepted({ ...conference, toConfirm: null, version: conference.version + 1 });
    });
  }
}
