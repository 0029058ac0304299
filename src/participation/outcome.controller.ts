import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { childrenOf, conferenceWithin, currentSitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Reader } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { isInFrozenMonth } from '../measures/frozen.queries.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { lateReviewNote } from './besides.page.js';
import { reportOn } from './report.queries.js';
import { readOutcome, typedOutcome, type TypedOutcome } from './outcome.form.js';
import { outcomeErrors, outcomePage, recordedSentence, startingPoint, type OutcomeFacts } from './outcome.page.js';
import { peopleToChoose } from './outcome.queries.js';
import { participationAt } from './participation.queries.js';
import { ParticipationService } from './participation.service.js';
import type { GivenOutcome, OutcomeRefusal } from './participation.js';

const VIEW = 'participation/views/outcome.njk';

/** Recording what happened at a conference, and correcting it. */
@Controller('conferences/:reference/outcome')
export class OutcomeController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly service: ParticipationService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async ask(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    const facts = await this.db.transaction(async (tx) => {
      const found = await this.load(tx, call.actor, reference);
      const occasion = { actor: call.actor, at: found.now, conferenceId: found.conference.id };
      await record(tx, occasion, 'conference.viewed', {});
      return found;
    });
    return this.pages.render(call, VIEW, outcomePage(facts, startingPoint(facts)));
  }

  @Post()
  async save(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const before = await this.load(this.db.reader, call.actor, reference);
    const typed = typedOutcome(body);
    const when = { sat: londonDate(before.sitting.startsAt), today: londonDate(before.now) };
    const form = readOutcome(typed, when);
    if (!form.ok) return this.pages.render(call, VIEW, outcomePage(before, typed, form.errors), 422);
    const decided = await this.service.record(call.actor, reference, form.value);
    if (!decided.ok) return this.refuse(call, reference, typed, decided.refusal, form.value);
    const went = before.people.find((one) => one.id === form.value.attendedById) ?? null;
    const late = lateReviewNote(decided.value.kept.besides, { ...before.conference, ...before.sitting });
    const flash = recordedSentence(decided.value.counted, before.before !== null, went, late);
    const conference = `/conferences/${reference}`;
    const link = { href: conference, linkText: `Open ${reference}` };
    // Somebody who only attends goes back to their own list, where the next outcome waits.
    if (call.actor.attendeeId !== null && !before.mayChangeState) {
      return this.pages.done(call, '/my', { ...flash, ...link });
    }
    return this.pages.done(call, conference, flash);
  }

  private async refuse(
    call: PageCall,
    reference: string,
    typed: TypedOutcome,
    refusal: OutcomeRefusal,
    given: GivenOutcome,
  ): Promise<string> {
    const facts = await this.load(this.db.reader, call.actor, reference);
    const errors = outcomeErrors(refusal, given.outcome);
    return this.pages.render(call, VIEW, outcomePage(facts, typed, errors), statusOf(refusal));
  }

  private async load(reader: Reader, actor: Actor, reference: string): Promise<OutcomeFacts> {
    const conference = await conferenceWithin(reader, scopeOf(actor, 'participation.record'), reference);
    if (conference === null) throw new NotFoundException();
    const sitting = await currentSitting(reader, conference.id);
    const stateScope = scopeOf(actor, 'conference.change');
    return {
      conference,
      sitting,
      hub: this.surroundings.hubOf(conference),
      people: await peopleToChoose(reader, sitting.id, conference.hubCode, londonDate(sitting.startsAt)),
      children: await childrenOf(reader, conference.id),
      hasReport: (await reportOn(reader, conference.id))?.kind === 'report',
      reasons: this.surroundings.reference.reasons,
      voiceWays: this.surroundings.reference.voiceWays,
      before: await participationAt(reader, sitting.id),
      isFrozen: await isInFrozenMonth(reader, sitting.startsAt),
      now: this.surroundings.now(),
      me: actor.attendeeId,
      mayChangeState: (await conferenceWithin(reader, stateScope, reference)) !== null,
    };
  }
}

const statusOf = ({ kind }: OutcomeRefusal): 409 | 422 =>
  kind === 'changed-meanwhile' || kind === 'not-held' ? 409 : 422;
