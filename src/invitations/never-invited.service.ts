import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { saveNeverInvited } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import { createConferences, saveState } from '../conferences/conference.queries.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { InvitationsService } from './invitations.service.js';

/** A conference that was held and of which no invitation ever reached TVP (domain, situations 44 and 45). */
export type GivenUninvited = Omit<GivenInvitation, 'receivedAt' | 'channel' | 'confirmed' | 'anotherThan'>;

export type UninvitedRefusal = InvitationRefusal | { readonly kind: 'not-over' };

/** Records what was held without us: no invitation, so it is not known and counts in the coverage alone. */
@Injectable()
export class NeverInvitedService {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly surroundings: Surroundings,
  ) {}

  /** The conference, held, with its sitting, children, count and trail. Whoever calls says why it is certain. */
  async recordIn(tx: Tx, actor: Actor, given: GivenUninvited): Promise<Decided<Conference, UninvitedRefusal>> {
    const now = this.surroundings.now();
    if (Temporal.Instant.compare(given.endsAt, now) > 0) return refused({ kind: 'not-over' });
    const asked = { ...given, receivedAt: now, channel: 'letter', confirmed: true, anotherThan: 'any' } as const;
    const [refusal] = (await this.invitations.preview(actor, asked)).refusals;
    if (refusal !== undefined) return refused(refusal);
    const { hubCode, kind, laMeetingId, strategyDiscussionOn, startsAt, endsAt, mode, venue, joinLink, children } =
      given;
    const conference = { hubCode, kind, laMeetingId, strategyDiscussionOn };
    const sitting = { startsAt, endsAt, mode, venue, joinLink };
    const [made] = await createConferences(tx, [{ conference, sitting, children }], now);
    const created = { kind, hub: hubCode, startsAt: startsAt.toString() };
    await record(tx, { actor, at: now, conferenceId: made!.id }, 'conference.created', created);
    const by = { recordedBy: actor.name, recordedAt: now };
    await saveNeverInvited(tx, [{ conferenceId: made!.id, learntFrom: 'told-afterwards', learntAt: now, ...by }]);
    await saveState(tx, made!, 'held', null, now);
    await recount(tx, made!.id, this.surroundings.counting);
    return accepted({ ...made!, state: 'held', version: made!.version + 1 });
  }
}
