import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { decideAbsence, type AbsenceRefusal, type AbsenceSource, type KeptAbsence } from './absence.js';
import {
  absenceById,
  absencesFrom,
  absencesIn,
  addAbsence,
  changeAbsence,
  lockAbsence,
  removeAbsence,
} from './absence.queries.js';
import { attendeeById, type Attendee } from './attendee.queries.js';
import type { Absence } from './availability.js';

/** Whoever may not know why somebody is away still sees that they are. */
export interface ShownAbsence extends Omit<KeptAbsence, 'kind'> {
  readonly kind: KeptAbsence['kind'] | null;
}

/** When people are away. The reason may be about their health: only who looks after them reads it. */
@Injectable()
export class AbsencesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Absences that are not over, for whoever may read of people, and for the person. @throws NotFoundException */
  async list(actor: Actor, attendeeId: number): Promise<readonly ShownAbsence[]> {
    const attendee = await attendeeById(this.db.reader, attendeeId);
    const mayChange = attendee !== null && this.mayChange(actor, attendee);
    if (attendee === null || !(mayChange || mayAtAll(actor, 'attendee.read'))) throw new NotFoundException();
    const found = await absencesFrom(this.db.reader, attendeeId, this.surroundings.now());
    const mayKnow = mayChange || actor.roles.includes('auditor');
    return found.map((one) => (mayKnow ? one : { ...one, kind: null }));
  }

  /** The person, for whoever may record that they are away. @throws NotFoundException as when they do not exist */
  async toChange(actor: Actor, attendeeId: number, reader: Reader = this.db.reader): Promise<Attendee> {
    const attendee = await attendeeById(reader, attendeeId);
    if (attendee === null || !this.mayChange(actor, attendee)) throw new NotFoundException();
    return attendee;
  }

  /** @throws NotFoundException when there is none, or it is out of reach */
  async one(actor: Actor, attendeeId: number, id: number): Promise<KeptAbsence> {
    await this.toChange(actor, attendeeId);
    const absence = await absenceById(this.db.reader, attendeeId, id);
    if (absence === null) throw new NotFoundException();
    return absence;
  }

  mayChange(actor: Actor, attendee: Pick<Attendee, 'id' | 'hubCode'>): boolean {
    const scope = scopeOf(actor, 'absence.change');
    return isWithin(scope, { hubCode: attendee.hubCode, attendeeIds: [attendee.id] });
  }

  add(
    actor: Actor,
    attendeeId: number,
    given: Absence,
    source: AbsenceSource,
  ): Promise<Decided<KeptAbsence, AbsenceRefusal>> {
    return this.saving(async (tx) => {
      await this.toChange(actor, attendeeId, tx);
      return this.addIn(tx, actor, attendeeId, { ...given, source, sourceUid: null });
    });
  }

  /** As part of a larger change, by somebody who was found to be allowed. */
  async addIn(
    tx: Tx,
    actor: Actor,
    attendeeId: number,
    given: Absence & Pick<KeptAbsence, 'source' | 'sourceUid'>,
  ): Promise<Decided<KeptAbsence, AbsenceRefusal>> {
    const refusal = await this.refusalOf(tx, attendeeId, given, null);
    if (refusal !== null) return refused(refusal);
    const now = this.surroundings.now();
    const { kind, startsAt, endsAt, source, sourceUid } = given;
    const made = { attendeeId, kind, startsAt, endsAt, source, sourceUid, createdAt: now, createdBy: actor.name };
    const absence = await addAbsence(tx, made);
    await record(tx, { actor, at: now }, 'absence.recorded', { attendeeId, ...told(absence), source });
    return accepted(absence);
  }

  /** Why somebody cannot be away so; `exceptId` is the absence that would become this one. */
  async refusalOf(
    reader: Reader,
    attendeeId: number,
    given: Absence,
    exceptId: number | null,
  ): Promise<AbsenceRefusal | null> {
    const others = await absencesIn(reader, attendeeId, ordered(given));
    const decided = decideAbsence(
      given,
      others.filter(({ id }) => id !== exceptId),
      this.surroundings.now(),
    );
    return decided.ok ? null : decided.refusal;
  }

  /** @param version the one the actor was looking at */
  change(
    actor: Actor,
    attendeeId: number,
    id: number,
    given: Absence,
    version: number | null,
  ): Promise<Decided<KeptAbsence, AbsenceRefusal>> {
    return this.saving(async (tx) => {
      const before = await this.lock(tx, actor, attendeeId, id);
      if (before.version !== version) return refused({ kind: 'changed-meanwhile', now: before });
      const refusal = await this.refusalOf(tx, attendeeId, given, id);
      if (refusal !== null) return refused(refusal);
      const absence = await changeAbsence(tx, before, given);
      const occasion = { actor, at: this.surroundings.now() };
      await record(tx, occasion, 'absence.changed', { attendeeId, ...told(absence) });
      return accepted(absence);
    });
  }

  /** Takes an absence back: they are there after all. */
  remove(
    actor: Actor,
    attendeeId: number,
    id: number,
    version: number | null,
  ): Promise<Decided<KeptAbsence, AbsenceRefusal>> {
    return this.db.transaction(async (tx): Promise<Decided<KeptAbsence, AbsenceRefusal>> => {
      const before = await this.lock(tx, actor, attendeeId, id);
      if (before.version !== version) return refused({ kind: 'changed-meanwhile', now: before });
      await removeAbsence(tx, id);
      await record(tx, { actor, at: this.surroundings.now() }, 'absence.removed', { attendeeId, ...told(before) });
      return accepted(before);
    });
  }

  private async lock(tx: Tx, actor: Actor, attendeeId: number, id: number): Promise<KeptAbsence> {
    await this.toChange(actor, attendeeId, tx);
    const absence = await lockAbsence(tx, attendeeId, id);
    if (absence === null) throw new NotFoundException();
    return absence;
  }

  private async saving<T>(work: (tx: Tx) => Promise<Decided<T, AbsenceRefusal>>): Promise<Decided<T, AbsenceRefusal>> {
    try {
      return await this.db.transaction(work);
    } catch (error) {
      if (violatedConstraint(error) === 'absence_overlap_excl')
        return refused({ kind: 'absence-overlaps', other: null });
      throw error;
    }
  }
}

/** PostgreSQL refuses a range that runs backwards; the rule refuses it with a sentence. */
const ordered = ({ startsAt, endsAt }: Absence): Pick<Absence, 'startsAt' | 'endsAt'> =>
  Temporal.Instant.compare(startsAt, endsAt) <= 0 ? { startsAt, endsAt } : { startsAt: endsAt, endsAt: startsAt };

const told = ({ id, startsAt, endsAt }: KeptAbsence): { absenceId: number; from: string; until: string } => ({
  absenceId: id,
  from: startsAt.toString(),
  until: endsAt.toString(),
});
