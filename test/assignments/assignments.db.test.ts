import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { GivenAssignment } from '../../src/assignments/refusing.js';
import type { Actor } from '../../src/access/actor.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { rows } from '../../src/database/sql.js';
import { given } from '../support/given.js';
import { testApp, type TestApp } from '../support/app.js';

let test: TestApp;
let priya: Actor;
let ada: Attendee;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await given(test).coordinator();
  ada = await given(test).attendee('Ada Okafor');
});
afterEach(() => test.stop());

const assign = (reference: string, over: Partial<GivenAssignment> = {}) =>
  test.app
    .get(AssignmentsService)
    .assign(priya, reference, { attendeeId: ada.id, lead: true, overlapReason: null, ...over });
const outbox = () =>
  rows(test.db.reader, 'select method, sequence, recipient, state from calendar_message order by id');
const actions = () =>
  rows<{ action: string }>(test.db.reader, 'select action from audit_event order by id').then((all) =>
    all.map((one) => one.action),
  );

it('invites the person in the same moment as it assigns them', async () => {
  const { reference } = await given(test).conference();

  expect(await assign(reference)).toMatchObject({ ok: true, value: { assignment: { state: 'invited', sequence: 0 } } });

  expect(await outbox()).toEqual([{ method: 'REQUEST', sequence: 0, recipient: ada.mail, state: 'owed' }]);
  expect(await actions()).toEqual(['conference.created', 'invitation.recorded', 'assignment.made']);
});

it('does not put one person in two places, and says where they are', async () => {
  const first = await given(test).conference();
  const second = await given(test).conference({
    startsAt: Temporal.Instant.from('2026-11-30T10:30:00Z'),
    endsAt: Temporal.Instant.from('2026-11-30T12:00:00Z'),
  });
  await assign(first.reference);

  expect(await assign(second.reference)).toMatchObject({
    ok: false,
    refusal: { kind: 'overlap', name: 'Ada Okafor', clash: { reference: first.reference } },
  });

  expect(await outbox()).toHaveLength(1);
  expect((await actions()).at(-1)).toBe('assignment.refused');
});

it('allows two places with a reason', async () => {
  const first = await given(test).conference();
  const second = await given(test).conference();
  await assign(first.reference);
  expect(await assign(second.reference, { overlapReason: 'same family, one call after the other' })).toMatchObject({
    ok: true,
  });
});

it('does not let a reason that nothing called for lift the rule against two places', async () => {
  const { reference } = await given(test).conference();
  expect(await assign(reference, { overlapReason: 'works from home that day' })).toMatchObject({ ok: true });
  const kept = await rows(test.db.reader, `select overlap_reason from assignment where state <> 'withdrawn'`);
  expect(kept).toEqual([{ overlapReason: null }]);
  const told = await rows(
    test.db.reader,
    `select detail->>'overlapReason' as said from audit_event where action = 'assignment.made'`,
  );
  expect(told).toEqual([{ said: 'works from home that day' }]);
});

it('lets exactly one of two coordinators who assign at once win', async () => {
  const { reference } = await given(test).conference();
  const ben = await given(test).attendee('Ben Carter');

  const both = await Promise.all([assign(reference), assign(reference, { attendeeId: ben.id })]);

  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { kind: 'lead-taken' } });
  expect(await outbox()).toHaveLength(1);
});

it('lets exactly one of two conferences have a person asked for both at once', async () => {
  const [first, second] = [await given(test).conference(), await given(test).conference()];
  const both = await Promise.all([assign(first.reference), assign(second.reference)]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { kind: 'overlap' } });
});

it.each([
  ['no mail address', { mail: null }, 'no-mail-address'],
  ['left', { active: false }, 'has-left'],
  ['the address of the desk itself', { mail: 'conference.desk@thamesvalley-police.example' }, 'is-the-desk'],
])('refuses a person with %s', async (_, over, kind) => {
  const { reference } = await given(test).conference();
  const person = await given(test).attendee('Ben Carter', over);
  expect(await assign(reference, { attendeeId: person.id })).toMatchObject({ ok: false, refusal: { kind } });
  expect(await outbox()).toEqual([]);
});

it("does not know another hub's conference", async () => {
  const { reference } = await given(test).conference();
  const tom = await test.actor('Tom Price', ['coordinator'], ['oxfordshire']);
  const attempt = test.app
    .get(AssignmentsService)
    .assign(tom, reference, { attendeeId: ada.id, lead: true, overlapReason: null });
  await expect(attempt).rejects.toThrow('Not Found');
});

it('calls a person off with a higher SEQUENCE, and can then invite another', async () => {
  const { reference } = await given(test).conference();
  const ben = await given(test).attendee('Ben Carter');
  const made = await assign(reference);
  if (!made.ok) throw new Error('refused');

  await test.app.get(AssignmentsService).withdraw(priya, reference, made.value.assignment.id, 'off sick');
  await assign(reference, { attendeeId: ben.id });

  expect(await outbox()).toMatchObject([
    { method: 'REQUEST', sequence: 0, recipient: ada.mail },
    { method: 'CANCEL', sequence: 1, recipient: ada.mail },
    { method: 'REQUEST', sequence: 0, recipient: ben.mail },
  ]);
});

it('hears the person themselves by page, and a coordinator for them, but no other attendee', async () => {
  const { reference } = await given(test).conference();
  await given(test).attendee('Ben Carter');
  const made = await assign(reference);
  if (!made.ok) throw new Error('refused');
  const answers = test.app.get(AnswersService);
  const yes = { answer: 'accepted' as const, comment: null };
  const [herself, another] = [
    await test.actor('Ada Okafor', ['attendee']),
    await test.actor('Ben Carter', ['attendee']),
  ];

  await expect(answers.answer(another, reference, made.value.assignment.id, yes)).rejects.toThrow('Not Found');
  expect(await answers.answer(herself, reference, made.value.assignment.id, yes)).toMatchObject({ ok: true });
  const saved = () => rows(test.db.reader, 'select state, answer_channel from assignment');
  expect(await saved()).toEqual([{ state: 'accepted', answerChannel: 'page' }]);
  test.clock.forward({ minutes: 1 });
  await answers.answer(priya, reference, made.value.assignment.id, { answer: 'declined', comment: 'rang in' });
  expect(await saved()).toEqual([{ state: 'declined', answerChannel: 'told' }]);
});
