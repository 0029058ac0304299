import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  form(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, filledIn(receivedAs(this.surroundings.now())));
  }

  @Post()
  async add(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedInvitation(body);
    const read = readFurther(typed, this.surroundings.now());
    if (!read.ok) return this.show(call, reference, typed, read.errors);
    const added = await this.further.add(call.actor, reference, read.value);
    if (added.ok) return this.pages.done(call, `/conferences/${reference}`, furtherAdded(added.value));
    return this.show(call, reference, typed, [{ text: `${furtherSentence(added.refusal)}.`, href: '#receivedOn' }]);
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedInvitation,
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const opened = await openConference(this, call.actor, 'conference.change', reference);
    const model = furtherPage(opened, typed, errors);
    return this.pages.render(call, 'invitations/views/further.njk', model, errors.length > 0 ? 422 : 200);
  }
}
