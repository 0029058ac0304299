import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { ChangesService } from './changes.service.js';
import { readState, typedState } from './state.form.js';
import { stateChanged, statePage, stateRefusal, type TypedState } from './state.page.js';

/** Standing down, postponing, cancelling, voiding and putting back on. */
@Controller('conferences/:reference/state')
export class StateController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, { ...typedState(query), version: '' }, null);
  }

  @Post()
  async change(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedState(body);
    const read = readState(typed);
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors });
    if (read.value.change === 'transfer-out') {
      // Where to is asked on a page of its own; nothing has happened yet.
      const carried = new URLSearchParams({ reason: typed.reason });
      return this.pages.done(call, `/conferences/${encodeURIComponent(reference)}/transfer-out?${carried.toString()}`);
    }
    const decided = await this.changes.changeState(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, stateRefusal(decided.refusal));
    const flash = stateChanged(decided.value, read.value.change);
    this.pages.done(call, `/conferences/${reference}`, flash);
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedState,
    refused: RefusedForm | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const version = typed.version || String(opened.conference.version);
    const model = statePage(opened, { ...typed, version }, refused);
    return this.pages.render(call, 'changes/views/state.njk', model, refused?.status ?? 200);
  }
}
