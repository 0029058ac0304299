import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { ChangesService } from '../changes/changes.service.js';
import type { Conference } from '../conferences/conference.js';
import { conferenceById, lockConference, saveState } from '../conferences/conference.queries.js';
import type { Tx } from '../database/transaction.js';
import { accepted, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { ParticipationService } from '../participation/participation.service.js';
import type { DecideRefusal } from './deciding.service.js';
import type { RecordedAs } from './reconciliation.js';
import type { TheirMeeting } from './their-meeting.js';

const REASONS = { 'never-invited': 'invite-not-received', misrouted: 'invite-misrouted' } as const;

/** Why it comes when the figures of its month may be published. */
const FROM_LIST = "Learnt from the local authority's list";

/** What happens to the conference itself, through the services that every page uses. */
@Injectable()
export class OnRecordService {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly participation: ParticipationService,
    private readonly changes: ChangesService,
  ) {}

  /** Held; whoever went, where the list says that somebody did, is for a person to record. */
  async held(tx: Tx, actor: Actor, { id, reference }: Conference, theirs: TheirMeeting, as: RecordedAs): Promise<void> {
    if (theirs.police === true) {
      const now = await conferenceById(tx, id);
      if (now.state === 'scheduled') await saveState(tx, now, 'held', null, this.surroundings.now());
      await recount(tx, id, this.surroundings.counting);
      return;
    }
    const missed = { outcome: 'not', presentAtDecision: false, mode: null, attendedById: null } as const;
    const given = { ...missed, reason: REASONS[as], reasonNote: null, attribution: null, correction: FROM_LIST };
    const recorded = await this.participation.recordIn(tx, actor, reference, given);
    if (!recorded.ok) throw new Error(`the outcome of ${reference} was refused: ${recorded.refusal.kind}`);
  }

  async void(tx: Tx, actor: Actor, conferenceId: number): Promise<Decided<unknown, DecideRefusal>> {
    const { reference } = await conferenceById(tx, conferenceId);
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    // Somebody has voided it already: there is nothing more to take back.
    if (conference === null || conference.state === 'voided') return accepted(null);
    const { version } = conference;
    const reason = 'Recorded from a list of the local authority by mistake';
    return this.changes.changeStateIn(tx, actor, reference, { change: 'void', reason, version });
  }
}
