import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record, recordMany } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { conferencesWithMeetingIds, createConferences } from '../conferences/conference.queries.js';
import { cautionsAbout, impossibleTime, noticeDays, type Caution } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { storedCount } from '../measures/stored.js';
import { keepFirstCounts } from '../measures/measure.queries.js';
import type { PossibleDuplicate } from './duplicate.js';
import { alikeTo, waitForAlike, type Alike } from './alike.queries.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { addInvitations } from './invitation.queries.js';
import { eventsOf, factsOfNew, newRecord, type Passed } from './recorded.js';
import { tellApart } from './told-apart.queries.js';
import { keepCircumstances, refusedAround } from './told-around.js';

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

/** Told by a person or a program, read from nothing. */
export const byHand: InvitationSource = { candidateId: null, laCalendarUid: null };

/** What is on record that an invitation may be to already. */
interface Met {
  readonly taken: { readonly reference: string | null } | null;
  readonly alike: readonly PossibleDuplicate[];
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
    const alike = new Map<GivenInvitation, Alike>();
    for (const each of given) alike.set(each, await alikeTo(tx, each));
    const checked = given.map((each) => {
      const decided = this.check(actor, each, now, {
        taken: takenBy(taken, each),
        alike: alike.get(each)?.found ?? [],
      });
      if (decided.ok && each.laMeetingId !== null) taken.set(idKey(each.hubCode, each.laMeetingId), null);
      return decided;
    });
    const passed = given.flatMap((each, i) => {
      const decided = checked[i];
      return decided?.ok ? [{ given: each, cautions: decided.value }] : [];
    });
    const made = await createConferences(tx, passed.map(newRecord), now);
    await this.keep(
      tx,
      actor,
      source,
      now,
      passed.map((each, i) => ({ ...each, conference: made[i]!, another: alike.get(each.given)?.another ?? [] })),
    );
    const left = [...made];
    return checked.map((decided) => (decided.ok ? accepted(left.shift()!) : decided));
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    source: InvitationSource,
    now: Temporal.Instant,
    made: readonly (Passed & Pick<Alike, 'another'> & { readonly conference: Conference })[],
  ): Promise<void> {
    const noted = made.map((each) => ({ ...each, notice: this.noticeOf(each.given) }));
    const by = { recordedBy: actor.name, recordedAt: now };
    await addInvitations(
      tx,
      noted
        .filter(({ given }) => !given.learntFrom)
        .map(({ conference, given: { receivedAt, channel, cameTo = null }, notice }) => {
          const received = { conferenceId: conference.id, receivedAt, channel, cameTo };
          return { ...received, ...source, noticeDays: notice, ...by };
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
    await keepFirstCounts(tx, counts);
  }

  private noticeOf({ receivedAt, startsAt }: GivenInvitation): number {
    return noticeDays(receivedAt, startsAt, this.surroundings.reference.calendar);
  }

  /** What recording it would say, with nothing saved: all that is unusual about the time, or the refusal. */
  async preview(actor: Actor, given: GivenInvitation): Promise<Decided<readonly Caution[], InvitationRefusal>> {
    const met = await this.metBy(this.db.reader, given);
    return this.check(actor, { ...given, confirmed: true }, this.surroundings.now(), met);
  }

  /**
   * What is unusual about it so far, with nothing saved: for a form that is still being filled in. Nothing outside the
   * person's hubs; whoever is shown a conference is recorded as having seen it.
   */
  remarks(actor: Actor, given: GivenInvitation): Promise<Remarks> {
    return this.db.transaction(async (tx) => {
      const met = await this.metBy(tx, given);
      const checked = this.check(actor, { ...given, confirmed: true }, this.surroundings.now(), met);
      if (checked.ok) return { cautions: checked.value, found: [] };
      if (checked.refusal.kind !== 'possible-duplicate') return { cautions: [], found: [] };
      const { found } = checked.refusal;
      const references = found.map(({ conference }) => conference.reference);
      const at = this.surroundings.now();
      await record(tx, { actor, at }, 'conference.listed', { page: 'invitations/new', references });
      const hub = this.surroundings.hubOf(given);
      return { cautions: cautionsAbout(given, hub, this.surroundings.reference.calendar, at), found };
    });
  }

  /** What a failed save means when a colleague was quicker with the same meeting id. Rethrows anything else. */
  lostRace(error: unknown, given: GivenInvitation): Decided<never, InvitationRefusal> {
    if (violatedConstraint(error) === 'conference_la_meeting_key' && given.laMeetingId !== null) {
      return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId, reference: null });
    }
    throw error;
  }

  private async metBy(reader: Reader, given: GivenInvitation): Promise<Met> {
    const taken = takenBy(await this.takenIds(reader, [given]), given);
    return { taken, alike: (await alikeTo(reader, given)).found };
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

  private check(
    actor: Actor,
    given: GivenInvitation,
    now: Temporal.Instant,
    { taken, alike: found }: Met,
  ): Decided<readonly Caution[], InvitationRefusal> {
    const { reference } = this.surroundings;
    const hub = reference.hub(given.hubCode);
    if (hub === undefined) return refused({ kind: 'unknown-hub', hubCode: given.hubCode });
    const scope = scopeOf(actor, 'invitation.record');
    if (!scope.all && !scope.hubs.includes(hub.code)) return refused({ kind: 'not-your-hub', hubName: hub.name });
    const impossible = impossibleTime(given, now);
    if (impossible) return refused(impossible);
    if (Temporal.Instant.compare(given.receivedAt, now) > 0) return refused({ kind: 'received-in-future' });
    const strategy = given.strategyDiscussionOn;
    if (strategy && Temporal.PlainDate.compare(strategy, londonDate(given.startsAt)) > 0) {
      return refused({ kind: 'strategy-after-start' });
    }
    const around = refusedAround(given, now);
    if (around !== null) return refused(around);
    const ids = given.children.map((child) => child.laChildId).filter((id) => id !== null);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    if (twice !== undefined) return refused({ kind: 'duplicate-child', laChildId: twice });
    if (given.laMeetingId !== null && taken !== null) {
      return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId, ...taken });
    }
    if (found.length > 0) return refused({ kind: 'possible-duplicate', found });
    const cautions = cautionsAbout(given, hub, reference.calendar, now);
    if (!given.confirmed && cautions.some((caution) => caution.mustConfirm))
      return refused({ kind: 'confirm', cautions });
    return accepted(cautions);
  }
}
