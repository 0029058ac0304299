/** A plan beside how things stand today. Pure. */
import type { Known, KnownOnIt, KnownSitting } from './known.js';
import type { Plan } from './plan.js';

export const CHANGES = ['uncovered', 'freed', 'changed', 'new', 'kept'] as const;
/**
 * `uncovered` nobody leads it before and after; `freed` somebody is taken off and nobody comes; `changed` somebody comes
 * for somebody else; `new` somebody comes who was not there; `kept` nothing changes.
 */
export type PlanChange = (typeof CHANGES)[number];

export interface Goes {
  readonly attendeeId: number;
  readonly name: string;
  readonly lead: boolean;
}

export interface DiffRow {
  readonly sitting: KnownSitting;
  readonly change: PlanChange;
  /** Who goes by the plan, the lead first. */
  readonly goes: readonly Goes[];
  /** Whom it takes off, and whom it puts on. */
  readonly off: readonly KnownOnIt[];
  readonly on: readonly Goes[];
  /** Places that stay empty: whether the lead's is among them. */
  readonly lacksLead: boolean;
  readonly lacksSeconds: number;
}

/** In the order of the plan, which is by start. */
export function planDiff(known: Known, plan: Plan): readonly DiffRow[] {
  const placed = new Map(plan.assignment.map((one) => [one.sitting, one]));
  const lacking = new Map(plan.uncovered.map((one) => [one.sitting, one]));
  const ids = new Map(known.people.map(({ id, name }) => [name, id]));
  return known.sittings.map((sitting) => {
    const here = placed.get(sitting.name);
    const goer = (name: string, lead: boolean): Goes => ({ attendeeId: ids.get(name) ?? 0, name, lead });
    const goes = [
      ...(here?.lead == null ? [] : [goer(here.lead, true)]),
      ...(here?.seconds ?? []).map((name) => goer(name, false)),
    ];
    const same = (a: { attendeeId: number; lead: boolean }, b: { attendeeId: number; lead: boolean }): boolean =>
      a.attendeeId === b.attendeeId && a.lead === b.lead;
    const off = sitting.on.filter((one) => !goes.some((other) => same(one, other)));
    const on = goes.filter((one) => !sitting.on.some((other) => same(one, other)));
    const lacks = lacking.get(sitting.name);
    const lacksLead = lacks?.lead ?? false;
    return {
      sitting,
      change: changeOf(off.length, on.length, lacksLead),
      goes,
      off,
      on,
      lacksLead,
      lacksSeconds: lacks?.seconds ?? 0,
    };
  });
}

function changeOf(off: number, on: number, lacksLead: boolean): PlanChange {
  if (on > 0) return off > 0 ? 'changed' : 'new';
  if (off > 0) return 'freed';
  return lacksLead ? 'uncovered' : 'kept';
}
