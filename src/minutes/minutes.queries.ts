import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { KeptMinutes } from './minutes.js';

/** What is on record of the minutes of a conference; null while nothing is. */
export const minutesOf = (reader: Reader, conferenceId: number): Promise<KeptMinutes | null> =>
  row(reader, 'select asked_on, received_on, version, recorded_by, recorded_at from minutes where conference_id = $1', [
    conferenceId,
  ]);

/** Of a conference that is locked. */
export const saveMinutes = (
  tx: Tx,
  conferenceId: number,
  { askedOn, receivedOn, recordedBy, recordedAt }: Omit<KeptMinutes, 'version'>,
): Promise<number> =>
  run(
    tx,
    `insert into minutes as m (conference_id, asked_on, received_on, version, recorded_by, recorded_at)
     values ($1, $2, $3, 1, $4, $5)
     on conflict (conference_id) do update set asked_on = excluded.asked_on, received_on = excluded.received_on,
       version = m.version + 1, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`,
    [conferenceId, askedOn, receivedOn, recordedBy, recordedAt],
  );

export interface AwaitedMinutes {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly askedOn: Temporal.PlainDate;
  readonly recordedBy: string;
}

/** Minutes that were asked for and have not come, the oldest conference first. */
export const awaitedMinutes = (reader: Reader, scope: Scope): Promise<AwaitedMinutes[]> =>
  rows(
    reader,
    `select c.reference, c.hub_code, c.kind, s.starts_at, m.asked_on, m.recorded_by
     from minutes m join conference c on c.id = m.conference_id
       join lateral (select s.starts_at from sitting s where s.conference_id = c.id order by s.number desc limit 1) s on true
     where m.asked_on is not null and m.received_on is null and c.state in ('scheduled', 'held')
       and ${scopeCondition('c', 1)}
     order by s.starts_at, c.reference`,
    scopeParameters(scope),
  );
