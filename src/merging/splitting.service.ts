import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { lockActive } from '../assignments/assignment.queries.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import type { AssignRefusal } from '../assignments/refusing.js';
import type { Told } from '../assignments/telling.js';
import { recordMany } from '../audit/record.js';
import { settleConfirmation } from '../conferences/confirming.js';
import type { ChangedMeanwhile } from '../changes/changes.service.js';
import { refuseTime, type GivenTime, type NewTimeRefusal } from '../changes/new-time.js';
import { newVersion } from '../conferences/child.queries.js';
import { ageWords } from '../conferences/children.js';
import type { Conference } from '../conferences/conference.js';
import {
  childrenOf,
  conferenceById,
  createConferences,
  currentSitting,
  lockConference,
  type Child,
  type NewSitting,
} from '../conferences/conference.queries.js';
import { noticeDays } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import { insert } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { addInvitations, invitationsTo, type Invitation } from '../invitations/invitation.queries.js';
import { tellApart } from '../invitations/told-apart.queries.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { decideSplit, type GivenSplit, type SplitPlan, type SplitRefusal } from './split.js';
import { giveChildren, giveInvitation } from './split.queries.js';

/** The children and invitations of the new conference, its time and place, and whether the same lead is asked. */
export type SplitToMake = GivenSplit & GivenTime & { readonly inviteLead: boolean };

export type SplittingRefusal = SplitRefusal | NewTimeRefusal | ChangedMeanwhile;

export interface Split {
  readonly old: Conference;
  readonly made: Conference;
  /** What became of asking the same lead; null when nobody was to be asked. */
  readonly lead: Decided<Told, AssignRefusal> | null;
}

interface Splitting {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly old: Conference;
  readonly plan: SplitPlan<Child, Invitation>;
  readonly given: SplitToMake;
}

/** Makes two conferences of one that is about several children. */
@Injectable()
export class SplittingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
  ) {}

  /** One transaction; nobody but the lead is asked, and only if they are free. @throws NotFoundException out of reach */
  split(actor: Actor, reference: string, given: SplitToMake): Promise<Decided<Split, SplittingRefusal>> {
    return this.db.transaction(async (tx): Promise<Decided<Split, SplittingRefusal>> => {
      const old = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
      if (old === null) throw new NotFoundException();
      if (old.version !== given.version) return refused({ kind: 'changed-meanwhile', now: old });
      const known = { children: await childrenOf(tx, old.id), invitations: await invitationsTo(tx, old.id) };
      const decided = decideSplit(old, known, given);
      if (!decided.ok) return decided;
      const untimely = refuseTime(this.surroundings, old, given);
      if (untimely !== null) return refused(untimely);
      return accepted(await this.make({ tx, actor, old, plan: decided.value, given }));
    });
  }

  private async make(splitting: Splitting): Promise<Split> {
    const { tx, actor, old, plan, given } = splitting;
    const now = this.surroundings.now();
    const { hubCode, kind, strategyDiscussionOn, convenedBy } = old;
    // The authority's meeting id stays with the conference that it was given to.
    const conference = { hubCode, kind, laMeetingId: null, strategyDiscussionOn, convenedBy };
    const [made] = await createConferences(tx, [{ conference, sitting: given.to, children: [] }], now);
    const ids = plan.going.map(({ id }) => id);
    await giveChildren(tx, ids, made!.id);
    await this.shareInvitations(splitting, made!.id, given.to);
    await newVersion(tx, old.id);
    const reason = given.reason.trim();
    await insert(tx, 'conference_split', { toId: made!.id, fromId: old.id, reason, splitBy: actor.name, splitAt: now });
    await tellApart(tx, old.id, [made!.id], { by: actor.name, at: now });
    await this.tellOf(splitting, made!, reason);
    await settleConfirmation(tx, { actor, at: now }, old, 'by correcting it');
    for (const { id } of [old, made!]) await recount(tx, id, this.surroundings.counting);
    const lead = given.inviteLead ? await this.inviteLead(splitting, made!.reference) : null;
    return { old: await conferenceById(tx, old.id), made: made!, lead };
  }

  /** A copy has no calendar entry of the authority: an update to that one is about the conference that it came for. */
  private async shareInvitations({ tx, actor, plan }: Splitting, to: number, { startsAt }: NewSitting): Promise<void> {
    const notice = ({ receivedAt }: Invitation): number =>
      noticeDays(receivedAt, startsAt, this.surroundings.reference.calendar);
    for (const invitation of plan.moved) await giveInvitation(tx, invitation.id, to, notice(invitation));
    const recordedAt = this.surroundings.now();
    const copies = plan.shared.map((invitation) => ({
      conferenceId: to,
      receivedAt: invitation.receivedAt,
      channel: invitation.channel,
      cameTo: invitation.cameTo,
      candidateId: invitation.candidateId,
      noticeDays: notice(invitation),
      laCalendarUid: null,
      recordedBy: actor.name,
      recordedAt,
    }));
    await addInvitations(tx, copies);
  }

  private async tellOf({ tx, actor, old, plan, given }: Splitting, made: Conference, reason: string): Promise<void> {
    const children = plan.going.map(ageWords);
    const { kind, hubCode: hub } = made;
    const created = { kind, hub, startsAt: given.to.startsAt.toString() };
    await recordMany(tx, { actor, at: this.surroundings.now() }, [
      { conferenceId: old.id, action: 'conference.split-into', detail: { other: made.reference, children, reason } },
      { conferenceId: made.id, action: 'conference.created', detail: created },
      { conferenceId: made.id, action: 'conference.split-from', detail: { other: old.reference, children, reason } },
    ]);
  }

  private async inviteLead({ tx, actor, old }: Splitting, reference: string): Promise<Split['lead']> {
    const sitting = await currentSitting(tx, old.id);
    const lead = (await lockActive(tx, sitting.id)).find((one) => one.lead);
    if (lead === undefined) return null;
    const asked = { attendeeId: lead.attendeeId, lead: true, overlapReason: null };
    return this.assignments.assignIn(tx, actor, reference, asked);
  }
}
