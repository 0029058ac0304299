/** How sittings of several lengths fit into one person's minutes: each way that leaves no room for one more. */

export interface Length {
  readonly minutes: number;
  readonly columns: readonly number[];
}
/** How many of each length. */
export type Pattern = readonly number[];

/** Null when there are more than `most`. */
export function fullPatterns(lengths: readonly Length[], room: number, most: number): readonly Pattern[] | null {
  const patterns: Pattern[] = [];
  const fits = (at: number, left: number, counts: readonly number[]): boolean => {
    const length = lengths[at];
    if (length === undefined) {
      const isFull = lengths.every(({ minutes, columns }, n) => (counts[n] ?? 0) === columns.length || minutes > left);
      if (isFull) patterns.push(counts);
      return patterns.length <= most;
    }
    for (let count = Math.min(length.columns.length, Math.floor(left / length.minutes)); count >= 0; count -= 1)
      if (!fits(at + 1, left - count * length.minutes, [...counts, count])) return false;
    return true;
  };
  return fits(0, room, []) ? patterns : null;
}
