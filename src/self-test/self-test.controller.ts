import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { typedText } from '../kernel/typed-text.js';
import type { Notice } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import type { Wanted } from './self-test.js';
import { selfTestPage, sendRefusal, testSent } from './self-test.page.js';
import { SelfTestService } from './self-test.service.js';

const WANTED: readonly Wanted[] = ['start', 'next', 'finish'];

/** Trying out, with one's own mailbox, what an attendee will see. */
@Controller('self-test')
export class SelfTestController {
  constructor(
    private readonly tests: SelfTestService,
    private readonly pages: Pages,
  ) {}

  @Get()
  page(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show(request, reply, 200, null);
  }

  @Post()
  async send(
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedText(body, 'send');
    const wanted = WANTED.find((one) => one === typed) ?? 'next';
    const sent = await this.tests.send(request.actor, wanted);
    if (!sent.ok) return this.show(request, reply, 422, sendRefusal(sent.refusal));
    this.pages.done(request, reply, '/self-test', testSent(sent.value));
  }

  private async show(request: SignedIn, reply: FastifyReply, status: number, warned: Notice | null): Promise<string> {
    const model = selfTestPage(await this.tests.look(request.actor));
    const shown = { ...model, warned: warned ?? model.warned };
    return this.pages.render(request, reply, 'self-test/views/self-test.njk', shown, status);
  }
}
