import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { row, rows, run } from '../../src/database/sql.js';
import { likeOne } from '../../src/invitations/duplicate.queries.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { verifyMeasures } from '../../src/measures/verify.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
let day = 0;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const words = ({ $ }: Answer, selector = 'main') => $(selector).text().replace(/\s+/g, ' ').trim();
const errors = ({ $ }: Answer) =>
  $('.govuk-error-summary a')
    .map((_, one) => $(one).attr('href'))
    .get();
async function siblings(over: Partial<GivenInvitation> = {}): Promise<Conference> {
  const startsAt = Temporal.Instant.from('2027-01-04T09:30:00Z').add({ hours: 24 * day++ });
  const children = ['A', 'B'].map((letter) => ({ ...NOTHING_KNOWN, laChildId: `S${day}${letter}`, bornYear: 2017 }));
  const time = { startsAt, endsAt: startsAt.add({ hours: 1 }), confirmed: true };
  return given(test).conference({ ...time, children, laMeetingId: `S-${day}`, anotherThan: 'any', ...over });
}
const pathOf = ({ reference }: Conference) => `/conferences/${reference}/split`;
const childrenOf = (reference: string) =>
  rows<{ id: number; laChildId: string }>(
    test.db.reader,
    'select k.id, k.la_child_id from child k join conference c on c.id = k.conference_id where c.reference = $1 order by k.id',
    [reference],
  );
/** The form as it stands, with the second child going. */
async function filled(conference: Conference): Promise<Record<string, string>> {
  const { $ } = await priya.get(pathOf(conference));
  const value = (name: string) => String($(`[name=${name}]`).val() ?? '');
  const boxes = Object.fromEntries(
    ['date', 'start', 'end', 'venue', 'joinLink', 'version'].map((name) => [name, value(name)]),
  );
  const [, second] = await childrenOf(conference.reference);
  return { ...boxes, mode: 'video', children: String(second!.id), reason: 'different chairs', sure: 'yes' };
}
const madeBy = ({ location }: Answer) => location?.replace('/conferences/', '') ?? '';

it('makes a linked conference of its own for some of the children, and resets its relevance', async () => {
  const old = await siblings({ kind: 'rcpc' });
  const answer = await priya.post(pathOf(old), { ...(await filled(old)), start: '13:00', end: '14:00' });
  expect(answer.status).toBe(303);
  const made = madeBy(answer);
  const [stays, goes] = [await childrenOf(old.reference), await childrenOf(made)];
  expect([stays.map(({ laChildId }) => laChildId.at(-1)), goes.map(({ laChildId }) => laChildId.at(-1))]).toEqual([
    ['A'],
    ['B'],
  ]);
  const page = await priya.get(`/conferences/${made}`);
  expect(words(page, '[role=status]')).toContain(
    `${made} is split off ${old.reference}Nobody is assigned to it. Nobody has decided yet`,
  );
  expect(words(page)).toContain(`${old.reference}this one was split off it, Priya Shah`);
  expect(words(page)).toContain(`From ${old.reference}. Children: born 2017. different chairs`);
  expect(words(await priya.get(`/conferences/${old.reference}`))).toContain(`${made}was split off this one`);
  expect(
    await row(
      test.db.reader,
      `select c.la_meeting_id, c.kind, i.notice_days, i.la_calendar_uid, m.in_denominator, m.month::text
       from conference c join invitation i on i.conference_id = c.id join measure m on m.conference_id = c.id where c.reference = $1`,
      [made],
    ),
  ).toMatchObject({ laMeetingId: null, kind: 'rcpc', inDenominator: true });
  const { id } = (await row<{ id: number }>(test.db.reader, 'select id from conference where reference = $1', [made]))!;
  expect(await likeOne(test.db.reader, id)).toEqual([]);
  expect((await verifyMeasures(test.db, test.surroundings.counting)).drift).toEqual([]);
});

