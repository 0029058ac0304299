import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { rows, run } from '../../src/database/sql.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const pathOf = ({ reference }: Conference): string => `/conferences/${reference}/state`;
const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text();
const stateOf = async ({ id }: Conference): Promise<string> =>
  (await rows<{ state: string }>(test.db.reader, 'select state from conference where id = $1', [id]))[0]!.state;
const put = (conference: Conference, state: string): Promise<number> =>
  test.db.transaction((tx) => run(tx, 'update conference set state = $2 where id = $1', [conference.id, state]));
const choices = ({ $ }: Answer): string[] =>
  $('input[name=change]')
    .map((_, one) => $(one).attr('value'))
    .get();

it.each([
  ['scheduled', ['stand-down', 'postpone', 'cancel', 'transfer-out', 'void']],
  ['stood_down', ['postpone', 'cancel', 'reinstate', 'void']],
  ['postponed', ['cancel', 'transfer-out', 'reinstate', 'void']],
  ['held', ['void']],
  ['cancelled', ['void']],
])('offers from %s only what is possible', async (state, possible) => {
  const conference = await given(test).conference();
  await put(conference, state);
  expect(choices(await priya.get(pathOf(conference)))).toEqual(possible);
});

it('has nothing more to offer for a voided conference', async () => {
  const conference = await given(test).conference();
  await put(conference, 'voided');
  const answer = await priya.get(pathOf(conference));
  expect(choices(answer)).toEqual([]);
  expect(answer.$('main').text()).toContain('Nothing more can happen to it');
});

it('has the change chosen that the address names', async () => {
  const { $ } = await priya.get(`${pathOf(await given(test).conference())}?change=void`);
  expect($('input[name=change]:checked').val()).toBe('void');
});

it('stands down, calls everybody off and says what comes next', async () => {
  const ada = await given(test).attendee('Ada Okafor');
  const conference = await given(test).conference();
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), conference.reference, {
    attendeeId: ada.id,
    lead: true,
    overlapReason: null,
  });
  const answer = await priya.post(pathOf(conference), { change: 'stand-down', reason: 'family ill', version: '1' });
  expect(answer.status).toBe(303);
  expect(await stateOf(conference)).toBe('stood_down');
  expect((await priya.get(answer.location!)).$('[role=status]').text()).toContain('is stood down.');
  const methods = await rows<{ method: string }>(
    test.db.reader,
    'select method from calendar_message m join assignment a on a.id = m.assignment_id where a.attendee_id = $1 order by m.id',
    [ada.id],
  );
  expect(methods.map((one) => one.method)).toEqual(['REQUEST', 'CANCEL']);
});

it('offers to assign somebody once it is back on', async () => {
  const conference = await given(test).conference();
  await put(conference, 'postponed');
  const answer = await priya.post(pathOf(conference), { change: 'reinstate', reason: 'new date', version: '1' });
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status] a').attr('href')).toBe(`/conferences/${conference.reference}/assign`);
});

it('says who is asked again, and who cannot be', async () => {
  const [eve, fay] = [await given(test).attendee('Eve Again'), await given(test).attendee('Fay Gone')];
  const conference = await given(test).conference();
  const coordinator = await given(test).coordinator();
  for (const [person, lead] of [
    [eve, true],
    [fay, false],
  ] as const) {
    const given_ = { attendeeId: person.id, lead, overlapReason: null };
    await test.app.get(AssignmentsService).assign(coordinator, conference.reference, given_);
  }
  await priya.post(pathOf(conference), { change: 'stand-down', reason: 'chair ill', version: '1' });
  await test.db.transaction((tx) => run(tx, 'update attendee set active = false where id = $1', [fay.id]));
  const answer = await priya.post(pathOf(conference), { change: 'reinstate', reason: 'chair well', version: '2' });
  const status = (await priya.get(answer.location!)).$('[role=status]').text();
  expect(status).toContain('Eve Again is asked again.');
  expect(status).toContain('Fay Gone has left and was released.');
});

it('asks for the new time of what is put back on after its time', async () => {
  const conference = await given(test).conference({
    startsAt: Temporal.Instant.from('2026-11-19T09:00:00Z'),
    endsAt: Temporal.Instant.from('2026-11-19T10:00:00Z'),
    confirmed: true,
  });
  await put(conference, 'postponed');
  const answer = await priya.post(pathOf(conference), { change: 'reinstate', reason: 'on again', version: '1' });
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('Its time has passed.');
  expect($('[role=status] a').attr('href')).toBe(`/conferences/${conference.reference}/move`);
});

it.each<[Record<string, string>, readonly string[]]>([
  [{ change: '', reason: '' }, ['Choose what happens to the conference.', 'Say why in a few words.']],
  [{ change: 'stand-down', reason: ' ' }, ['Say why in a few words.']],
  [{ change: 'explode', reason: 'why not' }, ['Choose what happens to the conference.']],
  [{ change: 'hold', reason: 'it was held' }, ['Choose what happens to the conference.']],
  [{ change: 'reinstate', reason: 'back on' }, ['This conference is scheduled, so it cannot be reinstated.']],
])('refuses %j and keeps the reason', async (given_, sentences) => {
  const conference = await given(test).conference();
  const answer = await priya.post(pathOf(conference), { version: '1', ...given_ });
  expect(answer.status).toBe(422);
  for (const sentence of sentences) expect(summary(answer)).toContain(sentence);
  expect(answer.$('#reason').val() ?? '').toBe(given_['reason']!.trim());
  expect(await stateOf(conference)).toBe('scheduled');
});

it.each(['0', '', 'x', '7'])('takes version %j for somebody who was not the last to look', async (version) => {
  const conference = await given(test).conference();
  const answer = await priya.post(pathOf(conference), { change: 'cancel', reason: 'not needed', version });
  expect(answer.status).toBe(409);
  expect(summary(answer)).toContain('A colleague changed this conference meanwhile: it is scheduled now.');
  expect(answer.$('input[name=version]').val()).toBe('1');
  expect(await stateOf(conference)).toBe('scheduled');
});

it('does not exist for another hub, and refuses a forged form', async () => {
  const conference = await given(test).conference();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  const change = { change: 'cancel', reason: 'x', version: '1' };
  expect((await tom.get(pathOf(conference))).status).toBe(404);
  expect((await tom.post(pathOf(conference), change, '/board')).status).toBe(404);
  expect((await priya.forged(pathOf(conference), change)).status).toBe(403);
  expect(await stateOf(conference)).toBe('scheduled');
});
