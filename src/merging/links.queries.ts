import { trailOf, type TrailLine } from '../audit/record.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

export const LINKS = ['merged-into', 'merged-from', 'split-into', 'split-from'] as const;

/** Another conference that one was made of, or became. */
export interface LinkedConference {
  readonly how: (typeof LINKS)[number];
  readonly id: number;
  readonly reference: string;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** Every conference that this one was merged with or split from, oldest first; merges that were taken back are over. */
export function linkedTo(reader: Reader, conferenceId: number): Promise<LinkedConference[]> {
  return rows(
    reader,
    `select l.how, c.id, c.reference, l.by, l.at from (
       select 'merged-into' as how, kept_id as id, merged_by as by, merged_at as at from conference_merge
         where merged_id = $1 and unmerged_at is null
       union all select 'merged-from', merged_id, merged_by, merged_at from conference_merge
         where kept_id = $1 and unmerged_at is null
       union all select 'split-from', from_id, split_by, split_at from conference_split where to_id = $1
       union all select 'split-into', to_id, split_by, split_at from conference_split where from_id = $1) l
     join conference c on c.id = l.id order by l.at, c.id`,
    [conferenceId],
  );
}

/** A line of the trail of a conference that was merged into this one. */
export type LineFrom = TrailLine & { readonly from?: string };

/** What happened to a conference and to those merged into it, and into those, oldest first. */
export async function wholeTrail(reader: Reader, conferenceId: number): Promise<readonly LineFrom[]> {
  const merged = await rows<{ id: number; reference: string }>(
    reader,
    `with recursive gone as (
       select merged_id as id from conference_merge where kept_id = $1 and unmerged_at is null
       union select m.merged_id from conference_merge m join gone on m.kept_id = gone.id where m.unmerged_at is null)
     select c.id, c.reference from gone join conference c using (id)`,
    [conferenceId],
  );
  const lines: LineFrom[] = await trailOf(reader, conferenceId);
  for (const { id, reference } of merged) {
    const theirs = await trailOf(reader, id);
    // That it was merged away is said by the one that it was merged into.
    const told = theirs.filter(({ action }) => action !== 'conference.merged-into');
    lines.push(...told.map((line) => ({ ...line, from: reference })));
  }
  return lines.toSorted((a, b) => a.id - b.id);
}
