import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { settleConfirmation } from '../conferences/confirming.js';
import { newVersion } from '../conferences/child.queries.js';
import { saveTransferIn, saveTransferOut, transferInOf, transferOutOf } from '../conferences/circumstances.queries.js';
import type { Conference, StateRefusal } from '../conferences/conference.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import {
  decideTransferIn,
  decideTransferOut,
  type TransferIn,
  type TransferInRefusal,
  type TransferOut,
  type TransferOutRefusal,
} from '../conferences/transfer.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { ChangesService, type ChangedMeanwhile } from './changes.service.js';

/** Of the conference as it was read. */
interface Read {
  readonly version: number;
}
export type GivenTransferIn = TransferIn & Read;
/** The reason is for whoever is called off; once the family has gone none is needed. */
export type GivenTransferOut = TransferOut & Read & { readonly reason: string };

export interface TransferredOut {
  readonly conference: Conference;
  /** It was on before, and whoever was assigned has been called off. */
  readonly isNew: boolean;
  readonly transfer: TransferOut;
}

/** Families that move: where from and since when, where to and whether the conference there is known. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly changes: ChangesService,
  ) {}

  /** What is known of a transfer-in. @throws NotFoundException out of reach */
  tellIn(
    actor: Actor,
    reference: string,
    { version, ...given }: GivenTransferIn,
  ): Promise<Decided<Conference, TransferInRefusal | ChangedMeanwhile>> {
    return this.db.transaction(async (tx) => {
      const before = await this.lock(tx, actor, reference);
      if (before.version !== version) return refused({ kind: 'changed-meanwhile', now: before });
      const now = this.surroundings.now();
      const { startsAt } = await currentSitting(tx, before.id);
      const decided = decideTransferIn(before, await transferInOf(tx, before.id), given, { startsAt, now });
      if (!decided.ok) return decided;
      await saveTransferIn(tx, before.id, decided.value);
      await newVersion(tx, before.id);
      const { triggerKind: trigger, triggeredOn, fromAuthority: from } = decided.value;
      const facts = { trigger, on: triggeredOn?.toString() ?? null, from };
      await record(tx, { actor, at: now, conferenceId: before.id }, 'conference.transfer-in-told', facts);
      await settleConfirmation(tx, { actor, at: now }, before, 'by correcting it');
      return accepted({ ...before, toConfirm: null, version: version + 1 });
    });
  }

  /**
   * The family goes to another authority and whoever was assigned is called off; or, after that, what has become known of
   * the conference there.
   */
  transferOut(
    actor: Actor,
    reference: string,
    given: GivenTransferOut,
  ): Promise<Decided<TransferredOut, TransferOutRefusal | StateRefusal | ChangedMeanwhile>> {
    return this.db.transaction((tx) => this.transferOutIn(tx, actor, reference, given));
  }

  /** As `transferOut`, as part of a larger change; a refusal has changed nothing. */
  async transferOutIn(
    tx: Tx,
    actor: Actor,
    reference: string,
    { version, reason, ...given }: GivenTransferOut,
  ): Promise<Decided<TransferredOut, TransferOutRefusal | StateRefusal | ChangedMeanwhile>> {
    const before = await this.lock(tx, actor, reference);
    if (before.version !== version) return refused({ kind: 'changed-meanwhile', now: before });
    const now = this.surroundings.now();
    const decided = decideTransferOut(await transferOutOf(tx, before.id), given, londonDate(now));
    if (!decided.ok) return decided;
    const isNew = before.state !== 'transferred_out';
    if (isNew) {
      const gone = await this.changes.changeStateIn(tx, actor, reference, { change: 'transfer-out', reason, version });
      if (!gone.ok) return gone;
    } else await newVersion(tx, before.id);
    const transfer = decided.value;
    await saveTransferOut(tx, before.id, transfer, now);
    const facts = { to: transfer.toAuthority, contact: transfer.forceContact, receiving: transfer.receiving };
    const detail = { ...facts, on: transfer.receivingOn?.toString() ?? null };
    await record(tx, { actor, at: now, conferenceId: before.id }, 'conference.transfer-out-told', detail);
    const after = { toConfirm: null, version: version + 1 };
    const conference: Conference = { ...before, state: 'transferred_out', ...after };
    return accepted({ conference, isNew, transfer });
  }

  private async lock(tx: Tx, actor: Actor, reference: string): Promise<Conference> {
    const conference = await lockConference(tx, scopeOf(actor, 'conference.change'), reference);
    if (conference === null) throw new NotFoundException();
    return conference;
  }
}
