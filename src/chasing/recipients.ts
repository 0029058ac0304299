/** Whom a rung reaches: never somebody who is away, and somebody else in their place. */
import { KINDS, type ChaseKind, type ChaseRole, type Ladder, type Rung, CHASE_KINDS, rungWords } from './ladder.js';
import type { Matter } from './matter.js';

export interface Recipient {
  readonly address: string;
  /** The attendee whose absences count; null for a mailbox that is never away. */
  readonly attendeeId: number | null;
}

/** Who can be told at all, and who is away. */
export interface Directory {
  of(role: ChaseRole, matter: Pick<Matter, 'hubCode' | 'lead'>): readonly Recipient[];
  isAbsent(recipient: Recipient, at: Temporal.Instant): boolean;
}

/** Who is told, and in which role; null when nobody can be. */
export function reached(
  { to, otherwise }: Pick<Rung, 'to' | 'otherwise'>,
  matter: Pick<Matter, 'hubCode' | 'lead'>,
  directory: Directory,
  at: Temporal.Instant,
): { readonly role: ChaseRole; readonly recipients: readonly Recipient[] } | null {
  for (const role of [to, otherwise]) {
    const recipients = directory.of(role, matter).filter((one) => !directory.isAbsent(one, at));
    if (recipients.length > 0) return { role, recipients };
  }
  return null;
}

const ROLE_WORDS: Record<ChaseRole, string> = {
  lead: 'whoever goes',
  hub: 'the mailbox of the hub',
  supervisor: 'a supervisor',
  leadership: 'leadership',
};
export const roleWords = (role: ChaseRole): string => ROLE_WORDS[role];

/** Rungs that would reach nobody if they were owed now, in sentences, before any of them is. */
export function unreachable(
  ladder: Ladder,
  hubs: readonly { readonly code: string; readonly name: string }[],
  directory: Directory,
  at: Temporal.Instant,
): readonly string[] {
  const nobody = hubs.flatMap((hub) =>
    CHASE_KINDS.flatMap((kind) =>
      ladder
        .rungsOf(hub.code, kind)
        .filter((rung) => reached(rung, { hubCode: hub.code, lead: null }, directory, at) === null)
        .map((rung) => sentence(hub.name, kind, rung)),
    ),
  );
  return nobody;
}

const sentence = (hub: string, kind: ChaseKind, rung: Rung): string =>
  `${hub}: “${KINDS[kind].label}”, ${rungWords(kind, rung)}, would reach nobody: there is neither ${roleWords(rung.to)} nor ${roleWords(rung.otherwise)} with a mail address who is not away.`;
