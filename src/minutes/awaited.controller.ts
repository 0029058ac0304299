import { Controller, Get, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import { minutesDueBy } from '../conferences/statutory-clocks.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  async list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const { calendar, hubs } = this.surroundings.reference;
    const awaited = await this.minutes.awaited(call.actor);
    const found = awaited.map((one) => ({
      ...one,
      due: minutesDueBy(londonDate(one.startsAt), this.surroundings.clockTermsOf(one), calendar),
    }));
    const scope = scopeOf(call.actor, 'expectation.read');
    const model = awaitedPage({
      found,
      hubs: hubs.filter(({ code }) => scope.all || scope.hubs.includes(code)),
      hub: typedText(query, 'hub'),
      today: londonDate(this.surroundings.now()),
      calendar,
    });
    return this.pages.render(call, 'minutes/views/awaited.njk', model);
  }
}
