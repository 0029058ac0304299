/** A made-up force in memory, over a clock that is moved: what happens in it is kept twice, as it stands and as it went. */
import type { Answer } from '../../assignments/assignment.js';
import type { ConferenceKind } from '../../conferences/kinds.js';
import type { RelevanceValue } from '../../relevance/relevance.js';
import type { PastConference, PastExpectation, PastLead, PastTime } from '../history.js';
import type { Expected, LeadOn, Standing } from '../matter.js';
import type { Span } from '../spans.js';

type Growing<T> = T[];
type Open<T> = { -readonly [K in keyof T]: T[K] };
type Ending<T extends { readonly span: Span }> = Omit<T, 'span'> & { span: Open<Span> };

interface Made {
  readonly now: Open<Standing>;
  readonly times: Growing<Ending<PastTime>>;
  readonly scheduled: Growing<Open<Span>>;
  readonly reportable: Growing<Open<Span>>;
  readonly leads: Growing<Ending<PastLead>>;
  readonly decisions: Growing<{ id: number; value: RelevanceValue; at: number }>;
  readonly minutes: Growing<{ dueBy: Temporal.PlainDate; span: Open<Span> }>;
  reportAt: number;
  outcomeAt: number;
}

export interface NewConference {
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
}

const LENGTH = { minutes: 90 };
const NOTHING_YET = {
  lead: null,
  relevance: 'undecided',
  decision: 0,
  reportRecorded: false,
  outcomeRecorded: false,
  minutesDue: null,
} as const;

export class World {
  private readonly made: Made[] = [];
  private readonly expected: { readonly of: Expected; readonly span: Open<Span> }[] = [];
  private readonly absences = new Map<number, Span[]>();
  private ids = 0;

  constructor(
    public now: Temporal.Instant,
    private readonly reportDueOn: (one: Pick<Standing, 'hubCode' | 'kind' | 'startsAt'>) => Temporal.PlainDate,
  ) {}

  get standing(): readonly Standing[] {
    return this.made.map(({ now }) => now);
  }

  get awaited(): readonly Expected[] {
    return this.expected.filter(({ span }) => span.until === Infinity).map(({ of }) => of);
  }

  get pastExpected(): readonly PastExpectation[] {
    const at = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
    return this.expected.map(({ of, span: { from, until } }) => ({
      ...of,
      recordedAt: at(from),
      settledAt: until === Infinity ? null : at(until),
      changes: [],
    }));
  }

  /** What the proof sees: history alone. */
  get past(): readonly PastConference[] {
    return this.made.map(({ now: { reference, hubCode }, reportAt, ...history }) => ({
      reference,
      hubCode,
      asked: history.leads.map(({ id, span: { from } }) => ({ id, span: { from, until: Infinity } })),
      reported: [{ from: reportAt, until: Infinity }],
      ...history,
    }));
  }

  isAway(attendeeId: number, at: Temporal.Instant): boolean {
    const ms = at.epochMilliseconds;
    return (this.absences.get(attendeeId) ?? []).some(({ from, until }) => from <= ms && ms < until);
  }

  record({ hubCode, kind, startsAt }: NewConference): void {
    const endsAt = startsAt.add(LENGTH);
    const reportDue = this.reportDueOn({ hubCode, kind, startsAt });
    const now: Standing = {
      reference: `TV-2026-${String(this.made.length + 1).padStart(6, '0')}`,
      hubCode,
      kind,
      state: 'scheduled',
      startsAt,
      endsAt,
      reportDue,
      ...NOTHING_YET,
    };
    this.made.push({
      now: { ...now },
      times: [{ startsAt, endsAt, kind, reportDue, span: this.fromNow() }],
      scheduled: [this.fromNow()],
      reportable: [this.fromNow()],
      leads: [],
      decisions: [],
      minutes: [],
      reportAt: Infinity,
      outcomeAt: Infinity,
    });
  }

