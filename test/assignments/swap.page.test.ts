import { AnswersService } from '../../src/assignments/answers.service.js';
import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { ConflictsService } from '../../src/assignments/conflicts.service.js';
import { AbsencesService } from '../../src/attendees/absences.service.js';
import { rows, run } from '../../src/database/sql.js';
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

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const summary = ({ $ }: Answer): string => $('.govuk-error-summary').text().replace(/\s+/g, ' ').trim();

interface Placed {
  readonly person: { readonly id: number; readonly name: string };
  readonly reference: string;
  readonly id: number;
}

let weeks = 0;
/** Times on a Tuesday of its own for each test, so that nobody of another test is near. */
const hour = (from: string, until: string, over: Partial<GivenInvitation> = {}): Partial<GivenInvitation> => {
  const day = Temporal.PlainDate.from('2027-01-05').add({ weeks: weeks * 5 });
  return { startsAt: at(`${day}T${from}:00Z`), endsAt: at(`${day}T${until}:00Z`), confirmed: true, ...over };
};

async function put(
  person: Placed['person'],
  when: Partial<GivenInvitation>,
  over: { lead?: boolean; overlapReason?: string } = {},
): Promise<Placed> {
  const { reference } = await given(test).conference(when);
  const made = await test.app.get(AssignmentsService).assign(await given(test).coordinator(), reference, {
    attendeeId: person.id,
    lead: over.lead ?? true,
    overlapReason: over.overlapReason ?? null,
  });
  if (!made.ok) throw new Error(made.refusal.kind);
  return { person, reference, id: made.value.assignment.id };
}

/** Two on two conferences that overlap: neither could take the other's without giving up their own. */
async function two(name: string, there: Partial<GivenInvitation> = {}): Promise<{ one: Placed; other: Placed }> {
  weeks += 1;
  const [one, other] = [await given(test).attendee(`${name} One`), await given(test).attendee(`${name} Other`)];
  return {
    one: await put(one, hour('10:00', '11:30')),
    other: await put(other, { ...hour('10:30', '12:00'), ...there }, { lead: false }),
  };
}

const pathOf = ({ reference, id }: Placed): string => `/conferences/${reference}/assignments/${id}/swap`;

/** The fields as the page offers them. */
async function fieldsFor(one: Placed, other: Placed): Promise<Record<string, string>> {
  const { $ } = await priya.get(pathOf(one));
  const offer = $('input[name=with]').filter((_, box) => String($(box).val()).startsWith(`${other.id}.`));
  return { seen: String($('input[name=seen]').val()), with: String(offer.val() ?? ''), reason: 'nearer to home' };
}

const standing = (...references: string[]) =>
  rows<{ reference: string; name: string; lead: boolean }>(
    test.db.reader,
    `select c.reference, p.name, a.lead from assignment a join attendee p on p.id = a.attendee_id
     join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
     where c.reference = any($1) and a.state <> 'withdrawn' order by c.reference, p.name`,
    [references],
  );

it('exchanges two places that overlap, each with its own role, and tells both in their calendars', async () => {
  const { one, other } = await two('Ada');
  const { $ } = await priya.get(`/conferences/${one.reference}`);
  expect($(`a[href="${pathOf(one)}"]`).text()).toContain('Swap');
  const fields = await fieldsFor(one, other);

  const answer = await priya.post(pathOf(one), fields);

  expect(answer.status).toBe(303);
  const after = await priya.get(answer.location!);
  expect(after.$('[role=status]').text()).toContain('Ada One and Ada Other have swapped.');
  expect(await standing(one.reference, other.reference)).toEqual([
    { reference: one.reference, name: 'Ada Other', lead: true },
    { reference: other.reference, name: 'Ada One', lead: false },
  ]);
  const told = await rows(
    test.db.reader,
    `select split_part(recipient, '@', 1) as who, method, change from calendar_message
     where recipient like 'ada.o%' order by recipient, id`,
  );
  expect(told).toEqual(
    ['ada.one', 'ada.other'].flatMap((who) => [
      { who, method: 'REQUEST', change: 'new' },
      { who, method: 'CANCEL', change: 'reassigned' },
      { who, method: 'REQUEST', change: 'new' },
    ]),
  );
  const recorded = await rows<{ event: string; n: number }>(
    test.db.reader,
    `select e.action as event, count(*)::int as n from audit_event e join conference c on c.id = e.conference_id
     where c.reference = any($1) and e.action in ('assignment.made', 'assignment.withdrawn') group by 1 order by 1`,
    [[one.reference, other.reference]],
  );
  expect(recorded).toEqual([
    { event: 'assignment.made', n: 4 },
    { event: 'assignment.withdrawn', n: 2 },
  ]);
});

