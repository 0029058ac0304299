import { rows } from '../../src/database/sql.js';
import { testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
beforeAll(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
});
afterAll(() => test.stop());

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
let day = 0;
/** A conference on a day of its own, so that nobody is in two places. */
async function conference(): Promise<string> {
  day += 1;
  const date = `2027-01-${String(day).padStart(2, '0')}`;
  const made = await test.given.conference({
    startsAt: at(`${date}T09:30:00Z`),
    endsAt: at(`${date}T11:00:00Z`),
    confirmed: true,
  });
  return `/api/v1/conferences/${made.reference}/assignments`;
}

describe('assigning', () => {
  it('invites in the same moment and says where the assignment is', async () => {
    const url = await conference();
    const ada = await test.given.attendee('Ada Okafor');
    const answer = await priya.post(url, { attendeeId: ada.id, lead: true });
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`${url}/${answer.body.id}`);
    expect(answer.body).toMatchObject({ name: 'Ada Okafor', lead: true, state: 'invited', answeredAt: null });
    const owed = await rows(test.db.reader, 'select recipient, method, state from calendar_message');
    expect(owed).toEqual([{ recipient: 'ada.okafor@thamesvalley-police.example', method: 'REQUEST', state: 'owed' }]);
    expect((await priya.get(url)).body.items).toEqual([answer.body]);
  });

  it('refuses a second lead, a second time and an unknown person', async () => {
    const url = await conference();
    const [one, two] = [await test.given.attendee('One'), await test.given.attendee('Two')];
    await priya.post(url, { attendeeId: one.id, lead: true });
    const kinds = [
      await priya.post(url, { attendeeId: two.id, lead: true }),
      await priya.post(url, { attendeeId: one.id, lead: false }),
      await priya.post(url, { attendeeId: 2_000_000, lead: false }),
    ].map((answer) => [answer.status, answer.body.type]);
    expect(kinds).toEqual([
      [409, '/api/problems/lead-taken'],
      [409, '/api/problems/already-on-it'],
      [422, '/api/problems/unknown-person'],
    ]);
  });

  it('names the conference that somebody is on then, and takes a reason', async () => {
    const when = { startsAt: at('2027-02-01T09:30:00Z'), endsAt: at('2027-02-01T11:00:00Z') };
    const [first, second] = [await test.given.conference(when), await test.given.conference(when)];
    const busy = await test.given.attendee('Busy Person');
    await priya.post(`/api/v1/conferences/${first.reference}/assignments`, { attendeeId: busy.id, lead: true });
    const url = `/api/v1/conferences/${second.reference}/assignments`;
    const refused = await priya.post(url, { attendeeId: busy.id, lead: true });
    expect(refused).toMatchObject({
      status: 409,
      body: { type: '/api/problems/overlap', reference: first.reference, startsAt: '2027-02-01T09:30:00Z' },
    });
    const taken = await priya.post(url, { attendeeId: busy.id, lead: true, overlapReason: 'Same building' });
    expect(taken.status).toBe(201);
  });

  it.each([
    ['no-mail-address', { mail: null }],
    ['has-left', { active: false }],
    ['is-the-desk', { mail: 'conference.desk@thamesvalley-police.example' }],
  ])('refuses with %s', async (kind, over) => {
    const url = await conference();
    const person = await test.given.attendee(`Person ${kind}`, over);
    const answer = await priya.post(url, { attendeeId: person.id, lead: true });
    expect(answer).toMatchObject({ status: 409, body: { type: `/api/problems/${kind}` } });
  });
});

describe('withdrawing', () => {
  async function assigned(): Promise<string> {
    const url = await conference();
    const person = await test.given.attendee(`Person ${day}`);
    const { body } = await priya.post(url, { attendeeId: person.id, lead: true });
    return `${url}/${body.id}`;
  }

  it('takes the reason from the query or from a body, and keeps the assignment on record', async () => {
    const byQuery = await priya.send('DELETE', `${await assigned()}?reason=Called%20to%20court`);
    expect(byQuery).toMatchObject({ status: 200, body: { state: 'withdrawn', withdrawnReason: 'Called to court' } });
    const byBody = await priya.send('DELETE', await assigned(), { body: { reason: 'Sick' } });
    expect(byBody).toMatchObject({ status: 200, body: { state: 'withdrawn', withdrawnReason: 'Sick' } });
  });

  it('needs a reason, and can be done once', async () => {
    const url = await assigned();
    expect(await priya.send('DELETE', url)).toMatchObject({
      status: 422,
      body: { type: '/api/problems/reason-missing' },
    });
    expect((await priya.send('DELETE', `${url}?reason=Sick`)).status).toBe(200);
    expect(await priya.send('DELETE', `${url}?reason=Sick`)).toMatchObject({
      status: 409,
      body: { type: '/api/problems/not-active' },
    });
  });

  it('does not find an assignment of another conference or in another hub', async () => {
    const url = await assigned();
    const elsewhere = `${await conference()}/${url.split('/').at(-1)}`;
    expect((await priya.send('DELETE', `${elsewhere}?reason=x`)).status).toBe(404);
    expect((await (await test.as('tom')).send('DELETE', `${url}?reason=x`)).status).toBe(404);
    expect((await priya.send('DELETE', `${url}0000000000?reason=x`)).status).toBe(404);
  });
});
