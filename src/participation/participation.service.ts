import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { attendeeById } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { currentSitting, lockConference, saveState } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { insert, row, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { isInFrozenMonth } from '../measures/frozen.queries.js';
import type { Counted } from '../measures/measure.js';
import { recount } from '../measures/measure.queries.js';
import {
  decideOutcome,
  outcomeInWords,
  type GivenOutcome,
  type KeptOutcome,
  type OutcomeRefusal,
  type Participation,
} from './participation.js';

/** What was recorded about a sitting, with the name of whoever went; null while nobody has. */
export function participationAt(
  reader: Reader,
  sittingId: number,
): Promise<(Participation & { readonly attendedByName: string | null }) | null> {
  return row(
    reader,
    `select p.outcome, p.present_at_decision, p.mode, p.attended_by_id, a.name as attended_by_name, p.reason,
       p.reason_note, p.attribution, p.source, p.version, p.recorded_by, p.recorded_at
     from participation p left join attendee a on a.id = p.attended_by_id where p.sitting_id = $1`,
    [sittingId],
  );
}

/** The conference as it stands after its outcome was recorded, and how it counts now. */
export interface Recorded extends Conference {
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
    const sitting = await currentSitting(tx, conference.id);
    const before = await participationAt(tx, sitting.id);
    const now = this.surroundings.now();
    const { reasons } = this.surroundings.reference;
    const isFrozen = await isInFrozenMonth(tx, sitting.startsAt);
    const decided = decideOutcome({ ...conference, startsAt: sitting.startsAt, now, before, isFrozen, reasons }, given);
    if (!decided.ok) return decided;
    const went = decided.value.attendedById === null ? null : await attendeeById(tx, decided.value.attendedById);
    if (decided.value.attendedById !== null && went === null) return refused({ kind: 'unknown-person' });

    await this.save(tx, actor, sitting.id, decided.value, before);
    if (conference.state === 'scheduled') await saveState(tx, conference, 'held', null, now);
    const occasion = { actor, at: now, conferenceId: conference.id };
    if (before === null) {
      const { outcome, reason } = decided.value;
      const why = isFrozen ? { why: given.correction?.trim() ?? '' } : {};
      await record(tx, occasion, 'participation.recorded', {
        outcome,
        attendedBy: went?.name ?? null,
        reason,
        ...why,
      });
    } else {
      await record(tx, occasion, 'participation.corrected', {
        before: outcomeInWords(before, before.attendedByName, reasons),
        after: outcomeInWords(decided.value, went?.name ?? null, reasons),
        why: given.correction?.trim() ?? '',
      });
    }
    const counted = await recount(tx, conference.id, this.surroundings.counting);
    return accepted({ ...conference, state: 'held', counted });
  }

  private async save(
    tx: Tx,
    actor: Actor,
    sittingId: number,
    value: KeptOutcome,
    before: Participation | null,
  ): Promise<void> {
    const row = { ...value, recordedBy: actor.name, recordedAt: this.surroundings.now() };
    if (before === null) {
      await insert(tx, 'participation', { sittingId, version: 1, ...row });
      return;
    }
    await run(
      tx,
      `update participation set outcome = $2, present_at_decision = $3, mode = $4, attended_by_id = $5, reason = $6,
         reason_note = $7, attribution = $8, first_recorded_at = coalesce(first_recorded_at, recorded_at),
         recorded_by = $9, recorded_at = $10, source = 'recorded', version = version + 1
       where sitting_id = $1`,
      [
        sittingId,
        row.outcome,
        row.presentAtDecision,
        row.mode,
        row.attendedById,
        row.reason,
        row.reasonNote,
        row.attribution,
        row.recordedBy,
        row.recordedAt,
      ],
    );
  }
}
