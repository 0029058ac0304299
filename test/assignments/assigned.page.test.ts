import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { rows } from '../../src/database/sql.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

let day = 1;
/** A conference on a day of its own with one person invited as its lead. */
async function invited(name: string): Promise<{ page: string; path: string; id: number }> {
  const startsAt = Temporal.Instant.from('2026-12-01T10:00:00Z').add({ hours: 24 * day++ });
  const attendee = await given(test).attendee(name);
  const conference = await given(test).conference({ startsAt, endsAt: startsAt.add({ hours: 1 }), confirmed: true });
  const coordinator = await given(test).coordinator();
  const decided = await test.app
    .get(AssignmentsService)
    .assign(coordinator, conference.reference, { attendeeId: attendee.id, lead: true, overlapReason: null });
  if (!decided.ok) throw new Error(decided.refusal.kind);
  const { id } = decided.value.assignment;
  const page = `/conferences/${conference.reference}`;
  return { page, path: `${page}/assignments/${id}`, id };
}

const stateOf = async (id: number): Promise<object> =>
  (
    await rows<object>(test.db.reader, 'select state, answer_channel, answer_comment from assignment where id = $1', [
      id,
    ])
  )[0]!;

it('withdraws somebody with a reason and owes them a cancellation', async () => {
  const { page, path, id } = await invited('Will Withdrawn');
  const answer = await priya.post(`${path}/withdraw`, { reason: 'off sick today' });
  expect(answer.status).toBe(303);
  expect(answer.location).toBe(page);
  const { $ } = await priya.get(page);
  expect($('[role=status]').text()).toContain('Will Withdrawn is withdrawn.');
  expect($('#people').text()).toContain('Withdrawn: off sick today');
  expect(
    await rows(test.db.reader, 'select method, state from calendar_message where assignment_id = $1 order by id', [id]),
  ).toEqual([
    { method: 'REQUEST', state: 'owed' },
    { method: 'CANCEL', state: 'owed' },
  ]);
});

it('asks why before it withdraws anybody', async () => {
  const { path, id } = await invited('Kay Kept');
  const answer = await priya.post(`${path}/withdraw`, { reason: '  ' });
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain('Say in a few words why they are withdrawn.');
  expect(await stateOf(id)).toMatchObject({ state: 'invited' });
});

it('says that somebody was withdrawn already', async () => {
  const { path } = await invited('Tia Twice');
  await priya.post(`${path}/withdraw`, { reason: 'leave' });
  const answer = await priya.post(`${path}/withdraw`, { reason: 'leave' });
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain('Tia Twice was withdrawn already.');
});

it('records an answer that a coordinator was told', async () => {
  const { page, path, id } = await invited('Tess Told');
  const answer = await priya.post(`${path}/answer`, { answer: 'declined', comment: 'court that day' });
  expect(answer.status).toBe(303);
  expect(await stateOf(id)).toEqual({ state: 'declined', answerChannel: 'told', answerComment: 'court that day' });
  const { $ } = await priya.get(page);
  expect($('[role=status]').text()).toContain('Recorded: Tess Told has declined.');
  expect($('[role=status] a').text()).toBe('Assign somebody else');
  expect($('#people').text()).toContain('told to a coordinator');
});

it('lets somebody answer for themselves, and for nobody else', async () => {
  const own = await invited('Olga Own');
  const other = await invited('Otto Other');
  const olga = await test.signIn('Olga Own', ['attendee']);
  expect((await olga.get(`${own.path}/answer`)).$('h1').text()).toContain('Will you attend?');
  expect((await olga.post(`${own.path}/answer`, { answer: 'accepted', comment: '' })).status).toBe(303);
  expect(await stateOf(own.id)).toMatchObject({ state: 'accepted', answerChannel: 'page' });
  expect((await olga.get(`${other.path}/answer`)).status).toBe(404);
  expect((await olga.get(`${own.path}/withdraw`)).status).toBe(404);
});

it.each(['', 'maybe', 'withdrawn'])('does not take %j for an answer', async (answer) => {
  const { path, id } = await invited(`Quin ${answer || 'Empty'}`);
  const refused = await priya.post(`${path}/answer`, { answer, comment: 'as typed' });
  expect(refused.status).toBe(422);
  expect(refused.$('.govuk-error-summary').text()).toContain('Choose an answer.');
  expect(refused.$('#comment').val()).toBe('as typed');
  expect(await stateOf(id)).toMatchObject({ state: 'invited' });
});

it('needs no answer from somebody withdrawn', async () => {
  const { path } = await invited('Wes Gone');
  await priya.post(`${path}/withdraw`, { reason: 'leave' });
  const answer = await priya.post(`${path}/answer`, { answer: 'accepted', comment: '' });
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain('Wes Gone is not asked to attend any more');
});

it.each(['0', '999999', 'x'])('has no page for the assignment %s', async (id) => {
  const { page } = await invited(`Nix ${id}`);
  expect((await priya.get(`${page}/assignments/${id}/answer`)).status).toBe(404);
});

it('refuses forged forms and hides other hubs', async () => {
  const { path, id } = await invited('Zed Zone');
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  for (const page of ['withdraw', 'answer']) {
    expect((await tom.get(`${path}/${page}`)).status).toBe(404);
    expect((await priya.forged(`${path}/${page}`, { reason: 'x', answer: 'declined' })).status).toBe(403);
  }
  expect(await stateOf(id)).toMatchObject({ state: 'invited' });
});
