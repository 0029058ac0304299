import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { conferenceById } from '../conferences/conference.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { refuseUnmerge } from './merge.js';
import { doneSince, mergeOf, movedBy } from './merge.queries.js';
import { mergeSentence } from './merge-words.js';
import { unmergedFlash, unmergePage } from './unmerge.page.js';
import { UnmergingService } from './unmerging.service.js';

/** Taking a merge back, from the page of the conference that was merged away. */
@Controller('conferences/:reference/unmerge')
export class UnmergeController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly unmerging: UnmergingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, [], 200);
  }

  @Post()
  async unmerge(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const version = wholeNumber(typedText(body, 'version')) ?? 0;
    const decided = await this.unmerging.unmerge(call.actor, reference, version);
    if (decided.ok) {
      return this.pages.done(call, `/conferences/${reference}`, unmergedFlash(decided.value));
    }
    // Somebody else has taken it back: the conference itself says what it is now.
    if (decided.refusal.kind === 'not-merged') {
      const flash = { title: mergeSentence(decided.refusal), tone: 'warn' as const };
      return this.pages.done(call, `/conferences/${reference}`, flash);
    }
    const errors = [{ text: mergeSentence(decided.refusal), href: '#unmerge' as const }];
    return this.show(call, reference, errors, decided.refusal.kind === 'changed-meanwhile' ? 409 : 422);
  }

  private async show(
    call: PageCall,
    reference: string,
    errors: readonly FieldError[],
    status: number,
  ): Promise<string> {
    const { conference } = await openConference(this, call.actor, 'conference.change', reference);
    const merge = await mergeOf(this.db.reader, conference.id);
    if (merge === null) throw new NotFoundException();
    const kept = await conferenceById(this.db.reader, merge.keptId);
    const refusal = refuseUnmerge(merge, kept, await doneSince(this.db.reader, merge));
    const model = unmergePage(conference, merge, await movedBy(this.db.reader, merge.id), refusal, errors);
    return this.pages.render(call, 'merging/views/unmerge.njk', model, status);
  }
}
