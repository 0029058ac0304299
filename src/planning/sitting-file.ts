import { Given } from '../measures/given.js';
import type { Sitting, SittingClass } from './instance.js';
import { readId, readSpan, remarkUnknown } from './person-file.js';

const CLASSES = [
  'icpc',
  'review',
  'relevant-review',
  'undecided-review',
  'not-relevant-review',
  'relevant',
  'undecided',
  'not-relevant',
  'other',
] as const;
const CLASS_OF: Readonly<Record<(typeof CLASSES)[number], SittingClass>> = {
  icpc: 'icpc',
  review: 'review',
  'relevant-review': 'review',
  'undecided-review': 'review',
  'not-relevant-review': 'other',
  relevant: 'review',
  undecided: 'review',
  'not-relevant': 'other',
  other: 'other',
};
const MODES = ['remote', 'in-person', 'hybrid'] as const;
const USUAL_LENGTH = { minutes: 90 };
const MOST_DAYS = 31;
const MOST_SECONDS = 20;
const MOST_MINUTES = 10_000;

export function readSitting(given: Given, at: number, buffer: number, remarks: string[]): Sitting {
  const id = readId(given, at);
  const entry = given.called(`Sitting ${id}`);
  const startsAt = entry.requiredInstant('start');
  const endsAt = entry.instant('end') ?? startsAt.add(USUAL_LENGTH);
  const order = Temporal.Instant.compare(endsAt, startsAt);
  if (order <= 0) entry.problem(order < 0 ? 'ends before it starts' : 'ends when it starts');
  else if (startsAt.epochMilliseconds > 0 && endsAt.since(startsAt).total('hours') > MOST_DAYS * 24)
    entry.problem(`lasts more than ${MOST_DAYS} days`);
  const lead = entry.part('lead');
  const seconds = readSeconds(entry, id, remarks);
  const sitting: Sitting = {
    id,
    startsAt,
    endsAt,
    class: CLASS_OF[entry.required('class', CLASSES)],
    hub: entry.text('hub'),
    inPerson: (entry.oneOf('mode', MODES) ?? 'remote') !== 'remote',
    venue: entry.text('venue'),
    travel: readTravel(entry),
    bufferMinutes: entry.wholeNumber('bufferMinutes', MOST_MINUTES) ?? buffer,
    takes: readTakes(entry, id, remarks),
    leadSkills: lead?.texts('skills') ?? [],
    ...seconds,
    accepted: entry.texts('accepted') ?? [],
    previous: entry.texts('previous') ?? [],
  };
  if (lead !== null) remarkUnknown(lead, `the lead of sitting ${id}`, remarks);
  remarkUnknown(entry, `sitting ${id}`, remarks);
  return sitting;
}

function readTakes(entry: Given, id: string, remarks: string[]): Sitting['takes'] {
  const part = entry.part('takes');
  return part === null ? null : readSpan(part, `what sitting ${id} takes`, remarks);
}

/** `2`, or `{"count": 2, "skills": ["conference"]}`. */
function readSeconds(entry: Given, id: string, remarks: string[]): Pick<Sitting, 'seconds' | 'secondSkills'> {
  if (typeof entry.anything('seconds') !== 'object')
    return { seconds: entry.wholeNumber('seconds', MOST_SECONDS) ?? 0, secondSkills: [] };
  const part = entry.part('seconds');
  if (part === null) return { seconds: 0, secondSkills: [] };
  const read = { seconds: part.wholeNumber('count', MOST_SECONDS) ?? 1, secondSkills: part.texts('skills') ?? [] };
  remarkUnknown(part, `the second persons of sitting ${id}`, remarks);
  return read;
}

/** `25` for everybody, or minutes by base or by person. */
function readTravel(entry: Given): Sitting['travel'] {
  const value = entry.anything('travelMinutes');
  if (typeof value !== 'object' || value === null) return entry.wholeNumber('travelMinutes', MOST_MINUTES);
  const part = entry.part('travelMinutes');
  return part === null ? null : new Map(part.keys().map((key) => [key, part.wholeNumber(key, MOST_MINUTES) ?? 0]));
}
