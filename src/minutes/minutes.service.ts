import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import type { Conference } from '../conferences/conference.js';
import { Database } from '../database/database.js';
import type { Reader } from '../database/transaction.js';
import { accepted, type Decided } from '../kernel/decided.js';
import {
  decideMinutes,
  type GivenMinutes,
  type KeptMinutes,
  type MinutesFacts,
  type MinutesRefusal,
} from './minutes.js';
import { awaitedMinutes, minutesOf, saveMinutes, type AwaitedMinutes } from './minutes.queries.js';

export async function minutesFacts(
  reader: Reader,
  conference: Conference,
  now: Temporal.Instant,
): Promise<MinutesFacts> {
  const { startsAt } = await currentSitting(reader, conference.id);
  return { state: conference.state, startsAt, before: await minutesOf(reader, conference.id), now };
}

/** Whether the minutes of a conference were asked for, and came. What is asked for and late is chased. */
@Injectable()
export class MinutesService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  record(actor: Actor, reference: string, given: GivenMinutes): Promise<Decided<KeptMinutes, MinutesRefusal>> {
    return this.db.transaction(async (tx) => {
      const conference = await lockConference(tx, scopeOf(actor, 'participation.record'), reference);
      if (conference === null) throw new NotFoundException();
      const now = this.surroundings.now();
      const decided = decideMinutes(await minutesFacts(tx, conference, now), given);
      if (!decided.ok) return decided;
      const { askedOn, receivedOn } = decided.value;
      await saveMinutes(tx, conference.id, { ...decided.value, recordedBy: actor.name, recordedAt: now });
      const detail = { askedOn: askedOn?.toString() ?? null, receivedOn: receivedOn?.toString() ?? null };
      await record(tx, { actor, at: now, conferenceId: conference.id }, 'minutes.recorded', detail);
      return accepted((await minutesOf(tx, conference.id))!);
    });
  }

  /** Everything that is awaited within reach; the look is on record. @throws NotFoundException for whoever sees none */
  awaited(actor: Actor): Promise<AwaitedMinutes[]> {
    if (!mayAtAll(actor, 'expectation.read')) throw new NotFoundException();
    return this.db.transaction(async (tx) => {
      const found = await awaitedMinutes(tx, scopeOf(actor, 'expectation.read'));
      const references = found.map(({ reference }) => reference);
      await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page: 'minutes', references });
      return found;
    });
  }
}
