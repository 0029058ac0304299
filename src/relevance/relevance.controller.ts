import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { circumstancesOf } from '../conferences/circumstances.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { evidenceOf, markersOn } from './evidence.queries.js';
import { readRelevance, typedRelevance, type TypedRelevance } from './relevance.form.js';
import { isMeanwhile, relevanceDecided, relevanceKept, relevancePage, relevanceRefusal } from './relevance.page.js';
import { decisionsOn, RelevanceService } from './relevance.service.js';
import { readSeen, seenOf } from './seen.js';

/** Deciding whether a review is one that police must attend. */
@Controller('conferences/:reference/relevance')
export class RelevanceController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly relevance: RelevanceService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null);
  }

  @Post()
  async decide(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedRelevance(body);
    const read = readRelevance(typed);
    if (!read.ok) return this.show(call, reference, typed, read.errors);
    const decided = await this.relevance.decide(call.actor, reference, read.value, readSeen(typed.seen));
    if (!decided.ok) {
      const status = isMeanwhile(decided.refusal) ? 409 : 422;
      return this.show(call, reference, typed, [relevanceRefusal(decided.refusal)], status);
    }
    const flash = relevanceDecided(reference, read.value.value, decided.value.afterStart);
    this.pages.done(call, `/conferences/${reference}`, flash);
  }

  /** It was looked at again and stands. */
  @Post('unchanged')
  async keep(@Param('reference') reference: string, @Call() call: PageCall): Promise<void> {
    const kept = await this.relevance.keep(call.actor, reference);
    this.pages.done(call, `/conferences/${reference}`, relevanceKept(kept.ok));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedRelevance | null,
    errors: readonly FieldError[] = [],
    status = errors.length > 0 ? 422 : 200,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'relevance.decide', reference);
    const decisions = await decisionsOn(this.db.reader, opened.conference.id);
    // What is wrong in the form does not show more than was seen; what became known meanwhile is seen now.
    const isSeen = typed !== null && status !== 409;
    const facts = {
      decisions,
      seen: isSeen ? typed.seen : seenOf(decisions.length, await markersOn(this.db.reader, opened.conference.id)),
      criteria: this.surroundings.reference.criteria,
      edition: this.surroundings.reference.editions['relevance-criteria'],
      evidence: await evidenceOf(this.db.reader, opened.conference.id),
      now: this.surroundings.now(),
      lookAgain: (await circumstancesOf(this.db.reader, opened.conference.id)).lookAgain,
    };
    const model = relevancePage(opened, facts, typed, errors);
    return this.pages.render(call, 'relevance/views/relevance.njk', model, status);
  }
}
