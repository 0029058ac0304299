import fc from 'fast-check';
import ICAL from 'ical.js';
import type { SendMailOptions } from 'nodemailer';
import type { Actor } from '../../src/access/actor.js';
import { isActive, type Answer, type Assignment } from '../../src/assignments/assignment.js';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { sentenceOf, type CalendarChange, type SentMethod } from '../../src/calendar/change.js';
import { Sender } from '../../src/calendar/sender.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { SittingsService } from '../../src/changes/sittings.service.js';
import type { Conference, StateChange } from '../../src/conferences/conference.js';
import { conferenceById, currentSitting, type Sitting } from '../../src/conferences/conference.queries.js';
import { row, rows } from '../../src/database/sql.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';
import { smtpError } from '../support/mailer.js';

const DESK = 'conference.desk@thamesvalley-police.example';

let test: TestApp;
let priya: Actor;
beforeAll(async () => {
  const shown = { venueInInvitation: true, joinLinkInInvitation: true };
  test = await testApp('2026-11-20T09:00:00Z', {}, [], shown);
  priya = await given(test).coordinator();
});
afterAll(() => test.stop());

/** One conference with the people who may go, and what became of every UID. */
interface Run {
  readonly conference: Conference;
  readonly people: readonly Attendee[];
  readonly uids: Map<number, string>;
  readonly firstSent: number;
}

interface Now {
  readonly conference: Conference;
  readonly sitting: Sitting;
  readonly assignments: readonly Assignment[];
}

async function now(run: Run): Promise<Now> {
  const conference = await conferenceById(test.db.reader, run.conference.id);
  const sitting = await currentSitting(test.db.reader, conference.id);
  const assignments = await rows<Assignment>(
    test.db.reader,
    `select a.* from assignment a join sitting s on s.id = a.sitting_id where s.conference_id = $1 order by a.id`,
    [conference.id],
  );
  return { conference, sitting, assignments };
}

type Step = (run: Run) => Promise<unknown>;
/** A step that a failing run prints by its name. */
const named = (name: string, step: Step): Step => Object.assign(step.bind(null), { [fc.toStringMethod]: () => name });
const person = fc.nat({ max: 3 });

/** The person's assignment to the current sitting, whatever became of it. */
async function held(run: Run, who: number): Promise<Assignment | undefined> {
  const { sitting, assignments } = await now(run);
  const own = assignments.filter((one) => one.sittingId === sitting.id && one.attendeeId === run.people[who]?.id);
  return own.findLast((one) => one.state !== 'withdrawn') ?? own.at(-1);
}

const assign = fc
  .tuple(person, fc.boolean())
  .map(([who, lead]) =>
    named(`assign ${who}${lead ? ' as lead' : ''}`, ({ conference, people }) =>
      test.app
        .get(AssignmentsService)
        .assign(priya, conference.reference, { attendeeId: people[who]!.id, lead, overlapReason: null }),
    ),
  );
const withdraw = person.map((who) =>
  named(`withdraw ${who}`, async (run) => {
    const found = await held(run, who);
    return found && test.app.get(AssignmentsService).withdraw(priya, run.conference.reference, found.id, 'off sick');
  }),
);
const reassign = fc.tuple(person, person).map(([who, to]) =>
  named(`give the place of ${who} to ${to}`, async (run) => {
    const found = await held(run, who);
    const change = { attendeeId: run.people[to]!.id, reason: 'off sick', overlapReason: null };
    return found && test.app.get(AssignmentsService).reassign(priya, run.conference.reference, found.id, change);
  }),
);
const answer = fc.tuple(person, fc.constantFrom<Answer>('accepted', 'tentative', 'declined')).map(([who, said]) =>
  named(`${who} has ${said}`, async (run) => {
    const found = await held(run, who);
    const given = { answer: said, comment: null };
    return found && test.app.get(AnswersService).answer(priya, run.conference.reference, found.id, given);
  }),
);

const moveTo = (name: string, over: (sitting: Sitting) => Partial<Sitting>): Step =>
  named(name, async (run) => {
    const { conference, sitting } = await now(run);
    const { startsAt, endsAt, mode, venue, joinLink } = { ...sitting, ...over(sitting) };
    const to = { startsAt, endsAt, mode, venue, joinLink };
    const given = { to, reason: 'the authority says so', confirmed: true, version: conference.version };
    return test.app.get(ChangesService).move(priya, conference.reference, given);
  });
