import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { absenceRefusal, absenceWords, type AbsenceRefusal } from '../attendees/absence.js';
import { absencesFromCalendar, changeAbsence } from '../attendees/absence.queries.js';
import { AbsencesService } from '../attendees/absences.service.js';
import { record } from '../audit/record.js';
import { lockPeople } from '../attendees/attendee.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { CalendarEntry } from './absence-calendar.js';

export interface Uploaded {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly known: number;
  readonly refused: readonly string[];
}

/** Takes absences from a calendar; a second upload of the same file changes nothing. */
@Injectable()
export class AbsenceUploadService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly absences: AbsencesService,
  ) {}

  async take(
    actor: Actor,
    attendeeId: number,
    entries: readonly CalendarEntry[],
  ): Promise<Decided<Uploaded, AbsenceRefusal>> {
    try {
      return await this.db.transaction(async (tx) => {
        await this.absences.toChange(actor, attendeeId, tx);
        await lockPeople(tx, [attendeeId]);
        const uploaded = { added: [] as string[], changed: [] as string[], known: 0, refused: [] as string[] };
        for (const entry of entries) await this.takeOne(tx, actor, attendeeId, entry, uploaded);
        return accepted(uploaded);
      });
    } catch (error) {
      if (violatedConstraint(error) === 'absence_overlap_excl')
        return refused({ kind: 'absence-overlaps', other: null });
      throw error;
    }
  }

  private async takeOne(
    tx: Tx,
    actor: Actor,
    attendeeId: number,
    entry: CalendarEntry,
    told: { readonly added: string[]; readonly changed: string[]; known: number; readonly refused: string[] },
  ): Promise<void> {
    const words = absenceWords(entry);
    const before = (await absencesFromCalendar(tx, attendeeId)).find(({ sourceUid }) => sourceUid === entry.uid);
    if (before?.startsAt.equals(entry.startsAt) && before.endsAt.equals(entry.endsAt)) {
      told.known += 1;
      return;
    }
    const refusal = await this.absences.refusalOf(tx, attendeeId, entry, before?.id ?? null);
    if (refusal !== null) {
      told.refused.push(`${words}: ${absenceRefusal(refusal)}`);
      return;
    }
    const { kind, startsAt, endsAt, uid } = entry;
    if (before === undefined) {
      const given = { kind, startsAt, endsAt, source: 'ics', sourceUid: uid } as const;
      await this.absences.addIn(tx, actor, attendeeId, given);
      told.added.push(words);
      return;
    }
    // A person may have said better why they are away; the calendar knows when.
    const changed = await changeAbsence(tx, before, { kind: before.kind, startsAt, endsAt });
    const detail = { attendeeId, absenceId: changed.id, from: startsAt.toString(), until: endsAt.toString() };
    await record(tx, { actor, at: this.surroundings.now() }, 'absence.changed', detail);
    told.changed.push(words);
  }
}
