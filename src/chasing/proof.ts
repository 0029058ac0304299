/**
 * The proof: works out from history what should have been said, hour by hour, and holds it against what was. It counts
 * working days by its own way and reads no decision of the chasing but to test it.
 */
import { londonDate } from '../kernel/london.js';
import { workingDaysBetween } from '../kernel/working-time.js';
import type { Rules, Skip } from './chase.js';
import { keyOf } from './chase.js';
import type { PastMatter } from './history.js';
import { hoursOfEach, hoursWithout, isStaffed, type HoursOf, type StaffedHub } from './hours.js';
import { isBeforeStart, type Rung } from './ladder.js';
import { beganUnseen, type Expected } from './unseen.js';

/** What is on record about one rung. */
export interface KeptChase {
  readonly key: string;
  readonly hubCode: string;
  readonly decidedAt: Temporal.Instant;
  readonly skipped: Skip | null;
  /** Every time that somebody was to be told, oldest first: what was settled before the mail left is owed again when it comes back. */
  readonly toldAt?: readonly Temporal.Instant[];
}

export interface ProofFacts {
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** Up to here hours without a run were told by an earlier proof, which may have left chases to be looked at again. */
  readonly told: Temporal.Instant;
  readonly hubs: readonly StaffedHub[];
  readonly matters: readonly PastMatter[];
  readonly kept: readonly KeptChase[];
  /** When each mail left, by the rung it told of. */
  readonly sent: readonly { readonly key: string; readonly at: Temporal.Instant }[];
  /** When the chasing ran, oldest first. */
  readonly runs: readonly Temporal.Instant[];
}

export const GAPS = ['unsent', 'late', 'not-delivered', 'wrongly-skipped', 'twice', 'outside-hours', 'unseen'] as const;
export type GapKind = (typeof GAPS)[number];

export interface Gap {
  readonly kind: GapKind;
  readonly key: string;
  readonly hubCode: string;
  readonly at: Temporal.Instant;
}

export interface Proof {
  readonly verdict: 'complete' | 'outage' | 'gap';
  /** Rungs that fell due in the time proved. */
  readonly owed: number;
  readonly sent: number;
  readonly skipped: Readonly<Record<Skip, number>>;
  /** Fell due and were settled, or too late, while nothing ran. */
  readonly missed: number;
  /** Fell due while nothing ran, and are for the next run. */
  readonly pending: number;
  readonly gaps: readonly Gap[];
  readonly missedRuns: readonly Temporal.Instant[];
  /** From when the next proof has to look: what was still open now is looked at once more. */
  readonly nextSince: Temporal.Instant;
}

/** Mail may be on its way for so long. */
const ON_ITS_WAY = { hours: 2 };
/** What is recorded is seen by a run that begins later than this; one that began in the meantime had not seen it yet. */
const ON_RECORD = { minutes: 5 };
/** The mail server's answer may come after closing time. */
const HANDING_OVER = { minutes: 10 };

type Finding = 'sent' | Skip | 'missed' | 'pending' | GapKind;

export function prove(facts: ProofFacts, rules: Rules): Proof {
  const hoursOf = hoursOfEach(rules.calendar);
  const expected = facts.hubs.flatMap((hub) => expectedAt(hub, facts, rules, hoursOf));
  const evidence = evidenceOf(facts);
  const found = expected.map((one) => ({ one, finding: judge(one, facts, rules, evidence) }));
  const unsaid = found.filter(({ finding }) => finding === 'missed' || finding === 'begun').map(({ one }) => one);
  const gaps = [
    ...found.flatMap(({ one, finding }) => (isGap(finding) ? [gapOf(one, finding)] : [])),
    ...wrongSends(facts, rules),
    ...beganUnseen(unsaid, facts.sent, facts.until).map((one) => gapOf(one, 'unseen')),
  ];
  const count = (finding: Finding): number => found.filter((each) => each.finding === finding).length;
  const hours = facts.hubs.flatMap((hub) => hoursOf(facts.told, facts.until, hub));
  const missedRuns = hoursWithout(facts.runs, hours);
  const [missed, pending] = [count('missed'), count('pending')];
  return {
    verdict: gaps.length > 0 ? 'gap' : missed + pending + missedRuns.length > 0 ? 'outage' : 'complete',
    owed: expected.length,
    sent: count('sent'),
    skipped: { overtaken: count('overtaken'), begun: count('begun'), settled: count('settled') },
    missed,
    pending,
    gaps,
    missedRuns,
    nextSince: found.reduce(
      (earliest, { one, finding }) => (finding === 'pending' ? justBefore(one.at, earliest) : earliest),
      facts.until,
    ),
  };
}

