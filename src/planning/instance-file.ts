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
import { readPerson, remarkUnknown, usualMinutes } from './person-file.js';
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
    conflictsOfInterest: file.list('conflictsOfInterest', (entry) => readPair(entry, remarks)),
    declined: file.list('declined', (entry) => readPair(entry, remarks)),
    travel: readTravel(file, remarks),
  };
  remarkUnknown(file, 'the file', remarks);
  problems.push(...repeated('person', people), ...repeated('sitting', sittings), ...unknownInLocks(instance));
  return problems.length > 0 ? refused(problems) : accepted({ instance, remarks });
}

function tooMany(file: Given, key: 'people' | 'sittings', most: number): boolean {
  const value = file.anything(key);
  if (!Array.isArray(value) || value.length <= most) return false;
  file.problem(`has ${value.length} ${key}; at most ${most} can be planned at once, so plan a shorter period`);
  return true;
}

function readPair(entry: Given, remarks: string[]): PersonAndSitting {
  const pair = { person: entry.requiredText('person'), sitting: entry.requiredText('sitting') };
  remarkUnknown(entry, 'a pair of person and sitting', remarks);
  return pair;
}

/** The way there is as long as the way back: said twice, it has to be the same. */
function readTravel(file: Given, remarks: string[]): ReadonlyMap<string, number> {
  const legs = new Map<string, number>();
  file.list('travel', (entry) => {
    const pair = placePair(entry.requiredText('from'), entry.requiredText('to'));
    if (entry.anything('minutes') === undefined) entry.problem('lacks "minutes"');
    const minutes = entry.wholeNumber('minutes', MOST_MINUTES) ?? 0;
    if ((legs.get(pair) ?? minutes) !== minutes)
      entry.problem('gives other minutes than an entry before it for one way');
    legs.set(pair, minutes);
    remarkUnknown(entry, 'a way', remarks);
  });
  return legs;
}

function readLock(entry: Given, remarks: string[]): Lock {
  const kind = entry.required('kind', ['keep', 'not', 'not-on']);
  const person = entry.requiredText('person');
  const day = kind === 'not-on' ? entry.requiredDay('day') : null;
  const sitting = day === null ? entry.requiredText('sitting') : '';
  const role = kind === 'keep' ? entry.oneOf('role', ROLES) : null;
  remarkUnknown(entry, 'a lock', remarks);
  if (day !== null) return { kind: 'not-on', person, day };
  return kind === 'keep' ? { kind, person, sitting, role } : { kind: 'not', person, sitting };
}

function repeated(what: string, all: readonly { id: string }[]): readonly string[] {
  const seen = new Set<string>();
  return all.flatMap(({ id }) => (seen.size === seen.add(id).size ? [`There are two of the ${what} "${id}".`] : []));
}

function unknownInLocks({ people, sittings, locks }: Instance): readonly string[] {
  const known = (all: readonly (Person | Sitting)[]): ReadonlySet<string> => new Set(all.map(({ id }) => id));
  const [isPerson, isSitting] = [known(people), known(sittings)];
  // What a lock lacks has its sentence already.
  return locks.flatMap((lock, at) => [
    ...(lock.person === '' || isPerson.has(lock.person)
      ? []
      : [`Lock ${at + 1} names the person "${lock.person}", whom there is not.`]),
    ...(lock.kind === 'not-on' || lock.sitting === '' || isSitting.has(lock.sitting)
      ? []
      : [`Lock ${at + 1} names the sitting "${lock.sitting}", which there is not.`]),
  ]);
}
