import type { Clock } from '../kernel/clock.js';
import type { Log } from '../kernel/log.js';
import type { ImapSettings } from '../../config/settings.js';
import { ImapBox, type Pace } from './imap-box.js';
import type { MailLogin } from './mail-login.js';
import { within } from './patience.js';
import type { Mailbox, MailboxStatus, WaitingMail } from './mailbox.js';

/** Servers announce new mail by IDLE; asking as well catches what was missed and servers that cannot announce. */
const POLL_MS = 15_000;
/** How long the mail of one mailbox waits for a slower one. */
const PATIENCE_MS = 2_000;
const USUAL_PACE: Pace = { firstPauseMs: 1_000, longestPauseMs: 5 * 60_000 };

export interface ImapParts {
  readonly server: ImapSettings;
  /** Every mailbox by its address. */
  readonly addresses: readonly string[];
  /** Null where the server takes passwords. */
  readonly login: MailLogin | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly pace?: Pace;
}

/**
 * The mailboxes of the desk and the hubs on an IMAP server. Each has a connection and troubles of its own: `waiting`
 * offers what could be read of the others. Two instances may read at once; they are offered the same messages, and the
 * database lets one of them settle each.
 */
export class ImapMailbox implements Mailbox {
  private readonly boxes: readonly ImapBox[];
  private readonly poll: NodeJS.Timeout;
  private wake: () => void = () => undefined;

  constructor({ addresses, server, login, clock, log, pace = USUAL_PACE }: ImapParts) {
    const wake = (): void => this.wake();
    this.boxes = addresses.map(
      (address) => new ImapBox({ account: { server, address, login }, pace, clock, log, wake }),
    );
    this.poll = setInterval(() => {
      for (const box of this.boxes) box.touch();
      this.wake();
    }, POLL_MS);
    this.poll.unref();
  }

  onArrival(wake: () => void): void {
    this.wake = wake;
  }

  /** Waits a moment for slow mailboxes; what they have comes with a later call. */
  async waiting(limit: number): Promise<readonly WaitingMail[]> {
    await within(PATIENCE_MS, Promise.all(this.boxes.map((box) => box.work())));
    return oldestFirst(
      this.boxes.map((box) => box.waiting),
      limit,
    );
  }

  /** Remembered, and told to the server with the next `waiting` or `close`: one command marks many messages. */
  done(id: string): Promise<void> {
    const [, address, validity, uid] = /^(.*)\/(\d+):(\d+)$/.exec(id) ?? [];
    const box = this.boxes.find((one) => one.address === address);
    if (box === undefined || validity === undefined) return Promise.reject(new Error(`no mailbox has a message ${id}`));
    box.settle(validity, Number(uid));
    return Promise.resolve();
  }

  status(): readonly MailboxStatus[] {
    return this.boxes.map((box) => box.status);
  }

  async close(): Promise<void> {
    clearInterval(this.poll);
    await Promise.all(this.boxes.map((box) => box.close()));
  }
}

/** One after another by date of arrival, each mailbox in its own order. */
function oldestFirst(lists: readonly (readonly WaitingMail[])[], limit: number): readonly WaitingMail[] {
  const queues = lists.map((list) => [...list]);
  const merged: WaitingMail[] = [];
  while (merged.length < limit) {
    const [next] = queues
      .filter((queue) => queue[0] !== undefined)
      .sort((a, b) => Temporal.Instant.compare(a[0]!.receivedAt, b[0]!.receivedAt));
    if (next === undefined) break;
    merged.push(next.shift()!);
  }
  return merged;
}
