import { load } from 'cheerio';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { rows } from '../../src/database/sql.js';
import { policeKey } from '../../src/markers/marker.js';
import { MarkersService } from '../../src/markers/markers.service.js';
import { NoticeWork } from '../../src/relevance/notice-work.service.js';
import { RelevanceService } from '../../src/relevance/relevance.service.js';
import { testApi, type Program, type TestApi } from '../support/api.js';
import type { Answer, Browser } from '../support/app.js';

let test: TestApi;
let priya: Browser;
let tom: Browser;
let robot: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
  tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
  robot = await test.as('mash-robot');
});
afterAll(() => test.stop());

let families = 0;
/** A review of a child with a police reference of its own, decided not relevant. */
async function notRelevant(): Promise<{ review: Conference; policeReference: string }> {
  families += 1;
  const policeReference = `43/00${families}`;
  const child = { ...NOTHING_KNOWN, policeReference };
  const review = await test.given.conference({ kind: 'rcpc', children: [child], another: true } as object);
  await decide(review, 'not-relevant');
  return { review, policeReference };
}
const decide = async ({ reference }: Conference, value: 'not-relevant' | 'undecided'): Promise<unknown> =>
  test.app
    .get(RelevanceService)
    .decide(await test.given.coordinator(), reference, { value, criteria: [], reason: 'nothing new' });
const decisions = ({ id }: Conference): Promise<{ value: string; reason: string; criteriaVersion: string }[]> =>
  rows(
    test.db.reader,
    'select value, reason, criteria_version from relevance_decision where conference_id = $1 order by id',
    [id],
  );
const values = async (review: Conference): Promise<string[]> => (await decisions(review)).map(({ value }) => value);
const main = ({ $ }: Answer): string => $('main').text().replace(/\s+/g, ' ');
const typed = (policeReference: string, over: object = {}): Record<string, string> => ({
  policeReference,
  kind: 'incident',
  occurredOn: '19/11/26',
  ...over,
});
let keys = 0;
const send = (markers: readonly object[], headers = { 'idempotency-key': `m${(keys += 1)}` }, who = robot) =>
  who.post('/api/v1/markers', { markers }, headers);

it('opens a review again, counts it afresh, and tells the board, the list, the page and the hub', async () => {
  const { review, policeReference } = await notRelevant();
  const answer = await priya.post('/markers/one', typed(policeReference.replace('/', ' ')), '/markers');
  expect((await priya.get(answer.location!)).$('[role=status]').text()).toContain(review.reference);
  expect((await decisions(review)).at(-1)).toEqual({
    value: 'undecided',
    reason: 'Reopened: Incident of 19 November 2026',
    criteriaVersion: '1.0',
  });
  const because = 'Incident of 19 November 2026';
  expect((await priya.get('/board')).$(`#${review.reference}`).text()).toContain(`opened again: ${because}`);
  const list = await priya.get('/relevance');
  expect(main(list)).toContain(`Opened again`);
  expect(main(list)).toContain(`Incident, 19 November 2026, from a police marker`);
  const page = await priya.get(`/conferences/${review.reference}/relevance`);
  expect(page.$('input[name=criteria]:checked').val()).toBe('new-incident');
  expect(page.$('input[name=value]:checked').length).toBe(0);
  expect(await test.app.get(NoticeWork).turn()).toBe(1);
  expect(test.mailer.sent.at(-1)).toMatchObject({ subject: expect.stringContaining(review.reference) });
  expect(await test.app.get(NoticeWork).turn()).toBe(0);
  const counted = await rows(
    test.db.reader,
    `select in_denominator, why from measure where conference_id = $1 and measure = 'B1'`,
    [review.id],
  );
  expect(counted).toEqual([{ inDenominator: true, why: expect.any(String) }]);
});

