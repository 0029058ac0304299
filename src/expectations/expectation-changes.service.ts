import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { NOTHING_KNOWN } from '../conferences/children.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { NeverInvitedService, type UninvitedRefusal } from '../invitations/never-invited.service.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { decideChange, type ChangeRefusal, type ClosedReason, type ExpectationChange } from './expectation.js';
import {
  chainBefore,
  conferenceSeen,
  expectationWithin,
  linkToPrevious,
  lockExpectation,
  saveSettled,
  unlinkFromPrevious,
  type KeptExpectation,
} from './expectation.queries.js';

/** What somebody asks to be done with one that stands. */
export type GivenChange =
  | { readonly kind: 'match'; readonly reference: string }
  | { readonly kind: 'close'; readonly reason: ClosedReason; readonly note: string | null }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'letter-sent' }
  | {
      readonly kind: 'held-without-us';
      readonly startsAt: Temporal.Instant;
      readonly endsAt: Temporal.Instant;
      readonly laMeetingId: string | null;
    };

export type GivenRefusal =
  ChangeRefusal | UninvitedRefusal | { readonly kind: 'changed-meanwhile'; readonly version: number };

/** What people say of an expectation: its conference, why none will come, that they asked for it. */
@Injectable()
export class ExpectationChanges {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly neverInvited: NeverInvitedService,
  ) {}

  /** `version` is the one that was looked at. */
  async change(
    actor: Actor,
    id: number,
    version: number,
    given: GivenChange,
  ): Promise<Decided<KeptExpectation, GivenRefusal>> {
    try {
      return await this.db.transaction((tx) => this.changeIn(tx, actor, id, version, given));
    } catch (error) {
      // Another one about the same was told of meanwhile and is open.
      if (violatedConstraint(error) === 'expectation_running_key')
        return refused({ kind: 'not-from-here', state: 'closed' });
      if (violatedConstraint(error) === 'conference_la_meeting_key' && given.kind === 'held-without-us') {
        return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId ?? '', reference: null });
      }
      throw error;
    }
  }

  private async changeIn(
    tx: Tx,
    actor: Actor,
    id: number,
    version: number,
    given: GivenChange,
  ): Promise<Decided<KeptExpectation, GivenRefusal>> {
    if (!mayAtAll(actor, 'expectation.change')) throw new NotFoundException();
    const { all, hubs: own } = scopeOf(actor, 'expectation.change');
    const hubs = all ? null : own;
    const expectation = await lockExpectation(tx, hubs, id);
    if (expectation === null) throw new NotFoundException();
    if (expectation.version !== version) return refused({ kind: 'changed-meanwhile', version: expectation.version });
    const change = await this.asChange(tx, actor, expectation, given, hubs);
    if (!change.ok) return change;
    const decided = decideChange(expectation, change.value);
    if (!decided.ok) return decided;
    const at = this.surroundings.now();
    await saveSettled(tx, expectation, decided.value, { name: actor.name, at });
    await this.relink(tx, expectation, decided.value.conferenceId);
    await this.told(tx, actor, expectation, change.value, decided.value.state);
    return accepted((await expectationWithin(tx, hubs, id))!);
  }

  /** Looks up or makes the conference that a change is about. */
  private async asChange(
    tx: Tx,
    actor: Actor,
    expectation: KeptExpectation,
    given: GivenChange,
    hubs: readonly string[] | null,
  ): Promise<Decided<ExpectationChange, GivenRefusal>> {
    if (given.kind === 'letter-sent')
      return accepted({ ...given, on: londonDate(this.surroundings.now()), by: actor.name });
    if (given.kind !== 'match' && given.kind !== 'held-without-us') return accepted(given);
    if (expectation.state !== 'open') return refused({ kind: 'not-from-here', state: expectation.state });
    const reference =
      given.kind === 'match' ? accepted(given.reference) : await this.hold(tx, actor, expectation, given);
    if (!reference.ok) return reference;
    const conference = await conferenceSeen(tx, hubs, reference.value);
    if (conference === null) return refused({ kind: 'no-such-conference' });
    const chain = await chainBefore(tx, expectation.previousConferenceId);
    return accepted({ kind: 'match', conference, by: 'a-person', chainBefore: chain });
  }

  /** Held, and nobody invited us: it counts in the coverage (A2) and in no other figure. */
  private async hold(
    tx: Tx,
    actor: Actor,
    { hubCode, kind, origin, beganOn, childIds }: KeptExpectation,
    { startsAt, endsAt, laMeetingId }: Extract<GivenChange, { kind: 'held-without-us' }>,
  ): Promise<Decided<string, UninvitedRefusal>> {
    const made = await this.neverInvited.recordIn(tx, actor, {
      hubCode,
      kind: kind === 'review' ? 'rcpc' : kind,
      laMeetingId,
      strategyDiscussionOn: origin === 'strategy-discussion' ? beganOn : null,
      startsAt,
      endsAt,
      mode: this.surroundings.hubOf({ hubCode }).defaultMode,
      venue: null,
      joinLink: null,
      children: childIds.map((laChildId) => ({ ...NOTHING_KNOWN, laChildId })),
    });
    return made.ok ? accepted(made.value.reference) : made;
  }

  private async relink(tx: Tx, before: KeptExpectation, conferenceId: number | null): Promise<void> {
    if (before.previousConferenceId === null || before.conferenceId === conferenceId) return;
    if (before.conferenceId !== null) await unlinkFromPrevious(tx, before.conferenceId, before.previousConferenceId);
    if (conferenceId !== null) await linkToPrevious(tx, conferenceId, before.previousConferenceId);
  }

  private async told(
    tx: Tx,
    actor: Actor,
    before: KeptExpectation,
    change: ExpectationChange,
    after: KeptExpectation['state'],
  ): Promise<void> {
    const at = this.surroundings.now();
    if (change.kind === 'letter-sent') {
      const occasion = { actor, at, conferenceId: before.previousConferenceId };
      await record(tx, occasion, 'expectation.asked', { expectationId: before.id, on: change.on.toString() });
      return;
    }
    const conferenceId =
      change.kind === 'match' ? change.conference.id : (before.conferenceId ?? before.previousConferenceId);
    const reason = change.kind === 'match' ? null : change.reason;
    const detail = { expectationId: before.id, before: before.state, after, reason };
    await record(tx, { actor, at, conferenceId }, 'expectation.settled', detail);
  }
}
