import { rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Import } from './import.js';
import { matchPerson, type PersonOnRecord } from './matching-people.js';

/** found: by the tracker itself. asked: nobody has said yet. said: by a person; without an attendee it is nobody on the tracker. */
export type PersonStanding = 'found' | 'asked' | 'said';

/** Somebody a list of the past names, once however often. */
export interface ListedPerson {
  readonly number: number;
  readonly name: string;
  readonly standing: PersonStanding;
  readonly attendeeId: number | null;
}

/** Those who left are among them: they went to what is over. */
export const peopleOnRecord = (reader: Reader): Promise<PersonOnRecord[]> =>
  rows(reader, 'select id, name, role, mail, hub_code from attendee order by name, id');

export const listedPeople = (reader: Reader, importId: number): Promise<ListedPerson[]> =>
  rows(reader, 'select number, name, standing, attendee_id from import_person where import_id = $1 order by number', [
    importId,
  ]);

/** What somebody said of these names in the same file before. */
const saidBefore = (reader: Reader, { hubCode, sha256 }: Pick<Import, 'hubCode' | 'sha256'>): Promise<ListedPerson[]> =>
  rows(
    reader,
    `select distinct on (p.name) p.number, p.name, p.standing, p.attendee_id from import_person p
     join import i on i.id = p.import_id
     where i.hub_code = $1 and i.sha256 = $2 and p.standing = 'said' order by p.name, p.import_id desc`,
    [hubCode, sha256],
  );

/** Finds out who the rows kept of a list name, and keeps whom there is a question about. */
export async function keepPeople(tx: Tx, list: Pick<Import, 'id' | 'hubCode' | 'sha256'>): Promise<void> {
  const said = new Map((await saidBefore(tx, list)).map((person) => [person.name, person]));
  await run(tx, 'delete from import_person where import_id = $1', [list.id]);
  const named = await rows<{ name: string }>(
    tx,
    `select name from import_row r cross join jsonb_array_elements_text(r.plan #> '{conference,past,people}') name
     where r.import_id = $1 and jsonb_typeof(r.plan #> '{conference,past,people}') = 'array'
     group by name order by count(*) desc, name`,
    [list.id],
  );
  if (named.length === 0) return;
  const people = await peopleOnRecord(tx);
  const kept = named.map(({ name }, i): ListedPerson => {
    const before = said.get(name);
    const matched = matchPerson(name, people);
    const number = i + 1;
    if (before !== undefined) return { number, name, standing: 'said', attendeeId: before.attendeeId };
    if (matched.found) return { number, name, standing: 'found', attendeeId: matched.attendeeId };
    return { number, name, standing: 'asked', attendeeId: null };
  });
  await run(
    tx,
    `insert into import_person (import_id, number, name, standing, attendee_id)
     select $1, number, name, standing, "attendeeId" from json_to_recordset($2)
       as given (number int, name text, standing text, "attendeeId" int)`,
    [list.id, JSON.stringify(kept)],
  );
}

export interface GivenPerson {
  readonly number: number;
  /** Null: nobody on the tracker. */
  readonly attendeeId: number | null;
}

/** Keeps who is meant; how many of them the list names and the tracker has. */
export const savePeople = (tx: Tx, importId: number, given: readonly GivenPerson[]): Promise<number> =>
  run(
    tx,
    `update import_person p set standing = 'said', attendee_id = given."attendeeId"
     from json_to_recordset($2) as given (number int, "attendeeId" int)
     where p.import_id = $1 and p.number = given.number and p.standing <> 'found'
       and (given."attendeeId" is null or exists (select from attendee a where a.id = given."attendeeId"))`,
    [importId, JSON.stringify(given)],
  );
