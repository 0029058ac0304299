import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { insert, row, rows, run } from '../../src/database/sql.js';
import { Log } from '../../src/kernel/log.js';
import { PlanWork } from '../../src/planning/plan-work.service.js';
import type { Solver } from '../../src/planning/plan.js';
import { solveHere } from '../../src/planning/solve-here.js';
import { Solving } from '../../src/planning/solving.service.js';
import type { Browser } from '../support/app.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let work: PlanWork;
let priya: Browser;
let program: Program;
/** Each test has days of its own. */
let day = '2026-12-01';

class SolvingHere extends Solving {
  constructor(private readonly by: Solver = solveHere) {
    super();
  }
  override solver = (): Solver => this.by;
}
const worker = (solving: Solving): PlanWork => new PlanWork(test.db, test.surroundings, solving, test.app.get(Log));

beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  work = worker(new SolvingHere());
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  program = await test.as('priya');
});
afterAll(() => test.stop());
beforeEach(async () => {
  day = Temporal.PlainDate.from(day).add({ days: 7 }).toString();
  await test.db.transaction((tx) => run(tx, 'update attendee set active = false, mail = null'));
});

async function person(name: string, skill: string | null = 'conference-trained'): Promise<number> {
  const { id } = await test.given.attendee(name);
  if (skill !== null)
    await test.db.transaction((tx) => insert(tx, 'attendee_skill', { attendeeId: id, skill, expiresOn: null }));
  return id;
}
const conference = async (from: string, to: string): Promise<string> => {
  const at = (time: string): Temporal.Instant => Temporal.Instant.from(`${day}T${time}:00Z`);
  const { reference } = await test.given.conference({ startsAt: at(from), endsAt: at(to) });
  return reference;
};
async function assign(reference: string, attendeeId: number): Promise<void> {
  const made = await test.app
    .get(AssignmentsService)
    .assign(await test.given.coordinator(), reference, { attendeeId, lead: true, overlapReason: null });
  if (!made.ok) throw new Error(made.refusal.kind);
}
const away = (attendeeId: number): Promise<unknown> =>
  test.db.transaction((tx) =>
    insert(tx, 'absence', {
      attendeeId,
      kind: 'sick',
      startsAt: Temporal.Instant.from(`${day}T00:00:00Z`),
      endsAt: Temporal.Instant.from(`${day}T23:59:00Z`),
      source: 'page',
      version: 1,
      createdAt: test.clock.now(),
      createdBy: 'Ada',
    }),
  );
const leads = (): Promise<{ reference: string; name: string; state: string }[]> =>
  rows(
    test.db.reader,
    `select c.reference, p.name, a.state from assignment a join sitting s on s.id = a.sitting_id
       join conference c on c.id = s.conference_id join attendee p on p.id = a.attendee_id
     where s.starts_at::date = $1 and a.state <> 'withdrawn' order by c.reference`,
    [day],
  );
async function planned(fields: Readonly<Record<string, string>> = {}): Promise<string> {
  const asked = await priya.post('/plan', { hubs: ['reading'], from: day, to: day, ...fields }, '/plan');
  expect(asked.status).toBe(303);
  await work.turn();
  return asked.location!;
}

