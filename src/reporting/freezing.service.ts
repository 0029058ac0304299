import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { canonical, monthDocument, monthsOwed } from './frozen-month.js';
import { awaitsCount, firstCounted, frozenMonths, keepFrozen, monthLines } from './frozen.queries.js';

/** Freezes each month once its time to be put right is over. Asks what is owed, so an outage delays and loses nothing. */
@Injectable()
export class FreezingWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** Freezes what is owed by now; how many months this instance froze. */
  async turn(): Promise<number> {
    const first = await firstCounted(this.db.reader);
    if (first === null) return 0;
    const { calendar } = this.surroundings.reference;
    const owed = monthsOwed(first, this.surroundings.now(), calendar, await frozenMonths(this.db.reader));
    let frozen = 0;
    for (const month of owed) if (await this.freeze(month)) frozen += 1;
    return frozen;
  }

  /** One statement reads all of the month, so what is kept is what stood at one moment. */
  private freeze(month: Temporal.PlainYearMonth): Promise<boolean> {
    const { reference, measureVersion } = this.surroundings;
    return this.db.transaction(async (tx) => {
      // After a release that changes a definition the fresh counts come first; the next turn finds them.
      if (await awaitsCount(tx, month, measureVersion)) return false;
      const frozenAt = this.surroundings.now();
      const whose = { month: month.toString(), definitionVersion: measureVersion, frozenAt: frozenAt.toString() };
      const lines = await monthLines(tx, month, frozenAt);
      const document = canonical(monthDocument(whose, lines, reference.measures));
      const sha256 = digestOf(document);
      const kept = await keepFrozen(tx, {
        month: month.toPlainDate({ day: 1 }),
        definitionVersion: measureVersion,
        frozenAt,
        conferences: lines.length,
        document,
        sha256,
      });
      if (!kept) return false;
      const detail = { month: month.toString(), conferences: lines.length, sha256 };
      await record(tx, { actor: theTracker, at: frozenAt }, 'month.frozen', detail);
      return true;
    });
  }
}

/** SHA-256 of the text in UTF-8, in hexadecimal. */
export const digestOf = (document: string): string => createHash('sha256').update(document).digest('hex');
