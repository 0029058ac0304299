import type { Mailbox, WaitingMail } from '../../src/calendar/mailbox.js';

/** A mailbox that a test fills by hand. */
export class TestMailbox implements Mailbox {
  private readonly unread: WaitingMail[] = [];
  private delivered = 0;

  constructor(private readonly address = 'conference.desk@thamesvalley-police.example') {}

  deliver(raw: string, receivedAt: string): void {
    this.delivered += 1;
    this.unread.push({
      id: `m${this.delivered}`,
      mailbox: this.address,
      raw: Buffer.from(raw.replace(/\r?\n/g, '\r\n')),
      receivedAt: Temporal.Instant.from(receivedAt),
    });
  }

  waiting(limit: number): Promise<readonly WaitingMail[]> {
    return Promise.resolve(this.unread.slice(0, limit));
  }

  done(id: string): Promise<void> {
    const at = this.unread.findIndex((mail) => mail.id === id);
    this.unread.splice(at, at < 0 ? 0 : 1);
    return Promise.resolve();
  }
}
