import type { CheerioAPI } from 'cheerio';
import { rows } from '../../src/database/sql.js';
import { namedIn, november, words, type November } from './november.js';

let test: November['test'];
let coordinator: November['coordinator'];
let chief: November['chief'];
let missed: November['missed'];
let open: November['open'];
let elsewhere: November['elsewhere'];
let ahead: November['ahead'];

beforeAll(async () => {
  ({ test, coordinator, chief, missed, open, elsewhere, ahead } = await november());
});
afterAll(() => test.stop());

/** The row of a table (or of the headline) that its first words name, cell by cell. */
const rowOf = ($: CheerioAPI, name: string): string[] =>
  $('main tr')
    .filter((_i, tr) => words($(tr).find('th[scope=row]').text()).startsWith(name))
    .first()
    .find('th, td')
    .map((_i, cell) => words($(cell).text()))
    .get();
const rowIn = ($: CheerioAPI, caption: string, name: string): string[] =>
  $('table')
    .filter((_i, table) => words($(table).find('caption').text()) === caption)
    .find('tbody tr')
    .filter((_i, tr) => words($(tr).find('th').text()) === name)
    .find('td')
    .map((_i, cell) => words($(cell).text()))
    .get();

describe('the page of figures', () => {
  it('says n of N, the percentage, its interval and the target of this month, and nothing that has not ended', async () => {
    const { status, $ } = await chief.get('/performance');
    expect(status).toBe(200);
    expect(words($('h1').text())).toBe('all hubsParticipation in November 2026 so far');
    expect(rowOf($, 'ICPCs attended')).toEqual([
      'ICPCs attended Below target',
      '1 of 3',
      '33.3 %',
      '(6.1 to 79.2)',
      'target 100 %',
    ]);
    expect(rowOf($, 'Relevant RCPCs attended').slice(1, 3)).toEqual(['1 of 2', '50.0 %']);
    expect(namedIn($)).not.toContain(ahead);
    expect($('main').text()).toContain('Counted by definitions 1.0');
  });

  it('counts what has ended meanwhile without anybody doing anything', async () => {
    test.clock.set('2026-11-20T09:30:00Z');
    const { $ } = await chief.get('/performance');
    test.clock.set('2026-11-20T09:00:00Z');
    expect(rowOf($, 'ICPCs attended')[1]).toBe('1 of 4');
    expect(namedIn($)).toContain(ahead);
  });

  it('names every miss with date, kind, hub, reason, whom it was down to, note and link', async () => {
    const { $ } = await coordinator.get('/performance');
    const cells = $(`a[href="/conferences/${missed}"]`).closest('tr').find('th, td').map((_i, cell) => words($(cell).text())).get(); // prettier-ignore
    expect(cells).toEqual([
      'Thu 12 Nov',
      `ICPC ${missed}`,
      'Slough',
      'Invited too late to find anyone, 0 working days of notice',
      'The local authority or another partner',
      'Told at 08:00',
      `Explain ${missed}`,
    ]);
    expect(words($(`a[href="/conferences/${open}"]`).closest('tr').text())).toContain('No outcome recorded');
    expect(words($('h2').text())).toContain('The 2 that were missed');
    expect(namedIn($).sort()).toEqual([missed, open].sort());
  });

  it('prints what is not recorded, and what was held without inviting TVP, as numbers of their own', async () => {
    const { $ } = await coordinator.get('/performance');
    expect(rowOf($, 'Outcome not recorded yet').slice(1)).toEqual(['0', '1']);
    expect(rowOf($, 'Held, but TVP was not invited').slice(1)).toEqual(['1', '0']);
    expect(rowOf($, 'Not counted: called off').slice(1)).toEqual(['2', '0']);
    expect($('main').text()).toContain('1 of 3 were attended (33.3 %)');
  });

  it('adds hubs up and never averages them', async () => {
    const { $ } = await chief.get('/performance');
    expect(rowIn($, 'By hub', 'Reading')).toEqual(['1 of 1 · 100.0 %', '13 of 13 · 100.0 %', '1 of 2 · 50.0 %', '1 of 2 · 50.0 %']); // prettier-ignore
    expect(rowIn($, 'By hub', 'Together')).toEqual(['1 of 3 · 33.3 %', '13 of 15 · 86.7 %', '1 of 2 · 50.0 %', '1 of 2 · 50.0 %']); // prettier-ignore
    expect(rowIn($, 'By hub', 'Wokingham')).toEqual(['none held', 'none held', 'none held', 'none held']);
  });

  it('shows reasons, whom misses were down to, and notice', async () => {
    const { $ } = await coordinator.get('/performance');
    expect(rowIn($, 'Missed, by reason', 'No outcome recorded')).toEqual(['0', '0', '1', '1']);
    expect(rowIn($, 'Missed, by reason', 'Invited too late to find anyone')).toEqual(['1', '1', '0', '0']);
    expect(rowIn($, 'Missed, by whom it was down to', 'The local authority or another partner')).toEqual(['1', '1', '0', '0']); // prettier-ignore
    const notice = 'By notice: from the first invitation to the start it named';
    expect(rowIn($, notice, '0 to 2 working days').slice(0, 2)).toEqual(['0 of 1 · 0.0 %', '0 of 1 · 0.0 %']);
    expect(rowIn($, notice, '5 to 9 working days').slice(0, 2)).toEqual(['1 of 1 · 100.0 %', '13 of 13 · 100.0 %']);
  });

  it('draws three charts, each after its sentence and with the same figures as a table', async () => {
    const { $ } = await coordinator.get('/performance');
    expect($('figure')).toHaveLength(3);
    expect(words($('figcaption').first().text())).toBe(
      'ICPCs: 13 of 14 attended (92.9 %) in 4 months. All were attended in 3 of them; the lowest is November 2026 so far with 1 of 2 (50.0 %). No month is more than chance: the dotted limits are what chance explains (three sigma, exact near 100 %). Milestones, marked □: Every month from April 2024 (100 %, April 2024 to March 2028).',
    );
    expect($('figure svg[role=img]')).toHaveLength(6);
    expect(rowIn($, 'Month by month', 'September 2026')).toEqual(['4 of 4 · 100.0 % (51.0 to 100.0)', 'none held']);
    expect($('[style], main script')).toHaveLength(0);
  });

  it('opens every number to a list that holds exactly so many', async () => {
    const { $ } = await coordinator.get('/performance');
    const numbers = $('main a[href^="/performance/conferences?"]').map((_i, a) => ({ href: $(a).attr('href')!, text: words($(a).text()) })).get(); // prettier-ignore
    expect(numbers.length).toBeGreaterThan(20);
    for (const { href, text } of numbers) {
      const list = await coordinator.get(href);
      const [n, of] = (text.match(/^(\d+)(?: of (\d+))?/) ?? []).slice(1);
      const total = /to \d+ of (\d+)/.exec(list.$('.cct-paging').text())?.[1];
      expect([href, list.status, total]).toEqual([href, 200, of ?? n]);
      if (of !== undefined) expect(words(list.$('.cct-status').first().text())).toContain(`${n} of ${of} attended`);
    }
  });

  it('says when a month has none held, and never 0 % or 100 %', async () => {
    const { $ } = await coordinator.get('/performance?month=2025-01');
    expect(rowOf($, 'ICPCs attended').slice(0, 3)).toEqual(['ICPCs attended None held', '0 of 0', 'none held']);
    expect(words($('h1').text())).toContain('January 2025');
    expect($('main').text()).toContain('Nothing has counted yet');
    expect($('figure')).toHaveLength(0);
  });

  it('says so when none was missed', async () => {
    const { $ } = await coordinator.get('/performance?month=2026-10');
    expect($('main').text()).toContain('None was missed');
    expect(rowOf($, 'ICPCs attended').slice(0, 3)).toEqual(['ICPCs attended On target', '4 of 4', '100.0 %']);
  });

  it('shows one hub when it is chosen', async () => {
    const { $ } = await chief.get('/performance?month=2026-11&hub=oxfordshire');
    expect(words($('h1').text())).toContain('Oxfordshire');
    expect(namedIn($)).toEqual([elsewhere]);
    expect($('select[name=hub] option[selected]').text()).toBe('Oxfordshire');
  });

  it.each([
    ['2026-13', 'Choose a month, such as 2026-11'],
    ['2027-01', 'Choose a month up to November 2026: January 2027 has not begun'],
  ])('answers month=%s with a sentence at the field and this month', async (month, sentence) => {
    const { status, $ } = await coordinator.get(`/performance?month=${month}`);
    expect(status).toBe(422);
    expect(words($('.govuk-error-summary a').text())).toBe(sentence);
    expect($($('.govuk-error-summary a').attr('href')!)).toHaveLength(1);
    expect($('h1').text()).toContain('November 2026');
  });
});

