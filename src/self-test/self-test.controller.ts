import { Body, Controller, Get, Post } from '@nestjs/common';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  page(@Call() call: PageCall): Promise<string> {
    return this.show(call, 200, null);
  }

  @Post()
  async send(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedText(body, 'send');
    const wanted = WANTED.find((one) => one === typed) ?? 'next';
    const sent = await this.tests.send(call.actor, wanted);
    if (!sent.ok) return this.show(call, 422, sendRefusal(sent.refusal));
    this.pages.done(call, '/self-test', testSent(sent.value));
  }

  private async show(call: PageCall, status: number, warned: Notice | null): Promise<string> {
    const model = selfTestPage(await this.tests.look(call.actor));
    const shown = { ...model, warned: warned ?? model.warned };
    return this.pages.render(call, 'self-test/views/self-test.njk', shown, status);
  }
}