it.each<[string, (pair: { one: Placed; other: Placed }) => Promise<unknown>, string]>([
  ['is on a third conference then', ({ one }) => put(one.person, hour('11:45', '12:30')), 'Case 0 One is on TV-27-'],
  [
    'is travelling to a third one then',
    ({ other }) => put(other.person, hour('08:00', '09:50', { mode: 'in-person', venue: 'Civic Offices' })),
    'Case 1 Other is on TV-27-',
  ],
  [
    'is away then',
    async ({ one }) => {
      const sunita = await test.actor('Sunita Rao', ['administrator'], []);
      const away = {
        kind: 'leave',
        startsAt: hour('11:40', '12:00').startsAt!,
        endsAt: hour('11:00', '12:30').endsAt!,
      };
      return test.app.get(AbsencesService).add(sunita, one.person.id, away as never, 'page');
    },
    'Case 2 One is away',
  ],
  [
    'has a conflict of interest in that family',
    async ({ one, other }) =>
      test.app
        .get(ConflictsService)
        .record(await given(test).coordinator(), other.reference, { attendeeId: one.person.id, reason: 'other' }),
    'Case 3 One has a conflict of interest',
  ],
])('says who cannot because somebody %s, and refuses it with nothing changed', async (_, happens, sentence) => {
  const { one, other } = await two(`Case ${/\d/.exec(sentence)![0]}`);
  const fields = await fieldsFor(one, other);
  await happens({ one, other });
  const before = await standing(one.reference, other.reference);

  const page = await priya.get(pathOf(one));
  expect(
    page.$('input[name=with]').filter((_i, box) => String(page.$(box).val()).startsWith(`${other.id}.`)),
  ).toHaveLength(0);
  expect(page.$('main details').text()).toContain(sentence.replace(/TV-27-$/, 'TV-'));
  const refusedThen = await priya.post(pathOf(one), fields);

  expect(refusedThen.status).toBe(422);
  expect(summary(refusedThen)).toContain(sentence.replace(/TV-27-$/, 'TV-'));
  expect(summary(refusedThen)).toContain('Nothing was swapped');
  expect(await standing(one.reference, other.reference)).toEqual(before);
});

