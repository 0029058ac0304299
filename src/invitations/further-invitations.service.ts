import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { saveUnited } from '../conferences/child.queries.js';
import { ageWords, unitedChildren } from '../conferences/children.js';
import { stateLabel, type Conference } from '../conferences/conference.js';
import {
  childrenOf,
  conferenceById,
  currentSitting,
  lockConference,
  type Sitting,
} from '../conferences/conference.queries.js';
import { noticeDays } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { askToLookAgain } from '../relevance/look-again.js';
import type { GivenInvitation } from './invitation.js';
import { addInvitations } from './invitation.queries.js';
import { byHand, type InvitationSource } from './invitations.service.js';

/** What a second notice of a conference adds to it. Its time is not among this: a conference is moved, not told twice. */
export type FurtherInvitation = Pick<GivenInvitation, 'receivedAt' | 'channel' | 'children' | 'cameTo'>;

export type FurtherRefusal =
  | { readonly kind: 'received-in-future' }
  /** A voided conference stays as it is. */
  | { readonly kind: 'cannot-add'; readonly reference: string; readonly state: string };

export interface Added {
  readonly conference: Conference;
  readonly sitting: Sitting;
  /** Children that were not on record, or of whom nothing was known. */
  readonly newChildren: number;
  readonly noticeDays: number;
}

/** Records that TVP was told of a conference again: several invitations may be to one conference. */
@Injectable()
export class FurtherInvitationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The invitation, the children that it adds, the count and the trail. @throws NotFoundException out of reach */
  add(actor: Actor, reference: string, further: FurtherInvitation): Promise<Decided<Added, FurtherRefusal>> {
    return this.db.transaction((tx) => this.addIn(tx, actor, reference, further, byHand));
  }

  /** As `add`, as part of a larger change (confirming a candidate). */
  async addIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    further: FurtherInvitation,
    source: InvitationSource,
  ): Promise<Decided<Added, FurtherRefusal>> {
    const conference = await lockConference(tx, scopeOf(actor, 'invitation.record'), reference);
    if (conference === null) throw new NotFoundException();
    const now = this.surroundings.now();
    if (conference.state === 'voided') return refused({ kind: 'cannot-add', reference, state: stateLabel('voided') });
    if (Temporal.Instant.compare(further.receivedAt, now) > 0) return refused({ kind: 'received-in-future' });
    const sitting = await currentSitting(tx, conference.id);
    const { receivedAt, channel, cameTo = null } = further;
    const notice = noticeDays(receivedAt, sitting.startsAt, this.surroundings.reference.calendar);
    const invitation = { conferenceId: conference.id, receivedAt, channel, cameTo, ...source, noticeDays: notice };
    await addInvitations(tx, [{ ...invitation, recordedBy: actor.name, recordedAt: now }]);
    const occasion = { actor, at: now, conferenceId: conference.id };
    const received = { channel, receivedAt: receivedAt.toString(), ...(cameTo === null ? {} : { cameTo }) };
    const facts = { ...received, noticeDays: notice, cautions: [] };
    await record(tx, occasion, 'invitation.recorded', facts);
    const newChildren = await this.unite(tx, occasion, further);
    if (newChildren > 0) await askToLookAgain(tx, occasion, conference, 'child-added');
    await recount(tx, conference.id, this.surroundings.counting);
    return accepted({ conference: await conferenceById(tx, conference.id), sitting, newChildren, noticeDays: notice });
  }

  private async unite(
    tx: Tx,
    occasion: { readonly actor: Actor; readonly at: Temporal.Instant; readonly conferenceId: number },
    { children }: FurtherInvitation,
  ): Promise<number> {
    const known = await childrenOf(tx, occasion.conferenceId);
    const united = unitedChildren(known, children);
    const fresh = [...united.filled.map(({ child }) => child), ...united.added];
    if (fresh.length === 0) return 0;
    await saveUnited(tx, occasion.conferenceId, united);
    await record(tx, occasion, 'conference.changed-children', {
      added: fresh.map(ageWords),
      removed: [],
      now: known.length + united.added.length,
      reason: 'told by a further invitation',
    });
    return fresh.length;
  }
}
