import { ForbiddenException, Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { composeMessage, mayInvite } from '../calendar/message.js';
import { toMime } from '../calendar/mime.js';
import { stampAfter } from '../calendar/outbox.js';
import { Mailer } from '../calendar/sender.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { newUid } from '../kernel/ids.js';
import { addTestMessage, lastTest, lockTester, markTestSent, testerById, type Tester } from './self-test.queries.js';
import { entryAfter, lastStep, nextStep, testFacts, type Step, type TestMessage, type Wanted } from './self-test.js';

export type SelfTestRefusal =
  | { readonly kind: 'no-mail-address' }
  /** Clients take an invitation from oneself for one's own meeting. */
  | { readonly kind: 'is-the-desk'; readonly mail: string }
  | { readonly kind: 'nothing-to-send' };

/** Where the test goes, and its messages so far. */
export interface SelfTest {
  readonly tester: Tester;
  readonly refusal: SelfTestRefusal | null;
  readonly messages: readonly TestMessage[];
}

interface Composed {
  readonly tester: Tester & { readonly mail: string };
  readonly message: TestMessage;
  readonly startedAt: Temporal.Instant;
}

/** Sends somebody's own mailbox every kind of calendar message about a meeting that is none. */
@Injectable()
export class SelfTestService {
  constructor(
    private readonly db: Database,
    private readonly mailer: Mailer,
    private readonly surroundings: Surroundings,
  ) {}

  /** The actor's last test. @throws ForbiddenException for those who may not test */
  async look(actor: Actor): Promise<SelfTest> {
    const id = this.accountOf(actor);
    const tester = await testerById(this.db.reader, id);
    if (tester === null) throw new ForbiddenException();
    return { tester, refusal: this.refuse(tester), messages: await lastTest(this.db.reader, id) };
  }

  /**
   * Sends one message at once, so that what the mail server says is seen at once: the first of a new test, the one that
   * follows, or the one that ends it. One that was not sent before is sent again under the same Message-ID.
   */
  async send(actor: Actor, wanted: Wanted): Promise<Decided<TestMessage, SelfTestRefusal>> {
    const id = this.accountOf(actor);
    const written = await this.db.transaction((tx) => this.write(tx, actor, id, wanted));
    if (!written.ok) return written;
    const error = await this.post(written.value);
    const at = this.surroundings.now();
    const { message } = written.value;
    await this.db.transaction((tx) => markTestSent(tx, message.id, at, error));
    return accepted({ ...message, sentAt: error === null ? at : null, error });
  }

  private async write(
    tx: Tx,
    actor: Actor,
    accountId: number,
    wanted: Wanted,
  ): Promise<Decided<Composed, SelfTestRefusal>> {
    const tester = await lockTester(tx, accountId);
    if (tester === null) throw new ForbiddenException();
    const refusal = this.refuse(tester);
    if (refusal !== null || tester.mail === null) return refused(refusal ?? { kind: 'no-mail-address' });
    const before = wanted === 'start' ? [] : await lastTest(tx, accountId);
    const step = wanted === 'finish' ? lastStep(before) : nextStep(before);
    if (step === null) return refused({ kind: 'nothing-to-send' });
    const known = before.find((one) => one.step === step);
    const message = known ?? (await this.add(tx, { accountId, recipient: tester.mail }, before, step));
    const at = this.surroundings.now();
    await record(tx, { actor, at }, 'self-test.sent', { step, recipient: message.recipient });
    return accepted({
      tester: { ...tester, mail: message.recipient },
      message,
      startedAt: before[0]?.stampedAt ?? message.stampedAt,
    });
  }

  private add(
    tx: Tx,
    to: { readonly accountId: number; readonly recipient: string },
    before: readonly TestMessage[],
    step: Step,
  ): Promise<TestMessage> {
    const domain = this.surroundings.settings.desk.address.split('@')[1]!;
    const after = entryAfter(before, step);
    const uid = after.uid ?? newUid(domain);
    const test = before[0]?.uid ?? uid;
    const stampedAt = stampAfter(before.at(-1)?.stampedAt ?? null, this.surroundings.now());
    const messageId = `<${uid.split('@')[0]}.${step}@${domain}>`;
    return addTestMessage(tx, { ...to, test, uid, step, messageId, stampedAt, sequence: after.sequence });
  }

  /** What went wrong, in the words of the mail server; null when it took the message. */
  private async post({ tester, message, startedAt }: Composed): Promise<string | null> {
    const { desk, http } = this.surroundings.settings;
    const attendee = { name: tester.name, address: tester.mail };
    const facts = testFacts(message.step, {
      ...message,
      startedAt,
      attendee,
      desk,
      link: `${http.publicUrl}/self-test`,
    });
    const { messageId, stampedAt: date } = message;
    const mail = toMime(composeMessage(facts), { messageId, date, desk, attendee, method: facts.method });
    try {
      await this.mailer.send(mail);
      return null;
    } catch (error) {
      // Kept with the message and shown on the page: to learn it is what the test is for.
      return (error instanceof Error ? error.message : String(error)).slice(0, 500);
    }
  }

  private refuse({ mail }: Tester): SelfTestRefusal | null {
    if (mail === null) return { kind: 'no-mail-address' };
    return mayInvite(mail, this.surroundings.settings.desk.address) ? null : { kind: 'is-the-desk', mail };
  }

  private accountOf(actor: Actor): number {
    if (!mayAtAll(actor, 'mail.test') || actor.id === null) throw new ForbiddenException();
    return actor.id;
  }
}
