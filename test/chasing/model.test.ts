import fc from 'fast-check';
import { loadReferenceData } from '../../config/reference-data.js';
import { ANSWERS, isActive, type Answer } from '../../src/assignments/assignment.js';
import { isStaffed } from '../../src/chasing/hours.js';
import type { Standing } from '../../src/chasing/matter.js';
import { Desk } from '../../src/chasing/simulation/desk.js';
import { peopleOf, type People } from '../../src/chasing/simulation/people.js';
import { World } from '../../src/chasing/simulation/world.js';
import { CONFERENCE_KINDS, isReview, type ConferenceKind } from '../../src/conferences/kinds.js';
import { londonDate, londonInstant } from '../../src/kernel/london.js';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../src/kernel/working-time.js';
import { reportDueOn } from '../../src/measures/definitions.js';
import { RELEVANCE_VALUES, type RelevanceValue } from '../../src/relevance/relevance.js';

const reference = loadReferenceData();
const { calendar } = reference;
const hubs = reference.hubs.filter(({ code }) => ['reading', 'slough'].includes(code));
const rules = { ladder: reference.chasing, calendar, hub: reference.hub };
/** Holds Easter, both bank holidays of May and a change of the clocks. */
const START = Temporal.Instant.from('2026-03-23T09:00:00Z');

interface Real {
  readonly world: World;
  readonly desk: Desk;
  readonly people: People;
  readonly start: Temporal.Instant;
  isDown: boolean;
  /** The hours at which a hub could have been told, while the tracker ran. */
  readonly chances: Temporal.Instant[];
}

function aForce(lose: number | null = null): Real {
  const world: World = new World(START, (one) => reportDueOn(one, { hub: reference.hub(one.hubCode)!, calendar }));
  const people = peopleOf(hubs, () => world);
  const desk = new Desk(world, hubs, rules, people.directory, lose);
  return { world, desk, people, start: START.subtract({ seconds: 1 }), isDown: false, chances: [] };
}

interface Model {
  conferences: number;
}

type Command = fc.Command<Model, Real>;

/** Something that people do to one of the conferences that there are. */
const does = (
  what: string,
  open: (standing: Standing, now: Temporal.Instant) => boolean,
  act: (real: Real, at: number) => void,
) =>
  class implements Command {
    constructor(readonly which: number) {}
    check = ({ conferences }: Model): boolean => conferences > 0;
    run({ conferences }: Model, real: Real): void {
      const at = this.which % conferences;
      if (open(real.world.standing[at]!, real.world.now)) act(real, at);
    }
    toString = (): string => `${what}(${this.which})`;
  };

const isAhead = ({ state, startsAt }: Standing, now: Temporal.Instant): boolean =>
  state === 'scheduled' && Temporal.Instant.compare(startsAt, now) > 0;
const hasLead = ({ lead }: Standing): boolean => lead !== null && isActive(lead.state);

class Record implements Command {
  constructor(
    readonly kind: ConferenceKind,
    readonly days: number,
    readonly hour: number,
    readonly hub: number,
  ) {}
  check = (): boolean => true;
  run(model: Model, { world }: Real): void {
    const startsAt = inDays(world, this.days, this.hour);
    world.record({ hubCode: hubs[this.hub % hubs.length]!.code, kind: this.kind, startsAt });
    model.conferences += 1;
  }
  toString = (): string => `record(${this.kind}, in ${this.days} days at ${this.hour}, hub ${this.hub})`;
}

function inDays(world: World, days: number, hour: number): Temporal.Instant {
  const at = londonInstant(addWorkingDays(londonDate(world.now), days, calendar), new Temporal.PlainTime(hour, 30));
  return Temporal.Instant.compare(at, world.now) > 0 ? at : world.now.add({ minutes: 40 });
}

const move = (days: number, hour: number) =>
  does(`move in ${days} days at ${hour}`, isAhead, ({ world }, at) => world.move(at, inDays(world, days, hour)));
const assign = (who: number) =>
  does(
    'assign',
    (one, now) => isAhead(one, now) && !hasLead(one),
    ({ world, people }, at) => world.assign(at, people.goingAt(world.standing[at]!.hubCode)[who % 2]!),
  );
const answer = (said: Answer) =>
  does(
    said,
    (one, now) => isAhead(one, now) && hasLead(one),
    ({ world }, at) => world.answer(at, said),
  );
