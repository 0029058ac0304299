import { AssignmentsService } from '../../src/assignments/assignments.service.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { Conference } from '../../src/conferences/conference.js';
import { row, rows } from '../../src/database/sql.js';
import { testApp, type Answer, type Browser, type TestApp } from '../support/app.js';
import { given } from '../support/given.js';

let test: TestApp;
let priya: Browser;
beforeAll(async () => {
  test = await testApp('2026-11-20T09:00:00Z');
  priya = await test.signIn('Priya Shah', ['coordinator'], ['reading', 'slough']);
});
afterAll(() => test.stop());

const pathOf = ({ reference }: Conference, page: 'children' | 'kind') => `/conferences/${reference}/${page}`;
const words = (text: string) => text.replace(/\s+/g, ' ').trim();
const errors = ({ $ }: Answer) =>
  $('.govuk-error-summary a')
    .map((_, one) => $(one).attr('href'))
    .get();
const flash = async ({ reference }: Conference) =>
  words((await priya.get(`/conferences/${reference}`)).$('[role=status]').first().text());
const children = ({ id }: Conference) =>
  rows<{ id: number; laChildId: string | null }>(
    test.db.reader,
    'select id, la_child_id from child where conference_id = $1 order by id',
    [id],
  );
const trail = ({ id }: Conference) =>
  rows(
    test.db.reader,
    `select action, detail from audit_event where conference_id = $1 and action in ('conference.changed-children', 'conference.changed-kind')`,
    [id],
  );
const withChild = (over: object = {}) =>
  given(test).conference({ children: [{ ...NOTHING_KNOWN, laChildId: `A${(made += 1)}`, bornYear: 2019 }], ...over });
let made = 100_000;

describe('the children', () => {
  it('are changed, with the reason in the trail and no code', async () => {
    const conference = await withChild();
    const [known] = await children(conference);
    const fields = {
      remove: String(known!.id),
      'child1-laChildId': 'B7',
      'child1-born': '2021',
      reason: 'wrong child',
      version: '1',
    };
    expect((await priya.post(pathOf(conference, 'children'), fields)).status).toBe(303);
    expect((await children(conference)).map(({ laChildId }) => laChildId)).toEqual(['B7']);
    expect(await trail(conference)).toEqual([
      {
        action: 'conference.changed-children',
        detail: { added: ['born 2021'], removed: ['born 2019'], now: 1, reason: 'wrong child' },
      },
    ]);
    expect(await row(test.db.reader, 'select version from conference where id = $1', [conference.id])).toEqual({
      version: 2,
    });
    expect(await flash(conference)).toContain(`${conference.reference} has 1 child now`);
  });

  it('of a review ask for its relevance again', async () => {
    const conference = await withChild({ kind: 'rcpc' });
    expect(words((await priya.get(pathOf(conference, 'children'))).$('main .cct-notice').text())).toContain(
      'may make this review relevant',
    );
    await priya.post(pathOf(conference, 'children'), {
      'child1-born': '24/3/27',
      reason: 'unborn sibling',
      version: '1',
    });
    expect(await flash(conference)).toContain('look again at whether this review is relevant.Decide relevance');
  });

  it.each([
    ['nothing to change', { reason: 'x', version: '1' }, 422, ['#remove']],
    ['no reason', { 'child1-laChildId': 'B8', version: '1' }, 422, ['#reason']],
    ['a name', { 'child1-initials': 'John Smith', reason: 'x', version: '1' }, 422, ['#child1-initials']],
    ['an id that is no number', { remove: "1' or true", reason: 'x', version: '1' }, 422, ['#remove']],
    ['an old version', { 'child1-laChildId': 'B8', reason: 'x', version: '9' }, 409, ['#remove']],
  ])('are refused for %s, with what was typed', async (_, fields, status, at) => {
    const conference = await withChild();
    const page = await priya.post(pathOf(conference, 'children'), fields);
    expect([page.status, errors(page)]).toEqual([status, at]);
    expect(page.$('#reason').val() ?? '').toBe('reason' in fields ? 'x' : '');
    expect(await children(conference)).toHaveLength(1);
  });

  it("of another conference cannot be taken off, and another hub's person sees nothing", async () => {
    const [conference, other] = [await withChild(), await withChild()];
    const [stranger] = await children(other);
    const page = await priya.post(pathOf(conference, 'children'), {
      remove: String(stranger!.id),
      reason: 'x',
      version: '1',
    });
    expect(page.status).toBe(422);
    expect(await children(other)).toHaveLength(1);
    const tom = await test.signIn('Tom Price', ['coordinator'], ['oxfordshire']);
    expect((await tom.get(pathOf(conference, 'children'))).status).toBe(404);
    expect(
      (
        await tom.post(
          pathOf(conference, 'children'),
          { 'child1-laChildId': 'B9', reason: 'x', version: '1' },
          '/board',
        )
      ).status,
    ).toBe(404);
    expect(
      (await tom.post(pathOf(conference, 'kind'), { kind: 'rcpc', reason: 'x', version: '1' }, '/board')).status,
    ).toBe(404);
  });
});

