import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, type Decided } from '../kernel/decided.js';
import {
  changedFields,
  decideAttendee,
  type AttendeeRefusal,
  type GivenAttendee,
  type KnownAttendee,
  type Upcoming,
} from './attendee.js';
import { clearMailBounce } from './attendee-mail.queries.js';
import {
  addAttendee,
  addressesTaken,
  changeAttendee,
  knownAttendee,
  lockAttendees,
  upcomingOf,
} from './known-attendee.queries.js';
import type { KeptPattern } from './working-pattern.js';
import { patternsOf } from './working-pattern.queries.js';

/** How far ahead the page of a person looks. */
const WEEKS_AHEAD = 4;

export interface SavedAttendee {
  readonly id: number;
  /** What changed; nothing when they were so already. */
  readonly fields: readonly string[];
}

/** The people who go to conferences, as administrators keep them. */
@Injectable()
export class AttendeesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** A person and what they are on in the next four weeks; references only of conferences the actor may see. */
  async look(
    actor: Actor,
    id: number,
  ): Promise<{
    readonly attendee: KnownAttendee;
    readonly upcoming: readonly Upcoming[];
    readonly patterns: readonly KeptPattern[];
  }> {
    if (!mayAtAll(actor, 'attendee.read')) throw new ForbiddenException();
    return this.db.transaction(async (tx) => {
      const attendee = await knownAttendee(tx, id);
      if (attendee === null) throw new NotFoundException();
      const now = this.surroundings.now();
      const span = { from: now, until: now.add({ hours: WEEKS_AHEAD * 7 * 24 }) };
      const upcoming = await upcomingOf(tx, id, span, scopeOf(actor, 'conference.read'));
      const references = upcoming.map((one) => one.reference).filter((reference) => reference !== null);
      const page = `/attendees/${id}`;
      if (references.length > 0) await record(tx, { actor, at: now }, 'conference.listed', { page, references });
      return { attendee, upcoming, patterns: await patternsOf(tx, id) };
    });
  }

  /** For the form: throws as `look` does when the actor may not change people, or the person does not exist. */
  async toChange(actor: Actor, id: number): Promise<KnownAttendee> {
    if (!mayAtAll(actor, 'attendee.change')) throw new ForbiddenException();
    const attendee = await knownAttendee(this.db.reader, id);
    if (attendee === null) throw new NotFoundException();
    return attendee;
  }

  /**
   * Adds a person, or changes one whom nobody else changed meanwhile.
   * @param id null for somebody new
   * @param version the version the actor was looking at; null for somebody new
   * @param keepsUpcoming somebody who moves stays on the conferences of the old hub, which the actor has seen
   */
  save(
    actor: Actor,
    id: number | null,
    given: GivenAttendee,
    version: number | null,
    keepsUpcoming = false,
  ): Promise<Decided<SavedAttendee, AttendeeRefusal>> {
    return this.db.transaction((tx) => this.saveIn(tx, actor, id, given, version, keepsUpcoming));
  }

  /** As `save`, as part of a larger change; a refusal has changed nothing. */
  async saveIn(
    tx: Tx,
    actor: Actor,
    id: number | null,
    given: GivenAttendee,
    version: number | null,
    keepsUpcoming = false,
  ): Promise<Decided<SavedAttendee, AttendeeRefusal>> {
    if (!mayAtAll(actor, 'attendee.change')) throw new ForbiddenException();
    await lockAttendees(tx, id);
    const before = id === null ? null : await knownAttendee(tx, id);
    if (id !== null && before === null) throw new NotFoundException();
    const now = this.surroundings.now();
    const addresses = [...(given.mail === null ? [] : [given.mail]), ...given.aliases];
    const from = { from: now, until: null };
    const decided = decideAttendee(
      {
        before,
        version,
        ownAddresses: this.ownAddresses(),
        taken: await addressesTaken(tx, addresses, id),
        upcoming: id === null ? [] : await upcomingOf(tx, id, from, scopeOf(actor, 'conference.read')),
        keepsUpcoming,
      },
      this.keepForgotten(before, given),
    );
    if (!decided.ok) return decided;
    const fields = changedFields(before, decided.value);
    if (before !== null && fields.length === 0) return accepted({ id: before.id, fields });
    if (before !== null) await changeAttendee(tx, before, decided.value);
    const savedId = before?.id ?? (await addAttendee(tx, decided.value, now));
    await record(tx, { actor, at: now }, 'attendee.saved', { attendeeId: savedId, fields });
    return accepted({ id: savedId, fields });
  }

  /** Somebody knows that mail to a person arrives again. To say so twice changes nothing. @throws as `look` does */
  clearMail(actor: Actor, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      if (!mayAtAll(actor, 'attendee.clear-mail')) throw new ForbiddenException();
      if ((await knownAttendee(tx, id)) === null) throw new NotFoundException();
      if (!(await clearMailBounce(tx, id))) return;
      await record(tx, { actor, at: this.surroundings.now() }, 'attendee.mail-cleared', { attendeeId: id });
    });
  }

  private ownAddresses(): readonly string[] {
    const { desk, mailboxes } = this.surroundings.settings;
    return [desk.address, ...mailboxes].map((address) => address.toLowerCase());
  }

  /** A skill that the reference data no longer names cannot be ticked; it is kept, for nobody took it away. */
  private keepForgotten(before: KnownAttendee | null, given: GivenAttendee): GivenAttendee {
    const named = this.surroundings.reference.skills.map((skill) => skill.code);
    const forgotten = (before?.skills ?? []).filter((held) => !named.includes(held.skill));
    return { ...given, skills: [...given.skills, ...forgotten] };
  }
}
