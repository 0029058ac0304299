/** Reads a file of plain conference facts, as docs/measures.md describes it. Pure: parsed JSON in, facts or sentences out. */
import { ATTRIBUTIONS } from '../../config/reference-data.js';
import { CONFERENCE_STATES } from '../conferences/conference.js';
import { CONFERENCE_KINDS } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { workingDaysBetween, type WorkingCalendar } from '../kernel/working-time.js';
import { RELEVANCE_VALUES, relevanceAtStart, type RelevanceDecision } from '../relevance/relevance.js';
import type { AllFacts, Lead } from './facts.js';
import { Given, plain, shown } from './given.js';

/** Facts from a file, with what groups them in tables. */
export interface GivenFacts extends AllFacts {
  readonly reference: string;
  /** Null when the file names none: the defaults then apply. */
  readonly hubCode: string | null;
  readonly reason: string | null;
  readonly attribution: string | null;
}

export interface FactsFile {
  /** What has not ended by then is not counted; null counts everything. */
  readonly asOf: Temporal.Instant | null;
  readonly conferences: readonly GivenFacts[];
}

const OUTCOMES = ['attended', 'part', 'not'] as const;
/** Who went can be on record of what was stood down, adjourned without a date or entered in error; it counts nowhere. */
const NEVER_SAT: readonly string[] = ['expected', 'cancelled', 'transferred_out'];
const USUAL_LENGTH = { minutes: 90 };

/** What the file may name, by the reference data in force. */
export interface Known {
  readonly isHub: (code: string) => boolean;
  readonly definitions: string;
  readonly criteria: readonly string[];
  readonly criteriaVersion: string;
}

/** Every problem as a sentence that names the conference, or all the facts. */
export function readFactsFile(
  content: unknown,
  calendar: WorkingCalendar,
  known: Known,
): Decided<FactsFile, readonly string[]> {
  const problems: string[] = [];
  const file = new Given(content, 'The file', problems);
  const asOf = file.instant('asOf');
  const conferences = file.list('conferences', (entry, at) => {
    const reference = entry.text('reference') ?? String(at + 1);
    return readConference(entry.called(`Conference ${reference}`), { reference, calendar, known, asOf });
  });
  inForce(file, 'definitions', known.definitions);
  file.nothingElse([]);
  problems.push(...twice(conferences));
  if (conferences.length === 0 && problems.length === 0) problems.push('The file names no conferences.');
  return problems.length > 0 ? refused(problems) : accepted({ asOf, conferences });
}

/** A version may be named, and must then be the one that counts. */
function inForce(entry: Given, key: string, version: string): void {
  const given = entry.text(key);
  if (given !== null && given !== version)
    entry.problem(`has "${key}" "${shown(given)}", but version ${version} is in force: leave it out or correct it`);
}

/** Two that are called the same: the second would be counted again, and no sentence could tell them apart. */
function twice(conferences: readonly GivenFacts[]): readonly string[] {
  const places = Map.groupBy(
    conferences.map(({ reference }, at) => ({ reference, at: at + 1 })),
    ({ reference }) => reference,
  );
  return [...places.entries()].flatMap(
    ([reference, ones]) =>
    ones.length === 1
      ? []
      : [`Conference ${shown(reference)} stands more than once: as number ${ones.map(({ at }) => at).slice(0, 10).join(' and ')}.`], // prettier-ignore
  );
}

interface Around {
  readonly reference: string;
  readonly calendar: WorkingCalendar;
  readonly known: Known;
  readonly asOf: Temporal.Instant | null;
}

const hasEnded = ({ endsAt }: Pick<GivenFacts, 'endsAt'>, asOf: Temporal.Instant | null): boolean =>
  asOf === null || Temporal.Instant.compare(endsAt, asOf) <= 0;

const isOnEarlierDay = (at: Temporal.Instant | null, startsAt: Temporal.Instant): boolean =>
  at !== null && Temporal.PlainDate.compare(londonDate(at), londonDate(startsAt)) < 0;