it('tells the hub once a day for a conference, and tries again when the mail fails', async () => {
  const { review, policeReference } = await notRelevant();
  test.mailer.failure = new Error('no route');
  await send([typed(policeReference)]);
  await test.app.get(NoticeWork).turn();
  const notices = () =>
    rows(test.db.reader, `select state, last_error from notice where topic = 'relevance' and about like $1`, [
      `${review.reference}/%`,
    ]);
  expect(await notices()).toEqual([{ state: 'owed', lastError: 'no route' }]);
  test.mailer.failure = null;
  await decide(review, 'not-relevant');
  await send([typed(policeReference, { kind: 'encompass' })]);
  expect(await values(review)).toEqual(['not-relevant', 'undecided', 'not-relevant', 'undecided']);
  expect(await notices()).toHaveLength(1);
});

it('leaves what happened before, what is decided otherwise, and what has begun', async () => {
  const old = await notRelevant();
  await send([typed(old.policeReference, { occurredOn: '01/02/26' })]);
  expect(await values(old.review)).toEqual(['not-relevant']);
  const open = await notRelevant();
  await decide(open.review, 'undecided');
  await send([typed(open.policeReference)]);
  expect(await values(open.review)).toEqual(['not-relevant', 'undecided']);
  const begun = await notRelevant();
  test.clock.set('2026-11-30T09:30:00Z');
  await send([typed(begun.policeReference)]);
  test.clock.set('2026-11-20T09:00:00Z');
  expect(await values(begun.review)).toEqual(['not-relevant']);
});

it('never loses a marker to a decision made at the same moment', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    const { review, policeReference } = await notRelevant();
    const coordinator = await test.given.coordinator();
    const marker = test.app.get(MarkersService).record(coordinator, [typed(policeReference) as never], 'page');
    await Promise.all([decide(review, 'not-relevant'), marker]);
    // Decided first, it was opened again; decided last, a person decided on a page that shows the marker.
    const found = await values(review);
    expect(['not-relevant,not-relevant,undecided', 'not-relevant,undecided,not-relevant']).toContain(found.join());
  }
});

describe('by program', () => {
  it('gives what became of each, and the same again for the same key', async () => {
    const { review, policeReference } = await notRelevant();
    const markers = [
      typed(policeReference, { occurredOn: '2026-11-19' }),
      typed(policeReference),
      typed('no child has this'),
      typed(policeReference, { kind: 'rumour' }),
    ];
    const first = await send(markers, { 'idempotency-key': 'same' });
    expect(first).toMatchObject({
      status: 200,
      body: {
        results: [
          { state: 'added', detail: null, matched: true },
          { state: 'known', detail: null, matched: true },
          { state: 'added', matched: false },
          { state: 'refused', detail: expect.stringContaining('There is no such kind of marker') },
        ],
        reopened: [review.reference],
      },
    });
    const again = await send(markers, { 'idempotency-key': 'same' });
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await send(markers)).body.results[0]).toMatchObject({ state: 'known' });
  });

  it.each([
    [{ markers: 'all' }, 422, 'invalid-body'],
    [{ markers: [{ policeReference: '1', kind: 'incident' }] }, 422, 'invalid-body'],
    [{ markers: [{ ...typed('1'), content: 'what happened' }] }, 422, 'invalid-body'],
  ])('refuses %j', async (body, status, kind) => {
    const answer = await robot.post('/api/v1/markers', body, { 'idempotency-key': `bad${(keys += 1)}` });
    expect(answer).toMatchObject({ status, body: { type: `/api/problems/${kind}` } });
  });

  it('is for coordinators and programs alone', async () => {
    const answer = await send([typed('1')], undefined, await test.as('margaret'));
    expect(answer.status).toBe(403);
  });
});

