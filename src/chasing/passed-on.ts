/** Where an assignment or a report was, and from when until when: conferences that were made one, or two again, pass them on. */
import type { Span } from './spans.js';

/** One merge that took something along, and its end when it was taken back. */
export interface Passing {
  readonly keptId: number;
  readonly mergedId: number;
  readonly mergedAt: Temporal.Instant;
  readonly unmergedAt: Temporal.Instant | null;
}

export interface Place {
  readonly conferenceId: number;
  readonly span: Span;
}

/** Where it was, in order; what no merge took along is where it always was, which is `home`. */
export function placesOf(passings: readonly Passing[], home: number): readonly Place[] {
  const steps = [
    { conferenceId: passings[0]?.mergedId ?? home, from: -Infinity },
    ...passings.flatMap(({ keptId, mergedId, mergedAt, unmergedAt }) => [
      { conferenceId: keptId, from: mergedAt.epochMilliseconds },
      ...(unmergedAt === null ? [] : [{ conferenceId: mergedId, from: unmergedAt.epochMilliseconds }]),
    ]),
  ];
  return steps.map(({ conferenceId, from }, i) => ({
    conferenceId,
    span: { from, until: steps[i + 1]?.from ?? Infinity },
  }));
}

export const spansAt = (places: readonly Place[], conferenceId: number): readonly Span[] =>
  places.flatMap((place) => (place.conferenceId === conferenceId ? [place.span] : []));

/** Whether that was the place at that time. */
export const isAt = (places: readonly Place[], conferenceId: number, at: number): boolean =>
  spansAt(places, conferenceId).some(({ from, until }) => from <= at && at < until);
