import { Controller, Get } from '@nestjs/common';
import { Call, type PageCall } from '../web/page-call.js';
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
  async show(@Call() call: PageCall): Promise<string> {
    const model = prioritiesPage(await this.service.look(call.actor));
    return this.pages.render(call, 'priorities/views/priorities.njk', model);
  }

  @Get('demand')
  async demand(@Call() call: PageCall): Promise<string> {
    const model = demandPage(await this.service.demand(call.actor));
    return this.pages.render(call, 'priorities/views/demand.njk', model);
  }

  @Get('training')
  async training(@Call() call: PageCall): Promise<string> {
    const model = trainingPage(await this.service.training(call.actor));
    return this.pages.render(call, 'priorities/views/training.njk', model);
  }

  @Get('guidance')
  guidance(@Call() call: PageCall): Promise<string> {
    const model = guidancePage(this.service.guidance(call.actor));
    return this.pages.render(call, 'priorities/views/guidance.njk', model);
  }
}
