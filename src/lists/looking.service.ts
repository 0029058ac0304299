import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { isWorking, type Asked, type Import, type ResultCounts } from './import.js';
import { hasFile, importWithin, sameFileBefore } from './import.queries.js';
import type { PersonOnRecord } from './matching-people.js';
import { listedPeople, peopleOnRecord, type ListedPerson } from './people.queries.js';
import { askedOf, resultCounts, rowsAfter, type RowFilter, type StoredRow } from './import-row.queries.js';

/** Lists as people and programs look at them; every look at one is in the trail, since it names children by their ids. */
@Injectable()
export class LookingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  /** @throws NotFoundException when it does not exist or is out of reach: the two look the same */
  at(actor: Actor, id: number): Promise<Import> {
    return this.db.transaction(async (tx) => {
      const list = await importWithin(tx, scopeOf(actor, 'import.change'), id);
      if (list === null) throw new NotFoundException();
      // A page that waits for work opens itself every two seconds and shows no row.
      if (!isWorking(list.state)) {
        await record(tx, { actor, at: this.surroundings.now() }, 'import.viewed', { importId: id });
      }
      return list;
    });
  }

  async around(list: Import): Promise<{
    readonly asked: Asked & { readonly toConfirm: number };
    readonly results: ResultCounts;
    readonly sameFile: Pick<Import, 'id' | 'carriedOutAt'> | null;
    readonly hasFile: boolean;
    readonly people: readonly ListedPerson[];
    readonly onRecord: readonly PersonOnRecord[];
  }> {
    const { reader } = this.db;
    const people = await listedPeople(reader, list.id);
    return {
      asked: await askedOf(reader, list.id),
      results: await resultCounts(reader, list.id),
      sameFile: await sameFileBefore(reader, list),
      hasFile: await hasFile(reader, list.id),
      people,
      onRecord: people.length === 0 ? [] : await peopleOnRecord(reader),
    };
  }

  rows(list: Import, after: number, most: number, filter: RowFilter): Promise<StoredRow[]> {
    return isWorking(list.state) ? Promise.resolve([]) : rowsAfter(this.db.reader, list.id, after, most, filter);
  }
}
