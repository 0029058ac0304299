import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { conferenceWithin } from '../conferences/conference.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { likeOne } from '../invitations/duplicate.queries.js';
import { spokenReference } from '../kernel/ids.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { mergeIn, typedMerge, type TypedMerge } from './compare.form.js';
import { comparePage, mergedFlash, type Said } from './compare.page.js';
import { mergeSentence } from './merge-words.js';
import { MergingService } from './merging.service.js';
import { shown } from './shown.js';
import { toldApartFlash, withWhichPage } from './which.page.js';

/** Comparing a conference with another record of it, and making one of the two. */
@Controller('conferences/:reference/merge')
export class MergeController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly merging: MergingService,
    private readonly pages: Pages,
  ) {}

  /** Which other one? The address of the answer is the comparison. */
  @Get()
  async which(
    @Param('reference') reference: string,
    @Query() query: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const typed = typedText(query, 'with');
    const other = await this.otherOne(call.request, typed);
    if (other !== null && other !== reference) {
      return this.pages.done(call, `/conferences/${reference}/merge/${other}`);
    }
    const model = withWhichPage(opened, await likeOne(this.db.reader, opened.conference.id), typed, other);
    return this.pages.render(call, 'merging/views/which.njk', model, typed === '' ? 200 : 422);
  }

  @Get(':other')
  compare(
    @Param('reference') reference: string,
    @Param('other') other: string,
    @Call() call: PageCall,
  ): Promise<string> {
    return this.show(call, [reference, other], null, null);
  }

  @Post(':other')
  async merge(
    @Param('reference') reference: string,
    @Param('other') other: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const { actor } = call.request;
    if (typedText(body, 'apart') === 'yes') {
      await this.merging.tellApart(actor, reference, other);
      return this.pages.done(call, '/duplicates', toldApartFlash(reference, other));
    }
    const typed = typedMerge(body);
    const decided = await this.merging.merge(actor, reference, mergeIn(typed, other));
    if (decided.ok) {
      return this.pages.done(call, `/conferences/${reference}`, mergedFlash(decided.value));
    }
    const status = decided.refusal.kind === 'changed-meanwhile' ? 409 : 422;
    const errors = [{ text: mergeSentence(decided.refusal), href: '#merge' as const }];
    return this.show(call, [reference, other], typed, { status, errors });
  }

  private async show(
    call: PageCall,
    [reference, other]: readonly [string, string],
    typed: TypedMerge | null,
    said: Said | null,
  ): Promise<string> {
    if (reference === other) throw new NotFoundException();
    const kept = await shown(this, call.actor, reference);
    const model = comparePage(kept, await shown(this, call.actor, other), typed, said);
    return this.pages.render(call, 'merging/views/compare.njk', model, said?.status ?? 200);
  }

  /** The reference of a conference within reach, in any spelling; null when there is none. */
  private async otherOne({ actor }: SignedIn, typed: string): Promise<string | null> {
    const reference = spokenReference(typed, londonDate(this.surroundings.now()).year);
    if (reference === null) return null;
    const found = await conferenceWithin(this.db.reader, scopeOf(actor, 'conference.change'), reference);
    return found?.reference ?? null;
  }
}
