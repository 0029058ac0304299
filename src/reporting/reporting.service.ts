import { ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { openConference } from '../conferences/opened.js';
import { countChallenges } from '../challenge/challenge.queries.js';
import { Database } from '../database/database.js';
import { run } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { countedConference } from '../measures/facts.queries.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { BenefitCell } from './benefit.js';
import { benefitCells } from './benefit.queries.js';
import { measureCells, noticeMedians } from './measures.queries.js';
import type { AllMeasures } from './measures.page.js';
import { choose, chooseFor, OF_PEOPLE, READ_FIGURES } from './chosen-hubs.js';
import { countedLines, countsAs, namesOf, splitCells, type CountedLine, type SplitCell } from './counted.queries.js';
import { decidedAbout } from './decided.queries.js';
import type { Explained } from './explain.page.js';
import { cellsOf, monthsUntil, tallyOf, type Months } from './figures.js';
import { areRare } from './gaps.js';
import type { ListFilter, Split } from './list-filter.js';
import type { Period } from './performance.form.js';
import {
  figureCells,
  firstMonth,
  importedCells,
  missedLines,
  noticeCells,
  reasonCells,
  uninvitedIn,
  type ReasonCell,
  type Reach,
} from './performance.queries.js';
import { MONTHS_IN_YEAR, MONTHS_SHOWN, yearOf, type CountedList, type Report } from './report.js';
import type { Splits } from './splits.page.js';
import { stoodCells } from './steps.queries.js';

/** More than anybody reads on a page of figures; the rest is one link away. */
const MOST_MISSES = 100;

/** `most` conferences from `offset` on, and the address that the audit trail names. */
export interface ListPart {
  readonly page: string;
  readonly offset: number;
  readonly most: number;
}

/** Figures, and the conferences behind them, for those who may see them and within their hubs. */
@Injectable()
export class ReportingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The month it is in London. */
  get latest(): Temporal.PlainYearMonth {
    return londonDate(this.surroundings.now()).toPlainYearMonth();
  }

  /** Everything the page of figures shows, at one moment; the misses it names are recorded as looked at. */
  async report(actor: Actor, period: Period): Promise<Report> {
    const { reach, ...choosable } = choose(actor, period.hub, this.surroundings);
    const month = monthsUntil(period.month, 1);
    const year = monthsUntil(period.month, MONTHS_IN_YEAR);
    const shown = monthsUntil(period.month, MONTHS_SHOWN);
    const read = await this.atOneMoment(async (reader) => ({
      first: await firstMonth(reader, reach),
      firstImported: await firstMonth(reader, reach, 'imported'),
      imported: await importedCells(reader, shown, reach),
      ...(await cellsAndGaps(reader, shown, reach)),
      uninvited: await uninvitedIn(reader, month, reach),
      reasons: await reasonCells(reader, year, reach),
      notices: await noticeCells(reader, year, reach),
      stood: await stoodCells(reader, month, reach),
      benefit: await benefitCells(reader, year, reach),
      challenges: await countChallenges(reader, reach.hubs, challengeSpan(period.month, reach.now)),
      misses: {
        A1: await this.missesIn(reader, period, 'A1', reach),
        B1: await this.missesIn(reader, period, 'B1', reach),
      },
    }));
    await this.recordListing(actor, '/performance', [...read.misses.A1, ...read.misses.B1, ...read.gaps]);
    return { ...choosable, ...read, month: period.month };
  }

  /** Part of one list, and how many each of the lists beside it holds; those listed are recorded as looked at on `page`. */
  async list(actor: Actor, filter: ListFilter, part: ListPart): Promise<CountedList> {
    const { reach, ...choosable } = chooseFor(actor, filter, this.surroundings);
    const read = await this.atOneMoment(async (reader) => ({
      first: await firstMonth(reader, reach),
      firstImported: await firstMonth(reader, reach, 'imported'),
      counts: await countsAs(reader, filter, reach),
      lines: await countedLines(reader, filter, reach, part),
    }));
    await this.recordListing(actor, part.page, read.lines);
    return { ...choosable, ...read, month: filter.month, filter, offset: part.offset, most: part.most };
  }

  /** Every measure over `months` months up to the chosen one; no conference is named. */
  async measures(actor: Actor, { month, hub }: Period, months: number): Promise<AllMeasures> {
    const { reach, ...choosable } = choose(actor, hub, this.surroundings);
    const span = monthsUntil(month, months);
    const read = await this.atOneMoment(async (reader) => ({
      first: await firstMonth(reader, reach),
      cells: await measureCells(reader, span, reach),
      medians: await noticeMedians(reader, span, reach),
      // Of the last month and of those before it, together.
      reasons: together(await reasonCells(reader, span, reach)),
    }));
    return { ...choosable, ...read, month, months };
  }

  /** The headlines by kind, mode, day of the week and, for those who look after people, by person; no conference is named. */
  async splits(actor: Actor, { month, hub }: Period): Promise<Splits> {
    const { reach, ...choosable } = choose(actor, hub, this.surroundings);
    const mine = scopeOf(actor, OF_PEOPLE);
    const theirs = reach.hubs.filter((code) => mine.all || mine.hubs.includes(code));
    const read = await this.atOneMoment(async (reader) => {
      const first = await firstMonth(reader, reach);
      const span = yearOf({ month, first });
      const by = (split: keyof Split, of = reach): Promise<SplitCell[]> => splitCells(reader, split, span, of);
      const cells = { kind: await by('kind'), mode: await by('mode'), weekday: await by('weekday') };
      if (theirs.length === 0) return { first, cells, people: null };
      const people = await by('person', { ...reach, hubs: theirs });
      const known = await namesOf(reader, [...new Set(people.flatMap(({ key }) => (key === null ? [] : [key])))]);
      const names = new Map(known.map(({ id, name }) => [String(id), name]));
      return { first, cells, people: { cells: people, names } };
    });
    return { ...choosable, ...read, month };
  }

  /** What came by automation in the twelve months up to the chosen one. No conference is named. */
  benefit(actor: Actor, { month, hub }: Period): Promise<readonly BenefitCell[]> {
    const { reach } = choose(actor, hub, this.surroundings);
    return benefitCells(this.db.reader, monthsUntil(month, MONTHS_IN_YEAR), reach);
  }

  /** How one conference counts, by its facts as they stand now and as it is stored; looking is recorded. */
  async explain(actor: Actor, reference: string): Promise<Explained> {
    this.refuseStrangers(actor);
    const { conference, hub } = await openConference(
      { db: this.db, surroundings: this.surroundings },
      actor,
      READ_FIGURES,
      reference,
    );
    const facts = await countedConference(this.db.reader, conference.id);
    if (facts === null) throw new NotFoundException();
    const decided = await decidedAbout(this.db.reader, conference.id);
    return { facts, hub, decided, now: this.surroundings.now(), reference: this.surroundings.reference };
  }

  private missesIn(reader: Reader, period: Period, measure: HeadlineId, reach: Reach): Promise<CountedLine[]> {
    const filter: ListFilter = {
      ...period,
      measure,
      months: 1,
      counted: 'missed',
      source: 'recorded',
      reason: null,
      attribution: null,
      notice: null,
      sort: 'date',
      page: 1,
    };
    return countedLines(reader, filter, reach, { offset: 0, most: MOST_MISSES });
  }

  private refuseStrangers(actor: Actor): void {
    if (!mayAtAll(actor, READ_FIGURES)) throw new ForbiddenException();
  }

  /** Several statements that see the same state: the misses named are those that the percentage leaves out. */
  private atOneMoment<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      await run(tx, 'set transaction isolation level repeatable read, read only');
      return read(tx);
    });
  }

  private async recordListing(
    actor: Actor,
    page: string,
    lines: readonly Pick<CountedLine, 'reference'>[],
  ): Promise<void> {
    if (lines.length === 0) return;
    const references = [...new Set(lines.map((line) => line.reference))];
    const at = this.surroundings.now();
    await this.db.transaction((tx) => record(tx, { actor, at }, 'conference.listed', { page, references }));
  }
}

async function cellsAndGaps(reader: Reader, months: Months, reach: Reach): Promise<Pick<Report, 'cells' | 'gaps'>> {
  const cells = await figureCells(reader, months, reach);
  const year = monthsUntil(months.to.toPlainYearMonth(), MONTHS_IN_YEAR);
  const rare = HEADLINES.filter((measure) => areRare(tallyOf(cellsOf(cells, measure, year))));
  return { cells, gaps: await missedLines(reader, year, reach, rare) };
}

function together(cells: readonly ReasonCell[]): readonly ReasonCell[] {
  const groups = Map.groupBy(cells, (cell) => `${cell.measure} ${cell.reason ?? ''} ${cell.attribution ?? ''}`);
  return [...groups.values()].map((ones) => ({ ...ones[0]!, missed: ones.reduce((sum, one) => sum + one.missed, 0) }));
}

/** The London days of a month, and today. */
const challengeSpan = (month: Temporal.PlainYearMonth, now: Temporal.Instant) => ({
  from: month.toPlainDate({ day: 1 }),
  until: month.toPlainDate({ day: month.daysInMonth }),
  today: londonDate(now),
});
