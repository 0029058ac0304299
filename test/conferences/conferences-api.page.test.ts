import { rows, run } from '../../src/database/sql.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const URL = '/api/v1/conferences';
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const references = (body: { items: { reference: string }[] }): string[] => body.items.map((one) => one.reference);

describe('one conference', () => {
  it('is given with its ETag, and the look is on the record', async () => {
    const made = await test.given.conference({ venue: 'Civic Offices' });
    const answer = await priya.get(`${URL}/${made.reference}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({ reference: made.reference, version: 1, sitting: { venue: 'Civic Offices' } });
    const looks = await rows(
      test.db.reader,
      `select actor from audit_event where action = 'conference.viewed' and conference_id = $1`,
      [made.id],
    );
    expect(looks).toEqual([{ actor: 'Priya Shah' }]);
  });

  it('is not found in the hub of somebody else, exactly as one that does not exist', async () => {
    const made = await test.given.conference();
    const tom = await test.as('tom');
    const forbidden = await tom.get(`${URL}/${made.reference}`);
    const absent = await tom.get(`${URL}/TV-26-999999`);
    const nonsense = await tom.get(`${URL}/TV-26-%00`);
    expect(forbidden.status).toBe(404);
    expect(absent.text).toBe(forbidden.text);
    expect(nonsense.text).toBe(forbidden.text);
  });

  it('is found by the attendee who is on it, and by no other attendee', async () => {
    const made = await test.given.conference({
      startsAt: at('2026-12-01T09:30:00Z'),
      endsAt: at('2026-12-01T10:30:00Z'),
    });
    const ada = await test.given.attendee('Ada Okafor');
    await test.given.attendee('Ben Carter', { hubCode: 'oxfordshire' });
    await priya.post(`${URL}/${made.reference}/assignments`, { attendeeId: ada.id, lead: true });
    expect((await (await test.as('ada')).get(`${URL}/${made.reference}`)).status).toBe(200);
    expect((await (await test.as('ben')).get(`${URL}/${made.reference}`)).status).toBe(404);
  });

  it('lists its sittings', async () => {
    const made = await test.given.conference();
    const answer = await priya.get(`${URL}/${made.reference}/sittings`);
    expect(answer.body.items).toEqual([expect.objectContaining({ number: 1, startsAt: '2026-11-30T09:30:00Z' })]);
  });
});

describe('the list', () => {
  beforeAll(async () => {
    for (const day of ['03', '03', '04', '07']) {
      await test.given.conference({ startsAt: at(`2027-06-${day}T09:00:00Z`), endsAt: at(`2027-06-${day}T10:00:00Z`) });
    }
    await test.given.conference({
      hubCode: 'slough',
      kind: 'rcpc',
      startsAt: at('2027-06-03T23:00:00Z'),
      endsAt: at('2027-06-04T00:00:00Z'),
    });
  });

  it('pages by cursor through conferences that start together, earliest first', async () => {
    const all = references((await priya.get(`${URL}?from=2027-06-01&limit=200`)).body);
    expect(all).toHaveLength(5);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await priya.get(`${URL}?from=2027-06-01&limit=1${next === '' ? '' : `&after=${next}`}`);
      seen.push(...references(page.body));
      next = page.body.next;
    }
    expect(seen).toEqual(all);
  });

  it('counts days as London does: 23:00 UTC in June is the day after', async () => {
    const third = await priya.get(`${URL}?from=2027-06-03&to=2027-06-03`);
    const fourth = await priya.get(`${URL}?from=2027-06-04&to=2027-06-04`);
    expect(third.body.items.map((one: { hub: string }) => one.hub)).toEqual(['reading', 'reading']);
    expect(fourth.body.items.map((one: { hub: string }) => one.hub)).toEqual(['slough', 'reading']);
  });

  it('is filtered by hub, kind and state', async () => {
    expect((await priya.get(`${URL}?from=2027-06-01&hub=slough&kind=rcpc&state=scheduled`)).body.items).toHaveLength(1);
    expect((await priya.get(`${URL}?from=2027-06-01&hub=slough&kind=icpc`)).body.items).toHaveLength(0);
    expect((await priya.get(`${URL}?from=2027-06-01&state=held`)).body.items).toHaveLength(0);
  });

  it('is filtered by how the relevance of reviews stands now; no other conference is asked', async () => {
    const one = await test.given.conference({ kind: 'rcpc', startsAt: at('2027-05-10T09:00:00Z'), endsAt: at('2027-05-10T10:00:00Z') }); // prettier-ignore
    await test.given.conference({ kind: 'icpc', startsAt: at('2027-05-10T11:00:00Z'), endsAt: at('2027-05-10T12:00:00Z') }); // prettier-ignore
    const listed = async (relevance: string) =>
      references((await priya.get(`${URL}?from=2027-05-10&to=2027-05-10&relevance=${relevance}`)).body);
    expect(await listed('undecided')).toEqual([one.reference]);
    expect(await listed('relevant')).toEqual([]);
    const decide = (value: string) =>
      test.db.transaction((tx) =>
        run(
          tx,
          `insert into relevance_decision (conference_id, value, criteria, reason, decided_by, decided_at)
           values ($1, $2, '{}', 'Nothing new', 'Priya Shah', '2026-11-20T09:00:00Z')`,
          [one.id, value],
        ),
      );
    await decide('not-relevant');
    expect(await listed('not-relevant')).toEqual([one.reference]);
    expect(await listed('undecided')).toEqual([]);
    await decide('undecided');
    expect(await listed('undecided')).toEqual([one.reference]);
  });

  it('holds only what lies in the hubs of the token', async () => {
    expect((await (await test.as('tom')).get(`${URL}?from=2027-06-01`)).body.items).toEqual([]);
    expect((await (await test.as('margaret')).get(`${URL}?from=2027-06-01`)).body.items).toHaveLength(5);
  });

  it('is on the record with the references that it showed', async () => {
    const answer = await priya.get(`${URL}?from=2027-06-07`);
    const [event] = await rows<{ detail: object }>(
      test.db.reader,
      `select detail from audit_event where action = 'conference.listed' order by id desc limit 1`,
    );
    expect(event?.detail).toEqual({ page: 'api/v1/conferences', references: references(answer.body) });
  });

  const WRONG: readonly [string, string][] = [
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['kind=meeting', 'kind'],
    ['relevance=maybe', 'relevance'],
    ['from=24/11/26', 'from'],
    ['to=2026-02-30', 'to'],
    ['after=bm90IG91cnM', 'after'],
    ['after=WyIyMDI2Il0', 'after'],
    ['colour=red', 'colour'],
    ['hub=reading&hub=slough', 'hub'],
    ['hub=%00', 'hub'],
  ];
  it.each(WRONG)('refuses %s and names the parameter', async (query, parameter) => {
    const answer = await priya.get(`${URL}?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { type: '/api/problems/invalid-query' } });
    expect(answer.body.errors).toEqual([
      { parameter, code: expect.any(String), detail: expect.stringMatching(/^[A-Z].+\.$/) },
    ]);
  });
});
