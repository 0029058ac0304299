/** Whose conference a row is, where a column of the list names the hub or the local authority. */
import { headerWords } from './fields.js';
import type { HubNames } from './rules.js';

const namesOf = ({ code, name, localAuthority }: HubNames): readonly string[] =>
  [code, name, localAuthority].map(headerWords);

/** The name of another hub in a cell; null when it names this one, or none that is known ("East team"). */
export function otherHub(text: string, hub: HubNames, hubs: readonly HubNames[]): string | null {
  const words = ` ${headerWords(text)} `;
  const isNamed = (each: HubNames): boolean => namesOf(each).some((name) => words.includes(` ${name} `));
  if (isNamed(hub)) return null;
  return hubs.find((each) => each.code !== hub.code && isNamed(each))?.name ?? null;
}
