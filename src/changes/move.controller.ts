import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { mayComeBack } from '../conferences/conference.js';
import { openConference, type Opened } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { formatSpan, londonDate } from '../kernel/london.js';
import { Pages } from '../web/pages.js';
import { ChangesService } from './changes.service.js';
import { afterMove, moveAsItStands, moveAsProposed, readMove, typedMove, type TypedMove } from './move.form.js';
import { moved, movePage, moveRefusal, type Refused } from './move.page.js';

/** Moving a conference to another time or place. */
@Controller('conferences/:reference/move')
export class MoveController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async form(
    @Param('reference') reference: string,
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const { conference, sitting } = opened;
    const stands = moveAsItStands(sitting, conference.version, !mayComeBack(conference.state));
    return this.show(request, reply, opened, moveAsProposed(stands, query), null);
  }

  @Post()
  async move(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedMove(body);
    const read = readMove(typed, londonDate(this.surroundings.now()));
    if (!read.ok)
      return this.refuse(request, reply, reference, typed, { status: 422, errors: read.errors, doubt: null });
    const decided = await this.changes.move(request.actor, reference, read.value);
    if (!decided.ok) return this.refuse(request, reply, reference, typed, moveRefusal(decided.refusal));
    const { startsAt, endsAt } = read.value.to;
    const flash = moved(decided.value, formatSpan(startsAt, endsAt));
    this.pages.done(request, reply, afterMove(typed, reference), flash);
  }

  private async refuse(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedMove,
    refused: Refused,
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    return this.show(request, reply, opened, typed, refused);
  }

  private show(
    request: SignedIn,
    reply: FastifyReply,
    opened: Opened,
    typed: TypedMove,
    refused: Refused | null,
  ): Promise<string> {
    const model = movePage(opened, typed, refused);
    return this.pages.render(request, reply, 'changes/views/move.njk', model, refused?.status ?? 200);
  }
}