function readConference(entry: Given, { reference, calendar, known, asOf }: Around): GivenFacts {
  const hubCode = entry.text('hub');
  if (hubCode !== null && !known.isHub(hubCode)) entry.problem(`has the hub "${shown(hubCode)}", which there is not`);
  const { startsAt, endsAt, outcome } = readSitting(entry);
  const received = readInvitations(entry, startsAt);
  const first = received.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))[0];
  const decisions = readDecisions(entry, known);
  const facts: GivenFacts = {
    reference,
    hubCode,
    kind: entry.required('kind', CONFERENCE_KINDS),
    state: entry.oneOf('state', CONFERENCE_STATES) ?? 'scheduled',
    convenedBy: entry.text('convenedBy'),
    startsAt,
    endsAt,
    firstReceivedAt: first?.at ?? null,
    noticeDays:
      first === undefined ? null : workingDaysBetween(londonDate(first.at), londonDate(first.start), calendar),
    relevanceAtStart: relevanceAtStart(decisions, startsAt),
    relevanceNow: decisions.at(-1)?.value ?? 'undecided',
    leads: readLeads(entry),
    ...readOutcome(outcome),
    report: readReport(entry.part('report')),
    stoodDownAt: entry.instant('stoodDownAt'),
    strategyDiscussionOn: entry.day('strategyDiscussionOn'),
    inquorateBecauseOfPolice: entry.flag('inquorateBecauseOfPolice') ?? false,
    goodQuality: entry.flag('goodQuality'),
  };
  entry.nothingElse([]);
  if (hasEnded(facts, asOf) && isOnEarlierDay(facts.recordedAt, startsAt))
    entry.problem('has an outcome that was recorded before its day: nobody knew it then');
  if (facts.participation !== null && NEVER_SAT.includes(facts.state))
    entry.problem(`has an outcome but is ${facts.state.replaceAll('_', ' ')}`);
  return facts;
}

/** One sitting by `start` and `end`, or several in `sittings`, of which the last is where the decision was taken. */
function readSitting(entry: Given): { startsAt: Temporal.Instant; endsAt: Temporal.Instant; outcome: Given | null } {
  const sittings = entry.list('sittings', (sitting) => {
    const read = { ...readSpan(sitting), outcome: sitting.part('outcome') };
    sitting.nothingElse([]);
    return read;
  });
  const last = sittings.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt)).at(-1);
  const outcome = entry.part('outcome');
  if (last === undefined) return { ...readSpan(entry), outcome };
  if (new Set(sittings.map(({ startsAt }) => startsAt.toString())).size < sittings.length)
    entry.problem('has two sittings that start at the same time');
  if (entry.instant('start') !== null) entry.problem('has both "start" and "sittings": leave one of them out');
  return { ...last, outcome: last.outcome ?? outcome };
}

function readSpan(entry: Given): { startsAt: Temporal.Instant; endsAt: Temporal.Instant } {
  const startsAt = entry.requiredInstant('start');
  const end = entry.instant('end');
  if (end !== null && !isBefore(startsAt, end)) entry.problem('ends before it starts');
  return { startsAt, endsAt: end ?? startsAt.add(USUAL_LENGTH) };
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;

const readInvitations = (entry: Given, startsAt: Temporal.Instant) =>
  entry.list('invitations', (one) => {
    const read = { at: one.requiredInstant('receivedAt'), start: one.instant('start') ?? startsAt };
    one.nothingElse([]);
    return read;
  });

const readDecisions = (entry: Given, known: Known): readonly RelevanceDecision[] =>
  entry
    .list('relevance', (one) => {
      const read = { value: one.required('value', RELEVANCE_VALUES), decidedAt: one.requiredInstant('decidedAt') };
      const criteria = (one.texts('criteria') ?? []).map(plain);
      for (const code of criteria)
        if (!known.criteria.includes(code)) one.problem(`names the criterion "${shown(code)}", which there is not`);
      inForce(one, 'criteriaVersion', known.criteriaVersion);
      one.nothingElse(['reason', 'decidedBy']);
      return { ...read, criteria, reason: '', decidedBy: '' };
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.decidedAt, b.decidedAt));

function readLeads(entry: Given): readonly Lead[] {
  const leads = entry.list('leads', (one) => {
    const read = { from: one.requiredInstant('assignedAt'), to: one.instant('withdrawnAt') };
    if (read.to !== null && isBefore(read.to, read.from)) one.problem('was withdrawn before it was assigned');
    one.nothingElse([]);
    return read;
  });
  const only = entry.instant('leadAssignedAt');
  return only === null ? leads : [...leads, { from: only, to: null }];
}

type OutcomeFacts = Pick<GivenFacts, 'participation' | 'recordedAt' | 'reason' | 'attribution'>;

function readOutcome(given: Given | null): OutcomeFacts {
  if (given === null) return { participation: null, recordedAt: null, reason: null, attribution: null };
  const outcome = given.required('attended', OUTCOMES);
  const atDecision = given.flag('presentAtDecision');
  if (outcome === 'attended' && atDecision === false)
    given.problem('was attended, but not for the decision: that is "part"');
  if (outcome === 'not' && atDecision === true)
    given.problem('was not attended, so nobody was present at the decision');
  const read = {
    participation: {
      outcome,
      presentAtDecision: outcome === 'attended' || (outcome === 'part' && atDecision === true),
    },
    recordedAt: given.instant('recordedAt'),
    reason: given.text('reason'),
    attribution: given.oneOf('attribution', ATTRIBUTIONS),
  };
  given.nothingElse([]);
  return read;
}

function readReport(given: Given | null): AllFacts['report'] {
  if (given === null) return null;
  const read = { sentAt: given.requiredInstant('sentAt'), nothingToAdd: given.flag('nothingToAdd') ?? false };
  given.nothingElse([]);
  return read;
}
