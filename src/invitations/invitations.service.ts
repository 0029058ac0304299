import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import { isService, type Actor } from '../access/actor.js';
import { record, recordMany } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { conferencesWithMeetingIds, createConferences } from '../conferences/conference.queries.js';
import { noticeDays, type Caution } from '../conferences/timing.js';
import { reasonsToConfirm, type ConfirmReason } from '../conferences/to-confirm.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { meetExpected } from '../expectations/settling.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { storedCount } from '../measures/stored.js';
import { keepFirstCounts } from '../measures/measure.queries.js';
import type { PossibleDuplicate } from './duplicate.js';
import { alikeTo, waitForAlike, type Alike } from './alike.queries.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { addInvitations } from './invitation.queries.js';
import { eventsOf, factsOfNew, newRecord, type Passed } from './recorded.js';
import { checkInvitation, type Checked } from './refusals.js';
import { tellApart } from './told-apart.queries.js';
import { keepCircumstances } from './told-around.js';

/** Where an invitation was read from, when a candidate became it. */
export interface InvitationSource {
  readonly candidateId: number | null;
  readonly laCalendarUid: string | null;
}

/** What is worth knowing about an invitation before it is recorded. */
export interface Remarks {
  readonly cautions: readonly Caution[];
  readonly found: readonly PossibleDuplicate[];
}

/** What recording it would say. */
export interface Preview extends Checked {
  readonly toConfirm: readonly ConfirmReason[] | null;
}

/** Told by a person or a program, read from nothing. */
export const byHand: InvitationSource = { candidateId: null, laCalendarUid: null };

/** What is on record that an invitation may be to already. */
interface Met extends Alike {
  readonly taken: { readonly reference: string | null } | null;
}

type TakenIds = Map<string, string | null>;
const idKey = (hubCode: string, laMeetingId: string): string => `${hubCode} ${laMeetingId}`;

function takenBy(taken: TakenIds, { hubCode, laMeetingId }: GivenInvitation): { reference: string | null } | null {
  const reference = laMeetingId === null ? undefined : taken.get(idKey(hubCode, laMeetingId));
  return reference === undefined ? null : { reference };
}

