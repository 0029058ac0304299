import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  list(@Call() call: PageCall): Promise<string> {
    return this.show(call);
  }

  /** The page that follows is the only one that ever shows the address: a redirect could not carry it. */
  @Post()
  async create(@Body() body: unknown, @Call() call: PageCall): Promise<string> {
    const form = readFeedOf(body, feedReach(call.actor));
    const wanted = typedText(body, 'of');
    if (!form.ok) return this.show(call, { wanted, errors: form.errors }, 422);
    const made = await this.feeds.create(call.actor, form.value);
    if (!made.ok) return this.show(call, { wanted, errors: [feedRefusal(made.refusal)] }, 422);
    const { feed, address } = made.value;
    const model = createdPage(feed, address, (row) => this.surroundings.hubOf(row));
    return this.pages.render(call, 'feeds/views/created.njk', model, 201);
  }

  @Post(':id/revoke')
  async revoke(@Param('id') given: string, @Call() call: PageCall): Promise<void> {
    const id = wholeNumber(given);
    if (id === null) throw new NotFoundException();
    await this.feeds.revoke(call.actor, id);
    this.pages.done(call, '/feeds', {
      title: 'The address no longer works.',
      text: 'Remove it from the calendar that followed it, which may go on showing what it last read.',
    });
  }

  private async show(
    call: PageCall,
    again: { readonly wanted?: string; readonly errors?: readonly FieldError[] } = {},
    status = 200,
  ): Promise<string> {
    const model = feedsPage({
      feeds: await this.feeds.within(call.actor),
      reach: feedReach(call.actor),
      hubOf: (row) => this.surroundings.hubOf(row),
      ...again,
    });
    return this.pages.render(call, 'feeds/views/feeds.njk', model, status);
  }
}
