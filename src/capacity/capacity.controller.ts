import { Controller, Get } from '@nestjs/common';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { capacityPage } from './capacity.page.js';
import { CapacityService } from './capacity.service.js';

/** What is to come, and who is there for it. */
@Controller('capacity')
export class CapacityController {
  constructor(
    private readonly service: CapacityService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Call() call: PageCall): Promise<string> {
    const model = capacityPage(await this.service.look(call.actor));
    return this.pages.render(call, 'capacity/views/capacity.njk', model);
  }
}
