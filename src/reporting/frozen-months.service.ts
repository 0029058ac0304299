import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Hub, Measure } from '../../config/reference-data.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { run } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { canonical, freezesAt, partOf, restatements, type MonthDocument, type Restatement } from './frozen-month.js';
import {
  doneSince,
  firstCounted,
  frozenBetween,
  frozenMonth,
  monthLines,
  type FrozenMonth,
  type Since,
} from './frozen.queries.js';
import { digestOf } from './freezing.service.js';
import { monthFigures, type MonthFigure } from './month-figures.js';

const ACTION = 'performance.read';
/** Two years fit on a page. */
const MOST_MONTHS = 24;

/** One month as published, as it stands now, and what differs. */
export interface MonthState {
  readonly month: Temporal.PlainYearMonth;
  readonly freezesAt: Temporal.Instant;
  /** Null while the month is open. */
  readonly published: MonthDocument | null;
  /** Of the hubs that are shown, together and one by one. */
  readonly publishedFigures: readonly MonthFigure[];
  readonly now: readonly MonthFigure[];
  readonly restated: readonly Restatement[];
}

export interface OneMonth extends MonthState {
  readonly since: readonly Since[];
  readonly sha256: string | null;
  readonly hub: Hub | null;
  readonly choices: readonly Hub[];
  readonly everywhere: boolean;
}

/** The bytes of a frozen month, always the same for the same hubs. */
export interface MonthFile {
  readonly document: MonthDocument;
  readonly text: string;
  readonly sha256: string;
}

/** Frozen months for those who may see figures, within their hubs. */
@Injectable()
export class FrozenMonthsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The months since anything counted, newest first, at most two years. */
  async list(actor: Actor): Promise<readonly MonthState[]> {
    const { hubs } = this.choose(actor, null);
    const latest = this.latest;
    return this.atOneMoment(async (reader) => {
      const first = await firstCounted(reader);
      if (first === null) return [];
      const oldest = latest.subtract({ months: MOST_MONTHS - 1 });
      const from = Temporal.PlainYearMonth.compare(first, oldest) > 0 ? first : oldest;
      const frozen = new Map((await frozenBetween(reader, from, latest)).map((one) => [one.month.toString(), one]));
      const states: MonthState[] = [];
      for (
        let month = latest;
        Temporal.PlainYearMonth.compare(month, from) >= 0;
        month = month.subtract({ months: 1 })
      ) {
        states.push(await this.stateOf(reader, month, frozen.get(month.toPlainDate({ day: 1 }).toString()), hubs));
      }
      return states;
    });
  }

  /** One month; the conferences that differ are named, so looking is recorded. */
  async one(
    actor: Actor,
    month: Temporal.PlainYearMonth,
    code: string | null,
    page = `/performance/months/${month.toString()}`,
  ): Promise<OneMonth> {
    const chosen = this.choose(actor, code);
    if (Temporal.PlainYearMonth.compare(month, this.latest) > 0) throw new NotFoundException();
    const found = await this.atOneMoment(async (reader) => {
      const frozen = await frozenMonth(reader, month);
      const state = await this.stateOf(reader, month, frozen ?? undefined, chosen.hubs);
      const references = state.restated.map(({ reference }) => reference);
      const since = frozen === null ? [] : await doneSince(reader, references, frozen.frozenAt);
      return { ...state, since, sha256: frozen === null ? null : this.fileOf(frozen, chosen.hubs).sha256 };
    });
    await this.recordListing(actor, page, found.restated);
    return { ...found, ...chosen };
  }

  /** @throws NotFoundException for a month that is not frozen, as for a hub out of reach */
  async file(actor: Actor, month: Temporal.PlainYearMonth, code: string | null, page: string): Promise<MonthFile> {
    const { hubs } = this.choose(actor, code);
    const frozen = await frozenMonth(this.db.reader, month);
    if (frozen === null) throw new NotFoundException();
    const file = this.fileOf(frozen, hubs);
    await this.recordListing(actor, page, file.document.conferences);
    return file;
  }

  private async stateOf(
    reader: Reader,
    month: Temporal.PlainYearMonth,
    frozen: FrozenMonth | undefined,
    hubs: readonly string[] | null,
  ): Promise<MonthState> {
    const { reference } = this.surroundings;
    const lines = await monthLines(reader, month, this.surroundings.now(), hubs);
    const published = frozen === undefined ? null : this.fileOf(frozen, hubs).document;
    return {
      month,
      freezesAt: freezesAt(month, reference.calendar),
      published,
      publishedFigures: publishedFigures(published, hubs, reference.measures),
      now: monthFigures(lines, reference.measures),
      restated: published === null ? [] : restatements(published.conferences, lines),
    };
  }

  /** The whole as it was kept, or the part of some hubs, made of it. */
  private fileOf(frozen: FrozenMonth, hubs: readonly string[] | null): MonthFile {
    const whole = JSON.parse(frozen.document) as MonthDocument;
    if (hubs === null) return { document: whole, text: frozen.document, sha256: frozen.sha256 };
    const document = partOf(whole, hubs);
    const text = canonical(document);
    return { document, text, sha256: digestOf(text) };
  }

  private get latest(): Temporal.PlainYearMonth {
    return londonDate(this.surroundings.now()).toPlainYearMonth();
  }

  /** Null hubs are all of them. A hub out of reach and one that does not exist look the same. */
  private choose(actor: Actor, code: string | null) {
    if (!mayAtAll(actor, ACTION)) throw new ForbiddenException();
    const { reference } = this.surroundings;
    const scope = scopeOf(actor, ACTION);
    const choices = reference.hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
    const hub = code === null ? null : choices.find((one) => one.code === code);
    if (hub === undefined) throw new NotFoundException();
    const hubs = hub === null ? (scope.all ? null : choices.map((one) => one.code)) : [hub.code];
    return { hub, choices, everywhere: scope.all, hubs };
  }

  private atOneMoment<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await run(tx, 'set transaction isolation level repeatable read, read only');
      return read(tx);
    });
  }

  private async recordListing(
    actor: Actor,
    page: string,
    named: readonly { readonly reference: string }[],
  ): Promise<void> {
    if (named.length === 0) return;
    const references = named.map(({ reference }) => reference);
    const at = this.surroundings.now();
    await this.db.transaction((tx) => record(tx, { actor, at }, 'conference.listed', { page, references }));
  }
}

/** What was kept of the whole force; together for some hubs only from their conferences. */
function publishedFigures(
  published: MonthDocument | null,
  hubs: readonly string[] | null,
  measures: readonly Measure[],
): readonly MonthFigure[] {
  if (published === null) return [];
  return hubs === null ? published.figures : monthFigures(published.conferences, measures);
}
