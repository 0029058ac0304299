import { row } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';

/** Whether the figures of the month in which a sitting begins are published and no longer change silently. */
export async function isInFrozenMonth(reader: Reader, startsAt: Temporal.Instant): Promise<boolean> {
  const month = londonDate(startsAt).with({ day: 1 });
  return (await row(reader, 'select month from frozen_month where month = $1', [month])) !== null;
}
