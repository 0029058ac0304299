import type { Measure } from '../../config/reference-data.js';
import type { CountedId } from '../measures/measure.js';
import { Choice, Decimal, Month, Part, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { cellsOf, monthsUntil, tallyOf, type FigureCell } from './figures.js';
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

export class IntervalAnswer {
  @Decimal({ example: 88.6 })
  readonly low!: number;

  @Decimal({ example: 99.1 })
  readonly high!: number;
}

export class MeasureAnswer {
  @Choice(HEADLINES, { example: 'A1' })
  readonly id!: CountedId;

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

  @WholeNumber({ example: 100, about: 'Per cent.' })
  readonly target!: number;
}

export class ParticipationReport {
  @Month({ example: '2026-11' })
  readonly month!: string;

  @Text({ presence: 'nullable', example: 'reading', about: 'Null for all hubs within reach.' })
  readonly hub!: string | null;

  @Text({ example: '1.0', about: 'Of the definitions by which it was counted.' })
  readonly definitionVersion!: string;

  @Parts(MeasureAnswer)
  readonly measures!: readonly MeasureAnswer[];
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
