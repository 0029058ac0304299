/** Reads an instance from parsed JSON, as README.md here describes it. Pure: JSON in, instance or sentences out. */
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { Given } from '../measures/given.js';
import {
  ROLES,
  placePair,
  type Instance,
  type Lock,
  type Person,
  type PersonAndSitting,
  type Sitting,
} from './instance.js';
import { readPerson, usualMinutes } from './person-file.js';
import { readSitting } from './sitting-file.js';

export interface InstanceFile {
  readonly instance: Instance;
  /** Sentences about keys that count for nothing. */
  readonly remarks: readonly string[];
}

export const MOST_SITTINGS = 20_000;
export const MOST_PEOPLE = 5_000;
const MOST_MINUTES = 10_000;
const USUAL_BUFFER = 30;

/** Every problem as a sentence that names the person, sitting or lock. */
export function readInstance(content: unknown): Decided<InstanceFile, readonly string[]> {
  const problems: string[] = [];
  const remarks: string[] = [];
  const file = new Given(content, 'The file', problems);
  const buffer = file.wholeNumber('bufferMinutes', MOST_MINUTES) ?? USUAL_BUFFER;
  const sittings = tooMany(file, 'sittings', MOST_SITTINGS)
    ? []
    : file.list('sittings', (entry, at) => readSitting(entry, at, buffer, remarks));
  const minutes = usualMinutes(sittings);
  const people = tooMany(file, 'people', MOST_PEOPLE)
    ? []
    : file.list('people', (entry, at) => readPerson(entry, at, minutes, remarks));
  const instance: Instance = {
    people,
    sittings,
    locks: file.list('locks', (entry, at) => readLock(entry.called(`Lock ${at + 1}`), remarks)),
    conflictsOfInterest: file.list('conflictsOfInterest', readPair),
    declined: file.list('declined', readPair),
    travel: new Map(file.list('travel', (entry) => readLeg(entry))),
  };
  for (const key of file.unknown()) remarks.push(`The key "${key}" of the file counts for nothing.`);
  problems.push(...repeated('person', people), ...repeated('sitting', sittings), ...unknownInLocks(instance));
  return problems.length > 0 ? refused(problems) : accepted({ instance, remarks });
}

function tooMany(file: Given, key: 'people' | 'sittings', most: number): boolean {
  const value = file.anything(key);
  if (!Array.isArray(value) || value.length <= most) return false;
  file.problem(`has ${value.length} ${key}; at most ${most} can be planned at once, so plan a shorter period`);
  return true;
}

const readPair = (entry: Given): PersonAndSitting => ({
  person: entry.requiredText('person'),
  sitting: entry.requiredText('sitting'),
});

function readLeg(entry: Given): [string, number] {
  const [from, to] = [entry.requiredText('from'), entry.requiredText('to')];
  return [placePair(from, to), entry.wholeNumber('minutes', MOST_MINUTES) ?? 0];
}

function readLock(entry: Given, remarks: string[]): Lock {
  const kind = entry.required('kind', ['keep', 'not', 'not-on']);
  const person = entry.requiredText('person');
  if (kind === 'not-on') return { kind, person, day: entry.requiredDay('day') };
  const sitting = entry.requiredText('sitting');
  const role = entry.oneOf('role', ROLES);
  for (const key of entry.unknown()) remarks.push(`The key "${key}" of a lock counts for nothing.`);
  return kind === 'keep' ? { kind, person, sitting, role } : { kind, person, sitting };
}

function repeated(what: string, all: readonly { id: string }[]): readonly string[] {
  const seen = new Set<string>();
  return all.flatMap(({ id }) => (seen.size === seen.add(id).size ? [`There are two of the ${what} "${id}".`] : []));
}

function unknownInLocks({ people, sittings, locks }: Instance): readonly string[] {
  const known = (all: readonly (Person | Sitting)[]): ReadonlySet<string> => new Set(all.map(({ id }) => id));
  const [isPerson, isSitting] = [known(people), known(sittings)];
  return locks.flatMap((lock, at) => [
    ...(isPerson.has(lock.person) ? [] : [`Lock ${at + 1} names the person "${lock.person}", whom there is not.`]),
    ...(lock.kind === 'not-on' || isSitting.has(lock.sitting)
      ? []
      : [`Lock ${at + 1} names the sitting "${lock.sitting}", which there is not.`]),
  ]);
}
