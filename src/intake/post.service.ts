import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker, type Actor } from '../access/actor.js';
import { AnswersService } from '../assignments/answers.service.js';
import { lockByUid } from '../assignments/assignment.queries.js';
import { answerSuggestion, assignedPerson } from '../assignments/telling.js';
import { addressesOf, delegatesOf } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import type { Mailbox, WaitingMail } from '../calendar/mailbox.js';
import type { ReadMail } from '../calendar/reader/mail.js';
import { decideOutcome, senderCheck, type Ours } from '../calendar/reader/outcome.js';
import { readMail } from '../calendar/reader/reader.js';
import { conferenceById, currentSitting } from '../conferences/conference.queries.js';
import { allEnded } from '../kernel/all-ended.js';
import { Log } from '../kernel/log.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { never } from '../kernel/decided.js';
import { isOwnDigest } from './own-digest.js';
import { hearTestAnswer } from '../self-test/hear-test.js';
import { proposeCancellation, proposeInvitation } from './arriving.js';
import { hearAway } from './hear-away.js';
import { hearBounce } from './hear-bounce.js';
import {
  firstWithId,
  keepRaw,
  lockMessageId,
  lockUnsettled,
  settleMail,
  type Kept,
  type Settled,
  type Twins,
} from './inbound-mail.queries.js';
import { answerIn, forAPerson, ignored, notActedOn, refusedAnswer, suggestedTime, type CalendarMail } from './reply.js';
import { saysTheSame } from './same-message.js';
import { mayGoTogether } from './together.js';

const LONGEST_SUBJECT = 300;
/** Messages dealt with at the same time: enough to keep the database busy, few enough to leave connections for pages. */
const AT_ONCE = 3;

interface Opened {
  readonly mail: WaitingMail;
  readonly kept: Kept;
  readonly read: ReadMail;
}

interface Ending {
  readonly twins: Twins;
  amend(settled: Settled): Settled;
}
const FIRST_TIME: Ending = { twins: 'any', amend: (settled) => settled };

/** Opens the post: every message is kept first, then read, then ends in exactly one outcome. */
@Injectable()
export class PostService {
  constructor(
    private readonly db: Database,
    private readonly answers: AnswersService,
    private readonly surroundings: Surroundings,
    private readonly log: Log,
  ) {}

  /** Deals with what waits in the mailbox, oldest first; how many messages. The mailbox is told only after the commit. */
  async readWaiting(mailbox: Mailbox, limit = 50): Promise<number> {
    const waiting = await mailbox.waiting(limit);
    const groups = Array.from({ length: Math.ceil(waiting.length / AT_ONCE) }, (_, i) =>
      waiting.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
    );
    let opened = await this.openAll(groups[0] ?? []);
    for (const i of groups.keys()) {
      // While some are dealt with, the next are kept already: the database waits for its disk less often.
      const [, next] = await allEnded([this.dealWithAll(opened, mailbox), this.openAll(groups[i + 1] ?? [])]);
      opened = next;
    }
    return waiting.length;
  }

  /** One message from raw bytes to its outcome. A message that was dealt with before is left as it is. */
  async receive(mail: WaitingMail): Promise<void> {
    await this.dealWith(await this.open(mail));
  }

  private async openAll(mails: readonly WaitingMail[]): Promise<readonly Opened[]> {
    const opened: Opened[] = [];
    for (const mail of mails) opened.push(await this.open(mail));
    return opened;
  }

  /** Kept in a commit of its own before anything looks at it. */
  private async open(mail: WaitingMail): Promise<Opened> {
    const kept = await this.db.transaction((tx) => keepRaw(tx, mail));
    return { mail, kept, read: await readMail(mail.raw) };
  }

  private async dealWithAll(opened: readonly Opened[], mailbox: Mailbox): Promise<void> {
    const one = (message: Opened): Promise<void> => this.dealWith(message).then(() => mailbox.done(message.mail.id));
    if (mayGoTogether(opened.map(({ read }) => read))) await allEnded(opened.map(one));
    else for (const message of opened) await one(message);
  }

  private async dealWith({ mail, kept, read }: Opened): Promise<void> {
    if (kept.outcome !== 'stored') return;
    try {
      await this.finish(kept.id, read, (tx) => this.settle(tx, kept.id, mail, read));
    } catch (error) {
      // One message that trips us must not hold up those behind it; a person sees it, the log says why.
      this.log.error({ err: error, mailId: kept.id }, 'a message could not be dealt with');
      const reason = 'The tracker could not deal with this message: read it and act yourself.';
      // Nothing of the message is kept beside it this time: what tripped us may be one of its headers.
      await this.finish(kept.id, null, () => Promise.resolve(forAPerson(reason)));
    }
  }

  private finish(mailId: number, read: ReadMail | null, settle: (tx: Tx) => Promise<Settled>): Promise<void> {
    return this.db.transaction(async (tx) => {
      const isOurs = await lockUnsettled(tx, mailId, read?.mail.messageId ?? null);
      if (isOurs) await this.end(tx, mailId, read, settle, FIRST_TIME);
    });
  }

  /**
   * Settles a kept message anew, which the caller has locked. A copy of it that was only put aside does not count as having
   * dealt with it.
   * @param amend what stands in the end, given what the rules for any mail say
   */
  async settleKept(
    tx: Tx,
    kept: { readonly id: number; readonly mail: WaitingMail; readonly read: ReadMail },
    amend: (settled: Settled) => Settled,
  ): Promise<Settled> {
    const { id, mail, read } = kept;
    if (read.mail.messageId !== null) await lockMessageId(tx, read.mail.messageId);
    return this.end(tx, id, read, () => this.settle(tx, id, mail, read), { twins: 'effective', amend });
  }

