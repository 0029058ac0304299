/** A plan as it is kept, and the states it goes through. */
import type { PlanAsked } from './asked.js';
import type { Known } from './known.js';
import type { Plan } from './plan.js';

export const PLAN_STATES = ['queued', 'running', 'done', 'refused', 'failed', 'committed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export interface KeptPlan {
  readonly id: number;
  readonly hubCodes: readonly string[];
  readonly firstOn: Temporal.PlainDate;
  /** Included. */
  readonly lastOn: Temporal.PlainDate;
  readonly asked: PlanAsked;
  /** The plan that this one is to disturb as little as covering allows. */
  readonly fromPlanId: number | null;
  readonly accountId: number;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
  readonly state: PlanState;
  /** How often the work was begun: a program that stops in the midst of it begins it again. */
  readonly attempts: number;
  readonly beganAt: Temporal.Instant | null;
  readonly filled: number | null;
  readonly places: number | null;
  /** Why it was refused or failed. */
  readonly said: readonly string[];
  readonly known: Known | null;
  readonly result: Plan | null;
  readonly endedAt: Temporal.Instant | null;
  readonly committedBy: string | null;
}

export const isWorking = ({ state }: Pick<KeptPlan, 'state'>): boolean => state === 'queued' || state === 'running';

export type QuestionKind = 'why' | 'cover';
export interface KeptQuestion {
  readonly id: number;
  readonly planId: number;
  readonly kind: QuestionKind;
  /** By the names of the plan. */
  readonly sitting: string;
  readonly person: string | null;
  readonly askedBy: string;
  readonly askedAt: Temporal.Instant;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly attempts: number;
  readonly said: readonly string[];
}
