import { row, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';

export interface Attendee {
  readonly id: number;
  readonly name: string;
  /** PC, DC, DS, MASH researcher ...: what they are called, not what they may do in the tracker. */
  readonly role: string;
  readonly mail: string | null;
  readonly hubCode: string;
  /** The hub they travel from; null for their own. */
  readonly travelBase: string | null;
  /** Conferences at most; null for no limit. */
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
  readonly active: boolean;
  readonly version: number;
  /** When mail to the address last came back for good, and what the mail server said; null while it arrives. */
  readonly mailBouncedAt: Temporal.Instant | null;
  readonly mailBounceReason: string | null;
}

export interface HeldSkill {
  readonly skill: string;
  readonly expiresOn: Temporal.PlainDate | null;
}

const ATTENDEE = `a.id, a.name, a.role, a.mail, a.hub_code, a.travel_base, a.max_per_day, a.max_per_week, a.active, a.version, a.mail_bounced_at,
  a.mail_bounce_reason`;

export function attendeeById(reader: Reader, id: number): Promise<Attendee | null> {
  return row(reader, `select ${ATTENDEE} from attendee a where a.id = $1`, [id]);
}

/**
 * As `attendeeById` for several at once, and until this transaction ends nobody else changes them or puts them anywhere.
 * Locked in the order of their ids, so that two who lock the same people never wait for each other in a circle.
 */
export function lockPeople(tx: Tx, ids: readonly number[]): Promise<Attendee[]> {
  return rows(tx, `select ${ATTENDEE} from attendee a where a.id = any($1::int[]) order by a.id for no key update`, [
    ids,
  ]);
}

/** The person behind an address in any spelling: their own or an alias. */
export function attendeeByAddress(reader: Reader, address: string): Promise<Attendee | null> {
  return row(
    reader,
    `select ${ATTENDEE} from attendee a where a.mail = $1
       or a.id = (select attendee_id from attendee_address where address = $1)
     order by (a.mail = $1) desc limit 1`,
    [address.toLowerCase()],
  );
}

export const attendeesWithoutMail = (reader: Reader, name: string, hubCode: string): Promise<Attendee[]> =>
  rows(reader, `select ${ATTENDEE} from attendee a where a.mail is null and a.name = $1 and a.hub_code = $2`, [
    name,
    hubCode,
  ]);

/** Every address a person answers from, lower case, their own first. */
export async function addressesOf(reader: Reader, attendee: Pick<Attendee, 'id' | 'mail'>): Promise<readonly string[]> {
  const aliases = await rows<{ address: string }>(
    reader,
    'select address from attendee_address where attendee_id = $1 order by address',
    [attendee.id],
  );
  return [...(attendee.mail === null ? [] : [attendee.mail]), ...aliases.map((alias) => alias.address)];
}

/** Addresses of those who may answer for a person, lower case. */
export async function delegatesOf(reader: Reader, attendeeId: number): Promise<readonly string[]> {
  const found = await rows<{ address: string }>(
    reader,
    'select address from attendee_delegate where attendee_id = $1 order by address',
    [attendeeId],
  );
  return found.map(({ address }) => address);
}

export function skillsOf(reader: Reader, attendeeId: number): Promise<HeldSkill[]> {
  return rows(reader, 'select skill, expires_on from attendee_skill where attendee_id = $1 order by skill', [
    attendeeId,
  ]);
}

/** Hubs that a person covers besides their own. */
export async function hubsCovered(reader: Reader, attendeeId: number): Promise<readonly string[]> {
  const found = await rows<{ hubCode: string }>(
    reader,
    'select hub_code from attendee_hub where attendee_id = $1 order by hub_code',
    [attendeeId],
  );
  return found.map(({ hubCode }) => hubCode);
}
