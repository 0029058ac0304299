import { Body, Controller, Get, NotFoundException, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Hub } from '../../config/reference-data.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { typedText } from '../kernel/typed-text.js';
import '../lists/receiving.plugin.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { A_PAGE, expectedPage, readExpectedFilter, SHOWS } from './expected.page.js';
import { typedRows, typedTelling } from './expectation.form.js';
import { ExpectationsService } from './expectations.service.js';
import { readExpectationList } from './read-expectations.js';
import { tellPage, tellPreviewPage, toldFlash, uploadPage } from './told.page.js';

/** What should be coming, and telling of it: one typed, or a list that is looked at first. */
@Controller('expected')
export class ExpectedController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly expectations: ExpectationsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const { actor } = call.request;
    const filter = readExpectedFilter(query);
    const { hub, kind, show, after } = filter;
    const wanted = { hub: hub || null, kind, standings: SHOWS[show] };
    const [found, counts] = await Promise.all([
      this.expectations.list(actor, wanted, after, A_PAGE + 1),
      this.expectations.counts(actor),
    ]);
    const model = expectedPage({
      filter,
      found,
      counts,
      hubs: this.hubsOf(actor, 'expectation.read'),
      today: this.expectations.today,
      mayRecord: mayAtAll(actor, 'expectation.record'),
    });
    return this.pages.render(call, 'expectations/views/expected.njk', model);
  }

  @Get('new')
  form(@Call() call: PageCall): Promise<string> {
    const hubs = this.mayRecord(call.actor);
    const typed = { ...typedTelling({}), hub: hubs[0]?.code ?? '', origin: 'strategy-discussion' };
    return this.pages.render(call, 'expectations/views/tell.njk', tellPage(typed, hubs, null));
  }

  @Post('new')
  async tell(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const hubs = this.mayRecord(call.actor);
    const typed = typedTelling(body);
    const how = { source: 'page', confirmed: typed.confirmed } as const;
    const [result] = await this.expectations.tellAll(call.actor, [typed], how);
    if (result!.problem === null) {
      return this.pages.done(call, `/expected/${result!.id}`, toldFlash([result!]));
    }
    const model = tellPage(typed, hubs, result!.problem);
    return this.pages.render(call, 'expectations/views/tell.njk', model, 422);
  }

  @Get('list')
  upload(@Call() call: PageCall): Promise<string> {
    return this.showUpload(call, []);
  }

  /** Looks at a list; nothing is recorded before somebody has seen what it would add. */
  @Post('list')
  async look(@Body() body: unknown, @Call() call: PageCall): Promise<string> {
    const refuse = (text: string): Promise<string> => this.showUpload(call, [{ text, href: '#file' }]);
    this.mayRecord(call.actor);
    const file = call.request.receivedFile;
    if (file === undefined || file.fileName === '') return refuse('Choose the list of strategy discussions');
    const list = await readExpectationList(file.path, (written) => this.hubNamed(written), typedText(body, 'hub'));
    if (!list.ok) return refuse(list.sentence);
    const results = await this.expectations.preview(call.actor, list.rows, false);
    const model = tellPreviewPage(list.rows, results);
    return this.pages.render(call, 'expectations/views/preview.njk', model);
  }

  @Post('list/record')
  async record(@Body() body: unknown, @Call() call: PageCall): Promise<void> {
    this.mayRecord(call.actor);
    const how = { source: 'csv', confirmed: typedText(body, 'past') === 'yes' } as const;
    const results = await this.expectations.tellAll(call.actor, typedRows(body), how);
    this.pages.done(call, '/expected?show=all', toldFlash(results));
  }

  private showUpload(call: PageCall, errors: readonly FieldError[]): Promise<string> {
    const model = uploadPage(this.mayRecord(call.actor), errors);
    return this.pages.render(call, 'expectations/views/upload.njk', model, errors.length > 0 ? 422 : 200);
  }

  /** The code of a hub that a list names in words. */
  private hubNamed(written: string): string {
    const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
    const found = this.surroundings.reference.hubs.find(({ code, name, localAuthority, abbreviation }) =>
      [code, name, localAuthority, abbreviation].some((one) => plain(one) === plain(written)),
    );
    return found?.code ?? written;
  }

  private mayRecord(actor: Actor): readonly Hub[] {
    if (!mayAtAll(actor, 'expectation.record')) throw new NotFoundException();
    return this.hubsOf(actor, 'expectation.record');
  }

  private hubsOf(actor: Actor, action: Action): readonly Hub[] {
    const { all, hubs } = scopeOf(actor, action);
    return this.surroundings.reference.hubs.filter(({ code }) => all || hubs.includes(code));
  }
}
