import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import type { NewChild } from '../conferences/conference.queries.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { listedTime } from '../imports/listed.js';
import {
  NeverInvitedService,
  type GivenUninvited,
  type UninvitedRefusal,
} from '../invitations/never-invited.service.js';
import { byHand, InvitationsService } from '../invitations/invitations.service.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonTime } from '../kernel/london.js';
import { DecidingService, type AtRow, type DecideRefusal } from './deciding.service.js';
import { OnRecordService } from './on-record.service.js';
import type { Reconciliation, ReconciliationRow } from './reconciliation.js';
import type { TheirMeeting } from './their-meeting.js';

export type GivenRecord = {
  /** The time of day where somebody knows it and the list does not say. */
  readonly time: Temporal.PlainTime | null;
} & (
  | { readonly as: 'never-invited' }
  | {
      readonly as: 'misrouted';
      readonly receivedAt: Temporal.Instant;
      /** The mailbox or the role that it went to. */
      readonly receivedBy: string;
    }
);

export type RecordRefusal = DecideRefusal | UninvitedRefusal | { readonly kind: 'receiver-missing' };

/** Where nobody knows when it began; no figure depends on it. */
const ASSUMED = Temporal.PlainTime.from('09:00');

/** Puts on record what only the local authority's list tells of, and takes that back. */
@Injectable()
export class RecordingService {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly deciding: DecidingService,
    private readonly invitations: InvitationsService,
    private readonly neverInvited: NeverInvitedService,
    private readonly onRecord: OnRecordService,
  ) {}

  /** The conference, held, and not attended unless the list says otherwise; everything or nothing. */
  async record(actor: Actor, at: AtRow, given: GivenRecord): Promise<Decided<Conference, RecordRefusal>> {
    try {
      return await this.deciding.onRow(
        actor,
        at,
        async (tx, { list, row }): Promise<Decided<Conference, RecordRefusal>> => {
          if (row.class !== 'theirs-only' || row.theirs === null) return refused({ kind: 'not-for-this-row' });
          if (given.as === 'misrouted' && given.receivedBy === '') return refused({ kind: 'receiver-missing' });
          const made = await this.create(tx, actor, list, row.theirs, given);
          if (!made.ok) return made;
          await this.onRecord.held(tx, actor, made.value, row.theirs, given.as);
          await this.deciding.save(tx, list, { ...row, conferenceId: made.value.id, recordedAs: given.as });
          await this.told(tx, actor, at, made.value, row.theirs, given);
          return made;
        },
      );
    } catch (error) {
      if (violatedConstraint(error) !== 'conference_la_meeting_key') throw error;
      return refused({ kind: 'row-changed' });
    }
  }

  /** Voids what was recorded from the row; the row is theirs only again. */
  undo(actor: Actor, at: AtRow): Promise<Decided<ReconciliationRow, RecordRefusal>> {
    return this.deciding.onRow(
      actor,
      at,
      async (tx, { list, row }): Promise<Decided<ReconciliationRow, RecordRefusal>> => {
        if (row.recordedAs === null || row.conferenceId === null) return refused({ kind: 'not-for-this-row' });
        const voided = await this.onRecord.void(tx, actor, row.conferenceId);
        if (!voided.ok) return voided;
        await this.deciding.save(tx, list, { ...row, conferenceId: null, recordedAs: null });
        const { reconciliationId, rowId } = at;
        const occasion = { actor, at: this.surroundings.now(), conferenceId: row.conferenceId };
        await record(tx, occasion, 'reconciliation.record-undone', { reconciliationId, rowId });
        return accepted(row);
      },
    );
  }

  private create(
    tx: Tx,
    actor: Actor,
    list: Reconciliation,
    theirs: TheirMeeting,
    given: GivenRecord,
  ): Promise<Decided<Conference, RecordRefusal>> {
    const conference = this.conferenceOf(list, theirs, given.time);
    if (given.as === 'never-invited') return this.neverInvited.recordIn(tx, actor, conference);
    const { receivedAt } = given;
    const invitation = { ...conference, receivedAt, channel: 'mail', confirmed: true, anotherThan: 'any' } as const;
    return this.invitations.recordIn(tx, actor, invitation, byHand);
  }

  private conferenceOf(list: Reconciliation, theirs: TheirMeeting, time: Temporal.PlainTime | null): GivenUninvited {
    const known = theirs.startsAt === null ? (time ?? ASSUMED) : londonTime(Temporal.Instant.from(theirs.startsAt));
    const { startsAt, endsAt } = listedTime(Temporal.PlainDate.from(theirs.date), known, null);
    return {
      hubCode: list.hubCode,
      kind: theirs.kind,
      laMeetingId: theirs.meetingId,
      strategyDiscussionOn: null,
      startsAt: startsAt!,
      endsAt: endsAt!,
      mode: this.surroundings.hubOf(list).defaultMode,
      venue: null,
      joinLink: null,
      children: [...theirs.childIds, ...Array.from({ length: theirs.unnamed }, () => null)].map(childWith),
    };
  }

  private async told(
    tx: Tx,
    actor: Actor,
    { reconciliationId, rowId }: AtRow,
    conference: Conference,
    theirs: TheirMeeting,
    given: GivenRecord,
  ): Promise<void> {
    await record(tx, { actor, at: this.surroundings.now(), conferenceId: conference.id }, 'reconciliation.recorded', {
      reconciliationId,
      rowId,
      as: given.as,
      meetingId: theirs.meetingId,
      timeAssumed: theirs.startsAt === null && given.time === null,
      receivedBy: given.as === 'misrouted' ? given.receivedBy : null,
    });
  }
}

const childWith = (laChildId: string | null): NewChild => ({
  laChildId,
  policeReference: null,
  initials: null,
  bornYear: null,
  expectedOn: null,
});
