/** How the force plans with its people: travel, warnings before training runs out, and conflicts of interest. To be ratified. */
import type { Checked } from './checks.js';

export interface ConflictReason {
  readonly code: string;
  readonly label: string;
}

export interface PeoplePolicy {
  /** Kept free on both sides of a conference that somebody goes to in person. */
  readonly bufferMinutes: number;
  /** Days before training runs out in which it is to be renewed. */
  readonly expiryDays: number;
  /** What somebody works a week whose pattern is not kept. */
  readonly fullWeekMinutes: number;
  readonly conflicts: readonly ConflictReason[];
  readonly ways: readonly { readonly from: string; readonly to: string; readonly minutes: number }[];
  /** One way by road between two hubs; null where nobody wrote it down. */
  travelMinutes(from: string, to: string): number | null;
}

const wayBetween = (from: string, to: string): string => [from, to].toSorted().join(' to ');

/** The policy of a checked people.json; ways lead between hubs there are. */
export function readPeople(file: Checked, hubs: readonly string[]): PeoplePolicy {
  const ways = file.list('travel', 'way', ['from', 'to', 'minutes'], (entry) => ({
    from: entry.code('from'),
    to: entry.code('to'),
    minutes: entry.wholeNumber('minutes', 1, 600),
  }));
  const named = new Set(ways.flatMap(({ from, to }) => [from, to]));
  for (const hub of named) if (!hubs.includes(hub)) file.problem(`names the hub "${hub}", which does not exist`);
  file.noneTwice(
    'way',
    ways.map(({ from, to }) => wayBetween(from, to)),
  );
  const minutesOf = new Map(ways.map(({ from, to, minutes }) => [wayBetween(from, to), minutes]));
  const conflicts = file.list('conflicts', 'conflict', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  file.noneTwice(
    'code',
    conflicts.map(({ code }) => code),
  );
  return {
    bufferMinutes: file.wholeNumber('bufferMinutes', 0, 240),
    expiryDays: file.wholeNumber('expiryDays', 1, 365),
    fullWeekMinutes: file.wholeNumber('fullWeekMinutes', 60, 10_080),
    conflicts,
    ways,
    travelMinutes: (from, to) => (from === to ? 0 : (minutesOf.get(wayBetween(from, to)) ?? null)),
  };
}
