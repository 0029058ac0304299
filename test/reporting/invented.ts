import { CONFERENCE_STATES, type ConferenceState } from '../../src/conferences/conference.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../../src/conferences/kinds.js';
import { insert } from '../../src/database/sql.js';
import { recount } from '../../src/measures/measure.queries.js';
import type { TestApp } from '../support/app.js';

type Outcome = 'attended' | 'part' | 'not';

/** One conference as a test needs it, straight into the tables: also what no page would let anybody do. */
export interface Invented {
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  /** In order; the last one counts. */
  readonly sittings: readonly Temporal.Instant[];
  /** Hours before the start of the last sitting at which invitations came; negative is after it. */
  readonly invitedHoursBefore: readonly number[];
  readonly noticeDays: readonly number[];
  readonly decisions: readonly {
    readonly value: 'relevant' | 'not-relevant' | 'undecided';
    readonly hoursBefore: number;
  }[];
  readonly outcome: Outcome | null;
  readonly presentAtDecision: boolean;
  readonly reason: string | null;
  readonly attribution: 'tvp' | 'partner' | 'shared' | 'none' | null;
  readonly note: string | null;
}

export const LASTS_MINUTES = 90;

export const anInvented = (over: Partial<Invented> = {}): Invented => ({
  hubCode: 'reading',
  kind: 'icpc',
  state: 'held',
  sittings: [Temporal.Instant.from('2026-11-12T10:00:00Z')],
  invitedHoursBefore: [240],
  noticeDays: [7],
  decisions: [],
  outcome: 'attended',
  presentAtDecision: true,
  reason: null,
  attribution: null,
  note: null,
  ...over,
});

/** Missed for a reason, unless told otherwise. */
export const aMiss = (over: Partial<Invented> = {}): Invented =>
  anInvented({ outcome: 'not', presentAtDecision: false, reason: 'sickness', attribution: 'tvp', ...over });

/** Nobody has said what happened. */
export const unrecorded = (over: Partial<Invented> = {}): Invented =>
  anInvented({ state: 'scheduled', outcome: null, presentAtDecision: false, ...over });

let made = 0;

/** Writes it and counts it; returns its reference. */
export async function invent(test: TestApp, given: Partial<Invented> = {}): Promise<string> {
  const one = anInvented(given);
  const start = one.sittings.at(-1)!;
  const reference = `TV-26-${String(++made).padStart(6, '0')}`;
  await test.db.transaction(async (tx) => {
    const createdAt = start.subtract({ hours: 400 });
    const { hubCode, kind, state } = one;
    const { id } = await insert<{ id: number }>(tx, 'conference', { reference, hubCode, kind, state, version: 1, createdAt }); // prettier-ignore
    const sittings: { id: number }[] = [];
    for (const [i, startsAt] of one.sittings.entries()) {
      const endsAt = startsAt.add({ minutes: LASTS_MINUTES });
      sittings.push(await insert(tx, 'sitting', { conferenceId: id, number: i + 1, startsAt, endsAt, mode: 'video' }));
    }
    for (const [i, hours] of one.invitedHoursBefore.entries()) {
      const receivedAt = start.subtract({ minutes: Math.round(hours * 60) });
      await insert(tx, 'invitation', { conferenceId: id, receivedAt, channel: 'mail', noticeDays: one.noticeDays[i] ?? 0, recordedBy: 'Priya Shah', recordedAt: receivedAt }); // prettier-ignore
    }
    for (const { value, hoursBefore } of one.decisions) {
      const decidedAt = start.subtract({ minutes: Math.round(hoursBefore * 60) });
      const criteria = value === 'relevant' ? '{NEW_INCIDENT}' : '{}';
      await insert(tx, 'relevance_decision', { conferenceId: id, value, criteria, reason: 'As a test needs it', decidedBy: 'DS Lowe', decidedAt }); // prettier-ignore
    }
    if (one.outcome !== null) {
      const recordedAt = start.add({ minutes: LASTS_MINUTES });
      const { outcome, presentAtDecision, reason, attribution, note } = one;
      await insert(tx, 'participation', { sittingId: sittings.at(-1)!.id, outcome, presentAtDecision, reason, reasonNote: note, attribution, version: 1, recordedBy: 'Priya Shah', recordedAt }); // prettier-ignore
    }
    await recount(tx, id, test.surroundings.counting);
  });
  return reference;
}

/** The same numbers for the same seed on every machine (mulberry32). */
export function dice(seed: number): <T>(from: readonly T[]) => T {
  let state = seed;
  return (from) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return from[Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * from.length)]!;
  };
}

const HOURS_OF_A_YEAR = Array.from({ length: 365 * 24 }, (_, i) => i);

/** Any conference at all: every kind, state, order of events and outcome that the tables admit. */
export function anything(pick: ReturnType<typeof dice>, from: Temporal.Instant, hubs: readonly string[]): Invented {
  const last = from.add({ hours: pick(HOURS_OF_A_YEAR) });
  const adjourned = pick([true, false, false, false]);
  const state = pick([...CONFERENCE_STATES, 'held', 'held', 'held', 'held', 'held', 'held', 'scheduled'] as const);
  const outcome: Outcome | null = state === 'held' ? pick(['attended', 'attended', 'attended', 'part', 'not'] as const) : null; // prettier-ignore
  const presentAtDecision = outcome === 'attended' || (outcome === 'part' && pick([true, false]));
  const missed = outcome !== null && !presentAtDecision;
  const times = pick([0, 1, 1, 1, 2]);
  const hours = [-30, -0.5, 0, 0.5, 20, 100, 300];
  return {
    hubCode: pick(hubs),
    kind: pick(CONFERENCE_KINDS),
    state,
    sittings: adjourned ? [last.subtract({ hours: 24 * 20 }), last] : [last],
    invitedHoursBefore: Array.from({ length: times }, () => pick(hours)),
    noticeDays: Array.from({ length: times }, () => pick([0, 2, 3, 4, 5, 9, 10, 19, 20, 60])),
    decisions: Array.from({ length: pick([0, 0, 1, 2]) }, () => ({
      value: pick(['relevant', 'not-relevant', 'undecided'] as const),
      hoursBefore: pick([-24, 0, 24, 100]),
    })),
    outcome,
    presentAtDecision,
    reason: missed ? pick(['sickness', 'court', 'late-notice']) : null,
    attribution: missed ? pick(['tvp', 'partner', 'shared', 'none'] as const) : null,
    note: null,
  };
}
