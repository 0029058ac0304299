import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { Pages } from '../web/pages.js';
import { demandPage } from './demand.page.js';
import { guidancePage } from './guidance.page.js';
import { prioritiesPage } from './priorities.page.js';
import { PrioritiesService } from './priorities.service.js';
import { trainingPage } from './training.page.js';

/** The force's priorities, and the pages behind their figures. */
@Controller('priorities')
export class PrioritiesController {
  constructor(
    private readonly service: PrioritiesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const model = prioritiesPage(await this.service.look(request.actor));
    return this.pages.render(request, reply, 'priorities/views/priorities.njk', model);
  }

  @Get('demand')
  async demand(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const model = demandPage(await this.service.demand(request.actor));
    return this.pages.render(request, reply, 'priorities/views/demand.njk', model);
  }

  @Get('training')
  async training(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const model = trainingPage(await this.service.training(request.actor));
    return this.pages.render(request, reply, 'priorities/views/training.njk', model);
  }

  @Get('guidance')
  guidance(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const model = guidancePage(this.service.guidance(request.actor));
    return this.pages.render(request, reply, 'priorities/views/guidance.njk', model);
  }
}