  private async end(
    tx: Tx,
    mailId: number,
    read: ReadMail | null,
    settle: (tx: Tx) => Promise<Settled>,
    { twins, amend }: Ending,
  ): Promise<Settled> {
    const messageId = read?.mail.messageId ?? null;
    const first = read && messageId && (await this.firstOf(tx, messageId, mailId, twins));
    const again = read && first ? saysTheSame(first, read) : false;
    const settled = amend(again ? ignored('The same message has already been dealt with.') : await settle(tx));
    const at = this.surroundings.now();
    const headers = {
      // The name of another message would make this one pass for it on the page of mail.
      messageId: first && !again ? null : messageId,
      sender: read?.mail.from?.address ?? null,
      subject: read?.mail.subject.slice(0, LONGEST_SUBJECT) ?? null,
    };
    await settleMail(tx, mailId, headers, settled, { name: theTracker.name, at });
    const { conferenceId, outcome, reason } = settled;
    await record(tx, { actor: theTracker, at, conferenceId }, 'mail.settled', { mailId, outcome, reason });
    return settled;
  }

  private async firstOf(tx: Tx, messageId: string, exceptId: number, twins: Twins): Promise<ReadMail | null> {
    const raw = await firstWithId(tx, messageId, exceptId, twins);
    return raw && readMail(raw);
  }

  private async settle(tx: Tx, mailId: number, mail: WaitingMail, read: ReadMail): Promise<Settled> {
    const { settings } = this.surroundings;
    const ours = { addresses: [settings.desk.address], authservId: settings.authservId ?? undefined };
    const arrival = { tx, surroundings: this.surroundings, mailId, receivedAt: mail.receivedAt };
    if (await isOwnDigest(tx, read, ours)) return ignored('What the tracker itself told the hub.');
    switch (read.sort) {
      case 'reply':
      case 'counter':
        return this.applyReply(tx, read, ours, mail.receivedAt);
      case 'request':
      case 'letter':
        return proposeInvitation(arrival, read, decideOutcome(read, ours));
      case 'cancel':
        return proposeCancellation(arrival, read, decideOutcome(read, ours));
      case 'bounce':
        return hearBounce(tx, read, senderCheck(read.mail, ours), {
          receivedAt: mail.receivedAt,
          now: this.surroundings.now(),
        });
      case 'out-of-office':
        return hearAway(tx, read, senderCheck(read.mail, ours));
      case 'nothing':
        return notActedOn(decideOutcome(read, ours));
      default:
        return never(read);
    }
  }

  /** The person, not the mail, says which addresses may answer for them; the reader then decides whether this one does. */
  private async applyReply(tx: Tx, read: CalendarMail, ours: Ours, receivedAt: Temporal.Instant): Promise<Settled> {
    const assignment = read.event.uid === null ? null : await lockByUid(tx, read.event.uid);
    if (assignment === null) {
      const heard = await hearTestAnswer(tx, read, ours, receivedAt);
      if (heard !== null) return { outcome: 'applied', reason: heard, conferenceId: null };
      const decided = decideOutcome(read, ours);
      return decided.outcome === 'apply' || decided.outcome === 'review'
        ? forAPerson('An answer to a calendar entry that the tracker did not send.')
        : notActedOn(decided);
    }
    const { conferenceId } = assignment;
    const attendee = await assignedPerson(tx, assignment.attendeeId);
    const known = await addressesOf(tx, attendee);
    const delegates = await delegatesOf(tx, attendee.id);
    const decided = decideOutcome(read, {
      ...ours,
      mayAnswerFor: (writer, person) => [...known, ...delegates].includes(writer) && known.includes(person),
    });
    if (decided.outcome !== 'apply') return notActedOn(decided, conferenceId);
    const respondent = read.event.respondent?.address ?? 'somebody';
    if (!known.includes(respondent)) {
      return forAPerson(
        `${respondent} answered for ${attendee.name}, but is not a known address of theirs.`,
        conferenceId,
      );
    }
    const conference = await conferenceById(tx, conferenceId);
    const actor: Actor = { ...theTracker, name: attendee.name };
    const given = answerIn(read.sort, read.event, receivedAt);
    const writer = read.mail.from?.address ?? '';
    const delegate = !known.includes(writer) && delegates.includes(writer) ? writer : null;
    const heard = await this.answers.apply(
      tx,
      actor,
      { conference, assignment, attendee },
      { ...given, channel: 'mail', delegate },
    );
    if (!heard.ok) return refusedAnswer(heard.refusal, attendee.name, conferenceId);
    const through = delegate === null ? '' : `, answered for them by ${delegate}`;
    if (read.sort !== 'counter')
      return { outcome: 'applied', reason: `${attendee.name}: ${given.answer}${through}.`, conferenceId };
    if (!read.mail.automatic) {
      const told = { ...heard.value, sitting: await currentSitting(tx, conferenceId) };
      const { messageId } = read.mail;
      await answerSuggestion(tx, this.surroundings, told, { messageId, suggested: suggestedTime(read.event) });
    }
    return { outcome: 'applied', reason: `${attendee.name}: cannot make it, suggests another time.`, conferenceId };
  }
}
