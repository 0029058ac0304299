/** Which conferences a list of counted conferences holds, and the address that says so. */
import { ATTRIBUTIONS, type Attribution } from '../../config/reference-data.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { MEASURE_IDS, type MeasureId } from '../measures/definitions.js';
import { COUNT_SOURCES, HEADLINES, OTHERS, type CountSource } from '../measures/measure.js';
import type { FieldError } from '../web/page-parts.js';
import { NOTICE_BANDS } from './figures.js';
import { readPeriod, type Period, type PeriodBounds } from './performance.form.js';

/**
 * counted: the denominator. attended: the numerator. missed: counted and not attended, those without an outcome
 * included. not-recorded: counted, without an outcome. outside: not in the denominator. uninvited: of those, the ones
 * held to which TVP was not invited before the start.
 */
export const COUNTED = ['counted', 'attended', 'missed', 'not-recorded', 'outside', 'uninvited'] as const;
export type CountedAs = (typeof COUNTED)[number];

export const LIST_SORTS = ['date', '-date', 'hub', '-hub'] as const;
export type ListSort = (typeof LIST_SORTS)[number];

/** ISO days of the week, Monday first. */
export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const;
export const DAY_WORDS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** What else figures are split by; null or left out for any. */
export interface Split {
  readonly kind?: ConferenceKind | null;
  /** As it was to be held: how somebody attended is known only where somebody did. */
  readonly mode?: ConferenceMode | null;
  /** Of the sitting, in London. */
  readonly weekday?: (typeof WEEKDAYS)[number] | null;
  /** The id of whoever went, else of the lead. */
  readonly person?: number | null;
}

export interface ListFilter extends Period, Split {
  readonly measure: MeasureId;
  /** How many months, ending with `month`: 1 to 24. */
  readonly months: number;
  readonly counted: CountedAs;
  /** What the tracker recorded, or what lists told of: never both in one list. */
  readonly source: CountSource;
  /** Code of a reason why a conference was missed. */
  readonly reason: string | null;
  readonly attribution: Attribution | null;
  /** Code of a notice band. */
  readonly notice: string | null;
  readonly sort: ListSort;
  /** From 1. */
  readonly page: number;
}

export type ReadFilter =
  | { readonly ok: true; readonly value: ListFilter }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly nearest: ListFilter };

const FIRST: readonly MeasureId[] = [...HEADLINES, OTHERS];
/** The headline measures and what is reported apart, then every other one. */
export const LISTED: readonly MeasureId[] = [...FIRST, ...MEASURE_IDS.filter((id) => !FIRST.includes(id))];

const MOST_MONTHS = 24;
const NOTICE_CODES = NOTICE_BANDS.map((band) => band.code);

export interface ListBounds extends PeriodBounds {
  readonly reasons: readonly string[];
}

/**
 * The filter of an address. Parts left out have their usual value; a part that means nothing is an error in a sentence,
 * beside the filter without it.
 */
export function readListFilter(query: unknown, bounds: ListBounds): ReadFilter {
  const period = readPeriod(query, bounds);
  const errors: FieldError[] = period.ok ? [] : [...period.errors];
  const chosen = <T extends string, D>(name: string, of: readonly T[], otherwise: D, sentence: string): T | D =>
    oneOf(typedText(query, name), of, otherwise, () => errors.push({ text: sentence, href: `#filter-${name}` }));
  const months = typedText(query, 'months') === '' ? 1 : (wholeNumber(typedText(query, 'months')) ?? 0);
  const countable = months >= 1 && months <= MOST_MONTHS;
  if (!countable) {
    errors.push({ text: `Choose between 1 and ${MOST_MONTHS} months`, href: '#filter-months' });
  }
  const value: ListFilter = {
    ...(period.ok ? period.value : period.nearest),
    measure: chosen('measure', LISTED, 'A1', 'Choose a measure from the list'),
    months: countable ? months : 1,
    counted: chosen('counted', COUNTED, 'missed', 'Choose how the conferences counted'),
    source: chosen('source', COUNT_SOURCES, 'recorded', 'Choose what was recorded or what was imported'),
    reason: chosen('reason', bounds.reasons, null, 'Choose a reason from the list'),
    attribution: chosen('attribution', ATTRIBUTIONS, null, 'Choose whom a miss was down to'),
    notice: chosen('notice', NOTICE_CODES, null, 'Choose how much notice there was'),
    kind: chosen('kind', CONFERENCE_KINDS, null, 'Choose a kind of conference from the list'),
    mode: chosen('mode', CONFERENCE_MODES, null, 'Choose a way of holding a conference from the list'),
    weekday: chosen('weekday', WEEKDAYS, null, 'Choose a day of the week'),
    person: wholeNumber(typedText(query, 'person')) || null,
    sort: chosen('sort', LIST_SORTS, 'date', 'Choose date or hub to sort by'),
    page: wholeNumber(typedText(query, 'page')) || 1,
  };
  return errors.length === 0 ? { ok: true, value } : { ok: false, errors, nearest: value };
}

function oneOf<T extends string, D>(given: string, of: readonly T[], otherwise: D, refuse: () => unknown): T | D {
  if (given === '') return otherwise;
  const found = of.find((one) => one === given);
  if (found === undefined) refuse();
  return found ?? otherwise;
}

type Narrowing = Partial<Omit<ListFilter, 'month' | 'measure'>> & Pick<ListFilter, 'month' | 'measure'>;

/** The address of a list. What is left out has its usual value and stays out of the address. */
export const listHref = (filter: Narrowing): string => `/performance/conferences?${listQuery(filter)}`;

/** The same list as a file, whole. */
export const fileHref = (filter: Narrowing): string =>
  `/performance/conferences.csv?${listQuery({ ...filter, page: 1 })}`;

/** Its conferences with more columns, or the children and people of them. */
export const exportOf = (filter: Narrowing): string =>
  `/performance/export?${listQuery({ ...filter, sort: 'date', page: 1 })}`;

function listQuery(filter: Narrowing): string {
  const {
    measure,
    month,
    months = 1,
    hub,
    counted = 'missed',
    source,
    reason,
    attribution,
    notice,
    kind,
    mode,
    weekday,
    person,
    sort,
    page = 1,
  } = filter;
  const parts: [string, string | null | undefined][] = [
    ['measure', measure],
    ['month', month.toString()],
    ['months', months === 1 ? null : String(months)],
    ['hub', hub],
    ['counted', counted],
    ['source', source === 'recorded' ? null : source],
    ['reason', reason],
    ['attribution', attribution],
    ['notice', notice],
    ['kind', kind],
    ['mode', mode],
    ['weekday', weekday],
    ['person', person == null ? null : String(person)],
    ['sort', sort === 'date' ? null : sort],
    ['page', page === 1 ? null : String(page)],
  ];
  return new URLSearchParams(parts.flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}
