import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { Settings } from '../../config/settings.js';

/** What a browser must bring back from the identity provider; kept in the session meanwhile. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** The identity provider did not answer, or not as OpenID Connect says it must. */
export class IdentityProviderAway extends Error {
  constructor(cause: unknown) {
    super('The identity provider cannot be reached.', { cause });
    this.name = 'IdentityProviderAway';
  }
}

/** OpenID Connect with whatever issuer is configured: code flow with PKCE for people, bearer tokens for programs. */
export class Identity {
  private discovered: Promise<oidc.Configuration> | null = null;
  private keys: JWTVerifyGetKey | null = null;

  constructor(
    private readonly settings: Settings['oidc'],
    private readonly publicUrl: string,
  ) {}

  /** Where to send the browser, and what to remember until it returns. */
  async begin(returnTo: string): Promise<{ readonly href: string; readonly pending: PendingSignIn }> {
    const configuration = await this.configuration();
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo,
    };
    const href = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl,
      scope: 'openid profile email',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { href: href.href, pending };
  }

  /** The claims of the person who came back. @throws when state, nonce, code or signature do not fit */
  async finish(query: string, pending: PendingSignIn): Promise<{ claims: Record<string, unknown>; idToken: string }> {
    const configuration = await this.configuration();
    const tokens = await oidc.authorizationCodeGrant(configuration, new URL(`${this.callbackUrl}?${query}`), {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    return { claims: { ...tokens.claims() }, idToken: tokens.id_token ?? '' };
  }

  /** Where the browser ends the session at the provider too; null when the provider has no such page. */
  async endSessionHref(idToken: string): Promise<string | null> {
    const configuration = await this.configuration();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
    return oidc.buildEndSessionUrl(configuration, {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${this.publicUrl}/signed-out`,
    }).href;
  }

  /** The claims of a bearer token, or null when it is not one of ours, expired or forged. */
  async verifyBearer(token: string): Promise<Record<string, unknown> | null> {
    const keys = await this.keySet();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: this.settings.issuer,
        audience: this.settings.audience,
        requiredClaims: ['sub', 'exp'],
      });
      // An ID token says who signed in and opens nothing; where API and pages share one audience only its nonce tells.
      return 'nonce' in payload ? null : payload;
    } catch (error) {
      if (error instanceof errors.JWKSTimeout) throw new IdentityProviderAway(error);
      if (error instanceof errors.JOSEError) return null;
      throw new IdentityProviderAway(error);
    }
  }

  private get callbackUrl(): string {
    return `${this.publicUrl}/sign-in/callback`;
  }

  private async keySet(): Promise<JWTVerifyGetKey> {
    const metadata = (await this.configuration()).serverMetadata();
    if (metadata.jwks_uri === undefined) throw new IdentityProviderAway(new Error('the issuer publishes no keys'));
    this.keys ??= createRemoteJWKSet(new URL(metadata.jwks_uri));
    return this.keys;
  }

  /** Discovered when first needed and kept; a provider that is away is asked again the next time. */
  private async configuration(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const plain = issuer.startsWith('http:') ? { execute: [oidc.allowInsecureRequests] } : {};
    this.discovered ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, plain);
    try {
      return await this.discovered;
    } catch (error) {
      this.discovered = null;
      throw new IdentityProviderAway(error);
    }
  }
}
