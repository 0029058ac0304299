import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { newVersion } from '../conferences/child.queries.js';
import { saveInquorate } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import {
  currentSitting,
  lockConference,
  saveState,
  type NewSitting,
  type Sitting,
} from '../conferences/conference.queries.js';
import {
  inquorateWords,
  refuseQuorum,
  type Inquorate,
  type InquorateOutcome,
  type QuorumRefusal,
} from '../conferences/quorum.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import { recount } from '../measures/measure.queries.js';
import type { ChangedMeanwhile } from './changes.service.js';
import type { Followed } from './following.js';
import { SittingsService, type SitAgainRefusal } from './sittings.service.js';

export interface GivenQuorum {
  readonly outcome: InquorateOutcome;
  readonly forWantOfPolice: boolean;
  /** When it sits again, if it was adjourned and that is known. */
  readonly next: NewSitting | null;
  /** An unusual time is meant. */
  readonly confirmed: boolean;
  readonly version: number;
}

export type InquorateRefusal = QuorumRefusal | ChangedMeanwhile | SitAgainRefusal;

export interface FoundInquorate extends Followed {
  readonly conference: Conference;
  /** The sitting that had no quorum. */
  readonly sitting: Sitting;
  readonly next: NewSitting | null;
}

/**
 * Sittings without their quorum (domain, situations 31 to 33). One that is adjourned keeps its people and its place on
 * record, and the headline counts the sitting that decides; one that proceeded was held.
 */
@Injectable()
export class QuorumService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly sittings: SittingsService,
  ) {}

  /** @throws NotFoundException out of reach */
  inquorate(actor: Actor, reference: string, given: GivenQuorum): Promise<Decided<FoundInquorate, InquorateRefusal>> {
    return this.db.transaction((tx) => this.inquorateIn(tx, actor, reference, given));
  }

  /** As `inquorate`, as part of a larger change; a refusal has changed nothing. */
  async inquorateIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenQuorum,
  ): Promise<Decided<FoundInquorate, InquorateRefusal>> {
    const before = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (before === null) throw new NotFoundException();
    if (before.version !== given.version) return refused({ kind: 'changed-meanwhile', now: before });
    const now = this.surroundings.now();
    const sitting = await currentSitting(tx, before.id);
    const refusal = refuseQuorum(before, sitting, now);
    if (refusal !== null) return refused(refusal);
    const followed = await this.follow(tx, actor, before, given);
    if (!followed.ok) return followed;
    const { outcome, forWantOfPolice } = given;
    const inquorate: Inquorate = { outcome, forWantOfPolice, recordedBy: actor.name, recordedAt: now };
    await saveInquorate(tx, sitting.id, inquorate);
    const detail = { sitting: formatSpan(sitting.startsAt, sitting.endsAt), outcome, forWantOfPolice };
    await record(tx, { actor, at: now, conferenceId: before.id }, 'conference.inquorate', detail);
    await recount(tx, before.id, this.surroundings.counting);
    return accepted({ sitting, next: given.outcome === 'adjourned' ? given.next : null, ...followed.value });
  }

  private async follow(
    tx: Tx,
    actor: Actor,
    before: Conference,
    given: GivenQuorum,
  ): Promise<Decided<Followed & Pick<FoundInquorate, 'conference'>, InquorateRefusal>> {
    const nobody: Followed = { reinvited: [], released: [] };
    const { outcome, next, confirmed, version } = given;
    if (outcome === 'proceeded') {
      await newVersion(tx, before.id);
      return accepted({ ...nobody, conference: { ...before, version: version + 1 } });
    }
    const reason = inquorateWords(given);
    if (next !== null) {
      return this.sittings.sitAgainIn(tx, actor, before.reference, { to: next, reason, confirmed, version });
    }
    // It took place: nobody is called off, and the people of this sitting are asked for the next one.
    await saveState(tx, before, 'postponed', reason, this.surroundings.now());
    const occasion = { actor, at: this.surroundings.now(), conferenceId: before.id };
    await record(tx, occasion, 'conference.changed-state', { from: before.state, to: 'postponed', reason });
    const conference: Conference = { ...before, state: 'postponed', stateReason: reason, version: version + 1 };
    return accepted({ ...nobody, conference });
  }
}
