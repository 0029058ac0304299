import { peopleOn } from '../assignments/assignment.queries.js';
import type { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { trailOf } from '../audit/record.js';
import { openConference } from '../conferences/opened.js';
import type { Database } from '../database/database.js';
import { invitationsTo } from '../invitations/invitation.queries.js';
import { participationAt } from '../participation/participation.queries.js';
import { decisionsOn } from '../relevance/relevance.service.js';
import type { Shown } from './compare.page.js';
import { sideOf } from './merging.service.js';

/** Opens one of two conferences to be compared; the look is on record. @throws NotFoundException out of reach */
export async function shown(
  ground: { readonly db: Database; readonly surroundings: Surroundings },
  actor: Actor,
  reference: string,
): Promise<Shown> {
  const opened = await openConference(ground, actor, 'conference.change', reference);
  const { reader } = ground.db;
  const { id } = opened.conference;
  return {
    ...opened,
    side: await sideOf(reader, opened.conference),
    invitations: await invitationsTo(reader, id),
    people: await peopleOn(reader, opened.sitting.id),
    decisions: await decisionsOn(reader, id),
    outcome: (await participationAt(reader, opened.sitting.id))?.outcome ?? null,
    trail: await trailOf(reader, id),
  };
}
