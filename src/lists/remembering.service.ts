import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { recordMany } from '../audit/record.js';
import { createConferences, type NewSitting } from '../conferences/conference.queries.js';
import type { Tx } from '../database/transaction.js';
import type { ListedPast } from '../imports/listed-past.js';
import type { PlannedConference } from '../imports/plan.js';
import { startOfLondonDay } from '../kernel/london.js';
import { NOTHING_YET } from '../measures/facts.js';
import { storedCount } from '../measures/stored.js';
import { NEVER_INVITED } from '../measures/facts.queries.js';
import { keepFirstCounts } from '../measures/measure.queries.js';
import { relevanceAtStart } from '../relevance/relevance.js';
import { keepHistory, type NewHistory } from './history.queries.js';
import type { Import } from './import.js';
import { listedPeople } from './people.queries.js';
import { newChild } from './row-step.js';

/** A row of the past, to be kept as history. */
export interface Remembered {
  readonly row: number;
  readonly conference: PlannedConference;
  readonly past: ListedPast;
}

/** A conference that came of a row, or why none did. */
export type RememberedAs = { readonly id: number } | { readonly why: string };

const NOT_YOURS = 'Only somebody who may record outcomes in this hub keeps history: a coordinator carries this out.';
const STRATEGY_LATER = 'The strategy discussion is after the conference: set one of the two dates right.';

/** Keeps conferences that were over when a list told of them: nobody is invited, told or chased. */
@Injectable()
export class RememberingService {
  constructor(private readonly surroundings: Surroundings) {}

  /** An answer for each, in their order. */
  async rememberManyIn(
    tx: Tx,
    actor: Actor,
    list: Import,
    given: readonly Remembered[],
  ): Promise<readonly RememberedAs[]> {
    if (given.length === 0) return [];
    const scope = scopeOf(actor, 'participation.record');
    if (!isWithin(scope, { hubCode: list.hubCode, attendeeIds: [] })) return given.map(() => ({ why: NOT_YOURS }));
    const now = this.surroundings.now();
    const sound = given.filter(({ conference }) => !isStrategyLater(conference));
    const made = await createConferences(
      tx,
      sound.map((each) => newRecord(each, list)),
      now,
    );
    const known = new Map((await listedPeople(tx, list.id)).map(({ name, attendeeId }) => [name, attendeeId]));
    const kept = sound.map((each, i) => this.history(each, made[i]!, known));
    await keepHistory(tx, kept, { importId: list.id, by: actor.name, at: now });
    await recordMany(
      tx,
      { actor, at: now },
      kept.flatMap((each, i) => eventsOf(each, sound[i]!.conference, list)),
    );
    await keepFirstCounts(
      tx,
      sound.map((each, i) => this.countOf(each, made[i]!.id, list)),
      now,
    );
    const left = [...made];
    return given.map(({ conference }) =>
      isStrategyLater(conference) ? { why: STRATEGY_LATER } : { id: left.shift()!.id },
    );
  }

  private history(
    { row, past }: Remembered,
    { id: conferenceId }: { readonly id: number },
    known: ReadonlyMap<string, number | null>,
  ): NewHistory {
    const lead = past.people.find((name) => (known.get(name) ?? null) !== null);
    const reason = this.surroundings.reference.reasons.find(({ code }) => code === past.reason);
    return {
      conferenceId,
      row,
      ...past,
      attendedById: lead === undefined ? null : (known.get(lead) ?? null),
      attendedBy: past.people.filter((name) => name !== lead),
      reason: reason?.code ?? null,
      attribution: reason?.attribution ?? null,
    };
  }

  private countOf({ conference, past }: Remembered, conferenceId: number, { hubCode }: Import) {
    const { startsAt, endsAt } = sittingIn(conference);
    const { outcome, presentAtDecision, state, relevance, reason } = past;
    const facts = {
      ...NOTHING_YET,
      noticeDays: null,
      strategyDiscussionOn: conference.strategyOn,
      convenedBy: null,
      kind: conference.kind,
      state,
      hubCode,
      startsAt,
      endsAt,
      firstReceivedAt: null,
      relevanceAtStart: relevanceAtStart([], startsAt),
      participation: outcome === null ? null : { outcome, presentAtDecision },
      imported: { relevance, uninvited: reason === NEVER_INVITED },
    };
    return { conferenceId, ...storedCount(facts, this.surroundings.counting) };
  }
}

const isStrategyLater = ({ strategyOn, time }: PlannedConference): boolean =>
  strategyOn !== null && Temporal.PlainDate.compare(strategyOn, time.date) > 0;

/** Of a day without a time the whole day: no conference lasts as long, so nobody takes it for its time. */
function sittingIn({ time, mode, venue, joinLink }: PlannedConference): NewSitting {
  const startsAt = time.startsAt ?? startOfLondonDay(time.date);
  const endsAt = time.endsAt ?? startOfLondonDay(time.date.add({ days: 1 }));
  return { startsAt, endsAt, mode, venue, joinLink };
}

const newRecord = ({ conference }: Remembered, { hubCode }: Import) => ({
  conference: {
    hubCode,
    kind: conference.kind,
    laMeetingId: conference.meetingId,
    strategyDiscussionOn: conference.strategyOn,
  },
  sitting: sittingIn(conference),
  children: conference.children.map(newChild),
});

function eventsOf(kept: NewHistory, { kind, time }: PlannedConference, { id: importId, hubCode: hub }: Import) {
  const { conferenceId, row, outcome, state } = kept;
  const startsAt = time.startsAt === null ? time.date.toString() : time.startsAt.toString();
  return [
    { conferenceId, action: 'conference.created' as const, detail: { kind, hub, startsAt } },
    { conferenceId, action: 'history.imported' as const, detail: { importId, row, state, outcome } },
  ];
}
