import { Registry } from 'prom-client';
import type { MailboxStatus } from '../../src/calendar/mailbox.js';
import { registerMailboxGauges } from '../../src/calendar/mailbox-gauges.js';

it('shows which mailbox fails and when each was last read, as it is at the time of asking', async () => {
  const register = new Registry();
  let status: readonly MailboxStatus[] = [];
  registerMailboxGauges(register, () => status);
  expect(await register.metrics()).not.toContain('{');
  const lastReadAt = Temporal.Instant.from('2026-11-20T09:00:00.5Z');
  status = [
    { mailbox: 'desk@police.example', lastReadAt, problem: null },
    { mailbox: 'hub@police.example', lastReadAt: null, problem: 'imap.example:993 does not answer' },
  ];
  const shown = (await register.metrics()).split('\n').filter((line) => line.includes('{'));
  expect(shown).toEqual([
    'tracker_mailbox_failing{mailbox="desk@police.example"} 0',
    'tracker_mailbox_failing{mailbox="hub@police.example"} 1',
    `tracker_mailbox_last_read_timestamp_seconds{mailbox="desk@police.example"} ${lastReadAt.epochMilliseconds / 1000}`,
  ]);
});
