/**
 * The fields that bodies, queries and answers of the API are made of. One decorator says what a field is; from it come
 * both the check of what is sent and the schema in the OpenAPI document, so that they cannot differ.
 */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

export interface FieldWords {
  readonly about?: string;
  readonly example?: unknown;
  /**
   * Absent: required. `optional`: may be left out or null. `omittable`: may be left out, but null is refused.
   * `nullable`: always there, perhaps null; for answers.
   */
  readonly presence?: 'optional' | 'omittable' | 'nullable';
}

type Complaint = string | null;
type Check = (value: unknown) => Complaint;
type Made = new () => object;

const PRESENCE: Record<NonNullable<FieldWords['presence']>, () => PropertyDecorator> = {
  optional: () => IsOptional(),
  omittable: () => ValidateIf((_: object, value: unknown) => value !== undefined),
  nullable: () => ValidateIf((_: object, value: unknown) => value !== null),
};

/** One sentence a field: it says what belongs there, whatever is wrong with what came. */
function field(schema: ApiPropertyOptions, words: FieldWords, check: Check): PropertyDecorator {
  const { about, example, presence } = words;
  const described = {
    ...schema,
    required: presence !== 'optional' && presence !== 'omittable',
    ...(presence === 'optional' || presence === 'nullable' ? { nullable: true } : {}),
    ...(about === undefined ? {} : { description: about }),
    ...(example === undefined ? {} : { example }),
  } as ApiPropertyOptions;
  return applyDecorators(
    ApiProperty(described),
    ...(presence === undefined ? [] : [PRESENCE[presence]()]),
    ValidateBy({
      name: 'field',
      validator: {
        validate: (value) => check(value) === null,
        defaultMessage: (validation) => check(validation?.value) ?? '',
      },
    }),
  );
}

/** PostgreSQL stores no NUL and no half of a surrogate pair; other control characters are slips of a program. */
const isWritable = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text);

const LONGEST_TEXT = 200;

/** Text of 1 to `max` characters, not counting spaces around it. */
export function Text(words: FieldWords & { readonly max?: number }): PropertyDecorator {
  const max = words.max ?? LONGEST_TEXT;
  const sentence = `Give text of 1 to ${max} characters.`;
  return field({ type: 'string', minLength: 1, maxLength: max }, words, (value) => {
    if (typeof value !== 'string' || value.trim() === '' || value.length > max) return sentence;
    return isWritable(value) ? null : 'Leave out control characters.';
  });
}

/** Text in one shape, such as a conference reference. */
export function Shaped(words: FieldWords & { readonly shape: RegExp; readonly sentence: string }): PropertyDecorator {
  return field({ type: 'string', pattern: words.shape.source }, words, (value) =>
    typeof value === 'string' && words.shape.test(value) ? null : words.sentence,
  );
}

export function Choice(values: readonly string[], words: FieldWords): PropertyDecorator {
  const sentence = `Give one of ${values.join(', ')}.`;
  return field({ type: 'string', enum: [...values] }, { example: values[0], ...words }, (value) =>
    typeof value === 'string' && values.includes(value) ? null : sentence,
  );
}

export function Flag(words: FieldWords): PropertyDecorator {
  return field({ type: 'boolean' }, words, (value) => (typeof value === 'boolean' ? null : 'Give true or false.'));
}

const LARGEST_ID = 2_147_483_647;

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

function countCheck({ min = 0, max = LARGEST_ID }: Bounds): Check {
  const sentence = `Give a whole number from ${min} to ${max}.`;
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? null : sentence;
}

export const WholeNumber = (words: FieldWords & Bounds): PropertyDecorator =>
  field(
    { type: 'integer', ...(words.min === undefined ? {} : { minimum: words.min }), maximum: words.max ?? LARGEST_ID },
    words,
    countCheck(words),
  );

/** A number with decimals; for answers. */
export const Decimal = (words: FieldWords): PropertyDecorator =>
  field({ type: 'number' }, words, (value) => (typeof value === 'number' ? null : 'Give a number.'));

