import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { minutesDueBy } from '../conferences/statutory-clocks.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { minutesAsOpened, readMinutes, typedMinutes, type TypedMinutes } from './minutes.form.js';
import { minutesWords } from './minutes.js';
import { minutesErrors, minutesPage } from './minutes.page.js';
import { minutesFacts, MinutesService } from './minutes.service.js';

/** The minutes of a conference: whether they were asked for, and came. */
@Controller('conferences/:reference/minutes')
export class MinutesController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly minutes: MinutesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  ask(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null);
  }

  @Post()
  async save(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedMinutes(body);
    const form = readMinutes(typed, londonDate(this.surroundings.now()));
    if (!form.ok) return this.show(call, reference, typed, { status: 422, errors: form.errors });
    const decided = await this.minutes.record(call.actor, reference, form.value);
    if (!decided.ok) {
      const status = decided.refusal.kind === 'changed-meanwhile' ? 409 : 422;
      return this.show(call, reference, typed, { status, errors: minutesErrors(decided.refusal) });
    }
    const title = `Recorded: minutes ${minutesWords(decided.value)}.`;
    this.pages.done(call, `/conferences/${reference}`, { title });
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedMinutes | null,
    refused: RefusedForm | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'participation.record', reference);
    const minutes = await minutesFacts(this.db.reader, opened.conference, this.surroundings.now());
    const { calendar } = this.surroundings.reference;
    const terms = this.surroundings.clockTermsOf(opened.conference);
    const due = minutesDueBy(londonDate(opened.sitting.startsAt), terms, calendar);
    const facts = { ...opened, minutes, due };
    const model = minutesPage(facts, typed ?? minutesAsOpened(minutes.before), refused?.errors ?? []);
    return this.pages.render(call, 'minutes/views/minutes.njk', model, refused?.status ?? 200);
  }
}