/** Records that TVP was invited: the one way in which a conference comes to exist. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** A conference with its sitting, children, invitation, count and trail, in one transaction; or one refusal. */
  async record(actor: Actor, given: GivenInvitation): Promise<Decided<Conference, InvitationRefusal>> {
    try {
      return await this.db.transaction((tx) => this.recordIn(tx, actor, given, byHand));
    } catch (error) {
      return this.lostRace(error, given);
    }
  }

  /** As `record`, as part of a larger change (confirming a candidate). */
  async recordIn(
    tx: Tx,
    actor: Actor,
    given: GivenInvitation,
    source: InvitationSource,
  ): Promise<Decided<Conference, InvitationRefusal>> {
    const [decided] = await this.recordManyIn(tx, actor, [given], source);
    return decided!;
  }

  /**
   * As `recordIn`, for many at once: an answer for each, in their order. Those that are refused leave the others alone; of
   * two with the same meeting id the later one is refused.
   */
  async recordManyIn(
    tx: Tx,
    actor: Actor,
    given: readonly GivenInvitation[],
    source: InvitationSource,
  ): Promise<readonly Decided<Conference, InvitationRefusal>[]> {
    const now = this.surroundings.now();
    await waitForAlike(tx, given);
    const taken = await this.takenIds(tx, given);
    const decisions: Decided<Passed, InvitationRefusal>[] = [];
    for (const each of given) {
      const met = await this.metBy(tx, actor, each, taken);
      const decided = this.decide(actor, each, now, met);
      if (decided.ok && each.laMeetingId !== null) taken.set(idKey(each.hubCode, each.laMeetingId), null);
      decisions.push(decided);
    }
    const passed = decisions.flatMap((decided) => (decided.ok ? [decided.value] : []));
    const made = await createConferences(tx, passed.map(newRecord), now);
    await this.keep(
      tx,
      actor,
      source,
      now,
      passed.map((each, i) => ({ ...each, conference: made[i]! })),
    );
    const left = [...made];
    return decisions.map((decided) => (decided.ok ? accepted(left.shift()!) : decided));
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    source: InvitationSource,
    now: Temporal.Instant,
    made: readonly (Passed & { readonly conference: Conference })[],
  ): Promise<void> {
    const policyVersion = this.surroundings.reference.editions.automation.version;
    const noted = made.map((each) => ({ ...each, policyVersion, notice: this.noticeOf(each.given) }));
    const by = { recordedBy: actor.name, recordedAt: now };
    await addInvitations(
      tx,
      noted
        .filter(({ given }) => !given.learntFrom)
        .map(({ conference, given: { receivedAt, channel, cameTo = null, asked = [] }, notice, toConfirm }) => {
          const received = { conferenceId: conference.id, receivedAt, channel, cameTo, asked };
          const byAutomation = isService(actor) ? (toConfirm === null ? 'unattended' : 'to-confirm') : null;
          return { ...received, ...source, noticeDays: notice, ...by, byAutomation } as const;
        }),
    );
    for (const { conference, another } of made)
      await tellApart(tx, conference.id, another, { by: actor.name, at: now });
    await keepCircumstances(tx, by, made);
    await recordMany(tx, { actor, at: now }, noted.flatMap(eventsOf));
    const counts = noted.map(({ conference, given, notice }) => ({
      conferenceId: conference.id,
      ...storedCount(factsOfNew(conference, given, notice), this.surroundings.counting),
    }));
    await keepFirstCounts(tx, counts, now);
    const ids = made.map(({ conference }) => conference.id);
    if (ids.length > 0) await meetExpected(tx, this.surroundings, ids);
  }

  private noticeOf({ receivedAt, startsAt }: GivenInvitation): number {
    return noticeDays(receivedAt, startsAt, this.surroundings.reference.calendar);
  }

  /** What recording it would say, with nothing saved: all that is unusual about it, or all that speaks against it. */
  async preview(actor: Actor, given: GivenInvitation): Promise<Preview> {
    const met = await this.metBy(this.db.reader, actor, given);
    const { refusals, cautions } = this.check(actor, given, this.surroundings.now(), met);
    return { refusals, cautions, toConfirm: this.reasonsToConfirm(actor, given, cautions, met) };
  }

  private decide(
    actor: Actor,
    given: GivenInvitation,
    now: Temporal.Instant,
    met: Met,
  ): Decided<Passed, InvitationRefusal> {
    const { refusals, cautions } = this.check(actor, given, now, met);
    const [first] = refusals;
    if (first !== undefined) return refused(first);
    const toConfirm = this.reasonsToConfirm(actor, given, cautions, met);
    return accepted({ given, cautions, toConfirm, another: met.another });
  }

  /**
   * What is unusual about it so far, with nothing saved: for a form that is still being filled in. Nothing outside the
   * person's hubs; whoever is shown a conference is recorded as having seen it.
   */
  remarks(actor: Actor, given: GivenInvitation): Promise<Remarks> {
    return this.db.transaction(async (tx) => {
      const met = await this.metBy(tx, actor, given);
      const at = this.surroundings.now();
      const { refusals, cautions } = this.check(actor, { ...given, confirmed: true }, at, met);
      const [first] = refusals;
      if (first === undefined) return { cautions, found: [] };
      if (first.kind !== 'possible-duplicate') return { cautions: [], found: [] };
      const references = first.found.map(({ conference }) => conference.reference);
      await record(tx, { actor, at }, 'conference.listed', { page: 'invitations/new', references });
      return { cautions, found: first.found };
    });
  }

  /** What a failed save means when a colleague was quicker with the same meeting id. Rethrows anything else. */
  lostRace(error: unknown, given: GivenInvitation): Decided<never, InvitationRefusal> {
    if (violatedConstraint(error) === 'conference_la_meeting_key' && given.laMeetingId !== null) {
      return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId, reference: null });
    }
    throw error;
  }

  /** The meeting ids among them that are on record, with the reference of the conference that has each. */
  private async takenIds(reader: Reader, given: readonly GivenInvitation[]): Promise<TakenIds> {
    const taken: TakenIds = new Map();
    for (const [hubCode, ofHub] of Map.groupBy(given, (each) => each.hubCode)) {
      const ids = ofHub.flatMap((each) => (each.laMeetingId === null ? [] : [each.laMeetingId]));
      if (ids.length === 0) continue;
      for (const found of await conferencesWithMeetingIds(reader, hubCode, ids)) {
        taken.set(idKey(hubCode, found.laMeetingId), found.reference);
      }
    }
    return taken;
  }

  private check(actor: Actor, given: GivenInvitation, now: Temporal.Instant, met: Met): Checked {
    const { reference } = this.surroundings;
    const scope = scopeOf(actor, 'invitation.record');
    return checkInvitation(given, {
      hub: reference.hub(given.hubCode),
      mayRecord: scope.all || scope.hubs.includes(given.hubCode),
      calendar: reference.calendar,
      now,
      taken: met.taken,
      alike: met.found,
    });
  }

  /** Whether a person has to confirm what a program records: the policy of the hub says so. */
  private reasonsToConfirm(
    actor: Actor,
    { hubCode, kind }: GivenInvitation,
    cautions: readonly Caution[],
    { saidToBeAnother: alike }: Alike,
  ): readonly ConfirmReason[] | null {
    if (!isService(actor)) return null;
    return reasonsToConfirm(this.surroundings.reference.automation.policyOf(hubCode), { kind, cautions, alike });
  }

  private async metBy(reader: Reader, actor: Actor, given: GivenInvitation, known?: TakenIds): Promise<Met> {
    const taken = takenBy(known ?? (await this.takenIds(reader, [given])), given);
    const { confirm, when } = this.surroundings.reference.automation.policyOf(given.hubCode);
    const matters = isService(actor) && confirm === 'when' && when.includes('possible-duplicate');
    return { taken, ...(await alikeTo(reader, given, matters)) };
  }
}
