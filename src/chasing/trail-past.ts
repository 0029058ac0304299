/** The history of a conference as the trail tells it, for the proof. */
import type { Answer } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import type { PastConference, PastLead, PastTime } from './history.js';
import { isAt, placesOf, spansAt, type Passing } from './passed-on.js';
import { within, type Span } from './spans.js';

export interface TrailEvent {
  readonly at: Temporal.Instant;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What a merge may take along to another conference. */
interface PassedOn {
  readonly id: number;
  /** The merges that took it along, oldest first; empty for nearly everything. */
  readonly passings: readonly Passing[];
}

/** Somebody who was asked to lead. */
export interface AskedLead extends PassedOn {
  readonly name: string;
  readonly askedAt: Temporal.Instant;
  /** Null while they are on it, or declined. */
  readonly withdrawnAt: Temporal.Instant | null;
  /** What the trail says of the conferences that they were on, oldest first. */
  readonly said: readonly (TrailEvent & { readonly conferenceId: number })[];
}

export interface SentReport extends PassedOn {
  readonly recordedAt: Temporal.Instant;
}

export interface TrailHistory {
  readonly id: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly createdAt: Temporal.Instant;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly leads: readonly AskedLead[];
  readonly decisions: readonly { readonly id: number; readonly value: RelevanceValue; readonly at: Temporal.Instant }[];
  readonly reports: readonly SentReport[];
  readonly outcomeAt: Temporal.Instant | null;
  /** Oldest first. */
  readonly events: readonly TrailEvent[];
}

/** The days that follow from a time by the rules of the hub. */
export type DaysOf = (time: { readonly kind: ConferenceKind; readonly startsAt: Temporal.Instant }) => {
  readonly reportDue: Temporal.PlainDate;
  readonly minutesDue: Temporal.PlainDate;
};

const ms = (at: Temporal.Instant | null): number => (at === null ? Infinity : at.epochMilliseconds);

export function pastOf(history: TrailHistory, daysOf: DaysOf): PastConference {
  const { id, reference, hubCode, events, leads } = history;
  const states = valuesOf(history, 'conference.changed-state', startedAs(history));
  const times = timesOf(history, daysOf);
  return {
    reference,
    hubCode,
    times,
    scheduled: states.filter(({ value }) => value === 'scheduled').map(({ span }) => span),
    reportable: states.filter(({ value }) => value === 'scheduled' || value === 'held').map(({ span }) => span),
    leads: leads.flatMap((lead) => standingsOf(lead, history)),
    asked: leads.flatMap((lead) => hereOf(lead, id).map((span) => ({ id: lead.id, span }))),
    decisions: history.decisions.map((decision) => ({ ...decision, at: ms(decision.at) })),
    reported: history.reports.flatMap(({ passings, recordedAt }) =>
      within(spansAt(placesOf(passings, id), id), [{ from: ms(recordedAt), until: Infinity }]),
    ),
    outcomeAt: ms(history.outcomeAt),
    minutes: times.flatMap(({ kind, startsAt, span }) =>
      within([span], awaitedIn(events)).map((open) => ({ dueBy: daysOf({ kind, startsAt }).minutesDue, span: open })),
    ),
  };
}

/** While minutes were asked for and had not come. */
function awaitedIn(events: readonly TrailEvent[]): readonly Span[] {
  const said = events.filter(({ action }) => action === 'minutes.recorded');
  return said.flatMap(({ at, detail }, i) =>
    detail.askedOn != null && detail.receivedOn == null ? [{ from: ms(at), until: ms(said[i + 1]?.at ?? null) }] : [],
  );
}

/** That it was held is no change of its own on the trail: the outcome says so. */
const startedAs = ({ state }: TrailHistory): string => (state === 'held' ? 'scheduled' : state);

interface Stood {
  readonly value: string;
  readonly span: Span;
}

/** What stood from when until when, by the changes on the trail; `always` when there are none. */
function valuesOf({ createdAt, events }: TrailHistory, change: string, always: string): readonly Stood[] {
  const changes = events.filter(({ action }) => action === change);
  const first = changes[0]?.detail.from;
  const steps = [
    { value: typeof first === 'string' ? first : always, from: ms(createdAt) },
    ...changes.map(({ at, detail }) => ({ value: String(detail.to), from: ms(at) })),
  ];
  return steps.map(({ value, from }, i) => ({ value, span: { from, until: steps[i + 1]?.from ?? Infinity } }));
}

type Sat = Pick<PastTime, 'startsAt' | 'endsAt' | 'span'>;

/** Its times and kinds, each for as long as both stood. */
function timesOf(history: TrailHistory, daysOf: DaysOf): readonly PastTime[] {
  const kinds = valuesOf(history, 'conference.changed-kind', history.kind);
  return sat(history).flatMap(({ span, ...time }) =>
    kinds.flatMap((each) =>
      within([span], [each.span]).map((both) => {
        const kind = each.value as ConferenceKind;
        return { ...time, kind, reportDue: daysOf({ kind, startsAt: time.startsAt }).reportDue, span: both };
      }),
    ),
  );
}

/** An earlier sitting, or a time that the trail does not keep, is left out. */
function sat({ createdAt, startsAt, endsAt, events }: TrailHistory): readonly Sat[] {
  const times: Sat[] = [];
  let from = ms(createdAt);
  for (const { at, action, detail } of events) {
    if (action !== 'conference.moved' && action !== 'conference.reconvened') continue;
    const was = action === 'conference.moved' ? timeIn(detail.was) : null;
    if (was === null) times.length = 0;
    else times.push({ ...was, span: { from, until: ms(at) } });
    from = ms(at);
  }
  return [...times, { startsAt, endsAt, span: { from, until: Infinity } }];
}

function timeIn(was: unknown): Pick<PastTime, 'startsAt' | 'endsAt'> | null {
  const { startsAt, endsAt } = (was ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof startsAt !== 'string' || typeof endsAt !== 'string') return null;
  return { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt) };
}

