import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { row, run } from '../../src/database/sql.js';
import type { GivenInvitation } from '../../src/invitations/invitation.js';
import { RelevanceService } from '../../src/relevance/relevance.service.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
let tom: Browser;
let day = 0;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
});
afterAll(() => test.stop());

const words = ({ $ }: Answer, selector = 'main') => $(selector).text().replace(/\s+/g, ' ').trim();
const errors = (answer: Answer) => words(answer, '.govuk-error-summary__list');
const recorded = (over: Partial<GivenInvitation> = {}): Promise<Conference> =>
  given(test).conference({ anotherThan: 'any', ...over });
/** Two records of one conference, a day of their own. */
async function twice(over: Partial<GivenInvitation> = {}): Promise<[Conference, Conference]> {
  const startsAt = Temporal.Instant.from('2027-01-04T09:30:00Z').add({ hours: 24 * day++ });
  const time = { startsAt, endsAt: startsAt.add({ hours: 1 }), confirmed: true };
  const children = [{ ...NOTHING_KNOWN, laChildId: `P${day}` }];
  return [await recorded({ ...time, children }), await recorded({ ...time, children, ...over })];
}
const pathOf = (one: Conference, other: Conference) => `/conferences/${one.reference}/merge/${other.reference}`;
const carried = ({ $ }: Answer) =>
  Object.fromEntries(
    ['version', 'otherVersion', 'seen'].map((name) => [name, String($(`input[name=${name}]`).val() ?? '')]),
  );

it('says on the conference what it may be the same as, and lists the pair', async () => {
  const [one, two] = await twice();
  const page = await priya.get(`/conferences/${two.reference}`);
  expect(words(page)).toContain(`May be the same as ${one.reference}`);
  expect(page.$(`a[href="${pathOf(two, one)}"]`).text()).toContain('Compare');
  const list = await priya.get('/duplicates');
  expect(words(list)).toContain(`${one.reference}ICPC, Mon 4 Jan 2027`);
  expect(list.$(`a[href="${pathOf(one, two)}"]`)).toHaveLength(1);
  expect(words(await tom.get('/duplicates'))).toContain('Nothing seems to be recorded twice');
  const ada = await test.signIn('Ada Okafor', ['attendee']);
  expect((await ada.get('/duplicates')).status).toBe(403);
});

it('shows two side by side, merges them, and leads from the one to the other', async () => {
  const [one, two] = await twice({ venue: 'Civic Offices', laMeetingId: 'RBC-PAGE', mode: 'hybrid' });
  const page = await priya.get(pathOf(one, two));
  const rowOf = (what: string) => words(page, `tr:has(th:contains("${what}"))`);
  expect(rowOf('Venue')).toContain('not known Civic Offices Different');
  expect(rowOf('When')).toContain('Same');
  expect(rowOf('Children')).toContain('All are kept');
  expect(page.$('input[name=venue]:checked').val()).toBe('other');
  expect(page.$('input[name=mode]:checked').val()).toBe('kept');
  expect(page.$('input[name=time]')).toHaveLength(0);
  const answer = await priya.post(pathOf(one, two), {
    ...carried(page),
    venue: 'other',
    laMeetingId: 'other',
    mode: 'kept',
  });
  expect(answer).toMatchObject({ status: 303, location: `/conferences/${one.reference}` });
  const kept = await priya.get(`/conferences/${one.reference}`);
  expect(words(kept, '[role=status]')).toContain(`${two.reference} is merged into ${one.reference}1 invitation.`);
  const text = words(kept);
  expect(text).toContain('Civic Offices');
  expect(text).toContain(`${two.reference}was merged into this one, Priya Shah`);
  expect(text).toContain(`Conference created (from ${two.reference})`);
  const gone = await priya.get(`/conferences/${two.reference}`);
  expect(words(gone)).toContain(`Everything about it goes on at ${one.reference}.`);
  expect(words(gone)).not.toContain('Never invited');
  expect(gone.$(`a[href="/conferences/${two.reference}/unmerge"]`)).toHaveLength(1);
  expect(words(gone, '.cct-actions')).toBe('Make them two again');
});

