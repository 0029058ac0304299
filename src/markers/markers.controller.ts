import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import '../lists/receiving.plugin.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readMarker, type WrittenMarker } from './marker.js';
import { typedMarker, typedRows } from './markers.form.js';
import { markerPreviewPage, markersPage, recordedFlash, withdrawalError, withdrawPage } from './markers.page.js';
import { MarkersService } from './markers.service.js';
import { readMarkerList } from './read-markers.js';

const SHOWN = 50;

/** Markers for people: one typed, or a list that is looked at first. */
@Controller('markers')
export class MarkersController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly markers: MarkersService,
    private readonly pages: Pages,
  ) {}

  @Get()
  list(@Call() call: PageCall): Promise<string> {
    return this.show(call);
  }

  @Post('one')
  async one(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedMarker(body);
    const read = readMarker(typed, londonDate(this.surroundings.now()));
    if (!read.ok) return this.show(call, typed, [{ text: read.sentence, href: `#${read.field}` }]);
    const recorded = await this.markers.record(call.actor, [typed], 'page');
    this.pages.done(call, '/markers', recordedFlash(recorded));
  }

  /** Looks at a list; nothing is recorded before somebody has seen what it would add. */
  @Post()
  async look(@Call() call: PageCall): Promise<string> {
    const file = call.request.receivedFile;
    if (file === undefined || file.fileName === '') {
      return this.show(call, undefined, [{ text: 'Choose the list of markers', href: '#file' }]);
    }
    const list = await readMarkerList(file.path);
    if (!list.ok) return this.show(call, undefined, [{ text: list.sentence, href: '#file' }]);
    const results = await this.markers.preview(call.actor, list.rows);
    const model = markerPreviewPage(list.rows, results);
    return this.pages.render(call, 'markers/views/preview.njk', model);
  }

  @Post('list')
  async record(@Body() body: unknown, @Call() call: PageCall): Promise<void> {
    const recorded = await this.markers.record(call.actor, typedRows(body), 'csv');
    this.pages.done(call, '/markers', recordedFlash(recorded));
  }

  @Get(':id/withdraw')
  withdrawForm(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.showWithdrawal(call, numbered(id), '');
  }

  @Post(':id/withdraw')
  async withdraw(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const reason = typedText(body, 'reason');
    const done = await this.markers.withdraw(call.actor, numbered(id), reason);
    if (!done.ok) return this.showWithdrawal(call, numbered(id), reason, [withdrawalError(done.refusal)]);
    this.pages.done(call, '/markers', { title: 'Marker withdrawn.', tone: 'good' });
  }

  private async showWithdrawal(
    call: PageCall,
    id: number,
    reason: string,
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const model = withdrawPage(await this.markers.one(call.actor, id), reason, errors);
    return this.pages.render(call, 'markers/views/withdraw.njk', model, errors.length > 0 ? 422 : 200);
  }

  private async show(call: PageCall, typed?: WrittenMarker, errors: readonly FieldError[] = []): Promise<string> {
    const latest = await this.markers.latest(call.actor, SHOWN);
    const model = markersPage(latest, { ...(typed === undefined ? {} : { typed }), errors });
    return this.pages.render(call, 'markers/views/markers.njk', model, errors.length > 0 ? 422 : 200);
  }
}

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null) throw new NotFoundException();
  return id;
}