const move = fc.integer({ min: 1, max: 50 }).map((hours) =>
  moveTo(`move by ${hours} hours`, ({ startsAt, endsAt }) => {
    const late = Temporal.Instant.compare(startsAt, test.clock.now()) < 0 ? 24 * 30 : 0;
    return { startsAt: startsAt.add({ hours: hours + late }), endsAt: endsAt.add({ hours: hours + late }) };
  }),
);
const place = fc
  .constantFrom<Sitting['mode']>('video', 'phone', 'in-person')
  .map((mode) => moveTo(`hold by ${mode}`, () => ({ mode })));
const details = fc.nat({ max: 99 }).map((n) => moveTo(`link ${n}`, () => ({ joinLink: `https://meet.example/${n}` })));

const changeState = fc
  .constantFrom<StateChange>('stand-down', 'postpone', 'reinstate', 'reinstate', 'stand-down', 'cancel', 'void')
  .map((change) =>
    named(change, async (run) => {
      const { conference } = await now(run);
      const given = { change, reason: 'so it is', version: conference.version };
      return test.app.get(ChangesService).changeState(priya, conference.reference, given);
    }),
  );
const sitAgain = fc.constant(
  named('sit again', async (run) => {
    const { conference, sitting } = await now(run);
    if (conference.state === 'scheduled' && Temporal.Instant.compare(test.clock.now(), sitting.startsAt) < 0) {
      test.clock.set(sitting.startsAt.add({ minutes: 20 }).toString());
    }
    const startsAt = test.clock.now().add({ hours: 24 * 20 });
    const to = { ...sitting, startsAt, endsAt: startsAt.add({ hours: 1 }) };
    const given = { to, reason: 'inquorate', confirmed: true, version: conference.version };
    return test.app.get(SittingsService).sitAgain(priya, conference.reference, given);
  }),
);
const wait = fc.constantFrom(0, 1, 70).map(
  (seconds): Step =>
    () =>
      Promise.resolve(test.clock.forward({ seconds })),
);

type Post = 'works' | 'is away' | 'refuses' | 'breaks';
async function send(post: Post): Promise<unknown> {
  const { mailer } = test;
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  mailer.failure = post === 'is away' ? away : post === 'refuses' ? smtpError(550, 'no such user') : null;
  mailer.breaksAfter = post === 'breaks' ? Object.assign(new Error('reset'), { code: 'ECONNRESET' }) : null;
  return test.app.get(Sender).sendDue();
}
const posts = fc.constantFrom<Post>('works', 'works', 'works', 'is away', 'refuses', 'breaks').map(
  (post): Step =>
    () =>
      send(post),
);

const steps = fc.array(
  fc.oneof(assign, assign, withdraw, reassign, answer, move, place, details, changeState, sitAgain, wait, posts, posts),
  { minLength: 6, maxLength: 24 },
);

interface Row {
  readonly assignmentId: number;
  readonly uid: string;
  readonly sequence: number;
  readonly method: SentMethod;
  readonly change: CalendarChange;
  readonly messageId: string;
  readonly recipient: string;
  readonly state: string;
  readonly ics: string;
}

function parsed(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown as string);
  const event = calendar.getFirstSubcomponent('vevent')!;
  const text = (name: string): string => String(event.getFirstPropertyValue(name) ?? '');
  const zone = calendar.getFirstSubcomponent('vtimezone');
  const start = event.getFirstPropertyValue('dtstart') as ICAL.Time;
  if (zone) start.zone = new ICAL.Timezone(zone);
  const startsAt = Temporal.Instant.fromEpochMilliseconds(start.toUnixTime() * 1000).toString();
  return { method: String(calendar.getFirstPropertyValue('method')), text, startsAt };
}

const byUid = <T extends { readonly uid: string }>(all: readonly T[]): [string, T[]][] => [
  ...Map.groupBy(all, (one) => one.uid),
];

function checkWritten(messages: readonly Row[], { assignments, sitting }: Now): void {
  for (const [uid, ofOne] of byUid(messages)) {
    const assignment = assignments.find((one) => one.uid === uid)!;
    for (const [i, message] of ofOne.entries()) {
      const { method, text } = parsed(message.ics);
      expect([method, text('uid'), text('sequence')]).toEqual([message.method, uid, String(message.sequence)]);
      expect(text('organizer')).toBe(`mailto:${DESK}`);
      expect(message.assignmentId).toBe(assignment.id);
      expect(message.recipient).not.toBe(DESK);
      const before = ofOne[i - 1];
      if (before === undefined) continue;
      expect(message.sequence - before.sequence).toBe(message.change === 'details' ? 0 : 1);
      expect(text('dtstamp') > parsed(before.ics).text('dtstamp')).toBe(true);
    }
    const last = ofOne.at(-1)!;
    expect([last.method, last.sequence]).toEqual([
      assignment.state === 'withdrawn' ? 'CANCEL' : 'REQUEST',
      assignment.sequence,
    ]);
    if (assignment.sittingId === sitting.id && isActive(assignment.state)) {
      expect(parsed(last.ics).startsAt).toBe(sitting.startsAt.toString());
    }
  }
}

