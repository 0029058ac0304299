import { ParticipationService } from '../../src/participation/participation.service.js';
import { row, rows, run } from '../../src/database/sql.js';
import { monthsUntil } from '../../src/reporting/figures.js';
import { officersTrained, trainedAt } from '../../src/priorities/training.queries.js';
import { disclosures } from '../../src/priorities/evidence.queries.js';
import { testApp, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let margaret: Browser;
let priya: Browser;
const HUBS = ['reading', 'slough'];
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** October: Ada in date on the day, Ben not any more, one by nobody knows whom, one missed; one of Slough, by Ada, late in the day. */
beforeAll(async () => {
  test = await testApp('2026-09-01T09:00:00Z');
  const make = given(test);
  const ada = await make.attendee('Ada Okafor');
  const ben = await make.attendee('Ben Carter');
  await test.db.transaction(async (tx) => {
    await run(tx, `insert into attendee_skill values ($1, 'conference-trained', '2026-10-06')`, [ada.id]);
    await run(tx, `insert into attendee_skill values ($1, 'conference-trained', '2026-10-05')`, [ben.id]);
  });
  const at = (time: string, hubCode: string) =>
    make.conference({
      hubCode,
      startsAt: Temporal.Instant.from(`2026-10-06T${time}:00Z`),
      endsAt: Temporal.Instant.from(`2026-10-06T${time}:30Z`).add({ minutes: 60 }),
      receivedAt: Temporal.Instant.from('2026-08-28T09:00:00Z'),
    });
  const held = [await at('09:30', 'reading'), await at('10:30', 'reading'), await at('11:30', 'reading')];
  const slough = await at('17:30', 'slough');
  test.clock.set('2026-11-25T09:00:00Z');
  const lead = await make.coordinator();
  const outcome = (reference: string, attendedById: number | null) =>
    test.app.get(ParticipationService).record(lead, reference, {
      outcome: attendedById === null ? 'not' : 'attended',
      presentAtDecision: attendedById !== null,
      mode: attendedById === null ? null : 'video',
      attendedById,
      reason: attendedById === null ? 'late-notice' : null,
      reasonNote: null,
      attribution: attendedById === null ? 'partner' : null,
      correction: null,
    });
  const answers = [
    await outcome(held[0]!.reference, ada.id),
    await outcome(held[1]!.reference, ben.id),
    await outcome(held[2]!.reference, null),
    await outcome(slough.reference, ada.id),
  ];
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true, true]);
  margaret = await test.signIn('Margaret Ellis', ['leadership']);
  priya = await test.signIn('Priya Shah', ['coordinator'], HUBS);
}, 60_000);
afterAll(() => test.stop());

const textOf = (page: { $: Awaited<ReturnType<Browser['get']>>['$'] }, where: string): string =>
  page.$(where).text().replace(/\s+/g, ' ');

describe('the ten priorities', () => {
  it('say of each what stands behind it, and what cannot be told', async () => {
    const page = await margaret.get('/priorities');
    expect(page.status).toBe(200);
    expect(page.$('section.cct-section')).toHaveLength(10);
    expect(textOf(page, '#priority-1')).toContain(
      'In October 2026 4 conferences needed police. 1 conference was missed.',
    );
    expect(textOf(page, '#priority-1')).toContain('3 of 4');
    expect(page.$('#priority-1 dd a').first().attr('href')).toBe(
      '/performance/conferences?measure=A1&month=2026-10&months=1&counted=counted',
    );
    expect(textOf(page, '#priority-2')).toContain('2 of 3 (66.7 %) attended conferences');
    expect(textOf(page, '#priority-3')).toContain('The child was heard at 0 of 3');
    expect(textOf(page, '#priority-4')).toContain('No challenge was raised in twelve months');
    expect(textOf(page, '#priority-6')).toContain('1 of 4 (25.0 %) conferences began or ended outside');
    expect(textOf(page, 'main')).toContain('What the tracker cannot tell');
    for (const link of page.$('#priority-1 dd a').toArray()) {
      expect((await margaret.get(page.$(link).attr('href')!)).status).toBe(200);
    }
  });

  it('count only the hubs of whoever asks', async () => {
    const tom = await test.signIn('Sam Slough', ['coordinator'], ['slough']);
    const page = await tom.get('/priorities');
    expect(textOf(page, '#priority-1')).toContain('1 conference needed police. Police were at all of them.');
    const other = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect(textOf(await other.get('/priorities'), '#priority-1')).toContain('Nothing was held in October 2026');
    expect(textOf(await other.get('/priorities/training'), 'main')).not.toContain('Ben Carter');
  });

  it('leave out links to pages that a person may not open', async () => {
    const sunita = await test.signIn('Sunita Rao', ['administrator']);
    const page = await sunita.get('/priorities');
    expect(textOf(page, '#priority-1')).toContain('3 of 4');
    expect(page.$('#priority-1 dd a')).toHaveLength(0);
    expect(page.$('#priority-2 dd a').first().attr('href')).toBe('/priorities/training');
  });

  it.each(['', '/demand', '/training', '/guidance', '/recommendations', '/recommendations/new'])(
    'do not exist at /priorities%s for somebody who only attends',
    async (path) => {
      const ada = await test.signIn('Ada Okafor', ['attendee'], ['reading']);
      expect((await ada.get(`/priorities${path}`)).status).toBe(404);
    },
  );

  it('set what is to come against who is there, within the hubs of whoever asks', async () => {
    const page = await priya.get('/capacity');
    expect(page.status).toBe(200);
    expect(page.$('svg[role=img]').length).toBe(2);
    expect(textOf(page, 'main')).toContain('negative binomial prediction interval');
    const rows = page.$('table').eq(1).find('tbody th');
    expect(rows.map((_, one) => page.$(one).text()).get()).toEqual(['Reading', 'Slough']);
    const other = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    const unknown = textOf(await other.get('/capacity'), 'main');
    expect(unknown).toContain('There is too little history yet');
    expect(unknown).not.toContain('that are over');
    expect((await (await test.signIn('Ada Okafor', ['attendee'], ['reading'])).get('/capacity')).status).toBe(404);
  });

  it('show demand by hub, weekday and hour, in London time', async () => {
    const page = await priya.get('/priorities/demand');
    expect(textOf(page, 'main')).toContain('most start on Tuesdays from 10:00');
    expect(page.$('svg[role=img]').length).toBe(2);
    const slough = page.$('tr').filter((_, line) => page.$(line).find('th').first().text() === 'Slough');
    expect(slough.text().replace(/\s+/g, ' ')).toContain('1 of 1');
  });
});

