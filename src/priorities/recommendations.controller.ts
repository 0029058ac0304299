import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { londonDate } from '../kernel/london.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readRecommendation, startingRecommendation, typedRecommendation } from './recommendation.form.js';
import {
  recommendationFormPage,
  recommendationRefusal,
  recommendationsPage,
  type RecommendationFormFacts,
} from './recommendations.page.js';
import { RecommendationsService } from './recommendations.service.js';

/** The register of recommendations: read by many, kept by supervisors, leadership and administrators. */
@Controller('priorities/recommendations')
export class RecommendationsController {
  constructor(
    private readonly service: RecommendationsService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Call() call: PageCall): Promise<string> {
    const all = await this.service.list(call.actor);
    const model = recommendationsPage(all, this.today, mayAtAll(call.actor, 'recommendation.change'));
    return this.pages.render(call, 'priorities/views/recommendations.njk', model);
  }

  @Get('new')
  async add(@Call() call: PageCall): Promise<string> {
    return this.ask(call, null);
  }

  @Post('new')
  async saveNew(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.save(call, body, null);
  }

  @Get(':id/edit')
  async change(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.ask(call, idOf(id));
  }

  @Post(':id/edit')
  async saveChange(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    return this.save(call, body, idOf(id));
  }

  private async ask(call: PageCall, id: number | null): Promise<string> {
    const { known, history } = await this.service.toChange(call.actor, id);
    return this.show(call, { known, history, typed: startingRecommendation(known) });
  }

  private async save(call: PageCall, body: unknown, id: number | null): Promise<string | void> {
    const { known, history } = await this.service.toChange(call.actor, id);
    const typed = typedRecommendation(body);
    const form = readRecommendation(typed, this.today);
    if (!form.ok) return this.show(call, { known, history, typed, errors: form.errors }, 422);
    const decided = await this.service.save(call.actor, id, form.value, typed.version);
    if (decided.ok) {
      const changed = id === null ? 'The recommendation was added.' : 'The recommendation was saved.';
      const title = decided.value.changed ? changed : 'Nothing was changed.';
      return this.pages.done(call, '/priorities/recommendations', { title });
    }
    const isStale = decided.refusal.kind === 'changed-meanwhile';
    const stands = decided.refusal.kind === 'changed-meanwhile' ? decided.refusal.now : known;
    const facts = { known: stands, history, typed, ...recommendationRefusal(decided.refusal, typed) };
    return this.show(call, facts, isStale ? 409 : 422);
  }

  private show(call: PageCall, facts: RecommendationFormFacts, status = 200): Promise<string> {
    const model = recommendationFormPage(facts);
    return this.pages.render(call, 'priorities/views/recommendation.njk', model, status);
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }
}

function idOf(given: string): number {
  const id = wholeNumber(given);
  if (id === null) throw new NotFoundException();
  return id;
}