const justBefore = (at: Temporal.Instant, earliest: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(at, earliest) <= 0 ? at.subtract({ seconds: 1 }) : earliest;

const isGap = (finding: Finding): finding is GapKind => (GAPS as readonly Finding[]).includes(finding);

const gapOf = ({ matter, rung, at }: Expected, kind: GapKind): Gap => ({
  kind,
  key: keyOf(matter, rung),
  hubCode: matter.hubCode,
  at,
});

/** Every rung of a hub with the first staffed hour at which it was to be said, if that lies in the time proved. */
function expectedAt(
  hub: StaffedHub,
  { since, until, matters }: ProofFacts,
  rules: Rules,
  hoursOf: HoursOf,
): readonly Expected[] {
  // From before the time proved, to tell what fell due in it from what had before.
  const hours = hoursOf(since.subtract({ hours: 24 * 14 }), until, hub);
  return matters
    .filter(({ hubCode, span }) => hubCode === hub.code && span.until > since.epochMilliseconds)
    .flatMap((matter) =>
      rules.ladder.rungsOf(hub.code, matter.kind).flatMap((rung) => {
        const at = hours[firstHour(hours, matter, rung, rules)];
        if (at === undefined || Temporal.Instant.compare(at, since) <= 0) return [];
        return at.epochMilliseconds < endOf(matter, rung) ? [{ matter, rung, at }] : [];
      }),
    );
}

/** From when saying it helps nobody. */
const endOf = ({ kind, span, startsAt }: PastMatter, rung: Rung): number =>
  isBeforeStart(kind, rung) && startsAt !== null ? Math.min(span.until, startsAt.epochMilliseconds) : span.until;

/** Found by halving, for both conditions stay true once they are. */
function firstHour(hours: readonly Temporal.Instant[], matter: PastMatter, rung: Rung, rules: Rules): number {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const hour = hours[middle]!;
    if (hour.epochMilliseconds >= matter.span.from && isReached(londonDate(hour), matter, rung, rules)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** By counting the working days between, where the chasing counts them off. `day` is a working day. */
function isReached(day: Temporal.PlainDate, matter: PastMatter, { days }: Rung, { calendar }: Rules): boolean {
  if (days > 0) return workingDaysBetween(matter.day, day, calendar) >= days;
  const eve = { days: 1 };
  return workingDaysBetween(day.subtract(eve), matter.day.subtract(eve), calendar) <= -days;
}

interface Evidence {
  readonly kept: ReadonlyMap<string, KeptChase>;
  /** When the first mail of each left. */
  readonly sent: ReadonlyMap<string, Temporal.Instant>;
}

const evidenceOf = ({ kept, sent }: ProofFacts): Evidence => ({
  kept: new Map(kept.map((one) => [one.key, one])),
  sent: new Map(sent.toReversed().map(({ key, at }) => [key, at])),
});

function judge(one: Expected, facts: ProofFacts, rules: Rules, evidence: Evidence): Finding {
  const kept = evidence.kept.get(keyOf(one.matter, one.rung));
  const end = endOf(one.matter, one.rung);
  const ran = firstRun(one, end, facts, rules);
  if (kept === undefined) {
    if (ran !== null) return 'unsent';
    return end <= facts.until.epochMilliseconds ? 'missed' : 'pending';
  }
  if (kept.skipped !== null) return judgeSkip(kept, one, ran, isOvertaken(one, rules, evidence));
  if (ran !== null && isLate(kept, one, ran, evidence)) return 'late';
  if (evidence.sent.has(kept.key)) return 'sent';
  const isOnItsWay = Temporal.Instant.compare(kept.decidedAt.add(ON_ITS_WAY), facts.until) > 0;
  return isOnItsWay ? 'pending' : 'not-delivered';
}

/** Decided by no run that had to: nor before it stood again, for then it was said. */
function isLate(
  { key, decidedAt, toldAt = [] }: KeptChase,
  { matter: { span } }: Expected,
  ran: Temporal.Instant,
  { sent }: Evidence,
): boolean {
  const left = sent.get(key)?.epochMilliseconds ?? Infinity;
  return ![decidedAt, ...toldAt].some(
    (at) => Temporal.Instant.compare(at, ran) <= 0 && (at.epochMilliseconds >= span.from || left <= span.from),
  );
}

function judgeSkip(
  { skipped, decidedAt }: KeptChase,
  { matter }: Expected,
  ran: Temporal.Instant | null,
  overtaken: boolean,
): Finding {
  const at = decidedAt.epochMilliseconds;
  const isTrue: Record<Skip, boolean> = {
    overtaken,
    settled: matter.span.until <= at,
    begun: matter.startsAt !== null && matter.startsAt.epochMilliseconds <= at && !couldHelp(ran, matter.startsAt),
  };
  return skipped !== null && isTrue[skipped] ? skipped : 'wrongly-skipped';
}

/** Whether mail of that run must have come before the start. */
const couldHelp = (ran: Temporal.Instant | null, startsAt: Temporal.Instant): boolean =>
  ran !== null && Temporal.Instant.compare(ran.add(ON_ITS_WAY), startsAt) < 0;

/** Whether a later rung for the same role is on record, which is judged for itself. */
function isOvertaken({ matter, rung }: Expected, { ladder }: Rules, { kept }: Evidence): boolean {
  const later = ladder
    .rungsOf(matter.hubCode, matter.kind)
    .filter(({ days, to }) => days > rung.days && to === rung.to);
  return later.some(
    (one) => (kept.get(keyOf(matter, one))?.skipped ?? 'told') !== 'overtaken' && kept.has(keyOf(matter, one)),
  );
}

/** The first run that should have said it: at or after the hour, while the hub was staffed and it still helped. */
function firstRun({ matter, at }: Expected, end: number, facts: ProofFacts, rules: Rules): Temporal.Instant | null {
  const hub = rules.hub(matter.hubCode);
  const seen = Temporal.Duration.from(ON_RECORD).total('milliseconds') + matter.span.from;
  const found = facts.runs.find(
    (run) =>
      Temporal.Instant.compare(run, at) >= 0 &&
      run.epochMilliseconds >= seen &&
      run.epochMilliseconds < end &&
      hub !== undefined &&
      isStaffed(run, hub, rules.calendar),
  );
  return found ?? null;
}

function wrongSends({ sent, since, until, kept }: ProofFacts, rules: Rules): readonly Gap[] {
  const hubs = new Map(kept.map(({ key, hubCode }) => [key, hubCode]));
  const seen = new Set<string>();
  return sent.flatMap(({ key, at }): Gap[] => {
    const isAgain = seen.has(key);
    seen.add(key);
    const isProved = Temporal.Instant.compare(at, since) > 0 && Temporal.Instant.compare(at, until) <= 0;
    const hubCode = hubs.get(key) ?? '';
    const hub = rules.hub(hubCode);
    const isShut = (moment: Temporal.Instant): boolean => hub !== undefined && !isStaffed(moment, hub, rules.calendar);
    if (!isProved) return [];
    if (isAgain) return [{ kind: 'twice', key, hubCode, at }];
    return isShut(at) && isShut(at.subtract(HANDING_OVER)) ? [{ kind: 'outside-hours', key, hubCode, at }] : [];
  });
}
