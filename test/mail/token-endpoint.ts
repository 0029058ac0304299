import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { MailLogin } from '../../src/calendar/mail-login.js';
import { systemClock } from '../../src/kernel/clock.js';

export const CLIENT = { clientId: 'tracker', clientSecret: 'not-so-secret', scope: 'https://mail.example/.default' };

export interface TokenEndpoint {
  readonly tokenUrl: string;
  /** Says whether a token still opens the mailbox, and whose it is (RFC 7662). */
  readonly introspectionUrl: string;
  readonly issued: readonly string[];
  /** Whether a mail server should take the token. */
  takes(token: string): boolean;
  /** No token given out so far is taken any more, whatever was said of its life. */
  revokeAll(): void;
  /** How long tokens are said to live and do live, from now on. */
  life(seconds: number): void;
  login(over?: { readonly clientSecret?: string }): MailLogin;
  stop(): Promise<void>;
}

/** A token endpoint over HTTP for one mailbox, with tokens that really end. */
export async function startTokenEndpoint(mailbox: string): Promise<TokenEndpoint> {
  const ends = new Map<string, number>();
  let life = 3600;
  const takes = (token: string): boolean => (ends.get(token) ?? 0) > Date.now();
  const answer = (request: IncomingMessage, form: URLSearchParams): [number, object] => {
    if (request.url === '/introspect') return [200, { active: takes(form.get('token') ?? ''), username: mailbox }];
    const known = form.get('client_id') === CLIENT.clientId && form.get('client_secret') === CLIENT.clientSecret;
    if (form.get('grant_type') !== 'client_credentials' || form.get('scope') !== CLIENT.scope)
      return [400, { error: 'x' }];
    if (!known) return [401, { error: 'invalid_client', error_description: 'The secret\r\nis wrong.' }];
    const token = `token-${ends.size + 1}`;
    ends.set(token, Date.now() + life * 1000);
    return [200, { access_token: token, token_type: 'Bearer', expires_in: life }];
  };
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const [status, content] = answer(request, new URLSearchParams(await text(request)));
      const inactive = request.url === '/introspect' && 'active' in content && content.active === false;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(inactive ? { active: false } : content));
    };
    void serve();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    tokenUrl: `${origin}/token`,
    introspectionUrl: `${origin}/introspect`,
    get issued() {
      return [...ends.keys()];
    },
    takes,
    revokeAll: () => {
      for (const token of ends.keys()) ends.set(token, 0);
    },
    life: (seconds) => (life = seconds),
    login: (over = {}) => new MailLogin({ tokenUrl: `${origin}/token`, ...CLIENT, ...over }, systemClock),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
