import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Open } from '../access/access.guard.js';
import { typedText } from '../kernel/typed-text.js';
import { readAnswer, typedAnswer } from '../my/answer.form.js';
import { Call, type OpenCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import type { Standing } from './answer-link.js';
import { askPage, COMMENT_FIELD, saidPage, unheardSentence, type Unheard } from './answer-link.page.js';
import { overPage } from './outcome-link.page.js';
import { AnswerLinksService } from './answer-links.service.js';

/** The page behind the link in an invitation. Needs no sign-in: the token in the address, or in the form, is the proof. */
@Open()
@Controller('answer')
export class AnswerLinksController {
  constructor(
    private readonly links: AnswerLinksService,
    private readonly pages: Pages,
  ) {}

  /** Changes nothing, however often and by whatever program it is fetched. */
  @Get(':token')
  async ask(@Param('token') token: string, @Call() call: OpenCall): Promise<string> {
    keepPrivate(call.reply);
    const standing = await this.links.look(token);
    if (standing === null) throw new NotFoundException();
    return this.show(call, standing, token);
  }

  /** Then back to the link, which now says what was answered: a reload repeats nothing. */
  @Post()
  async answer(@Body() body: unknown, @Call() call: OpenCall): Promise<string | void> {
    keepPrivate(call.reply);
    const token = typedText(body, 'token');
    const standing = await this.links.look(token);
    if (standing === null) throw new NotFoundException();
    const typed = typedAnswer(body);
    const form = readAnswer(typed, COMMENT_FIELD);
    if (standing.kind === 'open' && !form.ok) {
      return this.show(call, standing, token, { comment: typed.comment, errors: form.errors }, 422);
    }
    if (!form.ok) return this.show(call, standing, token, null, 409);
    const { answer, comment } = form.value;
    const decided = await this.links.answer(token, { answer, comment });
    if (decided === null) throw new NotFoundException();
    if (decided.ok) return this.pages.done(call, `/answer/${token}`);
    if (decided.refusal.kind === 'not-open') {
      return this.show(call, decided.refusal.standing, token, null, 409);
    }
    const errors = [{ text: unheardSentence(decided.refusal.refusal), href: `#${COMMENT_FIELD}` as const }];
    return this.show(call, standing, token, { comment: typed.comment, errors }, 409);
  }

  private show(
    call: OpenCall,
    standing: Standing,
    token: string,
    unheard: Unheard | null = null,
    status = 200,
  ): Promise<string> {
    if (standing.kind === 'open') {
      const model = askPage(standing.asked, token, unheard);
      return this.pages.render(call, 'answer-links/views/ask.njk', model, status);
    }
    if (standing.kind === 'over') {
      return this.pages.render(call, 'answer-links/views/over.njk', overPage(standing, token), status);
    }
    const said = saidPage(standing);
    return this.pages.render(call, 'answer-links/views/said.njk', said, Math.max(said.status, status));
  }
}

/** The address is a key to one answer: it is not passed on to other sites, nor found by search. */
export function keepPrivate(reply: FastifyReply): void {
  void reply.header('referrer-policy', 'no-referrer').header('x-robots-tag', 'noindex, nofollow');
}