it.each<[string, (pair: { one: Placed; other: Placed }) => Promise<unknown>]>([
  [
    'theirs was given to somebody else',
    async ({ other }) =>
      test.app
        .get(AssignmentsService)
        .withdraw(await given(test).coordinator(), other.reference, other.id, 'called to court'),
  ],
  [
    'they declined',
    async ({ other }) =>
      test.app.get(AnswersService).answer(await given(test).coordinator(), other.reference, other.id, {
        answer: 'declined',
        comment: null,
      }),
  ],
  [
    'the other conference was moved',
    ({ other }) => rowsRun(`update assignment set sequence = sequence + 1 where id = ${other.id}`),
  ],
  [
    'the other conference is off',
    ({ other }) => rowsRun(`update conference set state = 'cancelled' where reference = '${other.reference}'`),
  ],
  [
    'the other conference sits again',
    ({ other }) =>
      rowsRun(`insert into sitting (conference_id, number, starts_at, ends_at, mode)
        select conference_id, number + 1, starts_at + interval '7 days', ends_at + interval '7 days', mode
        from sitting where conference_id = (select id from conference where reference = '${other.reference}')`),
  ],
])('refuses with one sentence when %s meanwhile', async (what, happens) => {
  const { one, other } = await two(`Since ${what}`);
  const fields = await fieldsFor(one, other);
  await happens({ one, other });
  const answer = await priya.post(pathOf(one), fields);
  expect(answer.status).toBe(409);
  expect(answer.$('.govuk-error-summary').text()).toContain('One of the two places changed since you opened the page');
  expect((await standing(one.reference)).map(({ name }) => name)).toEqual([one.person.name]);
});
const rowsRun = (sql: string) => test.db.transaction((tx) => run(tx, sql));

it('lets one of two at the same moment win', async () => {
  const { one, other } = await two('Race');
  const third = await put(await given(test).attendee('Race Third'), hour('09:00', '09:45'));
  const [first, second] = [await fieldsFor(one, other), await fieldsFor(third, other)];
  const tried = await Promise.all([priya.post(pathOf(one), first), priya.post(pathOf(third), second)]);
  expect(tried.map(({ status }) => status).sort()).toEqual([303, 409]);
  expect(await standing(one.reference, other.reference, third.reference)).toHaveLength(3);
});

it('asks again when nothing was chosen, keeps the reason, and takes no place that is not offered', async () => {
  const { one, other } = await two('Asks');
  const empty = await priya.post(pathOf(one), { seen: '', with: '', reason: 'kept' });
  expect(empty.status).toBe(422);
  expect(summary(empty)).toContain('Choose with whom they swap.');
  expect(empty.$('#reason').val()).toBe('kept');
  const fields = await fieldsFor(one, other);
  expect(summary(await priya.post(pathOf(one), { ...fields, reason: ' ' }))).toContain('Say in a few words why');
  const long = await priya.post(pathOf(one), { ...fields, reason: 'x'.repeat(501) });
  expect(summary(long)).toContain('Shorten this to 500 characters or fewer.');
  for (const hostile of [`${one.id}.0.0`, '999999.0.0', 'x', '1e3.0', `${other.id}`, '99999999999999']) {
    const answer = await priya.post(pathOf(one), { ...fields, with: hostile });
    expect([409, 422]).toContain(answer.status);
  }
  expect(await standing(one.reference)).toMatchObject([{ name: 'Asks One' }]);
});

it('does not exist for another hub or for who may not assign, and refuses a forged form', async () => {
  const { one, other } = await two('Hub');
  const fields = await fieldsFor(one, other);
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  const margaret = await test.signIn('Margaret Ellis', ['leadership'], []);
  for (const stranger of [tom, margaret]) {
    expect((await stranger.get(pathOf(one))).status).toBe(404);
    expect((await stranger.post(pathOf(one), fields, '/accessibility')).status).toBe(404);
  }
  const far = await put(
    await given(test).attendee('Hub Far', { hubCode: 'slough' }),
    hour('13:00', '14:00', { hubCode: 'slough' }),
  );
  const reading = await test.signIn('Rita Reading', ['coordinator'], ['reading']);
  const page = await reading.get(pathOf(one));
  expect(page.$('main').text()).not.toContain('Hub Far');
  const taken = await reading.post(pathOf(one), { ...fields, with: `${far.id}.0.0` }, pathOf(one));
  expect(taken.status).toBe(409);
  expect((await priya.get(`/conferences/${one.reference}/assignments/x/swap`)).status).toBe(404);
  expect((await priya.get(`/conferences/${other.reference}/assignments/${one.id}/swap`)).status).toBe(404);
  expect((await priya.forged(pathOf(one), fields)).status).toBe(403);
});
