/** What is chased, when, and to whom: the ladder that the force ratifies in config/chasing.json. */

export const CHASE_KINDS = [
  'unassigned',
  'no-answer',
  'declined',
  'report-owed',
  'relevance-undecided',
  'outcome-missing',
  'minutes-missing',
  'expectation-overdue',
] as const;
export type ChaseKind = (typeof CHASE_KINDS)[number];

/** Who can be told. The hub is its mailbox, which is never away. */
export const CHASE_ROLES = ['lead', 'hub', 'supervisor', 'leadership'] as const;
export type ChaseRole = (typeof CHASE_ROLES)[number];

export interface Rung {
  /** Working days after the day that the kind counts from; negative before it. */
  readonly days: number;
  readonly to: ChaseRole;
  /** Who is told when nobody of `to` can be. */
  readonly otherwise: ChaseRole;
}

/** The rungs of a kind at a hub, the earliest first. */
export interface Ladder {
  rungsOf(hubCode: string, kind: ChaseKind): readonly Rung[];
}

interface Counted {
  readonly label: string;
  /** The day from which working days are counted, after "before" or "after". */
  readonly from: string;
  readonly least: number;
  readonly most: number;
  /** Whether there is somebody on the conference to tell. */
  readonly hasLead: boolean;
}

const FURTHEST = 60;
/** What began, or was due, longer ago is history: nobody is chased for it. */
export const CHASED_FOR_DAYS = 60;
/** Further after the day nothing can be said before it is history. */
const LATEST = 30;

export const KINDS: Record<ChaseKind, Counted> = {
  unassigned: { label: 'Nobody assigned', from: 'the conference', least: -FURTHEST, most: LATEST, hasLead: false },
  'no-answer': { label: 'No answer', from: 'the conference', least: -FURTHEST, most: 0, hasLead: true },
  declined: { label: 'Declined, nobody in their place', from: 'the answer', least: 0, most: LATEST, hasLead: false },
  'report-owed': { label: 'Report owed', from: 'the day it is due', least: -FURTHEST, most: LATEST, hasLead: true },
  'relevance-undecided': {
    label: 'Relevance undecided',
    from: 'the conference',
    least: -FURTHEST,
    most: 0,
    hasLead: false,
  },
  'outcome-missing': {
    label: 'Outcome not recorded',
    from: 'the conference',
    least: 0,
    most: LATEST,
    hasLead: true,
  },
  'minutes-missing': {
    label: 'Minutes not received',
    from: 'the day they were due',
    least: 0,
    most: LATEST,
    hasLead: false,
  },
  'expectation-overdue': {
    label: 'Expected, and no invitation yet',
    from: 'the day by which it should have come',
    least: 0,
    most: LATEST,
    hasLead: false,
  },
};

/** Kinds that end when the conference begins, whatever is then on record. */
const BEFORE_START: readonly ChaseKind[] = ['unassigned', 'no-answer', 'declined', 'relevance-undecided'];

/** Whether to say it helps nobody any more once the conference has begun. */
export const isBeforeStart = (kind: ChaseKind, { days }: Pick<Rung, 'days'>): boolean =>
  BEFORE_START.includes(kind) && !(kind === 'unassigned' && days > 0);

/** Why these rungs cannot be climbed, each to be put after the name of the file; empty when they can. */
export function rungProblems(kind: ChaseKind, rungs: readonly Rung[]): readonly string[] {
  const { least, most, hasLead, label } = KINDS[kind];
  const at = (days: number): string => `the rung of "${kind}" at ${days} working days`;
  if (rungs.length === 0) return [`has no rung for "${kind}" (${label}), so nobody would be told`];
  const twice = rungs.filter((one, i) => rungs.findIndex(({ days }) => days === one.days) !== i);
  return [
    ...twice.map(({ days }) => `has ${at(days)} twice`),
    ...rungs.flatMap(({ days, to, otherwise }) => [
      ...(days < least || days > most ? [`has ${at(days)}, which must be from ${least} to ${most}`] : []),
      ...(to === otherwise ? [`tells in ${at(days)} the ${to} and otherwise the ${to}, which helps nobody`] : []),
      ...(!hasLead && (to === 'lead' || otherwise === 'lead')
        ? [`tells in ${at(days)} the lead, but there is none to tell`]
        : []),
      ...(otherwise === 'lead' ? [`falls back in ${at(days)} on the lead, who may be away`] : []),
    ]),
  ];
}

/** "5 working days before the conference", "on the day of the answer", "1 working day after the conference". */
export function rungWords(kind: ChaseKind, { days }: Pick<Rung, 'days'>): string {
  const { from } = KINDS[kind];
  if (days === 0) return from.startsWith('the day') ? `on ${from}` : `on the day of ${from}`;
  const n = Math.abs(days);
  return `${n} working ${n === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'} ${from}`;
}
