import { Gauge, type Registry } from 'prom-client';
import type { MailboxStatus } from './mailbox.js';

/** Registers what a monitor wants to know of each mailbox; asked for anew with each scrape. */
export function registerMailboxGauges(register: Registry, statusOf: () => readonly MailboxStatus[]): void {
  // Put into this register alone: the library's own is shared by all of the process.
  const registers: Registry[] = [];
  const labelNames = ['mailbox'];
  const failing = new Gauge({
    name: 'tracker_mailbox_failing',
    help: '1 while a mailbox cannot be read',
    registers,
    labelNames,
    collect() {
      for (const { mailbox, problem } of statusOf()) this.set({ mailbox }, problem === null ? 0 : 1);
    },
  });
  const lastRead = new Gauge({
    name: 'tracker_mailbox_last_read_timestamp_seconds',
    help: 'When a mailbox was last read to its end or a batch of it; absent until then',
    registers,
    labelNames,
    collect() {
      for (const { mailbox, lastReadAt } of statusOf()) {
        if (lastReadAt !== null) this.set({ mailbox }, lastReadAt.epochMilliseconds / 1000);
      }
    },
  });
  for (const gauge of [failing, lastRead]) register.registerMetric(gauge);
}
