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
