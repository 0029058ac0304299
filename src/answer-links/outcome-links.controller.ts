import { Body, Controller, NotFoundException, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Open } from '../access/access.guard.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type OpenCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import type { Standing } from './answer-link.js';
import { saidPage } from './answer-link.page.js';
import { keepPrivate } from './answer-links.controller.js';
import { AnswerLinksService } from './answer-links.service.js';
import { readOver, typedOver, type TypedOver } from './outcome-link.form.js';
import { moreOverPage, overErrors, overPage } from './outcome-link.page.js';

/** What happened, said by the link in an invitation once the conference is over. Needs no sign-in, as the answer does. */
@Open()
@Controller('answer/outcome')
export class OutcomeLinksController {
  constructor(
    private readonly links: AnswerLinksService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Post()
  async tell(@Body() body: unknown, @Call() call: OpenCall): Promise<string | void> {
    keepPrivate(call.reply);
    const token = typedText(body, 'token');
    const standing = await this.links.look(token);
    if (standing === null) throw new NotFoundException();
    if (standing.kind !== 'over') return this.notOpen(call, standing, token);
    const typed = typedOver(body);
    const form = readOver(typed, standing.mode);
    if (form.kind === 'nothing-pressed') {
      return this.pages.render(call, 'answer-links/views/over.njk', overPage(standing, token), 422);
    }
    if (form.kind === 'ask') return this.more(call, { standing, token, typed }, form.errors);
    const decided = await this.links.tell(token, form.value);
    if (decided === null) throw new NotFoundException();
    if (decided.ok) return this.pages.done(call, `/answer/${token}`);
    return decided.refusal.kind === 'not-open'
      ? this.notOpen(call, decided.refusal.standing, token)
      : this.more(call, { standing, token, typed }, overErrors(decided.refusal.refusal));
  }

  private more(
    call: OpenCall,
    asked: { standing: Extract<Standing, { kind: 'over' }>; token: string; typed: TypedOver },
    errors: readonly FieldError[],
  ): Promise<string> {
    const { reasons } = this.surroundings.reference;
    const { standing, token, typed } = asked;
    const outcome = typed.outcome === 'part' || typed.outcome === 'not' ? typed.outcome : 'attended';
    const model = moreOverPage(standing, token, outcome, typed, errors, reasons);
    return this.pages.render(call, 'answer-links/views/over-more.njk', model, errors.length > 0 ? 422 : 200);
  }

  /** Not over yet, or done, or run out meanwhile: the link itself says which. */
  private async notOpen(call: OpenCall, standing: Standing, token: string): Promise<string | void> {
    if (standing.kind === 'open' || standing.kind === 'over') {
      return this.pages.done(call, `/answer/${token}`);
    }
    const said = saidPage(standing);
    return this.pages.render(call, 'answer-links/views/said.njk', said, Math.max(said.status, 409));
  }
}
