import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { circumstancesOf } from '../conferences/circumstances.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
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
  form(
    @Param('reference') reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, null);
  }

  @Post()
  async decide(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedRelevance(body);
    const read = readRelevance(typed);
    if (!read.ok) return this.show(request, reply, reference, typed, read.errors);
    const decided = await this.relevance.decide(request.actor, reference, read.value, readSeen(typed.seen));
    if (!decided.ok) {
      const status = isMeanwhile(decided.refusal) ? 409 : 422;
      return this.show(request, reply, reference, typed, [relevanceRefusal(decided.refusal)], status);
    }
    const flash = relevanceDecided(reference, read.value.value, decided.value.afterStart);
    this.pages.done(request, reply, `/conferences/${reference}`, flash);
  }

  /** It was looked at again and stands. */
  @Post('unchanged')
  async keep(
    @Param('reference') reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.relevance.keep(request.actor, reference);
    this.pages.done(request, reply, `/conferences/${reference}`, relevanceKept(kept.ok));
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedRelevance | null,
    errors: readonly FieldError[] = [],
    status = errors.length > 0 ? 422 : 200,
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'relevance.decide', reference);
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
    return this.pages.render(request, reply, 'relevance/views/relevance.njk', model, status);
  }
}
