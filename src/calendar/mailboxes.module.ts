import { Module, type DynamicModule } from '@nestjs/common';
import type { Mailbox, MailboxStatus } from './mailbox.js';

/** How reading goes, mailbox by mailbox; empty where no mail is read. Injected `@Optional()`: not every test reads mail. */
export class Mailboxes {
  constructor(private readonly mailbox: Mailbox | null) {}

  status(): readonly MailboxStatus[] {
    return this.mailbox?.status?.() ?? [];
  }
}

@Module({})
export class MailboxesModule {
  static of(mailbox: Mailbox | null): DynamicModule {
    const provided = [{ provide: Mailboxes, useValue: new Mailboxes(mailbox) }];
    return { module: MailboxesModule, global: true, providers: provided, exports: provided };
  }
}
