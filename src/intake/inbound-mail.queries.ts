import { row, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { WaitingMail } from '../calendar/mailbox.js';

/** How a message ended. Every message ends in one of these; none is lost. */
export type MailOutcome = 'applied' | 'candidate' | 'for-a-person' | 'ignored';

export interface InboundMail {
  readonly id: number;
  readonly mailbox: string;
  readonly messageId: string | null;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly outcome: MailOutcome | 'stored';
  readonly reason: string | null;
  readonly settledAt: Temporal.Instant | null;
  readonly reference: string | null;
}

export const MAIL_OUTCOME_WORDS: Record<MailOutcome | 'stored', string> = {
  stored: 'Not read yet',
  applied: 'Applied',
  candidate: 'In the inbox to confirm',
  'for-a-person': 'Needs a person',
  ignored: 'Nothing to do',
};

export type Kept = Pick<InboundMail, 'id' | 'outcome'>;

/** Keeps a message before anything is done with it. The same message offered twice is kept once. */
export async function keepRaw(tx: Tx, mail: WaitingMail): Promise<Kept> {
  const kept = await row<Kept>(
    tx,
    `insert into inbound_mail (mailbox, port_id, received_at, raw, outcome) values ($1, $2, $3, $4, 'stored')
     on conflict (mailbox, port_id) do update set port_id = excluded.port_id returning id, outcome`,
    [mail.mailbox, mail.id, mail.receivedAt, Buffer.from(mail.raw)],
  );
  return kept!;
}

/**
 * True when this call may settle the message; false when somebody else already has. Whoever settles another message of
 * that Message-ID waits, for two instances may hold the two copies of one mail at the same moment.
 */
export async function lockUnsettled(tx: Tx, id: number, messageId: string | null): Promise<boolean> {
  // Without a Message-ID there is nothing to wait for: the lock of null is none.
  const found = await row(
    tx,
    `select pg_advisory_xact_lock(hashtextextended($2::text, 0)) from inbound_mail
     where id = $1 and outcome = 'stored' for update`,
    [id, messageId],
  );
  return found !== null;
}

/** Whoever settles another message of that Message-ID waits until this transaction ends. */
export async function lockMessageId(tx: Tx, messageId: string): Promise<void> {
  await run(tx, 'select pg_advisory_xact_lock(hashtextextended($1::text, 0))', [messageId]);
}

export interface Settled {
  readonly outcome: MailOutcome;
  /** One sentence for the person who looks at it. */
  readonly reason: string;
  readonly conferenceId: number | null;
  /** Whose automatic answer it is that they are away, and the date it names. */
  readonly away?: { readonly attendeeId: number; readonly until: Temporal.PlainDate | null };
}

export async function settleMail(
  tx: Tx,
  id: number,
  headers: { readonly messageId: string | null; readonly sender: string | null; readonly subject: string | null },
  settled: Settled,
  by: { readonly name: string; readonly at: Temporal.Instant },
): Promise<void> {
  await run(
    tx,
    `update inbound_mail set message_id = $2, sender = $3, subject = $4, outcome = $5, reason = $6, conference_id = $7,
       settled_at = $8, settled_by = $9, away_attendee_id = $10, away_until = $11 where id = $1`,
    [
      id,
      headers.messageId,
      headers.sender,
      headers.subject,
      settled.outcome,
      settled.reason,
      settled.conferenceId,
      by.at,
      by.name,
      settled.away?.attendeeId ?? null,
      settled.away?.until ?? null,
    ],
  );
}

/** A kept message as it lay in its mailbox. */
export async function keptMail(reader: Reader, id: number): Promise<WaitingMail> {
  const kept = await row<WaitingMail>(
    reader,
    'select port_id as id, mailbox, raw, received_at from inbound_mail where id = $1',
    [id],
  );
  if (kept === null) throw new Error(`no message ${id} is kept`);
  return kept;
}

/** Which copies of a message stand for it: any, or those before it and those that something came of. */
export type Twins = 'any' | 'effective';

/** The first message with that Message-ID that was settled, as it arrived; null when there is none. */
export async function firstWithId(
  reader: Reader,
  messageId: string,
  exceptId: number,
  twins: Twins,
): Promise<Buffer | null> {
  const found = await row<{ raw: Buffer }>(
    reader,
    `select raw from inbound_mail where message_id = $1 and id <> $2 and outcome <> 'stored'
       and ($3 = 'any' or id < $2 or outcome in ('applied', 'candidate')) order by id limit 1`,
    [messageId, exceptId, twins],
  );
  return found?.raw ?? null;
}