const BOUNDARY = 'x-boundary-x';
async function upload(list: string | null): Promise<Answer> {
  const token = (await priya.get('/markers')).$('input[name=_csrf]').first().attr('value') ?? '';
  const field = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n`;
  const name = list === null ? '' : 'markers.csv';
  const file = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${list ?? ''}\r\n`;
  const answer = await test.app.inject({
    method: 'POST',
    url: '/markers',
    headers: { cookie: `tracker=${priya.sessionCookie}`, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: `${field}${file}--${BOUNDARY}--\r\n`,
  });
  return { status: answer.statusCode, location: null, text: answer.body, $: load(answer.body) };
}

describe('a list', () => {
  it('is looked at before anything is recorded, row by row', async () => {
    const { review, policeReference } = await notRelevant();
    const many = Array.from({ length: 45 }, (_, i) => `x${i};Incident;1/11/26`).join('\n');
    const preview = await upload(
      `\uFEFFPolice Reference;Kind;Date\n${policeReference};Operation Encompass notification;19/11/2026\n;incident;1/11/26\n${many}`,
    );
    expect(preview.status).toBe(200);
    expect(main(preview)).toContain(
      '46 new, 45 of them without a child on record in your hubs, 1 refused and left out',
    );
    expect(main(preview)).toContain('The police reference is missing.');
    expect(await values(review)).toEqual(['not-relevant']);
    const carried = preview
      .$('input[name=rows]')
      .toArray()
      .map((one) => preview.$(one).attr('value')!);
    const done = await priya.post('/markers/list', { rows: carried }, '/markers');
    expect((await priya.get(done.location!)).$('[role=status]').text()).toContain('46 markers recorded.');
    expect(await values(review)).toEqual(['not-relevant', 'undecided']);
  });

  it.each([
    [null, 'Choose the list of markers'],
    ['Name,Age\na,b', 'The first row must name the columns: police reference, kind and date.'],
    ['police reference,kind,date', 'The list has its headings, but no row under them.'],
    ['%PDF-1.7', 'a PDF document'],
    [`ref,kind,date\n${'1,incident,1/11/26\n'.repeat(2_001)}`, 'The list has more than 2,000 rows.'],
  ])('is refused with a sentence', async (list, sentence) => {
    const answer = await upload(list);
    expect(answer.status).toBe(422);
    expect(answer.$('.govuk-error-summary').text()).toContain(sentence);
  });
});

it.each([
  [{ policeReference: '' }, 'The police reference is missing.'],
  [{ kind: '' }, 'There is no such kind of marker.'],
  [{ occurredOn: '21/11/26' }, 'The date is in the future.'],
])('refuses one typed as %j and keeps what was typed', async (over, sentence) => {
  const answer = await priya.post('/markers/one', typed('43999', over), '/markers');
  expect(answer.status).toBe(422);
  expect(answer.$('.govuk-error-summary').text()).toContain(sentence);
  expect(answer.$('#policeReference').val()).toBe(typed('43999', over)['policeReference']);
});

it('withdraws one with a reason: it speaks for nothing, and sent again stays so', async () => {
  const { review, policeReference } = await notRelevant();
  await priya.post('/markers/one', typed(policeReference), '/markers');
  const href = (await priya.get('/markers')).$(`a:contains("${policeKey(policeReference)}")`).attr('href')!;
  expect((await priya.post(href, { reason: ' ' })).status).toBe(422);
  expect((await tom.get(href)).status).toBe(404);
  expect((await tom.post(href, { reason: 'x' }, '/markers')).status).toBe(404);
  expect((await priya.post(href, { reason: 'wrong reference' })).status).toBe(303);
  const twice = await priya.post(href, { reason: 'again' });
  expect(twice.$('.govuk-error-summary').text()).toContain('A colleague has withdrawn it already.');
  expect((await send([typed(policeReference)])).body.results[0]).toMatchObject({ state: 'withdrawn' });
  const page = await priya.get(`/conferences/${review.reference}/relevance`);
  expect(page.$('input[name=criteria]:checked').length).toBe(0);
});

it('lists the reviews of the own hubs alone, and is not there for whoever decides nothing', async () => {
  const { review } = await notRelevant();
  await decide(review, 'undecided');
  expect(main(await priya.get('/relevance?hub=reading'))).toContain(review.reference);
  expect(main(await priya.get('/relevance?hub=slough'))).toContain('Every review is decided');
  expect(main(await tom.get('/relevance'))).toContain('Every review is decided');
  expect((await tom.get('/relevance?hub=reading')).status).toBe(404);
  const ada = await test.signIn('Ada Okafor', ['attendee']);
  expect((await ada.get('/relevance')).status).toBe(404);
  expect((await ada.get('/markers')).status).toBe(404);
});
