import type { Conference } from '../../src/conferences/conference.js';
import { rows, run } from '../../src/database/sql.js';
import { MarkersService } from '../../src/markers/markers.service.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const aReview = (over: Partial<GivenInvitation> = {}): Promise<Conference> =>
  given(test).conference({ kind: 'rcpc', ...over });
const pathOf = ({ reference }: Conference): string => `/conferences/${reference}/relevance`;
const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text();
const decisions = ({ id }: Conference): Promise<object[]> =>
  rows(test.db.reader, 'select value, criteria, reason from relevance_decision where conference_id = $1 order by id', [
    id,
  ]);

it('explains every criterion in force', async () => {
  const { $ } = await priya.get(pathOf(await aReview()));
  expect($('input[name=criteria]').length).toBe(test.surroundings.reference.criteria.length);
  expect($('main').text()).toContain('A criminal investigation is open with the child');
  expect($('main').text()).toContain('Nobody has decided yet.');
});

it('records a decision with its criteria and reason, and says what follows', async () => {
  const review = await aReview();
  const answer = await priya.post(pathOf(review), {
    value: 'relevant',
    criteria: ['new-incident', 'da-high-risk'],
    reason: 'call on Sunday',
  });
  expect(answer.status).toBe(303);
  expect(await decisions(review)).toEqual([
    { value: 'relevant', criteria: ['new-incident', 'da-high-risk'], reason: 'call on Sunday' },
  ]);
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('Decided: relevant.');
  expect($('#relevance').text()).toContain('New incident, High-risk domestic abuse');
  const audited = await rows<{ detail: object }>(
    test.db.reader,
    `select detail from audit_event where action = 'relevance.decided' and conference_id = $1`,
    [review.id],
  );
  expect(audited[0]?.detail).toMatchObject({ value: 'relevant', afterStart: false });
});

it('opens with the criteria of the last decision, and says who made it', async () => {
  const review = await aReview();
  await priya.post(pathOf(review), { value: 'relevant', criteria: ['first-review'], reason: 'first one' });
  const { $ } = await priya.get(pathOf(review));
  expect($('input[name=criteria]:checked').val()).toBe('first-review');
  expect($('main').text()).toContain('Relevant, decided by Priya Shah on Fri 20 Nov 2026, 09:00: first one');
});

it.each<[Record<string, string | string[]>, string]>([
  [{ reason: 'no choice' }, 'Choose whether the review is relevant.'],
  [{ value: 'perhaps', reason: 'x' }, 'Choose whether the review is relevant.'],
  [{ value: 'relevant', reason: 'no criterion' }, 'Tick at least one criterion that makes it relevant.'],
  [{ value: 'relevant', criteria: ['invented'], reason: 'x' }, 'One of the criteria is not in force any more.'],
  [{ value: 'not-relevant', reason: '' }, 'Say why in a few words.'],
])('refuses %j and keeps what was typed', async (typed, sentence) => {
  const review = await aReview();
  const answer = await priya.post(pathOf(review), typed);
  expect(answer.status).toBe(422);
  expect(summary(answer)).toContain(sentence);
  expect(answer.$('#reason').val() ?? '').toBe(typed['reason']);
  expect(await decisions(review)).toEqual([]);
});

it('keeps a decision after the start as a correction, and says so before and after', async () => {
  const review = await aReview({
    startsAt: Temporal.Instant.from('2026-11-20T08:00:00Z'),
    endsAt: Temporal.Instant.from('2026-11-20T08:50:00Z'),
    confirmed: true,
  });
  const form = await priya.get(pathOf(review));
  expect(form.$('.cct-notice').text()).toContain(
    'the figure keeps what stood at the start: undecided (counts as relevant)',
  );
  const answer = await priya.post(pathOf(review), { value: 'not-relevant', reason: 'nothing since' });
  const { $ } = await priya.get(answer.location!);
  expect($('[role=status]').text()).toContain('Kept as a correction: the figure keeps what stood at the start.');
  expect($('#relevance').text()).toContain('after the start: a correction');
  expect($('#outcome').text()).toContain('Counts as a review nobody had decided on');
});