/** A whole number in a query string. */
export function QueryNumber(words: FieldWords & Bounds): PropertyDecorator {
  const { min = 0, max = LARGEST_ID } = words;
  const check = countCheck({ min, max });
  return field({ type: 'integer', minimum: min, maximum: max }, words, (value) =>
    check(typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value),
  );
}

/** `true` or `false` in a query string. */
export const QueryFlag = (words: FieldWords): PropertyDecorator =>
  field({ type: 'boolean' }, words, (value) => (value === 'true' || value === 'false' ? null : 'Give true or false.'));

// Years are bounded because rules walk from day to day between two times.
const CLOCK = String.raw`([01]\d|2[0-3]):[0-5]\d`;
const DATE = /^(2[01]\d\d)-(\d\d)-(\d\d)/;
const MOMENT = new RegExp(String.raw`${DATE.source}T${CLOCK}:[0-5]\d(\.\d{1,9})?(Z|[+-]${CLOCK})$`, 'i');
const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/i;

/** Whether the text begins with a date that the calendar has. */
function hasDate(text: string): boolean {
  const [, year, month, day] = (DATE.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  return day >= 1 && day <= new Temporal.PlainYearMonth(year, month).daysInMonth;
}

function complainOfMoment(value: unknown): Complaint {
  const sentence = 'Give a date and time as RFC 3339 has them, such as 2026-11-30T09:30:00Z, from 2000 to 2199.';
  if (typeof value !== 'string') return sentence;
  if (WITHOUT_OFFSET.test(value)) {
    return `Say the offset from UTC: ${value}Z, or with +01:00 in British Summer Time. Without it the time is a guess.`;
  }
  return MOMENT.test(value) && hasDate(value) ? null : sentence;
}

const complainOfDay = (value: unknown): Complaint =>
  typeof value === 'string' && value.length === '2026-11-30'.length && hasDate(value)
    ? null
    : 'Give a date that exists as year, month and day, such as 2026-11-30, from 2000 to 2199.';

/** An instant: RFC 3339 with its offset. Answers give it in UTC. */
export const Moment = (words: FieldWords): PropertyDecorator =>
  field({ type: 'string', format: 'date-time' }, words, complainOfMoment);

/** A calendar day in London. */
export const Day = (words: FieldWords): PropertyDecorator =>
  field({ type: 'string', format: 'date' }, words, complainOfDay);

/** A month as `2026-11`. */
export const Month = (words: FieldWords): PropertyDecorator =>
  Shaped({ ...words, shape: /^2[01]\d\d-(0[1-9]|1[0-2])$/, sentence: 'Give a month such as 2026-11.' });

const MOST_LISTED = 50;

/** A list of short codes. */
export function Codes(words: FieldWords): PropertyDecorator {
  const sentence = `Give a list of at most ${MOST_LISTED} codes.`;
  const isCode = (value: unknown): boolean => typeof value === 'string' && /^[\w-]{1,60}$/.test(value);
  return field({ type: 'string', isArray: true, maxItems: MOST_LISTED }, words, (value) =>
    Array.isArray(value) && value.length <= MOST_LISTED && value.every(isCode) ? null : sentence,
  );
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of texts; for answers. */
export const Texts = (words: FieldWords): PropertyDecorator =>
  field({ type: 'string', isArray: true }, words, (value) => (Array.isArray(value) ? null : 'Give a list of texts.'));

/** An object within the object. */
export const Part = (made: Made, words: FieldWords = {}): PropertyDecorator =>
  applyDecorators(
    field({ type: made }, words, (value) => (isObject(value) ? null : 'Give an object.')),
    Type(() => made),
    ValidateNested(),
  );

/** A list of objects, `max` at most. */
export function Parts(made: Made, words: FieldWords & { readonly max?: number } = {}): PropertyDecorator {
  const max = words.max ?? Infinity;
  const sentence = max === Infinity ? 'Give a list of objects.' : `Give a list of at most ${max} objects.`;
  return applyDecorators(
    field({ type: made, isArray: true, ...(max === Infinity ? {} : { maxItems: max }) }, words, (value) =>
      Array.isArray(value) && value.length <= max && value.every(isObject) ? null : sentence,
    ),
    Type(() => made),
    ValidateNested({ each: true }),
  );
}
