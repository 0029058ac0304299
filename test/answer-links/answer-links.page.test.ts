import { load } from 'cheerio';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { Sender } from '../../src/calendar/sender.js';
import { readAnswerToken, writeAnswerToken } from '../../src/calendar/answer-token.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import type { Conference } from '../../src/conferences/conference.js';
import { row, rows } from '../../src/database/sql.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let ada: Attendee;
let conference: Conference;
let assignmentId: number;
let stranger: Browser;

beforeEach(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  ada = await given(test).attendee('Ada Okafor');
  conference = await given(test).conference({ venue: 'Civic Offices', joinLink: 'https://meet.example/abc' });
  assignmentId = await assign(conference, ada);
  stranger = test.stranger();
});
afterEach(() => test.stop());

const words = (text: string) => text.replace(/\s+/g, ' ').trim();
async function assign(to: Conference, attendee: Attendee, overlapReason: string | null = null): Promise<number> {
  const done = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), to.reference, { attendeeId: attendee.id, lead: true, overlapReason });
  if (!done.ok) throw new Error(done.refusal.kind);
  return done.value.assignment.id;
}
async function move(hours: number): Promise<void> {
  const changed = await test.app.get(ChangesService).move(await given(test).coordinator(), conference.reference, {
    to: {
      startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z').add({ hours }),
      endsAt: Temporal.Instant.from('2026-11-30T11:00:00Z').add({ hours }),
      mode: 'video',
      venue: null,
      joinLink: null,
    },
    reason: 'the chair is ill',
    confirmed: true,
    version: 1,
  });
  if (!changed.ok) throw new Error(changed.refusal.kind);
}
/** The links to answer in the mails owed so far, oldest first. */
const linksOwed = async (): Promise<string[]> => {
  const owed = await rows<{ bodyText: string }>(test.db.reader, 'select body_text from calendar_message order by id');
  return owed.flatMap(({ bodyText }) => /http:\/\/tracker\.example(\/answer\/\S+)/.exec(bodyText)?.[1] ?? []);
};
const latestLink = async (): Promise<string> => (await linksOwed()).at(-1)!;
const tokenIn = (path: string): string => path.slice('/answer/'.length);
const send = (path: string, fields: Record<string, string>) =>
  stranger.forged('/answer', { token: tokenIn(path), ...fields });
const standing = () =>
  row(test.db.reader, 'select state, answer_channel, answer_comment from assignment where id = $1', [assignmentId]);
const answers = () =>
  rows<{ actor: string; detail: unknown }>(
    test.db.reader,
    `select actor, detail from audit_event where action = 'assignment.answered'`,
  );
const uses = () => rows(test.db.reader, 'select assignment_id, sequence, answer from answer_link_use');

it('asks, without a sign-in, about nothing but reference, kind and time', async () => {
  const page = await stranger.get(await latestLink());
  expect(page.status).toBe(200);
  expect(page.$('h1').text()).toBe('Will you attend this conference?');
  const facts = page
    .$('main dl > div')
    .map((_, one) => `${page.$(one).find('dt').text()}: ${words(page.$(one).find('dd').text())}`);
  expect(facts.get()).toEqual([
    `Reference: ${conference.reference}`,
    'Kind: ICPC',
    'Time: Mon 30 Nov 2026, 09:30 to 11:00 (UK time)',
  ]);
  for (const hidden of ['Ada', 'Okafor', 'Reading', 'Civic Offices', 'meet.example', 'Priya']) {
    expect(page.text).not.toContain(hidden);
  }
  expect(
    page
      .$('button[name=answer]')
      .map((_, one) => words(page.$(one).text()))
      .get(),
  ).toEqual(['Accept', 'Not sure', 'Decline']);
});

it('tells neither search engines, nor caches, nor other sites the address', async () => {
  const { headers } = await test.app.inject({ method: 'GET', url: await latestLink() });
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  });
  expect(headers['set-cookie']).toBeUndefined();
});

it.each([
  ['accepted', 'You have answered: accepted'],
  ['tentative', 'You have answered: not sure yet'],
  ['declined', 'You have answered: declined'],
])('hears %s in the name of the person it was sent to, and says so', async (answer, said) => {
  const link = await latestLink();
  const done = await send(link, { answer, comment: ' In court till 9 ' });
  expect(done).toMatchObject({ status: 303, location: link });
  expect(await standing()).toEqual({ state: answer, answerChannel: 'link', answerComment: 'In court till 9' });
  expect(await answers()).toEqual([
    { actor: 'Ada Okafor', detail: { attendee: 'Ada Okafor', answer, channel: 'link', comment: 'In court till 9' } },
  ]);
  expect(await uses()).toEqual([{ assignmentId, sequence: 0, answer }]);
  const after = await stranger.get(link);
  expect([after.status, after.$('h1').text()]).toEqual([200, said]);
  expect(after.$('form[action="/answer"]')).toHaveLength(0);
});

