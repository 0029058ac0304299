import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Pages } from '../web/pages.js';
import { ChangesService } from './changes.service.js';
import { readState, typedState } from './state.form.js';
import { stateChanged, statePage, stateRefusal, type StateRefused, type TypedState } from './state.page.js';

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
  form(
    @Param('reference') reference: string,
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, { ...typedState(query), version: '' }, null);
  }

  @Post()
  async change(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedState(body);
    const read = readState(typed);
    if (!read.ok) return this.show(request, reply, reference, typed, { status: 422, errors: read.errors });
    if (read.value.change === 'transfer-out') {
      // Where to is asked on a page of its own; nothing has happened yet.
      const carried = new URLSearchParams({ reason: typed.reason });
      return this.pages.done(
        request,
        reply,
        `/conferences/${encodeURIComponent(reference)}/transfer-out?${carried.toString()}`,
      );
    }
    const decided = await this.changes.changeState(request.actor, reference, read.value);
    if (!decided.ok) return this.show(request, reply, reference, typed, stateRefusal(decided.refusal));
    const flash = stateChanged(decided.value, read.value.change);
    this.pages.done(request, reply, `/conferences/${reference}`, flash);
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedState,
    refused: StateRefused | null,
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const version = typed.version || String(opened.conference.version);
    const model = statePage(opened, { ...typed, version }, refused);
    return this.pages.render(request, reply, 'changes/views/state.njk', model, refused?.status ?? 200);
  }
}
