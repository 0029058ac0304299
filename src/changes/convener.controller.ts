import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { convenerChanged, convenerErrors, convenerPage, typedConvener, type TypedConvener } from './convener.page.js';
import { correctionRefused } from './corrections.page.js';
import { CorrectionsService } from './corrections.service.js';

/** A conference that an authority outside Thames Valley convenes. */
@Controller('conferences/:reference/convener')
export class ConvenerController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly corrections: CorrectionsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null);
  }

  @Post()
  async change(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedConvener(body);
    const errors = convenerErrors(typed);
    if (errors.length > 0) return this.show(call, reference, typed, { status: 422, errors });
    const given = { convenedBy: typed.convenedBy || null, reason: typed.reason };
    const version = wholeNumber(typed.version) ?? 0;
    const decided = await this.corrections.changeConvener(call.actor, reference, { ...given, version });
    if (!decided.ok) {
      return this.show(call, reference, typed, correctionRefused(decided.refusal, 'convenedBy'));
    }
    const hub = this.surroundings.hubOf(decided.value);
    this.pages.done(call, `/conferences/${reference}`, convenerChanged(given.convenedBy, hub.name));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedConvener | null,
    refused: RefusedForm | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const model = convenerPage(opened, typed, refused);
    return this.pages.render(call, 'changes/views/convener.njk', model, refused?.status ?? 200);
  }
}