it('has nothing to decide for an initial conference', async () => {
  const initial = await given(test).conference();
  const page = await priya.get(pathOf(initial));
  expect(page.$('main').text()).toContain('police contribute to all of them');
  expect(page.$('main form').length).toBe(0);
  const answer = await priya.post(pathOf(initial), { value: 'not-relevant', reason: 'x' });
  expect(answer.status).toBe(422);
  expect(summary(answer)).toContain('Only reviews are decided on');
});

it('does not exist for another hub, and refuses a forged form', async () => {
  const review = await aReview();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  const typed = { value: 'not-relevant', reason: 'x' };
  expect((await tom.get(pathOf(review))).status).toBe(404);
  expect((await tom.post(pathOf(review), typed, '/board')).status).toBe(404);
  expect((await priya.forged(pathOf(review), typed)).status).toBe(403);
  expect(await decisions(review)).toEqual([]);
});

it('remembers that police dissented at the last conference of the same children', async () => {
  const child = { laChildId: '77001', policeReference: null, initials: 'AB', bornYear: 2015, expectedOn: null };
  const last = await aReview({
    children: [child],
    startsAt: Temporal.Instant.from('2026-08-20T09:30:00Z'),
    endsAt: Temporal.Instant.from('2026-08-20T11:00:00Z'),
    receivedAt: Temporal.Instant.from('2026-08-01T09:30:00Z'),
    confirmed: true,
  });
  const review = await aReview({ children: [child], anotherThan: 'any' });
  const dissented = () => priya.get(pathOf(review)).then(({ $ }) => $('main').text());
  expect(await dissented()).not.toContain('Police dissented at the last conference');
  await test.db.transaction((tx) =>
    run(
      tx,
      `insert into participation (sitting_id, outcome, present_at_decision, mode, dissent, version, recorded_by, recorded_at)
       select id, 'attended', true, 'video', true, 1, 'Ada Okafor', '2026-08-20T12:00:00Z' from sitting where conference_id = $1`,
      [last.id],
    ),
  );
  expect(await dissented()).toContain('Police dissented at the last conference');
});

it('has a decision confirmed again when a marker or a decision arrived while the form was open', async () => {
  const child = { laChildId: null, policeReference: '43260777001', initials: null, bornYear: null, expectedOn: null };
  const review = await aReview({ children: [child], anotherThan: 'any' });
  const open = await priya.get(pathOf(review));
  const typed = { value: 'not-relevant', reason: 'nothing since', seen: String(open.$('input[name=seen]').val()) };
  const marker = { policeReference: '43260777001', kind: 'incident', occurredOn: '2026-11-19' };
  await test.app.get(MarkersService).record(await given(test).coordinator(), [marker], 'page');
  const held = await priya.post(pathOf(review), typed);
  expect(held.status).toBe(409);
  expect(summary(held)).toContain('A police marker arrived at 09:00 while you were deciding.');
  expect(held.$('#reason').val()).toBe('nothing since');
  expect(await decisions(review)).toEqual([]);
  const again = { ...typed, seen: String(held.$('input[name=seen]').val()) };
  expect((await priya.post(pathOf(review), again)).status).toBe(303);
  const late = await priya.post(pathOf(review), again);
  expect(late.status).toBe(409);
  expect(summary(late)).toContain('Priya Shah decided at 09:00 while you were deciding.');
  expect(await decisions(review)).toHaveLength(1);
});

it('knows what an invitation asks that was typed, and opens a review again when a further one asks', async () => {
  const review = await aReview({ asked: ['plan-may-end'], anotherThan: 'any' });
  const page = await priya.get(pathOf(review));
  expect(page.$('main').text()).toContain('The invitation says that the plan may end');
  expect(page.$('input[name=criteria]:checked').val()).toBe('plan-may-end');
  await priya.post(pathOf(review), { value: 'not-relevant', reason: 'known' });
  const further = { channel: 'telephone', receivedOn: '20/11/26', receivedTime: '8:00', chairRequest: 'yes' };
  expect((await priya.post(`/conferences/${review.reference}/further-invitation`, further)).status).toBe(303);
  expect((await decisions(review)).at(-1)).toMatchObject({
    value: 'undecided',
    reason: 'Reopened: an invitation asks for police',
  });
});
