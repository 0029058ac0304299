/** What part of the conferences somebody carries, beside what part of everybody's time is theirs. */
export interface Carrier {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  /** Minutes in which they worked and were not away; null when no hours are kept. */
  readonly available: number | null;
  readonly minutes: number;
  readonly conferences: number;
}

export interface Share extends Carrier {
  /** From 0 to 1; null without hours on record. */
  readonly ofTime: number | null;
  readonly ofLoad: number;
  /** Load for each part of the time: 1 is a fair share. Null where it cannot be said. */
  readonly ratio: number | null;
}

/**
 * Shares among people whose hours are kept: whoever joined or was away has less time and is owed less. Those without
 * hours are listed beside, and their load counts for nobody's share. Who carries most for their time comes first.
 */
export function sharesOf(people: readonly Carrier[]): readonly Share[] {
  const known = people.filter(({ available }) => available !== null);
  const time = known.reduce((sum, { available }) => sum + (available ?? 0), 0);
  const load = known.reduce((sum, { minutes }) => sum + minutes, 0);
  const share = (person: Carrier): Share => {
    if (person.available === null) return { ...person, ofTime: null, ofLoad: 0, ratio: null };
    const ofTime = time === 0 ? 0 : person.available / time;
    const ofLoad = load === 0 ? 0 : person.minutes / load;
    return { ...person, ofTime, ofLoad, ratio: ofTime === 0 || load === 0 ? null : ofLoad / ofTime };
  };
  const order = ({ ratio }: Share): number => ratio ?? -1;
  return people.map(share).toSorted((a, b) => order(b) - order(a) || (a.name < b.name ? -1 : 1));
}