describe('who may see it', () => {
  it.each(['attendee', 'administrator', 'robot'] as const)('refuses the page and its file to %s', async (role) => {
    const someone = await test.signIn(`One ${role}`, [role]);
    for (const path of [
      '/performance',
      '/performance/conferences',
      '/performance/conferences.csv',
      `/performance/explain/${missed}`,
    ]) {
      expect([path, (await someone.get(path)).status]).toEqual([path, 403]);
    }
  });

  it('sends a stranger to sign in', async () => {
    const { status, location } = await test.stranger().get('/performance');
    expect([status, location]).toEqual([303, '/sign-in?returnTo=%2Fperformance']);
  });

  it.each(['oxfordshire', 'nowhere'])('answers another hub as one that does not exist: %s', async (hub) => {
    for (const path of ['/performance', '/performance/conferences', '/performance/conferences.csv']) {
      expect([path, (await coordinator.get(`${path}?hub=${hub}`)).status]).toEqual([path, 404]);
    }
  });

  it('answers a conference of another hub as one that does not exist', async () => {
    expect((await coordinator.get(`/performance/explain/${elsewhere}`)).status).toBe(404);
    expect((await coordinator.get('/performance/explain/TV-26-999999')).status).toBe(404);
  });

  it('counts nothing of another hub into the figures of a coordinator', async () => {
    const { $ } = await coordinator.get('/performance');
    expect(rowOf($, 'ICPCs attended')[1]).toBe('1 of 2');
    expect(words($('h1').text())).toContain('Reading, Slough');
    expect($('select[name=hub] option').map((_i, one) => $(one).text()).get()).toEqual(['all my hubs', 'Reading', 'Slough']); // prettier-ignore
  });

  it('needs no choice of hub from somebody who has one', async () => {
    const someone = await test.signIn('Tom Price', ['supervisor'], ['slough']);
    const { $ } = await someone.get('/performance');
    expect(
      $('select[name=hub] option')
        .map((_i, one) => $(one).text())
        .get(),
    ).toEqual(['Slough']);
    expect($('h1').text()).toContain('Slough');
  });
});

