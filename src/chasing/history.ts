/**
 * What was open and for how long, worked out from the history of a conference. The proof asks here and nowhere else: it
 * shares with the chasing itself only the ladder, so that a mistake in one is found by the other.
 */
import { isReview, type ConferenceKind } from '../conferences/kinds.js';
import { londonDate } from '../kernel/london.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import type { ChaseKind } from './ladder.js';
import { within, without, type Span } from './spans.js';

/** How somebody who was asked to lead stood for a while. */
export interface PastLead {
  readonly id: number;
  readonly how: 'asked' | 'accepted' | 'declined';
  readonly span: Span;
}

export interface PastTime {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly reportDue: Temporal.PlainDate;
  /** While this was its time. */
  readonly span: Span;
}

export interface PastConference {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly times: readonly PastTime[];
  /** While it was to be held. */
  readonly scheduled: readonly Span[];
  /** While it was to be held or had been. */
  readonly reportable: readonly Span[];
  /** In the order in which they were asked. */
  readonly leads: readonly PastLead[];
  /** In the order in which they were made. */
  readonly decisions: readonly { readonly id: number; readonly value: RelevanceValue; readonly at: number }[];
  /** In milliseconds of the epoch; Infinity while nothing is on record. */
  readonly reportAt: number;
  readonly outcomeAt: number;
  /** Minutes that were asked for, each until they came. */
  readonly minutes: readonly { readonly dueBy: Temporal.PlainDate; readonly span: Span }[];
}

export interface PastMatter {
  readonly kind: ChaseKind;
  readonly subject: string;
  readonly hubCode: string;
  readonly edition: string;
  readonly day: Temporal.PlainDate;
  readonly startsAt: Temporal.Instant | null;
  readonly span: Span;
}

/** Everything that was open about a conference, each for as long as it was. */
export const mattersThroughout = (past: PastConference): readonly PastMatter[] =>
  past.times.flatMap((time) => {
    const base = within([{ from: time.span.from, until: Math.min(time.span.until, past.outcomeAt) }], past.scheduled);
    const needed = without(base, notNeeded(past, time));
    return [
      ...withoutAnybody(past, time, needed),
      ...withoutAnswer(past, time, needed),
      ...declined(past, time, needed),
      ...undecided(past, time, needed),
      ...of(past, time, 'outcome-missing', within(needed, [after(time.endsAt)]), {
        day: londonDate(time.endsAt),
        made: '',
      }),
      ...withoutReport(past, time),
      ...past.minutes.flatMap(({ dueBy, span }) =>
        of(past, time, 'minutes-missing', within([time.span], within(past.reportable, [span])), {
          day: dueBy,
          made: '',
        }),
      ),
    ];
  });

const after = (at: Temporal.Instant): Span => ({ from: at.epochMilliseconds, until: Infinity });

/** What was decided before the start, each until the next: later decisions are corrections. */
function standingDecisions(
  past: PastConference,
  { startsAt }: PastTime,
): readonly { readonly id: number; readonly value: RelevanceValue; readonly span: Span }[] {
  const made = past.decisions.filter(({ at }) => at <= startsAt.epochMilliseconds);
  const all = [{ id: 0, value: 'undecided' as const, at: -Infinity }, ...made];
  return all.map(({ id, value, at }, i) => ({ id, value, span: { from: at, until: all[i + 1]?.at ?? Infinity } }));
}

const notNeeded = (past: PastConference, time: PastTime): readonly Span[] =>
  isReview(past.kind)
    ? standingDecisions(past, time).flatMap(({ value, span }) => (value === 'not-relevant' ? [span] : []))
    : [];

const goes = (past: PastConference): readonly Span[] =>
  past.leads.flatMap(({ how, span }) => (how === 'declined' ? [] : [span]));

function withoutAnybody(past: PastConference, time: PastTime, needed: readonly Span[]): readonly PastMatter[] {
  const day = londonDate(time.startsAt);
  return without(needed, goes(past)).flatMap((span) => {
    const before = past.leads.filter((lead) => lead.span.from <= span.from);
    const made = `${Math.max(0, ...before.map(({ id }) => id))}`;
    return of(past, time, 'unassigned', [span], { day, made });
  });
}

const withoutAnswer = (past: PastConference, time: PastTime, needed: readonly Span[]): readonly PastMatter[] =>
  past.leads
    .filter(({ how }) => how === 'asked')
    .flatMap(({ id, span }) =>
      of(past, time, 'no-answer', within(needed, [span]), { day: londonDate(time.startsAt), made: `${id}` }),
    );

const declined = (past: PastConference, time: PastTime, needed: readonly Span[]): readonly PastMatter[] =>
  past.leads
    .filter(({ how }) => how === 'declined')
    .flatMap(({ id, span }) => {
      const nobody = without(within(needed, [span]), goes(past));
      const day = londonDate(Temporal.Instant.fromEpochMilliseconds(span.from));
      return of(past, time, 'declined', nobody, { day, made: `${id}` });
    });

const undecided = (past: PastConference, time: PastTime, needed: readonly Span[]): readonly PastMatter[] =>
  isReview(past.kind)
    ? standingDecisions(past, time)
        .filter(({ value }) => value === 'undecided')
        .flatMap(({ id, span }) =>
          of(past, time, 'relevance-undecided', within(needed, [span]), {
            day: londonDate(time.startsAt),
            made: `${id}`,
          }),
        )
    : [];

const withoutReport = (past: PastConference, time: PastTime): readonly PastMatter[] =>
  of(
    past,
    time,
    'report-owed',
    within([{ from: time.span.from, until: Math.min(time.span.until, past.reportAt) }], past.reportable),
    { day: time.reportDue, made: time.reportDue.toString() },
  );

const of = (
  { reference, hubCode }: PastConference,
  { startsAt }: PastTime,
  kind: ChaseKind,
  spans: readonly Span[],
  { day, made }: { readonly day: Temporal.PlainDate; readonly made: string },
): readonly PastMatter[] =>
  spans.map((span) => ({
    kind,
    subject: reference,
    hubCode,
    edition: made === '' ? startsAt.toString() : `${startsAt.toString()}#${made}`,
    day,
    startsAt,
    span,
  }));

/** A conference that was to be announced by a day, until an invitation met it. */
export const pastExpectation = (
  {
    subject,
    hubCode,
    dueBy,
  }: { readonly subject: string; readonly hubCode: string; readonly dueBy: Temporal.PlainDate },
  span: Span,
): PastMatter => ({
  kind: 'expectation-overdue',
  subject,
  hubCode,
  edition: dueBy.toString(),
  day: dueBy,
  startsAt: null,
  span,
});
