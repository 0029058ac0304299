import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { furtherSentence } from './alike.page.js';
import { FurtherInvitationsService } from './further-invitations.service.js';
import { readFurther } from './further.form.js';
import { furtherAdded, furtherPage } from './further.page.js';
import { receivedAs } from './invitation.page.js';
import { filledIn, typedInvitation, type TypedInvitation } from './typed-invitation.js';

/** An invitation that was found later, added to its conference by hand. */
@Controller('conferences/:reference/further-invitation')
export class FurtherController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly further: FurtherInvitationsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  form(
    @Param('reference') reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, reference, filledIn(receivedAs(this.surroundings.now())));
  }

  @Post()
  async add(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedInvitation(body);
    const read = readFurther(typed, this.surroundings.now());
    if (!read.ok) return this.show(request, reply, reference, typed, read.errors);
    const added = await this.further.add(request.actor, reference, read.value);
    if (added.ok) return this.pages.done(request, reply, `/conferences/${reference}`, furtherAdded(added.value));
    return this.show(request, reply, reference, typed, [
      { text: `${furtherSentence(added.refusal)}.`, href: '#receivedOn' },
    ]);
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    reference: string,
    typed: TypedInvitation,
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const opened = await openConference(this, request.actor, 'conference.change', reference);
    const model = furtherPage(opened, typed, errors);
    return this.pages.render(request, reply, 'invitations/views/further.njk', model, errors.length > 0 ? 422 : 200);
  }
}
