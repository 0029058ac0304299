import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { attendeeById } from '../attendees/attendee.queries.js';
import { record, type Occasion } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import {
  childrenOf,
  currentSitting,
  lockConference,
  saveState,
  type Sitting,
} from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { settleExpectations } from '../expectations/settling.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { isInFrozenMonth } from '../measures/frozen.queries.js';
import type { Counted } from '../measures/measure.js';
import { recount } from '../measures/measure.queries.js';
import { besidesInWords } from './besides.js';
import {
  additions,
  decideOutcome,
  outcomeInWords,
  type GivenOutcome,
  type KeptOutcome,
  type OutcomeFacts,
  type OutcomeRefusal,
  type Participation,
} from './participation.js';
import { changeOutcome, keepOutcome, participationAt, savePlans, type Recollected } from './participation.queries.js';
import { reportOn, saveReadOut } from './report.queries.js';

/** `channel` when it was neither a page nor a program. */
export type GivenByChannel = GivenOutcome & { readonly channel?: 'link' };

interface Change {
  readonly before: Recollected | null;
  readonly after: KeptOutcome;
  readonly who: string | null;
}

/** The conference as it stands after its outcome was recorded, and how it counts now. */
export interface Recorded extends Conference {
  readonly kept: KeptOutcome;
  readonly counted: Counted | null;
}

/** Records what happened at a conference, and corrects it with what stood before kept in the trail. */
@Injectable()
export class ParticipationService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The outcome, the state "held" and the figures, in one transaction. */
  record(actor: Actor, reference: string, given: GivenOutcome): Promise<Decided<Recorded, OutcomeRefusal>> {
    return this.db.transaction((tx) => this.recordIn(tx, actor, reference, given));
  }

  /** As `record`, as part of a larger change (a conference that only the local authority's list told of). */
  async recordIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenOutcome,
  ): Promise<Decided<Recorded, OutcomeRefusal>> {
    const conference = await lockConference(tx, scopeOf(actor, 'participation.record'), reference);
    if (conference === null) throw new NotFoundException();
    return this.apply(tx, actor, conference, given);
  }

  /** As `record`, of a conference that is locked, by somebody whose right to it has been seen to. */
  async apply(
    tx: Tx,
    actor: Actor,
    conference: Conference,
    given: GivenByChannel,
  ): Promise<Decided<Recorded, OutcomeRefusal>> {
    const sitting = await currentSitting(tx, conference.id);
    const before = await participationAt(tx, sitting.id);
    const now = this.surroundings.now();
    const decided = decideOutcome(await this.facts(tx, conference, sitting, before), given);
    if (!decided.ok) return decided;
    const went = decided.value.attendedById === null ? null : await attendeeById(tx, decided.value.attendedById);
    if (decided.value.attendedById !== null && went === null) return refused({ kind: 'unknown-person' });

    await this.save(tx, actor, sitting, decided.value, before);
    if (conference.state === 'scheduled') await saveState(tx, conference, 'held', null, now);
    const occasion = { actor, at: now, conferenceId: conference.id };
    await this.tell(tx, occasion, { before, after: decided.value, who: went?.name ?? null }, given);
    const counted = await recount(tx, conference.id, this.surroundings.counting);
    await settleExpectations(tx, this.surroundings, [conference.id]);
    return accepted({ ...conference, state: 'held', kept: decided.value, counted });
  }

  private async facts(
    tx: Tx,
    { id, state }: Conference,
    { startsAt, endsAt }: Sitting,
    before: Participation | null,
  ): Promise<OutcomeFacts> {
    const { reasons, voiceWays } = this.surroundings.reference;
    const childIds = (await childrenOf(tx, id)).map((child) => child.id);
    const hasReport = (await reportOn(tx, id))?.kind === 'report';
    const isFrozen = await isInFrozenMonth(tx, startsAt);
    const now = this.surroundings.now();
    return { state, startsAt, endsAt, now, before, isFrozen, reasons, voiceWays, childIds, hasReport };
  }

  private async tell(tx: Tx, occasion: Occasion, { before, after, who }: Change, given: GivenByChannel): Promise<void> {
    const { reference } = this.surroundings;
    if (before === null) {
      const { outcome, reason, besides } = after;
      const said = besidesInWords(besides, reference.voiceWays);
      await record(tx, occasion, 'participation.recorded', {
        outcome,
        attendedBy: who,
        reason,
        ...(said.length === 0 ? {} : { besides: said }),
        ...(given.channel === undefined ? {} : { channel: given.channel }),
        ...(given.correction?.trim() ? { why: given.correction.trim() } : {}),
      });
      return;
    }
    const added = additions(before, after);
    if (added !== null) {
      await record(tx, occasion, 'participation.completed', { added: besidesInWords(added, reference.voiceWays) });
      return;
    }
    await record(tx, occasion, 'participation.corrected', {
      before: outcomeInWords(before, before.attendedByName, reference),
      after: outcomeInWords(after, who, reference),
      why: given.correction?.trim() ?? '',
    });
  }

  private async save(
    tx: Tx,
    actor: Actor,
    sitting: Sitting,
    value: KeptOutcome,
    before: Participation | null,
  ): Promise<void> {
    const kept = { ...value, recordedBy: actor.name, recordedAt: this.surroundings.now() };
    await (before === null ? keepOutcome(tx, sitting.id, kept) : changeOutcome(tx, sitting.id, kept));
    await savePlans(tx, sitting.conferenceId, value.besides.plans);
    if (value.besides.reportReadOut !== (before?.besides.reportReadOut ?? null)) {
      await saveReadOut(tx, sitting.conferenceId, value.besides.reportReadOut);
    }
  }
}
