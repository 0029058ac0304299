import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { removeChild, saveConvener, saveKind, saveUnited, newVersion } from '../conferences/child.queries.js';
import { ageWords } from '../conferences/children.js';
import { settleConfirmation } from '../conferences/confirming.js';
import type { Conference } from '../conferences/conference.js';
import { childrenOf, currentSitting, lockConference, type NewChild } from '../conferences/conference.queries.js';
import { isReview, type ConferenceKind } from '../conferences/kinds.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { askToLookAgain } from '../relevance/look-again.js';
import type { ChangedMeanwhile } from './changes.service.js';
import {
  changeChildren,
  changeConvener,
  concernsMore,
  convertKind,
  towards,
  type ChildrenChange,
  type ChildrenRefusal,
  type CorrectionRefusal,
} from './corrections.js';
import { occasionOf, tellDetails, type Change } from './following.js';

interface Read {
  readonly reason: string;
  /** Of the conference as it was read. */
  readonly version: number;
}
/** What is to change, or the children as they are to be. */
export type GivenChildren = Read & (ChildrenChange | { readonly wanted: readonly NewChild[] });
export type GivenKind = Read & { readonly kind: ConferenceKind };

/** Null for the hub's own authority. */
export type GivenConvener = Read & { readonly convenedBy: string | null };

export interface ChildrenChanged {
  readonly conference: Conference;
  readonly now: number;
  /** Somebody new is concerned by a review: its relevance is to be looked at again. */
  readonly relevanceInDoubt: boolean;
}

export interface KindConverted {
  readonly conference: Conference;
  /** People whose calendar shows the new kind. */
  readonly told: readonly string[];
}

export type KindRefusal =
  | CorrectionRefusal
  | ChangedMeanwhile
  /** Another conference of the new kind has its LA meeting id. */
  | { readonly kind: 'duplicate-meeting-id' };

/** Corrects what is on record about a conference that goes on otherwise: its children and its kind. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Children come and go; nobody's calendar shows them. @throws NotFoundException out of reach */
  changeChildren(
    actor: Actor,
    reference: string,
    given: GivenChildren,
  ): Promise<Decided<ChildrenChanged, ChildrenRefusal | ChangedMeanwhile>> {
    return this.db.transaction(async (tx) => {
      const before = await this.lock(tx, actor, reference);
      if (before.version !== given.version) return refused({ kind: 'changed-meanwhile', now: before });
      const known = await childrenOf(tx, before.id);
      const change = 'wanted' in given ? towards(known, given.wanted) : given;
      const decided = changeChildren(before, known, change, given.reason);
      if (!decided.ok) return decided;
      const { add, removed, now } = decided.value;
      for (const child of removed) await removeChild(tx, before.id, child.id);
      await saveUnited(tx, before.id, { filled: [], added: add });
      if (add.length === 0) await newVersion(tx, before.id);
      const facts = { added: add.map(ageWords), removed: removed.map(ageWords), now, reason: given.reason.trim() };
      const occasion = { actor, at: this.surroundings.now(), conferenceId: before.id };
      await record(tx, occasion, 'conference.changed-children', facts);
      if (concernsMore(change)) await askToLookAgain(tx, this.surroundings, occasion, before, 'child-added');
      await settleConfirmation(tx, occasion, before, 'by correcting it');
      await recount(tx, before.id, this.surroundings.counting);
      const conference = { ...before, toConfirm: null, version: before.version + 1 };
      return accepted({ conference, now, relevanceInDoubt: isReview(before.kind) && concernsMore(change) });
    });
  }

  /** The same conference, of another kind. Whoever is still to go sees it in the subject of their calendar entry. */
  async convertKind(actor: Actor, reference: string, given: GivenKind): Promise<Decided<KindConverted, KindRefusal>> {
    try {
      return await this.db.transaction((tx) => this.convertIn(tx, actor, reference, given));
    } catch (error) {
      if (violatedConstraint(error) !== 'conference_la_meeting_key') throw error;
      return refused({ kind: 'duplicate-meeting-id' });
    }
  }

  /** As `convertKind`, as part of a larger change; a meeting id that is taken then throws. */
  async convertIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    given: GivenKind,
  ): Promise<Decided<KindConverted, KindRefusal>> {
    const before = await this.lock(tx, actor, reference);
    if (before.version !== given.version) return refused({ kind: 'changed-meanwhile', now: before });
    const decided = convertKind(before, given.kind, given.reason);
    if (!decided.ok) return decided;
    await saveKind(tx, before.id, decided.value);
    const conference: Conference = { ...before, kind: decided.value, toConfirm: null, version: before.version + 1 };
    const sitting = await currentSitting(tx, before.id);
    const change: Change = { tx, surroundings: this.surroundings, actor, conference, before: sitting, sitting };
    const isAhead = Temporal.Instant.compare(sitting.endsAt, this.surroundings.now()) > 0;
    const told = isAhead ? await tellDetails(change) : [];
    const facts = { from: before.kind, to: decided.value, reason: given.reason.trim() };
    await record(tx, occasionOf(change), 'conference.changed-kind', facts);
    await settleConfirmation(tx, occasionOf(change), before, 'by correcting it');
    await recount(tx, before.id, this.surroundings.counting);
    return accepted({ conference, told });
  }

  /** Another authority convenes it than the hub's, or none does after all: it counts apart, or in the headline. */
  changeConvener(
    actor: Actor,
    reference: string,
    given: GivenConvener,
  ): Promise<Decided<Conference, CorrectionRefusal | ChangedMeanwhile>> {
    return this.db.transaction(async (tx) => {
      const before = await this.lock(tx, actor, reference);
      if (before.version !== given.version) return refused({ kind: 'changed-meanwhile', now: before });
      const decided = changeConvener(before, given.convenedBy, given.reason);
      if (!decided.ok) return decided;
      await saveConvener(tx, before.id, decided.value);
      const facts = { before: before.convenedBy, after: decided.value, reason: given.reason.trim() };
      const occasion = { actor, at: this.surroundings.now(), conferenceId: before.id };
      await record(tx, occasion, 'conference.convener-told', facts);
      await settleConfirmation(tx, occasion, before, 'by correcting it');
      await recount(tx, before.id, this.surroundings.counting);
      return accepted({ ...before, convenedBy: decided.value, toConfirm: null, version: before.version + 1 });
    });
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<Conference> {
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (conference === null) throw new NotFoundException();
    return conference;
  }
}
