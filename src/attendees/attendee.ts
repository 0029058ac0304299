import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { Attendee, HeldSkill } from './attendee.queries.js';

/** The skill that a person needs who goes to a conference. */
export const CONFERENCE_TRAINING = 'conference-trained';

/** What an administrator says about a person. Addresses are in lower case. */
export interface GivenAttendee {
  readonly name: string;
  readonly role: string;
  /** Where invitations go; null for somebody who cannot be invited yet. */
  readonly mail: string | null;
  readonly hubCode: string;
  /** Other hubs they cover; never their own. */
  readonly covers: readonly string[];
  /** The hub they travel from when it is not their own. */
  readonly travelBase: string | null;
  /** Conferences at most; null for no limit. */
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
  readonly active: boolean;
  /** Other addresses the person answers from. */
  readonly aliases: readonly string[];
  /** Addresses of assistants who may answer for them; an assistant may do so for several people. */
  readonly delegates: readonly string[];
  readonly skills: readonly HeldSkill[];
}

/** A person with everything that is kept about them. */
export interface KnownAttendee extends Attendee {
  readonly covers: readonly string[];
  readonly aliases: readonly string[];
  readonly delegates: readonly string[];
  readonly skills: readonly HeldSkill[];
}

/** A conference to come that the person is on. */
export interface Upcoming {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly hubCode: string;
  readonly state: 'proposed' | 'invited' | 'accepted' | 'tentative';
  /** Null when the conference is outside the reach of whoever looks. */
  readonly reference: string | null;
}

export type AddressField = 'mail' | 'aliases' | 'delegates';

export type AttendeeRefusal =
  | { readonly kind: 'changed-meanwhile'; readonly now: KnownAttendee }
  | { readonly kind: 'is-the-desk'; readonly address: string; readonly field: AddressField }
  | { readonly kind: 'address-taken'; readonly address: string; readonly name: string; readonly field: AddressField }
  /** They leave, move or lose their address, while conferences to come count on them. */
  | {
      readonly kind: 'still-assigned';
      readonly why: 'leaving' | 'moving' | 'no-mail';
      readonly upcoming: readonly Upcoming[];
    };

export interface AttendeeFacts {
  readonly before: KnownAttendee | null;
  /** The version the administrator was looking at; null for somebody new. */
  readonly version: number | null;
  /** Addresses the tracker itself sends from or reads, in lower case. */
  readonly ownAddresses: readonly string[];
  /** Addresses among those given that other people have. */
  readonly taken: readonly { readonly address: string; readonly name: string }[];
  readonly upcoming: readonly Upcoming[];
  /** Whoever moves them to another hub has seen which conferences of the old one count on them, and they stay on those. */
  readonly keepsUpcoming: boolean;
}

/** Whether a person may be saved so. An address belongs to one person, and never to the tracker: a reply is matched by it. */
export function decideAttendee(facts: AttendeeFacts, given: GivenAttendee): Decided<GivenAttendee, AttendeeRefusal> {
  const { before } = facts;
  if (before !== null && before.version !== facts.version) return refused({ kind: 'changed-meanwhile', now: before });
  const fieldOf = (address: string): AddressField =>
    address === given.mail ? 'mail' : given.aliases.includes(address) ? 'aliases' : 'delegates';
  const addresses = [...(given.mail === null ? [] : [given.mail]), ...given.aliases, ...given.delegates];
  const own = addresses.find((address) => facts.ownAddresses.includes(address));
  if (own !== undefined) return refused({ kind: 'is-the-desk', address: own, field: fieldOf(own) });
  const [taken] = facts.taken;
  if (taken !== undefined) return refused({ kind: 'address-taken', ...taken, field: fieldOf(taken.address) });
  if (facts.upcoming.length > 0) {
    if (!given.active) return refused({ kind: 'still-assigned', why: 'leaving', upcoming: facts.upcoming });
    // Without an address they would never hear of a move.
    if (given.mail === null) return refused({ kind: 'still-assigned', why: 'no-mail', upcoming: facts.upcoming });
  }
  const leftBehind = facts.upcoming.filter(({ hubCode }) => ![given.hubCode, ...given.covers].includes(hubCode));
  if (before !== null && before.hubCode !== given.hubCode && leftBehind.length > 0 && !facts.keepsUpcoming) {
    return refused({ kind: 'still-assigned', why: 'moving', upcoming: leftBehind });
  }
  return accepted(given);
}

const sameSkills = (a: readonly HeldSkill[], b: readonly HeldSkill[]): boolean => {
  const written = (skills: readonly HeldSkill[]): string =>
    skills
      .map((held) => `${held.skill} ${held.expiresOn?.toString() ?? ''}`)
      .sort()
      .join();
  return written(a) === written(b);
};

const sameTexts = (a: readonly string[], b: readonly string[]): boolean => a.toSorted().join() === b.toSorted().join();

/** The names of the fields that differ, for the trail; every field for somebody new. Values stay out of it. */
export function changedFields(before: KnownAttendee | null, given: GivenAttendee): readonly (keyof GivenAttendee)[] {
  const all = [
    'name',
    'role',
    'mail',
    'hubCode',
    'covers',
    'travelBase',
    'maxPerDay',
    'maxPerWeek',
    'active',
    'aliases',
    'delegates',
    'skills',
  ] as const;
  if (before === null) return all;
  const differs: Record<(typeof all)[number], boolean> = {
    name: before.name !== given.name,
    role: before.role !== given.role,
    mail: before.mail !== given.mail,
    hubCode: before.hubCode !== given.hubCode,
    covers: !sameTexts(before.covers, given.covers),
    travelBase: before.travelBase !== given.travelBase,
    maxPerDay: before.maxPerDay !== given.maxPerDay,
    maxPerWeek: before.maxPerWeek !== given.maxPerWeek,
    active: before.active !== given.active,
    aliases: !sameTexts(before.aliases, given.aliases),
    delegates: !sameTexts(before.delegates, given.delegates),
    skills: !sameSkills(before.skills, given.skills),
  };
  return all.filter((field) => differs[field]);
}

export type Training =
  | { readonly state: 'none' }
  | { readonly state: 'current'; readonly until: Temporal.PlainDate | null }
  | { readonly state: 'expiring' | 'expired'; readonly on: Temporal.PlainDate };

/** Weeks before its end in which a training is called expiring: time enough to book a course. To be ratified. */
const WEEKS_OF_WARNING = 4;

/** How a training stands on a London day: it is good up to and including the day it expires on. */
export function trainingOn(
  held: { readonly expiresOn: Temporal.PlainDate | null } | null,
  today: Temporal.PlainDate,
): Training {
  if (held === null) return { state: 'none' };
  const { expiresOn } = held;
  if (expiresOn === null) return { state: 'current', until: null };
  if (Temporal.PlainDate.compare(expiresOn, today) < 0) return { state: 'expired', on: expiresOn };
  const soon = Temporal.PlainDate.compare(expiresOn, today.add({ weeks: WEEKS_OF_WARNING })) <= 0;
  return soon ? { state: 'expiring', on: expiresOn } : { state: 'current', until: expiresOn };
}
