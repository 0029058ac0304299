import { AbsencesService } from '../../src/attendees/absences.service.js';
import { absenceOf, rosterBetween } from '../../src/attendees/roster.queries.js';
import type { Attendee } from '../../src/attendees/attendee.queries.js';
import { rows } from '../../src/database/sql.js';
import { testApi, type Program, type TestApi } from '../support/api.js';
import type { Answer, Browser } from '../support/app.js';

let test: TestApi;
let admin: Browser;
let priya: Browser;
let stranger: Browser;
let program: Program;
let ada: Attendee;
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();
const errors = ({ $ }: Answer): string => words($('.govuk-error-summary').text());
const main = ({ $ }: Answer): string => words($('main').text());
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  ada = await test.given.attendee('Ada Okafor');
  admin = await test.signIn('Carol Admin', ['administrator']);
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading']);
  stranger = await test.signIn('Olga Other', ['coordinator'], ['oxfordshire']);
  program = await test.as('priya');
});
afterAll(() => test.stop());

describe('working hours', () => {
  const form = async (over: Record<string, string> = {}): Promise<Record<string, string>> => {
    const { $ } = await admin.get(`/attendees/${ada.id}/hours`);
    const fields = $('form input[type=text]')
      .toArray()
      .map((input) => [$(input).attr('name')!, $(input).attr('value') ?? ''] as const);
    return { ...Object.fromEntries(fields), weeks: '1', version: $('input[name=version]').attr('value')!, ...over };
  };
  const url = () => `/attendees/${ada.id}/hours`;

  it('are entered as people write them, and stand on the page of the person', async () => {
    const saved = await admin.post(url(), await form({ w1d1: '8am - 4pm', w1d5: '', w1d6: '22:00 to 06:00' }));
    expect(saved.status).toBe(303);
    const page = main(await admin.get(`/attendees/${ada.id}`));
    expect(page).toContain('Mon to Thu 08:00 to 16:00, Sat 22:00 to 06:00');
    expect(page).toContain('20 November 2026');
    expect(main(await priya.get(`/attendees/${ada.id}`))).toContain('Sat 22:00 to 06:00');
  });

  it('end those that ran on before', async () => {
    await admin.post(url(), await form({ fromOn: '1/2/27', w1d6: '' }));
    expect(main(await admin.get(`/attendees/${ada.id}`))).toContain('20 November 2026 to 31 January 2027');
    const [person] = await rosterBetween(test.db.reader, at('2026-11-20T00:00:00Z'), at('2026-11-21T00:00:00Z'));
    expect(person?.patterns.map((one) => [one.fromOn.toString(), one.untilOn?.toString() ?? null])).toEqual([
      ['2026-11-20', '2027-01-31'],
      ['2027-02-01', null],
    ]);
  });

  it('get another week of the cycle, and nothing typed is lost', async () => {
    const page = await admin.post(url(), await form({ w1d1: 'mornings', more: 'yes' }));
    expect(page.$('input[name=w1d1]').val()).toBe('mornings');
    expect(page.$('input[name=w2d1]').val()).toBe('mornings');
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'no hours at all',
      { w1d1: '', w1d2: '', w1d3: '', w1d4: '', w1d5: '', w1d6: '' },
      'Enter hours for at least one day',
    ],
    ['an end before the start', { untilOn: '1/1/26' }, 'The last day is before the first one'],
    ['a year that nobody means', { fromOn: '1/1/2190' }, 'These hours begin more than 2 years from now'],
    ['no day', { fromOn: 'soon' }, 'Enter the first day of these hours'],
    ['no hours but words', { w1d2: 'mornings' }, 'Enter hours such as 08:00 to 16:00'],
    [
      'two shifts at once',
      { w1d2: '08:00 to 12:00, 11:00 to 16:00' },
      'Tuesday 08:00 to 12:00 runs into Tuesday 11:00 to 16:00',
    ],
    ['hours beside others', { fromOn: '1/12/26', untilOn: '2/2/27' }, 'Other hours begin on 1 February 2027'],
  ])('are refused with a sentence: %s', async (_, over, sentence) => {
    const page = await admin.post(url(), await form(over));
    expect(page.status).toBe(422);
    expect(errors(page)).toContain(sentence);
  });

  it('are not saved over what somebody else saved meanwhile, and are for administrators', async () => {
    const page = await admin.post(url(), await form({ version: '1' }));
    expect([page.status, errors(page)]).toEqual([409, expect.stringContaining('Somebody else changed this person')]);
    expect((await priya.get(url())).status).toBe(403);
    expect((await admin.get('/attendees/999/hours')).status).toBe(404);
  });
});

