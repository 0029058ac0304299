import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { childWords } from '../conferences/children.js';
import { childrenOf } from '../conferences/conference.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readChildrenForm, typedChildren } from './corrections.form.js';
import {
  childrenChanged,
  childrenPage,
  correctionRefused,
  versionShown,
  type TypedChildren,
} from './corrections.page.js';
import { CorrectionsService } from './corrections.service.js';

/** Adding children to a conference and taking them off it. */
@Controller('conferences/:reference/children')
export class ChildrenController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly corrections: CorrectionsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, typedChildren({}), null);
  }

  @Post()
  async change(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedChildren(body);
    const read = readChildrenForm(typed, this.surroundings.now());
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.corrections.changeChildren(call.actor, reference, read.value);
    if (!decided.ok) {
      return this.show(call, reference, typed, correctionRefused(decided.refusal, 'remove'));
    }
    this.pages.done(call, `/conferences/${reference}`, childrenChanged(decided.value));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedChildren,
    refused: RefusedForm | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const children = await childrenOf(this.db.reader, opened.conference.id);
    const known = children.map((child) => ({ child, words: childWords(child) }));
    const version = versionShown(typed, refused, opened);
    const model = childrenPage(opened, known, { ...typed, version }, refused?.errors ?? []);
    return this.pages.render(call, 'changes/views/children.njk', model, refused?.status ?? 200);
  }
}