it('asks the lead for the new one only when that is ticked, and only if free', async () => {
  const old = await siblings();
  const ada = await given(test).attendee('Ada Split');
  const asked = { attendeeId: ada.id, lead: true, overlapReason: null };
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), old.reference, asked);
  const form = await filled(old);
  expect(words(await priya.get(pathOf(old)))).toContain('Ask Ada Split for it, too, if free');
  const busy = madeBy(await priya.post(pathOf(old), { ...form, lead: 'yes' }));
  expect(words(await priya.get(`/conferences/${busy}`), '[role=status]')).toMatch(
    /Ada Split is on TV-26-\d{6} then|Ada Split .*TV-26/,
  );
  const people = (reference: string) =>
    rows(
      test.db.reader,
      'select a.id from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id where c.reference = $1',
      [reference],
    );
  expect(await people(busy)).toEqual([]);

  const other = await siblings();
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), other.reference, asked);
  const free = madeBy(
    await priya.post(pathOf(other), { ...(await filled(other)), start: '15:00', end: '16:00', lead: 'yes' }),
  );
  expect(words(await priya.get(`/conferences/${free}`), '[role=status]')).toContain('Ada Split is asked for it, too.');
  expect(await people(free)).toHaveLength(1);
});

it('gives the new one the invitations that are to it', async () => {
  const old = await siblings();
  await test.db.transaction((tx) =>
    run(
      tx,
      `insert into invitation (conference_id, received_at, channel, notice_days, la_calendar_uid, recorded_by, recorded_at)
       select conference_id, received_at, 'letter', 1, 'uid-split', recorded_by, recorded_at from invitation where conference_id = $1`,
      [old.id],
    ),
  );
  const [first, second] = await rows<{ id: number }>(
    test.db.reader,
    'select id from invitation where conference_id = $1 order by id',
    [old.id],
  );
  const form = { ...(await filled(old)), [`invitation-${first!.id}`]: 'old', [`invitation-${second!.id}`]: 'new' };
  const made = madeBy(await priya.post(pathOf(old), form));
  const to = (reference: string) =>
    rows(
      test.db.reader,
      'select i.id from invitation i join conference c on c.id = i.conference_id where c.reference = $1',
      [reference],
    );
  expect([await to(old.reference), await to(made)]).toEqual([[first], [second]]);
});

it.each<[string, Record<string, string>, number, string[]]>([
  ['nobody', { children: '' }, 422, ['#children']],
  ['a child of another conference', { children: '1' }, 422, ['#children']],
  ['no reason', { reason: '' }, 422, ['#reason']],
  ['no date and no time', { date: '', start: 'x' }, 422, ['#date', '#start']],
  ['an end before the start', { start: '11:00', end: '10:00' }, 422, ['#end']],
  ['a time that nobody confirmed', { date: '25/12/26', sure: '' }, 422, ['#sure']],
  ['an old version', { version: '9' }, 409, ['#date']],
])('refuses %s and keeps what was typed', async (_, over, status, at) => {
  const old = await siblings();
  const before = await row(test.db.reader, 'select count(*) as n from conference');
  const page = await priya.post(pathOf(old), { ...(await filled(old)), ...over });
  expect([page.status, errors(page)]).toEqual([status, at]);
  expect(page.$('#date').val()).toBe(over['date'] ?? page.$('#date').val());
  if (over['children'] === undefined) expect(page.$('input[name=children]:checked')).toHaveLength(1);
  expect(await row(test.db.reader, 'select count(*) as n from conference')).toEqual(before);
});

it('offers no form where there is nothing to split, and nothing to another hub', async () => {
  const one = await siblings({ children: [{ ...NOTHING_KNOWN, laChildId: 'ONLY' }] });
  const page = await priya.get(pathOf(one));
  expect(words(page)).toContain('It is about fewer than two children');
  expect(page.$('main form[method=post]')).toHaveLength(0);
  const old = await siblings();
  await test.db.transaction((tx) => run(tx, `update conference set state = 'cancelled' where id = $1`, [old.id]));
  expect(words(await priya.get(pathOf(old)))).toContain('This conference is cancelled, so it cannot be split');
  const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  expect((await tom.get(pathOf(old))).status).toBe(404);
  expect(
    (
      await tom.post(
        pathOf(old),
        { date: '4/1/27', start: '9:30', end: '10:30', mode: 'video', reason: 'x', version: '1' },
        '/board',
      )
    ).status,
  ).toBe(404);
});
