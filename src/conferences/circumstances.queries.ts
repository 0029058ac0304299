import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Circumstances, InquorateSitting, LookAgain, NeverInvited } from './circumstances.js';
import type { Inquorate } from './quorum.js';
import type { TransferIn, TransferOut } from './transfer.js';

export const transferInOf = (reader: Reader, conferenceId: number): Promise<TransferIn | null> =>
  row(reader, 'select trigger_kind, triggered_on, from_authority from transfer_in where conference_id = $1', [
    conferenceId,
  ]);

export const transferOutOf = (reader: Reader, conferenceId: number): Promise<TransferOut | null> =>
  row(
    reader,
    'select to_authority, force_contact, receiving, receiving_on from transfer_out where conference_id = $1',
    [conferenceId],
  );

const neverInvitedOf = (reader: Reader, conferenceId: number): Promise<NeverInvited | null> =>
  row(reader, 'select learnt_from, learnt_at, recorded_by, recorded_at from never_invited where conference_id = $1', [
    conferenceId,
  ]);

export const inquorateSittingsOf = (reader: Reader, conferenceId: number): Promise<InquorateSitting[]> =>
  rows(
    reader,
    `select q.sitting_id, q.outcome, q.for_want_of_police, q.recorded_by, q.recorded_at, s.starts_at
     from inquorate_sitting q join sitting s on s.id = q.sitting_id where s.conference_id = $1 order by s.number`,
    [conferenceId],
  );

/** All of it in one go, for a page or an answer. */
export async function circumstancesOf(reader: Reader, conferenceId: number): Promise<Circumstances> {
  // One after the other: in a transaction there is one connection for them all.
  const transferIn = await transferInOf(reader, conferenceId);
  const transferOut = await transferOutOf(reader, conferenceId);
  const neverInvited = await neverInvitedOf(reader, conferenceId);
  const prompt = await row<{ because: LookAgain }>(
    reader,
    'select because from relevance_prompt where conference_id = $1',
    [conferenceId],
  );
  const inquorate = await inquorateSittingsOf(reader, conferenceId);
  return { transferIn, transferOut, neverInvited, lookAgain: prompt?.because ?? null, inquorate };
}

export const saveTransferIn = (
  tx: Tx,
  conferenceId: number,
  { triggerKind, triggeredOn, fromAuthority }: TransferIn,
): Promise<number> =>
  run(
    tx,
    `insert into transfer_in (conference_id, trigger_kind, triggered_on, from_authority) values ($1, $2, $3, $4)
     on conflict (conference_id) do update set trigger_kind = excluded.trigger_kind,
       triggered_on = excluded.triggered_on, from_authority = excluded.from_authority`,
    [conferenceId, triggerKind, triggeredOn, fromAuthority],
  );

/** Keeps when the family went when more is learnt of it later. */
export const saveTransferOut = (
  tx: Tx,
  conferenceId: number,
  { toAuthority, forceContact, receiving, receivingOn }: TransferOut,
  now: Temporal.Instant,
): Promise<number> =>
  run(
    tx,
    `insert into transfer_out (conference_id, to_authority, force_contact, receiving, receiving_on, transferred_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (conference_id) do update set to_authority = excluded.to_authority,
       force_contact = excluded.force_contact, receiving = excluded.receiving, receiving_on = excluded.receiving_on`,
    [conferenceId, toAuthority, forceContact, receiving, receivingOn, now],
  );

/** The transfer fell through, or the family is back. */
export const dropTransferOut = (tx: Tx, conferenceId: number): Promise<number> =>
  run(tx, 'delete from transfer_out where conference_id = $1', [conferenceId]);

export const saveInquorate = (tx: Tx, sittingId: number, inquorate: Inquorate): Promise<number> =>
  run(
    tx,
    `insert into inquorate_sitting (sitting_id, outcome, for_want_of_police, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5)
     on conflict (sitting_id) do update set outcome = excluded.outcome,
       for_want_of_police = excluded.for_want_of_police, recorded_by = excluded.recorded_by,
       recorded_at = excluded.recorded_at`,
    [sittingId, inquorate.outcome, inquorate.forWantOfPolice, inquorate.recordedBy, inquorate.recordedAt],
  );

/** Whether the sitting ended without a decision for want of a quorum: it is over, and the next one is another. */
export const isAdjournedInquorate = async (reader: Reader, sittingId: number): Promise<boolean> =>
  (await row(reader, `select 1 from inquorate_sitting where sitting_id = $1 and outcome = 'adjourned'`, [
    sittingId,
  ])) !== null;

/**
 * Has the relevance of a review looked at again, where somebody had decided on it; nothing decided is owed anyway.
 * Whether it was.
 */
export const raiseLookAgain = async (
  tx: Tx,
  conferenceId: number,
  because: LookAgain,
  now: Temporal.Instant,
): Promise<boolean> =>
  (
    await rows(
      tx,
      `insert into relevance_prompt (conference_id, because, raised_at)
     select conference_id, $2, $3 from relevance_decision where conference_id = $1
     group by conference_id having (array_agg(value order by id desc))[1] <> 'undecided'
     on conflict (conference_id) do update set because = excluded.because, raised_at = excluded.raised_at
     returning conference_id`,
      [conferenceId, because, now],
    )
  ).length > 0;

/** Somebody has decided again, or said that nothing changes: why it was owed, or null when nothing was. */
export async function settleLookAgain(tx: Tx, conferenceId: number): Promise<LookAgain | null> {
  const owed = await row<{ because: LookAgain }>(
    tx,
    'select because from relevance_prompt where conference_id = $1 for update',
    [conferenceId],
  );
  await run(tx, 'delete from relevance_prompt where conference_id = $1', [conferenceId]);
  return owed?.because ?? null;
}

export const saveNeverInvited = (
  tx: Tx,
  given: readonly (NeverInvited & { readonly conferenceId: number })[],
): Promise<number> =>
  run(
    tx,
    `insert into never_invited (conference_id, learnt_from, learnt_at, recorded_by, recorded_at)
     select "conferenceId", "learntFrom", "learntAt", "recordedBy", "recordedAt" from json_to_recordset($1) as given
       ("conferenceId" int, "learntFrom" text, "learntAt" timestamptz, "recordedBy" text, "recordedAt" timestamptz)`,
    [JSON.stringify(given)],
  );
