import { Body, Controller, Param, Post } from '@nestjs/common';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  async confirm(@Param('reference') reference: string, @Body() body: unknown, @Call() call: PageCall): Promise<void> {
    // A version that is no number is nobody's: the rules then answer that the conference has changed meanwhile.
    const version = wholeNumber(typedText(body, 'version')) ?? 0;
    const confirmed = await this.confirmation.confirm(call.actor, reference, version);
    const back = typedText(body, 'from') === 'automation' ? '/automation' : `/conferences/${reference}`;
    const href = confirmed.ok || confirmed.refusal.kind === 'nothing-to-confirm' ? back : `/conferences/${reference}`;
    this.pages.done(call, href, confirmFlash(reference, confirmed));
  }
}
