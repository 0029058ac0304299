import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { peopleOn } from '../assignments/assignment.queries.js';
import { moveAsItStands } from '../changes/move.form.js';
import type { Refused } from '../changes/move.page.js';
import { childrenOf } from '../conferences/conference.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { invitationsTo } from '../invitations/invitation.queries.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readSplit, typedSplit, type TypedSplit } from './split.form.js';
import { splitFlash, splitPage, splitRefused } from './split.page.js';
import { SplittingService } from './splitting.service.js';

/** Making a conference of its own for some of the children. */
@Controller('conferences/:reference/split')
export class SplitController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly splitting: SplittingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null);
  }

  @Post()
  async split(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedSplit(body);
    const read = readSplit(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(call, reference, typed, { status: 422, errors: read.errors, doubt: null });
    const decided = await this.splitting.split(call.actor, reference, read.value);
    if (!decided.ok) return this.show(call, reference, typed, splitRefused(decided.refusal));
    this.pages.done(call, `/conferences/${decided.value.made.reference}`, splitFlash(decided.value));
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedSplit | null,
    refused: Refused | null,
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const { conference, sitting } = opened;
    const { reader } = this.db;
    const facts = {
      ...opened,
      children: await childrenOf(reader, conference.id),
      invitations: await invitationsTo(reader, conference.id),
      people: await peopleOn(reader, sitting.id),
    };
    const time = moveAsItStands(sitting, conference.version);
    const model = splitPage(facts, typed ?? { time, children: [], shares: {}, lead: false }, refused);
    return this.pages.render(call, 'merging/views/split.njk', model, refused?.status ?? 200);
  }
}