it('takes a merge back, or says why not', async () => {
  const [one, two] = await twice();
  const compared = await priya.get(pathOf(one, two));
  await priya.post(pathOf(one, two), carried(compared));
  const path = `/conferences/${two.reference}/unmerge`;
  const page = await priya.get(path);
  expect(words(page)).toContain(
    `${two.reference} is scheduled again. Taken back from ${one.reference}: 1 invitation.`.replace('. Taken', '.Taken'),
  );
  expect((await priya.post(path, { version: '1' })).status).toBe(409);
  expect((await priya.post(path, carried(page))).status).toBe(303);
  expect(words(await priya.get(`/conferences/${two.reference}`), '[role=status]')).toContain(
    'is scheduled, apart from',
  );
  expect((await priya.get(path)).status).toBe(404);
  expect((await priya.post(path, { version: '3' }, '/board')).location).toBe(`/conferences/${two.reference}`);

  const again = await priya.get(pathOf(one, two));
  await priya.post(pathOf(one, two), carried(again));
  await priya.post(`/conferences/${one.reference}/state`, {
    change: 'stand-down',
    reason: 'chair ill',
    version: String(
      (await row<{ version: number }>(test.db.reader, 'select version from conference where id = $1', [one.id]))!
        .version,
    ),
  });
  const late = await priya.get(path);
  expect(words(late)).toContain(`${one.reference} has been worked on since the merge (state changed)`);
  expect(late.$('form[action$=unmerge]')).toHaveLength(0);
  const forced = await priya.post(path, { version: '4' }, '/board');
  expect([forced.status, errors(forced)]).toEqual([422, expect.stringContaining('worked on since the merge')]);
});

it('shows what a colleague changed meanwhile, keeps the choices, and merges nothing', async () => {
  const [one, two] = await twice({ venue: 'Civic Offices' });
  const page = await priya.get(pathOf(one, two));
  await priya.post(`/conferences/${two.reference}/state`, { change: 'stand-down', reason: 'chair ill', version: '1' });
  const stale = await priya.post(pathOf(one, two), { ...carried(page), venue: 'kept' });
  expect(stale.status).toBe(409);
  expect(errors(stale)).toContain(`A colleague changed ${two.reference} meanwhile`);
  expect(words(stale)).toContain(`${two.reference}: State changed, Priya Shah`);
  expect(stale.$('input[name=venue]:checked').val()).toBe('kept');
  expect((await priya.post(pathOf(one, two), { ...carried(stale), venue: 'kept' })).status).toBe(303);
});

it('remembers that two are not the same, and who said so', async () => {
  const [one, two] = await twice();
  const answer = await priya.post(pathOf(two, one), { apart: 'yes' });
  expect(answer.location).toBe('/duplicates');
  expect(words(await priya.get('/duplicates'), 'table')).not.toContain(one.reference);
  const page = words(await priya.get(`/conferences/${one.reference}`));
  expect(page).not.toContain('May be the same');
  expect(page).toContain(`Not the same conference as ${two.reference}`);
});

it('says what stands against it, and offers the other way round', async () => {
  const [one, two] = await twice();
  await test.db.transaction(async (tx) => {
    const { id } = (await row<{ id: number }>(tx, 'select id from sitting where conference_id = $1', [two.id]))!;
    await run(tx, `update conference set state = 'held' where id = $1`, [two.id]);
    await run(
      tx,
      `insert into participation (sitting_id, outcome, present_at_decision, reason, version, recorded_by, recorded_at)
       values ($1, 'not', false, 'court', 1, 'Priya', now())`,
      [id],
    );
  });
  const page = await priya.get(pathOf(one, two));
  expect(words(page)).toContain(`The outcome is recorded at ${two.reference}, so it is the one to keep`);
  expect(page.$('button').text()).not.toContain('Merge');
  expect(page.$(`a[href="${pathOf(two, one)}"]`).text()).toBe(`Keep ${two.reference} instead`);
  const forced = await priya.post(pathOf(one, two), { version: '1', otherVersion: '1' });
  expect([forced.status, errors(forced)]).toEqual([422, expect.stringContaining('so it is the one to keep')]);
  const swapped = await priya.get(pathOf(two, one));
  expect((await priya.post(pathOf(two, one), carried(swapped))).status).toBe(303);
});

