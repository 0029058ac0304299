/** The history of a conference as the trail tells it, for the proof. */
import type { Answer } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import type { PastConference, PastLead, PastTime } from './history.js';
import { within, type Span } from './spans.js';

export interface TrailEvent {
  readonly at: Temporal.Instant;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Somebody who was asked to lead the last sitting. */
export interface AskedLead {
  readonly id: number;
  readonly name: string;
  readonly askedAt: Temporal.Instant;
  /** Null while they are on it, or declined. */
  readonly withdrawnAt: Temporal.Instant | null;
}

export interface TrailHistory {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly createdAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly leads: readonly AskedLead[];
  readonly decisions: readonly { readonly id: number; readonly value: RelevanceValue; readonly at: Temporal.Instant }[];
  readonly reportAt: Temporal.Instant | null;
  readonly outcomeAt: Temporal.Instant | null;
  /** Oldest first. */
  readonly events: readonly TrailEvent[];
}

/** Conferences that were made one or two have the history of both: what was owed about them nobody can tell from it. */
const ENTANGLED = ['conference.merged', 'conference.unmerged', 'conference.split-into', 'assignment.brought-over'];

const ms = (at: Temporal.Instant | null): number => (at === null ? Infinity : at.epochMilliseconds);

/** Null of a conference whose history cannot be told apart from another's. */
export function pastOf(history: TrailHistory, daysOf: DaysOf): PastConference | null {
  const { reference, hubCode, kind, events } = history;
  if (events.some(({ action }) => ENTANGLED.includes(action))) return null;
  const states = statesOf(history);
  const times = timesOf(history, daysOf);
  return {
    reference,
    hubCode,
    kind,
    times,
    scheduled: states.filter(({ state }) => state === 'scheduled').map(({ span }) => span),
    reportable: states.filter(({ state }) => state === 'scheduled' || state === 'held').map(({ span }) => span),
    leads: history.leads.flatMap((lead) => standingsOf(lead, history)),
    decisions: history.decisions.map(({ id, value, at }) => ({ id, value, at: ms(at) })),
    reportAt: ms(history.reportAt),
    outcomeAt: ms(history.outcomeAt),
    minutes: times.flatMap(({ startsAt, span }) =>
      within([span], awaitedIn(events)).map((open) => ({ dueBy: daysOf(startsAt).minutesDue, span: open })),
    ),
  };
}

/** The days that follow from a time by the rules of the hub. */
export type DaysOf = (startsAt: Temporal.Instant) => {
  readonly reportDue: Temporal.PlainDate;
  readonly minutesDue: Temporal.PlainDate;
};

/** While minutes were asked for and had not come. */
function awaitedIn(events: readonly TrailEvent[]): readonly Span[] {
  const said = events.filter(({ action }) => action === 'minutes.recorded');
  return said.flatMap(({ at, detail }, i) =>
    detail.askedOn != null && detail.receivedOn == null ? [{ from: ms(at), until: ms(said[i + 1]?.at ?? null) }] : [],
  );
}

/** In which state it was, and for how long. That it was held is no change of its own on the trail: the outcome says so. */
function statesOf({
  state,
  createdAt,
  events,
}: TrailHistory): readonly { readonly state: string; readonly span: Span }[] {
  const changes = events.filter(({ action }) => action === 'conference.changed-state');
  const first = changes[0]?.detail.from;
  const before = typeof first === 'string' ? first : state === 'held' ? 'scheduled' : state;
  const steps = [
    { state: before, from: ms(createdAt) },
    ...changes.map(({ at, detail }) => ({ state: String(detail.to), from: ms(at) })),
  ];
  return steps.map((step, i) => ({
    state: step.state,
    span: { from: step.from, until: steps[i + 1]?.from ?? Infinity },
  }));
}

/** Its times, each for as long as it stood; an earlier sitting, or a time that the trail does not keep, is left out. */
function timesOf({ createdAt, startsAt, endsAt, events }: TrailHistory, daysOf: DaysOf): readonly PastTime[] {
  const times: PastTime[] = [];
  let from = ms(createdAt);
  for (const { at, action, detail } of events) {
    if (action !== 'conference.moved' && action !== 'conference.reconvened') continue;
    const was = action === 'conference.moved' ? timeIn(detail.was) : null;
    if (was === null) times.length = 0;
    else times.push({ ...was, reportDue: daysOf(was.startsAt).reportDue, span: { from, until: ms(at) } });
    from = ms(at);
  }
  return [...times, { startsAt, endsAt, reportDue: daysOf(startsAt).reportDue, span: { from, until: Infinity } }];
}

function timeIn(was: unknown): Pick<PastTime, 'startsAt' | 'endsAt'> | null {
  const { startsAt, endsAt } = (was ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof startsAt !== 'string' || typeof endsAt !== 'string') return null;
  return { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt) };
}

const HOW: Record<Answer, PastLead['how']> = { accepted: 'accepted', tentative: 'asked', declined: 'declined' };

/** How somebody stood, from being asked to being taken off: every answer of theirs, and every time they were asked anew. */
function standingsOf(
  { id, name, askedAt, withdrawnAt }: AskedLead,
  { leads, events }: Pick<TrailHistory, 'leads' | 'events'>,
): readonly PastLead[] {
  // Whoever declined may be put on it again: what they say from then on is about that.
  const again = leads.find((other) => other.id > id && other.name === name);
  const [from, until] = [ms(askedAt), Math.min(ms(withdrawnAt), ms(again?.askedAt ?? null))];
  const turns: { readonly how: PastLead['how']; readonly from: number }[] = [{ how: 'asked', from }];
  for (const { at, action, detail } of events) {
    if (detail.attendee !== name || ms(at) < from || ms(at) >= until) continue;
    const how =
      action === 'assignment.answered'
        ? HOW[detail.answer as Answer]
        : action === 'assignment.asked-again'
          ? 'asked'
          : null;
    if (how !== null && how !== undefined && how !== turns.at(-1)?.how) turns.push({ how, from: ms(at) });
  }
  return turns
    .map(({ how, from: begins }, i) => ({
      id,
      how,
      span: { from: begins, until: Math.min(until, turns[i + 1]?.from ?? Infinity) },
    }))
    .filter(({ span }) => span.from < span.until);
}
