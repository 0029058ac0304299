import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Database } from '../database/database.js';
import { settleExpectations } from './settling.js';

/** Follows whatever changed by another way than a page of ours: lists, merges, corrections, and what was before. */
@Injectable()
export class ExpectationWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** @returns whether there may be more to do at once */
  async turn(): Promise<boolean> {
    return (await this.db.transaction((tx) => settleExpectations(tx, this.surroundings, null))) > 0;
  }
}