it('shows the plan beside today, carries it out in one go and sends the invitations', async () => {
  const [ada, bob] = [await person('Ada Okafor'), await person('Bob Reid')];
  const [early, late] = [await conference('09:00', '11:00'), await conference('10:00', '12:00')];
  await assign(early, ada);
  await away(ada);
  const cat = await person('Cat Lowe');

  const asked = await priya.post('/plan', { hubs: ['reading'], from: day, to: day }, '/plan');
  expect((await priya.get(asked.location!)).text).toContain('http-equiv="refresh"');
  await work.turn();
  const page = await priya.get(asked.location!);
  expect(page.$('main').text()).toContain('2 of 2 conferences have a lead.');
  expect(page.$('main').text()).toContain('or nothing if one of these conferences or people changed since');
  expect(page.$(`#${early}`).text()).toContain('Changed');
  expect(page.$(`#${late}`).text()).toContain('New');
  expect(await leads()).toMatchObject([{ name: 'Ada Okafor' }]);

  const done = await priya.post(`${asked.location}/commit`, {}, asked.location!);
  expect(done.location).toBe(asked.location);
  expect((await priya.get(asked.location!)).$('[role=status]').text()).toContain('2 invitations and 1 cancellation');
  const now = await leads();
  expect(now.map(({ name }) => name).sort()).toEqual(['Bob Reid', 'Cat Lowe']);
  const owed = await rows<{ method: string }>(
    test.db.reader,
    `select m.method from calendar_message m join assignment a on a.id = m.assignment_id
     where a.attendee_id = any($1) order by m.id`,
    [[ada, bob, cat]],
  );
  expect(owed.map(({ method }) => method)).toEqual(['REQUEST', 'CANCEL', 'REQUEST', 'REQUEST']);
  expect((await priya.post(`${asked.location}/commit`, {}, asked.location!)).status).toBe(303);
  expect(await leads()).toEqual(now);
});

it('refuses with names what changed meanwhile, and changes nothing', async () => {
  const [ada, bob] = [await person('Ada Okafor'), await person('Bob Reid')];
  const [first, second] = [await conference('09:00', '10:00'), await conference('13:00', '14:00')];
  const plan = await planned();
  await assign(first, ada);
  await priya.post(`${plan}/commit`, {}, plan);
  expect((await priya.get(plan)).text).toContain(`Ada Okafor is on ${first} since. Nothing was changed: plan again.`);
  expect(await leads()).toMatchObject([{ reference: first }]);

  const again = await planned();
  await away(ada);
  await away(bob);
  await priya.post(`${again}/commit`, {}, again);
  const text = (await priya.get(again)).$('main').text() + (await priya.get(again)).text;
  expect(await leads()).toMatchObject([{ reference: first }]);
  expect(text).toContain(second);
  const refused = await row<{ detail: { because: string[] } }>(
    test.db.reader,
    `select detail from audit_event where action = 'plan.refused' order by id desc limit 1`,
  );
  expect(refused?.detail.because.join(' ')).toMatch(/(Ada Okafor|Bob Reid) is away/);
});

it('is carried out once when two do it at the same moment', async () => {
  await person('Ada Okafor');
  await conference('09:00', '10:00');
  const made = await program.post('/api/v1/plans', { from: day, to: day, hubs: ['reading'] });
  expect(made.status).toBe(202);
  await work.turn();
  const at = made.headers['location']!;
  const both = await Promise.all([program.post(`${at}/commit`, {}), program.post(`${at}/commit`, {})]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await leads()).toHaveLength(1);
});

it('keeps locks, and says which cannot hold', async () => {
  const [ada, bob] = [await person('Ada Okafor'), await person('Bob Reid')];
  const [first, second] = [await conference('09:00', '11:00'), await conference('10:00', '12:00')];
  const plan = await planned();
  const lock = { kind: 'keep', attendeeId: String(ada), conference: first, day: '' };
  const kept = await priya.post(`${plan}/locks`, lock, plan);
  await work.turn();
  expect((await priya.get(kept.location!)).$(`#${first}`).text()).toContain('Ada Okafor');
  expect((await priya.get(kept.location!)).$('#locks').parent().text()).toContain(`Ada Okafor goes to ${first}`);

  const both = await priya.post(`${kept.location}/locks`, { ...lock, conference: second }, kept.location!);
  await work.turn();
  const page = await priya.get(both.location!);
  expect(page.$('main').text()).toContain('There is no such plan.');
  expect(page.$('main').text()).toContain(
    `Locks 1 (keep Ada Okafor on ${first}) and 2 (keep Ada Okafor on ${second}) cannot all hold`,
  );
  expect(page.$('#locks').parent().text()).toContain(`Ada Okafor goes to ${first}`);
  const lifted = await priya.post(`${both.location}/lift`, { number: '1' }, both.location!);
  await work.turn();
  expect((await priya.get(lifted.location!)).$(`#${second}`).text()).toContain('Ada Okafor');
  expect((await priya.get(lifted.location!)).$(`#${first}`).text()).toContain('Bob Reid');

  const wrong = await priya.post(`${plan}/locks`, { ...lock, attendeeId: '', conference: '' }, plan);
  expect(wrong.status).toBe(422);
  expect(wrong.$('.govuk-error-summary').text()).toContain('Choose the conference');
  expect(bob).toBeGreaterThan(0);
});

