import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { currentSitting, lockConference } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import type { Reader, Tx } from '../database/transaction.js';
import { accepted, type Decided } from '../kernel/decided.js';
import { recount } from '../measures/measure.queries.js';
import { relevanceAtStart } from '../relevance/relevance.js';
import { decisionsOn } from '../relevance/relevance.service.js';
import {
  decideReport,
  reportInWords,
  reportStanding,
  type GivenReport,
  type KeptReport,
  type Report,
  type ReportFacts,
  type ReportRefusal,
} from './report.js';
import { changeReport, keepReport, reportOn } from './report.queries.js';
import type { Conference } from '../conferences/conference.js';

/** All that decides about the report to a conference. */
export async function reportFacts(reader: Reader, conference: Conference, now: Temporal.Instant): Promise<ReportFacts> {
  const { startsAt } = await currentSitting(reader, conference.id);
  const relevance = relevanceAtStart(await decisionsOn(reader, conference.id), startsAt);
  const before = await reportOn(reader, conference.id);
  return { kind: conference.kind, state: conference.state, startsAt, relevance, now, before };
}

/** The police report to a conference, and its correction with what stood before kept in the trail. */
@Injectable()
export class ReportService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** The report and the figures it changes, in one transaction. */
  record(actor: Actor, reference: string, given: GivenReport): Promise<Decided<Report, ReportRefusal>> {
    return this.db.transaction(async (tx) => {
      const conference = await lockConference(tx, scopeOf(actor, 'participation.record'), reference);
      if (conference === null) throw new NotFoundException();
      const facts = await reportFacts(tx, conference, this.surroundings.now());
      const decided = decideReport(facts, given);
      if (!decided.ok) return decided;
      await this.save(tx, actor, conference, facts, decided.value, given);
      await recount(tx, conference.id, this.surroundings.counting);
      const kept = await reportOn(tx, conference.id);
      if (kept === null) throw new Error('a report vanished after it was recorded');
      return accepted(kept);
    });
  }

  private async save(
    tx: Tx,
    actor: Actor,
    conference: Conference,
    facts: ReportFacts,
    value: KeptReport,
    given: GivenReport,
  ): Promise<void> {
    const { before, now } = facts;
    const occasion = { actor, at: now, conferenceId: conference.id };
    const kept = { ...value, recordedBy: actor.name, recordedAt: now };
    if (before === null) {
      await keepReport(tx, conference.id, kept);
      const { calendar } = this.surroundings.reference;
      const { state } = reportStanding(facts, value, { hub: this.surroundings.hubOf(conference), calendar });
      await record(tx, occasion, 'report.recorded', { report: reportInWords(value), inTime: state === 'in-time' });
      return;
    }
    await changeReport(tx, conference.id, kept);
    await record(tx, occasion, 'report.corrected', {
      before: reportInWords(before),
      after: reportInWords(value),
      why: given.correction?.trim() ?? '',
    });
  }
}
