/** Chance that can be repeated: the same seed gives the same force on every machine. */
export class Random {
  private state: number;

  /** @param seed any whole number; its lower 32 bits count */
  constructor(private readonly seed: number) {
    this.state = seed | 0;
  }

  /** A stream of its own for one purpose, so that drawing more for one purpose leaves the others as they were. */
  stream(purpose: string): Random {
    let hash = 0x811c9dc5 ^ this.seed;
    for (const letter of purpose) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    return new Random(hash);
  }

  /** From 0 up to but not including 1 (mulberry32, Tommy Ettinger, public domain). */
  fraction(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `lowest` to `highest`, both included. */
  whole(lowest: number, highest: number): number {
    return lowest + Math.floor(this.fraction() * (highest - lowest + 1));
  }

  /** True with a probability from 0 to 1. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of a list. Throws RangeError when there is none. */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('There is nothing to pick from.');
    return from[Math.floor(this.fraction() * from.length)] as T;
  }

  /** One of a list of values with their weights. Throws RangeError when there is none. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    let left = this.fraction() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of from) {
      left -= weight;
      if (left < 0) return value;
    }
    return this.pick(from)[0];
  }

  /** How many of something rare happened when `expected` happen on average (Poisson, Knuth's method). */
  count(expected: number): number {
    const limit = Math.exp(-expected);
    let product = this.fraction();
    let happened = 0;
    for (; product > limit; happened++) product *= this.fraction();
    return happened;
  }

  /** In the shape of a random UUID (RFC 9562 version 4). */
  uuid(): string {
    const digit = (): string => this.whole(0, 15).toString(16);
    return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) =>
      place === 'x' ? digit() : '89ab'.charAt(this.whole(0, 3)),
    );
  }
}
