import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
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
  async form(
    @Param('reference') reference: string,
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, null, null, query);
  }

  @Post()
  async add(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedMove(body);
    const read = readMove(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(request, reply, reference, typed, { status: 422, errors: read.errors, doubt: null });
    const decided = await this.sittings.sitAgain(request.actor, reference, read.value);
    if (!decided.ok) return this.show(request, reply, reference, typed, sitAgainRefusal(decided.refusal));
    this.pages.done(request, reply, afterMove(typed, reference), sitsAgain(decided.value));
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedMove | null,
    refused: Refused | null,
    query: unknown = {},
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const { conference, sitting } = opened;
    const boxes = typed ?? moveAsProposed(moveAsItStands(sitting, conference.version, false), query);
    const model = sitAgainPage(opened, boxes, refused);
    return this.pages.render(request, reply, 'changes/views/move.njk', model, refused?.status ?? 200);
  }
}
