import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readKindForm, typedKind } from './corrections.form.js';
import { correctionRefused, kindConverted, kindPage, versionShown, type TypedKind } from './corrections.page.js';
import { CorrectionsService } from './corrections.service.js';

/** Another kind for a conference on record. */
@Controller('conferences/:reference/kind')
export class KindController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly corrections: CorrectionsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, typedKind({}), null);
  }

  @Post()
  async convert(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedKind(body);
    const read = readKindForm(typed);
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.corrections.convertKind(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, correctionRefused(decided.refusal, 'kind'));
    this.pages.done(call, `/conferences/${reference}`, kindConverted(decided.value));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedKind,
    refused: RefusedForm | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const version = versionShown(typed, refused, opened);
    const model = kindPage(opened, { ...typed, version }, refused?.errors ?? []);
    return this.pages.render(call, 'changes/views/kind.njk', model, refused?.status ?? 200);
  }
}
