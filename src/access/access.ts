import type { Actor, Role } from './actor.js';

/** Everything the tracker lets somebody do. A new action does not compile until the grid says who may. */
export type Action =
  | 'invitation.record'
  | 'candidate.decide'
  | 'import.change'
  | 'conference.read'
  | 'conference.change'
  | 'assignment.change'
  | 'assignment.answer'
  | 'relevance.decide'
  | 'marker.record'
  | 'participation.record'
  | 'attendee.read'
  | 'attendee.change'
  | 'attendee.clear-mail'
  | 'absence.change'
  | 'fairness.read'
  | 'mail.read'
  | 'mail.test'
  | 'performance.read'
  | 'figures.of-people'
  | 'reconciliation.read'
  | 'reconciliation.send'
  | 'reconciliation.decide'
  | 'audit.read'
  | 'automation.read'
  | 'automation.confirm'
  | 'priorities.read'
  | 'recommendation.change'
  | 'guidance.renew'
  | 'chasing.read'
  | 'plan.make'
  | 'expectation.read'
  | 'expectation.record'
  | 'expectation.change'
  | 'challenge.read'
  | 'challenge.change'
  | 'quality.read'
  | 'quality.audit';

/** How far a permission reaches: every hub, the person's own hubs, or only conferences they are assigned to. */
type Reach = 'all' | 'own-hubs' | 'assigned';

const GRID: Record<Action, Partial<Record<Role, Reach>>> = {
  'invitation.record': { coordinator: 'own-hubs', supervisor: 'own-hubs', robot: 'all' },
  'candidate.decide': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'import.change': { coordinator: 'own-hubs', supervisor: 'own-hubs', robot: 'all' },
  'conference.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    attendee: 'assigned',
    leadership: 'all',
    auditor: 'all',
  },
  'conference.change': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'assignment.change': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'assignment.answer': { coordinator: 'own-hubs', supervisor: 'own-hubs', attendee: 'assigned' },
  'relevance.decide': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  // A robot may: a marker prefills, and decides nothing.
  'marker.record': { coordinator: 'own-hubs', supervisor: 'own-hubs', robot: 'all' },
  'participation.record': { coordinator: 'own-hubs', supervisor: 'own-hubs', attendee: 'assigned' },
  'attendee.read': { coordinator: 'all', supervisor: 'all', administrator: 'all', auditor: 'all' },
  'attendee.change': { administrator: 'all' },
  'attendee.clear-mail': { coordinator: 'all', supervisor: 'all', administrator: 'all' },
  // People record their own. Why somebody is away is no robot's business.
  'absence.change': { coordinator: 'own-hubs', supervisor: 'own-hubs', attendee: 'assigned', administrator: 'all' },
  // Officers see what their own hub carries.
  'fairness.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    attendee: 'assigned',
    leadership: 'all',
    auditor: 'all',
    administrator: 'all',
  },
  'mail.read': { coordinator: 'own-hubs', supervisor: 'own-hubs', auditor: 'all' },
  'mail.test': { coordinator: 'all', administrator: 'all' },
  'performance.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    leadership: 'all',
    auditor: 'all',
  },
  'reconciliation.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    leadership: 'all',
    auditor: 'all',
    robot: 'all',
  },
  // Whoever supervises officers, and nobody else, sees figures by name.
  'figures.of-people': { supervisor: 'own-hubs' },
  'reconciliation.send': { coordinator: 'own-hubs', supervisor: 'own-hubs', robot: 'all' },
  'reconciliation.decide': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'audit.read': { auditor: 'all' },
  'automation.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    leadership: 'all',
    auditor: 'all',
    administrator: 'all',
  },
  // Never a robot: what it recorded is for a person to confirm.
  'automation.confirm': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'priorities.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    leadership: 'all',
    auditor: 'all',
    administrator: 'all',
  },
  // The register is the force's, not a hub's.
  'recommendation.change': { supervisor: 'all', leadership: 'all', administrator: 'all' },
  'guidance.renew': { administrator: 'all' },
  'chasing.read': {
    coordinator: 'own-hubs',
    supervisor: 'own-hubs',
    leadership: 'all',
    auditor: 'all',
    administrator: 'all',
  },
  'plan.make': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'expectation.read': { coordinator: 'own-hubs', supervisor: 'own-hubs', leadership: 'all', auditor: 'all' },
  // A robot tells of a strategy discussion; what becomes of it is for people.
  'expectation.record': { coordinator: 'own-hubs', supervisor: 'own-hubs', robot: 'all' },
  'expectation.change': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  'challenge.read': { coordinator: 'own-hubs', supervisor: 'own-hubs', leadership: 'all', auditor: 'all' },
  'challenge.change': { coordinator: 'own-hubs', supervisor: 'own-hubs' },
  // It judges the work of a person: not for those who do it side by side, nor for a robot.
  'quality.read': { supervisor: 'own-hubs', leadership: 'all', auditor: 'all' },
  'quality.audit': { supervisor: 'own-hubs', leadership: 'all' },
};

/** The records within an actor's reach for one action. Empty hubs and no person means nothing at all. */
export interface Scope {
  readonly all: boolean;
  readonly hubs: readonly string[];
  /** Conferences this attendee is or was assigned to are within reach whatever the hub. */
  readonly assignedTo: number | null;
}

/** What an actor may touch with an action; a person with several roles has the union. */
export function scopeOf(actor: Actor, action: Action): Scope {
  const reaches = actor.roles.map((role) => GRID[action][role]);
  return {
    all: reaches.includes('all'),
    hubs: reaches.includes('own-hubs') ? actor.hubs : [],
    assignedTo: reaches.includes('assigned') ? actor.attendeeId : null,
  };
}

/** Whether the actor may ever do this, to anything: for menus and for pages that are not about one record. */
export function mayAtAll(actor: Actor, action: Action): boolean {
  const scope = scopeOf(actor, action);
  return scope.all || scope.hubs.length > 0 || scope.assignedTo !== null;
}

/** Whether one record is within reach: its hub, and the attendees assigned to it. */
export function isWithin(
  scope: Scope,
  subject: { readonly hubCode: string; readonly attendeeIds: readonly number[] },
): boolean {
  return (
    scope.all ||
    scope.hubs.includes(subject.hubCode) ||
    (scope.assignedTo !== null && subject.attendeeIds.includes(scope.assignedTo))
  );
}

/**
 * The same rule as `isWithin`, for lists: a condition on a `conference` row known as `alias`, with its two parameters.
 * Somebody who was taken off a conference has no more business with it; a stand-in who went has.
 */
export const scopeCondition = (alias: string, firstParameter: number): string =>
  `($${firstParameter}::text[] is null or ${alias}.hub_code = any($${firstParameter}::text[]) or exists (
    select from sitting reached
      left join assignment reach on reach.sitting_id = reached.id and reach.state <> 'withdrawn'
      left join participation went on went.sitting_id = reached.id
    where reached.conference_id = ${alias}.id
      and $${firstParameter + 1}::int in (reach.attendee_id, went.attended_by_id)))`;

/** No hub list means every hub. */
export const scopeParameters = (scope: Scope): readonly unknown[] => [scope.all ? null : scope.hubs, scope.assignedTo];
