import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { readMail } from '../calendar/reader/reader.js';
import { Database } from '../database/database.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { Log } from '../kernel/log.js';
import { keptMail, type MailOutcome, type Settled } from './inbound-mail.queries.js';
import { inboundOne, lockInbound } from './mail-list.queries.js';
import { scopeForMail } from './mail.service.js';
import { PostService } from './post.service.js';
import { decideReplay, decideReplayed, outcomeOfReplay, type ReplayRefusal } from './replay.js';

export interface Replayed extends Settled {
  readonly before: { readonly outcome: MailOutcome | 'stored'; readonly reason: string | null };
  /** False when it turned out to be about a conference beyond the reach of whoever asked. */
  readonly within: boolean;
}

/** Reads a message again that an earlier program, or the records of an earlier day, could make nothing of. */
@Injectable()
export class ReplayService {
  constructor(
    private readonly db: Database,
    private readonly post: PostService,
    private readonly surroundings: Surroundings,
    private readonly log: Log,
  ) {}

  /** As it arrived, from its bytes to an outcome, by the rules for any mail. @throws NotFoundException, ForbiddenException */
  async replay(actor: Actor, id: number): Promise<Decided<Replayed, ReplayRefusal>> {
    const scope = scopeForMail(actor, 'candidate.decide');
    try {
      return await this.db.transaction(async (tx) => {
        const before = await lockInbound(tx, scope, id);
        if (before === null) throw new NotFoundException();
        const allowed = decideReplay(before);
        if (!allowed.ok) return allowed;
        const mail = await keptMail(tx, id);
        const read = await readMail(mail.raw);
        const asked = decideReplayed(before, read.sort);
        if (!asked.ok) return asked;
        const after = await this.post.settleKept(tx, { id, mail, read }, (settled) => outcomeOfReplay(before, settled));
        const occasion = {
          actor,
          at: this.surroundings.now(),
          conferenceId: after.conferenceId ?? before.conferenceId,
        };
        await record(tx, occasion, 'mail.replayed', {
          mailId: id,
          before: before.outcome,
          beforeReason: before.reason ?? '',
          after: after.outcome,
          afterReason: after.reason,
        });
        return accepted({ ...after, before, within: (await inboundOne(tx, scope, id)) !== null });
      });
    } catch (error) {
      if (error instanceof NotFoundException) throw error;
      // The transaction is undone, so the message stands as before; a person sees that, the log says why.
      this.log.error({ err: error, mailId: id }, 'a message could not be read again');
      return refused({ kind: 'cannot-be-read' });
    }
  }
}