const withdraw = does(
  'withdraw',
  (one, now) => isAhead(one, now) && hasLead(one),
  ({ world }, at) => world.withdraw(at),
);
const decide = (value: RelevanceValue) =>
  does(
    value,
    (one, now) => isAhead(one, now) && isReview(one.kind),
    ({ world }, at) => world.decide(at, value),
  );
const report = does(
  'report',
  (one) => !one.reportRecorded,
  ({ world }, at) => world.report(at),
);
const outcome = does(
  'outcome',
  ({ state, endsAt }, now) => state === 'scheduled' && Temporal.Instant.compare(endsAt, now) <= 0,
  ({ world }, at) => world.outcome(at, addWorkingDays(londonDate(world.now), 3, calendar)),
);
const cancel = does('cancel', isAhead, ({ world }, at) => world.cancel(at));

class Away implements Command {
  constructor(
    readonly who: number,
    readonly hours: number,
  ) {}
  check = (): boolean => true;
  run(_: Model, { world, people }: Real): void {
    // Whoever was told a moment ago goes a moment later.
    world.now = world.now.add({ seconds: 1 });
    world.away(people.all[this.who % people.all.length]!, world.now.add({ hours: this.hours }));
  }
  toString = (): string => `away(${this.who}, ${this.hours} h)`;
}

/** Hours go by, with the tracker running or not; at each of them what must always hold is looked at. */
class Pass implements Command {
  constructor(
    readonly hours: number,
    readonly isDown: boolean,
  ) {}
  check = (): boolean => true;
  run(_: Model, real: Real): void {
    real.isDown = this.isDown;
    for (let n = 0; n < this.hours; n += 1) passHour(real);
  }
  toString = (): string => `${this.isDown ? 'outage' : 'pass'}(${this.hours} h)`;
}

/** The clock is put back, and forward again: what ran has run. */
class PutBack implements Command {
  constructor(readonly hours: number) {}
  check = (): boolean => true;
  run(_: Model, { world, desk, isDown }: Real): void {
    const { now } = world;
    const runs = desk.runs.length;
    if (runs === 0 || isDown) return;
    world.now = now.subtract({ hours: this.hours });
    desk.run();
    world.now = now;
    expect(desk.runs).toHaveLength(runs);
  }
  toString = (): string => `put back(${this.hours} h)`;
}

function passHour(real: Real): void {
  const { world, desk } = real;
  const before = world.now;
  world.now = before.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1, seconds: 5 });
  if (!real.isDown) {
    desk.run();
    // A second instance in the same hour.
    desk.run();
    desk.post();
    if (hubs.some((hub) => isStaffed(world.now, hub, calendar))) real.chances.push(world.now);
    nothingOwedIsUnsent(real);
  }
  nobodyBeginsUnseen(real, before);
}

/** Said here in plain terms, apart from the ladder's own code: five working days before, the hub has been told. */
function nothingOwedIsUnsent({ world, desk }: Real): void {
  for (const one of world.standing) {
    const hub = reference.hub(one.hubCode)!;
    if (!isStaffed(world.now, hub, calendar) || !isAhead(one, world.now)) continue;
    if (hasLead(one) || (isReview(one.kind) && one.relevance === 'not-relevant')) continue;
    if (workingDaysBetween(londonDate(world.now), londonDate(one.startsAt), calendar) > 5) continue;
    const about = `unassigned/${one.reference}/${one.startsAt.toString()}#${one.lead?.id ?? 0}/`;
    const told = desk.sent.filter(({ key }) => key.startsWith(about));
    expect({ about, told: told.length > 0 }).toEqual({ about, told: true });
  }
}

function nobodyBeginsUnseen({ world, desk, chances }: Real, before: Temporal.Instant): void {
  for (const one of world.standing) {
    const hasBegun =
      Temporal.Instant.compare(one.startsAt, before) > 0 && Temporal.Instant.compare(one.startsAt, world.now) <= 0;
    if (one.state !== 'scheduled' || !hasBegun || hasLead(one)) continue;
    if (isReview(one.kind) && one.relevance === 'not-relevant') continue;
    const since = sinceWhen(world, one.reference);
    const hub = reference.hub(one.hubCode)!;
    const couldTell = chances.some(
      (at) =>
        at.epochMilliseconds > since &&
        Temporal.Instant.compare(at, one.startsAt) < 0 &&
        isStaffed(at, hub, calendar) &&
        workingDaysBetween(londonDate(at), londonDate(one.startsAt), calendar) <= 5,
    );
    const onRecord = [...desk.rows.keys()].some((key) =>
      key.startsWith(`unassigned/${one.reference}/${one.startsAt.toString()}#`),
    );
    expect({ reference: one.reference, escalated: onRecord || !couldTell }).toEqual({
      reference: one.reference,
      escalated: true,
    });
  }
}

