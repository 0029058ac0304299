/** What stood in a form, without trusting its shape: a field may be absent, repeated, nested or huge, and none is an error. */

/** Nobody types more into one field; what is cut off would be refused by the field's own limit anyway. */
const LONGEST = 10_000;
const MOST_CHOICES = 100;

const valueOf = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;

const clean = (text: string, longest = LONGEST): string =>
  text.toWellFormed().replaceAll('\0', '').slice(0, longest).trim();

/** One field without the blanks around it; '' when it is absent, or sent more than once: nobody says which was meant. */
export function typedText(body: unknown, name: string, longest = LONGEST): string {
  const value = valueOf(body, name);
  return typeof value === 'string' ? clean(value, longest) : '';
}

/** Every value of a field that may be ticked several times, at most a hundred; empty ones are left out. */
export function typedChoices(body: unknown, name: string): readonly string[] {
  const value = valueOf(body, name);
  const all: readonly unknown[] = Array.isArray(value) ? value.slice(0, MOST_CHOICES) : [value];
  return all
    .filter((one) => typeof one === 'string')
    .map((one) => clean(one))
    .filter((one) => one !== '');
}

/** A whole number from 0 on, such as an id, in plain digits; null for anything else. PostgreSQL's `integer` is the limit. */
export function wholeNumber(text: string): number | null {
  const number = /^(0|[1-9]\d{0,9})$/.test(text) ? Number(text) : null;
  return number !== null && number <= 2_147_483_647 ? number : null;
}
