import type { MovableClock } from './clock.js';
import type { IdentityProvider } from './identity-provider.js';
import type { MailServer } from './mail-server.js';
import type { Persona } from './personas.js';

/** What the pages of the demo can reach into. */
export class DemoParts {
  constructor(
    readonly clock: MovableClock,
    readonly mail: MailServer,
    readonly issuer: IdentityProvider,
    readonly personas: readonly Persona[],
  ) {}
}
