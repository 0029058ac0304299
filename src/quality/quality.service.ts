import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { Conference } from '../conferences/conference.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, type Decided } from '../kernel/decided.js';
import { isInFrozenMonth } from '../measures/frozen.queries.js';
import { recount } from '../measures/measure.queries.js';
import {
  auditInWords,
  correctionLabel,
  decideAudit,
  type Audit,
  type AuditFacts,
  type AuditRefusal,
  type GivenAudit,
  type KeptAudit,
} from './quality.js';
import {
  auditCounts,
  auditedIn,
  auditOn,
  changeAudit,
  contributionTo,
  keepAudit,
  toSample,
  type Audited,
  type Sampled,
} from './quality.queries.js';

/** Of one hub: what is to be audited next of the contributions within the span of the sample. */
export interface HubSample {
  readonly hubCode: string;
  readonly contributions: number;
  readonly audited: number;
  readonly good: number;
  /** As many as are still wanted, fewer where there are no more. */
  readonly next: readonly Sampled[];
}

export interface Sample {
  readonly hubs: readonly HubSample[];
  readonly audited: readonly Audited[];
  readonly mayAudit: boolean;
}

const MOST_SHOWN = 100;

/** The audit of contributions, by people who did not make them. */
@Injectable()
export class QualityService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** What is to be audited next, and what was, in the hubs of whoever asks. */
  async sample(actor: Actor): Promise<Sample> {
    if (!mayAtAll(actor, 'quality.read')) throw new NotFoundException();
    const { days, perHub } = this.surroundings.reference.quality.sample;
    const until = this.surroundings.now();
    const span = { from: until.subtract({ hours: 24 * days }), until };
    const scope = scopeOf(actor, 'quality.read');
    const { reader } = this.db;
    const counts = await auditCounts(reader, scope, span);
    const next = await toSample(reader, scope, span, { most: perHub, without: actor.attendeeId });
    const byHub = new Map(counts.map((one) => [one.hubCode, one]));
    const hubs = this.surroundings.reference.hubs.flatMap(({ code }) => {
      const counted = byHub.get(code);
      if (counted === undefined) return [];
      const wanted = Math.max(0, perHub - counted.audited);
      return [{ ...counted, next: next.filter(({ hubCode }) => hubCode === code).slice(0, wanted) }];
    });
    const audited = await auditedIn(reader, scope, span, MOST_SHOWN);
    return { hubs, audited, mayAudit: mayAtAll(actor, 'quality.audit') };
  }

  /** The audit and the figure it changes, in one transaction. */
  record(actor: Actor, reference: string, given: GivenAudit): Promise<Decided<Audit, AuditRefusal>> {
    return this.db.transaction(async (tx) => {
      const conference = await lockConference(tx, scopeOf(actor, 'quality.audit'), reference);
      if (conference === null) throw new NotFoundException();
      const facts = await this.facts(tx, actor, conference);
      const decided = decideAudit(facts, given);
      if (!decided.ok) return decided;
      await this.save(tx, actor, conference, facts, decided.value, given);
      await recount(tx, conference.id, this.surroundings.counting);
      const kept = await auditOn(tx, conference.id);
      if (kept === null) throw new Error('an audit vanished after it was recorded');
      return accepted(kept);
    });
  }

  /** All that decides about the audit of a conference by somebody. */
  async facts(reader: Reader, actor: Actor, conference: Conference): Promise<AuditFacts> {
    const { reference } = this.surroundings;
    const { id, startsAt, endsAt } = await currentSitting(reader, conference.id);
    return {
      state: conference.state,
      endsAt,
      now: this.surroundings.now(),
      convenedBy: conference.convenedBy,
      contribution: await contributionTo(reader, id),
      auditor: actor,
      isFrozen: await isInFrozenMonth(reader, startsAt),
      before: await auditOn(reader, conference.id),
      policy: reference.quality,
      policyVersion: reference.editions.quality.version,
    };
  }

  private async save(
    tx: Tx,
    actor: Actor,
    conference: Conference,
    { before, now, policy }: AuditFacts,
    value: KeptAudit,
    { correction }: GivenAudit,
  ): Promise<void> {
    const occasion = { actor, at: now, conferenceId: conference.id };
    const kept = { ...value, auditedBy: actor.name, auditedAt: now };
    const after = auditInWords(value, policy);
    const { good, criteriaVersion: version } = value;
    const why = correction === null ? null : correctionLabel(correction, policy);
    if (before === null) {
      await keepAudit(tx, conference.id, kept);
      const detail = { audit: after, good, version, ...(why === null ? {} : { why }) };
      await record(tx, occasion, 'quality.audited', detail);
      return;
    }
    await changeAudit(tx, conference.id, kept);
    const detail = { before: auditInWords(before, policy), after, good, version, why: why ?? '' };
    await record(tx, occasion, 'quality.corrected', detail);
  }
}
