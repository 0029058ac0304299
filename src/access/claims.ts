import { ROLES, type Role } from './actor.js';

/** What an identity provider says about a person, as far as the tracker listens. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly mail: string | null;
  readonly roles: readonly Role[];
  readonly hubs: readonly string[];
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** A service account is nothing besides: whatever else a token says it may do, a program decides nothing. */
function rolesIn(given: readonly string[]): readonly Role[] {
  const roles = ROLES.filter((role) => given.includes(role));
  return roles.includes('robot') ? ['robot'] : roles;
}

/**
 * Reads the claims of an ID or access token. One claim, `roles`, carries application roles (`coordinator`) and hubs
 * (`hub:reading`), as Entra ID sends app roles; what the tracker does not know is left out, never guessed.
 */
export function readClaims(token: Readonly<Record<string, unknown>>, knownHubs: readonly string[]): Claims {
  const given = Array.isArray(token.roles) ? token.roles.filter((role) => typeof role === 'string') : [];
  const hubs = given.filter((role) => role.startsWith('hub:')).map((role) => role.slice('hub:'.length));
  const subject = text(token.sub) ?? '';
  return {
    issuer: text(token.iss) ?? '',
    subject,
    name: text(token.name) ?? text(token.preferred_username) ?? subject,
    mail: (text(token.email) ?? text(token.preferred_username))?.toLowerCase() ?? null,
    roles: rolesIn(given),
    hubs: knownHubs.filter((hub) => hubs.includes(hub)),
  };
}
