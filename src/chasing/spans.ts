/** Stretches of time from a moment up to another, in milliseconds of the epoch; Infinity when it has not ended. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const spanOf = (from: Temporal.Instant, until: Temporal.Instant | null): Span => ({
  from: from.epochMilliseconds,
  until: until === null ? Infinity : until.epochMilliseconds,
});

/** What lies in some of both. */
export const within = (spans: readonly Span[], others: readonly Span[]): readonly Span[] =>
  spans
    .flatMap((one) =>
      others.map((other) => ({ from: Math.max(one.from, other.from), until: Math.min(one.until, other.until) })),
    )
    .filter(({ from, until }) => from < until)
    .toSorted((a, b) => a.from - b.from);

/** What lies in some of the first and in none of the others. */
export const without = (spans: readonly Span[], others: readonly Span[]): readonly Span[] =>
  others.reduce<readonly Span[]>(
    (left, cut) =>
      left
        .flatMap(({ from, until }) => [
          { from, until: Math.min(until, cut.from) },
          { from: Math.max(from, cut.until), until },
        ])
        .filter(({ from, until }) => from < until),
    spans,
  );
