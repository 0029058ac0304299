import { ForbiddenException, Injectable } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { isWithin, mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import {
  countsByDay,
  deedsIn,
  waitingToConfirm,
  type DayCount,
  type Deed,
  type WaitingConference,
} from './activity.queries.js';
import { failedDigests, type FailedDigest } from './digest.queries.js';

/** Days that the page counts, the last of them today. */
export const DAYS_SHOWN = 14;
/** More than anybody reads; a list of a whole year counts in full, all the same. */
export const MOST_SHOWN = 200;

export interface Asked {
  /** A hub's code, or null for all within reach. */
  readonly hub: string | null;
  /** A London day, or null for today. */
  readonly day: Temporal.PlainDate | null;
}

/** What automation did, as its page shows it. */
export interface Looked {
  readonly now: Temporal.Instant;
  readonly day: Temporal.PlainDate;
  readonly hub: Hub | null;
  readonly hubs: readonly Hub[];
  readonly waiting: readonly WaitingConference[];
  readonly days: readonly DayCount[];
  readonly deeds: readonly Deed[];
  readonly failed: readonly FailedDigest[];
  readonly may: {
    readonly read: boolean;
    readonly openList: boolean;
    readonly confirm: (hubCode: string) => boolean;
  };
}

/** What automation did, day by day, for those whom it concerns and within their hubs. */
@Injectable()
export class AutomationService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** A hub out of reach and one that does not exist look the same: as if none were asked for. @throws ForbiddenException */
  look(actor: Actor, asked: Asked): Promise<Looked> {
    if (!mayAtAll(actor, 'automation.read')) throw new ForbiddenException();
    const scope = scopeOf(actor, 'automation.read');
    const within = this.surroundings.reference.hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
    const hub = within.find(({ code }) => code === asked.hub) ?? null;
    const hubs = hub !== null ? [hub.code] : scope.all ? null : within.map(({ code }) => code);
    const now = this.surroundings.now();
    const today = londonDate(now);
    const day = asked.day ?? today;
    const confirms = scopeOf(actor, 'automation.confirm');
    return this.db.transaction(async (tx) => {
      const waiting = await waitingToConfirm(tx, hubs, MOST_SHOWN);
      const tomorrow = startOfLondonDay(today.add({ days: 1 }));
      const first = startOfLondonDay(today.subtract({ days: DAYS_SHOWN - 1 }));
      const days = await countsByDay(tx, { since: first, until: tomorrow, hubs });
      const ofDay = { since: startOfLondonDay(day), until: startOfLondonDay(day.add({ days: 1 })), hubs };
      const deeds = await deedsIn(tx, ofDay, MOST_SHOWN);
      const failed = await failedDigests(tx, hubs, first);
      const references = [...waiting, ...deeds].flatMap(({ reference }) => (reference === null ? [] : [reference]));
      const listed = { page: '/automation', references: [...new Set(references)] };
      if (references.length > 0) await record(tx, { actor, at: now }, 'conference.listed', listed);
      const may = {
        read: mayAtAll(actor, 'conference.read'),
        openList: mayAtAll(actor, 'import.change'),
        confirm: (hubCode: string) => isWithin(confirms, { hubCode, attendeeIds: [] }),
      };
      return { now, day, hub, hubs: within, waiting, days, deeds, failed, may };
    });
  }
}
