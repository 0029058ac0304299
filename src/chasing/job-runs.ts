import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Database } from '../database/database.js';
import { noteRun, sweepRuns } from './chase.queries.js';
import { runOf } from './hours.js';

const KEPT_DAYS = 60;

/** Keeps in which hours each job ran to its end, so that the proof can tell when one did not. */
@Injectable()
export class JobRuns {
  /** What this instance has kept already: one row an hour and job. */
  private readonly kept = new Map<string, number>();

  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  async note(job: string): Promise<void> {
    const now = this.surroundings.now();
    const hour = runOf(now);
    if (this.kept.get(job) === hour.epochMilliseconds) return;
    await this.db.transaction((tx) => noteRun(tx, job, hour, now));
    this.kept.set(job, hour.epochMilliseconds);
  }

  sweep(): Promise<number> {
    const before = this.surroundings.now().subtract({ hours: KEPT_DAYS * 24 });
    return this.db.transaction((tx) => sweepRuns(tx, before));
  }
}
