import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';

/** The hubs this person may record invitations for. */
export function recordableHubs<H extends { readonly code: string }>(actor: Actor, hubs: readonly H[]): readonly H[] {
  const scope = scopeOf(actor, 'invitation.record');
  return hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
}
