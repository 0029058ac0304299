import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Pages } from '../web/pages.js';
import { fairnessPage } from './fairness.page.js';
import { preflightPage } from './preflight.page.js';
import { RotaService } from './rota.service.js';
import { todayPage } from './today.page.js';

/** Who is there: today's gaps, fair shares, and what is missing of people. */
@Controller('rota')
export class RotaController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly rota: RotaService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async today(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const model = todayPage(await this.rota.today(request.actor));
    return this.pages.render(request, reply, 'rota/views/today.njk', model);
  }

  @Get('fairness')
  async fairness(
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const model = fairnessPage(await this.rota.fairness(request.actor, typedText(query, 'hub')));
    return this.pages.render(request, reply, 'rota/views/fairness.njk', model);
  }

  @Get('people')
  async people(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const people = await this.rota.people(request.actor);
    const { hubs, skills, people: policy } = this.surroundings.reference;
    const today = londonDate(this.surroundings.now());
    const codes = (all: readonly { readonly code: string }[]): string[] => all.map(({ code }) => code);
    const rules = { today, expiryDays: policy.expiryDays, hubs: codes(hubs), skills: codes(skills) };
    const model = preflightPage(people, rules, { hubs, skills }, mayAtAll(request.actor, 'attendee.change'));
    return this.pages.render(request, reply, 'rota/views/preflight.njk', model);
  }
}
