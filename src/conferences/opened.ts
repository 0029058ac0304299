import { NotFoundException } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import type { Surroundings } from '../../config/surroundings.js';
import { scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { Database } from '../database/database.js';
import type { Conference } from './conference.js';
import { conferenceWithin, currentSitting, type Sitting } from './conference.queries.js';

/** A conference as a page shows it: with the sitting that counts now. */
export interface Opened {
  readonly conference: Conference;
  readonly sitting: Sitting;
  readonly hub: Hub;
}

/**
 * Opens a conference for somebody who may do `action` with it, and records that they looked (DPA 2018 s.62).
 * @throws NotFoundException when it does not exist or is out of their reach: the two look the same
 */
export function openConference(
  ground: { readonly db: Database; readonly surroundings: Surroundings },
  actor: Actor,
  action: Action,
  reference: string,
): Promise<Opened> {
  const { db, surroundings } = ground;
  return db.transaction(async (tx) => {
    const conference = await conferenceWithin(tx, scopeOf(actor, action), reference);
    if (conference === null) throw new NotFoundException();
    await record(tx, { actor, at: surroundings.now(), conferenceId: conference.id }, 'conference.viewed', {});
    const sitting = await currentSitting(tx, conference.id);
    return { conference, sitting, hub: surroundings.hubOf(conference) };
  });
}
