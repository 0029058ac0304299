import { ForbiddenException, Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { readAttendee } from '../attendees/attendee.form.js';
import type { GivenAttendee } from '../attendees/attendee.js';
import { attendeeRefusal } from '../attendees/attendee-refusal.page.js';
import { attendeeByAddress, attendeesWithoutMail, type Attendee } from '../attendees/attendee.queries.js';
import { AttendeesService } from '../attendees/attendees.service.js';
import { lockAttendees } from '../attendees/known-attendee.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { typedFrom, type PeopleRow } from './people-list.js';

/** What a list does, or would do, to the people on record. */
export interface BroughtIn {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly known: number;
  /** Rows that cannot be taken, each with the reason. */
  readonly wrong: readonly string[];
  /** The versions of the people it changes: others when somebody changed them meanwhile. */
  readonly seen: string;
}

export type BringRefusal =
  | { readonly kind: 'only-looked'; readonly would: BroughtIn }
  | { readonly kind: 'wrong-rows'; readonly would: BroughtIn }
  | { readonly kind: 'changed-meanwhile'; readonly would: BroughtIn };

/** Takes a whole list of people or nothing of it. */
@Injectable()
export class PeopleListService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly attendees: AttendeesService,
  ) {}

  /**
   * Row by row, each as if somebody had typed it, in one transaction.
   * @param seen what a look at this list said of the people it changes; null for such a look, which changes nothing
   */
  bringIn(actor: Actor, list: readonly PeopleRow[], seen: string | null): Promise<Decided<BroughtIn, BringRefusal>> {
    return this.db.transaction(async (tx): Promise<Decided<BroughtIn, BringRefusal>> => {
      if (!mayAtAll(actor, 'attendee.change')) throw new ForbiddenException();
      await lockAttendees(tx, null);
      const told = { added: [] as string[], changed: [] as string[], known: 0, wrong: [] as string[] };
      const versions: string[] = [];
      const rowsOf = new Map<string, number>();
      for (const row of list) {
        const who = row.mail.toLowerCase() || `${row.name} of ${row.hub}`;
        const earlier = rowsOf.get(who);
        rowsOf.set(who, row.row);
        const done =
          earlier === undefined
            ? await this.takeOne(tx, actor, row, versions)
            : `${row.mail || row.name} is on row ${earlier} already`;
        if (done === 'added' || done === 'changed') told[done].push(`${row.name}, ${row.mail || 'no mail address'}`);
        else if (done === 'known') told.known += 1;
        else told.wrong.push(`Row ${row.row}, ${row.name || 'no name'}: ${done}`);
      }
      const would = { ...told, seen: versions.join('_') };
      if (would.wrong.length > 0) return refused({ kind: 'wrong-rows', would });
      if (seen === null) return refused({ kind: 'only-looked', would });
      return seen === would.seen ? accepted(would) : refused({ kind: 'changed-meanwhile', would });
    });
  }

  /** What came of one row: a word, or the sentence that says why nothing did. */
  private async takeOne(tx: Tx, actor: Actor, row: PeopleRow, versions: string[]): Promise<string> {
    const { hubs, skills } = this.surroundings.reference;
    const around = { hubs, skills, today: londonDate(this.surroundings.now()) };
    const typed = typedFrom(
      row,
      skills.map(({ code }) => code),
    );
    if (typeof typed === 'string') return typed;
    const read = readAttendee(typed, around);
    if (!read.ok) return read.errors.map(({ text }) => text).join('; ');
    const before = await this.knownAs(tx, read.value);
    if (typeof before === 'string') return before;
    const saved = await this.attendees.saveIn(tx, actor, before?.id ?? null, read.value, before?.version ?? null);
    if (!saved.ok)
      return (attendeeRefusal(saved.refusal, typed, around).errors ?? []).map(({ text }) => text).join('; ');
    if (before !== null && saved.value.fields.length === 0) return 'known';
    versions.push(before === null ? 'new' : `${before.id}.${before.version}`);
    return before === null ? 'added' : 'changed';
  }

  /**
   * Whom a row is about; null for somebody new. Known by mail address, and whoever has none on record by name and hub: a
   * list can be brought back as it was taken out, and give them their address.
   */
  private async knownAs(tx: Tx, { name, mail, hubCode }: GivenAttendee): Promise<Attendee | string | null> {
    const known = mail === null ? null : await attendeeByAddress(tx, mail);
    if (known !== null && known.mail !== mail)
      return `${mail} is another address of ${known.name}. Write the address that is on record in the column mail`;
    if (known !== null) return known;
    const [nameless, ...others] = await attendeesWithoutMail(tx, name, hubCode);
    if (nameless !== undefined && others.length === 0) return nameless;
    return mail === null ? 'Without a mail address nobody can tell who it is. Change this person by hand' : null;
  }
}
