import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { minutesDueBy } from '../conferences/statutory-clocks.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Pages } from '../web/pages.js';
import { awaitedPage } from './minutes.page.js';
import { MinutesService } from './minutes.service.js';

/** Which minutes each local authority still owes. */
@Controller('minutes')
export class AwaitedController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly minutes: MinutesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { calendar, hubs } = this.surroundings.reference;
    const awaited = await this.minutes.awaited(request.actor);
    const found = awaited.map((one) => ({
      ...one,
      due: minutesDueBy(londonDate(one.startsAt), this.surroundings.clockTermsOf(one), calendar),
    }));
    const scope = scopeOf(request.actor, 'expectation.read');
    const model = awaitedPage({
      found,
      hubs: hubs.filter(({ code }) => scope.all || scope.hubs.includes(code)),
      hub: typedText(query, 'hub'),
      today: londonDate(this.surroundings.now()),
      calendar,
    });
    return this.pages.render(request, reply, 'minutes/views/awaited.njk', model);
  }
}
