import type { ImapFlow } from 'imapflow';
import type { Clock } from '../kernel/clock.js';
import type { Log } from '../kernel/log.js';
import { openInbox, type ImapAccount } from './imap-connection.js';
import { ImapFetch, type Fetched } from './imap-fetch.js';
import { markRead, uidValidity, unreadUids } from './imap-inbox.js';
import { isSignInRefused, mailProblem } from './mail-problem.js';
import { within } from './patience.js';
import type { MailboxStatus, WaitingMail } from './mailbox.js';

/** A refused password tried every few seconds gets an account locked. */
const REFUSED_PAUSE_MS = 60_000;

export interface Pace {
  /** Before the first attempt to connect again; doubled with each failure up to the longest. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

export interface BoxParts {
  readonly account: ImapAccount;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when there may be something to read. */
  readonly wake: () => void;
}

/** How long a connection gets to finish when the program ends. */
const FAREWELL_MS = 3_000;

/**
 * One mailbox on one connection that is kept open: reads ahead in the background, so that a mailbox that hangs or fails
 * holds up no other. Only UIDs are kept between turns; what was read ahead and not dealt with is read again.
 */
export class ImapBox {
  private client: ImapFlow | null = null;
  private turn: Promise<void> | null = null;
  private pause: NodeJS.Timeout | null = null;
  private closed = false;
  private failures = 0;
  private problem: string | null = 'not connected yet';
  private lastReadAt: Temporal.Instant | null = null;
  private validity = '';
  /** True when something may lie in the mailbox that has not been listed. */
  private stale = true;
  private ready: readonly Fetched[] = [];
  private readonly settled = new Set<number>();
  private fetcher = new ImapFetch();

  constructor(private readonly parts: BoxParts) {}

  get address(): string {
    return this.parts.account.address;
  }

  get status(): MailboxStatus {
    return { mailbox: this.address, lastReadAt: this.lastReadAt, problem: this.problem };
  }

  /** What has been read ahead, oldest first. */
  get waiting(): readonly WaitingMail[] {
    return this.ready.map(({ uid, receivedAt, raw }) => {
      return { id: `${this.address}/${this.validity}:${uid}`, mailbox: this.address, raw, receivedAt };
    });
  }

  /** There may be new mail. */
  touch(): void {
    this.stale = true;
  }

  /** Reads ahead and marks what is settled, one turn at a time; never rejects. */
  work(): Promise<void> {
    this.turn ??= this.takeTurn().finally(() => (this.turn = null));
    return this.turn;
  }

  /** The outcome of a message has been committed. Of an earlier generation of UIDs there is nothing left to mark. */
  settle(validity: string, uid: number): void {
    if (validity !== this.validity) return;
    this.ready = this.ready.filter((fetched) => fetched.uid !== uid);
    this.settled.add(uid);
  }

  /** Marks what is settled, if the connection still stands, and signs out. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.pause !== null) clearTimeout(this.pause);
    await within(FAREWELL_MS, this.turn);
    const client = this.client;
    this.client = null;
    if (client === null) return;
    try {
      await within(
        FAREWELL_MS,
        this.mark(client).then(() => client.logout()),
      );
    } catch (error) {
      // Not marked, so offered once more after the next start, and recognised there.
      this.parts.log.info({ err: error, mailbox: this.address }, 'a mailbox was not signed out of');
    } finally {
      client.close();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.closed || this.pause !== null) return;
    try {
      const client = this.client?.usable ? this.client : await this.open();
      if (uidValidity(client) !== this.validity) this.startOver(uidValidity(client));
      // Reading first: a server that refuses to mark does not keep us from what arrives.
      if (this.ready.length === 0 && this.stale) await this.readAhead(client);
      await this.mark(client);
      this.succeeded();
    } catch (error) {
      this.failed(error);
    }
  }

  private async open(): Promise<ImapFlow> {
    const client = await openInbox(this.parts.account);
    if (this.closed) client.close();
    client.on('exists', () => this.hear());
    // Also at the end of a broken connection, so that the next turn connects again.
    client.on('close', () => this.hear());
    this.client = client;
    this.stale = true;
    return client;
  }

  private hear(): void {
    this.touch();
    this.parts.wake();
  }

  private startOver(validity: string): void {
    this.validity = validity;
    this.ready = [];
    this.settled.clear();
    this.fetcher = new ImapFetch();
    this.stale = true;
  }

  private async mark(client: ImapFlow): Promise<void> {
    const uids = [...this.settled];
    if (uids.length === 0) return;
    await markRead(client, uids);
    for (const uid of uids) this.settled.delete(uid);
  }

  private async readAhead(client: ImapFlow): Promise<void> {
    this.stale = false;
    const uids = (await unreadUids(client)).filter((uid) => !this.settled.has(uid));
    if (uids.length > 0) {
      this.ready = await this.fetcher.fetch(client, uids, this.parts.clock.now());
      this.stale = this.ready.length < uids.length;
    }
    this.lastReadAt = this.parts.clock.now();
  }

  private succeeded(): void {
    if (this.problem !== null) this.parts.log.info({ mailbox: this.address }, 'a mailbox is being read');
    this.failures = 0;
    this.problem = null;
  }

  private failed(error: unknown): void {
    const { server } = this.parts.account;
    const problem = mailProblem(error, `${server.host}:${server.port}`);
    if (problem !== this.problem) {
      this.parts.log.warn({ mailbox: this.address, problem }, 'a mailbox cannot be read and will be tried again');
    }
    this.problem = problem;
    this.stale = true;
    this.client?.close();
    this.client = null;
    this.pauseBefore(isSignInRefused(error));
  }

  private pauseBefore(refused: boolean): void {
    if (this.closed) return;
    const { firstPauseMs, longestPauseMs } = this.parts.pace;
    const doubled = Math.min(firstPauseMs * 2 ** this.failures, longestPauseMs);
    const pauseMs = refused ? Math.max(doubled, Math.min(REFUSED_PAUSE_MS, longestPauseMs)) : doubled;
    this.failures += 1;
    this.pause = setTimeout(() => {
      this.pause = null;
      this.parts.wake();
    }, pauseMs);
    this.pause.unref();
  }
}
