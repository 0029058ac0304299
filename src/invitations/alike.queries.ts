import type { Reader, Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { possibleDuplicates, type PossibleDuplicate } from './duplicate.js';
import { conferencesNear } from './duplicate.queries.js';
import type { GivenInvitation } from './invitation.js';

export interface Alike {
  readonly found: readonly PossibleDuplicate[];
  /** Ids of those that it is said not to be. */
  readonly another: readonly number[];
  /** Something is alike of which the caller says that it is another one. */
  readonly saidToBeAnother: boolean;
}

/**
 * The conferences it may be to, without those that it is said not to be.
 * @param evenOfAny also looks when it is said to be another than any, which costs a query
 */
export async function alikeTo(reader: Reader, given: GivenInvitation, evenOfAny: boolean): Promise<Alike> {
  const { anotherThan = [] } = given;
  if (anotherThan === 'any' && !evenOfAny) return { found: [], another: [], saidToBeAnother: false };
  const near = await conferencesNear(reader, given);
  if (anotherThan === 'any')
    return { found: [], another: [], saidToBeAnother: possibleDuplicates(given, near).length > 0 };
  const another = near.filter(({ reference }) => anotherThan.includes(reference));
  const found = possibleDuplicates(
    given,
    near.filter((one) => !another.includes(one)),
  );
  return {
    found,
    another: another.map(({ id }) => id),
    saidToBeAnother: possibleDuplicates(given, another).length > 0,
  };
}

/**
 * Waits for whoever is recording something that may be the same, so that the second of two sees what the first has made.
 * One invitation holds its day and its children; a list, which has too many of both, holds the hub. Until the end of the
 * transaction. Always the hub first and the rest in order, so that no two wait for each other.
 */
export async function waitForAlike(tx: Tx, given: readonly GivenInvitation[]): Promise<void> {
  const [one] = given;
  if (given.length === 1 && one !== undefined) {
    await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [`recording ${one.hubCode}`]);
    for (const key of alikeKeys(one)) await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
    return;
  }
  for (const hub of [...new Set(given.map(({ hubCode }) => hubCode))].toSorted()) {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`recording ${hub}`]);
  }
}

/** Two invitations that may be to one conference have one of these in common. */
const alikeKeys = ({ hubCode, startsAt, children }: GivenInvitation): readonly string[] => {
  const codes = children.flatMap(({ laChildId, policeReference }) => [
    ...(laChildId === null ? [] : [`child ${laChildId}`]),
    ...(policeReference === null ? [] : [`police ${policeReference}`]),
  ]);
  const shared = [`day ${londonDate(startsAt).toString()}`, ...codes];
  return [...new Set(shared)].toSorted().map((key) => `recording ${hubCode} ${key}`);
};
