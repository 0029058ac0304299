import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { NoticePost, type NoticeDesk } from '../calendar/notice-post.js';
import { addNotice, type OwedNotice } from '../calendar/notice.queries.js';
import { minutesDueBy } from '../conferences/statutory-clocks.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { Log } from '../kernel/log.js';
import { londonDate } from '../kernel/london.js';
import { reportDueOn } from '../measures/definitions.js';
import { CHASING, ChasingWork } from './chasing.service.js';
import { expectedThroughout, mattersThroughout, type PastMatter } from './history.js';
import { histories, pastExpectations } from './history.queries.js';
import { jobsMissed, nightOwed } from './night.js';
import { firstRun, keepProof, keptChases, recentProofs, runsSince, type KeptProof } from './past.queries.js';
import { prove, type ProofFacts } from './proof.js';
import { pastOf } from './trail-past.js';
import { wordProof } from './words.js';

/** As far back as anything can still be owed. */
const BACK_DAYS = 75;

/** Proves each night that every chase that was owed was sent; one instance does it, and an outage only makes it later. */
@Injectable()
export class ProofWork implements NoticeDesk {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly chasing: ChasingWork,
    private readonly post: NoticePost,
    private readonly log: Log,
  ) {}

  /** Proves the last night if that is owed, and sends what is to be reported. */
  async turn(): Promise<number> {
    const proof = await this.proveNight();
    if (proof !== null && proof.verdict !== 'gap') await this.heartbeat();
    return this.post.turn('proof', this);
  }

  async told(tx: Tx, { recipient }: OwedNotice, at: Temporal.Instant): Promise<void> {
    await record(tx, { actor: theTracker, at }, 'proof.reported', { recipient });
  }

  private async proveNight(): Promise<KeptProof | null> {
    const now = this.surroundings.now();
    const { reader } = this.db;
    const [last] = await recentProofs(reader, 1);
    const begun = await firstRun(reader, CHASING);
    const night = nightOwed(now, {
      proveAt: this.surroundings.reference.chasing.proveAt,
      last: last?.night ?? null,
      begun,
    });
    if (night === null || begun === null) return null;
    const span = { since: last?.nextSince ?? begun, told: last?.until ?? begun, until: now };
    const proof = await this.prove(span, night);
    const isMine = await this.db.transaction(async (tx) => {
      if (!(await keepProof(tx, proof))) return false;
      if (proof.verdict !== 'complete') await this.report(tx, proof);
      return true;
    });
    return isMine ? proof : null;
  }

  /** From the trail, the mail that left and the runs of jobs: never from what the chasing says it did. */
  private async prove(
    { since, told, until }: Pick<ProofFacts, 'since' | 'told' | 'until'>,
    night: Temporal.PlainDate,
  ): Promise<KeptProof> {
    const { reader } = this.db;
    const { hubs, calendar } = this.surroundings.reference;
    const from = since.subtract({ hours: BACK_DAYS * 24 });
    const kept = await keptChases(reader, from);
    const runs = await runsSince(reader, since.subtract({ hours: 24 }));
    const facts = {
      since,
      until,
      told,
      hubs,
      matters: await this.pastMatters(from),
      kept,
      sent: kept.flatMap(({ key, sentAt }) => (sentAt === null ? [] : [{ key, at: sentAt }])),
      runs: runs.filter(({ job }) => job === CHASING).map(({ ranAt }) => ranAt),
    };
    const { gaps, skipped, verdict, missedRuns, ...counts } = prove(facts, this.chasing.rules);
    const missed = [
      ...missedRuns.map((hour) => ({ job: CHASING, hour: hour.toString() })),
      ...jobsMissed(runs, { since: told, until }, hubs, calendar),
    ];
    return {
      night,
      since,
      until,
      ...counts,
      ...skipped,
      verdict: verdict === 'complete' && missed.length > 0 ? 'outage' : verdict,
      gaps: gaps.map((gap) => ({ ...gap, at: gap.at.toString() })),
      missedRuns: missed,
    };
  }

  private async pastMatters(from: Temporal.Instant): Promise<readonly PastMatter[]> {
    const { calendar } = this.surroundings.reference;
    const found = await histories(this.db.reader, from);
    const expected = await pastExpectations(this.db.reader, from);
    const known = found.flatMap((history) => {
      const hub = this.surroundings.hubOf(history);
      const terms = this.surroundings.clockTermsOf(history);
      const past = pastOf(history, (time) => ({
        reportDue: reportDueOn(time, { hub, calendar }),
        minutesDue: minutesDueBy(londonDate(time.startsAt), terms, calendar),
      }));
      return mattersThroughout(past);
    });
    return [...known, ...expected.flatMap(expectedThroughout)];
  }

  private async report(tx: Tx, proof: KeptProof): Promise<void> {
    const { settings } = this.surroundings;
    const now = this.surroundings.now();
    const { overseers } = await this.chasing.gather(tx, now);
    const addresses = new Set(overseers.map(({ address }) => address));
    // Nobody to tell is no reason to tell nobody.
    if (addresses.size === 0) addresses.add(settings.desk.address);
    const gaps = proof.gaps.map((gap) => ({ ...gap, at: Temporal.Instant.from(gap.at) }));
    const words = wordProof({ ...proof, gaps }, { publicUrl: settings.http.publicUrl, deskName: settings.desk.name });
    const domain = settings.desk.address.slice(settings.desk.address.lastIndexOf('@') + 1);
    for (const [n, recipient] of [...addresses].entries()) {
      const about = `${proof.night.toString()}/${recipient}`;
      const messageId = `<proof.${proof.night.toString()}.${n + 1}@${domain}>`;
      await addNotice(tx, { topic: 'proof', about, name: recipient, recipient, messageId, ...words }, now);
    }
  }

  /** For a monitor that raises the alarm when it hears nothing. */
  private async heartbeat(): Promise<void> {
    const { heartbeatUrl } = this.surroundings.settings;
    if (heartbeatUrl === null) return;
    try {
      await fetch(heartbeatUrl, { signal: AbortSignal.timeout(10_000) });
    } catch (error) {
      this.log.warn({ err: error }, 'the heartbeat of the proof could not be sent');
    }
  }
}
