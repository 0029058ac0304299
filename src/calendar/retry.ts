const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_HOURS = 24;

/**
 * When to try a message again, or null for never. A 5xx reply is the server's last word about this message (RFC 5321
 * 4.2.1); anything else, a server that is away included, is tried again after 30 seconds, doubling up to a day.
 * @param attempts how often it has been tried, the failed attempt included
 * @param responseCode the SMTP reply code; null when the server gave none
 */
export function nextAttempt(
  attempts: number,
  responseCode: number | null,
  now: Temporal.Instant,
): Temporal.Instant | null {
  if (responseCode !== null && responseCode >= 500) return null;
  const seconds = Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_HOURS * 3600);
  return now.add({ seconds });
}

/** What nodemailer hangs on a failure: the reply of the server, and how far it came without one. */
interface SmtpFailure {
  readonly responseCode?: number;
  readonly code?: string;
  /** The code of the system, where nodemailer put its own in front. */
  readonly originalCode?: string;
  readonly cause?: unknown;
}

const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EDNS|EHOSTUNREACH|ENETUNREACH|CONNECT_TIMEOUT|GREETING_TIMEOUT|ETLS|EAUTH|EENVELOPE)$/;

/**
 * Whether a message may have been delivered although sending it failed. A reply of the server is its word that it was not
 * (RFC 5321 4.2.5), and without a connection nothing arrives. Else there is a doubt: the connection may have broken between
 * the server's taking the message and our hearing of it (RFC 1047).
 */
export function mayHaveArrived(error: unknown): boolean {
  const { responseCode, code = '', originalCode = '', cause } = (error ?? {}) as SmtpFailure;
  if (responseCode !== undefined || NEVER_CONNECTED.test(code) || NEVER_CONNECTED.test(originalCode)) return false;
  return cause === undefined || mayHaveArrived(cause);
}
