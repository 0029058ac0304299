import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { Attendee } from './attendee.queries.js';

export interface AttendeeFilter {
  readonly hub: string | null;
  /** Null for both: those who are here and those who have left. */
  readonly active: boolean | null;
}

/** What a list tells of a person. */
export type ListedPerson = Pick<Attendee, 'id' | 'name' | 'role' | 'mail' | 'hubCode' | 'active'>;

/** The row that a page of the list ends with. */
export interface PlaceInList {
  readonly name: string;
  readonly id: number;
}

/**
 * People by name.
 * @param after the last one of the page before; null at the beginning
 * @param count at most so many; ask for one more than a page to learn whether there is another
 */
export function listAttendees(
  reader: Reader,
  filter: AttendeeFilter,
  after: PlaceInList | null,
  count: number,
): Promise<ListedPerson[]> {
  const parameters: unknown[] = [count];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const conditions = [
    'true',
    ...(filter.hub === null ? [] : [`a.hub_code = ${given(filter.hub)}`]),
    ...(filter.active === null ? [] : [`a.active = ${given(filter.active)}`]),
    ...(after === null ? [] : [`(a.name, a.id) > (${given(after.name)}, ${given(after.id)}::int)`]),
  ];
  return rows(
    reader,
    `select a.id, a.name, a.role, a.mail, a.hub_code, a.active from attendee a
     where ${conditions.join(' and ')} order by a.name, a.id limit $1`,
    parameters,
  );
}