const addressIn = (field: unknown): string => (field as { address: string }).address;

/** What lies in a mailbox: a mail that came twice under one Message-ID is one mail. */
function arrived(run: Run): (Row & { readonly mail: SendMailOptions })[] {
  const mails = new Map(test.mailer.sent.slice(run.firstSent).map((mail) => [String(mail.messageId), mail]));
  return [...mails.values()].map((mail) => {
    const ics = String(mail.alternatives?.[0]?.content);
    const { method, text } = parsed(ics);
    const of = { uid: text('uid'), sequence: Number(text('sequence')), method: method as SentMethod, ics, mail };
    return { ...of, assignmentId: 0, change: 'new', state: 'sent', messageId: String(mail.messageId), recipient: '' };
  });
}

function checkReceived(run: Run, messages: readonly Row[], { assignments }: Now): void {
  const received = byUid(arrived(run));
  for (const [uid, mails] of received) {
    const said = parsed(mails[0]!.ics).text('description');
    expect([sentenceOf('new'), sentenceOf('reconvened')].some((sentence) => said.includes(sentence))).toBe(true);
    for (const [i, { mail, method, sequence }] of mails.entries()) {
      expect([mail.from, mail.replyTo].map(addressIn)).toEqual([DESK, DESK]);
      expect(mail.alternatives?.[0]?.contentType).toBe(`text/calendar; charset=utf-8; method=${method}`);
      expect(sequence).toBeGreaterThanOrEqual(mails[i - 1]?.sequence ?? 0);
    }
    const assignment = assignments.find((one) => one.uid === uid)!;
    const owed = messages.filter((one) => one.uid === uid);
    const isRefused = owed.slice(owed.findLastIndex((one) => one.state === 'sent') + 1).some(isFailed);
    if (isRefused) continue;
    const last = mails.at(-1)!;
    expect([last.method, last.sequence]).toEqual([
      assignment.state === 'withdrawn' ? 'CANCEL' : 'REQUEST',
      assignment.sequence,
    ]);
  }
  const reached = new Set(received.map(([uid]) => uid));
  for (const one of assignments.filter(
    ({ uid }) => !reached.has(uid) && !messages.some((m) => m.uid === uid && isFailed(m)),
  )) {
    expect(one.state).toBe('withdrawn');
  }
}
const isFailed = (message: Row): boolean => message.state === 'failed';

async function checkAll(run: Run, isDrained: boolean): Promise<void> {
  const stands = await now(run);
  const messages = await rows<Row>(
    test.db.reader,
    `select m.* from calendar_message m join assignment a on a.id = m.assignment_id join sitting s on s.id = a.sitting_id
     where s.conference_id = $1 order by m.id`,
    [run.conference.id],
  );
  for (const { id, uid, sittingId, lead, state } of stands.assignments) {
    expect(run.uids.get(id) ?? uid).toBe(uid);
    run.uids.set(id, uid);
    const leads = stands.assignments.filter((one) => one.sittingId === sittingId && one.lead && isActive(one.state));
    if (lead && isActive(state)) expect(leads).toHaveLength(1);
  }
  checkWritten(messages, stands);
  if (!isDrained) return;
  expect(messages.map((one) => one.state).filter((state) => state === 'owed')).toEqual([]);
  checkReceived(run, messages, stands);
}

let runs = 0;
async function begin(): Promise<Run> {
  runs += 1;
  const startsAt = test.clock
    .now()
    .add({ hours: 24 * 14 })
    .round('hour');
  const conference = await given(test).conference({
    startsAt,
    endsAt: startsAt.add({ hours: 1 }),
    receivedAt: test.clock.now(),
    confirmed: true,
  });
  const people = await Promise.all(['Ada', 'Ben', 'Cat', 'Dev'].map((name) => given(test).attendee(`${name} ${runs}`)));
  return { conference, people, uids: new Map(), firstSent: test.mailer.sent.length };
}

it('keeps every promise about calendar mail, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (todo) => {
      const run = await begin();
      for (const step of todo) {
        await step(run);
        await checkAll(run, false);
      }
      test.clock.forward({ hours: 48 });
      await send('works');
      await checkAll(run, true);
    }),
    { numRuns: 50 },
  );
  const seen = await rows<{ change: string }>(
    test.db.reader,
    'select distinct change from calendar_message order by 1',
  );
  expect(seen.length).toBeGreaterThan(8);
  expect(
    await row(test.db.reader, `select count(*)::int as n from calendar_message where state = 'dropped'`),
  ).not.toEqual({
    n: 0,
  });
}, 240_000);
