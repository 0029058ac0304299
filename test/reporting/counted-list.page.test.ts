import { run } from '../../src/database/sql.js';
import { invent } from './invented.js';
import { at, namedIn, november, words, type November } from './november.js';

let test: November['test'];
let coordinator: November['coordinator'];
let attended: November['attended'];
let missed: November['missed'];
let ahead: November['ahead'];
let uninvited: November['uninvited'];

beforeAll(async () => {
  ({ test, coordinator, attended, missed, ahead, uninvited } = await november());
});
afterAll(() => test.stop());

describe('the list behind a number', () => {
  it('gives each conference its reason for counting, its rule and its version', async () => {
    const { $ } = await coordinator.get('/performance/conferences?measure=A1&month=2026-11&counted=missed');
    const cells = $(`a[href="/conferences/${missed}"]`).closest('tr').find('th, td').map((_i, cell) => words($(cell).text())).get(); // prettier-ignore
    expect(cells.slice(0, 5)).toEqual([
      'Thu 12 Nov 2026',
      missed,
      'ICPC',
      'Slough',
      'Counts as an initial conference TVP knew of; TVP did not attend.',
    ]);
    expect(cells.slice(6, 9)).toEqual(['0 days', 'recorded', 'A1, 1.0']);
  });

  it('shows beside it how many there are of every other sort, and names what it was narrowed to', async () => {
    const { $ } = await coordinator.get('/performance/conferences?measure=A1&month=2026-11&months=12&hub=reading&notice=5-9'); // prettier-ignore
    expect(words($('nav[aria-label="How they counted"]').text())).toMatch(/Missed 0 .*Attended 13 .*Not counted 2/);
    expect(words($('h1').text())).toContain('December 2025 to November 2026 · Reading · notice: 5 to 9 working days');
  });

  it('pages, fifty at a time, and sorts by date and hub', async () => {
    const ones = '/performance/conferences?measure=A1&month=2026-11&months=24&counted=counted';
    const later = await coordinator.get(`${ones}&page=2`);
    expect(later.text).toContain('There is no such page');
    const first = await coordinator.get(`${ones}&sort=-date`);
    expect(first.$('th[aria-sort]').attr('aria-sort')).toBe('descending');
    expect(namedIn(first.$)[0]).toBe(missed);
    const byHub = await coordinator.get(`${ones}&sort=-hub`);
    expect(namedIn(byHub.$)[0]).toBe(missed);
  });

  it('answers a filter that means nothing with sentences and a list that means something', async () => {
    const { status, $ } = await coordinator.get('/performance/conferences?measure=Z&months=99&reason=x');
    expect(status).toBe(422);
    const said = $('.govuk-error-summary a').map((_i, a) => words($(a).text())).get(); // prettier-ignore
    expect(said).toEqual([
      'Choose between 1 and 24 months',
      'Choose a measure from the list',
      'Choose a reason from the list',
    ]);
    for (const a of $('.govuk-error-summary a').get()) expect($($(a).attr('href')!)).toHaveLength(1);
  });
});

describe('the list as a file', () => {
  const href = '/performance/conferences.csv?measure=A1&month=2026-11&counted=counted';

  it('holds a row a conference, and nothing about a child or in free text', async () => {
    const { status, text } = await coordinator.get(href);
    expect(status).toBe(200);
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toContain('reference,date,starts,hub,kind,measure');
    expect(lines.slice(1).map((line) => line.slice(0, 12))).toEqual([attended, missed]);
    expect(text).not.toContain('Told at 08:00');
  });

  it('is offered by the list, with what the list was narrowed to', async () => {
    const page = await coordinator.get('/performance/conferences?measure=A1&month=2026-11&counted=counted&hub=slough');
    const link = page.$('a:contains("CSV")').attr('href') ?? '';
    expect(link).toMatch(/^\/performance\/conferences\.csv\?/);
    expect((await coordinator.get(link)).text.trimEnd().split('\r\n')).toHaveLength(2);
  });

  it('is not made from a filter that means nothing', async () => {
    expect((await coordinator.get(`${href}&reason=x`)).status).toBe(400);
  });
});

describe('why one conference counts', () => {
  it('names the rules in order, the measure, the month and the version', async () => {
    const { status, $ } = await coordinator.get(`/performance/explain/${missed}`);
    expect(status).toBe(200);
    expect(words($('h1').text())).toContain(`How ${missed} counts`);
    const rules = $('main table').first().find('tbody td').map((_i, td) => words($(td).text())).get(); // prettier-ignore
    expect(rules).toEqual(['Met', 'Met', 'Met', 'Met', 'Not met']);
    const facts = words($('main dl').text());
    for (const said of ['A1, ICPC participation', 'November 2026', 'Version 1.0', 'Missed', 'Did not attend']) {
      expect(facts).toContain(said);
    }
  });

  it('stops at the rule that kept a conference out', async () => {
    const { $ } = await coordinator.get(`/performance/explain/${uninvited}`);
    const rules = $('main table').first().find('tbody td').map((_i, td) => words($(td).text())).get(); // prettier-ignore
    expect(rules).toEqual(['Met', 'Met', 'Not met', 'not asked', 'not asked']);
    expect($('main').text()).toContain('Does not count: the invitation came after the start.');
  });

  it('says of a conference ahead that it counts nowhere yet', async () => {
    const { $ } = await coordinator.get(`/performance/explain/${ahead}`);
    expect(words($('main').text())).toContain(
      'It is part of no figure before it is due to end, on Fri 20 Nov 2026, 09:30',
    );
  });

  it('shows it when what is stored is not what the facts give', async () => {
    const reference = await invent(test, { sittings: [at('2026-07-01T09:00:00Z')] });
    await test.db.transaction((tx) => run(tx, `update conference set state = 'voided' where reference = $1`, [reference])); // prettier-ignore
    const { $ } = await coordinator.get(`/performance/explain/${reference}`);
    expect($('main').text()).toContain('What is stored is not what the facts below give');
  });
});
