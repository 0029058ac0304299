import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { transferOutOf } from '../conferences/circumstances.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Pages } from '../web/pages.js';
import type { Refused } from './corrections.page.js';
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
  form(
    @Param('reference') reference: string,
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, null, null, query);
  }

  @Post()
  async transfer(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedTransferOut(body);
    const read = readTransferOut(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(request, reply, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.transfers.transferOut(request.actor, reference, read.value);
    if (!decided.ok) return this.show(request, reply, reference, typed, transferOutRefused(decided.refusal));
    this.pages.done(request, reply, afterMove(typed, reference), transferredOut(decided.value));
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedTransferOut | null,
    refused: Refused | null,
    query: unknown = {},
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const known = await transferOutOf(this.db.reader, opened.conference.id);
    const stands = transferOutAsItStands(known, opened.conference.version);
    const model = transferOutPage(opened, typed ?? transferOutAsProposed(stands, query), refused);
    return this.pages.render(request, reply, 'changes/views/transfer-out.njk', model, refused?.status ?? 200);
  }
}
