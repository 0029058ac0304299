import './identity-provider/runtime.js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT, importJWK } from 'jose';
import { errors, type Provider } from 'oidc-provider';
import { portTaken } from './cannot-start.js';
import { codeOf } from './data-folder-errors.js';
import { claimsOf } from './identity-provider/claims.js';
import { ALGORITHM, keysIn, type Keys } from './identity-provider/keys.js';
import { failurePage, signInPage } from './identity-provider/pages.js';
import {
  TOKEN_SECONDS,
  homeOf,
  makeProvider,
  policyFor,
  type IdentityProviderOptions,
} from './identity-provider/provider.js';
import { ROBOT } from './personas.js';

export type { IdentityProviderOptions } from './identity-provider/provider.js';

export interface IdentityProvider {
  readonly issuer: string;
  /** An access token for the API such as the person would get by signing in. @throws Error for an unknown persona */
  tokenFor(personaKey: string): Promise<string>;
  /** Cuts connections off. May be called twice. */
  stop(): Promise<void>;
}

const LONGEST_FORM_BYTES = 1024;

/**
 * An OpenID provider for the demo, on 127.0.0.1 and a port of its own: the tracker meets it as it would Entra ID.
 * One chooses a person on its page and needs no password. Both clients authenticate by `client_secret_post`.
 *
 * @throws CannotStart when the named port is taken or the kept keys cannot be understood
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const keys = await keysIn(options.dir);
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const issuer = `http://127.0.0.1:${port}`;
  const provider = makeProvider(issuer, options, keys);
  provider.on('server_error', (_ctx, error: Error) => options.log?.(`identity provider: ${error.message}`));
  server.on('request', route(provider, options));
  let stopping: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    issuer,
    tokenFor: (key) => mintToken(issuer, options, keys, key),
    stop: () => (stopping ??= end()),
  };
}

function route(provider: Provider, options: IdentityProviderOptions) {
  const protocol = provider.callback();
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!/^\/sign-in\/[\w-]+$/.test(request.url ?? '')) return void protocol(request, response);
    signIn(provider, options, request, response).catch((error: unknown) => {
      const expired = error instanceof errors.SessionNotFound;
      if (!expired) options.log?.(`identity provider: ${String(error)}`);
      const sentence = expired ? 'This sign-in was finished or has expired.' : 'Something went wrong here.';
      show(response, options, expired ? 400 : 500, failurePage(sentence, homeOf(options)));
    });
  };
}

/** The page that lists the people, and the choice of one. The library's cookie ties both to the browser that began. */
async function signIn(
  provider: Provider,
  options: IdentityProviderOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  const people = options.personas.filter(({ key }) => key !== ROBOT.key);
  if (request.method !== 'POST') return show(response, options, 200, signInPage(people));
  const chosen = (await formOf(request)).get('persona');
  // Not one of those on the page: show the page again rather than an error nobody can make by clicking.
  if (!people.some(({ key }) => key === chosen)) return show(response, options, 400, signInPage(people));
  await provider.interactionFinished(request, response, { login: { accountId: chosen ?? '', remember: false } });
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > LONGEST_FORM_BYTES) return new URLSearchParams();
  }
  return new URLSearchParams(text);
}

function show(response: ServerResponse, options: IdentityProviderOptions, status: number, html: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policyFor(options),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(html);
}

async function mintToken(issuer: string, options: IdentityProviderOptions, keys: Keys, key: string): Promise<string> {
  const persona = [ROBOT, ...options.personas].find((found) => found.key === key);
  if (persona === undefined) throw new Error(`there is no persona "${key}" in the demo force`);
  const client = persona.key === ROBOT.key ? options.robotClient.id : options.clientId;
  return new SignJWT({ ...claimsOf(persona), client_id: client })
    .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: keys.signing.kid ?? '' })
    .setJti(randomUUID())
    .setIssuer(issuer)
    .setAudience(options.audience)
    .setSubject(persona.key)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS}s`)
    .sign(await importJWK(keys.signing, ALGORITHM));
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw codeOf(error) === 'EADDRINUSE' ? portTaken(port, 'the identity provider') : error;
  }
  return (server.address() as AddressInfo).port;
}
