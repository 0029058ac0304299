import type { Measure } from '../../config/reference-data.js';
import { MEASURE_IDS, type MeasureId } from '../measures/definitions.js';
import type { CountedId } from '../measures/measure.js';
import { Choice, Decimal, Moment, Month, Part, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { cellsOf, monthsUntil, tallyOf, type FigureCell } from './figures.js';
import { RESTATED_BECAUSE, restatedBecause, type RestatedBecause } from './frozen-month.js';
import type { MonthState } from './frozen-months.service.js';
import type { MeasureCell } from './measures.queries.js';
import { shareOf } from './measure-results.js';
import { wilson } from './rate.js';

export const HEADLINES: readonly CountedId[] = ['A1', 'B1'];

export class ReportQuery {
  @Month({ presence: 'omittable', example: '2026-11', about: 'In London; the present month when left out.' })
  readonly month?: string;

  @Text({
    presence: 'omittable',
    max: 60,
    example: 'reading',
    about: 'Code of one hub; all within reach when left out.',
  })
  readonly hub?: string;
}

export class ParticipationQuery extends ReportQuery {
  @Choice(['headlines', 'all'], {
    presence: 'omittable',
    example: 'headlines',
    about: 'The two headlines, or every measure that counts conferences; headlines when left out.',
  })
  readonly measures?: 'headlines' | 'all';
}

export class IntervalAnswer {
  @Decimal({ example: 88.6 })
  readonly low!: number;

  @Decimal({ example: 99.1 })
  readonly high!: number;
}

export class MeasureAnswer {
  @Choice(MEASURE_IDS, { example: 'A1' })
  readonly id!: MeasureId;

  @Text({ example: 'ICPC participation' })
  readonly name!: string;

  @WholeNumber({ example: 58, about: 'Conferences in the numerator.' })
  readonly n!: number;

  @WholeNumber({ example: 60, about: 'Conferences in the denominator that have ended.' })
  readonly N!: number;

  @Decimal({ presence: 'nullable', example: 96.7, about: 'To one decimal; null when none was held.' })
  readonly percent!: number | null;

  @Part(IntervalAnswer, { presence: 'nullable', about: 'The 95 % score interval (Wilson), in per cent.' })
  readonly interval!: IntervalAnswer | null;

  @WholeNumber({ example: 1, about: 'Of N, those without an outcome on record: they count as not attended.' })
  readonly notRecorded!: number;

  @WholeNumber({ presence: 'nullable', example: 100, about: 'Per cent; null where there is none to reach.' })
  readonly target!: number | null;
}

export class PublishedAnswer {
  @Choice(MEASURE_IDS, { example: 'A1' })
  readonly id!: MeasureId;

  @WholeNumber({ example: 57 })
  readonly n!: number;

  @WholeNumber({ presence: 'nullable', example: 60, about: 'Null where the measure is a number and no share.' })
  readonly N!: number | null;
}

export class RestatedAnswer {
  @Text({ example: 'TV-26-000004' })
  readonly reference!: string;

  @Choice(RESTATED_BECAUSE, { example: 'late-outcome' })
  readonly because!: RestatedBecause;
}

export class ParticipationReport {
  @Month({ example: '2026-11' })
  readonly month!: string;

  @Text({ presence: 'nullable', example: 'reading', about: 'Null for all hubs within reach.' })
  readonly hub!: string | null;

  @Text({ example: '1.0', about: 'Of the definitions by which it was counted.' })
  readonly definitionVersion!: string;

  @Moment({ presence: 'nullable', example: null, about: 'When the month was frozen; null while it is open.' })
  readonly frozenAt!: string | null;

  @Parts(PublishedAnswer, {
    about: 'The same measures as they were when the month was frozen; empty while it is open.',
  })
  readonly published!: readonly PublishedAnswer[];

  @Parts(RestatedAnswer, { about: 'Conferences that count otherwise now than was published.' })
  readonly restated!: readonly RestatedAnswer[];

  @Parts(MeasureAnswer)
  readonly measures!: readonly MeasureAnswer[];
}

/** What was published of the measures that are answered, and what differs since. */
export function publishedAnswer(
  { publishedFigures, restated }: Pick<MonthState, 'publishedFigures' | 'restated'>,
  answered: readonly MeasureAnswer[],
): Pick<ParticipationReport, 'published' | 'restated'> {
  const whole = publishedFigures.filter(({ hub }) => hub === null);
  return {
    published: answered.flatMap(({ id }) => {
      const figure = whole.find(({ measure }) => measure === id);
      return figure === undefined ? [] : [{ id, n: figure.n, N: figure.N }];
    }),
    restated: restated.map((one) => ({ reference: one.reference, because: restatedBecause(one) })),
  };
}

const inPercent = (share: number): number => Math.round(share * 1000) / 10;

/** One measure of one month, summed over the cells. Sums are counted together; percentages are never averaged. */
export function measureAnswer(
  measure: Measure,
  cells: readonly FigureCell[],
  month: Temporal.PlainYearMonth,
): MeasureAnswer {
  const id = measure.id as CountedId;
  const { n, of, unrecorded } = tallyOf(cellsOf(cells, id, monthsUntil(month, 1)));
  const interval = wilson({ n, of });
  return {
    id,
    name: measure.name,
    n,
    N: of,
    percent: of === 0 ? null : inPercent(n / of),
    interval: interval && { low: inPercent(interval.low), high: inPercent(interval.high) },
    notRecorded: unrecorded,
    target: measure.target ?? 100,
  };
}

/** Every measure that counts conferences, in the order of the definitions; one without a conference is 0 of 0. */
export const allMeasureAnswers = (
  measures: readonly Measure[],
  cells: readonly MeasureCell[],
): readonly MeasureAnswer[] =>
  measures.flatMap(({ id: defined, name, target }) => {
    const id = MEASURE_IDS.find((one) => one === defined);
    if (id === undefined) return [];
    const cell = cells.find((one) => one.measure === id) ?? { n: 0, of: 0, unrecorded: 0 };
    const { n, N, percent, interval } = shareOf(cell);
    return [{ id, name, n, N, percent, interval, notRecorded: cell.unrecorded, target }];
  });
