import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importJWK, SignJWT, type JWTPayload } from 'jose';
import type { Settings } from '../../config/settings.js';
import { keysIn, ALGORITHM } from '../../src/demo/identity-provider/keys.js';
import { startIdentityProvider } from '../../src/demo/identity-provider.js';
import { PERSONAS } from '../../src/demo/personas.js';

export interface TestIssuer {
  readonly settings: Settings['oidc'];
  /** A token as the named person of the demo force gets it. */
  tokenFor(persona: string): Promise<string>;
  /** A token that is really signed, with claims of one's own choice. */
  signed(claims: JWTPayload, expires?: string): Promise<string>;
  stop(): Promise<void>;
}

/** A real issuer on a port of its own, with real signatures. */
export async function testIssuer(): Promise<TestIssuer> {
  const dir = await mkdtemp(join(tmpdir(), 'tracker-issuer-'));
  const audience = 'urn:case-conference-tracker:api';
  const provider = await startIdentityProvider({
    dir,
    personas: PERSONAS,
    redirectUris: ['http://tracker.example/sign-in/callback'],
    postLogoutRedirectUris: ['http://tracker.example/signed-out'],
    clientId: 'tracker',
    clientSecret: 'not-secret',
    audience,
    robotClient: { id: 'mash-robot', secret: 'not-secret' },
  });
  const { signing } = await keysIn(dir);
  return {
    settings: { issuer: provider.issuer, clientId: 'tracker', clientSecret: 'not-secret', audience },
    tokenFor: (persona) => provider.tokenFor(persona),
    signed: async (claims, expires = '1h') =>
      new SignJWT({ sub: 'priya', name: 'Priya Shah', iss: provider.issuer, aud: audience, ...claims })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: signing.kid ?? '' })
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(await importJWK(signing, ALGORITHM)),
    stop: async () => {
      await provider.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
