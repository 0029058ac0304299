import { Controller, Get, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  async today(@Call() call: PageCall): Promise<string> {
    const model = todayPage(await this.rota.today(call.actor));
    return this.pages.render(call, 'rota/views/today.njk', model);
  }

  @Get('fairness')
  async fairness(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const model = fairnessPage(await this.rota.fairness(call.actor, typedText(query, 'hub')));
    return this.pages.render(call, 'rota/views/fairness.njk', model);
  }

  @Get('people')
  async people(@Call() call: PageCall): Promise<string> {
    const people = await this.rota.people(call.actor);
    const { hubs, skills, people: policy } = this.surroundings.reference;
    const today = londonDate(this.surroundings.now());
    const codes = (all: readonly { readonly code: string }[]): string[] => all.map(({ code }) => code);
    const rules = { today, expiryDays: policy.expiryDays, hubs: codes(hubs), skills: codes(skills) };
    const model = preflightPage(people, rules, { hubs, skills }, mayAtAll(call.actor, 'attendee.change'));
    return this.pages.render(call, 'rota/views/preflight.njk', model);
  }
}
