/** The ladder of each kind of chase, and where a hub has its own. */
import {
  CHASE_KINDS,
  CHASE_ROLES,
  rungProblems,
  type ChaseKind,
  type ChaseRole,
  type Ladder,
  type Rung,
} from '../src/chasing/ladder.js';
import type { Checked } from './checks.js';

export interface Chasing extends Ladder {
  /** A supervisor or leader who has not signed in for longer is not counted on. */
  readonly seenWithinDays: number;
  /** When a day is proved, on a wall clock in London. */
  readonly proveAt: Temporal.PlainTime;
}

interface Given {
  readonly kind: ChaseKind;
  readonly rungs: readonly Rung[];
}

/** The ladders of a checked chasing.json: one for each kind, and those that hubs have instead. */
export function readChasing(file: Checked, hubs: readonly string[]): Chasing {
  const common = file.list('ladder', 'kind', ['kind', 'rungs'], readLadder);
  const kinds = common.map(({ kind }) => kind);
  file.noneTwice('kind', kinds);
  for (const kind of CHASE_KINDS) if (!kinds.includes(kind)) file.problem(`lacks the ladder of "${kind}"`);
  const own = file.perhapsList('hubs', 'hub', ['hub', 'kind', 'rungs'], (entry) => ({
    hub: entry.code('hub'),
    ...readLadder(entry),
  }));
  for (const { hub } of own) if (!hubs.includes(hub)) file.problem(`names the hub "${hub}", which does not exist`);
  const places = own.map(({ hub, kind }) => `${hub}, ${kind}`);
  file.noneTwice('ladder of', places);
  const ladders = new Map([
    ...common.map(({ kind, rungs }) => [kind, rungs] as const),
    ...own.map(({ hub, kind, rungs }) => [`${hub}/${kind}`, rungs] as const),
  ]);
  return {
    rungsOf: (hubCode, kind) => ladders.get(`${hubCode}/${kind}`) ?? ladders.get(kind) ?? [],
    seenWithinDays: file.wholeNumber('seenWithinDays', 1, 3_660),
    proveAt: Temporal.PlainTime.from(file.time('proveAt') || '20:00'),
  };
}

function readLadder(entry: Checked): Given {
  const kind = entry.oneOf('kind', CHASE_KINDS);
  const rungs = entry.list('rungs', 'rung', ['days', 'to', 'otherwise'], (rung) => ({
    days: rung.wholeNumber('days', -60, 60),
    to: rung.oneOf<ChaseRole>('to', CHASE_ROLES),
    otherwise: rung.oneOf<ChaseRole>('otherwise', CHASE_ROLES),
  }));
  for (const problem of rungs.length === 0 ? [] : rungProblems(kind, rungs)) entry.problem(problem);
  return { kind, rungs: rungs.toSorted((a, b) => a.days - b.days) };
}