it('works once: a second answer changes nothing and says how to change it', async () => {
  const link = await latestLink();
  await send(link, { answer: 'accepted' });
  test.clock.forward({ minutes: 5 });
  const second = await send(link, { answer: 'declined' });
  expect([second.status, second.$('h1').text()]).toEqual([409, 'You have answered: accepted']);
  expect(words(second.$('main').text())).toContain('To change it, answer in your calendar or ask the conference desk.');
  expect(await standing()).toMatchObject({ state: 'accepted' });
  expect(await answers()).toHaveLength(1);
});

it('of two presses at once, one counts', async () => {
  const link = await latestLink();
  const both = await Promise.all([send(link, { answer: 'accepted' }), send(link, { answer: 'declined' })]);
  expect(both.map((one) => one.status).sort()).toEqual([303, 409]);
  expect(await answers()).toHaveLength(1);
  expect(await uses()).toHaveLength(1);
});

it('a scanner that GETs every link in the mail changes nothing', async () => {
  await test.app.get(Sender).sendDue();
  const [mail] = test.mailer.sent;
  const links = [
    ...String(mail?.text).matchAll(/https?:\/\/[^\s"<>]+/g),
    ...String(mail?.html).matchAll(/https?:\/\/[^\s"<>]+/g),
  ].map(([link]) => link);
  expect(links.some((link) => link.includes('/answer/'))).toBe(true);
  const everything = () =>
    rows(
      test.db.reader,
      `select (select jsonb_agg(a) from assignment a) as a, (select jsonb_agg(u) from answer_link_use u) as u,
         (select count(*) from audit_event) as e, (select count(*) from session) as s,
         (select count(*) from calendar_message) as m`,
    );
  const before = await everything();
  for (const link of links) {
    for (const method of ['GET', 'HEAD', 'GET'] as const) {
      const answer = await test.app.inject({ method, url: link.replace('http://tracker.example', '') });
      expect(answer.statusCode).toBeLessThan(404);
    }
  }
  expect(await everything()).toEqual(before);
});

it('does not take a bare POST to the address as an answer', async () => {
  const link = await latestLink();
  expect((await stranger.forged(link, { answer: 'accepted' })).status).toBe(404);
  expect(await standing()).toMatchObject({ state: 'invited' });
});

it.each([
  ['changed', (token: string) => `${token.slice(0, 5)}${token[5] === 'A' ? 'B' : 'A'}${token.slice(6)}`],
  ['cut', (token: string) => token.slice(0, -1)],
  ['invented', () => 'x'.repeat(59)],
  ['absurdly long', () => 'x'.repeat(150)],
])('a token that was %s leads nowhere', async (_what, spoil) => {
  const token = spoil(tokenIn(await latestLink()));
  expect((await stranger.get(`/answer/${token}`)).status).toBe(404);
  expect((await stranger.forged('/answer', { token, answer: 'accepted' })).status).toBe(404);
  expect(await standing()).toMatchObject({ state: 'invited' });
});

it('a genuine token for an assignment that is not there looks the same', async () => {
  const { secret } = test.surroundings.settings.session;
  for (const id of [999, 4_294_967_295]) {
    const token = writeAnswerToken(
      { assignmentId: id, sequence: 4_294_967_295, expiresAt: test.clock.now().add({ hours: 1 }) },
      secret,
    );
    expect((await stranger.get(`/answer/${token}`)).status).toBe(404);
    expect((await stranger.forged('/answer', { token, answer: 'accepted' })).status).toBe(404);
  }
});

it('runs out when the conference begins', async () => {
  const link = await latestLink();
  test.clock.set('2026-11-30T09:29:59Z');
  expect((await stranger.get(link)).status).toBe(200);
  test.clock.set('2026-11-30T09:30:00Z');
  const late = await send(link, { answer: 'accepted' });
  expect([late.status, late.$('h1').text()]).toEqual([410, 'This link has run out']);
  expect(late.text).not.toContain(conference.reference);
  expect(await standing()).toMatchObject({ state: 'invited' });
});

it('runs out after thirty days', async () => {
  const far = await given(test).conference({
    startsAt: Temporal.Instant.from('2027-02-01T09:30:00Z'),
    endsAt: Temporal.Instant.from('2027-02-01T11:00:00Z'),
  });
  await assign(far, ada);
  const link = await latestLink();
  expect(readAnswerToken(tokenIn(link), test.surroundings.settings.session.secret)?.expiresAt.toString()).toBe(
    '2026-12-20T09:00:00Z',
  );
  test.clock.set('2026-12-20T09:00:00Z');
  expect((await stranger.get(link)).status).toBe(410);
});

it('an earlier mail does not accept the new time; the newest one does, even after the earlier was used', async () => {
  const old = await latestLink();
  await send(old, { answer: 'accepted' });
  test.clock.forward({ hours: 1 });
  await move(2);
  const refused = await send(old, { answer: 'accepted' });
  expect([refused.status, refused.$('h1').text()]).toEqual([409, 'This conference has changed since that mail']);
  expect((await stranger.get(old)).status).toBe(409);
  expect(await standing()).toMatchObject({ state: 'invited' });

  const fresh = await latestLink();
  expect(fresh).not.toBe(old);
  expect(words((await stranger.get(fresh)).$('main').text())).toContain('11:30 to 13:00');
  expect((await send(fresh, { answer: 'declined' })).status).toBe(303);
  expect(await standing()).toMatchObject({ state: 'declined' });
});

it('says that nothing is asked any more once the person is withdrawn, and the CANCEL carries no link', async () => {
  const link = await latestLink();
  const coordinator = await given(test).coordinator();
  await test.app.get(AssignmentsService).withdraw(coordinator, conference.reference, assignmentId, 'off sick');
  const answer = await send(link, { answer: 'accepted' });
  expect([answer.status, answer.$('h1').text()]).toEqual([410, 'You are no longer asked to attend']);
  expect(await linksOwed()).toHaveLength(1);
});

it('keeps the comment and asks again when no button was pressed', async () => {
  const again = await send(await latestLink(), { comment: 'In court till 9' });
  expect(again.status).toBe(422);
  expect(again.$('.govuk-error-summary').text()).toContain('Press Accept, Not sure or Decline');
  expect(again.$('#comment').attr('value')).toBe('In court till 9');
  expect(await uses()).toEqual([]);
});

it('keeps a comment that is too long to be shortened', async () => {
  const again = await send(await latestLink(), { answer: 'accepted', comment: 'x'.repeat(301) });
  expect(again.status).toBe(422);
  expect(again.$('#comment').attr('value')).toHaveLength(301);
  expect(await standing()).toMatchObject({ state: 'invited' });
});

it('does not give a place back that somebody else has taken, does not say who, and stays usable', async () => {
  const link = await latestLink();
  const coordinator = await given(test).coordinator();
  await test.app
    .get(AnswersService)
    .answer(coordinator, conference.reference, assignmentId, { answer: 'declined', comment: null });
  await assign(conference, await given(test).attendee('Ben Carter'));
  test.clock.forward({ minutes: 1 });
  const refused = await send(link, { answer: 'accepted' });
  expect(refused.status).toBe(409);
  expect(refused.$('.govuk-error-summary').text()).toContain('Somebody else has been asked since you declined.');
  expect(refused.text).not.toContain('Ben Carter');
  expect(await uses()).toEqual([]);
  expect((await send(link, { answer: 'declined' })).status).toBe(303);
});

it('does not put back somebody who has been put elsewhere since', async () => {
  const link = await latestLink();
  const coordinator = await given(test).coordinator();
  await test.app
    .get(AnswersService)
    .answer(coordinator, conference.reference, assignmentId, { answer: 'declined', comment: null });
  await assign(await given(test).conference(), ada);
  test.clock.forward({ minutes: 1 });
  const refused = await send(link, { answer: 'accepted' });
  expect(refused.status).toBe(409);
  expect(words(refused.$('.govuk-error-summary').text())).toContain('put on another conference at that time');
});

it('works for somebody who happens to be signed in, with the token of their own session', async () => {
  const link = await latestLink();
  const browser = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await browser.forged('/answer', { token: tokenIn(link), answer: 'accepted' })).status).toBe(403);
  const done = await browser.post('/answer', { token: tokenIn(link), answer: 'accepted' }, link);
  expect(done.status).toBe(303);
  expect(await answers()).toMatchObject([{ actor: 'Ada Okafor' }]);
});

it('is not shown to those who look at the mail on the conference page', async () => {
  const link = await latestLink();
  const browser = await test.signIn('Ann Auditor', ['auditor']);
  const page = await browser.get(`/conferences/${conference.reference}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('No buttons? Answer here');
  expect(page.text).not.toContain(tokenIn(link));
});

it('stands in every part of the mail, also where lines are folded', async () => {
  await test.app.get(Sender).sendDue();
  const [mail] = test.mailer.sent;
  const link = `http://tracker.example${await latestLink()}`;
  expect(String(mail?.text)).toContain(`No buttons? Answer here: ${link}`);
  expect(load(String(mail?.html))(`a[href="${link}"]`)).toHaveLength(1);
  const [{ ics }] = (await rows<{ ics: string }>(test.db.reader, 'select ics from calendar_message')) as [
    { ics: string },
  ];
  expect(ics.replaceAll('\r\n ', '')).toContain(link);
});

describe('once the conference is over', () => {
  let link: string;
  beforeEach(async () => {
    link = await latestLink();
    test.clock.set('2026-11-30T12:00:00Z');
  });
  const tell = (fields: Record<string, string>, browser = stranger) =>
    browser.forged('/answer/outcome', { token: tokenIn(link), ...fields });
  const outcomes = () =>
    rows(
      test.db.reader,
      'select outcome, present_at_decision, mode, attended_by_id, reason, version, recorded_by from participation',
    );
  const recordings = () =>
    rows<{ actor: string; detail: Record<string, unknown> }>(
      test.db.reader,
      `select actor, detail from audit_event where action like 'participation.%'`,
    );

  it('asks whether they attended, with nothing about the family, and changes nothing by being opened', async () => {
    const page = await stranger.get(link);
    expect([page.status, page.$('h1').text()]).toEqual([200, `Did you attend ${conference.reference}?`]);
    const buttons = page.$('button[name=outcome]').map((_, one) => words(page.$(one).text()));
    expect(buttons.get()).toEqual(['I attended for the decision', 'I attended part', 'I did not attend']);
    for (const hidden of ['Ada', 'Okafor', 'Reading', 'Civic Offices', 'Priya'])
      expect(page.text).not.toContain(hidden);
    await stranger.get(link);
    expect(await outcomes()).toEqual([]);
    expect((await stranger.get('/answer/outcome')).status).toBe(404);
  });

  it('takes "attended" in one press, once, in the name of the person it was sent to', async () => {
    expect(await tell({ outcome: 'attended' })).toMatchObject({ status: 303, location: link });
    expect(await outcomes()).toMatchObject([
      { outcome: 'attended', presentAtDecision: true, mode: 'video', attendedById: ada.id, recordedBy: 'Ada Okafor' },
    ]);
    expect(await recordings()).toEqual([
      {
        actor: 'Ada Okafor',
        detail: { outcome: 'attended', attendedBy: 'Ada Okafor', reason: null, channel: 'link' },
      },
    ]);
    const after = await stranger.get(link);
    expect([after.status, after.$('h1').text()]).toEqual([200, 'The outcome is on record']);
    const again = await tell({ outcome: 'not', asked: 'yes', reason: 'court' });
    expect([again.status, again.$('h1').text()]).toEqual([409, 'The outcome is on record']);
    expect(await outcomes()).toMatchObject([{ outcome: 'attended', version: 1 }]);
  });

  it('asks for the reason of a miss, and for the decision of a part', async () => {
    const first = await tell({ outcome: 'not' });
    expect(first.status).toBe(200);
    expect(first.$('.govuk-error-summary')).toHaveLength(0);
    const silent = await tell({ outcome: 'not', asked: 'yes' });
    expect(silent.status).toBe(422);
    expect(silent.$('.govuk-error-summary a[href="#reason"]')).toHaveLength(1);
    const other = await tell({ outcome: 'not', asked: 'yes', reason: 'other' });
    expect(other.$('.govuk-error-summary a[href="#note"]')).toHaveLength(1);
    const half = await tell({ outcome: 'part', asked: 'yes' });
    expect(half.$('.govuk-error-summary a[href="#decision"]')).toHaveLength(1);
    expect(await outcomes()).toEqual([]);
    expect((await tell({ outcome: 'part', asked: 'yes', decision: 'yes' })).status).toBe(303);
    expect(await outcomes()).toMatchObject([{ outcome: 'part', presentAtDecision: true, mode: 'video' }]);
  });

  it('lets one of two presses in the same moment record', async () => {
    const both = await Promise.all([tell({ outcome: 'attended' }), tell({ outcome: 'attended' }, test.stranger())]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await outcomes()).toHaveLength(1);
  });

  it('asks again when nothing was pressed, and hears no late answer to the invitation', async () => {
    expect((await tell({})).status).toBe(422);
    const late = await send(link, { answer: 'accepted' });
    expect([late.status, late.$('h1').text()]).toEqual([409, `Did you attend ${conference.reference}?`]);
    expect(await standing()).toMatchObject({ state: 'invited' });
  });

  it('runs out ten working days after the end, and is of no use to somebody who was withdrawn or before the end', async () => {
    test.clock.set('2026-11-30T10:00:00Z');
    expect((await tell({ outcome: 'attended' })).status).toBe(410);
    test.clock.set('2026-12-15T00:00:00Z');
    const late = await tell({ outcome: 'attended' });
    expect([late.status, late.$('h1').text()]).toEqual([410, 'This link has run out']);
    expect(await outcomes()).toEqual([]);
  });
});
