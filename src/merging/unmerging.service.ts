import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { ChangesService, type ChangedMeanwhile } from '../changes/changes.service.js';
import { CorrectionsService } from '../changes/corrections.service.js';
import { askAgain, type Followed } from '../changes/following.js';
import { newVersion, removeChild, saveUnited } from '../conferences/child.queries.js';
import type { Conference } from '../conferences/conference.js';
import {
  conferenceById,
  conferenceWithin,
  currentSitting,
  lockConferences,
  saveState,
} from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { tellApart } from '../invitations/told-apart.queries.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { refuseUnmerge, type UnmergeRefusal } from './merge.js';
import {
  doneSince,
  endMerge,
  LINKED,
  mergeOf,
  moveBack,
  movedBy,
  restoredChild,
  saveAuthorityFacts,
  type Merge,
  type Moved,
} from './merge.queries.js';
import { bringOver } from './people.js';

export type UnmergingRefusal =
  UnmergeRefusal | ChangedMeanwhile | { readonly kind: 'duplicate-meeting-id' } | { readonly kind: 'too-far' };

export interface Unmerged {
  readonly kept: Conference;
  /** The one that is a conference of its own again. */
  readonly restored: Conference;
  /** People who are on the restored one again. */
  readonly broughtBack: readonly string[];
  readonly asked: Followed;
}

interface Apart {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly merge: Merge;
  readonly kept: Conference;
  readonly merged: Conference;
  readonly moved: readonly Moved[];
}

const NOBODY: Followed = { reinvited: [], released: [] };