describe('the kind', () => {
  it('is converted, counted afresh, and told to who is on it without asking again', async () => {
    const conference = await given(test).conference({ kind: 'pre-birth-icpc' });
    const ada = await given(test).attendee('Ada Okafor');
    const asked = { attendeeId: ada.id, lead: true, overlapReason: null };
    await test.app.get(AssignmentsService).assign(await given(test).coordinator(), conference.reference, asked);
    const page = await priya.get(pathOf(conference, 'kind'));
    expect(page.$('input[name=kind][value=pre-birth-icpc]')).toHaveLength(0);
    const version = String(page.$('input[name=version]').val());
    const answer = await priya.post(pathOf(conference, 'kind'), { kind: 'rcpc', reason: 'it is a review', version });
    expect(answer.status).toBe(303);
    expect(await trail(conference)).toEqual([
      { action: 'conference.changed-kind', detail: { from: 'pre-birth-icpc', to: 'rcpc', reason: 'it is a review' } },
    ]);
    expect(
      await row(test.db.reader, 'select measure from measure where conference_id = $1', [conference.id]),
    ).not.toEqual({ measure: 'A1' });
    const mail = await rows<{ change: string; subject: string }>(
      test.db.reader,
      `select change, subject from calendar_message m join assignment a on a.id = m.assignment_id where a.attendee_id = $1 order by m.id`,
      [ada.id],
    );
    expect(mail.at(-1)).toMatchObject({ change: 'details', subject: expect.stringContaining('RCPC') });
    expect(await flash(conference)).toContain('Ada Okafor gets it in the calendar and need not answer again.');
  });

  it('is not one that another conference has with the same LA meeting id', async () => {
    const conference = await given(test).conference({ laMeetingId: 'RBC-9' });
    await test.db.transaction((tx) =>
      tx.query(
        `insert into conference (reference, hub_code, kind, state, la_meeting_id, version, created_at)
         values ('TV-26-900001', 'reading', 'rcpc', 'scheduled', 'RBC-9', 1, '2026-11-20T09:00:00Z')`,
      ),
    );
    const page = await priya.post(pathOf(conference, 'kind'), { kind: 'rcpc', reason: 'x', version: '1' });
    expect([page.status, errors(page)]).toEqual([422, ['#kind']]);
    expect(await trail(conference)).toEqual([]);
  });

  it.each([
    [{ kind: 'party', reason: 'x', version: '1' }, ['#kind']],
    [{ kind: 'icpc', reason: 'x', version: '1' }, ['#kind']],
    [{ kind: 'rcpc', reason: '', version: '1' }, ['#reason']],
  ])('is refused for %j', async (fields, at) => {
    const page = await priya.post(pathOf(await given(test).conference(), 'kind'), fields);
    expect([page.status, errors(page)]).toEqual([422, at]);
  });

  it('and the children are reached from the conference by whoever may change it', async () => {
    const conference = await withChild();
    const links = async (who: Browser) => {
      const { $ } = await who.get(`/conferences/${conference.reference}`);
      return $('dd a')
        .map((_, one) => $(one).attr('href'))
        .get()
        .filter((href) => /(kind|children)$/.test(href));
    };
    expect(await links(priya)).toEqual([pathOf(conference, 'kind'), pathOf(conference, 'children')]);
    expect(await links(await test.signIn('Colin Reeve', ['auditor']))).toEqual([]);
  });
});
