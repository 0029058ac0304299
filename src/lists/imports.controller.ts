import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import type { Decided } from '../kernel/decided.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readAnswers, readList, readPeopleGiven, typedList, type TypedList } from './import.form.js';
import { receiveWords, stepWords } from './import-words.js';
import type { Import } from './import.js';
import { firstShown, importPage, shownRows } from './import.page.js';
import { listImports } from './import.queries.js';
import { importsPage } from './imports.page.js';
import { ImportsService, type StepRefusal } from './imports.service.js';
import { LookingService } from './looking.service.js';
import './receiving.plugin.js';

const A_PAGE = 25;

/** Lists of conferences for people: sent in, looked at, answered, carried out, undone. */
@Controller('imports')
export class ImportsController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly imports: ImportsService,
    private readonly looking: LookingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.showAll(call, { before: wholeNumber(typedText(query, 'before')) });
  }

  @Post()
  async upload(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedList(body);
    const hubs = this.hubsOf(call.actor);
    const read = readList(
      typed,
      hubs.map(({ code }) => code),
      this.surroundings.now(),
    );
    const file = call.request.receivedFile;
    const chosen = file !== undefined && file.fileName !== '';
    const noFile: readonly FieldError[] = chosen ? [] : [{ text: 'Choose the list to import', href: '#file' }];
    if (!read.ok || file === undefined || !chosen) {
      return this.showAll(call, { typed, errors: [...(read.ok ? [] : read.errors), ...noFile] }, 422);
    }
    const received = file.tooLarge
      ? ({ ok: false, refusal: { kind: 'list-too-large' } } as const)
      : await this.imports.receive(call.actor, { ...read.value, fileName: file.fileName, path: file.path });
    if (!received.ok) return this.showAll(call, { typed, errors: [receiveWords(received.refusal)] }, 422);
    this.pages.done(call, `/imports/${received.value.id}`);
  }

  @Get(':id')
  async one(@Param('id') id: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const after = wholeNumber(typedText(query, 'after')) ?? 0;
    return this.show(call, numbered(id), { show: typedText(query, 'show'), after });
  }

  @Post(':id/answers')
  async answer(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<void> {
    const answers = readAnswers(body);
    const decided = await this.imports.answer(call.actor, numbered(id), answers);
    const given = answers.filter(({ answer }) => answer !== null).length;
    this.after(call, decided, `${given} ${given === 1 ? 'answer' : 'answers'} kept.`);
  }

  @Post(':id/people')
  async people(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<void> {
    const given = readPeopleGiven(body);
    const decided = await this.imports.sayWho(call.actor, numbered(id), given);
    this.after(call, decided, `${given.length} ${given.length === 1 ? 'name' : 'names'} kept.`);
  }

  @Post(':id/confirm')
  async confirm(@Param('id') id: string, @Call() call: PageCall): Promise<void> {
    this.after(call, await this.imports.confirmAll(call.actor, numbered(id)), 'All unusual rows are confirmed.');
  }

  @Post(':id/commit')
  async commit(@Param('id') id: string, @Call() call: PageCall): Promise<void> {
    this.after(call, await this.imports.commit(call.actor, numbered(id)), null);
  }

  @Post(':id/undo')
  async undo(@Param('id') id: string, @Call() call: PageCall): Promise<void> {
    this.after(call, await this.imports.undo(call.actor, numbered(id)), null);
  }

  @Post(':id/again')
  async again(@Param('id') id: string, @Call() call: PageCall): Promise<void> {
    this.after(call, await this.imports.again(call.actor, numbered(id)), null);
  }

  private after(call: PageCall, decided: Decided<Import, StepRefusal>, title: string | null): void {
    const id = numbered((call.request.params as { id: string }).id);
    const href = `/imports/${decided.ok ? decided.value.id : id}`;
    if (!decided.ok) this.pages.done(call, href, { title: stepWords(decided.refusal), tone: 'warn' });
    else this.pages.done(call, href, title === null ? undefined : { title });
  }

  private async show(
    call: PageCall,
    id: number,
    { show, after }: { readonly show: string; readonly after: number },
  ): Promise<string> {
    const list = await this.looking.at(call.actor, id);
    const facts = await this.looking.around(list);
    const wanted = show === '' ? firstShown(list.state === 'ready' ? facts.asked : { ...facts.asked, open: 0 }) : show;
    const filter = shownRows(wanted);
    if (filter === null) throw new NotFoundException();
    const rows = await this.looking.rows(list, after, A_PAGE + 1, filter);
    const shown = rows.slice(0, A_PAGE);
    const model = importPage({
      ...facts,
      list,
      hub: this.surroundings.hubOf(list),
      now: this.surroundings.now(),
      show: wanted,
      rows: shown,
      next: rows.length > A_PAGE ? (shown.at(-1)?.row ?? null) : null,
      reasonOf: (code) => this.surroundings.reference.reasons.find((one) => one.code === code)?.label ?? code,
      mayUndo: mayAtAll(call.actor, 'conference.change'),
    });
    return this.pages.render(call, 'lists/views/import.njk', model);
  }

  private hubsOf(actor: Actor): readonly Hub[] {
    const scope = scopeOf(actor, 'import.change');
    return this.surroundings.reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
  }

  private async showAll(
    call: PageCall,
    given: { readonly before?: number | null; readonly typed?: TypedList; readonly errors?: readonly FieldError[] },
    status = 200,
  ): Promise<string> {
    const { before = null, ...form } = given;
    const scope = scopeOf(call.actor, 'import.change');
    if (!mayAtAll(call.actor, 'import.change')) throw new NotFoundException();
    const found = await listImports(this.db.reader, scope, null, before, A_PAGE + 1);
    const lists = found.slice(0, A_PAGE);
    const more = found.length > A_PAGE ? `/imports?before=${lists.at(-1)?.id ?? 0}` : null;
    const model = importsPage({ lists, hubs: this.hubsOf(call.actor), more, ...form });
    return this.pages.render(call, 'lists/views/imports.njk', model, status);
  }
}

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null) throw new NotFoundException();
  return id;
}