describe('training on the day', () => {
  const reach = () => ({ hubs: HUBS, now: test.clock.now() });

  it('asks about whoever went, on the London day of the conference', async () => {
    const months = monthsUntil(Temporal.PlainYearMonth.from('2026-10'), 1);
    const cells = await trainedAt(test.db.reader, months, reach());
    expect(cells.toSorted((a, b) => a.hubCode.localeCompare(b.hubCode))).toEqual([
      { hubCode: 'reading', attended: 2, trained: 1, unknown: 0 },
      { hubCode: 'slough', attended: 1, trained: 1, unknown: 0 },
    ]);
    expect(
      await trainedAt(test.db.reader, monthsUntil(months.to.toPlainYearMonth().add({ months: 1 }), 1), reach()),
    ).toEqual([]);
  });

  it('tells what runs out, with both ends included', async () => {
    const cells = (today: string, until: string) =>
      officersTrained(test.db.reader, ['reading'], { today: day(today), until: day(until) });
    expect(await cells('2026-10-05', '2026-10-06')).toEqual([
      { hubCode: 'reading', officers: 2, inDate: 2, expiring: 2 },
    ]);
    expect(await cells('2026-10-06', '2027-01-01')).toEqual([
      { hubCode: 'reading', officers: 2, inDate: 1, expiring: 1 },
    ]);
  });

  it('names people only to those who may read about them', async () => {
    expect(textOf(await priya.get('/priorities/training'), 'main')).toContain('Ran out on 5 October 2026');
    expect(textOf(await margaret.get('/priorities/training'), 'main')).not.toContain('Ben Carter');
  });
});

it('counts disclosures by hub, from the trail', async () => {
  const { id } = (await row<{ id: number }>(test.db.reader, `select id from conference where hub_code = 'slough'`))!;
  await test.db.transaction((tx) =>
    tx.query(
      `insert into audit_event (at, actor, action, conference_id, detail) values
         ('2026-11-01', 'T', 'mail.sent', ${id}, '{}'), ('2026-11-01', 'T', 'conference.listed', null, '{"page": "/performance/conferences.csv"}'),
         ('2025-11-01', 'T', 'mail.sent', ${id}, '{}'), ('2026-11-01', 'T', 'conference.listed', null, '{"page": "/performance"}')`,
    ),
  );
  const since = Temporal.Instant.from('2026-01-01T00:00:00Z');
  expect(await disclosures(test.db.reader, since, ['slough'])).toEqual({ calendarMail: 1, letters: 0, files: 1 });
  expect(await disclosures(test.db.reader, since, ['reading'])).toMatchObject({ calendarMail: 0 });
});

