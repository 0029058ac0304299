import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { Pages } from '../web/pages.js';
import { readAsked } from './automation.form.js';
import { automationPage } from './automation.page.js';
import { AutomationService } from './automation.service.js';

/** What automation did, and what of it waits for a person. */
@Controller('automation')
export class AutomationController {
  constructor(
    private readonly automation: AutomationService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const looked = await this.automation.look(request.actor, readAsked(query));
    const model = automationPage(looked, this.surroundings.reference);
    return this.pages.render(request, reply, 'automation/views/automation.njk', model);
  }
}
