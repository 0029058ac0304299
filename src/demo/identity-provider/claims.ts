import type { Persona } from '../personas.js';

/** What the issuer says of a person, in the ID token and in the access token alike. */
export interface PersonClaims {
  readonly name: string;
  readonly email: string;
  /** Roles, then each hub as `hub:` and its code, in one list as Entra ID's app roles come. */
  readonly roles: readonly string[];
}

export const claimsOf = ({ name, email, roles, hubs }: Persona): PersonClaims => ({
  name,
  email,
  roles: [...roles, ...hubs.map((hub) => `hub:${hub}`)],
});
