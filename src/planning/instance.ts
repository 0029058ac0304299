/** What a plan is made from: the people, the sittings, and what has been settled already. Pure facts. */

export interface Span {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

export interface Skill {
  readonly name: string;
  /** The last day on which it counts; null when it does not run out. */
  readonly expiresOn: Temporal.PlainDate | null;
}

export interface Person {
  readonly id: string;
  readonly hub: string | null;
  /** Hubs whose conferences they take as well. */
  readonly covers: readonly string[];
  readonly skills: readonly Skill[];
  /** Null: any time that `unavailable` leaves. */
  readonly available: readonly Span[] | null;
  readonly unavailable: readonly Span[];
  /** Conferences that they have outside this plan: these take their time, and count to what they may have. */
  readonly taken: readonly Span[];
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
  readonly base: string | null;
  readonly availableMinutes: number;
  /** Minutes of conferences they have had already in the time that fairness looks at. */
  readonly carriedMinutes: number;
}

export const SITTING_CLASSES = ['icpc', 'review', 'other'] as const;
export type SittingClass = (typeof SITTING_CLASSES)[number];

export interface Sitting extends Span {
  readonly id: string;
  readonly class: SittingClass;
  readonly hub: string | null;
  readonly inPerson: boolean;
  readonly venue: string | null;
  /** Minutes of travel there, one way, by base, or one number for everybody; null: by the table of the instance. */
  readonly travel: number | ReadonlyMap<string, number> | null;
  /** Minutes that somebody needs before and after it when it is in person. */
  readonly bufferMinutes: number;
  /** All the time that it takes out of a day, when that is known: then sittings clash that take the same time. */
  readonly takes: Span | null;
  readonly leadSkills: readonly string[];
  readonly seconds: number;
  readonly secondSkills: readonly string[];
  /** Who is on it and has said yes. */
  readonly accepted: readonly string[];
  /** Who went to the conference before this one about the same family. */
  readonly previous: readonly string[];
}

export const ROLES = ['lead', 'second'] as const;
export type Role = (typeof ROLES)[number];

export type Lock =
  | { readonly kind: 'keep'; readonly person: string; readonly sitting: string; readonly role: Role | null }
  | { readonly kind: 'not'; readonly person: string; readonly sitting: string }
  | { readonly kind: 'not-on'; readonly person: string; readonly day: Temporal.PlainDate };

export interface PersonAndSitting {
  readonly person: string;
  readonly sitting: string;
}

export interface Instance {
  readonly people: readonly Person[];
  readonly sittings: readonly Sitting[];
  readonly locks: readonly Lock[];
  readonly conflictsOfInterest: readonly PersonAndSitting[];
  /** Who said no. */
  readonly declined: readonly PersonAndSitting[];
  /** Minutes one way between two places, both ways round, by `placePair`. */
  readonly travel: ReadonlyMap<string, number>;
}

/** Who goes to a sitting. Everything else about a plan follows from this. */
export interface Placed {
  readonly sitting: string;
  readonly lead: string | null;
  readonly seconds: readonly string[];
}
export type Assignment = readonly Placed[];

export const placePair = (a: string, b: string): string => JSON.stringify(a < b ? [a, b] : [b, a]);

export const peopleOn = (placed: Placed): readonly string[] =>
  placed.lead === null ? placed.seconds : [placed.lead, ...placed.seconds];
