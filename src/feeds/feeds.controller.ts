import { Body, Controller, Get, NotFoundException, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { feedReach } from './feed.js';
import { readFeedOf } from './feed.form.js';
import { createdPage, feedRefusal, feedsPage } from './feeds.page.js';
import { FeedsService } from './feeds.service.js';

/** Where people look after the calendars that follow the tracker. */
@Controller('feeds')
export class FeedsController {
  constructor(
    private readonly feeds: FeedsService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  list(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.show(request, reply);
  }

  /** The page that follows is the only one that ever shows the address: a redirect could not carry it. */
  @Post()
  async create(
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const form = readFeedOf(body, feedReach(request.actor));
    const wanted = typedText(body, 'of');
    if (!form.ok) return this.show(request, reply, { wanted, errors: form.errors }, 422);
    const made = await this.feeds.create(request.actor, form.value);
    if (!made.ok) return this.show(request, reply, { wanted, errors: [feedRefusal(made.refusal)] }, 422);
    const { feed, address } = made.value;
    const model = createdPage(feed, address, (row) => this.surroundings.hubOf(row));
    return this.pages.render(request, reply, 'feeds/views/created.njk', model, 201);
  }

  @Post(':id/revoke')
  async revoke(
    @Param('id') given: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const id = wholeNumber(given);
    if (id === null) throw new NotFoundException();
    await this.feeds.revoke(request.actor, id);
    this.pages.done(request, reply, '/feeds', {
      title: 'The address no longer works.',
      text: 'Remove it from the calendar that followed it, which may go on showing what it last read.',
    });
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    again: { readonly wanted?: string; readonly errors?: readonly FieldError[] } = {},
    status = 200,
  ): Promise<string> {
    const model = feedsPage({
      feeds: await this.feeds.within(request.actor),
      reach: feedReach(request.actor),
      hubOf: (row) => this.surroundings.hubOf(row),
      ...again,
    });
    return this.pages.render(request, reply, 'feeds/views/feeds.njk', model, status);
  }
}
