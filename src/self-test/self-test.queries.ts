import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { SenderCheck, Step, TestAnswer, TestMessage } from './self-test.js';

const MESSAGE = `id, uid, sequence, step, message_id, recipient, stamped_at, sent_at, error, answer, answered_at,
  answered_from, authentication`;

export interface Tester {
  readonly id: number;
  readonly name: string;
  readonly mail: string | null;
}

export function testerById(reader: Reader, accountId: number): Promise<Tester | null> {
  return row(reader, 'select id, name, mail from account where id = $1', [accountId]);
}

/** As `testerById`, and nobody sends a step for the same person until this transaction ends. */
export function lockTester(tx: Tx, accountId: number): Promise<Tester | null> {
  return row(tx, 'select id, name, mail from account where id = $1 for no key update', [accountId]);
}

/** The messages of a person's last test, in the order in which they were sent. */
export function lastTest(reader: Reader, accountId: number): Promise<TestMessage[]> {
  return rows(
    reader,
    `select ${MESSAGE} from self_test_message
     where test = (select test from self_test_message where account_id = $1 order by id desc limit 1) order by id`,
    [accountId],
  );
}

/** The messages of the calendar entry that a UID names, locked; empty when it is none of a test. */
export function lockTestByUid(tx: Tx, uid: string): Promise<TestMessage[]> {
  return rows(tx, `select ${MESSAGE} from self_test_message where uid = $1 order by id for update`, [uid]);
}

export interface NewTestMessage {
  readonly accountId: number;
  /** The UID of its first message names a test. */
  readonly test: string;
  readonly uid: string;
  readonly sequence: number;
  readonly step: Step;
  readonly messageId: string;
  readonly recipient: string;
  readonly stampedAt: Temporal.Instant;
}

export function addTestMessage(tx: Tx, given: NewTestMessage): Promise<TestMessage> {
  return insert(tx, 'self_test_message', { ...given });
}

/** @param error null when the mail server took it */
export async function markTestSent(tx: Tx, id: number, at: Temporal.Instant, error: string | null): Promise<void> {
  await run(tx, 'update self_test_message set sent_at = $2, error = $3 where id = $1', [
    id,
    error === null ? at : null,
    error,
  ]);
}

export async function saveTestAnswer(
  tx: Tx,
  id: number,
  given: {
    readonly answer: TestAnswer;
    readonly at: Temporal.Instant;
    readonly from: string | null;
    readonly authentication: SenderCheck;
  },
): Promise<void> {
  await run(
    tx,
    `update self_test_message set answer = $2, answered_at = $3, answered_from = $4, authentication = $5 where id = $1`,
    [id, given.answer, given.at, given.from, given.authentication],
  );
}