  move(at: number, startsAt: Temporal.Instant): void {
    const one = this.of(at);
    const endsAt = startsAt.add(LENGTH);
    const reportDue = this.reportDueOn({ ...one.now, startsAt });
    this.end(one.times.at(-1));
    one.times.push({ startsAt, endsAt, kind: one.now.kind, reportDue, span: this.fromNow() });
    Object.assign(one.now, { startsAt, endsAt, reportDue });
    const { lead } = one.now;
    // A new time asks again whoever goes.
    if (lead !== null && lead.state !== 'declined' && lead.state !== 'withdrawn') this.lead(one, lead, 'invited');
  }

  assign(at: number, attendeeId: number): void {
    const one = this.of(at);
    this.ids += 1;
    this.lead(one, { id: this.ids, attendeeId, state: 'invited', declinedAt: null }, 'invited');
  }

  answer(at: number, answer: Answer): void {
    const one = this.of(at);
    if (one.now.lead !== null) this.lead(one, one.now.lead, answer);
  }

  withdraw(at: number): void {
    const one = this.of(at);
    if (one.now.lead !== null) this.lead(one, one.now.lead, 'withdrawn');
  }

  decide(at: number, value: RelevanceValue): void {
    const one = this.of(at);
    this.ids += 1;
    one.decisions.push({ id: this.ids, value, at: this.now.epochMilliseconds });
    Object.assign(one.now, { relevance: value, decision: this.ids });
  }

  report(at: number): void {
    const one = this.of(at);
    one.reportAt = this.now.epochMilliseconds;
    one.now.reportRecorded = true;
  }

  /** Held: what is left are the report and the minutes, if somebody asks for them. */
  outcome(at: number, minutesDue: Temporal.PlainDate | null): void {
    const one = this.of(at);
    one.outcomeAt = this.now.epochMilliseconds;
    this.end({ span: one.scheduled.at(-1)! });
    Object.assign(one.now, { outcomeRecorded: true, state: 'held', minutesDue });
    if (minutesDue !== null) one.minutes.push({ dueBy: minutesDue, span: this.fromNow() });
  }

  minutesCame(at: number): void {
    const one = this.of(at);
    this.end(one.minutes.at(-1));
    one.now.minutesDue = null;
  }

  cancel(at: number): void {
    const one = this.of(at);
    one.now.state = 'cancelled';
    for (const spans of [one.scheduled, one.reportable]) this.end({ span: spans.at(-1)! });
  }

  expect(hubCode: string, dueBy: Temporal.PlainDate): void {
    const subject = `expected-${this.expected.length + 1}`;
    this.expected.push({ of: { subject, hubCode, dueBy }, span: this.fromNow() });
  }

  met(subject: string): void {
    this.end(this.expected.find(({ of }) => of.subject === subject));
  }

  away(attendeeId: number, until: Temporal.Instant): void {
    const spans = this.absences.get(attendeeId) ?? [];
    this.absences.set(attendeeId, [...spans, { from: this.now.epochMilliseconds, until: until.epochMilliseconds }]);
  }

  private of(at: number): Made {
    const one = this.made[at];
    if (one === undefined) throw new RangeError(`There is no conference ${at}.`);
    return one;
  }

  private lead(one: Made, lead: LeadOn, state: LeadOn['state']): void {
    const last = one.leads.at(-1);
    const how = state === 'accepted' || state === 'declined' ? state : 'asked';
    const declinedAt = state === 'declined' ? (lead.declinedAt ?? this.now) : null;
    one.now.lead = { ...lead, state, declinedAt };
    // To answer the same again, or tentatively, changes nothing of what is open.
    if (state !== 'withdrawn' && last?.id === lead.id && last.how === how && last.span.until === Infinity) return;
    if (last?.span.until === Infinity) this.end(last);
    if (state !== 'withdrawn') one.leads.push({ id: lead.id, how, span: this.fromNow() });
  }

  private fromNow(): Open<Span> {
    return { from: this.now.epochMilliseconds, until: Infinity };
  }

  private end(one: { span: Open<Span> } | undefined): void {
    if (one !== undefined) one.span.until = this.now.epochMilliseconds;
  }
}