describe('absences', () => {
  const url = () => `/attendees/${ada.id}/absences/new`;
  const onRecord = () =>
    rows<{ id: number; version: number }>(
      test.db.reader,
      'select id, version from absence where attendee_id = $1 order by starts_at',
      [ada.id],
    );

  it('last whole London days unless times are given, and lead to cover for that time', async () => {
    const saved = await priya.post(url(), { kind: 'leave', fromOn: '21/12/26', untilOn: '23/12/26' });
    expect(saved.status).toBe(303);
    const page = await priya.get(`/attendees/${ada.id}`);
    expect(main(page)).toContain('Mon 21 Dec to Wed 23 Dec 2026 Leave');
    expect(page.$('a[href*="/cover?absence="]')).toHaveLength(1);
    await priya.post(url(), { kind: 'court', fromOn: '24/12/26', fromAt: '9:30', untilAt: '1pm' });
    expect(main(await priya.get(`/attendees/${ada.id}`))).toContain('Thu 24 Dec 2026, 09:30 to 13:00');
  });

  it('keep from others why somebody is away, and from other hubs the form', async () => {
    expect(main(await stranger.get(`/attendees/${ada.id}`))).toContain(
      'Mon 21 Dec to Wed 23 Dec 2026 not shown to you',
    );
    expect((await stranger.get(url())).status).toBe(404);
    expect((await stranger.get(`/attendees/${ada.id}/absences/${(await onRecord())[0]!.id}`)).status).toBe(404);
  });

  it.each<[Record<string, string>, string]>([
    [{ kind: 'sick', fromOn: '22/12/26' }, 'They are away Mon 21 Dec to Wed 23 Dec 2026 already'],
    [{ kind: 'sick', fromOn: '5/1/27', untilOn: '4/1/27' }, 'The absence ends before it starts'],
    [{ kind: 'sick', fromOn: '5/1/27', untilOn: '4/1/47' }, 'longer than two years'],
    [{ kind: 'hangover', fromOn: '5/1/27' }, 'Choose why they are away'],
    [{ kind: 'sick', fromOn: '31/2/27' }, 'Enter the first day'],
  ])('are refused with a sentence: %j', async (fields, sentence) => {
    const page = await priya.post(url(), fields);
    expect(page.status).toBe(422);
    expect(errors(page)).toContain(sentence);
    expect(page.$('input[name=fromOn]').val()).toBe(fields['fromOn']);
  });

  it('are changed and taken back by whoever saw them as they are', async () => {
    const [first] = await onRecord();
    const one = `/attendees/${ada.id}/absences/${first!.id}`;
    const given = { kind: 'course', fromOn: '21/12/26', untilOn: '22/12/26' };
    expect((await priya.post(one, { ...given, version: '1' })).status).toBe(303);
    const stale = await priya.post(one, { ...given, version: '1' });
    expect([stale.status, errors(stale)]).toEqual([
      409,
      expect.stringContaining('it is Mon 21 Dec to Tue 22 Dec 2026 now'),
    ]);
    expect((await priya.post(`${one}/remove`, { version: '1' }, one)).status).toBe(409);
    expect((await priya.post(`${one}/remove`, { version: '2' }, one)).status).toBe(303);
    expect(await onRecord()).toHaveLength(1);
  });

  it('are recorded by one of two who do so at the same moment', async () => {
    const service = test.app.get(AbsencesService);
    const actor = await test.actor('Carol Admin', ['administrator']);
    const june = absenceOf({ kind: 'leave', startsAt: '2027-06-01T00:00:00Z', endsAt: '2027-06-08T00:00:00Z' });
    const both = await Promise.all([1, 2].map(() => service.add(actor, ada.id, june, 'page')));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: 'absence-overlaps' } });
  });
});

describe('absences for programs', () => {
  const url = () => `/api/v1/attendees/${ada.id}/absences`;
  const march = { kind: 'leave', startsAt: '2027-03-01T00:00:00Z', endsAt: '2027-03-06T00:00:00Z' };

  it('are recorded, read, changed with If-Match and taken back', async () => {
    const made = await program.post(url(), march);
    expect([made.status, made.headers['etag']]).toEqual([201, '"1"']);
    const one = made.headers['location']!;
    expect((await program.get(one)).body).toMatchObject({ ...march, source: 'api', etag: '"1"' });
    const sick = { ...march, kind: 'sick' };
    expect((await program.send('PUT', one, { body: sick })).status).toBe(428);
    expect((await program.send('PUT', one, { body: sick, headers: { 'if-match': '"1"' } })).body).toMatchObject(sick);
    const stale = await program.send('DELETE', one, { headers: { 'if-match': '"1"' } });
    expect([stale.status, stale.body.type]).toEqual([412, '/api/problems/changed-meanwhile']);
    expect((await program.send('DELETE', one, { headers: { 'if-match': '"2"' } })).status).toBe(200);
    expect((await program.get(one)).status).toBe(404);
  });

  it.each<[object, string]>([
    [{ ...march, kind: 'holiday' }, 'invalid-body'],
    [{ ...march, endsAt: march.startsAt }, 'end-before-start'],
    [{ ...march, endsAt: '2037-03-01T00:00:00Z' }, 'absence-too-long'],
    [{ ...march, startsAt: '2199-03-01T00:00:00Z', endsAt: '2199-03-02T00:00:00Z' }, 'absence-too-far'],
    [{ ...march, startsAt: '2027-06-03T00:00:00Z', endsAt: '2027-06-04T00:00:00Z' }, 'absence-overlaps'],
    [{ ...march, why: 'x' }, 'invalid-body'],
  ])('are refused with a problem: %j', async (body, kind) => {
    expect((await program.post(url(), body)).body.type).toBe(`/api/problems/${kind}`);
  });

  it('are out of reach of other hubs, and unknown people have none', async () => {
    expect((await program.post('/api/v1/attendees/999/absences', march)).status).toBe(404);
    expect((await (await test.as('colin')).get(url())).status).toBe(403);
  });
});
