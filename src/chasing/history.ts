/**
 * What was open and for how long, worked out from the history of a conference. The proof asks here and nowhere else: it
 * shares with the chasing itself only the ladder, so that a mistake in one is found by the other.
 */
import { isReview, type ConferenceKind } from '../conferences/kinds.js';
import { londonDate, londonInstant } from '../kernel/london.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import { CHASED_FOR_DAYS, type ChaseKind } from './ladder.js';
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
  readonly kind: ConferenceKind;
  readonly reportDue: Temporal.PlainDate;
  /** While this was its time and its kind. */
  readonly span: Span;
}

export interface PastConference {
  readonly reference: string;
  readonly hubCode: string;
  readonly times: readonly PastTime[];
  /** While it was to be held. */
  readonly scheduled: readonly Span[];
  /** While it was to be held or had been. */
  readonly reportable: readonly Span[];
  /** In the order in which they were asked. */
  readonly leads: readonly PastLead[];
  /** Who had ever been asked and was still to be found on it, whatever they had said. */
  readonly asked: readonly { readonly id: number; readonly span: Span }[];
  /** In the order in which they were made. */
  readonly decisions: readonly { readonly id: number; readonly value: RelevanceValue; readonly at: number }[];
  /** While its report was on record. */
  readonly reported: readonly Span[];
  /** In milliseconds of the epoch; Infinity while nothing is on record. */
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
  joined(past.times.flatMap((time) => mattersIn(past, time)));

/** What goes on under another kind, or is put back on in the same moment, is one matter. */
function joined(matters: readonly PastMatter[]): readonly PastMatter[] {
  const whole: PastMatter[] = [];
  for (const matter of matters) {
    const { kind, edition, span } = matter;
    const before = whole.findIndex(
      (one) => one.kind === kind && one.edition === edition && one.span.until === span.from,
    );
    if (before === -1) whole.push(matter);
    else whole[before] = { ...matter, span: { from: whole[before]!.span.from, until: span.until } };
  }
  return whole;
}

function mattersIn(past: PastConference, time: PastTime): readonly PastMatter[] {
  const chased = within([time.span], [until(time.startsAt.add({ hours: CHASED_FOR_DAYS * 24 }))]);
  const needed = without(
    within(within(chased, past.scheduled), [{ from: -Infinity, until: past.outcomeAt }]),
    notNeeded(past, time),
  );
  return [
    ...withoutAnybody(past, time, needed),
    ...withoutAnswer(past, time, needed),
    ...declined(past, time, needed),
    ...undecided(past, time, needed),
    ...of(past, time, 'outcome-missing', within(needed, [after(time.endsAt)]), {
      day: londonDate(time.endsAt),
      made: '',
    }),
    ...withoutReport(past, time, chased),
    ...past.minutes.flatMap(({ dueBy, span }) =>
      of(past, time, 'minutes-missing', within([time.span], within(past.reportable, [span])), {
        day: dueBy,
        made: '',
      }),
    ),
  ];
}

const after = (at: Temporal.Instant): Span => ({ from: at.epochMilliseconds, until: Infinity });
const until = (at: Temporal.Instant): Span => ({ from: -Infinity, until: at.epochMilliseconds });

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
  isReview(time.kind)
    ? standingDecisions(past, time).flatMap(({ value, span }) => (value === 'not-relevant' ? [span] : []))
    : [];

const goes = (past: PastConference): readonly Span[] =>
  past.leads.flatMap(({ how, span }) => (how === 'declined' ? [] : [span]));

function withoutAnybody(past: PastConference, time: PastTime, needed: readonly Span[]): readonly PastMatter[] {
  const day = londonDate(time.startsAt);
  return without(needed, goes(past)).flatMap((span) => {
    const before = past.asked.filter((one) => one.span.from <= span.from && span.from < one.span.until);
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
  isReview(time.kind)
    ? standingDecisions(past, time)
        .filter(({ value }) => value === 'undecided')
        .flatMap(({ id, span }) =>
          of(past, time, 'relevance-undecided', within(needed, [span]), {
            day: londonDate(time.startsAt),
            made: `${id}`,
          }),
        )
    : [];

const withoutReport = (past: PastConference, time: PastTime, chased: readonly Span[]): readonly PastMatter[] =>
  of(past, time, 'report-owed', without(within(chased, past.reportable), past.reported), {
    day: time.reportDue,
    made: time.reportDue.toString(),
  });

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

/** A conference that was to be announced: what was told of it, and what the trail says of it since. */
export interface PastExpectation {
  readonly subject: string;
  readonly hubCode: string;
  readonly recordedAt: Temporal.Instant;
  /** How it stands now, for one of which the trail says nothing. */
  readonly dueBy: Temporal.PlainDate;
  readonly settledAt: Temporal.Instant | null;
  /** Other days and states that it had, oldest first; those not kept are null. */
  readonly changes: readonly {
    readonly at: Temporal.Instant;
    readonly day: { readonly before: Temporal.PlainDate; readonly after: Temporal.PlainDate } | null;
    readonly open: { readonly before: boolean; readonly after: boolean } | null;
  }[];
}

/** While it was open, once for each day by which it was to be announced. */
export function expectedThroughout(past: PastExpectation): readonly PastMatter[] {
  const { changes, recordedAt, settledAt } = past;
  let day = changes.find((one) => one.day !== null)?.day?.before ?? past.dueBy;
  const first = changes.find((one) => one.open !== null)?.open ?? null;
  let [from, open] = [recordedAt.epochMilliseconds, first?.before ?? true];
  const matters: PastMatter[] = [];
  const close = (at: number): void => {
    if (open && from < at) matters.push(matterOf(past, day, { from, until: at }));
    from = at;
  };
  for (const change of changes) {
    close(change.at.epochMilliseconds);
    if (change.day !== null) day = change.day.after;
    if (change.open !== null) open = change.open.after;
  }
  close(first === null && settledAt !== null ? settledAt.epochMilliseconds : Infinity);
  return matters.filter(({ span }) => span.from < span.until);
}

function matterOf(
  { subject, hubCode }: Pick<PastExpectation, 'subject' | 'hubCode'>,
  dueBy: Temporal.PlainDate,
  { from, until }: Span,
): PastMatter {
  const forgotten = londonInstant(dueBy.add({ days: CHASED_FOR_DAYS + 1 }), Temporal.PlainTime.from('00:00'));
  return {
    kind: 'expectation-overdue',
    subject,
    hubCode,
    edition: dueBy.toString(),
    day: dueBy,
    startsAt: null,
    span: { from, until: Math.min(until, forgotten.epochMilliseconds) },
  };
}
