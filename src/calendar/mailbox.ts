/** One message as it arrived, before anything was read of it. */
export interface WaitingMail {
  /** Names the message within the port; opaque to us. */
  readonly id: string;
  /** The address whose mailbox it lay in. */
  readonly mailbox: string;
  readonly raw: Uint8Array;
  readonly receivedAt: Temporal.Instant;
}

/** How reading one mailbox goes, for the page of mail and for monitors. */
export interface MailboxStatus {
  readonly mailbox: string;
  /** When what lay in it was last seen; null before the first time. */
  readonly lastReadAt: Temporal.Instant | null;
  /** What keeps us from reading it, in words for a person; null when nothing does. */
  readonly problem: string | null;
}

/** Where mail for the desk and the hubs waits: an IMAP server in production, the embedded post office in the demo. */
export interface Mailbox {
  /** Oldest first, at most `limit`. A message is offered again until `done` is told of it. */
  waiting(limit: number): Promise<readonly WaitingMail[]>;
  /** To be called only after what the message caused has been committed. */
  done(id: string): Promise<void>;
  /** Has `wake` called when something may have arrived, so that it need not wait for the next turn. */
  onArrival?(wake: () => void): void;
  status?(): readonly MailboxStatus[];
  /** Lets go of connections; called once, after the last turn. */
  close?(): Promise<void>;
}
