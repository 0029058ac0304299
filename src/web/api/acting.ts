import { ForbiddenException } from '@nestjs/common';
import type { SignedIn } from '../../access/access.guard.js';
import { mayAtAll, type Action } from '../../access/access.js';
import type { Actor } from '../../access/actor.js';

/**
 * Who is asking, when their role may do this to some record: 403 says that a role is missing, and 404 later that a
 * record is out of reach.
 */
export function acting(request: SignedIn, action: Action): Actor {
  if (!mayAtAll(request.actor, action)) throw new ForbiddenException();
  return request.actor;
}
