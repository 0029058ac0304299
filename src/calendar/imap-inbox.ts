import type { ImapFlow } from 'imapflow';

/** Set on messages whose outcome has been committed. */
export const READ_KEYWORD = '$TrackerRead';
/** Where such messages go in mailboxes that keep no keywords, as those of Exchange do not. */
export const READ_FOLDER = 'Tracker read';

export interface Listed {
  readonly uid: number;
  /** In octets, as the server counts them. */
  readonly size: number;
  readonly receivedAt: Temporal.Instant;
}

/** True when the open mailbox keeps keywords of our own (RFC 3501 7.1, PERMANENTFLAGS). */
export function keepsKeywords(client: ImapFlow): boolean {
  const flags = client.mailbox === false ? undefined : client.mailbox.permanentFlags;
  return flags === undefined || flags.has('\\*') || flags.has(READ_KEYWORD);
}

/** Names the generation of UIDs in the open mailbox (RFC 3501 2.3.1.1). @throws Error when none is open */
export function uidValidity(client: ImapFlow): string {
  if (client.mailbox === false) throw new Error('the mailbox was closed by the server');
  return String(client.mailbox.uidValidity);
}

/** UIDs of the messages that have not been dealt with, oldest first. @throws Error when the server refuses to search */
export async function unreadUids(client: ImapFlow): Promise<readonly number[]> {
  const wanted = keepsKeywords(client) ? { unKeyword: READ_KEYWORD } : { all: true };
  const found = await client.search(wanted, { uid: true });
  if (!Array.isArray(found)) throw new Error('the server refuses to search the mailbox');
  return found.toSorted((a, b) => a - b);
}

/** Sizes and dates, oldest first; messages that have gone in between are left out. `now` stands in for a missing date. */
export async function listMails(
  client: ImapFlow,
  uids: readonly number[],
  now: Temporal.Instant,
): Promise<readonly Listed[]> {
  const found = await client.fetchAll(uids.join(','), { uid: true, size: true, internalDate: true }, { uid: true });
  return found
    .map(({ uid, size = 0, internalDate }) => ({ uid, size, receivedAt: instantOf(internalDate) ?? now }))
    .toSorted((a, b) => a.uid - b.uid);
}

/** The messages as they are, by UID; not marked as seen. Those the server sends nothing for are absent. */
export async function fetchMails(client: ImapFlow, uids: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const found = await client.fetchAll(uids.join(','), { uid: true, source: true }, { uid: true });
  return new Map(found.flatMap(({ uid, source }) => (source === undefined ? [] : [[uid, source] as const])));
}

/** The first `octets` of a message; empty when the server sends nothing. */
export async function fetchStart(client: ImapFlow, uid: number, octets: number): Promise<Uint8Array> {
  const source = { start: 0, maxLength: octets };
  const found = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
  return (found === false ? undefined : found.source) ?? Buffer.alloc(0);
}

/**
 * Marks messages as dealt with, or moves them where the mailbox keeps no keywords. UIDs that have gone do no harm.
 * @throws Error when the server refuses
 */
export async function markRead(client: ImapFlow, uids: readonly number[]): Promise<void> {
  const range = uids.join(',');
  if (keepsKeywords(client)) {
    const marked = await client.messageFlagsAdd(range, ['\\Seen', READ_KEYWORD], { uid: true, silent: true });
    if (!marked) throw new Error('the server refuses to mark messages as read');
    return;
  }
  await client.messageFlagsAdd(range, ['\\Seen'], { uid: true, silent: true });
  if (await moveRead(client, range)) return;
  await client.mailboxCreate(READ_FOLDER);
  if (!(await moveRead(client, range))) throw new Error(`the server refuses to move messages to "${READ_FOLDER}"`);
}

const moveRead = async (client: ImapFlow, range: string): Promise<boolean> =>
  Boolean(await client.messageMove(range, READ_FOLDER, { uid: true }));

/** Null when the server sends no date, or one that cannot be read. */
function instantOf(date: Date | string | undefined): Temporal.Instant | null {
  const at = date instanceof Date ? date.getTime() : Number.NaN;
  return Number.isNaN(at) ? null : Temporal.Instant.fromEpochMilliseconds(at);
}