describe('the record of who looked', () => {
  it('names the conferences that each page showed', async () => {
    const auditor = await test.signIn('Ann Auditor', ['auditor']);
    await auditor.get('/performance?hub=slough');
    await auditor.get('/performance/conferences?hub=slough&month=2026-11');
    await auditor.get('/performance/conferences.csv?hub=slough&month=2026-11');
    await auditor.get(`/performance/explain/${missed}`);
    const seen = await rows(test.db.reader, `select e.action, e.detail, c.reference from audit_event e left join conference c on c.id = e.conference_id where e.actor = 'Ann Auditor' order by e.id`); // prettier-ignore
    expect(seen).toEqual([
      { action: 'conference.listed', detail: { page: '/performance', references: [missed] }, reference: null },
      {
        action: 'conference.listed',
        detail: { page: '/performance/conferences', references: [missed] },
        reference: null,
      },
      {
        action: 'conference.listed',
        detail: { page: '/performance/conferences.csv', references: [missed] },
        reference: null,
      },
      { action: 'conference.viewed', detail: {}, reference: missed },
    ]);
  });
});

describe('what came by automation', () => {
  const automated = (way: string | null): Promise<unknown> =>
    test.db.transaction((tx) =>
      tx.query(
        `update invitation set by_automation = $1 where id in (select i.id from invitation i
           join conference c on c.id = i.conference_id where c.hub_code = 'reading' order by i.recorded_at desc limit 2)`,
        [way],
      ),
    );
  afterEach(() => automated(null));

  it('stands as n of N with what it saved, the sum and the assumption', async () => {
    await automated('to-confirm');
    const { $ } = await chief.get('/performance');
    const part = words($('#automation').text());
    expect(part).toMatch(/2 of \d+ invitations \(\d+\.\d %\) recorded in November 2026 so far came by automation/);
    expect(part).toContain('that saved 468 keystrokes and 9 minutes');
    expect(part).toContain('2 × 240 − 2 × 6 − 0 × 0 = 468');
    expect(part).toContain('An assumption of the project, not a measurement');
    expect(rowIn($, 'Came by automation, by hub', 'Reading')[1]).toBe('468');
    expect(rowIn($, 'Came by automation, by hub', 'Oxfordshire')[1]).toBe('');
  });

  it('says so when nothing did', async () => {
    const { $ } = await chief.get('/performance');
    expect(words($('#automation').text())).toContain('0 of');
    expect($('#automation').text()).not.toContain('saved 0');
  });

  it('can be taken away as a file, within the hubs of whoever asks', async () => {
    await automated('unattended');
    const file = await chief.get('/performance/automation.csv?month=2026-11');
    expect(file.text.split('\r\n')[0]).toContain('month,hub,invitations,by_automation,of_these_to_confirm');
    expect(file.text).toMatch(/2026-11,Reading,\d+,2,0,480,600,1\.0/);
    expect((await coordinator.get('/performance/automation.csv?hub=oxfordshire')).status).toBe(404);
    expect((await chief.get('/performance/automation.csv?month=soon')).status).toBe(400);
  });
});
