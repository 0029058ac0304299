import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { transferInOf } from '../conferences/circumstances.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readTransferIn, transferInAsItStands, typedTransferIn, type TypedTransferIn } from './transfer.form.js';
import { transferInPage, transferInRefused, transferInTold } from './transfer.page.js';
import { TransfersService } from './transfers.service.js';

/** Where a child on a plan comes from, and since when the clock runs. */
@Controller('conferences/:reference/transfer-in')
export class TransferInController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly transfers: TransfersService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null);
  }

  @Post()
  async tell(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedTransferIn(body);
    const read = readTransferIn(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.transfers.tellIn(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, transferInRefused(decided.refusal));
    const flash = transferInTold(read.value.triggeredOn, this.surroundings.reference.calendar);
    this.pages.done(call, `/conferences/${reference}`, flash);
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedTransferIn | null,
    refused: RefusedForm | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const known = await transferInOf(this.db.reader, opened.conference.id);
    const boxes = typed ?? transferInAsItStands(known, opened.hub.transferTrigger, opened.conference.version);
    const model = transferInPage(opened, boxes, refused);
    return this.pages.render(call, 'changes/views/transfer-in.njk', model, refused?.status ?? 200);
  }
}
