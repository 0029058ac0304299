import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { settleConfirmation } from '../conferences/confirming.js';
import { ChangesService, type ChangedMeanwhile } from '../changes/changes.service.js';
import { CorrectionsService } from '../changes/corrections.service.js';
import { samePlace, sameTime } from '../changes/told-change.js';
import { newVersion, saveUnited } from '../conferences/child.queries.js';
import type { Conference } from '../conferences/conference.js';
import {
  childrenOf,
  conferenceById,
  currentSitting,
  lockConferences,
  saveState,
} from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { tellApart } from '../invitations/told-apart.queries.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { decisionsOn } from '../relevance/relevance.service.js';
import {
  choosableFacts,
  mergedChildren,
  refuseMerge,
  sittingWith,
  type FactName,
  type MergeRefusal,
  type Side,
} from './merge.js';
import {
  hasOutcome,
  keepMerge,
  keepMoved,
  keptChild,
  LINKED,
  moveAll,
  saveAuthorityFacts,
  type Before,
  type Moved,
} from './merge.queries.js';
import { movedWords } from './moved-words.js';
import { bringOver, type BroughtOver } from './people.js';

export interface GivenMerge {
  /** Reference of the conference that goes into the kept one. */
  readonly other: string;
  /** The facts whose value is taken from the other one. */
  readonly take: readonly FactName[];
  /** The versions that the person was looking at. */
  readonly version: number;
  readonly otherVersion: number;
}

export type MergingRefusal =
  | MergeRefusal
  | ChangedMeanwhile
  /** A third conference has the LA meeting id that the kept one would have. */
  | { readonly kind: 'duplicate-meeting-id' }
  /** The time to be taken lies too far away. */
  | { readonly kind: 'too-far' };

export interface Merged {
  readonly kept: Conference;
  readonly merged: Conference;
  readonly people: BroughtOver;
  /** What went over, in words. */
  readonly moved: readonly string[];
  /** The other one had a decision on its relevance, which stays there. */
  readonly relevanceInDoubt: boolean;
}

/** Both sides of a merge as they stand. */
export async function sideOf(reader: Reader, conference: Conference): Promise<Side> {
  const sitting = await currentSitting(reader, conference.id);
  const children = await childrenOf(reader, conference.id);
  return { conference, sitting, children, hasOutcome: await hasOutcome(reader, conference.id) };
}

