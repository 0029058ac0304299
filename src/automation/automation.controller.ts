import { Controller, Get, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  async show(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const looked = await this.automation.look(call.actor, readAsked(query));
    const model = automationPage(looked, this.surroundings.reference);
    return this.pages.render(call, 'automation/views/automation.njk', model);
  }
}
