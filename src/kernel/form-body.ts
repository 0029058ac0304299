/** Reads the body of a submitted form without trusting its shape: a field may be absent, repeated, nested or huge. */

/** Longer than anything a person types into one box here; the rest is cut, so that no field can fill a page or a row. */
const LONGEST = 2_000;

const valueOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;

const tidied = (text: string): string => text.toWellFormed().replaceAll('\0', '').slice(0, LONGEST).trim();

/** One field as text without the blanks around it; '' when it is absent. Of a repeated field the first counts. */
export function field(body: unknown, name: string): string {
  const value = valueOf(body, name);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? tidied(first) : '';
}

/** Every value of a field that may be repeated (checkboxes), at most a hundred; empty ones are left out. */
export function fields(body: unknown, name: string): readonly string[] {
  const value = valueOf(body, name);
  const all: readonly unknown[] = Array.isArray(value) ? value.slice(0, 100) : [value];
  return all
    .filter((one) => typeof one === 'string')
    .map(tidied)
    .filter((one) => one !== '');
}

/** A positive whole number such as an id, or null for anything else. PostgreSQL's `integer` ends at 2147483647. */
export function wholeNumber(text: string): number | null {
  const number = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null;
  return number !== null && number <= 2_147_483_647 ? number : null;
}