/** Makes one conference of two records of it. Nothing is deleted: the other record stays, voided, and what moved is kept. */
@Injectable()
export class MergingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
    private readonly corrections: CorrectionsService,
  ) {}

  /** One transaction. @throws NotFoundException when one of the two is out of reach */
  async merge(actor: Actor, reference: string, given: GivenMerge): Promise<Decided<Merged, MergingRefusal>> {
    try {
      return await this.db.transaction((tx) => this.mergeIn(tx, actor, reference, given));
    } catch (error) {
      if (violatedConstraint(error) !== 'conference_la_meeting_key') throw error;
      return refused({ kind: 'duplicate-meeting-id' });
    }
  }

  /** Keeps that the two are not the same, so that nobody is asked again. @throws NotFoundException out of reach */
  tellApart(actor: Actor, reference: string, other: string): Promise<void> {
    return this.db.transaction(async (tx) => {
      const [one, two] = await this.lock(tx, actor, reference, other);
      if (one.id === two.id) throw new NotFoundException();
      const at = this.surroundings.now();
      await tellApart(tx, one.id, [two.id], { by: actor.name, at });
      await record(tx, { actor, at, conferenceId: one.id }, 'conference.told-apart', { other: two.reference });
      await record(tx, { actor, at, conferenceId: two.id }, 'conference.told-apart', { other: one.reference });
    });
  }

  private async mergeIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenMerge,
  ): Promise<Decided<Merged, MergingRefusal>> {
    const locked = await this.lock(tx, actor, reference, given.other);
    const [kept, other] = [await sideOf(tx, locked[0]), await sideOf(tx, locked[1])];
    if (kept.conference.version !== given.version) return refused({ kind: 'changed-meanwhile', now: kept.conference });
    if (other.conference.version !== given.otherVersion) {
      return refused({ kind: 'changed-meanwhile', now: other.conference });
    }
    const refusal = refuseMerge(kept, other);
    if (refusal !== null) return refused(refusal);
    const take = choosableFacts(kept, other).filter((fact) => given.take.includes(fact));
    const merged = await this.voidInto(tx, actor, other.conference, reference);
    if (!(await this.takeFacts(tx, actor, kept, other, take))) return refused({ kind: 'too-far' });
    const moved: Moved[] = [];
    const people = await this.bringPeople(tx, actor, merged, kept.conference.id);
    moved.push(...people.ids.map((rowId) => ({ what: 'assignment', rowId, before: null }) as const));
    for (const what of LINKED) moved.push(...(await moveAll(tx, what, merged.id, kept.conference.id)));
    moved.push(...(await this.unite(tx, kept, other)));
    return accepted(await this.keep(tx, actor, { kept, other, moved, people, moves: moves(kept, other, take) }));
  }

  /** First of all, so that the LA meeting id is free to be taken. */
  private async voidInto(tx: Tx, actor: Actor, other: Conference, into: string): Promise<Conference> {
    const reason = `Merged into ${into}`;
    await saveState(tx, other, 'voided', reason, this.surroundings.now());
    const occasion = { actor, at: this.surroundings.now(), conferenceId: other.id };
    await record(tx, occasion, 'conference.changed-state', { from: other.state, to: 'voided', reason });
    return { ...other, state: 'voided', stateReason: reason, version: other.version + 1 };
  }

  /** False when the time cannot be taken. Before the people: those who come over then find it as it will be. */
  private async takeFacts(tx: Tx, actor: Actor, kept: Side, other: Side, take: readonly FactName[]): Promise<boolean> {
    const { id, reference } = kept.conference;
    const from = (fact: 'laMeetingId' | 'strategyDiscussionOn'): Conference =>
      (take.includes(fact) ? other : kept).conference;
    const strategy = from('strategyDiscussionOn').strategyDiscussionOn;
    await saveAuthorityFacts(tx, id, from('laMeetingId').laMeetingId, strategy);
    await newVersion(tx, id);
    let version = kept.conference.version + 1;
    const reason = `Merged with ${other.conference.reference}`;
    if (take.includes('kind')) {
      const given = { kind: other.conference.kind, reason, version };
      const converted = await this.corrections.convertIn(tx, actor, reference, given);
      if (!converted.ok) throw new Error(`a merge could not convert the kind: ${converted.refusal.kind}`);
      version += 1;
    }
    if (!moves(kept, other, take)) return true;
    const to = sittingWith(kept.sitting, other.sitting, take);
    const moved = await this.changes.moveIn(tx, actor, reference, { to, reason, confirmed: true, version });
    return moved.ok;
  }

  private async bringPeople(tx: Tx, actor: Actor, merged: Conference, keptId: number): Promise<BroughtOver> {
    const from = { conference: merged, sitting: await currentSitting(tx, merged.id) };
    const to = { conference: await conferenceById(tx, keptId), sitting: await currentSitting(tx, keptId) };
    const otherwise = { reason: `merged with ${to.conference.reference}`, mayComeBack: true };
    return bringOver({ tx, surroundings: this.surroundings, actor, from, to, otherwise }, null);
  }

  private async unite(tx: Tx, kept: Side, other: Side): Promise<readonly Moved[]> {
    const { id } = kept.conference;
    const united = mergedChildren(kept.children, other.children);
    await saveUnited(tx, id, united);
    const known = new Set(kept.children.map((child) => child.id));
    const added = (await childrenOf(tx, id)).filter((child) => !known.has(child.id));
    const filled = kept.children.filter((child) => united.filled.some((one) => one.id === child.id));
    return [
      ...added.map((child) => ({ what: 'child-added', rowId: child.id, before: null }) as const),
      ...filled.map((child) => ({ what: 'child-filled', rowId: child.id, before: keptChild(child) }) as const),
    ];
  }

  private async keep(tx: Tx, actor: Actor, done: Done): Promise<Merged> {
    const { kept: before, other, moved, people } = done;
    const at = this.surroundings.now();
    const [kept, merged] = [
      await conferenceById(tx, before.conference.id),
      await conferenceById(tx, other.conference.id),
    ];
    const ids = { keptId: kept.id, mergedId: merged.id, keptVersion: kept.version };
    const merge = await keepMerge(tx, { ...ids, before: asItStood(done), mergedBy: actor.name, mergedAt: at });
    await keepMoved(tx, merge.id, moved);
    const words = movedWords(moved, people);
    const into = { mergeId: merge.id, other: merged.reference, moved: words };
    await record(tx, { actor, at, conferenceId: kept.id }, 'conference.merged', into);
    const from = { mergeId: merge.id, other: kept.reference };
    await record(tx, { actor, at, conferenceId: merged.id }, 'conference.merged-into', from);
    await settleConfirmation(tx, { actor, at }, kept, 'by correcting it');
    await settleConfirmation(tx, { actor, at }, merged, 'by voiding it');
    for (const { id } of [kept, merged]) await recount(tx, id, this.surroundings.counting);
    const decided = await isDecidedOn(tx, merged.id);
    return { kept, merged, people, moved: words, relevanceInDoubt: decided };
  }

  private async lock(tx: Tx, actor: Actor, reference: string, other: string): Promise<[Conference, Conference]> {
    const found = await lockConferences(tx, scopeOf(actor, 'conference.change'), [reference, other]);
    const [one, two] = [reference, other].map((sought) => found.find((each) => each.reference === sought));
    if (one === undefined || two === undefined) throw new NotFoundException();
    return [one, two];
  }
}

interface Done {
  readonly kept: Side;
  readonly other: Side;
  readonly moved: readonly Moved[];
  readonly people: BroughtOver;
  /** The kept conference has another time or place now. */
  readonly moves: boolean;
}

function moves(kept: Side, other: Side, take: readonly FactName[]): boolean {
  const to = sittingWith(kept.sitting, other.sitting, take);
  return !sameTime(kept.sitting, to) || !samePlace(kept.sitting, to);
}

function asItStood({ kept, other, moves }: Done): Before {
  const { kind, laMeetingId, strategyDiscussionOn } = kept.conference;
  const { startsAt, endsAt, mode, venue, joinLink } = kept.sitting;
  const sitting = { startsAt: startsAt.toString(), endsAt: endsAt.toString(), mode, venue, joinLink };
  const { state, stateReason } = other.conference;
  return {
    kept: {
      kind,
      laMeetingId,
      strategyDiscussionOn: strategyDiscussionOn?.toString() ?? null,
      sitting: moves ? sitting : null,
    },
    merged: { state, stateReason },
  };
}

const isDecidedOn = async (reader: Reader, conferenceId: number): Promise<boolean> =>
  (await decisionsOn(reader, conferenceId)).length > 0;
