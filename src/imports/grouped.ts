/** Which rows share a key: places in the list, and no array for each of fifty thousand meetings. */
import { detached } from './remembered.js';

const NONE = -1;

export class Grouped {
  private readonly groups = new Map<string, number>();
  private readonly first: number[] = [];
  private readonly last: number[] = [];
  private readonly next = new Map<number, number>();

  /** How many different keys there are. */
  get size(): number {
    return this.first.length;
  }

  add(key: string, place: number): void {
    const group = this.groups.get(key);
    if (group === undefined) {
      this.groups.set(detached(key), this.first.length);
      this.first.push(place);
      this.last.push(place);
      return;
    }
    this.next.set(this.last[group] ?? NONE, place);
    this.last[group] = place;
  }

  /** The places of a key in the order in which they were added. */
  at(key: string): readonly number[] {
    const group = this.groups.get(key);
    return group === undefined ? [] : this.from(this.first[group] ?? NONE);
  }

  /** Every group of places, in the order of their first ones. */
  *all(): Iterable<readonly number[]> {
    for (const place of this.first) yield this.from(place);
  }

  private from(first: number): readonly number[] {
    const places = [first];
    for (let at = this.next.get(first); at !== undefined; at = this.next.get(at)) places.push(at);
    return places;
  }
}
