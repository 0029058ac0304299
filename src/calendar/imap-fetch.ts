import type { ImapFlow } from 'imapflow';
import { fetchMails, fetchStart, listMails, type Listed } from './imap-inbox.js';
import { noteInstead } from './imap-note.js';

const MEGABYTE = 1024 * 1024;
/** What the reader of mail takes at most; of anything larger only the beginning is fetched. */
const LARGEST_MAIL = 40 * MEGABYTE;
const HEADER_OCTETS = 64 * 1024;
/** How much is held in memory at once, unless a single message is larger. */
const BATCH_OCTETS = 8 * MEGABYTE;
const BATCH = 50;
/** A message that could not be fetched this often, alone, is left to a person. */
const MOST_TRIES = 3;

export interface Fetched extends Listed {
  readonly raw: Uint8Array;
}

/**
 * Fetches messages a batch at a time. When a connection breaks over a batch, its messages are fetched one by one until
 * the one that breaks it is found; that one is then left to a person, and the rest goes on.
 */
export class ImapFetch {
  private readonly tries = new Map<number, number>();
  private singly = 0;

  /**
   * The first of these messages, oldest first, as many as fit into memory together.
   * @param now stands in for a date of arrival that the server does not give
   * @throws the library's error when the connection breaks or the server refuses
   */
  async fetch(client: ImapFlow, uids: readonly number[], now: Temporal.Instant): Promise<readonly Fetched[]> {
    const batch = uids.slice(0, this.singly > 0 ? 1 : BATCH);
    const [first] = batch;
    if (first === undefined) return [];
    const tries = this.tries.get(first) ?? 0;
    if (tries >= MOST_TRIES) return [notHandedOver(first, now)];
    // Both said beforehand and taken back below: should the connection break here, the next turn has to know.
    if (batch.length === 1) this.tries.set(first, tries + 1);
    const left = this.singly;
    this.singly = Math.max(left, batch.length);
    const fetched = await fetchListed(client, within(await listMails(client, batch, now)));
    this.singly = Math.max(0, left - 1);
    for (const { uid } of fetched) this.tries.delete(uid);
    return fetched;
  }
}

/** What the server sends nothing for is left out, and so tried again. */
async function fetchListed(client: ImapFlow, listed: readonly Listed[]): Promise<readonly Fetched[]> {
  const whole = listed.filter(({ size }) => size <= LARGEST_MAIL).map(({ uid }) => uid);
  const raws = whole.length === 0 ? new Map<number, Uint8Array>() : await fetchMails(client, whole);
  const fetched: Fetched[] = [];
  for (const one of listed) {
    const raw = one.size > LARGEST_MAIL ? await tooLarge(client, one) : raws.get(one.uid);
    if (raw !== undefined) fetched.push({ ...one, raw });
  }
  return fetched;
}

async function tooLarge(client: ImapFlow, { uid, size }: Listed): Promise<Uint8Array> {
  const start = await fetchStart(client, uid, HEADER_OCTETS);
  return noteInstead(start, `This message of ${Math.round(size / MEGABYTE)} MB is too large to be read here.`);
}

function notHandedOver(uid: number, now: Temporal.Instant): Fetched {
  const raw = noteInstead(new Uint8Array(), `The mail server does not hand over the message with the UID ${uid}.`);
  return { uid, size: raw.byteLength, receivedAt: now, raw };
}

/** As many from the front as fit into memory together; always one. */
function within(listed: readonly Listed[]): readonly Listed[] {
  let octets = 0;
  const end = listed.findIndex(({ size }, i) => {
    octets += size > LARGEST_MAIL ? HEADER_OCTETS : size;
    return i > 0 && octets > BATCH_OCTETS;
  });
  return listed.slice(0, end < 0 ? listed.length : end);
}
