import { namedIn, november, words, type November } from './november.js';

let test: November['test'];
let chief: November['chief'];
let coordinator: November['coordinator'];
let missed: November['missed'];

beforeAll(async () => {
  ({ test, chief, coordinator, missed } = await november());
});
afterAll(() => test.stop());

const cellsOf = ($: Awaited<ReturnType<typeof chief.get>>['$'], name: string): string[] =>
  $('main tr')
    .filter((_i, tr) => words($(tr).find('th[scope=row]').text()).startsWith(name))
    .first()
    .find('td')
    .map((_i, td) => words($(td).text()))
    .get();

it('shows every measure of the set, none held where there was none', async () => {
  const { $ } = await chief.get('/performance/measures');
  const ids = test.surroundings.reference.measures.map(({ id, name }) => `${id}, ${name}`);
  const shown = $('main table').first().find('tbody th').map((_i, th) => words($(th).text())).get(); // prettier-ignore
  for (const [at, id] of ids.entries()) expect(shown[at]).toContain(id);
  expect(cellsOf($, 'A1,')[0]).toBe('1 of 3 · 33.3 % (6.1 to 79.2)');
  expect(cellsOf($, 'A2,')[0]).toBe('1 of 4 · 25.0 % (4.6 to 69.9)');
  expect(cellsOf($, 'B1,')[2]).toBe('1 outcome not recorded');
  expect(cellsOf($, 'F1,')[0]).toBe('none held');
  expect(cellsOf($, 'F2,')[0]).toBe('0');
  expect(cellsOf($, 'D1,')[2]).toContain('Initial conferences: median 7 working days, 3 of 4 with enough notice');
  expect(cellsOf($, 'D2,')[0]).toBe('3');
  expect(cellsOf($, 'Invited too late')).toEqual(['The local authority or another partner', '1']);
});

it('opens every number to a list that holds exactly so many', async () => {
  const { $ } = await coordinator.get('/performance/measures?months=3');
  const links = $('main a[href^="/performance/conferences?"]').map((_i, a) => ({ href: $(a).attr('href')!, text: words($(a).text()) })).get(); // prettier-ignore
  expect(links.length).toBeGreaterThan(8);
  for (const { href, text } of links) {
    const list = await coordinator.get(href);
    const [n, of] = (text.match(/^(\d+)(?: of (\d+))?/) ?? []).slice(1);
    expect([href, list.$('.cct-paging').text()]).toEqual([href, expect.stringContaining(` of ${of ?? n}`)]);
    if (of !== undefined) expect(words(list.$('.cct-status').text())).toContain(`${n} of ${of}`);
  }
});

it('lists the conferences of any measure, met and not, also as a file', async () => {
  const late = await chief.get('/performance/conferences?measure=D1&month=2026-11&counted=missed');
  expect(late.status).toBe(200);
  expect(namedIn(late.$)).toContain(missed);
  expect(words(late.$('h1').text())).toContain('D1, ');
  const csv = await chief.get('/performance/conferences.csv?measure=D1&month=2026-11&counted=missed');
  expect(csv.text).toContain(`${missed},`);
  expect((await chief.get('/performance/conferences?measure=Z9')).status).toBe(422);
});

it('explains each measure of one conference', async () => {
  const { $ } = await chief.get(`/performance/explain/${missed}`);
  expect(cellsOf($, 'D1,')[0]).toBe('not met');
  expect(cellsOf($, 'B1,')).toEqual(['not in it', expect.stringContaining('Only: ')]);
});

it('keeps to the hubs within reach', async () => {
  expect((await coordinator.get('/performance/measures?hub=oxfordshire')).status).toBe(404);
  const attendee = await test.signIn('Ada Okafor', ['attendee']);
  expect((await attendee.get('/performance/measures')).status).toBe(403);
  expect((await chief.get('/performance/measures?month=2027-05')).status).toBe(422);
});

describe('in parts', () => {
  const opened = async (browser: typeof chief) => {
    const { $ } = await browser.get('/performance/parts');
    return $('main table a[href^="/performance/conferences?"]')
      .map((_i, a) => ({ href: $(a).attr('href')!, text: words($(a).text()) }))
      .get();
  };

  it('adds up to the same by kind, by mode and by day, and opens to exactly so many', async () => {
    const { $ } = await chief.get('/performance/parts');
    const tables = $('main table').map((_i, table) => words($(table).find('caption').text())).get(); // prettier-ignore
    expect(tables).toEqual(['By kind of conference', 'By how it was to be held', 'By day of the week']);
    const links = await opened(chief);
    const ofNovember = links.filter(({ href }) => href.includes('measure=A1') && !href.includes('months='));
    for (const by of ['kind', 'mode', 'weekday']) {
      const counts = ofNovember.filter(({ href }) => href.includes(`&${by}=`)).map(({ text }) => text.split(' · ')[0]!);
      const sum = (place: 0 | 1) => counts.reduce((all, text) => all + Number(text.split(' of ')[place]), 0);
      expect([by, sum(0), sum(1)]).toEqual([by, 1, 3]);
    }
    for (const { href, text } of links) {
      const list = await chief.get(href);
      expect([href, list.status]).toEqual([href, 200]);
      expect(words(list.$('.cct-paging').text())).toContain(` of ${text.match(/of (\d+)/)![1]}`);
    }
  });

  it('names people to whoever supervises their hub, and lists their conferences to nobody else', async () => {
    const helen = await test.signIn('Helen Lowe', ['supervisor'], ['reading']);
    const { $ } = await helen.get('/performance/parts');
    expect($('main table').last().find('caption').text()).toContain('By who went');
    expect($('main table').last().text()).toContain('Nobody was on it');
    for (const page of ['conferences', 'conferences.csv', 'export']) {
      const href = `/performance/${page}?measure=A1&month=2026-11&counted=counted&person=1`;
      expect([page, (await helen.get(href)).status]).toEqual([page, 200]);
      expect([page, (await chief.get(href)).status]).toEqual([page, 403]);
      expect([page, (await coordinator.get(href)).status]).toEqual([page, 403]);
    }
  });

  it.each(['kind=wedding', 'mode=pigeon', 'weekday=8', 'weekday=1&weekday=2', "person=1'--"])(
    'takes %s',
    async (query) => {
      const { status } = await chief.get(`/performance/conferences?${query}`);
      expect([200, 422]).toContain(status);
    },
  );
});
