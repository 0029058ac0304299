import './runtime.js';
import { Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { ROBOT, type Persona } from '../personas.js';
import { claimsOf } from './claims.js';
import { ALGORITHM, type Keys } from './keys.js';
import { contentPolicy, failurePage, signOutPage, signedOutPage } from './pages.js';
import { recordsInMemory } from './records.js';

export interface IdentityProviderOptions {
  /** Without it any free port. */
  readonly port?: number;
  /** Where the signing keys are kept. */
  readonly dir: string;
  /** The people one can sign in as; the robot's persona may be among them and is not shown. */
  readonly personas: readonly Persona[];
  /** Where the tracker takes the code; at least one. */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly clientId: string;
  readonly clientSecret: string;
  /** The `aud` of access tokens. */
  readonly audience: string;
  readonly robotClient: { readonly id: string; readonly secret: string };
  /** Told of failures inside the provider. */
  readonly log?: (line: string) => void;
}

/** Lifetime of every token, in seconds: a shift's work ends in a new sign-in, as at Entra ID. */
export const TOKEN_SECONDS = 3600;
const SIGN_IN_SECONDS = 600;
const SESSION_SECONDS = 12 * 3600;
const LIFETIMES: Configuration['ttl'] = {
  AccessToken: TOKEN_SECONDS,
  ClientCredentials: TOKEN_SECONDS,
  IdToken: TOKEN_SECONDS,
  Interaction: SIGN_IN_SECONDS,
  Session: SESSION_SECONDS,
  Grant: SESSION_SECONDS,
};

/** The tracker's API within the provider; the `aud` of its tokens is the configured audience, which need not be a URI. */
const API = 'urn:case-conference-tracker:api';

/** The OpenID provider: code flow with PKCE for people, client credentials for the robot, nothing else. */
export function makeProvider(issuer: string, options: IdentityProviderOptions, keys: Keys): Provider {
  return new Provider(issuer, {
    adapter: recordsInMemory(),
    jwks: { keys: [keys.signing] },
    cookies: { keys: [...keys.cookies], long: { signed: true }, short: { signed: true } },
    clients: clientsFor(options),
    claims: { openid: ['sub', 'name', 'email', 'roles'], profile: ['name'], email: ['email'] },
    // Entra ID puts the person into the ID token; a provider that follows the letter would make us ask a second time.
    conformIdTokenClaims: false,
    pkce: { required: (_ctx, client) => client.grantTypeAllowed('authorization_code') },
    responseTypes: ['code'],
    interactions: { url: (_ctx, { uid }) => `/sign-in/${uid}` },
    findAccount: (_ctx, key) => accountOf(options.personas, key),
    loadExistingGrant: grantWithoutAsking,
    extraTokenClaims: (_ctx, token) => claimsFor(options.personas, 'accountId' in token ? token.accountId : ROBOT.key),
    formats: {
      customizers: {
        // The library's subject of a client's token is the client; the tracker knows the robot by its persona.
        jwt: (_ctx, token, { payload }) => {
          if (token.kind === 'ClientCredentials') payload.sub = ROBOT.key;
        },
      },
    },
    features: featuresFor(options),
    renderError: (ctx, { error, error_description: detail }) =>
      show(ctx, options, failurePage(`The sign-in was refused: ${detail ?? error}.`, homeOf(options))),
    ttl: LIFETIMES,
  });
}

function clientsFor(options: IdentityProviderOptions): Configuration['clients'] {
  const { robotClient } = options;
  return [
    {
      client_id: options.clientId,
      client_secret: options.clientSecret,
      redirect_uris: [...options.redirectUris],
      post_logout_redirect_uris: [...options.postLogoutRedirectUris],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: ALGORITHM,
    },
    {
      client_id: robotClient.id,
      client_secret: robotClient.secret,
      redirect_uris: [],
      grant_types: ['client_credentials'],
      response_types: [],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: ALGORITHM,
    },
  ];
}

function featuresFor(options: IdentityProviderOptions): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience: options.audience,
        accessTokenFormat: 'jwt',
        accessTokenTTL: TOKEN_SECONDS,
        jwt: { sign: { alg: ALGORITHM } },
      }),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => show(ctx, options, signOutPage(form)),
      postLogoutSuccessSource: (ctx) => show(ctx, options, signedOutPage()),
    },
    // Its token would have to be meant for the provider; ours are meant for the tracker's API.
    userinfo: { enabled: false },
  };
}

function accountOf(personas: readonly Persona[], key: string) {
  const persona = personas.find((found) => found.key === key);
  return persona && { accountId: key, claims: () => ({ sub: key, ...claimsOf(persona) }) };
}

function claimsFor(personas: readonly Persona[], key: string): Record<string, unknown> | undefined {
  const persona = key === ROBOT.key ? ROBOT : personas.find((found) => found.key === key);
  return persona && { ...claimsOf(persona) };
}

/** The tracker is the provider's own application, so nobody is asked whether it may know who they are. */
async function grantWithoutAsking(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email');
  await grant.save();
  return grant;
}

/** Where the tracker is: the origin one is sent back to after signing in. */
export const homeOf = ({ redirectUris }: IdentityProviderOptions): string => new URL('/', redirectUris[0]).href;

export const policyFor = ({ redirectUris, postLogoutRedirectUris }: IdentityProviderOptions): string =>
  contentPolicy([...new Set([...redirectUris, ...postLogoutRedirectUris].map((uri) => new URL(uri).origin))]);

function show(ctx: KoaContextWithOIDC, options: IdentityProviderOptions, html: string): void {
  ctx.set('Content-Security-Policy', policyFor(options));
  ctx.type = 'html';
  ctx.body = html;
}
