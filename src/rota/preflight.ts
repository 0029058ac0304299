import type { RosterPerson } from '../attendees/roster.queries.js';

/** What has to be put right before somebody can be planned with. */
export type Gap =
  | { readonly kind: 'no-mailbox' }
  | { readonly kind: 'unknown-hub' }
  | { readonly kind: 'no-pattern' }
  | { readonly kind: 'pattern-ends'; readonly on: Temporal.PlainDate }
  | { readonly kind: 'skill-expired' | 'skill-expiring'; readonly skill: string; readonly on: Temporal.PlainDate }
  | { readonly kind: 'unknown-skill'; readonly skill: string };

export interface PreflightRules {
  readonly today: Temporal.PlainDate;
  readonly expiryDays: number;
  readonly hubs: readonly string[];
  readonly skills: readonly string[];
}

/** Everything missing of one person; nothing when they are ready. */
export function gapsOf(
  person: Pick<RosterPerson, 'mail' | 'hubCode' | 'patterns' | 'skills'>,
  { today, expiryDays, hubs, skills }: PreflightRules,
): readonly Gap[] {
  const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0;
  const soon = today.add({ days: expiryDays });
  const last = person.patterns.reduce<Temporal.PlainDate | null | undefined>(
    (end, { untilOn }) =>
      end === null || untilOn === null ? null : end === undefined || isBefore(end, untilOn) ? untilOn : end,
    undefined,
  );
  const pattern: readonly Gap[] =
    last === undefined || (last !== null && isBefore(last, today))
      ? [{ kind: 'no-pattern' }]
      : last !== null && isBefore(last, soon)
        ? [{ kind: 'pattern-ends', on: last }]
        : [];
  return [
    ...(person.mail === null ? [{ kind: 'no-mailbox' } as const] : []),
    ...(hubs.includes(person.hubCode) ? [] : [{ kind: 'unknown-hub' } as const]),
    ...pattern,
    ...person.skills.flatMap(({ skill, expiresOn: on }): Gap[] => {
      if (!skills.includes(skill)) return [{ kind: 'unknown-skill', skill }];
      if (on === null || isBefore(soon, on)) return [];
      return [{ kind: isBefore(on, today) ? 'skill-expired' : 'skill-expiring', skill, on }];
    }),
  ];
}
