import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { transferOutOf } from '../conferences/circumstances.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { afterMove } from './move.form.js';
import {
  readTransferOut,
  transferOutAsItStands,
  transferOutAsProposed,
  typedTransferOut,
  type TypedTransferOut,
} from './transfer.form.js';
import { transferOutPage, transferOutRefused, transferredOut } from './transfer.page.js';
import { TransfersService } from './transfers.service.js';

/** A family that moves to another authority, and what becomes known of the conference there. */
@Controller('conferences/:reference/transfer-out')
export class TransferOutController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly transfers: TransfersService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null, query);
  }

  @Post()
  async transfer(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedTransferOut(body);
    const read = readTransferOut(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.transfers.transferOut(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, transferOutRefused(decided.refusal));
    this.pages.done(call, afterMove(typed, reference), transferredOut(decided.value));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedTransferOut | null,
    refused: RefusedForm | null,
    query: unknown = {},
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const known = await transferOutOf(this.db.reader, opened.conference.id);
    const stands = transferOutAsItStands(known, opened.conference.version);
    const model = transferOutPage(opened, typed ?? transferOutAsProposed(stands, query), refused);
    return this.pages.render(call, 'changes/views/transfer-out.njk', model, refused?.status ?? 200);
  }
}
