import type { Actor } from '../../src/access/actor.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { Sender } from '../../src/calendar/sender.js';
import { ChangesService, type GivenMove } from '../../src/changes/changes.service.js';
import { rows } from '../../src/database/sql.js';
import { anInvitation, given } from '../support/given.js';
import { testApp, type TestApp } from '../support/app.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
let test: TestApp;
let priya: Actor;
beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await given(test).coordinator();
});
afterEach(() => test.stop());

async function assigned(name: string, reference: string): Promise<void> {
  const person = await given(test).attendee(name);
  const made = await test.app
    .get(AssignmentsService)
    .assign(priya, reference, { attendeeId: person.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
}
const { mode, venue, joinLink } = anInvitation();
const move = (over: Partial<GivenMove['to']> = {}, rest: Partial<GivenMove> = {}): GivenMove => ({
  to: { startsAt: at('2026-12-01T14:00:00Z'), endsAt: at('2026-12-01T15:30:00Z'), mode, venue, joinLink, ...over },
  reason: 'moved by the local authority',
  confirmed: false,
  version: 1,
  ...rest,
});
const changes = (): ChangesService => test.app.get(ChangesService);
const outbox = () => rows(test.db.reader, 'select uid, method, sequence, subject from calendar_message order by id');
const people = () => rows(test.db.reader, 'select state, sequence, answered_at from assignment order by id');

it('moves the sitting, asks everybody again under the same UID, and counts in the new month', async () => {
  const { reference } = await given(test).conference();
  await assigned('Ada Okafor', reference);

  expect(await changes().move(priya, reference, move())).toMatchObject({
    ok: true,
    value: { reinvited: ['Ada Okafor'], released: [] },
  });

  const sent = await outbox();
  expect(sent).toMatchObject([
    { method: 'REQUEST', sequence: 0 },
    { method: 'REQUEST', sequence: 1 },
  ]);
  expect(new Set(sent.map((one) => (one as { uid: string }).uid)).size).toBe(1);
  expect(await people()).toEqual([{ state: 'invited', sequence: 1, answeredAt: null }]);
  const [measure] = await rows<{ month: Temporal.PlainDate }>(test.db.reader, 'select month from measure');
  expect(measure?.month.toString()).toBe('2026-12-01');
});

it('releases whoever is elsewhere at the new time, and says so', async () => {
  const busy = await given(test).conference({
    startsAt: at('2026-12-01T14:30:00Z'),
    endsAt: at('2026-12-01T16:00:00Z'),
  });
  const { reference } = await given(test).conference();
  const ada = await given(test).attendee('Ada Okafor');
  for (const one of [busy.reference, reference]) {
    await test.app.get(AssignmentsService).assign(priya, one, { attendeeId: ada.id, lead: true, overlapReason: null });
  }

  await test.app.get(Sender).sendDue();

  expect(await changes().move(priya, reference, move())).toMatchObject({
    ok: true,
    value: { reinvited: [], released: [{ name: 'Ada Okafor', clashWith: busy.reference }] },
  });

  expect((await outbox()).at(-1)).toMatchObject({ method: 'CANCEL', sequence: 1 });
  await test.app.get(Sender).sendDue();
  const calledOff = test.mailer.sent.at(-1)?.text;
  // The time in her calendar, not the one that she was never told of.
  expect(calledOff).toContain('Time: Mon 30 Nov 2026, 09:30 to 11:00');
});

it.each([
  ['a version that is no longer the last', move({}, { version: 0 }), 'changed-meanwhile'],
  ['no reason', move({}, { reason: ' ' }), 'reason-missing'],
  ['an end before the start', move({ endsAt: at('2026-12-01T13:00:00Z') }), 'end-before-start'],
  [
    'Christmas Day without confirmation',
    move({ startsAt: at('2026-12-25T10:00:00Z'), endsAt: at('2026-12-25T11:00:00Z') }),
    'confirm',
  ],
  [
    'the time it already has',
    move({ startsAt: anInvitation().startsAt, endsAt: anInvitation().endsAt }),
    'nothing-changed',
  ],
])('refuses a move with %s and changes nothing', async (_, given_, kind) => {
  const { reference } = await given(test).conference();
  await assigned('Ada Okafor', reference);
  expect(await changes().move(priya, reference, given_)).toMatchObject({ ok: false, refusal: { kind } });
  expect(await outbox()).toHaveLength(1);
  expect(await people()).toMatchObject([{ sequence: 0 }]);
});

it('stands down: everybody is called off, nothing counts, and it can be reinstated', async () => {
  const { reference } = await given(test).conference();
  await assigned('Ada Okafor', reference);

  const stood = await changes().changeState(priya, reference, {
    change: 'stand-down',
    reason: 'chair ill',
    version: 1,
  });
  expect(stood).toMatchObject({ ok: true, value: { state: 'stood_down' } });
  expect((await outbox()).at(-1)).toMatchObject({ method: 'CANCEL', sequence: 1 });
  expect(await rows(test.db.reader, 'select in_denominator, why from measure')).toEqual([
    { inDenominator: false, why: 'Does not count: stood down.' },
  ]);

  const back = await changes().changeState(priya, reference, { change: 'reinstate', reason: 'chair well', version: 2 });
  expect(back).toMatchObject({ ok: true, value: { state: 'scheduled' } });
  expect(await rows(test.db.reader, 'select in_denominator from measure')).toEqual([{ inDenominator: true }]);
});

it('refuses what the state does not allow and what was changed meanwhile', async () => {
  const { reference } = await given(test).conference();
  const given_ = { change: 'cancel' as const, reason: 'not substantiated', version: 1 };
  const both = await Promise.all([
    changes().changeState(priya, reference, given_),
    changes().changeState(priya, reference, given_),
  ]);
  expect(both.filter((one) => one.ok)).toHaveLength(1);
  expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { kind: 'changed-meanwhile' } });
  expect(await changes().changeState(priya, reference, { ...given_, change: 'stand-down', version: 2 })).toMatchObject({
    refusal: { kind: 'not-from-here', state: 'cancelled' },
  });
});