it('asks for relevance again when it was decided on the one that is merged away', async () => {
  const [one, two] = await twice({ kind: 'rcpc' });
  await test.db.transaction((tx) => run(tx, `update conference set kind = 'rcpc' where id = $1`, [one.id]));
  const decision = { value: 'not-relevant', criteria: [], reason: 'no incident' } as const;
  await test.app.get(RelevanceService).decide(await given(test).coordinator(), two.reference, decision);
  const page = await priya.get(pathOf(one, two));
  expect(words(page)).toContain(`The decision on the relevance of ${two.reference} is not carried over.`);
  await priya.post(pathOf(one, two), carried(page));
  expect(words(await priya.get(`/conferences/${one.reference}`), '[role=status]')).toContain('look at it again here');
});

it('names who comes over', async () => {
  const [one, two] = await twice();
  const ada = await given(test).attendee('Ada Over');
  const asked = { attendeeId: ada.id, lead: true, overlapReason: null };
  await test.app.get(AssignmentsService).assign(await given(test).coordinator(), two.reference, asked);
  const page = await priya.get(pathOf(one, two));
  expect(words(page)).toContain(`Ada Over: on ${one.reference} from then on, with the same calendar entry`);
  await priya.post(pathOf(one, two), carried(page));
  const kept = words(await priya.get(`/conferences/${one.reference}`));
  expect(kept).toContain('Person brought over by Priya Shah');
  expect(kept).toContain(`Ada Over, from ${two.reference}`);
});

describe('the other one', () => {
  it('is asked for, in any spelling', async () => {
    const [one, two] = await twice();
    const path = `/conferences/${one.reference}/merge`;
    expect(words(await priya.get(path))).toContain(`May be the same as ${two.reference}`);
    expect((await priya.get(`${path}?with=${Number(two.reference.slice(-6))}`)).location).toBe(pathOf(one, two));
    for (const [typed, sentence] of [
      [one.reference, 'This is the same record'],
      ['TV-26-999999', 'Nothing within your hubs has the reference "TV-26-999999"'],
      ['x%00', 'Nothing within your hubs'],
    ]) {
      const page = await priya.get(`${path}?with=${typed}`);
      expect([page.status, errors(page)]).toEqual([422, expect.stringContaining(sentence!)]);
    }
  });

  it('of another hub, or not there at all, looks the same', async () => {
    const [one, two] = await twice();
    const elsewhere = await recorded({
      hubCode: 'slough',
      startsAt: Temporal.Instant.from('2027-03-01T09:30:00Z'),
      endsAt: Temporal.Instant.from('2027-03-01T10:30:00Z'),
    });
    await test.db.transaction((tx) =>
      run(tx, `update conference set hub_code = 'wokingham' where id = $1`, [elsewhere.id]),
    );
    for (const path of [
      pathOf(one, elsewhere),
      pathOf(elsewhere, one),
      `/conferences/${one.reference}/merge/TV-26-999999`,
      pathOf(one, one),
    ]) {
      expect((await priya.get(path)).status).toBe(404);
      expect((await priya.post(path, { version: '1', otherVersion: '1' }, '/board')).status).toBe(404);
      expect((await priya.post(path, { apart: 'yes' }, '/board')).status).toBe(404);
    }
    for (const path of [
      pathOf(one, two),
      `/conferences/${one.reference}/merge`,
      `/conferences/${two.reference}/unmerge`,
    ]) {
      expect((await tom.get(path)).status).toBe(404);
    }
    const margaret = await test.signIn('Margaret Ellis', ['leadership']);
    expect((await margaret.get(pathOf(one, two))).status).toBe(404);
    expect(words(await margaret.get(`/conferences/${one.reference}`))).not.toContain('May be the same');
  });
});
