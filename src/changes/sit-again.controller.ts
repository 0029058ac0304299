import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { SittingsService } from './sittings.service.js';
import { afterMove, moveAsItStands, moveAsProposed, readMove, typedMove, type TypedMove } from './move.form.js';
import type { Refused } from './move.page.js';
import { sitAgainPage, sitAgainRefusal, sitsAgain } from './sit-again.page.js';

/** Adjourning a conference to another sitting. */
@Controller('conferences/:reference/sit-again')
export class SitAgainController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly sittings: SittingsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async form(@Param('reference') reference: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null, query);
  }

  @Post()
  async add(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedMove(body);
    const read = readMove(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors, doubt: null });
    const decided = await this.sittings.sitAgain(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, sitAgainRefusal(decided.refusal));
    this.pages.done(call, afterMove(typed, reference), sitsAgain(decided.value));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedMove | null,
    refused: Refused | null,
    query: unknown = {},
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const { conference, sitting } = opened;
    const boxes = typed ?? moveAsProposed(moveAsItStands(sitting, conference.version, false), query);
    const model = sitAgainPage(opened, boxes, refused);
    return this.pages.render(call, 'changes/views/move.njk', model, refused?.status ?? 200);
  }
}
