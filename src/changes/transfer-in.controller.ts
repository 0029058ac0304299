import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { transferInOf } from '../conferences/circumstances.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Pages } from '../web/pages.js';
import type { Refused } from './corrections.page.js';
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
  form(
    @Param('reference') reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, null, null);
  }

  @Post()
  async tell(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedTransferIn(body);
    const read = readTransferIn(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(request, reply, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.transfers.tellIn(request.actor, reference, read.value);
    if (!decided.ok) return this.show(request, reply, reference, typed, transferInRefused(decided.refusal));
    const flash = transferInTold(read.value.triggeredOn, this.surroundings.reference.calendar);
    this.pages.done(request, reply, `/conferences/${reference}`, flash);
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedTransferIn | null,
    refused: Refused | null,
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const known = await transferInOf(this.db.reader, opened.conference.id);
    const boxes = typed ?? transferInAsItStands(known, opened.hub.transferTrigger, opened.conference.version);
    const model = transferInPage(opened, boxes, refused);
    return this.pages.render(request, reply, 'changes/views/transfer-in.njk', model, refused?.status ?? 200);
  }
}
