import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { mayAtAll } from '../access/access.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { headingsPage } from './headings.page.js';
import { letterPage } from './letter.page.js';
import { LettersService, MOST_IN_LETTER, type Letter } from './letters.service.js';
import { LookingService } from './looking.service.js';
import { letterName } from './query-letter.js';
import { periodOf } from './reconciliation.js';
import { readHeadings } from './reconciliation.form.js';
import { shownRows, SHOW_OPEN } from './reconciliation.page.js';
import { numbered } from './reconciliations.controller.js';
import { ReconciliationsService } from './reconciliations.service.js';
import { againWords } from './words.js';

/** The letter that asks the local authority, and the columns of its list. */
@Controller('reconciliation/:id')
export class LettersController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly letters: LettersService,
    private readonly looking: LookingService,
    private readonly reconciliations: ReconciliationsService,
    private readonly pages: Pages,
  ) {}

  @Get('letter')
  async letter(@Param('id') id: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const letter = await this.letterOf(call.request, id, query);
    const model = letterPage({
      ...letter,
      hub: this.surroundings.hubOf(letter.list),
      query: askedFor(query),
      mayDecide: mayAtAll(call.actor, 'reconciliation.decide'),
      isCut: letter.rows.length === MOST_IN_LETTER,
    });
    return this.pages.render(call, 'reconciliation/views/letter.njk', model);
  }

  @Get('letter.txt')
  async file(@Param('id') id: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const { list, text } = await this.letterOf(call.request, id, query);
    const name = letterName(list.hubCode, periodOf(list));
    void call.reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store');
    return text.replaceAll('\n', '\r\n');
  }

  @Post('asked')
  async asked(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<void> {
    const rows = typedText(body, 'rows')
      .split(',')
      .flatMap((text) => wholeNumber(text) ?? []);
    const many = await this.letters.asked(call.actor, numbered(id), rows);
    const title = `${many} ${many === 1 ? 'row is' : 'rows are'} marked as asked today.`;
    this.pages.done(call, `/reconciliation/${numbered(id)}`, { title });
  }

  @Get('columns')
  columns(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.showColumns(call, id, []);
  }

  @Post('columns')
  async setColumns(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const read = readHeadings(body);
    if (!read.ok) return this.showColumns(call, id, read.errors, 422);
    const decided = await this.reconciliations.setColumns(call.actor, numbered(id), read.value);
    const href = `/reconciliation/${numbered(id)}`;
    if (decided.ok) this.pages.done(call, href);
    else this.pages.done(call, href, { title: againWords(decided.refusal), tone: 'warn' });
  }

  private letterOf(request: SignedIn, id: string, query: unknown): Promise<Letter> {
    const row = typedText(query, 'row');
    const filter = shownRows(typedText(query, 'show') || SHOW_OPEN);
    if (filter === null) throw new NotFoundException();
    const which = row === '' ? { filter } : { rowId: numbered(row) };
    return this.letters.draft(request.actor, numbered(id), which);
  }

  private async showColumns(call: PageCall, id: string, errors: readonly FieldError[], status = 200): Promise<string> {
    if (!mayAtAll(call.actor, 'reconciliation.decide')) throw new NotFoundException();
    const { list, hasFile } = await this.looking.show(call.actor, numbered(id), { filter: {}, after: 0, most: 0 });
    const model = headingsPage(list, hasFile, errors);
    return this.pages.render(call, 'reconciliation/views/headings.njk', model, status);
  }
}

/** The address of the same letter as a file. */
function askedFor(query: unknown): string {
  const row = typedText(query, 'row');
  return row === '' ? `show=${typedText(query, 'show') || SHOW_OPEN}` : `row=${row}`;
}
