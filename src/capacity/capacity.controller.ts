import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
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
  async show(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const model = capacityPage(await this.service.look(request.actor));
    return this.pages.render(request, reply, 'capacity/views/capacity.njk', model);
  }
}
