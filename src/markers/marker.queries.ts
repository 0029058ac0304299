import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Marker } from './marker.js';

export const MARKER_SOURCES = ['page', 'csv', 'api'] as const;
export type MarkerSource = (typeof MARKER_SOURCES)[number];

/** As `policeKey`, in SQL; the index child_police_key_idx is on exactly this. */
export const policeKeyOf = (column: string): string => `upper(regexp_replace(${column}, '[^0-9A-Za-z]', '', 'g'))`;

export interface KeptMarker extends Marker {
  readonly id: number;
  readonly source: MarkerSource;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnReason: string | null;
}

/** The keys of those that were new; a marker known already is left as it stands, even if it was withdrawn. */
export function addMarkers(
  tx: Tx,
  markers: readonly Marker[],
  by: { readonly source: MarkerSource; readonly recordedBy: string; readonly recordedAt: Temporal.Instant },
): Promise<Marker[]> {
  return rows(
    tx,
    `insert into police_marker (police_reference, kind, occurred_on, source, recorded_by, recorded_at)
     select "policeReference", kind, "occurredOn", $2, $3, $4
     from json_to_recordset($1) as given ("policeReference" text, kind text, "occurredOn" date) order by 1, 2, 3
     on conflict (police_reference, kind, occurred_on) do nothing returning police_reference, kind, occurred_on`,
    [JSON.stringify(markers), by.source, by.recordedBy, by.recordedAt],
  );
}

/** Markers of the same reference, kind and day that are on record, and whether they were withdrawn. */
export function knownMarkers(
  reader: Reader,
  markers: readonly Marker[],
): Promise<(Marker & { readonly isWithdrawn: boolean })[]> {
  return rows(
    reader,
    `select m.police_reference, m.kind, m.occurred_on, m.withdrawn_at is not null as is_withdrawn
     from police_marker m join json_to_recordset($1) as given ("policeReference" text, kind text, "occurredOn" date)
       on m.police_reference = given."policeReference" and m.kind = given.kind and m.occurred_on = given."occurredOn"`,
    [JSON.stringify(markers)],
  );
}

/** Which of these references belong to a child on record in these hubs (null for all), as keys. */
export async function matchedReferences(
  reader: Reader,
  keys: readonly string[],
  hubs: readonly string[] | null,
): Promise<ReadonlySet<string>> {
  const found = await rows<{ key: string }>(
    reader,
    `select distinct ${policeKeyOf('k.police_reference')} as key from child k join conference c on c.id = k.conference_id
     where ${policeKeyOf('k.police_reference')} = any($1) and ($2::text[] is null or c.hub_code = any($2))`,
    [keys, hubs],
  );
  return new Set(found.map(({ key }) => key));
}

/** Reviews still to come with a child of one of these references. */
export async function reviewsAhead(
  reader: Reader,
  keys: readonly string[],
  now: Temporal.Instant,
): Promise<readonly { readonly reference: string }[]> {
  return rows(
    reader,
    `select distinct c.id, c.reference
     from child k join conference c on c.id = k.conference_id
       join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s on true
     where ${policeKeyOf('k.police_reference')} = any($1) and s.starts_at > $2
       and c.state in ('scheduled', 'postponed', 'stood_down') order by c.id`,
    [keys, now],
  );
}

const KEPT = `m.id, m.police_reference, m.kind, m.occurred_on, m.source, m.recorded_by, m.recorded_at, m.withdrawn_by,
  m.withdrawn_at, m.withdrawn_reason`;

/**
 * Markers within reach, the latest recorded first: of children of those hubs, and those the person recorded.
 * @param hubs null for every hub
 */
export function latestMarkers(
  reader: Reader,
  { hubs, by, most }: { readonly hubs: readonly string[] | null; readonly by: string; readonly most: number },
): Promise<KeptMarker[]> {
  return rows(
    reader,
    `select ${KEPT} from police_marker m where ${WITHIN} order by m.recorded_at desc, m.id desc limit $3`,
    [hubs, by, most],
  );
}

const WITHIN = `($1::text[] is null or m.recorded_by = $2 or exists (
  select from child k join conference c on c.id = k.conference_id
  where ${policeKeyOf('k.police_reference')} = m.police_reference and c.hub_code = any($1)))`;

interface Which {
  readonly hubs: readonly string[] | null;
  readonly by: string;
  readonly id: number;
}

export const markerWithin = (reader: Reader, { hubs, by, id }: Which): Promise<KeptMarker | null> =>
  row(reader, `select ${KEPT} from police_marker m where ${WITHIN} and m.id = $3`, [hubs, by, id]);

export const lockMarker = (tx: Tx, { hubs, by, id }: Which): Promise<KeptMarker | null> =>
  row(tx, `select ${KEPT} from police_marker m where ${WITHIN} and m.id = $3 for update of m`, [hubs, by, id]);

export const saveWithdrawal = (
  tx: Tx,
  id: number,
  given: { readonly by: string; readonly at: Temporal.Instant; readonly reason: string },
): Promise<number> =>
  run(
    tx,
    `update police_marker set withdrawn_by = $2, withdrawn_at = $3, withdrawn_reason = $4
     where id = $1 and withdrawn_at is null`,
    [id, given.by, given.at, given.reason],
  );
