import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayComeBack } from '../conferences/conference.js';
import { openConference, type Opened } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { formatSpan, londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  async form(@Param('reference') reference: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const { conference, sitting } = opened;
    const stands = moveAsItStands(sitting, conference.version, !mayComeBack(conference.state));
    return this.show(call, opened, moveAsProposed(stands, query), null);
  }

  @Post()
  async move(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedMove(body);
    const read = readMove(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.refuse(call, reference, typed, { status: 422, errors: read.errors, doubt: null });
    const decided = await this.changes.move(call.actor, reference, read.value);
    if (!decided.ok) return this.refuse(call, reference, typed, moveRefusal(decided.refusal));
    const { startsAt, endsAt } = read.value.to;
    const flash = moved(decided.value, formatSpan(startsAt, endsAt));
    this.pages.done(call, afterMove(typed, reference), flash);
  }

  private async refuse(call: PageCall, reference: string, typed: TypedMove, refused: Refused): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    return this.show(call, opened, typed, refused);
  }

  private show(call: PageCall, opened: Opened, typed: TypedMove, refused: Refused | null): Promise<string> {
    const model = movePage(opened, typed, refused);
    return this.pages.render(call, 'changes/views/move.njk', model, refused?.status ?? 200);
  }
}
