import { Body, Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Pages } from '../web/pages.js';
import { confirmFlash } from './automation.page.js';
import { ConfirmationService } from './confirmation.service.js';

/** The one button that confirms what automation recorded. */
@Controller('conferences/:reference/confirmation')
export class ConfirmationController {
  constructor(
    private readonly confirmation: ConfirmationService,
    private readonly pages: Pages,
  ) {}

  @Post()
  async confirm(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    // A version that is no number is nobody's: the rules then answer that the conference has changed meanwhile.
    const version = wholeNumber(typedText(body, 'version')) ?? 0;
    const confirmed = await this.confirmation.confirm(request.actor, reference, version);
    const back = typedText(body, 'from') === 'automation' ? '/automation' : `/conferences/${reference}`;
    const href = confirmed.ok || confirmed.refusal.kind === 'nothing-to-confirm' ? back : `/conferences/${reference}`;
    this.pages.done(request, reply, href, confirmFlash(reference, confirmed));
  }
}
