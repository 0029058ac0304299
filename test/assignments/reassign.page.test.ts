import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { rows } from '../../src/database/sql.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text();

/** Somebody of their own on a conference of its own, and another who may take the place. */
async function onIt(name: string): Promise<{ reference: string; path: string; other: { id: number; name: string } }> {
  const [one, other] = [await given(test).attendee(`${name} One`), await given(test).attendee(`${name} Other`)];
  const { reference } = await given(test).conference();
  const made = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId: one.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  return { reference, path: `/conferences/${reference}/assignments/${made.value.assignment.id}/reassign`, other };
}

it('gives the place to somebody else in one step, and says what each of them gets', async () => {
  const { path, other } = await onIt('Ada');
  const form = await priya.get(path);
  expect(form.$('h1').text()).toContain('Give Ada One’s place to somebody else');
  expect(form.$('input[name=place]')).toHaveLength(0);
  expect(form.$('main').text()).toContain('Ada One, DC: already on this conference'.replace(', DC', ''));

  const answer = await priya.post(path, { attendeeId: String(other.id), reason: 'off sick', overlapReason: '' });

  expect(answer.status).toBe(303);
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('Ada Other takes the place of Ada One.');
  expect($('[role=status]').text()).toContain('Ada One gets a cancellation.');
  const owed = await rows(
    test.db.reader,
    `select method, change from calendar_message where recipient like 'ada.o%' order by id`,
  );
  expect(owed).toEqual([
    { method: 'REQUEST', change: 'new' },
    { method: 'CANCEL', change: 'reassigned' },
    { method: 'REQUEST', change: 'new' },
  ]);
});

it.each<[string, Record<string, string>, string]>([
  ['nobody chosen', { attendeeId: '' }, 'Choose who will attend.'],
  ['no reason', { reason: ' ' }, 'Say in a few words why somebody else goes.'],
  ['somebody unknown', { attendeeId: '999999' }, 'That person is not known any more.'],
])('refuses %s and keeps what was typed', async (_, over, sentence) => {
  const { path, other } = await onIt(`Case ${over['attendeeId'] ?? 'reason'}`);
  const answer = await priya.post(path, {
    attendeeId: String(other.id),
    reason: 'off sick',
    overlapReason: '',
    ...over,
  });
  expect(answer.status).toBe(422);
  expect(summary(answer)).toContain(sentence);
  expect(answer.$('#reason').val() ?? '').toBe((over['reason'] ?? 'off sick').trim());
});

it('does not exist for another hub or another assignment, and refuses a forged form', async () => {
  const { path, reference, other } = await onIt('Bea');
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(path)).status).toBe(404);
  expect((await priya.get(`/conferences/${reference}/assignments/999999/reassign`)).status).toBe(404);
  expect((await priya.get(`/conferences/${reference}/assignments/x/reassign`)).status).toBe(404);
  const fields = { attendeeId: String(other.id), reason: 'x', overlapReason: '' };
  expect((await tom.post(path, fields, '/board')).status).toBe(404);
  expect((await priya.forged(path, fields)).status).toBe(403);
});
