/** What mail libraries hang on their errors; all of it optional. */
interface MailError {
  readonly code?: string;
  readonly message?: string;
  readonly command?: string;
  readonly response?: unknown;
  readonly responseText?: string;
  readonly responseCode?: number;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  readonly oauthError?: unknown;
  readonly cause?: unknown;
}

const AWAY = /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE|NoConnection|EConnectionClosed|ECONNECTION)$/;
const SLOW = /^(ETIMEDOUT|ETIMEOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT)$/;
const UNKNOWN_HOST = /^(ENOTFOUND|EAI_AGAIN|EDNS)$/;
const BAD_CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/;

/**
 * What keeps us from a mail server, in words for the person who can mend it.
 * @param server "HOST:PORT", as the settings name it
 */
export function mailProblem(error: unknown, server: string): string {
  const { code = '', message = String(error), ...more } = errorParts(error);
  const said = saidBy(error);
  if (isSignInRefused(error)) return `${server} refuses the sign-in${said}`;
  if (UNKNOWN_HOST.test(code) || /ENOTFOUND|EAI_AGAIN/.test(message))
    return `there is no host by the name in ${server}`;
  if (BAD_CERTIFICATE.test(code) || /certificate/i.test(message))
    return `${server} has a certificate that is not trusted: ${message}`;
  if (more.tlsFailed || code === 'ETLS' || /STARTTLS|wrong version number|ssl3_/i.test(message)) {
    return `no TLS with ${server}: ${message}`;
  }
  if (SLOW.test(code)) return `${server} does not answer in time`;
  if (AWAY.test(code) || /ECONNREFUSED|ECONNRESET|EPIPE/.test(message)) return `${server} does not answer, or hangs up`;
  return said === '' ? message : `${server} says no${said}`;
}

/** True when the server turned the password or the token down, not when it could not be asked. */
export function isSignInRefused(error: unknown): boolean {
  const { authenticationFailed, code, responseCode } = errorParts(error);
  return authenticationFailed === true || (code === 'EAUTH' && responseCode !== undefined);
}

const errorParts = (error: unknown): MailError => (typeof error === 'object' && error !== null ? error : {});

/** The server's own words: " (535 5.7.8 no such user)". */
function saidBy(error: unknown): string {
  const { response, responseText } = errorParts(error);
  const words = responseText ?? (typeof response === 'string' ? response : '');
  return words === '' ? '' : ` (${words.replace(/\s+/g, ' ').slice(0, 200)})`;
}