it('says why not, what would cover the rest, and what if', async () => {
  const [ada, una] = [await person('Ada Okafor'), await person('Una Trained', null)];
  const [first, second] = [await conference('09:00', '11:00'), await conference('10:00', '12:00')];
  const plan = await planned();
  const uncovered = (await priya.get(plan)).$('tr:contains("Still uncovered")').attr('id')!;
  const other = uncovered === first ? second : first;

  await priya.post(`${plan}/questions`, { kind: 'why', sitting: uncovered, person: String(una) }, plan);
  await priya.post(`${plan}/questions`, { kind: 'why', sitting: uncovered, person: String(ada) }, plan);
  await priya.post(`${plan}/questions`, { kind: 'cover', sitting: uncovered }, plan);
  expect((await priya.get(plan)).text).toContain('Being worked out');
  await work.turn();
  const answers = (await priya.get(plan)).$('main').text();
  expect(answers).toContain('Una Trained does not have the skill "conference-trained".');
  expect(answers).toContain(`Ada Okafor on ${uncovered} would be as good`);
  expect(answers).toContain(`${other}: nobody leads instead of Ada Okafor`);
  expect(answers).toContain('Una Trained has conference-trained in date by then.');
  expect(answers).toContain('Move it 60 minutes');

  const whatIf = await priya.post(`${plan}/away`, { awayId: String(ada), awayFrom: day, awayTo: '' }, plan);
  await work.turn();
  expect((await priya.get(whatIf.location!)).$('main').text()).toContain('0 of 2 conferences have a lead');
  await priya.post(`${whatIf.location}/commit`, {}, whatIf.location!);
  expect(await leads()).toEqual([]);
  const more = { moreHub: 'reading', moreKind: 'icpc', moreDate: day, moreStart: '15:00', moreMinutes: '60' };
  const added = await priya.post(`${plan}/more`, more, plan);
  await work.turn();
  expect((await priya.get(added.location!)).$('main').text()).toContain('2 of 3 conferences have a lead');
  const wrong = await priya.post(`${plan}/more`, { ...more, moreStart: '25:00' }, plan);
  expect([wrong.status, wrong.$('#moreMinutes').val()]).toEqual([422, '60']);
  const later = Temporal.PlainDate.from(day).add({ days: 30 }).toString();
  const outside = await priya.post(`${plan}/more`, { ...more, moreDate: later }, plan);
  expect([outside.status, outside.$('#moreDate').val()]).toEqual([422, later]);
  expect(outside.$('.govuk-error-summary').text()).toContain('Add a conference on a day that is planned');
  expect(outside.$('#sitting').text()).toMatch(new RegExp(`ICPC · ${first}`));
});

it('leaves as it is what somebody meant against a rule, unless it is to be planned anew', async () => {
  const una = await person('Una Trained', null);
  const first = await conference('09:00', '10:00');
  await assign(first, una);
  await person('Ada Okafor');
  const plan = await planned();
  expect((await priya.get(plan)).$('main').text()).toContain('Una Trained does not have the skill');
  const anew = await priya.post(
    `${plan}/locks`,
    { kind: 'not', attendeeId: String(una), conference: first, day: '' },
    plan,
  );
  await work.turn();
  expect((await priya.get(anew.location!)).$(`#${first}`).text()).toContain('Changed');
});

