import { loadReferenceData } from '../../config/reference-data.js';
import { isInitial } from '../../src/conferences/kinds.js';
import { Diary } from '../../src/demo/force/diary.js';
import type { Force, ForceConference } from '../../src/demo/force/force.js';
import { imagineForce } from '../../src/demo/force/imagine.js';
import { Random } from '../../src/demo/force/random.js';
import { trailRows } from '../../src/demo/force/trail.js';
import { londonDate, londonTime, startOfLondonDay } from '../../src/kernel/london.js';
import { firstReviewDueBy, isWorkingDay, reviewDueBy } from '../../src/kernel/working-time.js';
import { countIn, type HeadlineId } from '../../src/measures/measure.js';
import { relevanceAtStart } from '../../src/relevance/relevance.js';

const reference = loadReferenceData();
const today = Temporal.PlainDate.from('2026-11-22');
const startOfToday = startOfLondonDay(today);
const force = imagineForce({ seed: 1, today, reference });
const past = force.conferences.filter((one) => one.meeting.day < 0);
const ahead = force.conferences.filter((one) => one.meeting.day >= 0);
const real = (conferences: readonly ForceConference[]): readonly ForceConference[] =>
  conferences.filter((one) => one.state !== 'voided');
const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;

const inOrder = (chain: readonly Temporal.Instant[]): boolean =>
  chain.every((at, i) => i === 0 || !isBefore(at, chain[i - 1] ?? at));

const summary = (of: Force): string =>
  JSON.stringify(
    of.conferences.map((one) => [one.reference, one.startsAt, one.state, one.assignments.map((a) => a.uid)]),
  );

function rate(measure: HeadlineId, conferences: readonly ForceConference[]): number {
  const counted = conferences
    .map((one) =>
      countIn({
        ...one,
        kind: one.meeting.kind,
        convenedBy: null,
        firstReceivedAt: one.invitations[0]?.receivedAt ?? null,
        relevanceAtStart: relevanceAtStart(one.decisions, one.startsAt),
        participation: one.outcome,
      }),
    )
    .filter((one) => one.measure === measure && one.inDenominator);
  return counted.filter((one) => one.inNumerator).length / counted.length;
}

/** Another seed on a Monday, and on the Saturday after Christmas Day. */
const others = ['2026-11-23', '2026-12-26'].map((date) => ({
  date,
  other: imagineForce({ seed: 2, today: Temporal.PlainDate.from(date), reference }),
}));

describe('the diary', () => {
  it.each([
    ['2026-12-24', -1],
    ['2026-12-25', -1],
    ['2026-12-26', -1],
    ['2026-12-28', -1],
    ['2026-12-29', 0],
    ['2026-12-30', 1],
    ['2027-01-03', 2],
    ['2026-12-20', -5],
    ['2026-12-18', -5],
  ])('on the Saturday after Christmas knows %s by the number %i', (date, number) => {
    const saturday = Temporal.PlainDate.from('2026-12-26');
    const diary = new Diary(saturday, reference.calendar, { monthsBack: 1, daysAhead: 10 });
    expect(diary.onOrBefore(Temporal.PlainDate.from(date))).toBe(number);
  });
});

