import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference, type Opened } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { afterMove } from './move.form.js';
import type { Refused } from './move.page.js';
import { quorumAsOpened, readQuorum, typedQuorum, type TypedQuorum } from './quorum.form.js';
import { foundInquorate, quorumPage, quorumRefused, type QuorumTerms } from './quorum.page.js';
import { QuorumService } from './quorum.service.js';

/** A sitting that had no quorum. */
@Controller('conferences/:reference/inquorate')
export class QuorumController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly quorum: QuorumService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async form(@Param('reference') reference: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const opened = await this.open(call.request, reference);
    const typed = quorumAsOpened(opened.sitting, opened.conference.version, query);
    return this.show(call, opened, typed, null);
  }

  @Post()
  async record(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedQuorum(body);
    const opened = await this.open(call.request, reference);
    const read = readQuorum(typed, opened.sitting, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(call, opened, typed, { status: 422, errors: read.errors, doubt: null });
    const decided = await this.quorum.inquorate(call.actor, reference, read.value);
    if (!decided.ok) {
      return this.show(call, await this.open(call.request, reference), typed, quorumRefused(decided.refusal));
    }
    const flash = foundInquorate(decided.value, opened, this.terms(opened));
    this.pages.done(call, afterMove(typed, reference), flash);
  }

  private terms({ conference }: Opened): QuorumTerms {
    const { calendar } = this.surroundings.reference;
    return { ...this.surroundings.clockTermsOf(conference), calendar };
  }

  private open(request: SignedIn, reference: string): Promise<Opened> {
    return openConference(this, request.actor, 'conference.change', reference);
  }

  private show(call: PageCall, opened: Opened, typed: TypedQuorum, refused: Refused | null): Promise<string> {
    const model = quorumPage(opened, typed, refused, this.terms(opened));
    return this.pages.render(call, 'changes/views/inquorate.njk', model, refused?.status ?? 200);
  }
}
