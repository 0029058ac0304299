import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Pages } from '../web/pages.js';
import { readKindForm, typedKind } from './corrections.form.js';
import {
  correctionRefused,
  kindConverted,
  kindPage,
  versionShown,
  type Refused,
  type TypedKind,
} from './corrections.page.js';
import { CorrectionsService } from './corrections.service.js';

/** Another kind for a conference on record. */
@Controller('conferences/:reference/kind')
export class KindController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly corrections: CorrectionsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(
    @Param('reference') reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, typedKind({}), null);
  }

  @Post()
  async convert(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedKind(body);
    const read = readKindForm(typed);
    if (!read.ok) return this.show(request, reply, reference, typed, { status: 422, errors: read.errors });
    const decided = await this.corrections.convertKind(request.actor, reference, read.value);
    if (!decided.ok) return this.show(request, reply, reference, typed, correctionRefused(decided.refusal, 'kind'));
    this.pages.done(request, reply, `/conferences/${reference}`, kindConverted(decided.value));
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedKind,
    refused: Refused | null,
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const version = versionShown(typed, refused, opened);
    const model = kindPage(opened, { ...typed, version }, refused?.errors ?? []);
    return this.pages.render(request, reply, 'changes/views/kind.njk', model, refused?.status ?? 200);
  }
}
