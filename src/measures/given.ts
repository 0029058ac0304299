/** One object of a JSON file, read key by key; what is wrong is remembered as a sentence, and reading goes on. */

type Fields = Readonly<Record<string, unknown>>;

/** Stands for a time that could not be read; it is never seen, because its sentence refuses the file. */
const UNREAD = Temporal.Instant.fromEpochMilliseconds(0);
const UNREAD_DAY = Temporal.PlainDate.from('1970-01-01');
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** So much of what stood there as tells a person where to look; nothing that a terminal would take for an order. */
const MOST_SHOWN = 80;
export const shown = (text: string): string => {
  const clean = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return clean.length > MOST_SHOWN ? `${clean.slice(0, MOST_SHOWN)}…` : clean;
};

/** `HELD`, `NOT_RELEVANT` and `PreBirth ICPC` are what people write; the values are of small letters. */
export const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-');

export class Given {
  private readonly fields: Fields;
  private readonly asked = new Set<string>();
  private readonly isObject: boolean;
  private readonly name: string;

  constructor(
    private readonly value: unknown,
    name: string,
    private readonly problems: string[],
    isToldAlready = false,
  ) {
    this.name = shown(name);
    this.isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!this.isObject && !isToldAlready) this.problem('must be an object');
    this.fields = this.isObject ? (value as Fields) : {};
  }

  /** The same object with a name that tells more, for its sentences. */
  called(name: string): Given {
    const same = new Given(this.value, name, this.problems, !this.isObject);
    for (const key of this.asked) same.asked.add(key);
    return same;
  }

  problem(what: string): void {
    this.problems.push(`${this.name} ${what}.`);
  }

  text(key: string): string | null {
    return this.read(key, 'text', (value) => {
      if (typeof value === 'number') return String(value);
      return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
    });
  }

  requiredText(key: string): string {
    return this.text(key) ?? this.lacking(key, '');
  }

  flag(key: string): boolean | null {
    return this.read(key, 'true or false', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  instant(key: string): Temporal.Instant | null {
    return this.read(key, 'a time from 1990 to 2099 with its offset, like 2026-11-24T09:30:00Z', (value) =>
      readInstant(value),
    );
  }

  requiredInstant(key: string): Temporal.Instant {
    return this.instant(key) ?? this.lacking(key, UNREAD);
  }

  day(key: string): Temporal.PlainDate | null {
    return this.read(key, 'a date from 1990 to 2099 that exists, like 2026-11-24', (value) => readDay(value));
  }

  requiredDay(key: string): Temporal.PlainDate {
    return this.day(key) ?? this.lacking(key, UNREAD_DAY);
  }

  oneOf<T extends string>(key: string, values: readonly [T, ...T[]]): T | null {
    return this.read(key, `one of ${values.join(', ')}`, (value) =>
      typeof value === 'string' ? values.find((one) => plain(one) === plain(value)) : undefined,
    );
  }

  required<T extends string>(key: string, values: readonly [T, ...T[]]): T {
    return this.oneOf(key, values) ?? this.lacking(key, values[0]);
  }

  /** Null when it is not there; a number that cannot be meant has its sentence. */
  wholeNumber(key: string, most: number): number | null {
    return this.read(key, `a whole number from 0 to ${most}`, (value) =>
      typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined,
    );
  }

  /** A list of texts; one text alone is a list of one. */
  texts(key: string): readonly string[] | null {
    return this.read(key, 'a list of texts', (value) => {
      const all: unknown[] = Array.isArray(value) ? value : [value];
      const texts = all.flatMap((one) =>
        typeof one === 'string' || typeof one === 'number' ? [String(one).trim()] : [],
      );
      return texts.length === all.length && !texts.includes('') ? texts : undefined;
    });
  }

  /** What stands there as it is; the caller says what is wrong with it. */
  anything(key: string): unknown {
    return this.take(key);
  }

  part(key: string): Given | null {
    const value = this.take(key);
    return value === undefined ? null : new Given(value, `${this.under(key)},`, this.problems);
  }

  list<T>(key: string, read: (entry: Given, at: number) => T): readonly T[] {
    return this.each(key, (value, name, at) => read(new Given(value, name, this.problems), at));
  }

  /** A list whose entries are objects, or texts that say it shortly. */
  mixedList<T>(key: string, read: (entry: Given | string) => T): readonly T[] {
    return this.each(key, (value, name) =>
      read(typeof value === 'string' ? value : new Given(value, name, this.problems)),
    );
  }

  private each<T>(key: string, read: (value: unknown, name: string, at: number) => T): readonly T[] {
    const value = this.take(key);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((one, at) => read(one, `${this.under(key)} ${at + 1},`, at));
    this.problem(`has "${key}", which must be a list`);
    return [];
  }

  keys(): readonly string[] {
    return Object.keys(this.fields);
  }

  /** A key nobody asked for is a slip of the pen, and would count for nothing. */
  nothingElse(allowed: readonly string[]): void {
    for (const key of this.unknown()) if (!allowed.includes(key)) this.problem(`has the unknown key "${shown(key)}"`);
  }

  /** Keys with a value that nobody asked for. */
  unknown(): readonly string[] {
    return Object.entries(this.fields).flatMap(([key, value]) =>
      this.asked.has(key) || value === null || value === undefined ? [] : [key],
    );
  }

  /** What stands within this object, in words: its own name may end with a comma already. */
  private under(key: string): string {
    return `${this.name.replace(/,$/, '')}, "${key}"`;
  }

  private take(key: string): unknown {
    this.asked.add(key);
    return this.fields[key] ?? undefined;
  }

  private read<T>(key: string, rule: string, reading: (value: unknown) => T | undefined): T | null {
    const value = this.take(key);
    if (value === undefined) return null;
    const read = reading(value);
    if (read === undefined) this.problem(`has "${key}" ${shown(JSON.stringify(value))}, which must be ${rule}`);
    return read ?? null;
  }

  /** A value that is there and wrong has its sentence already. */
  private lacking<T>(key: string, instead: T): T {
    if (this.isObject && (this.fields[key] ?? undefined) === undefined) this.problem(`lacks "${key}"`);
    return instead;
  }
}

/** Anything else is a slip of the pen, and no working day could be counted to it. */
const isOfOurTime = (year: number): boolean => year >= 1990 && year < 2100;

function readInstant(value: unknown): Temporal.Instant | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const at = Temporal.Instant.from(value);
    return isOfOurTime(at.toZonedDateTimeISO('UTC').year) ? at : undefined;
  } catch {
    return undefined;
  }
}

function readDay(value: unknown): Temporal.PlainDate | undefined {
  if (typeof value !== 'string' || !ISO_DATE.test(value)) return undefined;
  try {
    const day = Temporal.PlainDate.from(value, { overflow: 'reject' });
    return isOfOurTime(day.year) ? day : undefined;
  } catch {
    return undefined;
  }
}
