/** Whether somebody a list names is on the tracker. */
import { readPerson } from '../imports/written-people.js';

export interface PersonOnRecord {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  readonly hubCode: string;
}

/** `likely` is who may be meant, the likeliest first, for a person to choose from. */
export type Matched =
  { readonly found: true; readonly attendeeId: number } | { readonly found: false; readonly likely: readonly number[] };

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z]/g, '');

/**
 * Found by the mail address, or by surname with forename or initial where only one person has them. A surname alone never
 * finds anybody: whoever it was may have left long ago.
 */
export function matchPerson(written: string, people: readonly PersonOnRecord[]): Matched {
  const person = readPerson(written);
  if (person === null) return { found: false, likely: [] };
  const byMail = person.mail === null ? undefined : people.find(({ mail }) => mail?.toLowerCase() === person.mail);
  if (byMail !== undefined) return { found: true, attendeeId: byMail.id };
  const surname = plain(person.surname);
  const namesakes = people.filter(({ name }) => plain(name.split(' ').at(-1) ?? '') === surname);
  const given = plain(person.given ?? '');
  const fitting = given === '' ? [] : namesakes.filter(({ name }) => isGiven(given, plain(name.split(' ')[0] ?? '')));
  const [only, other] = fitting;
  if (only !== undefined && other === undefined) return { found: true, attendeeId: only.id };
  return { found: false, likely: (fitting.length > 0 ? fitting : namesakes).map(({ id }) => id) };
}

/** "a" for Ada, "ada" for Ada; never "adam" for Ada. */
const isGiven = (written: string, name: string): boolean =>
  written.length === 1 ? name.startsWith(written) : written === name;