/** Makes two conferences of one again, exactly as they were, while nobody has worked on what the merge made. */
@Injectable()
export class UnmergingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
    private readonly corrections: CorrectionsService,
  ) {}

  /**
   * Takes back the merge by which `reference` was voided, in one transaction.
   * @throws NotFoundException when one of the two is out of reach
   */
  async unmerge(actor: Actor, reference: string, version: number): Promise<Decided<Unmerged, UnmergingRefusal>> {
    try {
      return await this.db.transaction((tx) => this.unmergeIn(tx, actor, reference, version));
    } catch (error) {
      if (violatedConstraint(error) !== 'conference_la_meeting_key') throw error;
      return refused({ kind: 'duplicate-meeting-id' });
    }
  }

  private async unmergeIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    version: number,
  ): Promise<Decided<Unmerged, UnmergingRefusal>> {
    const scope = scopeOf(actor, 'conference.change');
    const seen = await conferenceWithin(tx, scope, reference);
    if (seen === null) throw new NotFoundException();
    const into = await mergeOf(tx, seen.id);
    if (into === null) return refused({ kind: 'not-merged' });
    const locked = await lockConferences(tx, scope, [into.into, reference]);
    const kept = locked.find(({ id }) => id === into.keptId);
    const merged = locked.find(({ id }) => id === seen.id);
    if (kept === undefined || merged === undefined) throw new NotFoundException();
    const merge = await mergeOf(tx, merged.id);
    if (merge?.id !== into.id) return refused({ kind: 'not-merged' });
    if (merged.version !== version) return refused({ kind: 'changed-meanwhile', now: merged });
    const refusal = refuseUnmerge(merge, kept, await doneSince(tx, merge));
    if (refusal !== null) return refused(refusal);
    return this.putBack({ tx, actor, merge, kept, merged, moved: await movedBy(tx, merge.id) });
  }

  private async putBack(apart: Apart): Promise<Decided<Unmerged, UnmergingRefusal>> {
    const { tx, actor, merge, kept, merged } = apart;
    const { laMeetingId, strategyDiscussionOn: strategy } = merge.before.kept;
    await saveAuthorityFacts(tx, kept.id, laMeetingId, strategy === null ? null : Temporal.PlainDate.from(strategy));
    await newVersion(tx, kept.id);
    await this.restore(apart);
    // Whoever was called off first: those who come back with their entry must not be asked again.
    const asked = await this.askThoseCalledOff(apart);
    const broughtBack = await this.bringBack(apart);
    if (!(await this.takeFactsBack(apart))) return refused({ kind: 'too-far' });
    for (const what of LINKED) await moveBack(tx, what, idsOf(apart.moved, what), kept.id, merged.id);
    await this.takeChildrenBack(apart);
    const at = this.surroundings.now();
    await endMerge(tx, merge.id, actor.name, at);
    await tellApart(tx, kept.id, [merged.id], { by: actor.name, at });
    const facts = (other: Conference) => ({ mergeId: merge.id, other: other.reference });
    await record(tx, { actor, at, conferenceId: kept.id }, 'conference.unmerged', facts(merged));
    await record(tx, { actor, at, conferenceId: merged.id }, 'conference.unmerged', facts(kept));
    for (const { id } of [kept, merged]) await recount(tx, id, this.surroundings.counting);
    const [keptNow, restored] = [await conferenceById(tx, kept.id), await conferenceById(tx, merged.id)];
    return accepted({ kept: keptNow, restored, broughtBack, asked });
  }

  private async restore({ tx, actor, merge, kept, merged }: Apart): Promise<void> {
    const { state, stateReason } = merge.before.merged;
    await saveState(tx, merged, state, stateReason, this.surroundings.now());
    const change = { from: merged.state, to: state, reason: `Not the same conference as ${kept.reference}` };
    const occasion = { actor, at: this.surroundings.now(), conferenceId: merged.id };
    await record(tx, occasion, 'conference.changed-state', change);
  }

  private async askThoseCalledOff({ tx, actor, merged }: Apart): Promise<Followed> {
    const conference = await conferenceById(tx, merged.id);
    const sitting = await currentSitting(tx, merged.id);
    const isAhead = Temporal.Instant.compare(sitting.endsAt, this.surroundings.now()) > 0;
    if (conference.state !== 'scheduled' || !isAhead) return NOBODY;
    const { surroundings } = this;
    return askAgain({ tx, surroundings, actor, conference, before: sitting, sitting }, 'reinstated');
  }

  private async bringBack({ tx, actor, kept, merged, moved }: Apart): Promise<readonly string[]> {
    const ids = idsOf(moved, 'assignment');
    if (ids.length === 0) return [];
    const from = { conference: kept, sitting: await currentSitting(tx, kept.id) };
    const to = { conference: await conferenceById(tx, merged.id), sitting: await currentSitting(tx, merged.id) };
    const otherwise = { reason: `not the same conference as ${merged.reference}`, mayComeBack: false };
    const passage = { tx, surroundings: this.surroundings, actor, from, to, otherwise };
    return (await bringOver(passage, ids)).names;
  }

  /** False when the time lies too far away by now. */
  private async takeFactsBack({ tx, actor, merge, kept, merged }: Apart): Promise<boolean> {
    const { kind, sitting } = merge.before.kept;
    const reason = `Not the same conference as ${merged.reference}`;
    let version = kept.version + 1;
    if (kind !== kept.kind) {
      const converted = await this.corrections.convertIn(tx, actor, kept.reference, { kind, reason, version });
      if (!converted.ok) throw new Error(`a merge could not give the kind back: ${converted.refusal.kind}`);
      version += 1;
    }
    if (sitting === null) return true;
    const [startsAt, endsAt] = [Temporal.Instant.from(sitting.startsAt), Temporal.Instant.from(sitting.endsAt)];
    const given = { to: { ...sitting, startsAt, endsAt }, reason, confirmed: true, version };
    return (await this.changes.moveIn(tx, actor, kept.reference, given)).ok;
  }

  private async takeChildrenBack({ tx, kept, moved }: Apart): Promise<void> {
    for (const id of idsOf(moved, 'child-added')) await removeChild(tx, kept.id, id);
    const filled = moved.flatMap(({ what, rowId, before }) =>
      what === 'child-filled' && before !== null ? [{ id: rowId, child: restoredChild(before) }] : [],
    );
    await saveUnited(tx, kept.id, { filled, added: [] });
  }
}

const idsOf = (moved: readonly Moved[], what: Moved['what']): readonly number[] =>
  moved.filter((one) => one.what === what).map(({ rowId }) => rowId);