const HOW: Record<Answer, PastLead['how']> = { accepted: 'accepted', tentative: 'asked', declined: 'declined' };

/** How somebody stood by something that the trail says; null when it says nothing of that. */
function howAfter({ action, detail }: TrailEvent, name: string): PastLead['how'] | null {
  const asked = Array.isArray(detail.asked) ? (detail.asked as readonly unknown[]) : [];
  if (action === 'conference.moved') return asked.includes(name) ? 'asked' : null;
  if (detail.attendee !== name) return null;
  if (action === 'assignment.answered') return HOW[detail.answer as Answer] ?? null;
  if (action === 'assignment.brought-over') return detail.asked === true ? 'asked' : null;
  return action === 'assignment.asked-again' ? 'asked' : null;
}

/** While they were on the conference, or had been, with whatever they had said. */
const hereOf = ({ askedAt, passings }: AskedLead, conferenceId: number): readonly Span[] =>
  within(spansAt(placesOf(passings, conferenceId), conferenceId), [{ from: ms(askedAt), until: Infinity }]);

/** How somebody stood on it, from being asked to being taken off: every answer of theirs, and every time they were asked anew. */
function standingsOf(lead: AskedLead, { id: here, leads }: TrailHistory): readonly PastLead[] {
  const places = placesOf(lead.passings, here);
  const from = ms(lead.askedAt);
  const turns: { readonly how: PastLead['how']; readonly from: number }[] = [{ how: 'asked', from }];
  for (const event of lead.said) {
    const at = ms(event.at);
    if (at < from || at >= ms(lead.withdrawnAt) || !isAt(places, event.conferenceId, at)) continue;
    const how = howAfter(event, lead.name);
    if (how !== null && how !== turns.at(-1)?.how) turns.push({ how, from: at });
  }
  const own = hereOf(lead, here);
  // Whoever declined may be put on it again: what they say from then on is about that.
  const again = leads
    .filter(({ id, name }) => id !== lead.id && name === lead.name)
    .flatMap((other) => hereOf(other, here).map((span) => span.from))
    .filter((begins) => begins > (own[0]?.from ?? Infinity));
  const until = Math.min(ms(lead.withdrawnAt), ...again);
  return turns.flatMap(({ how, from: begins }, i) =>
    within([{ from: begins, until: Math.min(until, turns[i + 1]?.from ?? Infinity) }], own).map((span) => ({
      id: lead.id,
      how,
      span,
    })),
  );
}
