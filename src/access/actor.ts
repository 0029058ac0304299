export const ROLES = [
  'coordinator',
  'supervisor',
  'attendee',
  'leadership',
  'auditor',
  'administrator',
  'robot',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is acting: a signed-in person, a service account, or the tracker itself when it works through a queue. */
export interface Actor {
  /** The account row; null for the tracker itself. */
  readonly id: number | null;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Hub codes; they limit what coordinators and supervisors see and change. */
  readonly hubs: readonly string[];
  /** The attendee whose mail address or alias this person signs in with, if any. */
  readonly attendeeId: number | null;
}

/** A program and no person: it records what it reads, and decides nothing. */
export const isService = ({ roles }: Pick<Actor, 'roles'>): boolean => roles.includes('robot');

/** The tracker's own hand in the record: never a person, never a role. */
export const theTracker: Actor = { id: null, name: 'The tracker', roles: [], hubs: [], attendeeId: null };
