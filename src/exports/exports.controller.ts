import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { exportPage, refusalWords } from './export.page.js';
import { fileName, readWanted, type Wanted } from './export.form.js';
import { ExportsService } from './exports.service.js';
import type { Form } from './grain.js';

const TYPES: Readonly<Record<Form, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The conferences behind the figures as files, of any length. */
@Controller('performance/export')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  /** With `format` the file, without it the page that offers both. A filter that means nothing gives no file. */
  @Get()
  async show(@Query() query: unknown, @Call() call: PageCall): Promise<string | StreamableFile> {
    const reasons = this.surroundings.reference.reasons.map((reason) => reason.code);
    const latest = londonDate(this.surroundings.now()).toPlainYearMonth();
    const read = readWanted(query, { latest, reasons });
    const wanted = read.ok ? read.value : read.nearest;
    if (wanted.form !== null) return this.file(call, wanted, wanted.form);
    return this.page(call, wanted, read.ok ? [] : read.errors, read.ok ? 200 : 422);
  }

  private async file(call: PageCall, wanted: Wanted, form: Form): Promise<string | StreamableFile> {
    // prettier-ignore
    const made = await this.exports.file(call.actor, wanted, form);
    if (!made.ok) {
      const error: FieldError = { text: refusalWords(made.refusal), href: '#filter-grain' };
      return this.page(call, wanted, [error], made.refusal.kind === 'too-many-at-once' ? 503 : 422);
    }
    void call.reply.header('cache-control', 'no-store').header('x-accel-buffering', 'no');
    return new StreamableFile(made.value, {
      type: TYPES[form],
      disposition: `attachment; filename="${fileName(wanted)}"`,
    });
  }

  private async page(call: PageCall, wanted: Wanted, errors: readonly FieldError[], status: number): Promise<string> {
    const page = exportPage(await this.exports.offer(call.actor, wanted), errors);
    return this.pages.render(call, 'exports/views/export.njk', page, status);
  }
}