describe('the register of recommendations', () => {
  const RECOMMENDATION = {
    source: 'Invented audit',
    wording: 'Do it.',
    owner: 'Head of MASH',
    dueOn: '31/3/27',
    status: 'open',
    evidence: '',
    evidenceLink: '',
    version: '',
  };
  const add = async (over: Partial<typeof RECOMMENDATION> = {}): Promise<number> => {
    const answer = await margaret.post('/priorities/recommendations/new', { ...RECOMMENDATION, ...over });
    expect(answer.status).toBe(303);
    return (await row<{ id: number }>(test.db.reader, 'select max(id) as id from recommendation'))!.id;
  };
  const edit = (id: number) => `/priorities/recommendations/${id}/edit`;
  const trail = (id: number) =>
    rows(
      test.db.reader,
      `select action from audit_event where detail ->> 'recommendationId' = $1 order by audit_event.id`,
      [String(id)],
    );

  it('teaches while it is empty, then holds what is added, with its history', async () => {
    expect(textOf(await margaret.get('/priorities/recommendations'), 'main')).toContain('No recommendation is on');
    const id = await add();
    const done = { ...RECOMMENDATION, status: 'done', evidence: 'Briefing given', version: '1' };
    expect((await margaret.post(edit(id), done)).location).toBe('/priorities/recommendations');
    const register = await margaret.get('/priorities/recommendations');
    expect(textOf(register, `#recommendation-${id}`)).toContain('Done');
    expect(textOf(await margaret.get(edit(id)), '#history')).toContain('Status: Done (before: Open)');
    expect(await trail(id)).toEqual([{ action: 'recommendation.added' }, { action: 'recommendation.changed' }]);
  });

  it('keeps what was typed when something is wrong, and changes nothing', async () => {
    const id = await add();
    const answer = await margaret.post(edit(id), { ...RECOMMENDATION, status: 'embedded', owner: 'New', version: '1' });
    expect(answer.status).toBe(422);
    expect(answer.$('.govuk-error-summary').text()).toContain('Say what shows that it was done');
    expect(answer.$('[name=owner]').attr('value')).toBe('New');
    expect(await trail(id)).toHaveLength(1);
  });

  it('shows both when somebody else changed it meanwhile', async () => {
    const id = await add();
    await margaret.post(edit(id), { ...RECOMMENDATION, owner: 'First', version: '1' });
    const answer = await margaret.post(edit(id), { ...RECOMMENDATION, owner: 'Second', version: '1' });
    expect(answer.status).toBe(409);
    expect(textOf(answer, 'main table')).toContain('First Second');
    const again = { ...RECOMMENDATION, owner: 'Second', version: answer.$('[name=version]').attr('value')! };
    expect((await margaret.post(edit(id), again)).status).toBe(303);
  });

  it('lets one of two win who save the same version at once', async () => {
    const id = await add();
    const save = (owner: string) => margaret.post(edit(id), { ...RECOMMENDATION, owner, version: '1' }, edit(id));
    const answers = await Promise.all([save('First'), save('Second')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('records nothing when nothing changed', async () => {
    const id = await add();
    await margaret.post(edit(id), { ...RECOMMENDATION, version: '1' });
    expect(await trail(id)).toHaveLength(1);
  });

  it('can be read but not changed by a coordinator', async () => {
    const id = await add();
    const register = await priya.get('/priorities/recommendations');
    expect(register.status).toBe(200);
    expect(register.$('main a[href$="/edit"]')).toHaveLength(0);
    expect((await priya.get(edit(id))).status).toBe(404);
    const forged = await priya.post(edit(id), { ...RECOMMENDATION, version: '1' }, '/priorities/recommendations');
    expect(forged.status).toBe(404);
    for (const unknown of ['999', 'one'])
      expect((await margaret.get(`/priorities/recommendations/${unknown}/edit`)).status).toBe(404);
  });
});

describe('guidance whose review is overdue', () => {
  afterEach(() => test.clock.set('2026-11-25T09:00:00Z'));

  const soon = (hours: number) => test.clock.now().add({ hours: 24 + hours });

  it('is said where it is used, and owed by administrators', async () => {
    expect(textOf(await priya.get('/automation'), 'main')).not.toContain('Review overdue');
    test.clock.set('2028-06-01T09:00:00Z');
    const [late, sunita] = [
      await test.signIn('Priya Shah', ['coordinator'], HUBS),
      await test.signIn('Sunita Rao', ['administrator']),
    ];
    expect(textOf(await late.get('/automation'), 'main')).toContain(
      'Automation, version 1.0, should have been reviewed',
    );
    const { reference } = await given(test).conference({
      kind: 'rcpc',
      startsAt: soon(9),
      endsAt: soon(10),
      receivedAt: soon(-48),
    });
    for (const [path, name] of [
      ['/performance', 'Measures'],
      [`/conferences/${reference}/assign`, 'Skills'],
      [`/conferences/${reference}/relevance`, 'Relevance criteria'],
    ] as const) {
      expect(textOf(await late.get(path), 'main')).toContain(`${name}, version 1.0, should have been reviewed`);
    }
    expect(textOf(await late.get('/board'), 'main')).not.toContain('should have been reviewed');
    const page = await sunita.get('/priorities/guidance');
    const files = Object.keys(test.surroundings.reference.editions).length;
    expect(page.$('tbody tr')).toHaveLength(files);
    expect(page.$('nav a[href="/priorities"] .cct-count').text()).toBe(String(files + 1));
    expect(textOf(page, '.cct-notice')).toContain('config/relevance-criteria.json');
    expect(textOf(page, '.cct-notice')).toContain('add those that the government has published');
    expect(textOf(await late.get('/priorities/guidance'), 'main')).not.toContain('are owed');
  });
});