/** From when it has stood without anybody at its present time: the last thing that happened to it. */
function sinceWhen(world: World, reference: string): number {
  const past = world.past.find((one) => one.reference === reference)!;
  return Math.max(
    past.times.at(-1)!.span.from,
    ...past.leads.map(({ how, span }) => (how === 'declined' ? span.from : span.until)),
    ...past.decisions.map(({ at }) => at),
  );
}

function whatWasSentIsSound({ desk, people }: Real): void {
  const seen = new Set<string>();
  for (const { at, key, to, hubCode } of desk.sent) {
    expect(isWorkingDay(londonDate(at), calendar)).toBe(true);
    expect(isStaffed(at, reference.hub(hubCode)!, calendar)).toBe(true);
    expect(seen.has(`${key} ${to}`)).toBe(false);
    seen.add(`${key} ${to}`);
    const attendeeId = Number(/^officer\.(\d+)@/.exec(to)?.[1] ?? NaN);
    if (!Number.isNaN(attendeeId)) expect(people.directory.isAbsent({ address: to, attendeeId }, at)).toBe(false);
  }
}

const which = fc.nat({ max: 30 });
const hour = fc.integer({ min: 8, max: 15 });
const commands = fc.commands<Model, Real>(
  [
    fc
      .tuple(fc.constantFrom(...CONFERENCE_KINDS), fc.integer({ min: 0, max: 12 }), hour, fc.nat({ max: 1 }))
      .map((given) => new Record(...given)),
    fc.tuple(fc.integer({ min: 0, max: 9 }), hour, which).map(([days, at, one]) => new (move(days, at))(one)),
    fc.tuple(fc.nat({ max: 1 }), which).map(([who, one]) => new (assign(who))(one)),
    fc.tuple(fc.constantFrom(...ANSWERS), which).map(([said, one]) => new (answer(said))(one)),
    fc.tuple(fc.constantFrom(...RELEVANCE_VALUES), which).map(([value, one]) => new (decide(value))(one)),
    which.map((one) => new withdraw(one)),
    which.map((one) => new report(one)),
    which.map((one) => new outcome(one)),
    which.map((one) => new cancel(one)),
    fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 72 })).map(([who, hours]) => new Away(who, hours)),
    fc.integer({ min: 1, max: 40 }).map((hours) => new Pass(hours, false)),
    fc.integer({ min: 1, max: 40 }).map((hours) => new Pass(hours, false)),
    fc.integer({ min: 1, max: 90 }).map((hours) => new Pass(hours, true)),
    fc.integer({ min: 1, max: 50 }).map((hours) => new PutBack(hours)),
  ],
  { maxCommands: 60 },
);

describe('chasing, over whatever may happen', () => {
  it('leaves nothing owed unsent, says nothing twice, out of hours or to the absent, and the proof agrees', () => {
    fc.assert(
      fc.property(commands, (given) => {
        const real = aForce();
        fc.modelRun(() => ({ model: { conferences: 0 }, real }), given);
        whatWasSentIsSound(real);
        // Mail is given its time before the proof looks.
        for (let n = 0; n < 4; n += 1) passHour(real);
        const { gaps, missedRuns } = real.desk.prove(real.start);
        // What began while nothing ran is red, and no fault of the chasing.
        const faults = missedRuns.length > 0 ? gaps.filter(({ kind }) => kind !== 'unseen') : gaps;
        expect(faults).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is found out by the proof whichever mail is lost', () => {
    fc.assert(
      fc.property(commands, fc.integer({ min: 1, max: 12 }), (given, lose) => {
        const real = aForce(lose);
        try {
          fc.modelRun(() => ({ model: { conferences: 0 }, real }), given);
        } catch {
          // The lost mail breaks what is looked at on the way as well.
        }
        fc.pre(real.desk.told >= lose);
        real.isDown = true;
        for (let n = 0; n < 4; n += 1) real.world.now = real.world.now.add({ hours: 1 });
        const gaps = real.desk.prove(real.start).gaps.map(({ kind }) => kind);
        expect(gaps).toContain('not-delivered');
      }),
      { numRuns: 60 },
    );
  });
});
