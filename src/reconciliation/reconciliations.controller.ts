import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Action } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import '../lists/receiving.plugin.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { LookingService } from './looking.service.js';
import { lastMonth, readTheirs, typedPeriod, typedTheirList, type TypedTheirList } from './reconciliation.form.js';
import { reconciliationPage, shownRows, SHOW_OPEN } from './reconciliation.page.js';
import { listReconciliations } from './reconciliation.queries.js';
import { reconciliationsPage } from './reconciliations.page.js';
import { ReconciliationsService } from './reconciliations.service.js';
import { againWords, sendWords } from './words.js';

const A_PAGE = 25;

/** The local authority's own lists beside ours, for people: sent in and looked at. */
@Controller('reconciliation')
export class ReconciliationsController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly reconciliations: ReconciliationsService,
    private readonly looking: LookingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.showAll(call, { before: wholeNumber(typedText(query, 'before')) });
  }

  @Post()
  async upload(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedTheirList(body);
    const codes = this.hubsFor(call.actor, 'reconciliation.send').map(({ code }) => code);
    const read = readTheirs(typed, codes, this.today());
    const file = call.request.receivedFile;
    const chosen = file !== undefined && file.fileName !== '';
    const noFile: readonly FieldError[] = chosen ? [] : [{ text: 'Choose the list to compare', href: '#file' }];
    if (!read.ok || file === undefined || !chosen) {
      return this.showAll(call, { typed, errors: [...(read.ok ? [] : read.errors), ...noFile] }, 422);
    }
    const received = file.tooLarge
      ? ({ ok: false, refusal: { kind: 'list-too-large' } } as const)
      : await this.reconciliations.receive(call.actor, { ...read.value, fileName: file.fileName, path: file.path });
    if (!received.ok) return this.showAll(call, { typed, errors: [sendWords(received.refusal)] }, 422);
    this.pages.done(call, `/reconciliation/${received.value.id}`);
  }

  @Get(':id')
  async one(@Param('id') id: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const show = typedText(query, 'show') || SHOW_OPEN;
    const filter = shownRows(show);
    if (filter === null) throw new NotFoundException();
    const after = wholeNumber(typedText(query, 'after')) ?? 0;
    const shown = await this.looking.show(call.actor, numbered(id), { filter, after, most: A_PAGE + 1 });
    const rows = shown.rows.slice(0, A_PAGE);
    const model = reconciliationPage({
      ...shown,
      hub: this.surroundings.hubOf(shown.list),
      show,
      rows,
      next: shown.rows.length > A_PAGE ? (rows.at(-1)?.id ?? null) : null,
      mayDecide: mayAtAll(call.actor, 'reconciliation.decide'),
      roles: this.surroundings.reference.matching.roles,
    });
    return this.pages.render(call, 'reconciliation/views/reconciliation.njk', model);
  }

  @Post(':id/again')
  async again(@Param('id') id: string, @Call() call: PageCall): Promise<void> {
    const decided = await this.reconciliations.again(call.actor, numbered(id));
    const href = `/reconciliation/${numbered(id)}`;
    if (decided.ok) this.pages.done(call, href);
    else this.pages.done(call, href, { title: againWords(decided.refusal), tone: 'warn' });
  }

  private today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }

  private hubsFor(actor: Actor, action: Action): readonly Hub[] {
    const scope = scopeOf(actor, action);
    return this.surroundings.reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
  }

  private async showAll(
    call: PageCall,
    given: {
      readonly before?: number | null;
      readonly typed?: TypedTheirList;
      readonly errors?: readonly FieldError[];
    },
    status = 200,
  ): Promise<string> {
    const { actor } = call.request;
    if (!mayAtAll(actor, 'reconciliation.read')) throw new NotFoundException();
    const { before = null, errors = [], typed = { hub: '', ...typedPeriod(lastMonth(this.today())) } } = given;
    const scope = scopeOf(actor, 'reconciliation.read');
    const found = await listReconciliations(this.db.reader, scope, null, before, A_PAGE + 1);
    const lists = found.slice(0, A_PAGE);
    const more = found.length > A_PAGE ? `/reconciliation?before=${lists.at(-1)?.id ?? 0}` : null;
    const mine = this.hubsFor(actor, 'reconciliation.send');
    const { hubs } = this.surroundings.reference;
    const model = reconciliationsPage({ lists, hubs, mine, more, typed, errors });
    return this.pages.render(call, 'reconciliation/views/reconciliations.njk', model, status);
  }
}

export function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null) throw new NotFoundException();
  return id;
}
