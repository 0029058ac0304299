import { Body, Controller, Get, NotFoundException, Optional, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { Mailboxes } from '../calendar/mailboxes.module.js';
import { readMail } from '../calendar/reader/reader.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError, Notice } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { messagePage, settleRefusal } from './inbound-message.page.js';
import { mailPage, retryRefusal } from './mail.page.js';
import { MailService } from './mail.service.js';
import { messagePart, sourceOf } from './message.page.js';
import { replayedFlash, replayRefusal } from './replay.page.js';
import { ReplayService } from './replay.service.js';

interface Said {
  readonly status: number;
  readonly note: string;
  readonly errors: readonly FieldError[];
  readonly notice: Notice | null;
}

const NOTHING_SAID: Said = { status: 200, note: '', errors: [], notice: null };

/** What goes out and what comes in, and what of it needs a person. */
@Controller('mail')
export class MailController {
  constructor(
    private readonly mail: MailService,
    private readonly replays: ReplayService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
    @Optional() private readonly mailboxes?: Mailboxes,
  ) {}

  @Get()
  overview(@Call() call: PageCall): Promise<string> {
    return this.list(call, 200, null);
  }

  @Post(':id/retry')
  async retry(@Param('id') id: string, @Call() call: PageCall): Promise<string | void> {
    const tried = await this.mail.retry(call.actor, number(id));
    if (!tried.ok) return this.list(call, 409, retryRefusal(tried.refusal));
    const { attendeeName, reference } = tried.value;
    this.pages.done(call, '/mail', {
      title: 'The message will be tried again now',
      text: `It goes to ${attendeeName} about ${reference}. Reload this page in a minute to see whether it was sent.`,
    });
  }

  @Get('in/:id')
  one(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.message(call, number(id), NOTHING_SAID);
  }

  @Post('in/:id/settle')
  async settle(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const note = typedText(body, 'note');
    const settled = await this.mail.settle(call.actor, number(id), note);
    if (!settled.ok) return this.message(call, number(id), { note, ...settleRefusal(settled.refusal) });
    this.pages.done(call, '/mail', { title: 'The message is dealt with', text: note });
  }

  @Post('in/:id/replay')
  async replay(@Param('id') id: string, @Call() call: PageCall): Promise<string | void> {
    const replayed = await this.replays.replay(call.actor, number(id));
    if (!replayed.ok) {
      const notice = replayRefusal(replayed.refusal);
      return this.message(call, number(id), { ...NOTHING_SAID, status: 409, notice });
    }
    const { within } = replayed.value;
    this.pages.done(call, within ? `/mail/in/${number(id)}` : '/mail', replayedFlash(replayed.value));
  }

  private async list(call: PageCall, status: number, notice: Notice | null): Promise<string> {
    const overview = await this.mail.overview(call.actor);
    const mayChange = mayAtAll(call.actor, 'assignment.change');
    const test = { text: 'Test calendar mail', href: '/self-test', plain: true };
    const actions = mayAtAll(call.actor, 'mail.test') ? [test] : [];
    const mailboxes = this.mailboxes?.status() ?? [];
    const model = {
      ...mailPage(overview, mailboxes, mayChange, this.surroundings.now()),
      warned: notice,
      actions,
    };
    return this.pages.render(call, 'intake/views/mail.njk', model, status);
  }

  private async message(call: PageCall, id: number, said: Said): Promise<string> {
    const line = await this.mail.look(call.actor, id);
    const read = await readMail(line.raw);
    const model = messagePage(line, {
      message: messagePart(read, line.raw, line.receivedAt),
      source: sourceOf(line.raw),
      note: said.note,
      notice: said.notice,
      maySettle: mayAtAll(call.actor, 'candidate.decide'),
    });
    return this.pages.render(call, 'intake/views/message.njk', { ...model, errors: said.errors }, said.status);
  }
}

/** The number in an address. @throws NotFoundException when it is none */
function number(id: string): number {
  const whole = wholeNumber(id);
  if (whole === null) throw new NotFoundException();
  return whole;
}
