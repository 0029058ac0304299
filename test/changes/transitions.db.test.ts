import type { Actor } from '../../src/access/actor.js';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { SittingsService } from '../../src/changes/sittings.service.js';
import type { Conference, StateChange } from '../../src/conferences/conference.js';
import { conferenceById, currentSitting, type NewSitting } from '../../src/conferences/conference.queries.js';
import { row, rows, run } from '../../src/database/sql.js';
import { testApp, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

let test: TestApp;
let priya: Actor;
let ada: Attendee;
let ben: Attendee;
let conference: Conference;

async function start(shown: object = {}): Promise<void> {
  test = await testApp('2026-11-20T09:00:00Z', {}, [], shown);
  priya = await given(test).coordinator();
  [ada, ben] = [await given(test).attendee('Ada Okafor'), await given(test).attendee('Ben Carter')];
  conference = await given(test).conference({ mode: 'in-person', venue: 'Civic Offices' });
}
afterEach(() => test.stop());

const assign = async (person: Attendee, lead = true, to = conference): Promise<number> => {
  const given_ = { attendeeId: person.id, lead, overlapReason: null };
  const made = await test.app.get(AssignmentsService).assign(priya, to.reference, given_);
  if (!made.ok) throw new Error(made.refusal.kind);
  return made.value.assignment.id;
};
const answer = (id: number, said: 'accepted' | 'declined') =>
  test.app.get(AnswersService).answer(priya, conference.reference, id, { answer: said, comment: null });
const version = async (): Promise<number> => (await conferenceById(test.db.reader, conference.id)).version;
const state = async (change: StateChange) =>
  test.app
    .get(ChangesService)
    .changeState(priya, conference.reference, { change, reason: 'chair ill', version: await version() });
const sitting = () => currentSitting(test.db.reader, conference.id);
const move = async (over: Partial<NewSitting>) => {
  const { startsAt, endsAt, mode, venue, joinLink } = { ...(await sitting()), ...over };
  return test.app.get(ChangesService).move(priya, conference.reference, {
    to: { startsAt, endsAt, mode, venue, joinLink },
    reason: 'the authority moved it',
    confirmed: false,
    version: await version(),
  });
};
const LATER = { startsAt: at('2026-12-02T10:00:00Z'), endsAt: at('2026-12-02T11:30:00Z') };

/** "0 new to ada", one word each: SEQUENCE, what it tells, and whom. */
const outbox = async (): Promise<string[]> => {
  const found = await rows<{ words: string }>(
    test.db.reader,
    `select m.sequence || ' ' || m.change || ' to ' || split_part(m.recipient, '.', 1) as words
     from calendar_message m order by m.id`,
  );
  return found.map((one) => one.words);
};
const people = () =>
  rows(
    test.db.reader,
    `select p.name, a.lead, a.state, a.withdrawn_reason from assignment a join attendee p on p.id = a.attendee_id
     where a.sitting_id = (select max(id) from sitting where conference_id = $1) order by a.id`,
    [conference.id],
  );
const trail = async (): Promise<string[]> =>
  (await rows<{ action: string }>(test.db.reader, 'select action from audit_event order by id')).map(
    (one) => one.action,
  );

describe('a change of time or place', () => {
  it('asks everybody again for another time or another way of meeting', async () => {
    await start();
    await answer(await assign(ada), 'accepted');
    test.clock.set('2026-11-23T09:00:00Z');
    await move(LATER);
    await move({ mode: 'video' });
    expect(await outbox()).toEqual(['0 new to ada', '1 moved to ada', '2 place to ada']);
    expect(await people()).toMatchObject([{ state: 'invited' }]);
    const asked = await row<{ invitedAt: Temporal.Instant }>(test.db.reader, 'select invited_at from assignment');
    expect(asked?.invitedAt.toString()).toBe('2026-11-23T09:00:00Z');
  });

  it('tells nobody of a venue that no invitation shows', async () => {
    await start();
    await answer(await assign(ada), 'accepted');
    expect(await move({ venue: 'Library', joinLink: 'https://meet.example/1' })).toMatchObject({
      ok: true,
      value: { change: null, reinvited: [], told: [] },
    });
    expect(await outbox()).toEqual(['0 new to ada']);
    expect(await people()).toMatchObject([{ state: 'accepted' }]);
  });

  it('tells of a link that invitations show, with the answer held, and asks nobody again', async () => {
    await start({ joinLinkInInvitation: true });
    await answer(await assign(ada), 'accepted');
    expect(await move({ joinLink: 'https://meet.example/1' })).toMatchObject({
      value: { change: 'details', reinvited: [], told: ['Ada Okafor'] },
    });
    await move({ joinLink: 'https://meet.example/2' });
    expect(await outbox()).toEqual(['0 new to ada', '0 details to ada', '0 details to ada']);
    expect(await people()).toMatchObject([{ state: 'accepted' }]);
    const last = await row<{ ics: string }>(
      test.db.reader,
      'select ics from calendar_message order by id desc limit 1',
    );
    const lines = last!.ics.replaceAll('\r\n ', '');
    expect(lines).toMatch(/^ATTENDEE;.*PARTSTAT=ACCEPTED.*RSVP=FALSE|^ATTENDEE;.*RSVP=FALSE.*PARTSTAT=ACCEPTED/m);
    expect(lines).toContain('https://meet.example/2');
  });

  it('asks again when there is another building to go to, where invitations show it', async () => {
    await start({ venueInInvitation: true });
    await assign(ada);
    await move({ venue: 'Library' });
    expect(await outbox()).toEqual(['0 new to ada', '1 place to ada']);
  });
});

describe('giving a place to somebody else', () => {
  const reassign = (id: number, to: Attendee, over: object = {}) =>
    test.app.get(AssignmentsService).reassign(priya, conference.reference, id, {
      attendeeId: to.id,
      reason: 'off sick today',
      overlapReason: null,
      ...over,
    });

  it('calls the one off, then invites the other, in the same place', async () => {
    await start();
    const id = await assign(ada);
    expect(await reassign(id, ben)).toMatchObject({
      ok: true,
      value: { attendee: { name: 'Ben Carter' }, instead: { name: 'Ada Okafor' }, assignment: { lead: true } },
    });
    expect(await outbox()).toEqual(['0 new to ada', '1 reassigned to ada', '0 new to ben']);
    expect(await people()).toEqual([
      { name: 'Ada Okafor', lead: true, state: 'withdrawn', withdrawnReason: 'off sick today' },
      { name: 'Ben Carter', lead: true, state: 'invited', withdrawnReason: null },
    ]);
    expect((await trail()).slice(-2)).toEqual(['assignment.withdrawn', 'assignment.made']);
  });

  it('replaces somebody who declined', async () => {
    await start();
    const id = await assign(ada);
    await answer(id, 'declined');
    expect(await reassign(id, ben)).toMatchObject({ ok: true });
  });

  it.each<[string, (id: number) => Promise<unknown>, string]>([
    [
      'somebody elsewhere',
      async (id) => (await assign(ben, true, await given(test).conference()), reassign(id, ben)),
      'overlap',
    ],
    ['somebody on it already', async (id) => (await assign(ben, false), reassign(id, ben)), 'already-on-it'],
    ['the same person', (id) => reassign(id, ada), 'already-on-it'],
    ['no reason', (id) => reassign(id, ben, { reason: ' ' }), 'reason-missing'],
    ['nobody known', (id) => reassign(id, { ...ben, id: 999_999 }), 'unknown-person'],
  ])('leaves everything as it was when it is refused for %s', async (_, attempt, kind) => {
    await start();
    const id = await assign(ada);
    expect(await attempt(id)).toMatchObject({ ok: false, refusal: { kind } });
    expect((await outbox()).filter((words) => words.includes('ada'))).toEqual(['0 new to ada']);
    expect((await people())[0]).toMatchObject({ name: 'Ada Okafor', state: 'invited' });
    expect((await trail()).at(-1)).toBe('assignment.refused');
  });

  it('does not replace somebody who was withdrawn', async () => {
    await start();
    const id = await assign(ada);
    await test.app.get(AssignmentsService).withdraw(priya, conference.reference, id, 'x');
    expect(await reassign(id, ben)).toMatchObject({ ok: false, refusal: { kind: 'not-active', name: 'Ada Okafor' } });
  });
});

describe('a conference that comes back', () => {
  beforeEach(() => start());

  it('asks those who were called off again, under the same UID', async () => {
    await assign(ada);
    await assign(ben, false);
    await state('stand-down');
    expect(await state('reinstate')).toMatchObject({
      value: { state: 'scheduled', reinvited: ['Ada Okafor', 'Ben Carter'], released: [], needsNewTime: false },
    });
    expect((await outbox()).slice(-2)).toEqual(['2 reinstated to ada', '2 reinstated to ben']);
    expect(await people()).toEqual([
      { name: 'Ada Okafor', lead: true, state: 'invited', withdrawnReason: null },
      { name: 'Ben Carter', lead: false, state: 'invited', withdrawnReason: null },
    ]);
    const uids = await rows(test.db.reader, 'select distinct uid from calendar_message');
    expect(uids).toHaveLength(2);
  });

  it('does not ask those who had been taken off before, nor those who had declined', async () => {
    const id = await assign(ada);
    await test.app.get(AssignmentsService).withdraw(priya, conference.reference, id, 'postponed');
    await answer(await assign(ben), 'declined');
    await state('stand-down');
    expect(await state('reinstate')).toMatchObject({ value: { reinvited: [], released: [] } });
  });

  it('names whoever is elsewhere by now, has left or cannot be reached, and asks them no more', async () => {
    await assign(ada);
    await assign(ben, false);
    const cat = await given(test).attendee('Cat Lane');
    await assign(cat, false);
    await state('stand-down');
    const other = await given(test).conference();
    await assign(ada, true, other);
    await test.db.transaction(async (tx) => {
      await run(tx, 'update attendee set active = false where id = $1', [ben.id]);
      await run(tx, 'update attendee set mail = null where id = $1', [cat.id]);
    });
    const released = [
      { name: 'Ada Okafor', clashWith: other.reference, why: `is on ${other.reference} then` },
      { name: 'Ben Carter', clashWith: null, why: 'has left' },
      { name: 'Cat Lane', clashWith: null, why: 'has no mail address' },
    ];
    expect(await state('reinstate')).toMatchObject({ value: { reinvited: [], released } });
    expect((await outbox()).filter((words) => words.includes('reinstated'))).toEqual([]);
    await state('stand-down');
    expect(await state('reinstate')).toMatchObject({ value: { reinvited: [], released: [] } });
  });

  it('asks for its new time at once when a postponed one gets its date', async () => {
    await assign(ada);
    await state('postpone');
    expect(await move(LATER)).toMatchObject({
      value: { conference: { state: 'scheduled' }, reinvited: ['Ada Okafor'] },
    });
    expect(await outbox()).toEqual(['0 new to ada', '1 postponed to ada', '2 reinstated to ada']);
    expect((await sitting()).startsAt.equals(LATER.startsAt)).toBe(true);
    expect((await trail()).slice(-3)).toEqual([
      'assignment.asked-again',
      'conference.moved',
      'conference.changed-state',
    ]);
  });

  it('needs another time for that', async () => {
    await state('postpone');
    expect(await move({ venue: 'Library' })).toMatchObject({ ok: false, refusal: { kind: 'needs-new-time' } });
  });

  it('asks nobody to a time that has passed, but for the one it is moved to', async () => {
    await assign(ada);
    await state('postpone');
    test.clock.set('2026-12-01T09:00:00Z');
    expect(await state('reinstate')).toMatchObject({ value: { reinvited: [], released: [], needsNewTime: true } });
    expect(await outbox()).toHaveLength(2);
    expect(await move(LATER)).toMatchObject({ value: { reinvited: ['Ada Okafor'] } });
    expect((await outbox()).at(-1)).toBe('2 reinstated to ada');
  });

  it('takes no answer while it is off', async () => {
    const id = await assign(ada);
    await answer(id, 'declined');
    await state('stand-down');
    expect(await answer(id, 'accepted')).toMatchObject({ ok: false, refusal: { kind: 'not-waiting' } });
  });
});

it.each<[StateChange, string]>([
  ['stand-down', 'stood-down'],
  ['postpone', 'postponed'],
  ['cancel', 'cancelled'],
  ['transfer-out', 'cancelled'],
  ['void', 'cancelled'],
])('%s calls everybody off', async (change, told) => {
  await start();
  await assign(ada);
  await assign(ben, false);
  await state(change);
  expect((await outbox()).slice(2)).toEqual([`1 ${told} to ada`, `1 ${told} to ben`]);
});

describe('an adjourned conference', () => {
  beforeEach(async () => {
    await start();
    await assign(ada);
    await answer(await assign(ben, false), 'accepted');
    test.clock.set('2026-11-30T10:00:00Z');
  });
  const sitAgain = async (over: object = {}) =>
    test.app.get(SittingsService).sitAgain(priya, conference.reference, {
      to: { ...LATER, mode: 'video', venue: null, joinLink: null },
      reason: 'inquorate',
      confirmed: false,
      version: await version(),
      ...over,
    });

  it('asks the same people for the new sitting with entries of their own, and leaves the last one alone', async () => {
    expect(await sitAgain()).toMatchObject({
      ok: true,
      value: { conference: { state: 'scheduled' }, sitting: { number: 2 }, reinvited: ['Ada Okafor', 'Ben Carter'] },
    });
    expect((await outbox()).slice(2)).toEqual(['0 reconvened to ada', '0 reconvened to ben']);
    expect(await rows(test.db.reader, 'select distinct uid from calendar_message')).toHaveLength(4);
    expect(await rows(test.db.reader, 'select state from assignment order by id')).toEqual([
      { state: 'invited' },
      { state: 'accepted' },
      { state: 'invited' },
      { state: 'invited' },
    ]);
    expect((await trail()).at(-1)).toBe('conference.reconvened');
  });

  it('counts at the sitting that decides', async () => {
    await sitAgain();
    const measure = await row<{ month: Temporal.PlainDate; countsFrom: Temporal.Instant }>(
      test.db.reader,
      'select month, counts_from from measure',
    );
    expect([measure?.month.toString(), measure?.countsFrom.toString()]).toEqual(['2026-12-01', '2026-12-02T11:30:00Z']);
  });

  it('names whoever is elsewhere then', async () => {
    const other = await given(test).conference({ ...LATER, receivedAt: test.clock.now() });
    await assign(ada, true, other);
    expect(await sitAgain()).toMatchObject({
      value: { reinvited: ['Ben Carter'], released: [{ name: 'Ada Okafor', clashWith: other.reference }] },
    });
  });

  it.each<[string, object, string]>([
    ['a version that is no longer the last', { version: 0 }, 'changed-meanwhile'],
    ['no reason', { reason: ' ' }, 'reason-missing'],
    [
      'a time before the last sitting ended',
      {
        to: {
          startsAt: at('2026-11-30T10:30:00Z'),
          endsAt: at('2026-11-30T12:00:00Z'),
          mode: 'video',
          venue: null,
          joinLink: null,
        },
      },
      'before-last-sitting',
    ],
    [
      'Christmas Day without confirmation',
      {
        to: {
          startsAt: at('2026-12-25T10:30:00Z'),
          endsAt: at('2026-12-25T12:00:00Z'),
          mode: 'video',
          venue: null,
          joinLink: null,
        },
      },
      'confirm',
    ],
  ])('refuses %s', async (_, over, kind) => {
    expect(await sitAgain(over)).toMatchObject({ ok: false, refusal: { kind } });
    expect(await outbox()).toHaveLength(2);
  });

  it('has to have begun', async () => {
    test.clock.set('2026-11-30T09:00:00Z');
    expect(await sitAgain()).toMatchObject({ ok: false, refusal: { kind: 'not-started' } });
  });

  it('has not begun when it was called off', async () => {
    await state('stand-down');
    expect(await sitAgain()).toMatchObject({ ok: false, refusal: { kind: 'cannot-sit-again', state: 'stood down' } });
  });
});

it('does not assign somebody who is made inactive at the same moment', async () => {
  await start();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  let isHeld: () => void = () => undefined;
  const holding = new Promise<void>((resolve) => (isHeld = resolve));
  const leaving = test.db.transaction(async (tx) => {
    await run(tx, 'update attendee set active = false where id = $1', [ada.id]);
    isHeld();
    await held;
  });
  await holding;
  const given_ = { attendeeId: ada.id, lead: true, overlapReason: null };
  const attempt = test.app.get(AssignmentsService).assign(priya, conference.reference, given_);
  await new Promise((resolve) => setTimeout(resolve, 100));
  letGo();
  await leaving;
  expect(await attempt).toMatchObject({ ok: false, refusal: { kind: 'has-left' } });
});
