import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { lockConferences } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDate, londonDate } from '../kernel/london.js';
import { evidenceFacts } from '../relevance/evidence.queries.js';
import { newSince } from '../relevance/evidence.js';
import { reopenRelevance } from '../relevance/reopen.js';
import { MARKERS, policeKey, readMarker, type Marker, type WrittenMarker } from './marker.js';
import {
  addMarkers,
  knownMarkers,
  latestMarkers,
  lockMarker,
  markerWithin,
  matchedReferences,
  reviewsAhead,
  saveWithdrawal,
  type KeptMarker,
  type MarkerSource,
} from './marker.queries.js';

export type MarkerState = 'added' | 'known' | 'withdrawn' | 'refused';

/** What becomes of one marker as it was written. */
export interface MarkerResult {
  readonly state: MarkerState;
  /** What to put right; null unless refused. */
  readonly sentence: string | null;
  /** Whether a child within the reach of whoever asks has this reference. */
  readonly matched: boolean;
}

export interface RecordedMarkers {
  readonly results: readonly MarkerResult[];
  /** Reviews within reach that were opened again. */
  readonly reopened: readonly string[];
}

export type WithdrawalRefusal = { readonly kind: 'reason-missing' } | { readonly kind: 'withdrawn-already' };

const keyOf = ({ policeReference, kind, occurredOn }: Marker): string =>
  [policeReference, kind, occurredOn.toString()].join(' ');

/** Keeps that police know something new of a family, and opens what was decided without it. Decides nothing. */
@Injectable()
export class MarkersService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  record(actor: Actor, written: readonly WrittenMarker[], source: MarkerSource): Promise<RecordedMarkers> {
    return this.db.transaction((tx) => this.recordIn(tx, actor, written, source));
  }

  /** As `record`, as part of a larger transaction. What is refused is left out; the rest is kept. */
  async recordIn(
    tx: Tx,
    actor: Actor,
    written: readonly WrittenMarker[],
    source: MarkerSource,
  ): Promise<RecordedMarkers> {
    const { results, fresh } = await this.weigh(tx, actor, written);
    const now = this.surroundings.now();
    const added = await addMarkers(tx, fresh, { source, recordedBy: actor.name, recordedAt: now });
    const reopened = await this.reopen(tx, added);
    const many = (state: MarkerState): number => results.filter((one) => one.state === state).length;
    await record(tx, { actor, at: now }, 'marker.imported', {
      source,
      added: added.length,
      known: many('known') + many('withdrawn'),
      refused: many('refused'),
      reopened: reopened.map(({ reference }) => reference),
    });
    const { all, hubs } = scopeOf(actor, 'marker.record');
    const within = reopened.filter(({ hubCode }) => all || hubs.includes(hubCode));
    return { results, reopened: within.map(({ reference }) => reference) };
  }

  /** What recording would do, with nothing saved. */
  async preview(actor: Actor, written: readonly WrittenMarker[]): Promise<readonly MarkerResult[]> {
    return (await this.weigh(this.db.reader, actor, written)).results;
  }

  /** The latest within reach. @throws NotFoundException for whoever may record none */
  latest(actor: Actor, most: number): Promise<KeptMarker[]> {
    return latestMarkers(this.db.reader, { ...this.reachOf(actor), most });
  }

  /** One that is not withdrawn or was. @throws NotFoundException out of reach */
  async one(actor: Actor, id: number): Promise<KeptMarker> {
    const marker = await markerWithin(this.db.reader, { ...this.reachOf(actor), id });
    if (marker === null) throw new NotFoundException();
    return marker;
  }

  /** For one entered by mistake. It stays on record and speaks for nothing; what it opened again stays open. */
  withdraw(actor: Actor, id: number, reason: string): Promise<Decided<KeptMarker, WithdrawalRefusal>> {
    return this.db.transaction(async (tx) => {
      const marker = await lockMarker(tx, { ...this.reachOf(actor), id });
      if (marker === null) throw new NotFoundException();
      if (marker.withdrawnAt !== null) return refused({ kind: 'withdrawn-already' });
      if (reason.trim() === '') return refused({ kind: 'reason-missing' });
      const at = this.surroundings.now();
      await saveWithdrawal(tx, id, { by: actor.name, at, reason: reason.trim() });
      const detail = { markerId: id, kind: marker.kind, reason: reason.trim() };
      await record(tx, { actor, at }, 'marker.withdrawn', detail);
      return accepted(marker);
    });
  }

  private reachOf(actor: Actor): { readonly hubs: readonly string[] | null; readonly by: string } {
    if (!mayAtAll(actor, 'marker.record')) throw new NotFoundException();
    const { all, hubs } = scopeOf(actor, 'marker.record');
    return { hubs: all ? null : hubs, by: actor.name };
  }

  private async weigh(
    reader: Reader,
    actor: Actor,
    written: readonly WrittenMarker[],
  ): Promise<{ readonly results: readonly MarkerResult[]; readonly fresh: readonly Marker[] }> {
    const { hubs } = this.reachOf(actor);
    const today = londonDate(this.surroundings.now());
    const reads = written.map((one) => readMarker(one, today));
    const markers = reads.flatMap((read) => (read.ok ? [read.value] : []));
    const matched = await matchedReferences(reader, [...new Set(markers.map((one) => one.policeReference))], hubs);
    const known = new Map((await knownMarkers(reader, markers)).map((one) => [keyOf(one), one]));
    const fresh = new Map<string, Marker>();
    const results = reads.map((read): MarkerResult => {
      if (!read.ok) return { state: 'refused', sentence: read.sentence, matched: false };
      const key = keyOf(read.value);
      const before = known.get(key);
      const isTwice = fresh.has(key);
      if (before === undefined) fresh.set(key, read.value);
      const state = before?.isWithdrawn ? 'withdrawn' : before !== undefined || isTwice ? 'known' : 'added';
      return { state, sentence: null, matched: matched.has(read.value.policeReference) };
    });
    return { results, fresh: [...fresh.values()] };
  }

  /** Each review ahead with a marker since its last conference is locked and opened, in the order of their ids. */
  private async reopen(
    tx: Tx,
    added: readonly Marker[],
  ): Promise<readonly { readonly reference: string; readonly hubCode: string }[]> {
    if (added.length === 0) return [];
    const keys = [...new Set(added.map(({ policeReference }) => policeReference))];
    const ahead = await reviewsAhead(tx, keys, this.surroundings.now());
    const references = ahead.map(({ reference }) => reference);
    const locked = await lockConferences(tx, { all: true, hubs: [], assignedTo: null }, references);
    const facts = await evidenceFacts(
      tx,
      locked.map(({ id }) => id),
    );
    const opened: { readonly reference: string; readonly hubCode: string }[] = [];
    for (const conference of locked) {
      const known = facts.get(conference.id);
      const since = known === undefined ? null : newSince(known);
      const its =
        known?.children.flatMap(({ policeReference }) =>
          policeReference === null ? [] : [policeKey(policeReference)],
        ) ?? [];
      const marker = added.find(
        (one) =>
          its.includes(one.policeReference) && since !== null && Temporal.PlainDate.compare(one.occurredOn, since) >= 0,
      );
      if (marker === undefined) continue;
      const because = `${MARKERS[marker.kind].label} of ${formatDate(marker.occurredOn)}`;
      if (await reopenRelevance(tx, this.surroundings, conference, because)) opened.push(conference);
    }
    return opened;
  }
}