describe('the seed', () => {
  it('gives the same force for the same date', () => {
    expect(summary(imagineForce({ seed: 1, today, reference }))).toBe(summary(force));
  });

  it.each(others)(
    'gives another force on $date when it is another, with the same attendees to sign in as',
    ({ other }) => {
      expect(summary(other)).not.toBe(summary(force));
      expect(other.people.map((person) => person.mail)).toEqual(force.people.map((person) => person.mail));
    },
  );

  it('draws evenly and the same on every machine', () => {
    const random = new Random(7);
    const drawn = Array.from({ length: 10_000 }, () => random.whole(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      const share = drawn.filter((one) => one === face).length / drawn.length;
      expect(Math.abs(share - 1 / 6)).toBeLessThan(0.015);
    }
    expect(new Random(7).uuid()).toBe(new Random(7).uuid());
    expect(new Random(7).uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('the people', () => {
  it('are about sixty over the nine hubs, with the personas who attend among them', () => {
    expect(force.people.length).toBeGreaterThanOrEqual(55);
    expect(force.people.length).toBeLessThanOrEqual(65);
    expect(new Set(force.people.map((person) => person.hubCode)).size).toBe(9);
    const hubOf = (name: string): string | undefined => force.people.find((person) => person.name === name)?.hubCode;
    expect([hubOf('Ada Okafor'), hubOf('Ben Carter'), hubOf('Helen Lowe')]).toEqual([
      'reading',
      'oxfordshire',
      'reading',
    ]);
  });

  it('have addresses of their own, that lead nowhere', () => {
    const addresses = force.people.flatMap(({ mail, aliases }) => [...(mail === null ? [] : [mail]), ...aliases]);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const address of addresses) expect(address).toMatch(/^[a-z0-9.-]+@thamesvalley-police\.example$/);
    expect(force.people.filter((person) => person.mail === null)).toHaveLength(2);
  });

  it('show what can be wrong: one has left, training has run out or soon will', () => {
    expect(force.people.filter((person) => !person.active)).toHaveLength(1);
    const expiries = force.people.flatMap(({ skills }) => skills.flatMap(({ expiresOn }) => expiresOn ?? []));
    const within = (days: number): number =>
      expiries.filter((on) => Temporal.PlainDate.compare(on, today.add({ days })) < 0).length;
    expect(within(0)).toBeGreaterThan(1);
    expect(within(90)).toBeGreaterThan(within(0) + 1);
  });
});

describe('two years of history', () => {
  it('have the volumes of the Thames Valley', () => {
    const initials = past.filter((one) => isInitial(one.meeting.kind)).length / 2;
    const reviews = past.length / 2 - initials;
    expect(Math.abs(initials - 1500)).toBeLessThan(150);
    expect(Math.abs(reviews - 3600)).toBeLessThan(400);
    const children = past.reduce((sum, one) => sum + one.meeting.children.length, 0);
    expect(Math.abs(children / past.length - 2)).toBeLessThan(0.2);
  });

  it('lie on working days, at times of the working day', () => {
    const odd = force.conferences.filter(({ startsAt, endsAt }) => {
      const [starts, ends] = [londonTime(startsAt).hour, londonTime(endsAt).hour];
      const minutes = startsAt.until(endsAt).total('minutes');
      const inHours = starts >= 9 && starts <= 15 && ends <= 17 && minutes >= 60 && minutes <= 120;
      return !inHours || !isWorkingDay(londonDate(startsAt), reference.calendar);
    });
    expect(odd).toEqual([]);
  });

  it('continue families: a first review within three months, later ones within six, about the same children', () => {
    const followed = real(past).filter((one) => one.meeting.previous !== null);
    expect(followed.length).toBeGreaterThan(4000);
    const startOf = new Map(real(force.conferences).map((one) => [one.meeting, one.startsAt]));
    const inTime = followed.filter(({ meeting, startsAt }) => {
      const before = meeting.previous && startOf.get(meeting.previous);
      if (!before || meeting.previous === null) return false;
      const due = (isInitial(meeting.previous.kind) ? firstReviewDueBy : reviewDueBy)(londonDate(before));
      return isBefore(before, startsAt) && Temporal.PlainDate.compare(londonDate(startsAt), due) <= 0;
    });
    expect(inTime.length / followed.length).toBeGreaterThan(0.93);
    const strangers = followed.filter(({ meeting }) => {
      const known = new Set(meeting.previous?.children.map((child) => child.laChildId));
      return meeting.children.some((child) => !known.has(child.laChildId));
    });
    expect(strangers).toEqual([]);
  });

  it('know no grown-ups, and of the unborn only when they are expected', () => {
    const odd = force.conferences.flatMap(({ meeting, startsAt }) => {
      const on = londonDate(startsAt);
      return meeting.children.filter(({ bornYear, expectedOn, initials }) => {
        if (bornYear !== null) return expectedOn !== null || initials === null || on.year - bornYear > 17;
        return expectedOn === null || initials !== null || Temporal.PlainDate.compare(expectedOn, on) <= 0;
      });
    });
    expect(odd).toEqual([]);
    expect(force.conferences.some(({ meeting }) => meeting.children.some((child) => child.expectedOn))).toBe(true);
  });

  it('get better: initial conferences from 95 to 98 in a hundred, relevant reviews from 90 to 97', () => {
    const early = past.filter((one) => one.meeting.day < -380);
    const late = past.filter((one) => one.meeting.day >= -126);
    expect(Math.abs(rate('A1', early) - 0.95)).toBeLessThan(0.02);
    expect(Math.abs(rate('A1', late) - 0.983)).toBeLessThan(0.015);
    expect(Math.abs(rate('B1', early) - 0.905)).toBeLessThan(0.025);
    expect(Math.abs(rate('B1', late) - 0.97)).toBeLessThan(0.015);
  });

  it('give a known reason for every miss, with words where the reason asks for them', () => {
    const missed = past.flatMap(({ outcome }) => (outcome === null || outcome.presentAtDecision ? [] : [outcome]));
    expect(missed.length).toBeGreaterThan(300);
    const unexplained = missed.filter((outcome) => {
      const reason = reference.reasons.find((known) => known.code === outcome.reason);
      return reason?.attribution !== outcome.attribution || (reason?.needsText && outcome.reasonNote === null);
    });
    expect(unexplained).toEqual([]);
  });

  it('leave a few of the last days without an outcome', () => {
    const waiting = past.filter((one) => one.state === 'scheduled');
    expect(waiting.length).toBeGreaterThanOrEqual(3);
    expect(waiting.length).toBeLessThanOrEqual(6);
    for (const one of waiting) expect(one.outcome).toBeNull();
  });

  it('call some off, each with a reason', () => {
    const share = (state: ForceConference['state']): number =>
      past.filter((one) => one.state === state).length / past.length;
    expect(Math.abs(share('stood_down') - 0.06)).toBeLessThan(0.01);
    expect(Math.abs(share('cancelled') - 0.02)).toBeLessThan(0.007);
    for (const state of ['postponed', 'transferred_out', 'voided'] as const) expect(share(state)).toBeGreaterThan(0);
    const odd = force.conferences.filter(
      ({ state, stateReason }) => (stateReason === null) !== (state === 'held' || state === 'scheduled'),
    );
    expect(odd).toEqual([]);
  });
});

describe('the fortnight ahead', () => {
  const open = ahead.filter((one) => one.state === 'scheduled');

  it('has about twenty conferences on each of twelve working days', () => {
    expect(new Set(ahead.map((one) => one.meeting.day)).size).toBe(12);
    expect(Math.abs(ahead.length / 12 - 20)).toBeLessThan(4);
  });

  it('is mostly covered where police are needed, and not wholly', () => {
    const needed = open.filter(
      (one) => isInitial(one.meeting.kind) || relevanceAtStart(one.decisions, one.startsAt) !== 'not-relevant',
    );
    const covered = needed.filter((one) => one.assignments.some((a) => a.lead && a.state !== 'declined'));
    expect(Math.abs(covered.length / needed.length - 0.8)).toBeLessThan(0.1);
    const states = open.flatMap((one) => one.assignments.map((assignment) => assignment.state));
    for (const state of ['accepted', 'invited', 'declined', 'tentative']) expect(states).toContain(state);
  });

  it('leaves several reviews undecided, and one late notice without anybody', () => {
    const undecided = open.filter((one) => !isInitial(one.meeting.kind) && one.decisions.length === 0);
    expect(undecided.length).toBeGreaterThan(4);
    const late = open.filter((one) => (one.invitations[0]?.noticeDays ?? 0) < 5);
    expect(late.map((one) => [one.meeting.hubCode, one.assignments.length])).toEqual([['reading', 0]]);
  });

  it.each(['Ada Okafor', 'Ben Carter'])('gives %s an invitation to answer', (name) => {
    const states = open.flatMap((one) => one.assignments.filter((a) => a.person.name === name).map((a) => a.state));
    expect(states).toContain('invited');
  });
});

describe('times', () => {
  it('follow one another: received, recorded, invited, answered, held, written down', () => {
    const odd = real(past).filter(({ invitations, assignments, outcome, createdAt, startsAt, endsAt }) => {
      const chains = [
        ...invitations.map(({ receivedAt, recordedAt }) => [receivedAt, recordedAt]),
        ...assignments.map((a) => [createdAt, a.invitedAt, a.answeredAt ?? a.invitedAt, a.withdrawnAt ?? startsAt]),
        ...(outcome === null ? [] : [[startsAt, endsAt, outcome.recordedAt]]),
      ];
      return !chains.every(inOrder);
    });
    expect(odd).toEqual([]);
  });

  it.each([{ date: '2026-11-22', other: force }, ...others])(
    'are over before $date begins, whatever day of the week that is',
    ({ date, other }) => {
      const start = startOfLondonDay(Temporal.PlainDate.from(date));
      const at = other.conferences.flatMap((one) => [
        ...one.invitations.flatMap(({ receivedAt, recordedAt }) => [receivedAt, recordedAt]),
        ...one.decisions.map((decision) => decision.decidedAt),
        ...one.assignments.flatMap((a) => [a.invitedAt, a.answeredAt ?? a.invitedAt, a.withdrawnAt ?? a.invitedAt]),
        ...(one.outcome === null ? [] : [one.outcome.recordedAt]),
        ...(one.changedAt === null ? [] : [one.changedAt]),
      ]);
      expect(at.filter((moment) => !isBefore(moment, start))).toEqual([]);
    },
  );

  it('give references in the order of creation, from one in each year', () => {
    const references = force.conferences.map((one) => one.reference);
    expect([...references].sort()).toEqual(references);
    expect(references.filter((one) => one.endsWith('-000001'))).toEqual([
      'TV-24-000001',
      'TV-25-000001',
      'TV-26-000001',
    ]);
  });
});

describe('the trail', () => {
  it('tells the whole story of the last four weeks and the fortnight, in order of time', () => {
    const ids = { people: new Map(), sittings: new Map(), assignments: new Map(), conferences: numbers() };
    const lines = trailRows(force.conferences, ids, reference);
    const told = new Set(lines.map((line) => line['conferenceId']));
    expect(told.size).toBe(force.conferences.filter((one) => one.meeting.day >= -20).length);
    const moments = lines.map((line) => line['at'] as Temporal.Instant);
    expect(inOrder(moments)).toBe(true);
    expect(moments.every((at) => isBefore(at, startOfToday))).toBe(true);
    const actions = new Set(lines.map((line) => line['action']));
    for (const action of ['conference.created', 'invitation.recorded', 'assignment.made', 'participation.recorded']) {
      expect(actions).toContain(action);
    }
  });
});

const numbers = (): Map<ForceConference, number> => new Map(force.conferences.map((one, i) => [one, i + 1]));