it('is for coordinators and supervisors, and looks absent to those of another hub', async () => {
  const plan = await planned();
  const tom = await test.signIn('Tom Price', ['coordinator'], ['slough']);
  expect((await tom.get(plan)).status).toBe(404);
  expect((await tom.post(`${plan}/commit`, {}, '/plan')).status).toBe(404);
  expect((await tom.post('/plan', { hubs: ['reading'], from: day, to: day })).status).toBe(303);
  expect((await tom.get('/plan')).text).not.toContain('>Reading<');
  const ben = await test.signIn('Ben Carter', ['attendee']);
  expect([(await ben.get('/plan')).status, (await ben.get(plan)).status]).toEqual([404, 404]);
  const other = await program.post('/api/v1/plans', { from: day, to: day, hubs: ['oxfordshire'] });
  expect(other).toMatchObject({ status: 403, body: { type: '/api/problems/not-your-hub' } });
});

it.each([
  [{ from: 'someday' }, 'Enter the first day'],
  [{ to: '1/1/20' }, 'before the first'],
  [{ from: '1/1/26', to: '2/1/26' }, 'These days are over'],
  [{ from: '1/12/26', to: '1/3/27' }, 'at most 31 days'],
  [{ hubs: 'atlantis' }, 'Choose at least one hub'],
])('refuses %j with a sentence, and keeps what was typed', async (wrong, sentence) => {
  const typed = { hubs: 'reading', from: day, to: day, who: 'everybody', ...wrong };
  const answer = await priya.post('/plan', typed);
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain(sentence);
  expect([answer.$('#from').val(), answer.$('input[name=who]:checked').val()]).toEqual([typed.from, 'everybody']);
});

it('says what failed: a solver that falls, a fault of ours, a program that stops again and again', async () => {
  await person('Ada Okafor');
  await conference('09:00', '10:00');
  const ask = async (): Promise<string> =>
    (await program.post('/api/v1/plans', { from: day, to: day })).headers['location']!;
  const falls = await ask();
  const failure = 'The solver failed (out of memory): this is the best plan that was found before.';
  const fallen = { columns: [1], proofs: [], ended: 'failed', failure } as const;
  await worker(new SolvingHere(() => Promise.resolve(fallen))).turn();
  expect((await program.get(falls)).body).toMatchObject({ state: 'done', plan: { proven: false, remark: failure } });

  const fault = await ask();
  await worker(new SolvingHere(() => Promise.reject(new Error('a bug')))).turn();
  expect((await program.get(fault)).body).toMatchObject({ state: 'failed', plan: null });

  const stops = await ask();
  await test.db.transaction((tx) => run(tx, `update plan set state = 'running', attempts = 2 where state = 'queued'`));
  await work.turn();
  const { body } = await program.get(stops);
  expect(body).toMatchObject({ state: 'failed', sentences: [expect.stringContaining('stopped twice')] });
  expect((await program.post(`${stops}/commit`, {})).status).toBe(409);
});

it('refuses more sittings than one plan takes', async () => {
  await test.db.transaction((tx) =>
    run(
      tx,
      `with made as (
         insert into conference (reference, hub_code, kind, state, version, created_at)
         select 'TV-27-' || lpad(n::text, 6, '0'), 'slough', 'icpc', 'scheduled', 1, $2 from generate_series(1, 10000) n
         returning id)
       insert into sitting (conference_id, number, starts_at, ends_at, mode)
       select id, 1, $1::timestamptz + interval '10 hours', $1::timestamptz + interval '11 hours', 'video' from made`,
      [day, test.clock.now()],
    ),
  );
  const answer = await priya.post('/plan', { hubs: ['slough'], from: day, to: day });
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain('10000 open sittings are too many for one plan');
});
