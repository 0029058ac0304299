/** Reads parsed JSON field by field and remembers every problem as a sentence, so that one start shows them all. */

type Fields = Readonly<Record<string, unknown>>;

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const VERSION = /^\d+\.\d+$/;
const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const ADDRESS = /^[^\s@<>]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** What a field that could not be read gives in its place; it is never seen, because the problems end the start. */
const UNREAD_DATE = Temporal.PlainDate.from('1970-01-01');

/**
 * One object of a file. `where` begins each sentence: "hubs.json, hub 3". Every method answers the field's value, or
 * remembers what is wrong with it.
 */
export class Checked {
  private readonly fields: Fields;

  constructor(
    value: unknown,
    readonly where: string,
    keys: readonly string[],
    private readonly problems: string[],
  ) {
    this.fields = isFields(value) ? value : {};
    if (!isFields(value)) {
      this.problem('must be an object');
      return;
    }
    for (const key of Object.keys(value)) if (!keys.includes(key)) this.problem(`has the unknown key "${key}"`);
    for (const key of keys) if (!(key in value)) this.problem(`lacks "${key}"`);
  }

  text(key: string): string {
    const value = this.fields[key];
    return typeof value === 'string' && value.trim() !== '' ? value : this.wrong(key, 'must be text', '');
  }

  code(key: string): string {
    return this.matching(key, KEBAB, 'must be a code of small letters, digits and hyphens');
  }

  version(key: string): string {
    return this.matching(key, VERSION, 'must be a version like 1.0');
  }

  time(key: string): string {
    return this.matching(key, CLOCK_TIME, 'must be a time like 08:00');
  }

  address(key: string): string {
    return this.matching(key, ADDRESS, 'must be a mail address');
  }

  date(key: string): Temporal.PlainDate {
    const value = this.fields[key];
    const date = typeof value === 'string' ? existingDate(value) : null;
    return date ?? this.wrong(key, 'must be a date that exists, like 2026-11-24', UNREAD_DATE);
  }

  flag(key: string): boolean {
    const value = this.fields[key];
    return typeof value === 'boolean' ? value : this.wrong(key, 'must be true or false', false);
  }

  wholeNumber(key: string, least: number, most: number): number {
    const value = this.fields[key];
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    return this.wrong(key, `must be a whole number from ${least} to ${most}`, least);
  }

  oneOf<T extends string>(key: string, values: readonly [T, ...T[]]): T {
    const value = values.find((each) => each === this.fields[key]);
    return value ?? this.wrong(key, `must be one of ${values.join(', ')}`, values[0]);
  }

  /** A list, perhaps empty, of some of the values. */
  someOf<T extends string>(key: string, values: readonly T[]): T[] {
    const value = this.fields[key];
    const isOne = (each: unknown): each is T => (values as readonly unknown[]).includes(each);
    return Array.isArray(value) && value.every(isOne)
      ? value
      : this.wrong(key, `must be a list of some of ${values.join(', ')}`, []);
  }

  domains(key: string): string[] {
    const value = this.fields[key];
    const isDomain = (each: unknown): each is string => typeof each === 'string' && DOMAIN.test(each);
    return Array.isArray(value) && value.length > 0 && value.every(isDomain)
      ? value
      : this.wrong(key, 'must be a list of mail domains in small letters', []);
  }

  object(key: string, keys: readonly string[]): Checked {
    return new Checked(this.fields[key] ?? {}, `${this.where}, "${key}"`, keys, this.problems);
  }

  isNull(key: string): boolean {
    return this.fields[key] === null;
  }

  /** Each entry of a list that must not be empty, named "<where>, <noun> 1" and so on. */
  list<T>(key: string, noun: string, keys: readonly string[], read: (entry: Checked) => T): T[] {
    const value = this.fields[key];
    if (!Array.isArray(value) || value.length === 0) return this.wrong(key, 'must be a list with entries', []);
    return value.map((each, at) => read(new Checked(each, `${this.where}, ${noun} ${at + 1}`, keys, this.problems)));
  }

  /** As `list`, and may be empty. */
  perhapsList<T>(key: string, noun: string, keys: readonly string[], read: (entry: Checked) => T): T[] {
    const value = this.fields[key];
    return Array.isArray(value) && value.length === 0 ? [] : this.list(key, noun, keys, read);
  }

  /** Remembers a sentence for each value that stands twice. */
  noneTwice(key: string, values: readonly string[]): void {
    for (const value of new Set(values.filter((each, at) => each !== '' && values.indexOf(each) !== at))) {
      this.problem(`has the ${key} "${value}" twice`);
    }
  }

  problem(what: string): void {
    this.problems.push(`${this.where} ${what}.`);
  }

  private matching(key: string, shape: RegExp, rule: string): string {
    const value = this.fields[key];
    return typeof value === 'string' && shape.test(value) ? value : this.wrong(key, rule, '');
  }

  private wrong<T>(key: string, rule: string, instead: T): T {
    // A missing key has its sentence already.
    if (key in this.fields) this.problem(`"${key}" ${rule}, not ${JSON.stringify(this.fields[key])}`);
    return instead;
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** PlainDate.from would take a time or a calendar note after the date; here a date is ten characters. */
function existingDate(text: string): Temporal.PlainDate | null {
  if (!ISO_DATE.test(text)) return null;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  if (month < 1 || month > 12 || day < 1) return null;
  return day > new Temporal.PlainYearMonth(year, month).daysInMonth ? null : Temporal.PlainDate.from(text);
}
