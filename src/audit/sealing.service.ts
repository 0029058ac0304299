import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Log } from '../kernel/log.js';
import { sealEvents } from './seal.queries.js';

const MOST_EVENTS = 20_000;

/** Seals the trail, and says each seal to the log: a copy that whoever can write to the database cannot reach. */
@Injectable()
export class SealingWork {
  constructor(
    private readonly db: Database,
    private readonly log: Log,
  ) {}

  /** True when there is more to seal at once. */
  async turn(): Promise<boolean> {
    const seal = await this.db.transaction((tx) => sealEvents(tx, MOST_EVENTS));
    if (seal === null) return false;
    const { number, events, digest } = seal;
    this.log.info({ seal: `${number}:${digest}`, events }, 'the trail was sealed');
    return events === MOST_EVENTS;
  }
}
