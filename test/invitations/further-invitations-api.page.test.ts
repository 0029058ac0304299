import { rows } from '../../src/database/sql.js';
import { invitationBody, testApi, type Program, type TestApi } from '../support/api.js';

let test: TestApi;
let priya: Program;
let reference: string;
let keys = 0;
const newKey = (): { 'idempotency-key': string } => ({ 'idempotency-key': `key-${(keys += 1)}` });
const URL = '/api/v1/invitations';
const BODY = invitationBody({ children: [{ laChildId: 'RBC-1' }] });

beforeEach(async () => {
  test = await testApi('2026-11-20T09:00:00Z');
  priya = await test.as('priya');
  reference = (await priya.post(URL, BODY, newKey())).body.reference;
});
afterEach(() => test.stop());

describe('what may be recorded already', () => {
  it('is refused with the candidates, and uses up no key', async () => {
    const key = newKey();
    const refused = await priya.post(URL, BODY, key);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      type: '/api/problems/possible-duplicate',
      candidates: [{ reference, kind: 'icpc', state: 'scheduled', children: 1, because: 'shared-child' }],
    });
    expect((await priya.post(`${URL}?dryRun=true`, BODY)).status).toBe(409);
    expect((await priya.post(URL, { ...BODY, another: true }, key)).status).toBe(201);
  });

  it('takes only true or false for another', async () => {
    expect((await priya.post(URL, { ...BODY, another: 'yes' }, newKey())).status).toBe(422);
  });
});

describe('a further invitation', () => {
  const further = {
    receivedAt: '2026-11-19T10:00:00Z',
    channel: 'mail',
    children: [{ laChildId: 'RBC-1' }, { laChildId: 'RBC-2' }],
  };
  const to = (of = reference): string => `/api/v1/conferences/${of}/invitations`;

  it('is added once, with the children that are new', async () => {
    const key = newKey();
    const added = await priya.post(to(), further, key);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({ reference, newChildren: 1, noticeDays: 7, startsAt: '2026-11-30T09:30:00Z' });
    expect(await rows(test.db.reader, 'select la_child_id from child')).toHaveLength(2);
    expect((await priya.post(to(), further, key)).headers['idempotent-replayed']).toBe('true');
    expect(await rows(test.db.reader, 'select channel from invitation order by id')).toHaveLength(2);
  });

  it('can be tried first: it says what would be new, and saves nothing', async () => {
    const tried = await priya.post(`${to()}?dryRun=true`, further);
    expect(tried).toMatchObject({ status: 200, body: { reference, newChildren: 1, noticeDays: 7 } });
    expect(await rows(test.db.reader, 'select 1 from invitation')).toHaveLength(1);
    expect(await rows(test.db.reader, 'select 1 from child')).toHaveLength(1);
    const late = await priya.post(`${to()}?dryRun=true`, { ...further, receivedAt: '2026-11-21T10:00:00Z' });
    expect(late).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/receivedAt', code: 'received-in-future', detail: expect.any(String) }] },
    });
    expect((await priya.post(`${to('TV-26-000099')}?dryRun=true`, further)).status).toBe(404);
  });

  it.each([
    ['a day to come', { receivedAt: '2026-11-21T10:00:00Z' }, 422],
    ['another channel', { channel: 'pigeon' }, 422],
    ['a name for an id', { children: [{ laChildId: 'Smith' }] }, 422],
  ])('is refused for %s', async (_, over, status) => {
    expect((await priya.post(to(), { ...further, ...over }, newKey())).status).toBe(status);
  });

  it('needs a conference within reach that is not voided', async () => {
    expect((await priya.post(to('TV-26-000099'), further, newKey())).status).toBe(404);
    await test.db.transaction((tx) => tx.query(`update conference set state = 'voided', state_reason = 'twice'`));
    const refused = await priya.post(to(), further, newKey());
    expect(refused).toMatchObject({ status: 409, body: { type: '/api/problems/cannot-add' } });
  });
});
