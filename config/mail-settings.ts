import type { Variables } from './variables.js';

/** implicit: TLS from the first byte. starttls: upgraded before anything is said, or not at all. none: in the clear. */
export type MailTls = 'implicit' | 'starttls' | 'none';

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: MailTls;
  readonly auth:
    | { readonly by: 'none' }
    | { readonly by: 'password'; readonly user: string; readonly password: string }
    | { readonly by: 'oauth'; readonly user: string };
}

/** Every mailbox signs in under its own address. */
export interface ImapSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: MailTls;
  readonly auth: { readonly by: 'password'; readonly password: string } | { readonly by: 'oauth' };
}

/** A client that is given access to the mailboxes, as Exchange Online wants it (OAuth 2.0 client credentials). */
export interface OauthSettings {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}

export interface MailSettings {
  readonly smtp: SmtpSettings;
  readonly imap: ImapSettings | null;
  readonly mailOauth: OauthSettings | null;
}

const TLS: readonly MailTls[] = ['implicit', 'starttls', 'none'];
const IMAP_VARIABLES = ['IMAP_PORT', 'IMAP_TLS', 'IMAP_AUTH', 'IMAP_PASSWORD'];
const OAUTH_VARIABLES = [
  'MAIL_OAUTH_TOKEN_URL',
  'MAIL_OAUTH_CLIENT_ID',
  'MAIL_OAUTH_CLIENT_SECRET',
  'MAIL_OAUTH_SCOPE',
];

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);

/**
 * How mail is sent and read. Mail goes in the clear only to this machine itself, or where somebody says so with `none`.
 * Problems, contradictions among them, are collected in `variables`.
 */
export function readMailSettings(variables: Variables, deskAddress: string): MailSettings {
  const smtp = readSmtp(variables, deskAddress);
  const imap = readImap(variables);
  const byOauth = [
    ...(smtp.auth.by === 'oauth' ? ['SMTP_AUTH'] : []),
    ...(imap?.auth.by === 'oauth' ? ['IMAP_AUTH'] : []),
  ];
  if (byOauth.length > 0) return { smtp, imap, mailOauth: readOauth(variables) };
  refuseUnused(variables, OAUTH_VARIABLES, 'neither SMTP_AUTH nor IMAP_AUTH is oauth');
  return { smtp, imap, mailOauth: null };
}

function readSmtp(variables: Variables, deskAddress: string): SmtpSettings {
  const host = variables.text('SMTP_HOST');
  const port = variables.whole('SMTP_PORT', 587, 1, 65_535);
  const usual = isLoopback(host) ? 'none' : port === 465 ? 'implicit' : 'starttls';
  const tls = variables.choice('SMTP_TLS', TLS, usual);
  return { host, port, tls, auth: readSmtpAuth(variables, deskAddress) };
}

function readSmtpAuth(variables: Variables, deskAddress: string): SmtpSettings['auth'] {
  const usual = variables.optional('SMTP_USER') === null ? 'none' : 'password';
  const by = variables.choice('SMTP_AUTH', ['none', 'password', 'oauth'] as const, usual);
  if (by === 'password') {
    return { by, user: variables.text('SMTP_USER'), password: variables.text('SMTP_PASSWORD') };
  }
  if (by === 'oauth') {
    refuseUnused(variables, ['SMTP_PASSWORD'], 'SMTP_AUTH=oauth signs in with a token');
    return { by, user: variables.text('SMTP_USER', deskAddress) };
  }
  refuseUnused(variables, ['SMTP_USER', 'SMTP_PASSWORD'], 'SMTP_AUTH is not password');
  return { by };
}

function readImap(variables: Variables): ImapSettings | null {
  const host = variables.optional('IMAP_HOST');
  if (host === null) {
    refuseUnused(variables, IMAP_VARIABLES, 'IMAP_HOST is missing');
    return null;
  }
  const tls = variables.choice('IMAP_TLS', TLS, isLoopback(host) ? 'none' : 'implicit');
  const port = variables.whole('IMAP_PORT', tls === 'implicit' ? 993 : 143, 1, 65_535);
  const by = variables.choice('IMAP_AUTH', ['password', 'oauth'] as const, 'password');
  if (by === 'password') return { host, port, tls, auth: { by, password: variables.text('IMAP_PASSWORD') } };
  refuseUnused(variables, ['IMAP_PASSWORD'], 'IMAP_AUTH=oauth signs in with a token');
  return { host, port, tls, auth: { by } };
}

function readOauth(variables: Variables): OauthSettings {
  const tokenUrl = variables.text('MAIL_OAUTH_TOKEN_URL');
  const url = URL.canParse(tokenUrl) ? new URL(tokenUrl) : null;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (tokenUrl && !safe) {
    variables.problems.push(
      `MAIL_OAUTH_TOKEN_URL must be an https: address, not "${tokenUrl}": a secret is sent there.`,
    );
  }
  return {
    tokenUrl,
    clientId: variables.text('MAIL_OAUTH_CLIENT_ID'),
    clientSecret: variables.text('MAIL_OAUTH_CLIENT_SECRET'),
    scope: variables.text('MAIL_OAUTH_SCOPE'),
  };
}

/** A variable that changes nothing is a mistake somebody would look for in vain. */
function refuseUnused(variables: Variables, names: readonly string[], because: string): void {
  const set = names.filter((name) => variables.optional(name) !== null);
  if (set.length > 0) variables.problems.push(`${set.join(', ')} would not be used: ${because}.`);
}
