import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Database } from '../database/database.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { columnsPage } from './columns.page.js';
import { readColumns } from './import.form.js';
import { hasFile } from './import.queries.js';
import { stepWords } from './import-words.js';
import { ImportsService } from './imports.service.js';
import { LookingService } from './looking.service.js';

/** How the columns of a list were read, and setting them right. */
@Controller('imports/:id/columns')
export class ImportColumnsController {
  constructor(
    private readonly db: Database,
    private readonly imports: ImportsService,
    private readonly looking: LookingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  columns(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, numbered(id));
  }

  @Post()
  async setColumns(@Param('id') given: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const id = numbered(given);
    const read = readColumns(body);
    if (!read.ok) return this.show(call, id, read.errors, 422);
    const decided = await this.imports.setColumns(call.actor, id, read.value);
    const title = decided.ok
      ? 'The list is read again, and so is the next one with these headings.'
      : stepWords(decided.refusal);
    this.pages.done(call, `/imports/${id}`, { title, tone: decided.ok ? 'good' : 'warn' });
  }

  private async show(call: PageCall, id: number, errors: readonly FieldError[] = [], status = 200): Promise<string> {
    const list = await this.looking.at(call.actor, id);
    const isOpen = list.state === 'ready' || list.state === 'refused';
    const model = columnsPage(list, isOpen && (await hasFile(this.db.reader, id)), errors);
    return this.pages.render(call, 'lists/views/columns.njk', model, status);
  }
}

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null) throw new NotFoundException();
  return id;
}
