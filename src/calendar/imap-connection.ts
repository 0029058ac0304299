import { ImapFlow } from 'imapflow';
import type { ImapSettings } from '../../config/settings.js';
import type { MailLogin } from './mail-login.js';
import { isSignInRefused } from './mail-problem.js';

const CONNECT_MS = 10_000;
/** A server that says nothing for this long in the middle of an answer is taken for dead. */
const SILENCE_MS = 60_000;
/** Under the half hour after which servers end an IDLE (RFC 2177 3), and under what firewalls forget. */
const LONGEST_IDLE_MS = 240_000;
const IDLE_AFTER_MS = 300;
/** More than the largest message that is fetched, its framing included; a server that announces more is cut off. */
const LARGEST_LITERAL = 48 * 1024 * 1024;

export interface ImapAccount {
  readonly server: ImapSettings;
  /** The mailbox's own address, under which it signs in. */
  readonly address: string;
  /** Needed only where the server wants tokens. */
  readonly login: MailLogin | null;
}

/** Signed in, INBOX selected for reading and writing. A token the server does not take is replaced once. */
export async function openInbox(account: ImapAccount): Promise<ImapFlow> {
  const client = await signIn(account);
  try {
    const { readOnly } = await client.mailboxOpen('INBOX');
    if (readOnly) throw new Error('the mailbox can only be looked at, not marked: give the tracker write access');
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

async function signIn(account: ImapAccount): Promise<ImapFlow> {
  if (account.server.auth.by === 'password') return connect(account, { pass: account.server.auth.password });
  if (account.login === null) throw new Error('no token endpoint is configured');
  const first = await account.login.accessToken();
  try {
    return await connect(account, { accessToken: first });
  } catch (error) {
    if (!isSignInRefused(error)) throw error;
    account.login.refused(first);
    return connect(account, { accessToken: await account.login.accessToken() });
  }
}

async function connect(
  { server, address }: ImapAccount,
  secret: { readonly pass: string } | { readonly accessToken: string },
): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.tls === 'implicit',
    doSTARTTLS: server.tls === 'starttls',
    auth: { user: address, ...secret },
    clientInfo: { name: 'Case Conference Tracker' },
    logger: false,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    autoIdleDelay: IDLE_AFTER_MS,
    maxIdleTime: LONGEST_IDLE_MS,
    maxLiteralSize: LARGEST_LITERAL,
  });
  // The error also fails the command in hand, which is where it is dealt with; unheard it would end the process.
  client.on('error', () => client.close());
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}
