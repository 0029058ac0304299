import type { AuditAction } from '../audit/events.js';
import { row, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { MonthLine } from './month-figures.js';
import { LAST_SITTING } from './performance.queries.js';

export interface FrozenMonth {
  /** The first day. */
  readonly month: Temporal.PlainDate;
  readonly definitionVersion: string;
  readonly frozenAt: Temporal.Instant;
  readonly conferences: number;
  readonly document: string;
  readonly sha256: string;
}

/** How the conferences of a month count, those that count in no headline included; what lists told of is not part of it. */
export const monthLines = (
  reader: Reader,
  month: Temporal.PlainYearMonth,
  now: Temporal.Instant,
  hubs: readonly string[] | null = null,
): Promise<MonthLine[]> =>
  rows(
    reader,
    `select c.reference, m.hub_code as hub, c.kind, m.measure, m.recorded, m.counts, m.met, m.notice_days, p.reason,
       p.attribution, m.why
     from measure m join conference c on c.id = m.conference_id ${LAST_SITTING}
     left join participation p on p.sitting_id = s.id
     where m.source = 'recorded' and m.month = $1 and m.counts_from <= $2 and ($3::text[] is null or m.hub_code = any($3))
     order by c.reference`,
    [month.toPlainDate({ day: 1 }), now, hubs],
  );

export async function frozenMonths(reader: Reader): Promise<readonly Temporal.PlainYearMonth[]> {
  const found = await rows<{ month: Temporal.PlainDate }>(reader, 'select month from frozen_month order by month');
  return found.map(({ month }) => month.toPlainYearMonth());
}

export const frozenMonth = (reader: Reader, month: Temporal.PlainYearMonth): Promise<FrozenMonth | null> =>
  row(reader, 'select * from frozen_month where month = $1', [month.toPlainDate({ day: 1 })]);

export const frozenBetween = (
  reader: Reader,
  from: Temporal.PlainYearMonth,
  to: Temporal.PlainYearMonth,
): Promise<FrozenMonth[]> =>
  rows(reader, 'select * from frozen_month where month between $1 and $2 order by month desc', [
    from.toPlainDate({ day: 1 }),
    to.toPlainDate({ day: 1 }),
  ]);

/** Whether a conference of the month still waits for its count by the definitions in force. */
export async function awaitsCount(tx: Tx, month: Temporal.PlainYearMonth, version: string): Promise<boolean> {
  const found = await row(
    tx,
    `select m.conference_id from measure m where m.source = 'recorded' and m.month = $1 and m.definition_version <> $2 limit 1`,
    [month.toPlainDate({ day: 1 }), version],
  );
  return found !== null;
}

/** The first month in which anything ever counted, over all hubs. */
export async function firstCounted(reader: Reader): Promise<Temporal.PlainYearMonth | null> {
  const found = await row<{ month: Temporal.PlainDate | null }>(
    reader,
    `select min(month) as month from measure where source = 'recorded'`,
  );
  return found?.month?.toPlainYearMonth() ?? null;
}

/** False when another instance was quicker: a month is frozen once. */
export async function keepFrozen(tx: Tx, kept: FrozenMonth): Promise<boolean> {
  const added = await rows(
    tx,
    `insert into frozen_month (month, definition_version, frozen_at, conferences, document, sha256)
     values ($1, $2, $3, $4, $5, $6) on conflict (month) do nothing returning month`,
    [kept.month, kept.definitionVersion, kept.frozenAt, kept.conferences, kept.document, kept.sha256],
  );
  return added.length === 1;
}

/** Something done to a conference since its month was frozen. */
export interface Since {
  readonly reference: string;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: AuditAction;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Who did what to these conferences from then on, looks and mail left out; oldest first. */
export const doneSince = (reader: Reader, references: readonly string[], from: Temporal.Instant): Promise<Since[]> =>
  rows(
    reader,
    `select c.reference, e.at, e.actor, e.action, e.detail from audit_event e join conference c on c.id = e.conference_id
     where c.reference = any($1) and e.at >= $2 and e.action not in ('conference.viewed', 'conference.listed')
       and e.action not like 'mail.%' order by e.id`,
    [references, from],
  );
