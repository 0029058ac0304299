import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { conferenceWithMeetingId, createConference } from '../conferences/conference.queries.js';
import { cautionsAbout, impossibleTime, noticeDays, type Caution } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { recount } from '../measures/measure.queries.js';
import { possibleDuplicates, type PossibleDuplicate } from './duplicate.js';
import { conferencesNear } from './duplicate.queries.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { addInvitation } from './invitation.queries.js';

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
    const now = this.surroundings.now();
    const checked = await this.check(tx, actor, given, now);
    if (!checked.ok) return checked;

    const conference = await createConference(
      tx,
      {
        hubCode: given.hubCode,
        kind: given.kind,
        laMeetingId: given.laMeetingId,
        strategyDiscussionOn: given.strategyDiscussionOn,
      },
      given,
      given.children,
      now,
    );
    const notice = noticeDays(given.receivedAt, given.startsAt, this.surroundings.reference.calendar);
    await addInvitation(tx, {
      conferenceId: conference.id,
      receivedAt: given.receivedAt,
      channel: given.channel,
      ...source,
      noticeDays: notice,
      recordedBy: actor.name,
      recordedAt: now,
    });
    const occasion = { actor, at: now, conferenceId: conference.id };
    await record(tx, occasion, 'conference.created', {
      kind: given.kind,
      hub: given.hubCode,
      startsAt: given.startsAt.toString(),
    });
    await record(tx, occasion, 'invitation.recorded', {
      channel: given.channel,
      receivedAt: given.receivedAt.toString(),
      noticeDays: notice,
      cautions: checked.value.map((caution) => caution.kind),
    });
    await recount(tx, conference.id, this.surroundings.measureVersion);
    return accepted(conference);
  }

  /** What recording it would say, with nothing saved: all that is unusual about the time, or the refusal. */
  preview(actor: Actor, given: GivenInvitation): Promise<Decided<readonly Caution[], InvitationRefusal>> {
    return this.check(this.db.reader, actor, { ...given, confirmed: true }, this.surroundings.now());
  }

  /**
   * What is unusual about it so far, with nothing saved: for a form that is still being filled in. Nothing outside the
   * person's hubs; whoever is shown a conference is recorded as having seen it.
   */
  remarks(actor: Actor, given: GivenInvitation): Promise<Remarks> {
    return this.db.transaction(async (tx) => {
      const checked = await this.check(tx, actor, { ...given, confirmed: true }, this.surroundings.now());
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

  private async check(
    reader: Reader,
    actor: Actor,
    given: GivenInvitation,
    now: Temporal.Instant,
  ): Promise<Decided<readonly Caution[], InvitationRefusal>> {
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
    const ids = given.children.map((child) => child.laChildId).filter((id) => id !== null);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    if (twice !== undefined) return refused({ kind: 'duplicate-child', laChildId: twice });
    const same = given.laMeetingId && (await conferenceWithMeetingId(reader, given.hubCode, given.laMeetingId));
    if (given.laMeetingId && same) {
      return refused({ kind: 'duplicate-meeting-id', laMeetingId: given.laMeetingId, reference: same.reference });
    }
    const found = await alikeTo(reader, given);
    if (found.length > 0) return refused({ kind: 'possible-duplicate', found });
    const cautions = cautionsAbout(given, hub, reference.calendar, now);
    if (!given.confirmed && cautions.some((caution) => caution.mustConfirm))
      return refused({ kind: 'confirm', cautions });
    return accepted(cautions);
  }
}

/** The conferences it may be to, without those that it is said not to be. */
async function alikeTo(reader: Reader, given: GivenInvitation): Promise<readonly PossibleDuplicate[]> {
  const { anotherThan = [] } = given;
  if (anotherThan === 'any') return [];
  const found = possibleDuplicates(given, await conferencesNear(reader, given));
  return found.filter(({ conference }) => !anotherThan.includes(conference.reference));
}
