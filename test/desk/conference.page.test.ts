import type { CheerioAPI } from 'cheerio';
import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { boardSittings } from '../../src/board/board.queries.js';
import { ChangesService } from '../../src/changes/changes.service.js';
import { SittingsService } from '../../src/changes/sittings.service.js';
import { insert, rows, run } from '../../src/database/sql.js';
import { openConference } from '../../src/conferences/opened.js';
import { dossierOf } from '../../src/desk/dossier.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { RelevanceService } from '../../src/relevance/relevance.service.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
let day = 0;
const onADayOfItsOwn = (): Pick<GivenInvitation, 'startsAt' | 'endsAt' | 'confirmed'> => {
  const startsAt = at('2027-01-04T09:30:00Z').add({ hours: 24 * day++ });
  return { startsAt, endsAt: startsAt.add({ hours: 1 }), confirmed: true };
};
const fact = ($: CheerioAPI, key: string): string =>
  $('dt')
    .filter((_, one) => $(one).text() === key)
    .first()
    .next()
    .text()
    .replace(/\s+/g, ' ')
    .trim();
const actions = ($: CheerioAPI): string[] =>
  $('.cct-actions a')
    .map((_, one) => $(one).text().trim())
    .get();

async function assigned(reference: string, name: string): Promise<number> {
  const attendee = await given(test).attendee(name);
  const made = await test.app
    .get(AssignmentsService)
    .assign(await given(test).coordinator(), reference, { attendeeId: attendee.id, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
  return made.value.assignment.id;
}

it('shows what is known, with children by initials and ids only', async () => {
  const { reference } = await given(test).conference({
    laMeetingId: 'M-100',
    strategyDiscussionOn: Temporal.PlainDate.from('2026-11-10'),
    venue: 'Civic Offices',
    joinLink: 'https://meet.reading.example/x',
    children: [
      { laChildId: 'LA-1', policeReference: '43260001', initials: 'AB', bornYear: 2019, expectedOn: null },
      {
        laChildId: null,
        policeReference: null,
        initials: null,
        bornYear: null,
        expectedOn: Temporal.PlainDate.from('2027-02-01'),
      },
    ],
  });
  const { $, status } = await priya.get(`/conferences/${reference}`);
  expect(status).toBe(200);
  expect($('h1').text()).toContain(reference);
  expect($('h1').text()).toContain('ICPC Reading, Mon 30 Nov 2026, 09:30');
  expect(fact($, 'Kind')).toBe('Initial child protection conference Convert kind');
  expect(fact($, 'Local authority')).toBe('Reading Borough Council Change local authority');
  expect(fact($, 'LA meeting id')).toBe('M-100');
  expect(fact($, 'When')).toBe('Mon 30 Nov 2026, 09:30 to 11:00');
  expect(fact($, 'Venue')).toBe('Civic Offices');
  expect(fact($, 'Notice')).toContain('10 working days');
  expect(fact($, 'Notice')).toContain('Telephone call, received Mon 16 Nov 2026, 10:15');
  expect(fact($, 'Children')).toContain('AB, born 2019, LA id LA-1, police reference 43260001');
  expect(fact($, 'Children')).toContain('unborn, expected 1 February 2027');
  expect($('.cct-steps').text()).toContain('15th working day');
  expect($('#outcome').text()).toContain('Counts as an initial conference TVP knew of');
});

it('shows people with their answers, and the mail with its text behind a fold', async () => {
  const { reference } = await given(test).conference(onADayOfItsOwn());
  const id = await assigned(reference, 'Ada Okafor');
  const before = await priya.get(`/conferences/${reference}`);
  expect(fact(before.$, 'Lead')).toContain('Ada Okafor, DC Invited, no answer yet');
  expect(before.$('#mail summary').text().trim()).toBe(
    'Invitation to ada.okafor@thamesvalley-police.example, on its way',
  );
  expect(before.$('#mail pre').text()).toContain(reference);

  await test.app
    .get(AnswersService)
    .answer(await given(test).coordinator(), reference, id, { answer: 'accepted', comment: 'will be early' });
  const after = await priya.get(`/conferences/${reference}`);
  expect(fact(after.$, 'Lead')).toContain('Accepted');
  expect(fact(after.$, 'Lead')).toContain('Answered Fri 20 Nov 2026, 09:00, told to a coordinator');
  expect(fact(after.$, 'Lead')).toContain('“will be early”');
  expect(after.$('.cct-notice').first().text()).toContain('Ada Okafor accepted.');
});

it('speaks to the person invited of their own answer, and leaves chasing to the coordinators', async () => {
  const { reference } = await given(test).conference(onADayOfItsOwn());
  const id = await assigned(reference, 'Inga Vited');
  const inga = await test.signIn('Inga Vited', ['attendee']);
  const { $ } = await inga.get(`/conferences/${reference}`);
  expect($('.cct-notice').first().text().trim()).toBe('Inga Vited, asked today, no answer yet.');
  expect($(`a[href="/conferences/${reference}/assignments/${id}/answer"]`).text().trim()).toBe('Accept or decline');
  expect($('.govuk-back-link').attr('href')).toBe('/my');
  const coordinators = (await priya.get(`/conferences/${reference}`)).$('.cct-notice').first().text();
  expect(coordinators).toContain('Answer due by ');
});

it.each([
  [`state = 'sent', sent_at = '2026-11-20T09:05:00Z'`, 'sent Fri 20 Nov 2026, 09:05'],
  [`state = 'failed', last_error = '550 no such user'`, 'failed: 550 no such user'],
  [`attempts = 2, last_error = 'connection refused'`, 'not sent yet after 2 attempts: connection refused'],
  [
    `state = 'dropped', dropped_at = created_at, dropped_because = 'superseded'`,
    'not sent, because it was no longer true',
  ],
  [
    `state = 'dropped', dropped_at = created_at, dropped_because = 'never-invited'`,
    'not sent, because no invitation had reached them',
  ],
])('says where a message stands: %s', async (change, words) => {
  const { reference } = await given(test).conference(onADayOfItsOwn());
  const id = await assigned(reference, `Message ${day}`);
  await test.db.transaction((tx) => run(tx, `update calendar_message set ${change} where assignment_id = $1`, [id]));
  const { $ } = await priya.get(`/conferences/${reference}`);
  expect($('#mail summary').text()).toContain(words);
});

it('tells what happened, newest first, in words', async () => {
  const { reference, version } = await given(test).conference({ ...onADayOfItsOwn(), kind: 'rcpc' });
  const coordinator = await given(test).coordinator();
  await test.app.get(RelevanceService).decide(coordinator, reference, {
    value: 'relevant',
    criteria: ['new-incident'],
    reason: 'call on Sunday',
  });
  await assigned(reference, 'Tim Line');
  await test.app
    .get(ChangesService)
    .changeState(coordinator, reference, { change: 'stand-down', reason: 'family ill', version });
  const { $ } = await priya.get(`/conferences/${reference}`);
  const items = $('.moj-timeline__item')
    .map((_, one) => $(one).text().replace(/\s+/g, ' ').trim())
    .get();
  expect(items.map((item) => item.split(' by ')[0])).toEqual([
    'State changed',
    'Person withdrawn',
    'Person assigned',
    'Relevance decided',
    'Invitation recorded',
    'Conference created',
  ]);
  expect(items[0]).toContain('From scheduled to stood down. family ill');
  expect(items[1]).toContain('Tim Line: the conference was stood down');
  expect(items[2]).toContain('Tim Line as lead');
  expect(items[3]).toContain('Relevant. New incident. call on Sunday');
  expect(items[4]).toContain('Telephone call. Received Mon 16 Nov 2026, 10:15.');
  expect($('.cct-notice').first().text()).toContain('Stood down: family ill.');
});

it('records each look', async () => {
  const { id, reference } = await given(test).conference(onADayOfItsOwn());
  await priya.get(`/conferences/${reference}`);
  await priya.get(`/conferences/${reference}/assign`);
  const looks = await rows(
    test.db.reader,
    `select actor from audit_event where action = 'conference.viewed' and conference_id = $1`,
    [id],
  );
  expect(looks).toEqual([{ actor: 'Priya Shah' }, { actor: 'Priya Shah' }]);
});

describe('the actions', () => {
  it('follow from the state, the most pressing one filled', async () => {
    const { id, reference } = await given(test).conference({ ...onADayOfItsOwn(), kind: 'rcpc' });
    const { $ } = await priya.get(`/conferences/${reference}`);
    expect(actions($)).toEqual([
      'Assign',
      'Record report',
      'Decide relevance',
      'Move',
      'Change state',
      'Challenge',
      'Merge',
      'Void',
    ]);
    expect($('.cct-actions .govuk-button:not(.govuk-button--secondary)').text().trim()).toBe('Assign');
    await test.db.transaction((tx) => run(tx, `update conference set state = 'stood_down' where id = $1`, [id]));
    expect(actions((await priya.get(`/conferences/${reference}`)).$)).toEqual([
      'Decide relevance',
      'New date',
      'Change state',
      'Challenge',
      'Merge',
      'Void',
    ]);
    await test.db.transaction((tx) => run(tx, `update conference set state = 'voided' where id = $1`, [id]));
    expect(actions((await priya.get(`/conferences/${reference}`)).$)).toEqual(['Decide relevance']);
  });

  it('offer the outcome from the start, and no assignment after the end', async () => {
    const { reference } = await given(test).conference({
      startsAt: at('2026-11-20T08:30:00Z'),
      endsAt: at('2026-11-20T09:30:00Z'),
      confirmed: true,
    });
    expect(actions((await priya.get(`/conferences/${reference}`)).$)).toEqual([
      'Assign',
      'Record outcome',
      'Record report',
      'Minutes',
      'Move',
      'Adjourn',
      'Inquorate',
      'Change state',
      'Challenge',
      'Merge',
      'Void',
    ]);
    test.clock.set('2026-11-20T09:40:00Z');
    const { $ } = await priya.get(`/conferences/${reference}`);
    test.clock.set('2026-11-20T09:00:00Z');
    expect(actions($)).toEqual([
      'Record outcome',
      'Record report',
      'Minutes',
      'Move',
      'Adjourn',
      'Inquorate',
      'Change state',
      'Challenge',
      'Merge',
      'Void',
    ]);
    expect($('.cct-notice').first().text()).toContain('Awaiting outcome');
  });

  it('are not offered to somebody who may only read', async () => {
    const { reference } = await given(test).conference(onADayOfItsOwn());
    const auditor = await test.signIn('Aud Itor', ['auditor']);
    const { $, status } = await auditor.get(`/conferences/${reference}`);
    expect(status).toBe(200);
    expect(actions($)).toEqual([]);
    expect($('main a[href*="/withdraw"]').length).toBe(0);
  });

  it('leave an attendee their own answer and the outcome', async () => {
    const { reference } = await given(test).conference(onADayOfItsOwn());
    const id = await assigned(reference, 'Olga Own');
    const olga = await test.signIn('Olga Own', ['attendee']);
    const { $, status } = await olga.get(`/conferences/${reference}`);
    expect(status).toBe(200);
    expect(actions($)).toEqual(['Record report']);
    expect($(`a[href="/conferences/${reference}/assignments/${id}/answer"]`).length).toBe(1);
    expect($('main a[href*="/withdraw"]').length).toBe(0);
  });
});

it('shows inbound mail that needs a person, with a link to it', async () => {
  const { id, reference } = await given(test).conference(onADayOfItsOwn());
  const mail = await test.db.transaction((tx) =>
    insert<{ id: number }>(tx, 'inbound_mail', {
      mailbox: 'conference.desk@thamesvalley-police.example',
      portId: '1',
      sender: 'stranger@reading.example',
      receivedAt: at('2026-11-19T08:00:00Z'),
      raw: Buffer.from('x'),
      outcome: 'for-a-person',
      reason: 'The answer does not say who answers.',
      conferenceId: id,
    }),
  );
  const { $ } = await priya.get(`/conferences/${reference}`);
  expect($('main').text()).toContain('stranger@reading.example, Thu 19 Nov 2026, 08:00: The answer does not say');
  expect($(`a[href="/mail/in/${mail.id}"]`).length).toBe(1);
});

const CAME_BACK = `state = 'sent', sent_at = created_at, bounced_at = created_at, bounce_reason = 'no such user'`;

it('agrees with the board about whom mail did not reach', async () => {
  const cases = [
    [`state = 'failed'`, 'REQUEST', 'invited', 'undelivered'],
    [`state = 'failed'`, 'REQUEST', 'accepted', null],
    [`state = 'failed'`, 'REQUEST', 'withdrawn', null],
    [`state = 'failed'`, 'CANCEL', 'withdrawn', 'undelivered'],
    [CAME_BACK, 'REQUEST', 'invited', 'cameBack'],
    [CAME_BACK, 'REQUEST', 'accepted', null],
    [CAME_BACK, 'REQUEST', 'withdrawn', null],
    [CAME_BACK, 'CANCEL', 'withdrawn', 'cameBack'],
  ] as const;
  const scope = { all: false, hubs: ['reading'], assignedTo: null };
  const coordinator = await given(test).coordinator();
  for (const [change, method, state, lost] of cases) {
    const name = `Case ${method} ${state} ${change === CAME_BACK ? 'back' : 'failed'}`;
    const { reference } = await given(test).conference(onADayOfItsOwn());
    const id = await assigned(reference, name);
    await test.db.transaction(async (tx) => {
      if (method === 'CANCEL') {
        await run(tx, `update calendar_message set state = 'sent', sent_at = created_at where assignment_id = $1`, [
          id,
        ]);
      }
      await run(tx, `update assignment set state = $2 where id = $1`, [id, state]);
      if (method === 'CANCEL') {
        await run(
          tx,
          `insert into calendar_message (assignment_id, uid, sequence, method, change, message_id, recipient, subject, body_text,
             body_html, ics, state, attempts, next_attempt_at, created_at)
           select assignment_id, uid, 1, 'CANCEL', 'withdrawn', message_id || 'c', recipient, subject, body_text, body_html, ics, 'owed',
             0, next_attempt_at, created_at from calendar_message where assignment_id = $1`,
          [id],
        );
      }
      await run(tx, `update calendar_message set ${change} where assignment_id = $1 and method = $2`, [id, method]);
    });
    const ground = { db: test.db, surroundings: test.surroundings };
    const dossier = await dossierOf(
      test.db.reader,
      await openConference(ground, coordinator, 'conference.read', reference),
    );
    const span = { from: at('2027-01-01T00:00:00Z'), until: at('2027-06-01T00:00:00Z') };
    const board = await boardSittings(test.db.reader, scope, span);
    for (const list of ['undelivered', 'cameBack'] as const) {
      const expected = lost === list ? [name] : [];
      expect([name, dossier[list]]).toEqual([name, expected]);
      expect(board.find((one) => one.reference === reference)?.[list]).toEqual(expected);
    }
  }
});

it('names the sittings before the one that counts, and offers to give a place to somebody else', async () => {
  const { reference, version } = await given(test).conference({
    startsAt: at('2026-11-20T08:00:00Z'),
    endsAt: at('2026-11-20T08:30:00Z'),
    confirmed: true,
  });
  const to = { startsAt: at('2026-12-16T10:00:00Z'), endsAt: at('2026-12-16T11:00:00Z'), mode: 'video' } as const;
  const given_ = { to: { ...to, venue: null, joinLink: null }, reason: 'inquorate', confirmed: false, version };
  expect(
    await test.app.get(SittingsService).sitAgain(await given(test).coordinator(), reference, given_),
  ).toMatchObject({
    ok: true,
  });
  const id = await assigned(reference, 'Paul Place');
  const { $ } = await priya.get(`/conferences/${reference}`);
  expect(fact($, 'Earlier sitting')).toBe('Fri 20 Nov 2026, 08:00 to 08:30');
  expect(fact($, 'When')).toBe('Wed 16 Dec 2026, 10:00 to 11:00');
  expect($('#trail').text()).toContain('it sits again at Wed 16 Dec 2026, 10:00 to 11:00');
  expect($(`a[href="/conferences/${reference}/assignments/${id}/reassign"]`).text()).toContain('Give to somebody else');
});

it('does not exist for another hub, for strangers to it, or for nobody', async () => {
  const { reference } = await given(test).conference(onADayOfItsOwn());
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(`/conferences/${reference}`)).status).toBe(404);
  await given(test).attendee('Una Known');
  const una = await test.signIn('Una Known', ['attendee']);
  expect((await una.get(`/conferences/${reference}`)).status).toBe(404);
  expect((await test.stranger().get(`/conferences/${reference}`)).location).toContain('/sign-in');
});

it.each(['TV-26-999999', 'tv', "'%20or%201=1", '%00', 'x'.repeat(190)])('has no conference %s', async (reference) => {
  expect((await priya.get(`/conferences/${reference}`)).status).toBe(404);
});
