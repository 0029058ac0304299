import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { chooseFor, type ChosenHubs } from '../reporting/chosen-hubs.js';
import { firstMonth, type Reach } from '../reporting/performance.queries.js';
import { COLUMNS, type FileColumn, type FileLine, type Written } from './columns.js';
import { csvFile } from './csv-file.js';
import { aboutLines } from './about.js';
import { exportHref, type Wanted } from './export.form.js';
import { countRows, fileStatement } from './export.queries.js';
import type { Form } from './grain.js';
import { MOST_SHEET_ROWS, xlsxFile } from './xlsx-file.js';

/** Rows fetched, recorded and written at a time. */
const PIECE = 250;
/** Each holds a connection for as long as its reader takes. */
const MOST_AT_ONCE = 2;
/** A reader that takes longer is gone or stuck: the file breaks off, and its connection is free. */
const LONGEST = { minutes: 10 };

export type ExportRefusal =
  | { readonly kind: 'too-many-at-once' }
  | { readonly kind: 'too-many-rows'; readonly rows: number; readonly most: number };

export interface Offered extends Omit<ChosenHubs, 'reach'> {
  readonly first: Temporal.PlainYearMonth | null;
  readonly firstImported: Temporal.PlainYearMonth | null;
  readonly wanted: Wanted;
  readonly rows: number;
}

/** The conferences behind the figures as files of any length, for those who may see them and within their hubs. */
@Injectable()
export class ExportsService {
  private running = 0;

  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** What a file would hold; nothing leaves yet. */
  async offer(actor: Actor, wanted: Wanted): Promise<Offered> {
    const { reach, ...chosen } = chooseFor(actor, wanted.filter, this.surroundings);
    return {
      ...chosen,
      first: await firstMonth(this.db.reader, reach),
      firstImported: await firstMonth(this.db.reader, reach, 'imported'),
      rows: await countRows(this.db.reader, wanted.grain, wanted.filter, reach),
      wanted,
    };
  }

  /** The file as a stream: rows are read as fast as they are taken, and recorded as disclosed before they go. */
  async file(actor: Actor, wanted: Wanted, form: Form): Promise<Decided<Readable, ExportRefusal>> {
    const { reach } = chooseFor(actor, wanted.filter, this.surroundings);
    if (this.running >= MOST_AT_ONCE) return refused({ kind: 'too-many-at-once' });
    this.running += 1;
    let stream: Readable | null = null;
    try {
      const rows = await countRows(this.db.reader, wanted.grain, wanted.filter, reach);
      const most = MOST_SHEET_ROWS - 1;
      if (form === 'xlsx' && rows > most) return refused({ kind: 'too-many-rows', rows, most });
      const what = exportHref({ ...wanted, form });
      const at = reach.now;
      await this.db.transaction((tx) =>
        record(tx, { actor, at }, 'figures.exported', { grain: wanted.grain, form, rows, what }),
      );
      stream = this.stream(actor, wanted, form, reach, rows);
      return accepted(stream);
    } finally {
      if (stream === null) this.running -= 1;
      else stream.once('close', () => (this.running -= 1));
    }
  }

  private stream(actor: Actor, wanted: Wanted, form: Form, reach: Reach, rows: number): Readable {
    const { reference } = this.surroundings;
    const columns = COLUMNS[wanted.grain] as readonly FileColumn<FileLine>[];
    const header = columns.map(({ name }) => name);
    const pieces = this.lines(actor, wanted, reach, columns);
    const stream =
      form === 'csv'
        ? Readable.from(csvFile(header, pieces), { objectMode: false })
        : xlsxFile({ title: wanted.grain, header, days: columns.map(({ isDay }) => isDay === true), pieces, about: aboutLines(wanted, rows, reach.now, reference), madeAt: reach.now }); // prettier-ignore
    const late = setTimeout(() => stream.destroy(new Error('nobody took the file')), LONGEST.minutes * 60_000).unref();
    stream.once('close', () => clearTimeout(late));
    return stream;
  }

  private async *lines(
    actor: Actor,
    wanted: Wanted,
    reach: Reach,
    columns: readonly FileColumn<FileLine>[],
  ): AsyncGenerator<readonly (readonly Written[])[]> {
    const { reference } = this.surroundings;
    const { sql, parameters } = fileStatement(wanted.grain, wanted.filter, reach);
    for await (const piece of this.db.pieces<FileLine>(sql, parameters, PIECE)) {
      const references = [...new Set(piece.map((line) => line.reference))];
      await this.db.transaction((tx) =>
        record(tx, { actor, at: reach.now }, 'conference.listed', { page: '/performance/export', references }),
      );
      yield piece.map((line) => columns.map(({ write }) => write(line, reference)));
    }
  }
}
